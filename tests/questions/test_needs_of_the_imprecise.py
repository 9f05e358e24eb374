"""What an imprecise value would have to be: as much of it as leads to one answer, and no more, each run."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.inquiry import Inquiry, asked_of
from decisis.questions.moves import Alter
from decisis.questions.needs import needs
from decisis.values import Bounds, text
from tests.questions.generated import loaded

PAGE = Path(__file__).parents[1] / "museum" / "sum_of_nothing_in_a_currency.case"

# EUR 250 less the voucher is small below EUR 200: at EUR 50 it is not, at a cent more it is.
NARROWED = [
    ("EUR 49 to 60", {("refuted", "EUR 49 to EUR 50"), ("proved", "EUR 50.01 to EUR 60")}),
    ("EUR 50 to 51", {("refuted", "EUR 50"), ("proved", "EUR 50.01 to EUR 51")}),
    (
        "more than EUR 40",
        {("refuted", "more than EUR 40 and at most EUR 50"), ("proved", "at least EUR 50.01")},
    ),
    ("at most EUR 80", {("refuted", "at most EUR 50"), ("proved", "EUR 50.01 to EUR 80")}),
    ("EUR 51 to 60", {("refuted", "EUR 50")}),  # against the record
    ("EUR 20 to 50", {("proved", "EUR 50.01")}),
]


@pytest.mark.parametrize("recorded, wanted", NARROWED, ids=[recorded for recorded, _ in NARROWED])
def test_it_is_narrowed_to_what_leads_to_one_answer(recorded: str, wanted: set[tuple[str, str]]) -> None:
    matter = loaded(PAGE.read_text("utf-8").replace("EUR 49 to 60", recorded))
    question = matter.questions["small_three"]
    found = needs(asked_of(matter, Inquiry()), question, most=1)
    altered = [(f.verdict, f.moves[0]) for f in found.flips if isinstance(f.moves[0], Alter)]
    narrowed = [(verdict, text(move.value)) for verdict, move in altered if isinstance(move.was, Bounds)]
    assert sorted(narrowed) == sorted(wanted)

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


TWO = """
court county "the County Court"
authority code is "Civil Code" statute from the document
sort Lease
relation arrears(l: Lease, m: Int, n: EUR) functional in l, m reads "{n} was owed for {l} for month {m}"
relation paid_on(l: Lease, d: Date) functional in l           reads "the arrears for {l} were paid on {d}"
relation may_terminate(l: Lease)                              reads "{l} may be terminated"
rule late under code
  given
    (1) paid_on(L, Day)
    (2) Day > 2015-02-28
    (3) Sum is the sum of N for each M such that arrears(L, M, N)
    (4) Sum >= EUR 1000
  then may_terminate(L)
source file is "the file"
matter m is "A flat" before county as of 2015-05-01
thing flat: Lease "the flat"
record found from file
  arrears(flat, 1, EUR 400)
  arrears(flat, 2, EUR 400)
  arrears(flat, 3, EUR 150 to 250)
  paid_on(flat, 2015-02-20 to 2015-03-05)
question may: may_terminate(flat)
"""


def test_nothing_against_the_record_is_listed_beside_what_it_leaves_open() -> None:
    """Of two imprecise values that matter together, too: EUR 399.99 for the third month stood here."""
    matter = loaded(TWO)
    found = needs(asked_of(matter, Inquiry()), matter.questions["may"], most=2)
    third = [
        text(m.value)
        for f in found.flips
        for m in f.moves
        if isinstance(m, Alter) and m.side.relation == "arrears" and m.side.values[1] == 3
    ]
    assert third == ["EUR 200 to EUR 250"]

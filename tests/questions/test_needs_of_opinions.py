"""What it would take, of every question of the four opinions: each set that is listed leads where it says.

By default a question of each opinion, and one change; every question and up to three changes together:
`DECISIS_THOROUGH=1 python -m pytest tests/questions`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from decisis.casework.answer import ask
from decisis.casework.inquiry import Inquiry, asked_of
from decisis.casework.matter import Matter
from decisis.casework.verdict import verdict_of
from decisis.pipeline import load_matter
from decisis.questions.difference import headline
from decisis.questions.moves import written
from decisis.questions.needs import needs
from decisis.questions.what_if import after_changes
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[2]
OPINIONS = ("ca2/leiva_deras", "idd/palacios_becerril", "mnd/alcaraz", "nmd/lugo_marin")
FEW = {  # that take a second or two
    ("ca2/leiva_deras", "prior_felony"),
    ("idd/palacios_becerril", "last_day"),
    ("mnd/alcaraz", "offense_class"),
    ("nmd/lugo_marin", "custody"),
}
MOST = 3 if THOROUGH else 1


def questions_of(case: str) -> list[str]:
    text = (ROOT / "cases" / f"{case}.case").read_text("utf-8")
    return re.findall(r"^question ([a-z0-9_]+)", text, re.MULTILINE)


EVERY = [(case, name) for case in OPINIONS for name in questions_of(case)]


@cache
def matter_of(case: str) -> Matter:
    return load_matter(str(ROOT / "cases" / f"{case}.case"))


def test_the_few_are_among_them() -> None:
    assert set(EVERY) >= FEW


@pytest.mark.parametrize("case, name", [q for q in EVERY if THOROUGH or q in FEW])
def test_every_set_leads_where_it_says(case: str, name: str) -> None:
    """Written as changes, made anew, and asked in a court of its own."""
    matter = matter_of(case)
    question, asked = matter.questions[name], asked_of(matter, Inquiry())
    found = needs(asked, question, most=MOST, most_runs=0 if THOROUGH else 30)
    assert found.flips or found.limit or found.covered == MOST
    for number, flip in enumerate(found.flips):
        after = after_changes(asked, [line for move in flip.moves for line in written(move)])
        if number and not THOROUGH:
            continue
        about = after.about(question.relation)
        verdict = verdict_of(about, found.side)[0] if found.side else headline(ask(about, question))
        assert verdict == flip.verdict != found.verdict, flip.moves

"""Opinions whose day is not recorded: those that would give another answer are found, none left out.

Most have no part in an answer, which is seen at once for all of them; this asks with each of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.answer import about, ask
from decisis.casework.inquiry import Inquiry, asked_of
from decisis.casework.matter import Matter
from decisis.casework.undated import OfTheYear
from tests.shipped import CASES, LOADER, matter_of
from tests.thorough import THOROUGH, some

OF_UNDATED = [
    "opinion_known_only_by_its_year",
    "opinion_of_the_year_that_rests_on_silence",
    "opinions_that_matter_together",
]
PAGES = Path(__file__).parents[1] / "museum"
SHIPPED = [case for case in CASES if THOROUGH or case.stem in ("indeterminate", "state_holiday")]


def found_in(matter: Matter, most: int) -> int:
    """How many such opinions there are of a few questions, each time the same as by asking with each."""
    asked = asked_of(matter, Inquiry())
    number = 0
    for question in some(tuple(matter.questions.values()), most):
        rows = ask(asked, question)
        opinions = OfTheYear(matter.undated, about(asked, question), question)
        found = opinions.changing(rows)
        assert found == opinions.asked_of_each(rows), question.name
        number += len(found)
    return number


@pytest.mark.parametrize("page", OF_UNDATED)
def test_of_a_page(page: str) -> None:
    assert found_in(LOADER.matter(str(PAGES / f"{page}.case")), 10)


@pytest.mark.parametrize("case", SHIPPED, ids=lambda p: p.stem)
def test_of_a_case(case: Path) -> None:
    found_in(matter_of(case), 2)

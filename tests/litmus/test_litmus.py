"""Litmus programs define the kernel, the museum keeps past mistakes: every engine answers as they say.

Foreign engines are asked some of them; all, with DECISIS_THOROUGH=1.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from decisis.engine import ENGINES
from decisis.testing.report import Report, report_of, summary_text
from tests.shipped import page_of
from tests.thorough import THOROUGH, some

HERE = Path(__file__).parent
PROGRAMS = [*sorted(HERE.glob("*.case")), *sorted((HERE.parent / "museum").glob("*.case"))]


FOREIGN = ("clingo", "pydatalog")  # slow to start, to list every day of a calendar, and to be asked often
BY_FOREIGN = some(PROGRAMS, 40)
SLOW = (
    "cases_within_a_case",
    "imprecise_value_that_is_looked_for",
    "every_day",
    "too_many_days",
    "any_day_of_a_stay_known_by_bounds",
    "any_day_of_a_stay_without_end",
    "conflict_of_values_that_may_be_one",
    "month_of_which_no_day_is_known",
    "period_that_may_start_before_it_is_counted",
    "value_that_every_case_gives",
)
RUNS = [
    (program, engine)
    for program, engine in product(PROGRAMS, ENGINES)
    if THOROUGH or engine not in FOREIGN or (program in BY_FOREIGN and program.stem not in SLOW)
]


@pytest.mark.parametrize("program, engine", RUNS, ids=lambda p: p.stem if isinstance(p, Path) else p)
def test_litmus(program: Path, engine: str) -> None:
    report = report_of(str(program), page_of(program), engine)
    assert report.results, "a litmus program expects something"
    assert not report.failed, summary_text(Report((report,)))

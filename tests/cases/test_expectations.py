"""The expectations of every shipped case, and the properties of its law: what `decisis test cases/` runs.

That certifies every answer, and holds the properties against every variant of a case. This does so with some
cases, unless thorough, and makes every proof of these; of each other one it asks the first expectation, and
certifies nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.answer import ask
from decisis.casework.expectations import check_expectations, expected_asking
from decisis.casework.matter import Written
from decisis.dataclass import replace
from decisis.engine import engine
from decisis.testing.report import Report, report_in, summary_text
from tests.shipped import CASES, matter_of
from tests.thorough import some

IN_FULL = some(CASES, 4)
OTHERS = [case for case in CASES if case not in IN_FULL]
MOST_VARIANTS = 2  # of a case: its own matter, and one from the middle


@pytest.mark.parametrize("case", IN_FULL, ids=lambda p: p.stem)
def test_every_expectation_is_met(case: Path) -> None:
    matter = matter_of(case)
    court = matter.court(engine())
    variants = some(tuple(matter.variants.values()), MOST_VARIANTS)
    report = report_in(court, str(case), matter, variants)
    assert report.results, "a case that expects nothing"
    failed = report.failed
    assert not failed, summary_text(Report((report,)))
    for variant, expectation in matter.expectations:
        rows = ask(*expected_asking(matter, variant, expectation, court))
        assert all(ground.proof.text for row in rows for ground in row.grounds)


@pytest.mark.parametrize("case", OTHERS, ids=lambda p: p.stem)
def test_the_first_expectation_is_met(case: Path) -> None:
    matter = matter_of(case)
    first = Written(matter.library, matter.expectations[:1])
    court = matter.court(engine()).searching()
    results = [*check_expectations(replace(matter, read_written=lambda: first), court)]
    assert results, "a case that expects nothing"
    assert not [(r.name, r.failures) for r in results if not r.passed]

"""Every expectation of every shipped case, and the properties of its law: what `decisis test cases/` runs.

That holds the properties against every variant of a case, and this, unless thorough, against a few.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.engine import DEFAULT
from decisis.testing.report import Report, report_of, summary_text
from tests.shipped import CASES, matter_of
from tests.thorough import some

MOST_VARIANTS = 2  # of a case: its own matter, and one from the middle


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_every_expectation_is_met(case: Path) -> None:
    matter = matter_of(case)
    variants = some(tuple(matter.variants.values()), MOST_VARIANTS)
    report = report_of(str(case), matter, DEFAULT, variants)
    assert report.results, "a case that expects nothing"
    assert not report.failed, summary_text(Report((report,)))

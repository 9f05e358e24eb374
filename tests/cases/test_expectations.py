"""Every expectation of every shipped case, and every property of its law: what `decisis test cases/` runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.engine import DEFAULT
from decisis.testing.report import Report, report_of, summary_text
from tests.shipped import CASES, matter_of


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_every_expectation_is_met(case: Path) -> None:
    report = report_of(str(case), matter_of(case), DEFAULT)
    assert report.results, "a case that expects nothing"
    assert not report.failed, summary_text(Report((report,)))

"""The four opinions, and the pairs that differ from them in one fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.testing import Report, report_of, summary_text
from decisis.pipeline import Loader, logic_root

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "cases").rglob("*.case"))
LOADER = Loader(logic_root())


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_every_expectation_holds(case: Path) -> None:
    report = report_of(str(case.relative_to(ROOT)), LOADER.matter(str(case)), "seminaive")
    assert report.results
    assert not report.failed, summary_text(Report((report,)))

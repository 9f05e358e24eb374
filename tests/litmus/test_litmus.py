"""Litmus programs define the kernel, the museum keeps past mistakes: every engine answers as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.engine import ENGINES
from decisis.pipeline import Loader, logic_root
from decisis.testing.report import Report, report_of, summary_text

HERE = Path(__file__).parent
PROGRAMS = [*sorted(HERE.glob("*.case")), *sorted((HERE.parent / "museum").glob("*.case"))]
LOADER = Loader(logic_root())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
def test_litmus(program: Path, engine: str) -> None:
    report = report_of(str(program), LOADER.matter(str(program)), engine)
    assert report.results, "a litmus program expects something"
    assert not report.failed, summary_text(Report((report,)))

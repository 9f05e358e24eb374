"""Litmus programs define the kernel, the museum keeps past mistakes: every engine answers as they say."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from decisis.engine import ENGINES
from decisis.pipeline import Loader, logic_root
from decisis.testing.report import Report, report_of, summary_text
from tests.thorough import THOROUGH

HERE = Path(__file__).parent
PROGRAMS = [*sorted(HERE.glob("*.case")), *sorted((HERE.parent / "museum").glob("*.case"))]
LOADER = Loader(logic_root())


# An engine that lists every day of a calendar takes a minute for this one.
LONG = [] if THOROUGH else [(HERE / "every_day.case", engine) for engine in ("clingo", "pydatalog")]
RUNS = [run for run in product(PROGRAMS, ENGINES) if run not in LONG]


@pytest.mark.parametrize("program, engine", RUNS, ids=lambda p: p.stem if isinstance(p, Path) else p)
def test_litmus(program: Path, engine: str) -> None:
    report = report_of(str(program), LOADER.matter(str(program)), engine)
    assert report.results, "a litmus program expects something"
    assert not report.failed, summary_text(Report((report,)))

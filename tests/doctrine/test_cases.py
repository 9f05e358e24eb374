"""The small hypothetical cases that go through the law step by step, each step with what falls short of it.

They are what the mutants of the library are tried on (`decisis mutate … --cases tests/doctrine/cases`). By
default the quickest are tested, all of them with DECISIS_THOROUGH=1 (or `decisis test tests/doctrine/cases`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.expectations import check_expectations
from decisis.engine import engine
from tests.shipped import LOADER
from tests.thorough import THOROUGH

HERE = Path(__file__).parent / "cases"
QUICK = ("reentry_statute",)
CASES = [case for case in sorted(HERE.glob("*.case")) if THOROUGH or case.stem in QUICK]


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_every_expectation_holds(case: Path) -> None:
    matter = LOADER.matter(str(case))
    results = list(check_expectations(matter, matter.court(engine())))
    assert results
    assert not [(r.name, r.failures) for r in results if not r.passed]

"""Each fault that is planted in a copy of the library is found; of the library as it ships, nothing is said.

All of them with DECISIS_THOROUGH=1; `python -m tests.faults` prints the table of docs/faults.md.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.finding import copy_of_the_library, found
from tests.faults.planted import FAULTS, Fault

pytest.importorskip("clingo")

THOROUGH = "DECISIS_THOROUGH" in os.environ
TRIED = [f for f in FAULTS if THOROUGH or f.quick]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_library(tmp_path_factory.mktemp("library"))


@pytest.mark.parametrize("fault", TRIED, ids=lambda f: f.name)
def test_a_planted_fault_is_found(fault: Fault, folder: Path) -> None:
    file = folder / fault.file
    before = file.read_text("utf-8")
    try:
        fault.plant(folder)
        assert found(fault, folder)
    finally:
        file.write_text(before, "utf-8")


@pytest.mark.parametrize("by", sorted({f.by for f in TRIED if "planted" not in f.by}))
def test_what_finds_them_says_nothing_of_the_law_as_it_ships(by: str, folder: Path) -> None:
    (fault, *_) = [f for f in TRIED if f.by == by]
    assert not found(fault, folder)


def test_there_are_faults_of_every_kind() -> None:
    kinds = Counter(f.kind for f in FAULTS)
    assert sum(kinds.values()) >= 30
    named = {"collision", "dead provision", "gap", "dropped element", "wrong threshold", "missing exception"}
    named |= {"wrong court", "wrong date", "wrong rank", "missing priority", "dropped treatment"}
    assert named <= kinds.keys()
    assert len({f.name for f in FAULTS}) == len(FAULTS)

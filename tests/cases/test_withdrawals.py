"""For every fact of every decided case: which verdicts change when the record does not have it.

The snapshot is a page to be read: each line is a fact, and under it what its absence does.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from decisis.casework.withdrawals import withdrawals_text
from decisis.engine import engine
from tests.shipped import DECIDED, matter_of


@pytest.mark.parametrize("case", DECIDED, ids=lambda p: p.stem)
def test_withdrawing_each_fact(case: Path, snapshot: SnapshotAssertion) -> None:
    assert withdrawals_text(matter_of(case), engine()) == snapshot

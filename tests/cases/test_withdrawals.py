"""For every fact of every decided case: which verdicts change when the record does not have it.

The snapshot is a page to be read: each line is a fact, and under it what its absence does. By default of
some cases, of all with DECISIS_THOROUGH=1.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from decisis.engine import engine
from tests.cases.withdrawals import withdrawals_text
from tests.shipped import DECIDED, matter_of
from tests.thorough import some

CHOSEN = some(DECIDED, 5)


@pytest.mark.parametrize("case", DECIDED, ids=lambda p: p.stem)
def test_withdrawing_each_fact(
    case: Path, snapshot: SnapshotAssertion, request: pytest.FixtureRequest
) -> None:
    if case not in CHOSEN and not request.config.getoption("update_snapshots"):
        pytest.skip("with DECISIS_THOROUGH=1")
    assert withdrawals_text(matter_of(case), engine()) == snapshot

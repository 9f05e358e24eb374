"""Generated programs do what can go wrong: without this, that engines agree on them would say little."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest

from tests.campaign.gates import GATES, PARTS, PATHS, Gate, passed, paths, shares, used
from tests.engine.generated import case

PROGRAMS = 45
SLACK = 0.1  # of a share measured on so few programs; the campaign allows none


@cache
def _measured() -> tuple[Counter[str], Counter[str]]:
    gates: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for seed in range(PROGRAMS):
        each = case(Random(seed))
        gates += passed(each, seed)
        parts += used(each.program)
    return gates, parts


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.words)
def test_enough_programs_do_it(gate: Gate) -> None:
    gates, _ = _measured()
    assert shares(gates, PROGRAMS)[gate.words] >= gate.share - SLACK


def test_the_measure_can_fail() -> None:
    """Programs that are not made to be worth anything do not pass: no gate is open to all."""
    blind: Counter[str] = Counter()
    for seed in range(20):
        blind += passed(case(Random(seed), linear=True, tries=1), seed)
    assert {gate.words for gate in GATES if shares(blind, 20)[gate.words] < gate.share}


def test_programs_use_all_that_there_is() -> None:
    parts: Counter[str] = Counter()
    ways: set[tuple[str, str, str]] = set()
    for seed in range(300):
        program = case(Random(seed), tries=1).program
        parts += used(program)
        ways |= paths(program)
    assert set(parts) == PARTS
    assert len(ways) >= 0.95 * len(PATHS)
    assert ways <= PATHS

"""A short campaign: generated programs and all programs of two rules, before every judge."""

from __future__ import annotations

import os
from random import Random

import pytest

from decisis.engine import engine
from decisis.rules.stratify import stratify
from tests.campaign import small
from tests.campaign.fingerprint import fingerprint, under_another_hash
from tests.campaign.hunting import findings
from tests.engine.generated import case
from tests.engine.opposed import comes_to

THOROUGH = bool(os.environ.get("DECISIS_THOROUGH"))
STRIDE = 1 if THOROUGH else 256


@pytest.mark.parametrize("ten", range(2))
def test_nothing_is_found(ten: int) -> None:
    seeds = range(ten * 10, ten * 10 + 10)
    assert [each for seed in seeds for each in findings(seed, relations=1)] == []


@pytest.mark.parametrize("fifty", range(1))
def test_exceptions_and_priorities_come_to_what_the_semantics_say(fifty: int) -> None:
    contested = 0
    for seed in range(fifty * 50, fifty * 50 + 50):
        each = case(Random(seed), tries=1)
        model = engine().evaluate(stratify(each.program), each.facts)
        for opposed in each.opposed:
            contested += 1
            expected = comes_to(opposed, model)
            assert {name: model.tuples(name) for name in expected} == expected
    assert contested > 20


def test_all_programs_of_two_rules() -> None:
    """In the short run, of all cases each 256th; with DECISIS_THOROUGH=1, all."""
    assert small.whatever_is_wrong(STRIDE) == []


def test_how_many_programs_of_two_rules_there_are() -> None:
    assert len(small.bodies()) == 81
    assert len(small.programs()) * len(small.fact_sets()) == small.CASES


def test_another_hash_seed_finds_the_same() -> None:
    assert fingerprint(0, 8) == under_another_hash(0, 8, hash_seed=7)

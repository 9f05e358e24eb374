"""Engines that share no machinery find the same model of programs that nobody wrote."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisis.engine import engine
from decisis.engine.model import Model
from decisis.rules.stratify import stratify
from tests.engine.generated import Case, case


def _model(name: str, each: Case) -> Model:
    return engine(name).evaluate(stratify(each.program), each.facts)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.randoms(use_true_random=False))
def test_the_default_engine_agrees_with_the_judge(random: Random) -> None:
    each = case(random, tries=1)
    assert _model("seminaive", each) == _model("naive", each)


@pytest.mark.parametrize("hundred", range(4))
def test_the_default_engine_agrees_with_the_judge_on_many(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        each = case(Random(seed), tries=1)
        assert _model("seminaive", each) == _model("naive", each), f"case(Random({seed}), tries=1)"


@pytest.mark.parametrize("ten", range(5))
def test_the_default_engine_agrees_with_the_judge_on_clauses_that_each_derive_something(ten: int) -> None:
    for seed in range(ten * 10, ten * 10 + 10):
        each = case(Random(seed))
        assert _model("seminaive", each) == _model("naive", each), f"case(Random({seed}))"


@pytest.mark.parametrize("seed", range(12))
def test_pydatalog_agrees_with_the_judge_where_it_is_supported(seed: int) -> None:
    each = case(Random(seed), linear=True, tries=2)
    assert _model("pydatalog", each) == _model("naive", each)


@pytest.mark.parametrize("ten", range(10))
def test_clingo_agrees_with_the_judge(ten: int) -> None:
    for seed in range(ten * 10, ten * 10 + 10):
        each = case(Random(seed), tries=1)
        assert _model("clingo", each) == _model("naive", each), f"case(Random({seed}), tries=1)"


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_the_clauses_does_not_matter(seed: int) -> None:
    random = Random(seed)
    each = case(random, tries=1)
    clauses = random.sample(each.program.clauses, len(each.program.clauses))
    shuffled = Case(replace(each.program, clauses=tuple(clauses)), each.facts)
    assert stratify(shuffled.program).strata == stratify(each.program).strata
    assert _model("seminaive", shuffled) == _model("seminaive", each)


@pytest.mark.parametrize("seed", range(20))
def test_saying_it_twice_changes_nothing(seed: int) -> None:
    each = case(Random(seed), tries=1)
    twice = Case(replace(each.program, clauses=each.program.clauses * 2), each.facts)
    assert _model("seminaive", twice) == _model("seminaive", each)

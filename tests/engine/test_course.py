"""A program evaluated again, over other facts, comes to what it would come to if it were new."""

from __future__ import annotations

from random import Random

import pytest

from decisis.engine.model import Model
from decisis.engine.seminaive import compile
from decisis.rules.ir import Facts
from decisis.rules.stratify import stratify
from tests.engine.generated import case

SEEDS = range(60)
OTHERS = 4  # facts that each program is evaluated over besides


def varied(facts: Facts, random: Random) -> Facts:
    """Some facts left out, and new ones made from the values that stand in one place of a relation."""
    found: dict[str, frozenset[tuple[object, ...]]] = {}
    for name in sorted(facts):
        rows = sorted(facts[name], key=repr)
        kept = [row for row in rows if random.random() > 0.15]
        mixed = tuple(random.choice(values) for values in zip(*rows, strict=True))
        found[name] = frozenset([*kept, mixed] if random.random() < 0.2 else kept)
    return found  # type: ignore[return-value]


def everything(model: Model) -> tuple[object, list[str]]:
    assert model.derivations
    return dict(model.relations), sorted(map(repr, model.derivations.steps()))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_taken_over_is_what_would_be_found_again(seed: int) -> None:
    random = Random(seed)
    given = case(Random(seed), tries=1)
    program = stratify(given.program)
    again = compile(program)
    again.evaluate(given.facts)
    for _ in range(OTHERS):
        facts = varied(given.facts, random)
        assert everything(again.evaluate(facts)) == everything(compile(program).evaluate(facts))


def test_something_is_taken_over_and_something_is_not() -> None:
    """Of the strata of the generated programs; else the test above shows nothing."""
    kept = anew = 0
    for seed in SEEDS:
        given = case(Random(seed), tries=1)
        program = stratify(given.program)
        again = compile(program)
        first = again.evaluate(given.facts)
        second = again.evaluate(varied(given.facts, Random(seed)))
        heads = {clause.head.relation for clause in program.clauses}
        same = [name for name in heads if first.relations.get(name) is second.relations.get(name)]
        kept, anew = kept + len(same), anew + len(heads) - len(same)
    assert kept > 100
    assert anew > 100

"""Each metamorphic relation holds of generated programs, on each engine; and each applies to some."""

from __future__ import annotations

from random import Random

import pytest

from decisis.engine import engine
from decisis.rules.stratify import stratify
from tests.campaign.relations import RELATIONS, Relation, Subject
from tests.engine.generated import case
from tests.engine.lowered_text import page, text_of

PROGRAMS = {"seminaive": 5, "naive": 1, "clingo": 1}


def _outcomes(relation: Relation, name: str, seeds: range) -> list[bool | None]:
    return [
        relation.holds(Subject(case(Random(seed), tries=3), engine(name), Random(seed))) for seed in seeds
    ]


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda each: f"{each.number} {each.words}")
def test_the_relation_holds(relation: Relation) -> None:
    outcomes = _outcomes(relation, "seminaive", range(PROGRAMS["seminaive"]))
    assert True in outcomes
    assert False not in outcomes
    for name in ("naive", "clingo"):
        assert False not in _outcomes(relation, name, range(100, 100 + PROGRAMS[name]))


def test_numbers_of_relations_are_their_own() -> None:
    assert len({each.number for each in RELATIONS}) == len(RELATIONS)


@pytest.mark.parametrize("ten", range(2))
def test_a_program_can_be_written_down_and_read_back(ten: int) -> None:
    for seed in range(ten * 10, ten * 10 + 10):
        each = case(Random(seed), tries=1)
        read = page(text_of(each.program, each.facts))
        assert [(clause.head, clause.body) for clause in read.program.clauses] == [
            (clause.head, clause.body) for clause in each.program.clauses
        ]
        models = [
            engine().evaluate(stratify(program), facts)
            for program, facts in ((each.program, each.facts), (read.program, read.facts))
        ]
        assert models[0] == models[1]

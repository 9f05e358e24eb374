"""Only what bears on a question is lowered for it, and of that only run what can fire: it comes to the same.

Every question of every small page, and a question of some shipped cases (of all, with DECISIS_THOROUGH=1).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.matter import Matter
from decisis.casework.programs import Programs
from decisis.casework.record import lowered_facts
from decisis.dataclass import replace
from decisis.engine import engine
from decisis.rules import ir
from decisis.rules.stratify import in_order, stratify
from tests.shipped import CASES, PAGES, matter_of, page_of
from tests.thorough import some


def assert_same(matter: Matter, asked: int) -> None:
    court = matter.court(engine())
    whole = replace(court, programs=Programs(lambda: matter.library, narrow=False))
    for question in some(tuple(matter.questions.values()), asked):
        found, other = (c.law(matter.setting, matter.record, question.relation) for c in (court, whole))
        assert_same_programs(found, other)
        facts = lowered_facts(matter.record, sorted(found.program.open_questions))
        models = [engine().evaluate(each, facts) for each in (found, stratify(found.program))]
        assert models[0].relations == models[1].relations


def assert_same_programs(found: ir.StratifiedProgram, other: ir.StratifiedProgram) -> None:
    assert in_order(found.program.clauses) == in_order(other.program.clauses)
    run = frozenset(found.clauses)
    assert found.clauses == tuple(clause for clause in other.clauses if clause in run)
    speaking = {clause.origin.provision for clause in found.program.clauses}
    infos = [{n: p.program.provisions.get(n) for n in speaking} for p in (found, other)]
    assert infos[0] == infos[1]
    beats = [{b: why for b, why in p.program.beats.items() if speaking >= {*b}} for p in (found, other)]
    assert beats[0] == beats[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_of_a_page(page: Path) -> None:
    assert_same(page_of(page), 100)


@pytest.mark.parametrize("case", some(CASES, 2), ids=lambda p: p.stem)
def test_of_a_case(case: Path) -> None:
    assert_same(matter_of(case), 1)

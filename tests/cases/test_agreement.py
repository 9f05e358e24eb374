"""Engines that share no machinery find the same model of every case, and pruning a program loses nothing.

Every variant of every litmus program on every engine of the registry, and some of the cases that ship: those
that were decided for a question and as a whole, the others for one question. With DECISIS_THOROUGH=1 every
variant of every case, for every question and as a whole. What is compared is the whole model, lowered
relations and all, and so everything that a verdict can rest on.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from decisis.casework.asking import Court
from decisis.casework.matter import Variant
from decisis.engine import DEFAULT, ENGINES, engine
from decisis.engine.model import Model
from decisis.rules import naming
from decisis.rules.ir import Facts, StratifiedProgram
from decisis.rules.relevance import reachable_relations
from tests.shipped import CASES, DECIDED, matter_of
from tests.thorough import THOROUGH, some

ROOT = Path(__file__).parents[2]
LITMUS = sorted((ROOT / "tests" / "litmus").glob("*.case"))
DAYS = ("every_day", "too_many_days")  # which the judge and foreign engines list one by one
SHORT = [case for case in LITMUS if THOROUGH or case.stem not in DAYS]
SHIPPED = sorted({*some(DECIDED, 1), *some(CASES, 2)})
SLOW = 500  # clauses; the judge takes seconds for more


def name_of(case: Path) -> str:
    return case.stem


class Jury:
    """Answers as the default engine does, and holds every other one of the registry to it."""

    name = "jury"

    def __init__(self) -> None:
        self.heard: dict[str, int] = dict.fromkeys(ENGINES, 0)

    def refusals(self, program: StratifiedProgram) -> tuple[str, ...]:
        return ()

    def evaluate(self, program: StratifiedProgram, facts: Facts) -> Model:
        model = engine(DEFAULT).evaluate(program, facts)
        for name in ENGINES:
            if engine(name).refusals(program) or (
                name == "naive" and len(program.clauses) > SLOW and not THOROUGH
            ):
                continue
            found = engine(name).evaluate(program, facts)
            differ = [
                each for each in model.relations | found.relations if model.tuples(each) != found.tuples(each)
            ]
            assert not differ, f"{name}: {', '.join(sorted(differ)[:5])}"
            self.heard[name] += 1
        return model


def court_of(case: Path) -> Court:
    return matter_of(case).court(Jury())


def relations_of(case: Path) -> list[str]:
    return list(dict.fromkeys(q.relation for q in matter_of(case).questions.values()))


def asked(case: Path) -> Iterator[tuple[Variant, str]]:
    """Variants, and what they are asked about; "" for everything."""
    relations = relations_of(case)
    variants = list(matter_of(case).variants.values())
    if case not in LITMUS:
        variants = some(variants, 1)
    for number, variant in enumerate(variants):
        if THOROUGH or case in LITMUS or (case in DECIDED and not number):
            yield variant, ""
        for relation in relations if THOROUGH else relations[number % len(relations) :][:1]:
            yield variant, relation


@pytest.mark.parametrize("case", [*SHIPPED, *SHORT], ids=name_of)
def test_all_engines_find_the_same_model(case: Path) -> None:
    court = court_of(case)
    for variant, relation in asked(case):
        assert court.run(variant.setting, variant.record, relation).model.relations


def test_every_engine_was_heard() -> None:
    """A programme that every engine but one refuses would show nothing."""
    court = court_of(LITMUS[0])
    for variant, relation in asked(LITMUS[0]):
        court.run(variant.setting, variant.record, relation)
    assert isinstance(court.engine, Jury)
    assert min(court.engine.heard.values()) == max(court.engine.heard.values()) > 0


@pytest.mark.parametrize("case", [*SHIPPED, *LITMUS], ids=name_of)
def test_what_is_pruned_cannot_matter(case: Path) -> None:
    """Asked for one relation, a run holds the same tuples of all that the relation can depend on."""
    court = matter_of(case).court(engine()).searching()  # the models are compared, and nothing else is shown
    variants = list(matter_of(case).variants.values())
    relations = relations_of(case)
    for variant in variants if THOROUGH or case in LITMUS else variants[:1]:
        everything = court.run(variant.setting, variant.record)
        for relation in relations if THOROUGH or case in LITMUS else relations[:3]:
            pruned = court.run(variant.setting, variant.record, relation)
            for name in sorted(reachable_relations(everything.lowered.program, relation)):
                rows = everything.model.tuples(name)
                if name == naming.LEFT_OPEN:  # of questions, whether or not the relation can depend on them
                    rows &= {(question,) for question in pruned.lowered.program.open_questions}
                assert pruned.model.tuples(name) == rows, f"{variant.name}: {name}, for {relation}"
            if case not in LITMUS:
                assert len(pruned.lowered.program.clauses) < len(everything.lowered.program.clauses)

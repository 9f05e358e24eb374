"""The programs of `programs/`, on every engine: what each says, a person can check by reading it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from decisis.engine import DEFAULT, ENGINES, Unsupported, engine
from decisis.rules.ir import Clause, Program
from decisis.rules.stratify import stratify
from tests.engine.lowered_text import Page, page, pages

HERE = Path(__file__).parent
FILES = [*sorted((HERE / "programs").glob("*.dl")), *sorted((HERE.parent / "museum").glob("*.dl"))]
PAGES = [pytest.param(each, id=f"{file.stem}: {each.title}") for file in FILES for each in pages(file)]


def _cases() -> Iterator[object]:
    for name in ENGINES:
        for file in FILES:
            for each in pages(file):
                yield pytest.param(name, each, id=f"{name}: {file.stem}: {each.title}")


@pytest.mark.parametrize("name, each", list(_cases()))
def test_the_model_is_what_the_page_says(name: str, each: Page) -> None:
    """On every engine of the registry, except where the page says that it refuses."""
    program = stratify(each.program)
    if name in each.refused:
        assert engine(name).refusals(program)
        with pytest.raises(Unsupported):
            engine(name).evaluate(program, each.facts)
        return
    assert engine(name).refusals(program) == ()
    model = engine(name).evaluate(program, each.facts)
    assert {relation: model.tuples(relation) for relation in each.expected} == each.expected


@pytest.mark.parametrize("each", PAGES)
def test_every_page_expects_something(each: Page) -> None:
    assert each.expected


@pytest.mark.parametrize("each", PAGES)
def test_the_order_of_clauses_and_literals_does_not_matter(each: Page) -> None:
    random = Random(each.title)
    strata = stratify(each.program).strata
    model = engine().evaluate(stratify(each.program), each.facts)
    for _ in range(5):
        clauses = random.sample(each.program.clauses, len(each.program.clauses))
        shuffled = Program(tuple(clauses), tables=each.program.tables)
        assert stratify(shuffled).strata == strata
        mixed = Program(tuple(_mixed(clause, random) for clause in clauses), tables=each.program.tables)
        assert engine().evaluate(stratify(mixed), each.facts) == model


def _mixed(clause: Clause, random: Random) -> Clause:
    return Clause(clause.head, tuple(random.sample(clause.body, len(clause.body))), clause.origin)


@pytest.mark.parametrize("name", ENGINES)
def test_facts_and_program_are_left_alone(name: str) -> None:
    given = page("p(X) :- p(Y), e(Y, X). p(1). e(1, 2). table e(2, 3).")
    before = dict(given.facts), dict(given.program.tables)
    engine(name).evaluate(stratify(given.program), given.facts)
    assert (given.facts, given.program.tables) == before


def test_each_engine_knows_its_name() -> None:
    assert {name: engine(name).name for name in ENGINES} == {name: name for name in ENGINES}
    assert engine() is engine(DEFAULT)


def test_pages_name_engines_that_there_are() -> None:
    assert {name for file in FILES for each in pages(file) for name in each.refused} <= ENGINES.keys()


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(ValueError, match=r"no engine is called 'souffle'; there are seminaive, naive,"):
        engine("souffle")

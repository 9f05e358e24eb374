"""How the default engine came to a tuple: by a clause, from tuples of lower levels, always the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from decisis.engine import engine
from decisis.engine.derivation import Derivation, Step
from decisis.engine.model import Model
from decisis.proof.argument import Argument, ground
from decisis.rules.ir import Aggregate, Atom, Binding, Clause, Facts, Literal, Program, StratifiedProgram
from decisis.rules.stratify import stratify
from decisis.values import Value
from tests.engine.generated import case
from tests.engine.lowered_text import Page, page, pages

PAGES = [
    pytest.param(each, id=f"{file.stem}: {each.title}")
    for file in sorted((Path(__file__).parent / "programs").glob("*.dl"))
    for each in pages(file)
]
Tuple = tuple[str, tuple[Value, ...]]


def _derived(program: StratifiedProgram, model: Model) -> dict[Tuple, Derivation]:
    assert model.derivations
    heads = {clause.head.relation for clause in program.clauses}
    tuples = [(name, row) for name in sorted(heads) for row in model.tuples(name)]
    found = {each: model.derivations.of(*each) for each in tuples}
    return {each: derivation for each, derivation in found.items() if derivation}


def _level(model: Model, atom: Atom, binding: dict[str, Value]) -> int:
    assert model.derivations
    found = ground(atom, binding)
    assert model.holds(found.relation, found.values)
    derivation = model.derivations.of(found.relation, found.values)
    return derivation.level if derivation else 0


def _before(literal: Literal, clause: Clause, binding: dict[str, Value]) -> dict[str, Value]:
    """What has values before the literal: an unknown without a name, worked out again, is another one."""
    joined = {term for each in clause.body if isinstance(each, Atom) for term in each.terms}
    named = literal.variable if isinstance(literal, Binding) and literal.variable not in joined else None
    return {name: value for name, value in binding.items() if named is None or name != named.name}


def _check(program: Program, facts: Facts) -> None:
    """Every tuple is given or derived; under the binding the body holds, and its atoms at lower levels."""
    strata = stratify(program)
    model = engine("seminaive").evaluate(strata, facts)
    argument = Argument(program, model)
    derived = _derived(strata, model)
    given = {(name, row) for each in (facts, program.tables) for name, rows in each.items() for row in rows}
    assert {(name, row) for name, rows in model.relations.items() for row in rows} == given | derived.keys()
    assert not given & derived.keys()
    steps = list(model.derivations.steps()) if model.derivations else []
    for (name, row), derivation in derived.items():
        clause: Clause = strata.clauses[derivation.clause]
        assert model.derivations
        binding = dict(model.derivations.binding(name, row))
        assert ground(clause.head, binding).values == row
        premises = [ground(each, binding) for each in clause.body if isinstance(each, Atom)]
        step = Step(name, row, *derivation, tuple((each.relation, each.values) for each in premises))
        assert model.derivations.step(name, row) == step
        steps.remove(step)
        for literal in clause.body:
            if isinstance(literal, Atom):
                assert _level(model, literal, binding) < derivation.level
            elif not isinstance(literal, Aggregate):
                assert next(argument.ways(literal, _before(literal, clause, binding)), None) == binding
    assert not steps


@pytest.mark.parametrize("each", PAGES)
def test_each_tuple_of_a_page_is_derived_from_lower_levels(each: Page) -> None:
    _check(each.program, each.facts)


@pytest.mark.parametrize("fifty", range(4))
def test_each_tuple_of_generated_programs_is_derived_from_lower_levels(fifty: int) -> None:
    for seed in range(fifty * 50, fifty * 50 + 50):
        each = case(Random(seed), tries=1)
        _check(each.program, each.facts)


def test_levels_are_rounds_and_the_first_clause_of_a_round_derives() -> None:
    given = page(
        "p(X) :- e(X). p(X) :- f(X). p(Y) :- p(X), n(X, Y). q(X) :- p(X). e(1). f(1). n(1, 2). n(2, 3)."
    )
    strata = stratify(given.program)
    derived = _derived(strata, engine("seminaive").evaluate(strata, given.facts))
    clauses = {("p", (1,)): "e", ("p", (2,)): "p", ("p", (3,)): "p", ("q", (1,)): "p"}
    for each, first in clauses.items():
        literal = strata.clauses[derived[each].clause].body[0]
        assert isinstance(literal, Atom)
        assert literal.relation == first
    assert {name + str(row[0]): derivation.level for (name, row), derivation in derived.items()} == {
        "p1": 1,
        "p2": 2,
        "p3": 3,
        "q1": 5,
        "q2": 5,
        "q3": 5,
    }


def test_what_is_given_is_not_derived_even_where_a_clause_gives_it_too() -> None:
    given = page("p(X) :- q(X). r(X) :- p(X). p(1). q(1). q(2). table r(2).")
    strata = stratify(given.program)
    model = engine("seminaive").evaluate(strata, given.facts)
    assert _derived(strata, model).keys() == {("p", (2,)), ("r", (1,))}
    assert model.derivations
    assert model.derivations.of("p", (9,)) is None
    assert model.derivations.of("unheard of", ()) is None
    for name in ("p", "q", "unheard of"):
        for say in (model.derivations.binding, model.derivations.step):
            with pytest.raises(KeyError):
                say(name, (1,))


def test_a_model_is_the_same_with_and_without_derivations() -> None:
    given = page("p(X) :- q(X). q(1).")
    strata = stratify(given.program)
    assert engine("seminaive").evaluate(strata, given.facts) == engine("naive").evaluate(strata, given.facts)
    assert engine("naive").evaluate(strata, given.facts).derivations is None


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_clauses_and_facts_does_not_matter(seed: int) -> None:
    random = Random(seed)
    each = case(random, tries=1)
    found = []
    for _ in range(2):
        clauses = random.sample(each.program.clauses, len(each.program.clauses))
        facts = {
            name: frozenset(random.sample(sorted(rows, key=repr), len(rows)))
            for name, rows in random.sample(sorted(each.facts.items()), len(each.facts))
        }
        strata = stratify(replace(each.program, clauses=tuple(clauses)))
        model = engine("seminaive").evaluate(strata, facts)
        assert model.derivations
        found.append(
            {
                each: (derivation, model.derivations.binding(*each))
                for each, derivation in _derived(strata, model).items()
            }
        )
    assert found[0] == found[1]


def test_all_steps_can_be_read_though_a_relation_that_recurs_has_only_facts() -> None:
    given = page("p(X) :- u(X). q(X) :- p(X), r(X). r(X) :- q(X), no(X). u(1). r(1).")
    model = engine("seminaive").evaluate(stratify(given.program), given.facts)
    assert model.derivations
    assert {(step.relation, step.values) for step in model.derivations.steps()} == {("p", (1,)), ("q", (1,))}

"""What an atom can depend on: whatever its proofs rest on, present or absent, is among what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from decisis.engine import engine
from decisis.proof.argument import Argument, Ground, pattern
from decisis.rules import ir
from decisis.rules.demand import Pattern, demanded, reaches
from decisis.rules.stratify import stratify
from tests.engine.generated import case
from tests.engine.lowered_text import page

CHAIN = """
    open(X) :- near(X, Y), not shut(Y).
    shut(Y) :- locked(Y).
    elsewhere(Y) :- shut(Y).
    locked(b). locked(d). near(a, b). near(c, d).
"""


def rests_on(argument: Argument, atom: Ground) -> Iterator[tuple[str, Pattern]]:
    """The atoms of all proofs of an atom; of what is absent or added up, as much as a proof names."""
    pending, seen = [atom], set[Ground]()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        yield current.relation, current.values
        for instance in argument.instances(current):
            for literal, read in zip(_reading(instance.clause), instance.clause.atoms, strict=True):
                values = pattern(read, instance.binding).values
                yield read.relation, values
                if isinstance(literal, ir.Atom):
                    pending.append(Ground(read.relation, tuple(v for v in values if v is not None)))


def _reading(clause: ir.Clause) -> Iterator[ir.Literal]:
    """The literals that read a relation, once for each that they read."""
    for literal in clause.body:
        if isinstance(literal, ir.Atom | ir.Negation):
            yield literal
        elif isinstance(literal, ir.Aggregate):
            yield from (literal,) if literal.possibly is None else (literal, literal)


@pytest.mark.parametrize("fifty", range(2))
def test_whatever_a_proof_rests_on_is_asked_for(fifty: int) -> None:
    for seed in range(fifty * 50, fifty * 50 + 50):
        each = case(Random(seed), tries=1)
        model = engine("naive").evaluate(stratify(each.program), each.facts)
        argument = Argument(each.program, model)
        atoms = [Ground(name, row) for name, rows in model.relations.items() for row in list(rows)[:4]]
        for atom in atoms:
            found = demanded(each.program, [(atom.relation, atom.values)])
            for relation, values in rests_on(argument, atom):
                assert any(reaches(values, asked) for asked in found[relation]), (seed, atom, relation)


def test_another_instance_is_not_asked_for() -> None:
    program = page(CHAIN).program
    assert demanded(program, [("elsewhere", ("b",))]) == {
        "elsewhere": {("b",)},
        "shut": {("b",)},
        "locked": {("b",)},
    }


def test_of_what_the_head_does_not_name_any_instance_is() -> None:
    found = demanded(page(CHAIN).program, [("open", ("a",))])
    assert found["near"] == {("a", None)}
    assert found["shut"] == {(None,)}


def test_a_number_tells_no_instances_apart() -> None:
    program = page("late(X) :- sent(X, 3). sent(a, 3).").program
    assert demanded(program, [("late", ("a",))])["sent"] == {("a", None)}

"""Programs that are safe and stratified by construction, with facts, for engines to agree on.

Relations have levels. A clause for a relation joins relations of its level and below, and negates or
counts only those below. What computes values stands in clauses that do not recur: so all end.
A clause that adds nothing to the model is mostly thrown away, for a program of such tests nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random

from decisis.engine.naive import Naive
from decisis.rules.ir import (
    Aggregate,
    Apply,
    Atom,
    Binding,
    Clause,
    Comparison,
    Constant,
    Facts,
    Literal,
    Negation,
    Program,
    Term,
    Variable,
)
from decisis.rules.stratify import stratify
from decisis.values import Bounds, Value

EXACT: tuple[Value, ...] = (0, 1, 2)
VALUES: tuple[Value, ...] = (*EXACT, Bounds(1, 2, tag="one"), Bounds(0, 3, tag="two"))
FACTS = (("e", 2), ("f", 2), ("u", 1), ("v", 1), ("t", 3), ("z", 0))
NAMES = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Relation:
    name: str
    arity: int
    level: int


@dataclass(frozen=True)
class Case:
    program: Program
    facts: Facts


def case(random: Random, linear: bool = False, tries: int = 4) -> Case:
    """A program and facts. If `linear`, one relation recurs, and through one atom of different variables.

    Up to `tries` clauses are made for each that is kept, so that it derives something.
    """
    relations = [Relation(name, arity, 0) for name, arity in FACTS]
    derived = [
        Relation(f"p{level}{number}", random.randint(0, 3), level)
        for level in range(1, random.randint(1, 4) + 1)
        for number in range(1 if linear else random.randint(1, 2))
    ]
    filled = [*relations, *(each for each in derived if random.random() < 0.15)]
    facts = {each.name: _rows(random, each.arity) for each in filled}
    clauses: list[Clause] = []
    size = -1
    for head in derived:
        for _ in range(random.randint(1, 4)):
            for _ in range(tries):
                clause = _clause(random, head, [*relations, *derived], linear)
                grown = _size([*clauses, clause], facts) if tries > 1 else size + 1
                if grown > size or random.random() < 0.1:
                    clauses.append(clause)
                    size = grown
                    break
    random.shuffle(clauses)
    return Case(Program(tuple(clauses)), facts)


def _size(clauses: list[Clause], facts: Facts) -> int:
    model = Naive().evaluate(stratify(Program(tuple(clauses))), facts)
    return sum(map(len, model.relations.values()))


def _rows(random: Random, arity: int) -> frozenset[tuple[Value, ...]]:
    values = VALUES if random.random() < 0.3 else EXACT
    rows = list(product(values, repeat=arity))
    return frozenset(random.sample(rows, min(len(rows), random.randint(1, 7))))


def _clause(random: Random, head: Relation, relations: list[Relation], linear: bool) -> Clause:
    below = [each for each in relations if each.level < head.level]
    same = [head] if linear else [each for each in relations if each.level == head.level]
    recurs = random.random() < 0.4
    joined = [random.choice(same) for _ in range(1 if linear else random.randint(1, 2))] if recurs else []
    joined += [random.choice(below) for _ in range(random.randint(0 if recurs else 1, 3))]
    body: list[Literal] = [_atom(random, each, NAMES[: len(joined) + 1]) for each in joined]
    if recurs and linear:
        body[0] = Atom(head.name, tuple(map(Variable, random.sample(NAMES, head.arity))))
    bound = list(dict.fromkeys(name for atom in body for name in _variables(atom)))
    if bound and not recurs and random.random() < 0.4:
        body.append(_computed(random, bound))
    body += [Negation(_atom(random, random.choice(below), bound)) for _ in range(random.choice((0, 0, 1, 2)))]
    if bound and not (recurs and linear) and random.random() < 0.4:
        body.append(_comparison(random, bound))
    random.shuffle(body)
    return Clause(_atom(random, head, bound), tuple(body))


def _computed(random: Random, bound: list[str]) -> Literal:
    """A binding or an aggregate; its variable is bound from then on."""
    name = random.choice([*bound, "N", "N", "N"])
    literal = _binding(random, name, bound) if random.random() < 0.5 else _aggregate(random, name, bound)
    if name == "N":
        bound.append(name)
    return literal


def _binding(random: Random, name: str, bound: list[str]) -> Binding:
    function = random.choice(("+", "-", "*", "greater", "lesser"))
    return Binding(Variable(name), Apply(function, (_term(random, bound), _term(random, bound))))


def _aggregate(random: Random, name: str, bound: list[str]) -> Aggregate:
    of, key, group = Variable("L"), Variable("K"), _term(random, bound)
    shape = random.choice(((group, of), (of, group), (key, of), (of, of)))
    possibly = Atom("f", shape) if random.random() < 0.5 else None
    operator = random.choice(("sum", "count", "greatest", "least"))
    return Aggregate(Variable(name), operator, of, Atom("e", shape), possibly)


def _comparison(random: Random, bound: list[str]) -> Comparison:
    operator = random.choice(("=", "!=", "<", "<=", ">", ">="))
    left = Variable(random.choice(bound))
    return Comparison(left, operator, _term(random, bound), random.random() < 0.5)


def _atom(random: Random, relation: Relation, names: tuple[str, ...] | list[str]) -> Atom:
    return Atom(relation.name, tuple(_term(random, names) for _ in range(relation.arity)))


def _term(random: Random, names: tuple[str, ...] | list[str]) -> Term:
    if not names or random.random() < 0.1:
        return Constant(random.choice(VALUES))
    return Variable(random.choice(names))


def _variables(literal: Literal) -> list[str]:
    assert isinstance(literal, Atom)
    return [term.name for term in literal.terms if isinstance(term, Variable)]

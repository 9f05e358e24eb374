"""The judge: the obvious evaluation, against which every other engine is held.

Stratum by stratum, every clause is tried with every tuple until nothing new follows. There are no
indexes, no plans and no deltas here, and nothing is shared with the engines that have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from decisis.calendar import Calendar
from decisis.engine import MOST_ROUNDS, MOST_TUPLES, LimitReached, endless
from decisis.engine.model import Model
from decisis.rules import arithmetic, ir
from decisis.rules.aggregates import total
from decisis.values import Truth, Value, compare

Row = tuple[Value, ...]
Named = dict[str, Value]  # variables that have values
Relations = dict[str, set[Row]]


@dataclass(frozen=True)
class World:
    """What is known so far, and the calendar that expressions count with."""

    relations: Relations
    calendar: Calendar

    def rows(self, relation: str) -> set[Row]:
        return self.relations.setdefault(relation, set())


class Naive:
    """Slow and plain. Evaluates any safe program whose facts are few."""

    name = "naive"

    def refusals(self, program: ir.StratifiedProgram) -> tuple[str, ...]:
        return ()

    def evaluate(self, program: ir.StratifiedProgram, facts: ir.Facts) -> Model:
        world = World({}, program.program.calendar)
        for given in (program.program.tables, facts):
            for name, rows in given.items():
                world.rows(name).update(rows)
        derived = 0
        for stratum in program.strata:
            derived = _saturate(stratum, world, derived)
        return Model({name: frozenset(rows) for name, rows in world.relations.items()})


def _saturate(stratum: tuple[ir.Clause, ...], world: World, derived: int) -> int:
    """Repeats the clauses of a stratum until nothing new follows; how much is derived by then."""
    new: set[tuple[str, Row]] = set()
    for _ in range(MOST_ROUNDS):
        new = {
            (clause.head.relation, row)
            for clause in stratum
            for row in consequences(clause, world)
            if row not in world.rows(clause.head.relation)
        }
        if not new:
            return derived
        derived += len(new)
        if derived > MOST_TUPLES:
            raise LimitReached(f"more than {MOST_TUPLES:,} conclusions follow")
        for name, row in new:
            world.rows(name).add(row)
    heads = {name for name, _ in new}
    growing = (c for c in stratum if c.head.relation in heads and not heads.isdisjoint(c.reads))
    raise endless(MOST_ROUNDS, growing)


def consequences(clause: ir.Clause, world: World) -> Iterator[Row]:
    """The head of the clause for every way to make its body hold."""
    for named in _solutions(clause, clause.body, {}, world):
        yield tuple(_value(term, named) for term in clause.head.terms)


def _solutions(
    clause: ir.Clause, body: tuple[ir.Literal, ...], named: Named, world: World
) -> Iterator[Named]:
    """Every way to make what remains of the body hold, given the values that are named."""
    if not body:
        yield named
        return
    index = next((i for i in range(len(body)) if _ready(clause, body, i, named)), None)
    if index is None:
        raise ValueError(f"a variable of a clause for {clause.head.relation!r} is never bound")
    for extended in _holds(body[index], named, world):
        yield from _solutions(clause, body[:index] + body[index + 1 :], extended, world)


def _ready(clause: ir.Clause, body: tuple[ir.Literal, ...], index: int, named: Named) -> bool:
    """Whether all that the literal asks for is named. What an atom can still name, nothing else does."""
    literal = body[index]
    match literal:
        case ir.Atom():
            return True
        case ir.Negation():
            return _names(literal.atom) <= named.keys()
        case ir.Comparison():
            return _names(literal.left) | _names(literal.right) <= named.keys()
        case ir.Binding():
            return _names(literal.expression) <= named.keys() and not _awaited(literal.variable, body)
        case ir.Aggregate():
            return _shared(literal, clause) <= named.keys() and not _awaited(literal.result, body)
        case _:
            assert_never(literal)


def _awaited(variable: ir.Variable, body: tuple[ir.Literal, ...]) -> bool:
    return any(isinstance(literal, ir.Atom) and variable.name in _names(literal) for literal in body)


def _shared(aggregate: ir.Aggregate, clause: ir.Clause) -> set[str]:
    """The variables of the aggregate's atoms that occur elsewhere in the clause."""
    others = (literal for literal in clause.body if literal != aggregate)
    elsewhere = {aggregate.result.name}.union(_names(clause.head), *map(_names, others))
    return _members(aggregate) & elsewhere


def _members(aggregate: ir.Aggregate) -> set[str]:
    return _names(aggregate.over) | (_names(aggregate.possibly) if aggregate.possibly else set())


def _names(node: ir.Literal | ir.Expression) -> set[str]:
    """The variables of a literal or an expression."""
    match node:
        case ir.Variable():
            return {node.name}
        case ir.Constant():
            return set()
        case ir.Apply(operands=parts) | ir.Atom(terms=parts):
            return set().union(*map(_names, parts))
        case ir.Negation():
            return _names(node.atom)
        case ir.Comparison():
            return _names(node.left) | _names(node.right)
        case ir.Binding():
            return _names(node.variable) | _names(node.expression)
        case ir.Aggregate():
            return _members(node) | {node.result.name} | (_names(node.value) if node.value else set())
        case _:
            assert_never(node)


def _holds(literal: ir.Literal, named: Named, world: World) -> Iterator[Named]:
    """The named values, extended in every way in which the literal holds."""
    match literal:
        case ir.Atom():
            yield from _matches(literal, named, world)
        case ir.Negation():
            if not any(True for _ in _matches(literal.atom, named, world)):
                yield named
        case ir.Comparison():
            if arithmetic.compare_expressions(literal, named, world.calendar):
                yield named
        case ir.Binding():
            value = arithmetic.evaluate(literal.expression, named, world.calendar)
            yield from _named(literal.variable, value, named)
        case ir.Aggregate():
            yield from _named(literal.result, _aggregate(literal, named, world), named)
        case _:
            assert_never(literal)


def _matches(atom: ir.Atom, named: Named, world: World) -> Iterator[Named]:
    for row in world.rows(atom.relation):
        extended = dict(named)
        if len(row) == len(atom.terms) and all(
            value == (term.value if isinstance(term, ir.Constant) else extended.setdefault(term.name, value))
            for term, value in zip(atom.terms, row, strict=True)
        ):
            yield extended


def _named(variable: ir.Variable, value: Value | None, named: Named) -> Iterator[Named]:
    """Names the value, or tests it if there is one by that name. No value: no way to hold."""
    if value is None:
        return
    if variable.name not in named:
        yield {**named, variable.name: value}
    elif compare(named[variable.name], "=", value) is Truth.TRUE:
        yield named


def _value(term: ir.Variable | ir.Constant, named: Named) -> Value:
    return term.value if isinstance(term, ir.Constant) else named[term.name]


def _aggregate(aggregate: ir.Aggregate, named: Named, world: World) -> Value | None:
    value = aggregate.value or ir.Constant(1)
    atoms = (aggregate.over, aggregate.possibly) if aggregate.possibly else (aggregate.over,)
    members = [[_value(value, found) for found in _matches(atom, named, world)] for atom in atoms]
    return total(aggregate, named, *members)

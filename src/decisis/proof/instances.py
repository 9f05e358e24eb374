"""The instances of a clause: every way to name its variables so that its body holds over a model.

For the checker alone: it shares no plan, index or join with what makes models or explains them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from hashlib import sha256
from typing import assert_never

from decisis.calendar import Calendar
from decisis.engine.model import Model
from decisis.rules import ir
from decisis.rules.arithmetic import aggregate, between, compare_expressions, evaluate
from decisis.values import Truth, Value, compare, to_json

Row = tuple[Value, ...]
Named = Mapping[str, Value]  # the variables that have values
Indexes = dict[tuple[frozenset[Row], tuple[int, ...], int], dict[Row, list[Row]]]


def instances(clause: ir.Clause, world: World) -> Iterator[Named]:
    """Every instance whose body holds. ValueError if nothing names a variable that a literal needs."""
    return _ways(_plan(clause, world), 0, {}, world)


def ground(atom: ir.Atom, named: Named) -> tuple[str, Row]:
    return atom.relation, tuple(_value(term, named) for term in atom.terms)


def read_whole(literal: ir.Aggregate) -> tuple[ir.Atom, ...]:
    return (literal.over, literal.possibly) if literal.possibly else (literal.over,)


@dataclass(frozen=True)
class World:
    """What holds, the calendar that expressions count with, and the indexes of rows made so far."""

    model: Model
    calendar: Calendar
    indexes: Indexes

    def rows(self, atom: ir.Atom, places: tuple[int, ...], key: Row) -> Iterable[Row]:
        """The rows of the atom's relation and length that have these values at these places."""
        rows, arity = self.model.tuples(atom.relation), len(atom.terms)
        index = self.indexes.get((rows, places, arity))
        if index is None:
            index = self.indexes[rows, places, arity] = {}
            for row in rows:
                if len(row) == arity:
                    index.setdefault(tuple(row[place] for place in places), []).append(row)
        return index.get(key, ())


# --- literals ----------------------------------------------------------------------------------------


def _ways(plan: tuple[ir.Literal, ...], at: int, named: Named, world: World) -> Iterator[Named]:
    if at == len(plan):
        yield named
        return
    for more in _holds(plan[at], named, world):
        yield from _ways(plan, at + 1, more, world)


def _holds(literal: ir.Literal, named: Named, world: World) -> Iterable[Named]:
    """What is named, extended in every way in which the literal holds."""
    match literal:
        case ir.Atom():
            return _matches(literal, named, world)
        case ir.Negation(atom):
            return () if world.model.holds(*ground(atom, named)) else (named,)
        case ir.Comparison():
            return (named,) if compare_expressions(literal, named, world.calendar) else ()
        case ir.Binding(variable, expression):
            return _naming(variable, evaluate(expression, named, world.calendar), named)
        case ir.Aggregate():
            return _naming(literal.result, _total(literal, named, world), named)
        case _:
            assert_never(literal)


def _matches(atom: ir.Atom, named: Named, world: World) -> list[Named]:
    free = [
        (place, term.name)
        for place, term in enumerate(atom.terms)
        if isinstance(term, ir.Variable) and term.name not in named
    ]
    if not free:
        return [named] if world.model.holds(*ground(atom, named)) else []
    open_places = {place for place, _ in free}
    fixed = tuple(place for place in range(len(atom.terms)) if place not in open_places)
    found: list[Named] = []
    for row in world.rows(atom, fixed, tuple(_value(atom.terms[place], named) for place in fixed)):
        more = dict(named)
        if all(more.setdefault(name, row[place]) == row[place] for place, name in free):
            found.append(more)
    return found


def _naming(variable: ir.Variable, value: Value | None, named: Named) -> Iterable[Named]:
    """Names a value, or tests that it equals the one named. Without a value nothing holds."""
    if value is None:
        return ()
    if variable.name not in named:
        return ({**named, variable.name: value},)
    return (named,) if compare(named[variable.name], "=", value) is Truth.TRUE else ()


def _value(term: ir.Term, named: Named) -> Value:
    return term.value if isinstance(term, ir.Constant) else named[term.name]


# --- aggregates --------------------------------------------------------------------------------------

_OTHER_END = {"greatest": "least", "least": "greatest", "earliest": "latest", "latest": "earliest"}


def _total(literal: ir.Aggregate, named: Named, world: World) -> Value | None:
    """What the members come to; with `possibly`, between what the sure ones do and what all do."""
    value = literal.value or ir.Constant(1)
    members = [[_value(value, way) for way in _matches(atom, named, world)] for atom in read_whole(literal)]
    low, *rest = [aggregate(literal.operator, each, literal.zero) for each in members]
    if not rest:
        return low
    if low is None and not members[0]:  # none is sure; if there is one, it is among the possible
        low = aggregate(_OTHER_END[literal.operator], members[1])
    return None if low is None or rest[0] is None else between(low, rest[0], _tag(literal, named))


def _tag(literal: ir.Aggregate, named: Named) -> str:
    """The name of what is unknown: one for the same aggregate, over the same relations, of one group."""
    places = {term.name: i for i, term in enumerate(literal.over.terms) if isinstance(term, ir.Variable)}

    def written(term: ir.Term) -> object:
        if isinstance(term, ir.Variable) and term.name not in named:
            return [places.get(term.name)]
        return to_json(_value(term, named))

    of = places.get(literal.value.name, -1) if literal.value else -1
    atoms = [[atom.relation, *map(written, atom.terms)] for atom in read_whole(literal)]
    tag = f"{literal.operator} {of} of {json.dumps(atoms, separators=(',', ':'))}"
    return tag if len(tag) <= 400 else f"{literal.operator}#{sha256(tag.encode()).hexdigest()}"


# --- the order in which literals are tried ---------------------------------------------------------------


def _plan(clause: ir.Clause, world: World) -> tuple[ir.Literal, ...]:
    """The body in an order in which each literal finds named what it needs; first what leaves few ways."""
    needs = [(literal, _needs(clause, literal)) for literal in clause.body]
    plan: list[ir.Literal] = []
    known: set[str] = set()
    while ready := [each for each in needs if each[1] <= known]:
        following = min(ready, key=lambda each: _ways_to_hold(each[0], known, world))
        needs.remove(following)
        plan.append(following[0])
        known |= _names(following[0])
    lacking = _names(clause.head).union(*(needed for _, needed in needs)) - known
    if lacking:
        raise ValueError(f"nothing names {', '.join(sorted(lacking))} in a clause for {clause.head.relation}")
    return tuple(plan)


def _ways_to_hold(literal: ir.Literal, known: set[str], world: World) -> float:
    """How many, at a guess; less than one for what only tests."""
    if not isinstance(literal, ir.Atom):
        return 0
    unknown = sum(isinstance(term, ir.Variable) and term.name not in known for term in literal.terms)
    rows = world.model.tuples(literal.relation)
    return float(len(rows) ** (unknown / len(literal.terms))) if unknown else 0.5


def _needs(clause: ir.Clause, literal: ir.Literal) -> set[str]:
    """What other literals must name before it is tried. What an atom can name, nothing else does."""
    match literal:
        case ir.Atom():
            return set()
        case ir.Negation() | ir.Comparison():
            return _names(literal)
        case ir.Binding(result, expression):
            needed = _names(expression)
        case ir.Aggregate(result=result):
            own = _names(read_whole(literal))
            elsewhere = _names(clause.head, result, *(other for other in clause.body if other != literal))
            needed = own & elsewhere | _names(literal.value) - own
        case _:
            assert_never(literal)
    return needed | _names(result) & _names(*(other for other in clause.body if isinstance(other, ir.Atom)))


def _names(*nodes: object) -> set[str]:
    """The variables of literals and expressions."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ir.Variable):
            found.add(node.name)
        elif isinstance(node, tuple):
            found |= _names(*node)
        elif is_dataclass(node) and not isinstance(node, ir.Constant):
            found |= _names(*vars(node).values())
    return found

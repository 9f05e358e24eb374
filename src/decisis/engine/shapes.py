"""Clauses of one shape have one text, which is written once: what differs between them is filled in.

A shape leaves out what relations, constants and variables are called, and what is compared or computed: it
keeps which places have the same variable, and which variables a literal speaks of.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from decisis.dataclass import dataclass
from decisis.engine import codegen, writing
from decisis.engine.writing import Access, Call, Reach, Routine
from decisis.rules import plan
from decisis.rules.ir import Aggregate, Atom, Binding, Clause, Comparison, Constant, Literal, Negation, Term
from decisis.static import Any, assert_never
from decisis.values import Value

MOST_SHAPES = 1 << 12
CONSTANT = -1  # in place of the number of a variable


def routine(clause: Clause, delta: int | None = None) -> Routine:
    """As `codegen.routine`."""
    outline = Outline(clause, ())
    key = ("routine", delta, writing.MOST_LOOPS, outline.key)
    if key not in _SHAPES:
        numbered = _numbered(clause)
        _keep(key, _shape(codegen.routine(numbered, delta), numbered, outline.names))
    return _SHAPES[key].filled(clause, outline)


def replay(clause: Clause, recurring: Collection[str]) -> Routine:
    """As `codegen.replay`."""
    outline = Outline(clause, recurring)
    key = ("replay", writing.MOST_LOOPS, outline.key)
    if key not in _SHAPES:
        numbered = _numbered(clause)
        again = {str(number) for number, name in enumerate(outline.relations) if name in recurring}
        _keep(key, _shape(codegen.replay(numbered, again), numbered, outline.names))
    return _SHAPES[key].filled(clause, outline)


class Outline:
    """The shape of a clause, as a key; what it leaves out stands in lists, and goes by its place there."""

    def __init__(self, clause: Clause, recurring: Collection[str]) -> None:
        self.relations: list[str] = []
        self.constants: list[Value] = []
        self._variables: dict[str, int] = {}
        self._recurring = recurring
        body = clause.body
        parts = [self._literal(index, body) for index in range(len(body))]
        self.key = (*self._atom(clause.head), *parts)
        self.names = list(self._variables)

    def _literal(self, index: int, body: tuple[Literal, ...]) -> tuple[Any, ...]:
        literal = body[index]
        match literal:
            case Atom():
                return ("holds", literal.relation in self._recurring, *self._atom(literal))
            case Negation(atom):
                return ("absent", *self._atom(atom))
            case Comparison(left, _, right):
                names = [*plan.expression_variables(left), *plan.expression_variables(right)]
                return ("compared", *map(self._variable, names))
            case Binding(variable, expression):
                names = [variable.name, *plan.expression_variables(expression)]
                return ("let", *map(self._variable, names))
            case Aggregate(result, _, value, over, possibly):
                if (first := body.index(literal)) < index:
                    return ("total", first)
                of = self._variable(value.name) if value else None
                both = self._atom(over), self._atom(possibly) if possibly else None
                return ("total", self._variable(result.name), of, *both)
            case _:
                assert_never(literal)

    def _atom(self, atom: Atom) -> tuple[int, ...]:
        self.relations.append(atom.relation)
        return tuple([self._term(term) for term in atom.terms])

    def _term(self, term: Term) -> int:
        if isinstance(term, Constant):
            self.constants.append(term.value)
            return CONSTANT
        return self._variables.setdefault(term.name, len(self._variables))

    def _variable(self, name: str) -> int:
        return self._variables.setdefault(name, len(self._variables))


def _numbered(clause: Clause) -> Clause:
    """The clause with numbers in place of its relations and constants, in the order of its `Outline`."""
    relations, constants = count(), count()
    body: list[Literal] = []

    def atom(each: Atom) -> Atom:
        terms = [Constant(next(constants)) if isinstance(t, Constant) else t for t in each.terms]
        return Atom(str(next(relations)), tuple(terms))

    for index, literal in enumerate(clause.body):
        match literal:
            case Atom():
                body.append(atom(literal))
            case Negation():
                body.append(Negation(atom(literal.atom)))
            case Aggregate(result, operator, value, over, possibly, zero):
                first = clause.body.index(literal)
                both = (atom(over), atom(possibly) if possibly else None) if first == index else None
                body.append(Aggregate(result, operator, value, *both, zero) if both else body[first])
            case _:
                body.append(literal)
    return Clause(atom(clause.head), tuple(body))


@dataclass(frozen=True)
class _Shape:
    """A routine in which numbers stand for relations, constants, literals and variables."""

    order: tuple[int, ...]
    text: str
    accesses: tuple[tuple[int, Reach, tuple[int, ...]], ...]
    constants: tuple[tuple[bool, int], ...]  # whether it is the name of a relation, and its number
    calls: tuple[tuple[int, tuple[int, ...], bool], ...]
    names: tuple[int, ...]

    def filled(self, clause: Clause, outline: Outline) -> Routine:
        relations, constants, names = outline.relations, outline.constants, outline.names
        return Routine(
            self.order,
            self.text,
            tuple([Access(relations[number], reach, places) for number, reach, places in self.accesses]),
            tuple([relations[number] if named else constants[number] for named, number in self.constants]),
            tuple(
                [
                    Call(clause.body[index], tuple([names[each] for each in arguments]), tests)  # type: ignore[arg-type]
                    for index, arguments, tests in self.calls
                ]
            ),
            tuple([names[number] for number in self.names]),
        )


_SHAPES: dict[tuple[Any, ...], _Shape] = {}


def _keep(key: tuple[Any, ...], shape: _Shape) -> None:
    if len(_SHAPES) >= MOST_SHAPES:
        _SHAPES.clear()
    _SHAPES[key] = shape


def _shape(written: Routine, numbered: Clause, names: list[str]) -> _Shape:
    numbers = {name: number for number, name in enumerate(names)}
    places = {id(literal): index for index, literal in reversed([*enumerate(numbered.body)])}
    return _Shape(
        written.order,
        written.text,
        tuple((int(each.relation), each.reach, each.places) for each in written.accesses),
        tuple((isinstance(value, str), int(str(value))) for value in written.constants),
        tuple(
            (places[id(call.literal)], tuple(numbers[name] for name in call.arguments), call.tests)
            for call in written.calls
        ),
        tuple(numbers[name] for name in written.names),
    )

"""The same programs on pyDatalog: supported, and never trusted.

pyDatalog joins atoms, and that is all it is asked. Strata, safety, comparisons, expressions and
aggregates are ours; negation sees nothing but facts of lower strata; constants are opaque integers.
It runs in a child process of its own, which is killed when it does not answer. What it answers is
checked against the clauses: there are programs of which it derives too much, or never returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, assert_never

from decisis.calendar import Calendar
from decisis.engine import Unsound, Unsupported
from decisis.engine.child import Child
from decisis.engine.model import Model
from decisis.rules import arithmetic, plan
from decisis.rules.aggregates import total
from decisis.rules.ir import (
    Aggregate,
    Atom,
    Binding,
    Clause,
    Comparison,
    Constant,
    Facts,
    Literal,
    Negation,
    StratifiedProgram,
    Term,
    Variable,
)
from decisis.values import Truth, Value, compare

DEADLINE = 20.0  # seconds, for a whole evaluation
CHILD = "pydatalog_child.py"

Row = tuple[Value, ...]
Bindings = Mapping[str, Value]


class PyDatalog:
    """Raises `Unsupported`, `Unsound`, and `LimitReached` when the deadline has passed."""

    name = "pydatalog"

    def __init__(self, deadline: float = DEADLINE) -> None:
        self._deadline = deadline

    def refusals(self, program: StratifiedProgram) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reason for stratum in program.strata for reason in refusals(stratum)))

    def evaluate(self, program: StratifiedProgram, facts: Facts) -> Model:
        if reasons := self.refusals(program):
            raise Unsupported(self.name, reasons)
        world = World(program.program.calendar)
        for given in (program.program.tables, facts):
            for name, rows in given.items():
                world.add(name, rows)
        with Child(CHILD, self.name, self._deadline) as child, child.turn():
            for stratum in program.strata:
                _evaluate(stratum, world, child)
        return Model({name: frozenset(rows) for name, rows in world.relations.items()})


# --- what it cannot take ---------------------------------------------------------------------------


def refusals(stratum: tuple[Clause, ...]) -> Iterator[str]:
    """Why pyDatalog may not come back: from recursion in which it would ask itself more than one question.

    It comes back from a relation that recurs through one atom of different variables: evaluated
    first, that atom is the question that was asked.
    """
    heads = {clause.head.relation for clause in stratum}
    for clause in stratum:
        recurring = [atom for atom in _atoms(clause) if atom.relation in heads]
        if not recurring:
            continue
        name = clause.head.relation
        if len(heads) > 1:
            named = ", ".join(f"`{each}`" for each in sorted(heads))
            yield f"it may not return from mutual recursion: {named}"
        elif len(recurring) > 1:
            yield f"it may not return from `{name}`, which recurs twice in a clause"
        elif len({*plan.atom_variables(recurring[0])}) < len(recurring[0].terms):
            yield f"it may not return from `{name}`, which recurs for some tuples only"
        elif not _is_join(clause):
            yield f"`{name}` recurs through what it cannot compute"


def _is_over(literal: Literal, relations: Iterable[str]) -> bool:
    return isinstance(literal, Atom) and literal.relation in relations


def _is_join(clause: Clause) -> bool:
    """Whether pyDatalog can be given the clause as it is."""
    return all(isinstance(literal, Atom | Negation) for literal in clause.body) and bool(_atoms(clause))


def _atoms(clause: Clause) -> list[Atom]:
    return [literal for literal in clause.body if isinstance(literal, Atom)]


# --- a stratum ---------------------------------------------------------------------------------------


def _evaluate(stratum: tuple[Clause, ...], world: World, child: Child) -> None:
    """What is more than a join first, which does not recur; then the joins, together; then the check."""
    heads = {clause.head.relation for clause in stratum}
    before = {name: frozenset(world.rows(name)) for name in heads}
    recursive = any(_is_over(literal, heads) for clause in stratum for literal in clause.body)
    ready = [clause for clause in stratum if recursive or world.can_join(clause)]
    if not ready:
        return
    _compute([clause for clause in ready if not _is_join(clause)], world, child)
    _join([clause for clause in ready if _is_join(clause)], heads, world, child)
    verify(stratum, world, before)


def _compute(clauses: Iterable[Clause], world: World, child: Child) -> None:
    """pyDatalog joins the atoms of each clause; the rest of its body is ours."""
    request = Request(world)
    asked = []
    for clause in clauses:
        names = tuple(dict.fromkeys(name for atom in _atoms(clause) for name in plan.atom_variables(atom)))
        asked.append((clause, names, request.join(_atoms(clause), names) if _atoms(clause) else None))
    answer = request.answer(child)
    for clause, names, number in asked:
        rows = [()] if number is None else answer[number]
        starts = [dict(zip(names, row, strict=True)) for row in rows]
        world.add(clause.head.relation, world.consequences(clause, frozenset(names), starts))


def _join(clauses: Iterable[Clause], heads: Iterable[str], world: World, child: Child) -> None:
    request = Request(world)
    asked = {request.clause(clause, heads): clause.head.relation for clause in clauses}
    for number, rows in request.answer(child).items():
        world.add(asked[number], rows)


def verify(stratum: tuple[Clause, ...], world: World, before: Mapping[str, Iterable[Row]]) -> None:
    """Raises `Unsound` unless the heads hold just what one step of the clauses makes of the model.

    `before` are the tuples that needed no clause. Tuples that support only one another pass: what
    catches those is the certificate.
    """
    derived = {name: set(rows) for name, rows in before.items()}
    for clause in stratum:
        derived[clause.head.relation].update(world.consequences(clause))
    for name, rows in derived.items():
        if extra := world.rows(name) - rows:
            raise Unsound(f"pyDatalog says {name}{min(extra, key=repr)}, which no clause gives")
        if missing := rows - world.rows(name):
            raise Unsound(f"pyDatalog does not say {name}{min(missing, key=repr)}, which a clause gives")


# --- what pyDatalog is asked ---------------------------------------------------------------------------


class Request:
    """Clauses and the facts that they read, in integers; and the way back."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._names: dict[tuple[str, int], int] = {}  # the number of a relation, by name and arity
        self._arities: list[int] = []
        self._clauses: list[Any] = []
        self._asked: list[int] = []

    def clause(self, clause: Clause, recurring: Iterable[str] = ()) -> int:
        """Asks for the head of a clause. The recurring atom is put first, the negated ones last."""
        variables: dict[str, int] = {}
        atoms = sorted(_atoms(clause), key=lambda atom: not _is_over(atom, recurring))
        denied = [literal.atom for literal in clause.body if isinstance(literal, Negation)]
        body = [self._literal(atom, variables) for atom in atoms]
        body += [self._literal(atom, variables, negated=True) for atom in denied]
        head = self._literal(clause.head, variables)
        self._ask(head, body)
        return self._number(clause.head)

    def join(self, atoms: Iterable[Atom], names: tuple[str, ...]) -> int:
        """Asks for the values that atoms give to the variables: under a number that no relation has."""
        variables: dict[str, int] = {}
        body = [self._literal(atom, variables) for atom in atoms]
        number = self._new(len(names))
        self._ask([number, [variables[name] for name in names], False], body)
        return number

    def answer(self, child: Child) -> dict[int, list[Row]]:
        """The tuples of each number that was asked for."""
        if not self._clauses:
            return {}
        facts = [
            [number, [[self._world.intern(value) for value in row] for row in self._world.rows(name)]]
            for (name, _), number in self._names.items()
        ]
        arities = list(enumerate(self._arities))
        asked = list(dict.fromkeys(self._asked))
        request = {"relations": arities, "facts": facts, "clauses": self._clauses, "ask": asked}
        return {
            number: [tuple(self._world.value(value) for value in row) for row in rows]
            for number, rows in child.ask(request)
        }

    def _ask(self, head: list[Any], body: list[Any]) -> None:
        self._clauses.append([head, body])
        self._asked.append(head[0])

    def _literal(self, atom: Atom, variables: dict[str, int], negated: bool = False) -> list[Any]:
        terms = [
            self._world.intern(term.value)
            if isinstance(term, Constant)
            else variables.setdefault(term.name, -1 - len(variables))
            for term in atom.terms
        ]
        return [self._number(atom), terms, negated]

    def _number(self, atom: Atom) -> int:
        key = (atom.relation, len(atom.terms))
        if key not in self._names:
            self._names[key] = self._new(len(atom.terms))
        return self._names[key]

    def _new(self, arity: int) -> int:
        self._arities.append(arity)
        return len(self._arities) - 1


# --- what is ours -----------------------------------------------------------------------------------------


class World:
    """What is known so far, and what a clause makes of it, one literal at a time."""

    def __init__(self, calendar: Calendar) -> None:
        self.relations: dict[str, set[Row]] = {}
        self._indexes: dict[tuple[str, tuple[int, ...]], dict[Row, list[Row]]] = {}
        self._calendar = calendar
        self._numbers: dict[Value, int] = {}
        self._values: list[Value] = []

    def rows(self, relation: str) -> set[Row]:
        return self.relations.get(relation, set())

    def add(self, relation: str, rows: Iterable[Row]) -> None:
        self.relations.setdefault(relation, set()).update(rows)
        for key in [key for key in self._indexes if key[0] == relation]:
            del self._indexes[key]

    def intern(self, value: Value) -> int:
        """One number for equal values."""
        if value not in self._numbers:
            self._numbers[value] = len(self._values)
            self._values.append(value)
        return self._numbers[value]

    def value(self, number: int) -> Value:
        return self._values[number]

    def can_join(self, clause: Clause) -> bool:
        return all(self.rows(atom.relation) for atom in _atoms(clause))

    def consequences(
        self, clause: Clause, bound: frozenset[str] = frozenset(), starts: Iterable[Bindings] = ({},)
    ) -> set[Row]:
        """The heads of the clause for every way to make its body hold, from starts that bind the same."""
        found = starts
        for index in plan.order(clause, bound):
            found = self._through(clause.body[index], found)
        return {tuple(_value(term, bindings) for term in clause.head.terms) for bindings in found}

    def _through(self, literal: Literal, given: Iterable[Bindings]) -> Iterator[Bindings]:
        for bindings in given:
            yield from self._holds(literal, bindings)

    def _holds(self, literal: Literal, bindings: Bindings) -> Iterator[Bindings]:
        match literal:
            case Atom():
                yield from self._matches(literal, bindings)
            case Negation():
                if not any(True for _ in self._matches(literal.atom, bindings)):
                    yield bindings
            case Comparison():
                if arithmetic.compare_expressions(literal, bindings, self._calendar):
                    yield bindings
            case Binding():
                value = arithmetic.evaluate(literal.expression, bindings, self._calendar)
                yield from _named(literal.variable, value, bindings)
            case Aggregate():
                yield from _named(literal.result, self._aggregate(literal, bindings), bindings)
            case _:
                assert_never(literal)

    def _matches(self, atom: Atom, bindings: Bindings) -> Iterator[Bindings]:
        places = tuple(
            place
            for place, term in enumerate(atom.terms)
            if isinstance(term, Constant) or term.name in bindings
        )
        key = tuple(_value(atom.terms[place], bindings) for place in places)
        for row in self._index(atom.relation, places).get(key, ()):
            extended = dict(bindings)
            if all(
                isinstance(term, Constant) or extended.setdefault(term.name, value) == value
                for term, value in zip(atom.terms, row, strict=True)
            ):
                yield extended

    def _index(self, relation: str, places: tuple[int, ...]) -> dict[Row, list[Row]]:
        if (relation, places) not in self._indexes:
            index: dict[Row, list[Row]] = {}
            for row in self.rows(relation):
                index.setdefault(tuple(row[place] for place in places), []).append(row)
            self._indexes[relation, places] = index
        return self._indexes[relation, places]

    def _aggregate(self, aggregate: Aggregate, bindings: Bindings) -> Value | None:
        value = aggregate.value or Constant(1)
        atoms = (aggregate.over, aggregate.possibly) if aggregate.possibly else (aggregate.over,)
        members = [[_value(value, each) for each in self._matches(atom, bindings)] for atom in atoms]
        return total(aggregate, bindings, *members)


def _named(variable: Variable, value: Value | None, bindings: Bindings) -> Iterator[Bindings]:
    """Names the value, or tests it if the variable has one; no value, no way to hold."""
    if value is None:
        return
    if variable.name not in bindings:
        yield {**bindings, variable.name: value}
    elif compare(bindings[variable.name], "=", value) is Truth.TRUE:
        yield bindings


def _value(term: Term, bindings: Bindings) -> Value:
    return term.value if isinstance(term, Constant) else bindings[term.name]

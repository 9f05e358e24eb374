"""The same programs on clingo, whose grounder evaluates a stratified program to its facts: an oracle.

Joins, negation, recursion and the order of evaluation are clingo's. Constants are opaque integers;
comparisons and expressions are asked back while it grounds; aggregates too, over relations that are
grounded by then. It runs in a child process, which is kept for the next program, and killed when it
does not answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from threading import Lock
from typing import assert_never

from decisis.calendar import Calendar
from decisis.engine import MOST_TUPLES, LimitReached, Unsound, Unsupported
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
)
from decisis.values import Truth, Value, compare

DEADLINE = 20.0  # seconds, for a whole evaluation
CHILD = "clingo_child.py"
HOLDS = 1  # what a test comes to when it holds

Row = tuple[Value, ...]
Part = list[Clause]


class Clingo:
    """Raises `Unsupported` where clingo is not installed, `LimitReached` when the deadline has passed."""

    name = "clingo"

    def __init__(self, deadline: float = DEADLINE) -> None:
        self._child = Child(CHILD, self.name, deadline)
        self._lock = Lock()  # one program at a time

    def refusals(self, program: StratifiedProgram) -> tuple[str, ...]:
        if find_spec("clingo") is None:
            return ("it is not installed (`pip install 'decisis[clingo]'`)",)
        return ()

    def evaluate(self, program: StratifiedProgram, facts: Facts) -> Model:
        if reasons := self.refusals(program):
            raise Unsupported(self.name, reasons)
        for clause in program.clauses:
            plan.order(clause)  # ValueError if it is unsafe
        known = Known(program.program.calendar)
        for given in (program.program.tables, facts):
            for name, rows in given.items():
                known.add(name, rows)
        with self._lock, self._child.turn():
            try:
                self._child.tell(["begin"])
                for part in parts(program.strata):
                    _ground(part, known, self._child)
            except BaseException:
                self._child.close()  # it may be in the middle of something
                raise
        return Model({name: frozenset(rows) for name, rows in known.relations.items()})


def parts(strata: Iterable[tuple[Clause, ...]]) -> Iterator[Part]:
    """The clauses in parts, so that an aggregate reads relations of earlier parts alone."""
    part: Part = []
    for stratum in strata:
        heads = {clause.head.relation for clause in part}
        if any(name in heads for clause in stratum for name in _aggregated(clause)):
            yield part
            part = []
        part = [*part, *stratum]
    if part:
        yield part


def _aggregated(clause: Clause) -> Iterator[str]:
    for literal in clause.body:
        if isinstance(literal, Aggregate):
            yield from (atom.relation for atom in (literal.over, literal.possibly) if atom)


def _members(aggregate: Aggregate) -> Iterator[str]:
    """The variables of what is aggregated."""
    for atom in (aggregate.over, aggregate.possibly):
        if atom is not None:
            yield from plan.atom_variables(atom)
    if aggregate.value is not None:
        yield aggregate.value.name


def _ground(part: Part, known: Known, child: Child) -> None:
    """Grounds a part, answers what is asked back, and takes over what the part concludes."""
    text = Text(known)
    lines = [text.clause(clause) for clause in part]
    heads = {(clause.head.relation, len(clause.head.terms)) for clause in part}
    numbers = {known.relation(*head): head for head in sorted(heads)}
    lines = [*known.untold_facts(), *lines]
    child.tell(["ground", "\n".join(lines), [[number, arity] for number, (_, arity) in numbers.items()]])
    while True:
        match child.hear():
            case ["compute", number, given]:
                value = known.computations[number](tuple(known.values[each] for each in given))
                child.tell(None if value is None else known.intern(value))
            case ["rows", found]:
                for number, rows in found:
                    known.conclude(numbers[number], rows)
                return
            case ["open", number]:
                raise Unsound(f"clingo leaves open what holds of {numbers[number][0]}")
            case other:
                raise Unsound(f"clingo says {other}")


class Known:
    """What holds so far; numbers for values, relations and computations; and what clingo was told of it."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.relations: dict[str, set[Row]] = {}
        self.values: list[Value] = []
        self.computations: list[Callable[[Row], Value | None]] = []
        self._numbers: dict[Value, int] = {}
        self._relation_numbers: dict[tuple[str, int], int] = {}
        self._untold: list[tuple[str, int]] = []

    def add(self, relation: str, rows: Iterable[Row]) -> None:
        self.relations.setdefault(relation, set()).update(rows)

    def intern(self, value: Value) -> int:
        """One number for equal values."""
        if value not in self._numbers:
            if len(self.values) > MOST_TUPLES:
                raise LimitReached(f"more than {MOST_TUPLES:,} values are computed")
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return self._numbers[value]

    def relation(self, name: str, arity: int) -> int:
        key = (name, arity)
        if key not in self._relation_numbers:
            self._relation_numbers[key] = len(self._relation_numbers)
            self._untold.append(key)
        return self._relation_numbers[key]

    def untold_facts(self) -> Iterator[str]:
        """The facts of relations of which clingo has not heard, as text."""
        for name, arity in self._untold:
            head = f"p{self._relation_numbers[name, arity]}"
            for row in self.relations.get(name, ()):
                if len(row) == arity:
                    yield f"{_applied(head, [str(self.intern(value)) for value in row])}."
        self._untold.clear()

    def conclude(self, head: tuple[str, int], rows: Iterable[list[int]]) -> None:
        self.add(head[0], (tuple(self.values[number] for number in row) for row in rows))

    def matches(self, atom: Atom, named: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
        """The variables of the atom for each row that agrees with what is named."""
        for row in self.relations.get(atom.relation, ()):
            found = dict(named)
            if len(row) == len(atom.terms) and all(
                (term.value if isinstance(term, Constant) else found.setdefault(term.name, value)) == value
                for term, value in zip(atom.terms, row, strict=True)
            ):
                yield found


# --- clauses as text -------------------------------------------------------------------------------------


class Text:
    """Clauses in the language of clingo: made of integers and fixed templates, whatever an author wrote."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._variables: dict[str, int] = {}
        self._bound: set[str] = set()

    def clause(self, clause: Clause) -> str:
        self._variables, self._bound = {}, set()
        body = [self._literal(clause.body[index]) for index in plan.order(clause)]
        head = self._atom(clause.head)
        return f"{head}:-{','.join(body)}." if body else f"{head}."

    def _literal(self, literal: Literal) -> str:
        match literal:
            case Atom():
                self._bound.update(plan.atom_variables(literal))
                return self._atom(literal)
            case Negation(atom):
                return f"not {self._atom(atom)}"
            case Comparison():
                names = _once(
                    *plan.expression_variables(literal.left), *plan.expression_variables(literal.right)
                )
                return self._test(names, _comparison(literal, names, self._known))
            case Binding():
                names = _once(*plan.expression_variables(literal.expression))
                return self._computed(literal.variable.name, names, _expression(literal, names, self._known))
            case Aggregate():
                names = _once(*(name for name in _members(literal) if name in self._bound))
                return self._computed(literal.result.name, names, _aggregate(literal, names, self._known))
            case _:
                assert_never(literal)

    def _computed(self, name: str, names: tuple[str, ...], value: Callable[[Row], Value | None]) -> str:
        """Names what is computed, or tests it if the variable has a value."""
        if name in self._bound:
            return self._test((name, *names), _equality(value))
        self._bound.add(name)
        return f"{self._variable(name)}={self._call(names, value)}"

    def _test(self, names: tuple[str, ...], holds: Callable[[Row], bool]) -> str:
        held = self._known.intern(HOLDS)
        return f"{held}={self._call(names, lambda values: HOLDS if holds(values) else None)}"

    def _call(self, names: tuple[str, ...], value: Callable[[Row], Value | None]) -> str:
        self._known.computations.append(value)
        number = str(len(self._known.computations) - 1)
        return _applied("@f", [number, *map(self._variable, names)])

    def _atom(self, atom: Atom) -> str:
        number = self._known.relation(atom.relation, len(atom.terms))
        return _applied(f"p{number}", [self._term(term) for term in atom.terms])

    def _term(self, term: Term) -> str:
        return (
            str(self._known.intern(term.value)) if isinstance(term, Constant) else self._variable(term.name)
        )

    def _variable(self, name: str) -> str:
        return f"V{self._variables.setdefault(name, len(self._variables))}"


def _applied(name: str, terms: list[str]) -> str:
    return f"{name}({','.join(terms)})" if terms else name


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


# --- what is ours ------------------------------------------------------------------------------------------


def _comparison(literal: Comparison, names: tuple[str, ...], known: Known) -> Callable[[Row], bool]:
    def holds(values: Row) -> bool:
        return arithmetic.compare_expressions(literal, dict(zip(names, values, strict=True)), known.calendar)

    return holds


def _expression(literal: Binding, names: tuple[str, ...], known: Known) -> Callable[[Row], Value | None]:
    def value(values: Row) -> Value | None:
        return arithmetic.evaluate(literal.expression, dict(zip(names, values, strict=True)), known.calendar)

    return value


def _aggregate(literal: Aggregate, names: tuple[str, ...], known: Known) -> Callable[[Row], Value | None]:
    of = literal.value or Constant(1)
    atoms = [atom for atom in (literal.over, literal.possibly) if atom]

    def value(values: Row) -> Value | None:
        group = dict(zip(names, values, strict=True))
        found = [
            [of.value if isinstance(of, Constant) else each[of.name] for each in known.matches(atom, group)]
            for atom in atoms
        ]
        return total(literal, group, *found)

    return value


def _equality(value: Callable[[Row], Value | None]) -> Callable[[Row], bool]:
    def holds(values: Row) -> bool:
        found = value(values[1:])
        return found is not None and compare(values[0], "=", found) is Truth.TRUE

    return holds

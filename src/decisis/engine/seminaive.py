"""The default engine: only what the last round found is joined again, along hash indexes.

The only place where text is executed: that of `codegen`, which is made of integers and templates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, NoReturn, assert_never
from weakref import ref

from decisis.calendar import Calendar
from decisis.engine import MOST_ROUNDS, MOST_TUPLES, LimitReached
from decisis.engine.codegen import Access, Call, Routine, routine
from decisis.engine.model import Model
from decisis.rules import arithmetic
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
    StratifiedProgram,
)
from decisis.values import Truth, Value, compare

Row = tuple[Value, ...]
Rows = Collection[Row]
Index = dict[Any, list[Row]]  # from a value, or a tuple of them, to the rows that have it
NOTHING: frozenset[Row] = frozenset()


class Seminaive:
    """Fast when one program meets many sets of facts: what is compiled is kept while the program is."""

    name = "seminaive"

    def __init__(self) -> None:
        self._compiled: dict[int, tuple[ref[StratifiedProgram], CompiledProgram]] = {}

    def evaluate(self, program: StratifiedProgram, facts: Facts) -> Model:
        known = self._compiled.get(id(program))
        if known is None or known[0]() is not program:
            key = id(program)
            known = (ref(program, lambda _: self._compiled.pop(key, None)), compile(program))
            self._compiled[key] = known
        return known[1].evaluate(facts)


def compile(program: StratifiedProgram) -> CompiledProgram:
    """A program that can be evaluated many times. Functions are made when they are first needed."""
    return CompiledProgram(program)


class CompiledProgram:
    """Holds no facts of its own but the tables, and their indexes. Safe to share between threads."""

    def __init__(self, program: StratifiedProgram) -> None:
        self._tables = {name: rows for name, rows in program.program.tables.items() if rows}
        self._strata = [_Stratum(clauses, program.program.calendar) for clauses in program.strata]
        heads = {name for stratum in self._strata for name in stratum.heads}
        self._table_indexes: dict[str, dict[tuple[int, ...], Index]] = {
            name: {} for name in self._tables if name not in heads
        }

    def evaluate(self, facts: Facts) -> Model:
        """The least model. Raises `LimitReached`."""
        state = _State(self._tables, self._table_indexes, facts)
        for stratum in self._strata:
            stratum.evaluate(state)
        return Model({name: frozenset(rows) for name, rows in state.contents.items()})

    def listing(self) -> Iterator[tuple[Clause, Routine]]:
        """Every clause with its function, and with those of its atoms that recur: for readers."""
        for stratum in self._strata:
            for rule in stratum.rules:
                for function in (rule.whole, *(variant for _, variant in rule.variants)):
                    yield rule.clause, function.routine


class _State:
    """What is known so far. A relation without tuples is not in `contents`."""

    def __init__(
        self,
        tables: Mapping[str, frozenset[Row]],
        table_indexes: Mapping[str, dict[tuple[int, ...], Index]],
        facts: Facts,
    ) -> None:
        self.contents: dict[str, frozenset[Row] | set[Row]] = dict(tables)
        self._indexes = dict(table_indexes)
        self.delta: dict[str, set[Row]] = {}
        self.derived = 0
        for name, rows in facts.items():
            if rows:
                self.contents[name] = rows | self.contents[name] if name in self.contents else rows
                self._indexes.pop(name, None)

    def reach(self, access: Access) -> object:
        """What a function is given for a relation: its rows, or the look-up among them."""
        if access.delta:
            return self.delta[access.relation]
        if not access.places:
            return self.contents.get(access.relation, NOTHING)
        indexes = self._indexes.setdefault(access.relation, {})
        index = indexes.get(access.places)
        if index is None:
            index = {}
            _enter(index, access.places, self.contents.get(access.relation, NOTHING))
            indexes[access.places] = index
        return index.get

    def most(self, relation: str) -> int:
        """How many rows a function may find for a relation, those known already included."""
        return MOST_TUPLES - self.derived + len(self.contents.get(relation, NOTHING))

    def add(self, relation: str, rows: set[Row]) -> set[Row]:
        """Adds rows, and returns those that are new. The rows are the state's from then on."""
        known = self.contents.get(relation)
        if known is None:
            new = rows
            if new:
                self.contents[relation] = new
        else:
            new = rows - known
            self.contents[relation] = known = known if isinstance(known, set) else set(known)
            known |= new
        self.derived += len(new)
        if self.derived > MOST_TUPLES:
            _stop()
        for places, index in self._indexes.get(relation, {}).items():
            _enter(index, places, new)
        return new


def _enter(index: Index, places: tuple[int, ...], rows: Iterable[Row]) -> None:
    key = itemgetter(*places)
    for row in rows:
        value = key(row)
        if value in index:
            index[value].append(row)
        else:
            index[value] = [row]


def _stop() -> NoReturn:
    raise LimitReached(f"more than {MOST_TUPLES:,} conclusions follow")


class _Stratum:
    """Clauses whose heads rest on one another, or the clauses of one relation."""

    def __init__(self, clauses: tuple[Clause, ...], calendar: Calendar) -> None:
        self.heads = frozenset(clause.head.relation for clause in clauses)
        self.rules = [_Rule(clause, self.heads, calendar) for clause in clauses]
        self._recursive = any(rule.recursive for rule in self.rules)

    def evaluate(self, state: _State) -> None:
        ready = [rule for rule in self.rules if rule.is_ready(state.contents)]
        if not ready:
            return
        found: dict[str, set[Row]] = {}
        for rule in ready:
            rule.whole.run(state, found.setdefault(rule.head, set()))
        if self._recursive:
            self._repeat(state, found)
        else:
            state.add(ready[0].head, found[ready[0].head])

    def _repeat(self, state: _State, found: dict[str, set[Row]]) -> None:
        for _ in range(MOST_ROUNDS):
            new = {name: state.add(name, rows) for name, rows in found.items()}
            state.delta = {name: set(rows) for name, rows in new.items() if rows}
            if not state.delta:
                return
            found = {}
            for rule in self.rules:
                for relation, variant in rule.variants if rule.recursive else ():
                    if relation in state.delta and rule.is_ready(state.contents):
                        variant.run(state, found.setdefault(rule.head, set()))
        raise LimitReached(f"conclusions still follow after {MOST_ROUNDS:,} rounds")


class _Rule:
    """A clause, and its functions: over all tuples, and over the last round's for each atom that recurs."""

    def __init__(self, clause: Clause, heads: frozenset[str], calendar: Calendar) -> None:
        self.clause = clause
        self.head = clause.head.relation
        self._calendar = calendar
        self._needed = tuple(literal.relation for literal in clause.body if isinstance(literal, Atom))
        self._recurring = [
            (index, literal.relation)
            for index, literal in enumerate(clause.body)
            if isinstance(literal, Atom) and literal.relation in heads
        ]
        self.recursive = bool(self._recurring)

    def is_ready(self, contents: Mapping[str, object]) -> bool:
        """Whether every relation that the clause joins has tuples."""
        return all(map(contents.__contains__, self._needed))

    @cached_property
    def whole(self) -> _Function:
        return _made(self.clause, None, self._calendar)

    @cached_property
    def variants(self) -> list[tuple[str, _Function]]:
        return [(relation, _made(self.clause, index, self._calendar)) for index, relation in self._recurring]


class _Function:
    """The function of a clause, with all of its arguments that no facts change."""

    def __init__(self, clause: Clause, delta: int | None, calendar: Calendar) -> None:
        self.calendar = calendar
        self.routine = routine(clause, delta)
        self._head = clause.head.relation
        self._accesses = self.routine.accesses
        self._constants = self.routine.constants
        self._calls = tuple(_callable(call, calendar) for call in self.routine.calls)
        self._function = _function(self.routine.text)

    def run(self, state: _State, found: set[Row]) -> None:
        relations = [state.reach(access) for access in self._accesses]
        self._function(relations, self._constants, self._calls, found, state.most(self._head), _stop)


_MADE: dict[tuple[Atom, tuple[Literal, ...], int | None, int], _Function] = {}
_MOST_MADE = 1 << 14


def _made(clause: Clause, delta: int | None, calendar: Calendar) -> _Function:
    """The function of a clause, made once: lowered for other courts and days, most clauses stay the same."""
    key = (clause.head, clause.body, delta, id(calendar))
    function = _MADE.get(key)
    if function is None:
        if len(_MADE) >= _MOST_MADE:
            _MADE.clear()
        function = _MADE[key] = _Function(clause, delta, calendar)  # keeps the calendar, and so its id
    return function


@lru_cache(maxsize=4096)
def _function(text: str) -> Callable[..., None]:
    """The function that the text of a routine defines. Many clauses have the same text."""
    names: dict[str, Any] = {"__builtins__": {}, "len": len}
    exec(text, names)
    function: Callable[..., None] = names["part0"]
    return function


def _callable(call: Call, calendar: Calendar) -> Callable[..., object]:
    """What evaluates a literal for the values of its arguments."""
    match call.literal:
        case Comparison():
            return _remembered(_comparison(call.literal, call.arguments, calendar))
        case Binding():
            value = _remembered(_expression(call.literal, call.arguments, calendar))
        case Aggregate():
            value = _aggregate(call.literal, call.arguments)
        case _:
            assert_never(call.literal)
    return _test(value) if call.tests else value


def _remembered(function: Callable[..., Value | bool | None]) -> Callable[..., Value | bool | None]:
    return lru_cache(maxsize=256, typed=True)(function)


def _comparison(literal: Comparison, names: tuple[str, ...], calendar: Calendar) -> Callable[..., bool]:
    def holds(*values: Value) -> bool:
        return arithmetic.compare_expressions(literal, dict(zip(names, values, strict=True)), calendar)

    return holds


def _expression(literal: Binding, names: tuple[str, ...], calendar: Calendar) -> Callable[..., Value | None]:
    def value(*values: Value) -> Value | None:
        return arithmetic.evaluate(literal.expression, dict(zip(names, values, strict=True)), calendar)

    return value


def _aggregate(literal: Aggregate, names: tuple[str, ...]) -> Callable[..., Value | None]:
    read_over = _reader(literal, literal.over, names)
    read_possibly = _reader(literal, literal.possibly or literal.over, names)

    def value(over: Rows, possibly: Rows, *values: Value) -> Value | None:
        group = dict(zip(names, values, strict=True))
        return total(literal, group, read_over(over, group), read_possibly(possibly, group))

    return value


def _reader(
    literal: Aggregate, atom: Atom, names: tuple[str, ...]
) -> Callable[[Rows, Mapping[str, Value]], list[Value]]:
    """Reads the value of each row that agrees with itself where the atom repeats a local variable."""
    first: dict[str, int] = {}
    repeats: list[tuple[int, int]] = []
    for place, term in enumerate(atom.terms):
        if not isinstance(term, Constant) and first.setdefault(term.name, place) != place:
            repeats.append((first[term.name], place))
    name = literal.value.name if literal.value else ""
    of = first.get(name, -1)

    def read(rows: Rows, group: Mapping[str, Value]) -> list[Value]:
        members = [row for row in rows if all(row[one] == row[other] for one, other in repeats)]
        return [row[of] if of >= 0 else group.get(name, 1) for row in members]

    return read


def _test(value: Callable[..., Value | bool | None]) -> Callable[..., bool]:
    def holds(given: Value, *arguments: object) -> bool:
        found = value(*arguments)
        return found is not None and compare(given, "=", found) is Truth.TRUE

    return holds

"""Matters drawn from the elements of provisions alone: everything that they ask for is stated, no more.

A sketch is only a proposal. It is quick where a search through all matters takes long, and what it proposes
is run before anybody hears of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from decisis.casework.record import Fact, Record, base_relation
from decisis.comparison.ways import Compared, Holds, Stated, names_in, terms_of
from decisis.representatives import candidates
from decisis.rules import ir
from decisis.rules.arithmetic import compare_expressions, evaluate
from decisis.testing.domain import ANYTHING, ORDINARY
from decisis.values import Bounds, Value, kind, sort_key

MOST_VALUES = 400  # of variables, that are tried for one sketch
SOME_DAYS = (0, 1, 30, 365, 730)  # before the day asked about

Binding = dict[str, Value]


@dataclass(frozen=True)
class Sketcher:
    """What records may state in a setting, and the values to try.

    ``statable`` are declared relations, ``choices`` the values of the sorts that list them.
    """

    program: ir.Program
    statable: frozenset[str]
    choices: Mapping[str, tuple[str, ...]]
    today: date

    def records(self, stated: Sequence[Stated], thresholds: Sequence[Stated] = ()) -> Iterator[Record]:
        """Records that state what the conditions ask for, with values on either side of each threshold."""
        sketch = _Sketch(self, tuple(s.condition for s in stated), _constants((*stated, *thresholds)))
        seen: set[Record] = set()
        for binding in islice(sketch.bindings(), MOST_VALUES):
            record = sketch.record(binding)
            if record not in seen:
                seen.add(record)
                yield record


@dataclass(frozen=True)
class _Sketch:
    of: Sketcher
    conditions: tuple[Holds | Compared, ...]
    constants: tuple[Value, ...]
    sorts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for held in self._held():
            info = self.of.program.relations.get(base_relation(held.relation))
            for term, sort in zip(held.terms, info.sorts if info else (), strict=False):
                if isinstance(term, ir.Variable):
                    self.sorts.setdefault(term.name, sort)

    def _held(self) -> Iterator[Holds]:
        return (c for c in self.conditions if isinstance(c, Holds) and not c.absent)

    # --- values --------------------------------------------------------------------------------------

    def bindings(self) -> Iterator[Binding]:
        """Values of all variables under which every condition that can be tested holds."""
        tables = [h for h in self._held() if h.relation in self.of.program.tables]
        names = dict.fromkeys(n for c in self.conditions for t in terms_of(c) for n in names_in(t))
        listed = {n for h in tables for t in h.terms for n in names_in(t)}
        rest = sorted((n for n in names if n in self.sorts and n not in listed), key=self._late)
        for start in self._from_tables(tables, {}):
            yield from self._assigned(rest, start)

    def _late(self, name: str) -> tuple[bool, str]:
        return self.sorts[name] in ORDINARY, name

    def _from_tables(self, tables: Sequence[Holds], binding: Binding) -> Iterator[Binding]:
        if not tables:
            yield binding
            return
        held, *others = tables
        for row in sorted(self.of.program.tables[held.relation], key=lambda r: [sort_key(v) for v in r]):
            found = dict(binding)
            for term, value in zip(held.terms, row, strict=True):
                match term:
                    case ir.Variable(name) if found.setdefault(name, value) != value:
                        break
                    case ir.Constant(other) if other != value:
                        break
            else:
                if self._may_be(found):
                    yield from self._from_tables(others, found)

    def _assigned(self, names: Sequence[str], binding: Binding) -> Iterator[Binding]:
        if not names:
            yield binding
            return
        for value in self._values(names[0], binding):
            found = {**binding, names[0]: value}
            if self._may_be(found):
                yield from self._assigned(names[1:], found)

    def _values(self, name: str, binding: Binding) -> tuple[Value, ...]:
        sort = self.sorts[name]
        if sort in self.of.choices:
            return self.of.choices[sort]
        if sort not in ORDINARY:  # as few persons and things as there can be
            taken = dict.fromkeys(v for n, v in binding.items() if self.sorts.get(n) == sort)
            return (*taken, f"{sort.lower()}_{len(taken) + 1}")
        met = [c for c in self.constants if not isinstance(c, str | Bounds) and kind(c) == sort]
        computed = [v for v in self._computed(binding) if kind(v) == sort]
        days = [self.of.today - timedelta(days=n) for n in SOME_DAYS] if sort == "Date" else []
        every = {*candidates(ANYTHING, [*met, *computed]), *ORDINARY[sort], *days}
        return tuple(sorted(every, key=sort_key, reverse=True))

    def _computed(self, binding: Binding) -> Iterator[Value]:
        """What the expressions come to whose variables have values: thresholds of their own."""
        for condition in self.conditions:
            for term in terms_of(condition) if isinstance(condition, Compared) else ():
                if isinstance(term, ir.Constant) or not all(n in binding for n in names_in(term)):
                    continue
                value = evaluate(term, binding, self.of.program.calendar)
                if value is not None and not isinstance(value, Bounds):
                    yield value

    def _may_be(self, binding: Binding) -> bool:
        known = [c for c in self.conditions if _bound(c, binding)]
        return all(self._holds(c, binding) for c in known) and self._can_be_stated(known, binding)

    def _can_be_stated(self, known: Sequence[Holds | Compared], binding: Binding) -> bool:
        """No fact names one person or thing twice, and none gives one thing two values."""
        values: dict[tuple[object, ...], tuple[Value | None, ...]] = {}
        for held in known:
            info = self.of.program.relations.get(held.relation) if isinstance(held, Holds) else None
            if info is None or not isinstance(held, Holds) or held.absent:
                continue
            row = tuple(self._value(t, binding) for t in held.terms)
            named = [v for v, sort in zip(row, info.sorts, strict=True) if self._is_open(sort)]
            if len(set(named)) < len(named):
                return False
            if info.keys is not None:
                keys = tuple(row[i] for i in info.keys)
                if values.setdefault((held.relation, *keys), row) != row:
                    return False
        return True

    def _is_open(self, sort: str) -> bool:
        return sort not in ORDINARY and sort not in self.of.choices

    def _holds(self, condition: Holds | Compared, binding: Binding) -> bool:
        program = self.of.program
        if isinstance(condition, Compared):
            left, operator, right = condition.left, condition.operator, condition.right
            try:
                return compare_expressions(ir.Comparison(left, operator, right), binding, program.calendar)
            except TypeError:
                return False
        if condition.relation not in program.tables:
            return True
        row = tuple(evaluate(t, binding, program.calendar) for t in condition.terms)
        return (row in program.tables[condition.relation]) != condition.absent

    # --- the record ----------------------------------------------------------------------------------

    def record(self, binding: Binding) -> Record:
        found: dict[tuple[str, tuple[Value, ...]], Fact] = {}
        for held in self._held():
            values = [self._value(t, binding) for t in held.terms]
            row = tuple(v for v in values if v is not None)
            if base_relation(held.relation) in self.of.statable and len(row) == len(values):
                found[held.relation, row] = Fact(held.relation, row, "found", "supposed")
        return Record(tuple(found[key] for key in sorted(found, key=repr)))

    def _value(self, term: ir.Expression, binding: Binding) -> Value | None:
        if not all(n in binding for n in names_in(term)):
            return None
        return evaluate(term, binding, self.of.program.calendar)


def _bound(condition: Holds | Compared, binding: Binding) -> bool:
    return all(name in binding for term in terms_of(condition) for name in names_in(term))


def _constants(stated: Sequence[Stated]) -> tuple[Value, ...]:
    found = (v for s in stated for t in terms_of(s.condition) for v in _constants_in(t))
    return tuple(dict.fromkeys(found))


def _constants_in(expression: ir.Expression) -> Iterator[Value]:
    if isinstance(expression, ir.Constant):
        yield expression.value
    elif isinstance(expression, ir.Apply):
        for operand in expression.operands:
            yield from _constants_in(operand)

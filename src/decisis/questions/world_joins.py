"""Joins over many worlds at once: each way in which a clause applies, with the worlds in which it does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from decisis.calendar import Calendar
from decisis.rules import ir
from decisis.rules.aggregates import total
from decisis.rules.arithmetic import compare_expressions, evaluate
from decisis.rules.plan import binds, needs
from decisis.values import Truth, Value, compare

Row = tuple[Value, ...]
Binding = dict[str, Value]
Found = list[tuple[Binding, int]]
Index = dict[Row, list[tuple[Row, int]]]

STEPS_OF_A_COMPUTATION = 10
MOST_GROUPS = 2_000  # of worlds between which the members of an aggregate differ


class TooMuch(Exception):
    """The worlds differ in too much to be gone through together."""


class Tuples(Protocol):
    """What holds in which worlds, as far as joins ask."""

    @property
    def every(self) -> int: ...

    @property
    def calendar(self) -> Calendar: ...

    def size(self, relation: str) -> int: ...

    def differs(self, relation: str) -> bool: ...

    def index(self, relation: str, places: tuple[int, ...]) -> Index: ...

    def same_in_all(self, relation: str, places: tuple[int, ...]) -> Mapping[Row, list[Row]]: ...

    def worlds(self, relation: str, row: Row) -> int: ...

    def step(self, by: int) -> None: ...


class Join:
    """The literals of one clause, in the order in which they are gone through."""

    def __init__(self, clause: ir.Clause, worlds: Tuples) -> None:
        self.head = tuple(map(_name_or_value, clause.head.terms))
        self.parts: list[_Atom | _Negation | _Test | _Named | _Total] = []
        known: set[str] = set()
        waiting = {i: needs(literal, clause) for i, literal in enumerate(clause.body)}
        while waiting:
            at = _next(clause, waiting, known, worlds)
            del waiting[at]
            self.parts.append(_part(clause.body[at], known, worlds.calendar))
            known |= binds(clause.body[at])

    def run(self, worlds: Tuples, start: int) -> Iterator[tuple[Row, int]]:
        """The heads that follow, each with the worlds in which it does, among those that it starts with."""
        found: Found = [({}, start)]
        for part in self.parts:
            found = part.run(worlds, found)
            if not found:
                return
            worlds.step(len(found) * (STEPS_OF_A_COMPUTATION if isinstance(part, _Named) else 1))
        for binding, where in found:
            yield tuple([binding[name] if name else value for name, value in self.head]), where


def _next(clause: ir.Clause, waiting: Mapping[int, frozenset[str]], known: set[str], worlds: Tuples) -> int:
    """A test that can be made; else the atom with something known and, of those, the fewest tuples."""
    best: tuple[int, int, int] | None = None
    for at, needed in waiting.items():
        literal = clause.body[at]
        if not isinstance(literal, ir.Atom):
            if needed <= known:
                return at
            continue
        size = worlds.size(literal.relation)
        fixed = sum(isinstance(t, ir.Constant) or t.name in known for t in literal.terms)
        rank = (fixed == 0 and bool(known), size if fixed < len(literal.terms) else 0, at)
        if best is None or rank < best:
            best = rank
    assert best is not None, "clauses are safe"
    return best[2]


def _part(
    literal: ir.Literal, known: set[str], calendar: Calendar
) -> _Atom | _Negation | _Test | _Named | _Total:
    match literal:
        case ir.Atom():
            return _Atom(literal, known)
        case ir.Negation(atom):
            return _Negation(atom)
        case ir.Comparison():
            return _Test(literal, calendar)
        case ir.Binding(variable, expression):
            return _Named(variable.name, expression, calendar)
        case ir.Aggregate():
            return _Total(literal, known)


def _name_or_value(term: ir.Term) -> tuple[str, Value]:
    return ("", term.value) if isinstance(term, ir.Constant) else (term.name, "")


class _Atom:
    def __init__(self, atom: ir.Atom, known: Collection[str]) -> None:
        self.relation = atom.relation
        terms = list(enumerate(map(_name_or_value, atom.terms)))
        self.places = tuple(i for i, (name, _) in terms if not name or name in known)
        self.key = tuple((name, value) for i, (name, value) in terms if i in self.places)
        free = [(i, name) for i, (name, _) in terms if i not in self.places]
        first = {name: i for i, name in reversed(free)}
        self.names = tuple((i, name) for i, name in free if first[name] == i)
        self.same = tuple((i, first[name]) for i, name in free if first[name] != i)
        self.whole = not free

    def run(self, worlds: Tuples, found: Found) -> Found:
        if self.whole:
            return self._checked(worlds, found)
        differs = worlds.differs(self.relation)
        index = worlds.index(self.relation, self.places) if differs else {}
        plain = {} if differs else worlds.same_in_all(self.relation, self.places)
        key, names, same = self.key, self.names, self.same
        more: Found = []
        for binding, mask in found:
            at = tuple([binding[name] if name else value for name, value in key])
            if differs:
                pairs = index.get(at, ())
                for row, where in pairs:
                    both = mask & where
                    if both and all(row[i] == row[j] for i, j in same):
                        longer = binding.copy()
                        for i, name in names:
                            longer[name] = row[i]
                        more.append((longer, both))
                worlds.step(len(pairs))
            else:
                for row in plain.get(at, ()):
                    if all(row[i] == row[j] for i, j in same):
                        longer = binding.copy()
                        for i, name in names:
                            longer[name] = row[i]
                        more.append((longer, mask))
        return more

    def _checked(self, worlds: Tuples, found: Found) -> Found:
        more: Found = []
        for binding, mask in found:
            row = tuple([binding[name] if name else value for name, value in self.key])
            both = mask & worlds.worlds(self.relation, row)
            if both:
                more.append((binding, both))
        return more


class _Negation:
    def __init__(self, atom: ir.Atom) -> None:
        self.relation = atom.relation
        self.key = tuple(map(_name_or_value, atom.terms))

    def run(self, worlds: Tuples, found: Found) -> Found:
        if not worlds.size(self.relation):
            return found
        more: Found = []
        for binding, mask in found:
            row = tuple([binding[name] if name else value for name, value in self.key])
            left = mask & ~worlds.worlds(self.relation, row)
            if left:
                more.append((binding, left))
        return more


@dataclass
class _Test:
    literal: ir.Comparison
    calendar: Calendar

    def run(self, worlds: Tuples, found: Found) -> Found:
        return [pair for pair in found if compare_expressions(self.literal, pair[0], self.calendar)]


@dataclass
class _Named:
    name: str
    expression: ir.Expression
    calendar: Calendar

    def run(self, worlds: Tuples, found: Found) -> Found:
        more: Found = []
        for binding, mask in found:
            more += _with_value(binding, self.name, evaluate(self.expression, binding, self.calendar), mask)
        return more


class _Total:
    """An aggregate: worlds with other members are told apart."""

    def __init__(self, literal: ir.Aggregate, known: Collection[str]) -> None:
        self.literal = literal
        self.local = {literal.value.name} if literal.value else set()
        outer = set(known) - self.local - {literal.result.name}
        self.over = _Atom(literal.over, outer)
        self.possibly = _Atom(literal.possibly, outer) if literal.possibly else None

    def run(self, worlds: Tuples, found: Found) -> Found:
        literal = self.literal
        more: Found = []
        for binding, mask in found:
            hidden = self.local | {literal.result.name}
            inner = {n: v for n, v in binding.items() if n not in hidden}
            groups: list[tuple[int, list[Value], list[Value]]] = [(mask, [], [])]
            groups = self._told_apart(worlds, self.over, inner, groups, 1)
            if self.possibly is not None:
                groups = self._told_apart(worlds, self.possibly, inner, groups, 2)
            for where, surely, perhaps in groups:
                more += _with_value(
                    binding, literal.result.name, total(literal, inner, surely, perhaps), where
                )
        return more

    def _told_apart(
        self,
        worlds: Tuples,
        atom: _Atom,
        inner: Binding,
        groups: list[tuple[int, list[Value], list[Value]]],
        at: int,
    ) -> list[tuple[int, list[Value], list[Value]]]:
        name = self.literal.value.name if self.literal.value else ""
        for binding, where in atom.run(worlds, [(inner, worlds.every)]):
            value: Value = binding[name] if name else 0
            split: list[tuple[int, list[Value], list[Value]]] = []
            for group in groups:
                inside = group[0] & where
                if inside:
                    members = ([*group[1], value], group[2]) if at == 1 else (group[1], [*group[2], value])
                    split.append((inside, *members))
                if inside != group[0]:
                    split.append((group[0] & ~where, group[1], group[2]))
            groups = split
            if len(groups) > MOST_GROUPS:
                raise TooMuch("members of a total differ in too many ways")
            worlds.step(len(groups))
        return groups


def _with_value(binding: Binding, name: str, value: Value | None, mask: int) -> Found:
    if value is None:
        return []
    if name not in binding:
        return [({**binding, name: value}, mask)]
    return [(binding, mask)] if compare(binding[name], "=", value) is Truth.TRUE else []

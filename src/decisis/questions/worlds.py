"""One program over many sets of facts at once: each tuple with the worlds in which it holds.

A set of worlds is the bits of a whole number, so that what holds in thousands of worlds is joined in one
step. What no world changes is taken over from a model over the facts that they have in common.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from decisis.calendar import Calendar
from decisis.engine import MOST_ROUNDS
from decisis.engine.model import Model
from decisis.questions.clock import Clock
from decisis.rules import ir
from decisis.rules.aggregates import total
from decisis.rules.arithmetic import compare_expressions, evaluate
from decisis.rules.plan import binds, needs
from decisis.values import Truth, Value, compare

Row = tuple[Value, ...]
Held = dict[Row, int]  # each tuple of a relation with the worlds in which it holds
Binding = dict[str, Value]
Found = list[tuple[Binding, int]]
Index = dict[Row, list[tuple[Row, int]]]

BITS_OF_A_STEP = 40_000  # worlds that are joined in the time of one step
STEPS_OF_A_COMPUTATION = 10
MOST_WORLDS = 2_000_000
MOST_GROUPS = 2_000  # of worlds between which the members of an aggregate differ


class TooMuch(Exception):
    """The worlds differ in too much to be gone through together."""


@dataclass
class Budget:
    """What may be spent on joins: a step for each tuple that is met, and more if there are many worlds."""

    left: int
    least: int = 0  # steps that are surely taken, however many worlds there are
    clock: Clock = field(default_factory=Clock)

    def allow(self, worlds: int) -> None:
        """Raises `TooMuch` if so many worlds cannot be gone through."""
        if worlds > MOST_WORLDS or self.least * (1 + worlds // BITS_OF_A_STEP) > self.left:
            raise TooMuch("too many worlds")

    def spend(self, steps: int, worlds: int) -> None:
        self.left -= steps * (1 + worlds // BITS_OF_A_STEP)
        self.clock.demand_time()
        if self.left < 0:
            raise TooMuch("joined too much")


@dataclass
class Common:
    """A program, and its model over the facts that the worlds have in common. Joins are planned once."""

    lowered: ir.StratifiedProgram
    model: Model
    joins: dict[int, Join] = field(default_factory=dict)
    indexes: dict[tuple[str, tuple[int, ...]], dict[Row, list[Row]]] = field(default_factory=dict)
    rows: dict[str, Collection[Row]] = field(default_factory=dict)

    def tuples(self, relation: str) -> Collection[Row]:
        if relation not in self.rows:
            self.rows[relation] = self.model.tuples(relation)
        return self.rows[relation]

    def index(self, relation: str, places: tuple[int, ...]) -> dict[Row, list[Row]]:
        found = self.indexes.get((relation, places))
        if found is None:
            found = self.indexes[relation, places] = {}
            for row in self.tuples(relation):
                found.setdefault(tuple([row[i] for i in places]), []).append(row)
        return found


@dataclass
class Worlds:
    """The evaluation over some worlds. ``every``: all of them.

    ``facts``: the tuples of which the worlds differ, each with those in which it is given. ``gone``: the
    provisions that are not heard in some worlds, each with these.
    """

    common: Common
    every: int
    facts: Mapping[tuple[str, Row], int]
    budget: Budget
    gone: Mapping[str, int] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)  # of each relation in which worlds differ
    indexes: dict[tuple[str, tuple[int, ...]], Index] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises `TooMuch`."""
        derived = self.common.lowered.program.clauses_for
        for (relation, row), worlds in self.facts.items():
            if relation not in derived:
                if relation not in self.held:
                    self.held[relation] = dict.fromkeys(self.common.tuples(relation), self.every)
                self._put(self.held[relation], row, worlds)
        for stratum in self.common.lowered.strata:
            self._stratum(stratum)

    def worlds(self, relation: str, row: Row) -> int:
        """The worlds in which a tuple holds."""
        held = self.held.get(relation)
        if held is not None:
            return held.get(row, 0)
        return self.every if row in self.common.tuples(relation) else 0

    def holding(self, relation: str) -> Iterable[tuple[Row, int]]:
        """Every tuple of a relation that holds in some world."""
        held = self.held.get(relation)
        if held is not None:
            return held.items()
        return ((row, self.every) for row in self.common.tuples(relation))

    def some(self, relation: str) -> bool:
        return bool(self.held[relation] if relation in self.held else self.common.tuples(relation))

    def index(self, relation: str, places: tuple[int, ...]) -> Index:
        found = self.indexes.get((relation, places))
        if found is None:
            found = self.indexes[relation, places] = {}
            for pair in self.held[relation].items():
                row = pair[0]
                found.setdefault(tuple([row[i] for i in places]), []).append(pair)
        return found

    def step(self, by: int) -> None:
        self.budget.spend(by, self.every.bit_length())

    # --- strata ---------------------------------------------------------------------------------------

    def _stratum(self, clauses: tuple[ir.Clause, ...]) -> None:
        if not any(self._differs(clause) for clause in clauses):
            return
        heads = {clause.head.relation for clause in clauses}
        found: dict[str, Held] = {head: self._given(head) for head in heads}
        recursive = any(not heads.isdisjoint(clause.reads) for clause in clauses)
        for _ in range(MOST_ROUNDS):
            if recursive:
                for head in heads:
                    self.held[head] = dict(found[head])
                self._forget(heads)
            before = {head: dict(held) for head, held in found.items()} if recursive else {}
            for clause in clauses:
                self._add(clause, found[clause.head.relation])
            if not recursive or before == found:
                break
        else:
            raise TooMuch("conclusions still follow")
        for head, held in found.items():
            self._keep(head, held)
        self._forget(heads)

    def _differs(self, clause: ir.Clause) -> bool:
        return clause.origin.provision in self.gone or any(name in self.held for name in clause.reads)

    def _given(self, head: str) -> Held:
        """What a relation holds whatever is concluded: facts are given of some that clauses conclude too."""
        return dict.fromkeys(self.common.lowered.program.tables.get(head, ()), self.every)

    def _keep(self, head: str, held: Held) -> None:
        known = self.common.tuples(head)
        if len(held) == len(known) and all(
            worlds == self.every and row in known for row, worlds in held.items()
        ):
            self.held.pop(head, None)
        else:
            self.held[head] = held

    def _forget(self, heads: Collection[str]) -> None:
        for key in [key for key in self.indexes if key[0] in heads]:
            del self.indexes[key]

    def _put(self, held: Held, row: Row, worlds: int) -> None:
        if worlds:
            held[row] = worlds
        else:
            held.pop(row, None)

    def _add(self, clause: ir.Clause, out: Held) -> None:
        for literal in clause.body:
            if isinstance(literal, ir.Atom) and not self.some(literal.relation):
                return
        start = self.every & ~self.gone.get(clause.origin.provision, 0)
        join = self.common.joins.get(id(clause))
        if join is None:
            join = self.common.joins[id(clause)] = Join(clause, self)
        found: Found = [({}, start)]
        for part in join.parts:
            found = part.run(self, found)
            if not found:
                return
            self.step(len(found) * (STEPS_OF_A_COMPUTATION if isinstance(part, _Named) else 1))
        for binding, worlds in found:
            row = tuple([binding[name] if name else value for name, value in join.head])
            out[row] = out.get(row, 0) | worlds


# --- joins: the literals of a clause, in the order in which they are gone through ------------------------


class Join:
    def __init__(self, clause: ir.Clause, worlds: Worlds) -> None:
        self.head = tuple(map(_name_or_value, clause.head.terms))
        self.parts: list[_Atom | _Negation | _Test | _Named | _Total] = []
        known: set[str] = set()
        waiting = {i: needs(literal, clause) for i, literal in enumerate(clause.body)}
        while waiting:
            at = _next(clause, waiting, known, worlds)
            del waiting[at]
            self.parts.append(_part(clause.body[at], known, worlds.common.lowered.program.calendar))
            known |= binds(clause.body[at])


def _next(clause: ir.Clause, waiting: Mapping[int, frozenset[str]], known: set[str], worlds: Worlds) -> int:
    """A test that can be made; else the atom with something known and, of those, the fewest tuples."""
    best: tuple[int, int, int] | None = None
    for at, needed in waiting.items():
        literal = clause.body[at]
        if not isinstance(literal, ir.Atom):
            if needed <= known:
                return at
            continue
        size = len(worlds.held.get(literal.relation) or worlds.common.tuples(literal.relation))
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

    def run(self, worlds: Worlds, found: Found) -> Found:
        if self.whole:
            return self._checked(worlds, found)
        differs = self.relation in worlds.held
        index = worlds.index(self.relation, self.places) if differs else {}
        plain = {} if differs else worlds.common.index(self.relation, self.places)
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

    def _checked(self, worlds: Worlds, found: Found) -> Found:
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

    def run(self, worlds: Worlds, found: Found) -> Found:
        if not worlds.some(self.relation):
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

    def run(self, worlds: Worlds, found: Found) -> Found:
        return [pair for pair in found if compare_expressions(self.literal, pair[0], self.calendar)]


@dataclass
class _Named:
    name: str
    expression: ir.Expression
    calendar: Calendar

    def run(self, worlds: Worlds, found: Found) -> Found:
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

    def run(self, worlds: Worlds, found: Found) -> Found:
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
        worlds: Worlds,
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

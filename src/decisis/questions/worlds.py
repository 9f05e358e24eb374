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
from decisis.questions.world_joins import Index, Join, Row, TooMuch
from decisis.rules import ir

Held = dict[Row, int]  # each tuple of a relation with the worlds in which it holds

BITS_OF_A_STEP = 40_000  # worlds that are joined in the time of one step
MOST_WORLDS = 2_000_000


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

    def size(self, relation: str) -> int:
        """How many tuples hold in some world."""
        return len(self.held[relation] if relation in self.held else self.common.tuples(relation))

    def differs(self, relation: str) -> bool:
        """Whether worlds differ in what holds of a relation."""
        return relation in self.held

    def same_in_all(self, relation: str, places: tuple[int, ...]) -> Mapping[Row, list[Row]]:
        """The tuples of a relation in which no worlds differ, by their values at these places."""
        return self.common.index(relation, places)

    def index(self, relation: str, places: tuple[int, ...]) -> Index:
        """The tuples of a relation in which worlds differ, by their values at these places."""
        found = self.indexes.get((relation, places))
        if found is None:
            found = self.indexes[relation, places] = {}
            for pair in self.held[relation].items():
                row = pair[0]
                found.setdefault(tuple([row[i] for i in places]), []).append(pair)
        return found

    @property
    def calendar(self) -> Calendar:
        return self.common.lowered.program.calendar

    def step(self, by: int) -> None:
        self.budget.spend(by, self.every.bit_length())

    # --- strata ---------------------------------------------------------------------------------------

    def _stratum(self, clauses: tuple[ir.Clause, ...]) -> None:
        if not any(self._is_other(clause) for clause in clauses):
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

    def _is_other(self, clause: ir.Clause) -> bool:
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
            if isinstance(literal, ir.Atom) and not self.size(literal.relation):
                return
        start = self.every & ~self.gone.get(clause.origin.provision, 0)
        join = self.common.joins.get(id(clause))
        if join is None:
            join = self.common.joins[id(clause)] = Join(clause, self)
        for row, worlds in join.run(self, start):
            out[row] = out.get(row, 0) | worlds

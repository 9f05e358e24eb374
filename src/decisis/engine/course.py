"""The course of an evaluation: what each stratum started from and came to, for the next one to build on."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Iterator, Sequence

from decisis.dataclass import dataclass
from decisis.engine.state import NOTHING, Point, Row, State
from decisis.rules.ir import Clause, Constant, Facts
from decisis.values import Value


@dataclass
class Course:
    """An evaluation over some facts. No relation changes once the stratum that concludes it is done."""

    facts: Facts
    state: State
    reached: list[Point]  # before each stratum, and in the end
    rows: dict[str, frozenset[Row]]  # of each relation, in the end

    def other_facts(self, facts: Facts) -> dict[str, tuple[frozenset[Row], frozenset[Row]]]:
        """The relations of which other facts say something else: what these said, and what those do."""
        names = self.facts.keys() | facts.keys()
        both = ((name, self.facts.get(name, NOTHING), facts.get(name, NOTHING)) for name in names)
        return {name: (was, now) for name, was, now in both if was != now}

    def differs(self, relation: str, state: State) -> bool:
        return state.row_set(relation) != self.rows.get(relation, NOTHING)

    def rows_in(self, state: State, touched: Iterable[str]) -> dict[str, frozenset[Row]]:
        """The rows of another state, in which only these relations may hold others: the same objects else."""
        rows = dict(self.rows)
        for name in touched:
            if self.differs(name, state):
                rows[name] = frozenset(state.contents.get(name, NOTHING))
        return rows


class Resting:
    """Which strata rest on a relation: on all its rows, or on those alone that begin with a value.

    What is open, and how it falls, are rows of a few relations, each of which a few strata ask for by name.
    """

    def __init__(self, strata: Iterable[Sequence[Clause]]) -> None:
        self._on_all: dict[str, list[int]] = {}
        self._on_some: dict[str, dict[Value, list[int]]] = {}
        for number, clauses in enumerate(strata):
            places = {*_places(clauses)}
            for relation in {relation for relation, _ in places}:
                if (relation, None) in places:
                    self._on_all.setdefault(relation, []).append(number)
            for relation, first in places:
                if first is not None and (relation, None) not in places:
                    self._on_some.setdefault(relation, {}).setdefault(first.value, []).append(number)

    def on(self, relation: str, was: Collection[Row], now: Collection[Row]) -> Iterator[int]:
        """The strata that rest on rows that a relation had, or has, and not both."""
        yield from self._on_all.get(relation, ())
        some = self._on_some.get(relation)
        if some:
            for first in {row[0] for row in frozenset(was).symmetric_difference(now)}:
                yield from some.get(first, ())


def _places(clauses: Iterable[Clause]) -> Iterator[tuple[str, Constant | None]]:
    """The relations that clauses give or read, and with what constant the rows begin that they read."""
    for clause in clauses:
        yield clause.head.relation, None
        for atom in clause.atoms:
            first = atom.terms[0] if atom.terms else None
            yield atom.relation, first if isinstance(first, Constant) else None


class Waiting:
    """Numbers of strata, which are given out in order, each once."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._known = set(numbers)
        self._left = sorted(-number for number in self._known)  # the least stands last

    def __bool__(self) -> bool:
        return bool(self._left)

    def add(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if number not in self._known:
                self._known.add(number)
                insort(self._left, -number)

    def next(self) -> int:
        return -self._left.pop()

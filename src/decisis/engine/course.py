"""The course of an evaluation: what each stratum started from and came to, for the next one to build on."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

from decisis.dataclass import dataclass
from decisis.engine.state import NOTHING, Point, Row, State
from decisis.rules.ir import Facts


@dataclass
class Course:
    """An evaluation over some facts. No relation changes once the stratum that concludes it is done."""

    facts: Facts
    state: State
    reached: list[Point]  # before each stratum, and in the end
    rows: dict[str, frozenset[Row]]  # of each relation, in the end

    def other_facts(self, facts: Facts) -> set[str]:
        """The relations of which other facts say something else."""
        names = self.facts.keys() | facts.keys()
        return {name for name in names if self.facts.get(name, NOTHING) != facts.get(name, NOTHING)}

    def differs(self, relation: str, state: State) -> bool:
        return state.row_set(relation) != self.rows.get(relation, NOTHING)

    def rows_in(self, state: State, touched: Iterable[str]) -> dict[str, frozenset[Row]]:
        """The rows of another state, in which only these relations may hold others: the same objects else."""
        rows = dict(self.rows)
        for name in touched:
            if self.differs(name, state):
                rows[name] = frozenset(state.contents.get(name, NOTHING))
        return rows


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

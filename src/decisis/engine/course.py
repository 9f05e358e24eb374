"""The course of an evaluation: what each stratum started from and came to, for the next one to build on."""

from __future__ import annotations

from collections.abc import Collection

from decisis.dataclass import dataclass, field
from decisis.engine.state import NOTHING, Row, State
from decisis.rules.ir import Facts

Point = tuple[int, int]  # the level of a state, and how many rows more may follow


@dataclass
class Course:
    """An evaluation over some facts. No relation changes once the stratum that concludes it is done."""

    facts: Facts
    state: State
    reached: list[tuple[Point, Point]] = field(default_factory=list)  # before and after each stratum
    rows: dict[str, frozenset[Row]] = field(default_factory=dict)  # of each relation, in the end

    def changed(self, facts: Facts) -> set[str]:
        """The relations of which other facts say something else."""
        names = self.facts.keys() | facts.keys()
        return {name for name in names if self.facts.get(name, NOTHING) != facts.get(name, NOTHING)}

    def hand_over(self, heads: Collection[str], reached: tuple[Point, Point], state: State) -> None:
        """Puts what a stratum came to into another state, which has come to where it started."""
        (_, left), (level, left_after) = reached
        for name in heads:
            state.take_over(name, self.state)
        state.level = level
        state.left -= left - left_after
        if state.left < 0:
            state.stop()

    def differing(self, heads: Collection[str], state: State) -> set[str]:
        """The relations that hold other rows in another state."""
        return {name for name in heads if state.row_set(name) != self.rows.get(name, NOTHING)}

    def finish(self, before: Course | None, changed: Collection[str]) -> None:
        """Fixes the rows; those that have not changed are the same objects as before."""
        for name, rows in self.state.contents.items():
            known = before.rows.get(name) if before and name not in changed else None
            self.rows[name] = frozenset(rows) if known is None else known

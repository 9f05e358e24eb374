"""Which instances of a question with variables may be so in some case.

As the record stands, what depends on a life of 4 years may join with what depends on one of 5, so that many
amounts look possible that are so in neither case. They are no answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from decisis.casework.asking import Run
from decisis.casework.record import Side, base_relation, opposite
from decisis.casework.settlement import OpenThing, Way, combinations
from decisis.casework.verdict import Asked, is_possible, plain_verdict
from decisis.rules import naming

MOST_TOGETHER = 32  # ways in which all that is open falls, that are gone through


def arising(asked: Asked, sides: Sequence[Side]) -> tuple[Side, ...]:
    """Those that are decided or, whichever way some open thing falls, may be so in one; all, if none is."""
    open_ = [side for side in sides if plain_verdict(asked.run, side) == "undetermined"]
    if len(open_) < 2:
        return tuple(sides)
    never: set[Side] = set()
    for ways in _gone_through(tuple(t for t in asked.things if t.in_cases)):
        runs = [asked.aside.settled(each) for each in ways]
        never |= {side for side in open_ if side not in never and not any(_speaks_to(r, side) for r in runs)}
    kept = tuple(side for side in sides if side not in never)
    return kept or tuple(sides)


def _gone_through(things: tuple[OpenThing, ...]) -> Iterator[list[tuple[Way, ...]]]:
    """Every way in which each thing can fall alone; and in which all can together, if they are few."""
    for thing in things:
        yield [(way,) for way in thing.ways]
    if len(things) > 1 and prod(len(thing.ways) for thing in things) <= MOST_TOGETHER:
        yield list(combinations(things))


def _speaks_to(run: Run, side: Side) -> bool:
    """Whether something may give or deny a literal: that another value is so does not."""
    conflicted = run.model.holds(naming.conflicted(base_relation(side.relation)), side.values)
    return conflicted or is_possible(run, side) or is_possible(run, opposite(side))

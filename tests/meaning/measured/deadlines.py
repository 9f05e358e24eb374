"""The last day of a period, where nothing is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tests.meaning.doctrine import Length
from tests.meaning.measured import law as m
from tests.meaning.measured.amounts import Amounts, sum_of
from tests.meaning.measured.elements import Row, Rows

UNKNOWN_STARTS = (-9000, 0, 1, 40, 5000)  # days after the last that is known, on which a period may start


def due(deadline: m.Deadline, world: Rows, amounts: Amounts, unknown: Mapping[str, int]) -> Iterator[Row]:
    """A row for each thing of which some start is known. `unknown`: as worlds have it."""
    for thing in {row[0] for each in deadline.triggers for row in world.rows(each.relation)}:
        start = _start(deadline, thing, world, unknown)
        lengths = [length for length, since in deadline.periods if since is None or since <= start]
        tolled = world.rows(deadline.tolled_by) if deadline.tolled_by else ()
        for extra in [row[1] for row in tolled if row[0] == thing] or [Length()]:
            last = amounts.shifted(start, sum_of((lengths[-1], extra), Length()), "after", deadline.rule)
            if last is not None:
                yield thing, last


def _start(deadline: m.Deadline, thing: str, world: Rows, unknown: Mapping[str, int]) -> date:
    """The latest of the days that are shown, and of those that nobody has to show and nobody shows."""
    shown = {
        each.relation: [row[1] for row in world.rows(each.relation) if row[0] == thing]
        for each in deadline.triggers
    }
    known: date = max(day for days in shown.values() for day in days)
    may_come = [
        known + timedelta(UNKNOWN_STARTS[unknown[trigger_name(deadline, each)]])
        for each in may_come_to_light(deadline)
        if not shown[each.relation]
    ]
    return max((known, *may_come))


def may_come_to_light(deadline: m.Deadline) -> tuple[m.Trigger, ...]:
    """Those of several that nobody has to show."""
    several = len(deadline.triggers) > 1
    return tuple(each for each in deadline.triggers if several and not each.borne)


def trigger_name(deadline: m.Deadline, trigger: m.Trigger) -> str:
    return f"{deadline.name} {trigger.relation}"

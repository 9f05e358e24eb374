"""Every way in which what a record leaves open can be: its worlds, and what they agree on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import product
from math import prod
from random import Random
from typing import Any

from tests.meaning.doctrine import Between, Length
from tests.meaning.measured import law as m
from tests.meaning.measured.deadlines import UNKNOWN_STARTS, may_come_to_light, trigger_name
from tests.meaning.measured.elements import Row
from tests.meaning.measured.vocabulary import BASE
from tests.meaning.measured.worlds import World

MOST = 300  # worlds that are gone through; of more, so many by lot
FIRSTS = tuple(date(year, month, 1) for year in (2000, 2001) for month in range(1, 13))
UNKNOWN: dict[str, tuple[Any, ...]] = {  # some of what an unknown value of a sort may be
    "Int": (0, 1, 2, 3, 4, 5, 40),
    "Money": tuple(map(Decimal, ("0", "0.5", "1", "2", "3", "4", "5", "40"))),
    "Duration": (Length(), Length(0, 1), Length(0, 7), Length(0, 30), Length(1), Length(12), Length(13, 5)),
}
FAR = 40  # steps beyond a bound, where there is no other


@dataclass(frozen=True)
class Worlds:
    """The worlds of a case, as far as they are gone through."""

    case: m.Case
    seed: int = 0

    @cached_property
    def all(self) -> tuple[World, ...]:
        return tuple(self._world(chosen) for chosen in self._chosen())

    @cached_property
    def is_one(self) -> bool:
        """Nothing is open."""
        return all(len(ways) == 1 for ways in self._open)

    @cached_property
    def _open(self) -> tuple[Sequence[Any], ...]:
        matter = self.case.matter
        facts = (tuple(completed(fact.literal)) for fact in matter.facts if fact.status != "alleged")
        disputes = (tuple(way for side in each.sides for way in completed(side)) for each in matter.disputes)
        starts = (range(len(UNKNOWN_STARTS)) for _ in self._triggers)
        months = FIRSTS if _mixes_units(self.case) else FIRSTS[:1]
        return (*facts, *disputes, *starts, months)

    @cached_property
    def _triggers(self) -> tuple[str, ...]:
        """Those that nobody has to show, and that may not be shown of some thing."""
        return tuple(
            trigger_name(deadline, each)
            for deadline in self.case.law.deadlines
            for each in may_come_to_light(deadline)
            if not self._is_always_known(each.relation)
        )

    def _is_always_known(self, relation: str) -> bool:
        found = {
            fact.literal.terms[0]
            for fact in self.case.matter.facts
            if fact.literal.relation == relation and fact.literal.positive and fact.status != "alleged"
        }
        return found >= set(self.case.matter.things)

    def _chosen(self) -> Iterator[tuple[Any, ...]]:
        if prod(map(len, self._open)) <= MOST:
            yield from product(*self._open)
            return
        random = Random(self.seed)
        yield tuple(ways[0] for ways in self._open)
        yield tuple(ways[-1] for ways in self._open)
        for _ in range(MOST):
            yield tuple(random.choice(ways) for ways in self._open)

    def _world(self, chosen: tuple[Any, ...]) -> World:
        *literals, month = chosen
        known = len(literals) - len(self._triggers)
        unknown = dict(zip(self._triggers, literals[known:], strict=True))
        return World(self.case.law, tuple(literals[:known]), month, unknown)

    # --- what they agree on -------------------------------------------------------------------------

    def verdicts(self, literal: m.Literal) -> set[str]:
        """Raises Clash."""
        return {world.verdict(literal) for world in self.all}

    def values(self, relation: str, thing: str) -> set[frozenset[Row]]:
        """What the rows of a thing are, in each world. Raises Clash."""
        return {rows_of(world, relation, thing) for world in self.all}


def rows_of(world: World, relation: str, thing: str) -> frozenset[Row]:
    return frozenset(row for row in world.found(relation).so if row[0] == thing)


def completed(literal: m.Literal) -> Iterator[m.Literal]:
    """The literal with each value that it may be of."""
    sorts = next((each.sorts for each in BASE if each.name == literal.relation), literal.terms)
    ways = [
        tuple(values(each, str(sort))) if isinstance(each, Between) else (each,)
        for each, sort in zip(literal.terms, sorts, strict=True)
    ]
    for terms in product(*ways):
        yield replace(literal, terms=terms)


def values(bounds: Between, sort: str = "") -> Iterator[Any]:
    """Every value between two near bounds; of one bound alone, values near to it and far away; else some.

    Between months, those and days that are between them in every calendar.
    """
    match bounds:
        case Between(None, None):
            yield from UNKNOWN[sort]
        case Between(Length(low, 0), Length(high, 0)) if high > low > 0:
            for months in range(low, high):
                yield from (Length(months), Length(months, 1), Length(months, 20))
            yield Length(high)
        case Between(None, Length(months, 0)) if months:
            yield from (Length(), Length(0, 5), Length(months, -1), Length(months))
        case Between(low, None):
            yield from (_next(low, step) for step in (0, 1, 2, FAR))
        case Between(None, high):
            yield from (_next(high, -step) for step in (FAR, 2, 1, 0) if not _is_below_nothing(high, step))
        case Between(low, high):
            value: Any = low
            while not _is_beyond(value, high):
                yield value
                value = _next(value, 1)


def _next(value: Any, step: int) -> Any:
    match value:
        case date():
            return value + timedelta(step)
        case Length(months, days):
            return Length(months, days + step)
        case Decimal():
            return value + Decimal(step) / 2
        case _:
            return value + step


def _is_beyond(value: Any, high: Any) -> bool:
    if isinstance(value, Length):
        assert value.months == high.months
        return bool(value.days > high.days)
    return bool(value > high)


def _is_below_nothing(high: Any, step: int) -> bool:
    match high:
        case date():
            return False
        case Length():
            return step > high.days
        case _:
            return bool(step > high)


def _mixes_units(case: m.Case) -> bool:
    """Whether the case has durations in months and in days."""
    found = set(_lengths(case))
    return any(each.months for each in found) and any(each.days for each in found)


def _lengths(value: Any) -> Iterator[Length]:
    if isinstance(value, Length):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _lengths(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _lengths(getattr(value, name))

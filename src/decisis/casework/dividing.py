"""Cases of imprecise values with which the law computes: bounds are divided until every part decides.

What a run says of bounds, it says of every value within them. So a verdict that each part has is that of
the whole, wherever it was divided; a few exact values of it need not stand for the rest.
"""

from __future__ import annotations

from collections.abc import Callable

from decisis.casework.settlement import (
    Narrowed,
    OpenThing,
    Way,
    all_can_be_gone_through,
    combinations,
    said_instead,
    spanning,
)
from decisis.dataclass import dataclass, replace
from decisis.division import cut
from decisis.proof.wording import Wording
from decisis.values import Bounds, Exact, Value, closed

MOST_DIVISIONS = 48  # to find one day among those of forty years takes fourteen
DECIDED = ("proved", "refuted")

Verdict = Callable[[tuple[Way, ...]], str]  # once things have fallen in these ways


@dataclass(frozen=True)
class Division:
    """Open things, divisible bounds in as few parts as need be, so that every combination of their ways has
    one verdict; or none, and exact values with which it is not that of those that were tried: ``apart``."""

    things: tuple[OpenThing, ...] = ()
    apart: tuple[Way, ...] = ()


def in_parts(things: tuple[OpenThing, ...], verdict: Verdict, wording: Wording) -> Division:
    """Divides what does not decide until every part does. Nothing where the values that were tried differ."""
    wanted = _at_the_ends(things, verdict)
    if not wanted:
        return Division()
    whole = [_Divided(thing, (thing.unknown,)) for thing in things if thing.divisible]
    for _ in range(MOST_DIVISIONS):
        found = _as_things(things, whole, wording)
        if not all_can_be_gone_through(found):
            return Division()
        ways = _first_otherwise(found, verdict, wanted)
        if ways is None:
            return Division(_joined(things, whole, verdict, wording))
        divided = None if verdict(ways) in DECIDED else _divided_once(whole, ways)
        if divided is None:
            return Division(apart=tuple(_exact(way, whole, wording) for way in ways))
        whole = divided
    return Division()


def _at_the_ends(things: tuple[OpenThing, ...], verdict: Verdict) -> str:
    """The verdict with the first and with the last of the values that were tried, if it is one: what a part
    decides is so of every value within it."""
    if not any(thing.divisible for thing in things):
        return ""
    first, last = (verdict(tuple(thing.ways[place] for thing in things)) for place in (0, -1))
    return first if first == last and first in DECIDED else ""


def _first_otherwise(found: tuple[OpenThing, ...], verdict: Verdict, wanted: str) -> tuple[Way, ...] | None:
    """The first combination of ways with another verdict, or with none."""
    return next((ways for ways in combinations(found) if verdict(ways) != wanted), None)


def _joined(
    things: tuple[OpenThing, ...], whole: list[_Divided], verdict: Verdict, wording: Wording
) -> tuple[OpenThing, ...]:
    """With neighbouring parts joined that decide together, too."""
    wanted = verdict(next(combinations(_as_things(things, whole, wording))))
    for i in range(len(whole)):
        place = 0
        while place + 1 < len(whole[i].parts):
            fewer = [*whole[:i], whole[i].joined(place), *whole[i + 1 :]]
            joined = _first_otherwise(_as_things(things, fewer, wording), verdict, wanted) is None
            whole = fewer if joined else whole
            place += not joined
    return _as_things(things, whole, wording)


def _exact(way: Way, whole: list[_Divided], wording: Wording) -> Way:
    """A way in which a divided value falls, with one value of its part."""
    change = way.change
    if not isinstance(change, Narrowed) or not isinstance(change.value, Bounds):
        return way
    ends = closed(change.value)
    value = ends.low if ends.low is not None and not ends.low_open else ends.high
    thing = next(each.thing for each in whole if each.thing.unknown == change.unknown)
    if value is None or thing.fact is None:
        return way
    return Way(said_instead(thing.fact, change.unknown, value, wording), Narrowed(change.unknown, value))


@dataclass(frozen=True)
class _Divided:
    """Bounds of which a few values were tried, and the parts that they are in, in ascending order."""

    thing: OpenThing
    parts: tuple[Value, ...]

    def as_thing(self, wording: Wording) -> OpenThing:
        unknown, fact = self.thing.unknown, self.thing.fact
        assert fact is not None
        ways = tuple(
            Way(said_instead(fact, unknown, part, wording), Narrowed(unknown, part)) for part in self.parts
        )
        return replace(self.thing, ways=ways, in_cases=True, divisible=False)

    def once_more(self, part: Value) -> _Divided | None:
        """With one of its parts cut; None if there is nothing to cut."""
        parts = cut(part, self._tried)
        if parts is None:
            return None
        place = self.parts.index(part)
        return replace(self, parts=(*self.parts[:place], *parts, *self.parts[place + 1 :]))

    def joined(self, place: int) -> _Divided:
        """With the part at a place and the next one in one."""
        assert isinstance(self.thing.unknown, Bounds)
        both = spanning(self.thing.unknown, *self.parts[place : place + 2])
        return replace(self, parts=(*self.parts[:place], both, *self.parts[place + 2 :]))

    @property
    def _tried(self) -> list[Exact]:
        values = [way.change.value for way in self.thing.ways if isinstance(way.change, Narrowed)]
        return [value for value in values if not isinstance(value, Bounds)]


def _divided_once(whole: list[_Divided], undecided: tuple[Way, ...]) -> list[_Divided] | None:
    """With one part cut of those that decide nothing together: of what has the fewest parts."""
    changes = {way.change for way in undecided}
    for place in sorted(range(len(whole)), key=lambda i: len(whole[i].parts)):
        each = whole[place]
        (part,) = (p for p in each.parts if Narrowed(each.thing.unknown, p) in changes)
        divided = each.once_more(part)
        if divided is not None:
            return [*whole[:place], divided, *whole[place + 1 :]]
    return None


def _as_things(
    things: tuple[OpenThing, ...], whole: list[_Divided], wording: Wording
) -> tuple[OpenThing, ...]:
    parts = {each.thing.name: each.as_thing(wording) for each in whole}
    return tuple(parts[thing.name] if thing.divisible else thing for thing in things)

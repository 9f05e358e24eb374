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
from decisis.values import Bounds, Exact, Value

MOST_DIVISIONS = 48
DECIDED = ("proved", "refuted")

Verdict = Callable[[tuple[Way, ...]], str]  # once things have fallen in these ways


def in_parts(things: tuple[OpenThing, ...], verdict: Verdict, wording: Wording) -> tuple[OpenThing, ...]:
    """The things, divisible bounds in as few parts as need be, so that one verdict is that of every
    combination of their ways; none if no such parts were found."""
    if not _may_be_decided(things, verdict):
        return ()
    whole = [_Divided(thing, (thing.unknown,)) for thing in things if thing.divisible]
    for _ in range(MOST_DIVISIONS):
        found = _as_things(things, whole, wording)
        if not all_can_be_gone_through(found):
            return ()
        undecided, verdicts = _gone_through(found, verdict)
        if len(verdicts) > 1:
            return ()
        if undecided is None:
            return _joined(things, whole, verdict, wording)
        divided = _divided_once(whole, undecided)
        if divided is None:
            return ()
        whole = divided
    return ()


def _joined(
    things: tuple[OpenThing, ...], whole: list[_Divided], verdict: Verdict, wording: Wording
) -> tuple[OpenThing, ...]:
    """With neighbouring parts joined that decide together, too."""
    for i in range(len(whole)):
        place = 0
        while place + 1 < len(whole[i].parts):
            fewer = [*whole[:i], whole[i].joined(place), *whole[i + 1 :]]
            undecided, _ = _gone_through(_as_things(things, fewer, wording), verdict)
            whole = fewer if undecided is None else whole
            place += undecided is not None
    return _as_things(things, whole, wording)


def _may_be_decided(things: tuple[OpenThing, ...], verdict: Verdict) -> bool:
    """Whether the first and the last of the values that were tried decide, and alike: what a part decides
    is so of every value within it."""
    if not any(thing.divisible for thing in things):
        return False
    first, last = (verdict(tuple(thing.ways[place] for thing in things)) for place in (0, -1))
    return first == last and first in DECIDED


def _gone_through(found: tuple[OpenThing, ...], verdict: Verdict) -> tuple[tuple[Way, ...] | None, set[str]]:
    """The first combination of ways that decides nothing, and the verdicts of those before it."""
    verdicts: set[str] = set()
    for ways in combinations(found):
        here = verdict(ways)
        if here not in DECIDED:
            return ways, verdicts
        verdicts.add(here)
    return None, verdicts


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
        """With a part of it cut in two; None if there is nothing to cut."""
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
    """With one part cut in two of those that decide nothing together: of what has the fewest parts."""
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

"""Where, among the values that an imprecise one can be, an answer becomes another.

Of bounds with which the law computes, a few exact values are tried. Between two neighbours with different
answers lies an edge, which is looked for; and what a run says of a part as a whole is said of all within it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby, pairwise

from decisis.casework.dividing import DECIDED
from decisis.casework.settlement import Narrowed, OpenThing, Way, said_instead, spanning
from decisis.casework.verdict import Decision
from decisis.dataclass import dataclass, replace
from decisis.proof.wording import Wording
from decisis.render.words import SOME_TRIED
from decisis.values import Bounds, Value, closed, kind, neighbour

MOST_SOUGHT = 64  # values more, to find edges
MOST_ANSWERS = 8  # where each value has an answer of its own, only verdicts are told apart

Settled = Callable[[tuple[Way, ...]], Decision]
Found = dict[Way, Decision]
Told = Callable[[Decision], object]  # what tells decisions apart


def settlements(
    thing: OpenThing, settled: Settled, wording: Wording
) -> tuple[OpenThing, tuple[Decision, ...]]:
    """The decision for each way in which a thing alone can fall; of what is divisible, for parts where they
    decide, and otherwise for exact values, as near to one another as their decisions differ."""
    found = {way: settled((way,)) for way in thing.ways}
    if thing.divisible:
        return _Divided(thing, settled, wording).refined(found)
    return thing, tuple(found.values())


@dataclass(frozen=True)
class _Divided:
    """Bounds of which a few values were tried."""

    thing: OpenThing
    settled: Settled
    wording: Wording

    def refined(self, found: Found) -> tuple[OpenThing, tuple[Decision, ...]]:
        """Told apart by their answers, or by their verdicts where there is an answer for every value."""
        for told in (_answer, _verdict):
            near = self._with_edges(found, told)
            if 1 < len(set(map(told, near.values()))) <= MOST_ANSWERS:
                found = self._in_parts(near, told)
                break
        words = self.thing.words
        if self._leave_nothing_out(found):
            words = words.removesuffix(SOME_TRIED).rstrip()
        return replace(self.thing, ways=tuple(found), words=words), tuple(found.values())

    def _with_edges(self, found: Found, told: Told) -> Found:
        """With values between those that differ, until neighbours do, or enough were tried."""
        for _ in range(MOST_SOUGHT):
            gap = next(_gaps(found, told), None)
            if gap is None or len(set(map(told, found.values()))) > MOST_ANSWERS:
                break
            way = self._way(gap)
            found = dict(sorted({**found, way: self.settled((way,))}.items(), key=_place))
        return found

    def _in_parts(self, found: Found, told: Told) -> Found:
        """With one part for neighbours that are alike, where it is so as a whole."""
        assert isinstance(self.thing.unknown, Bounds)
        parts: Found = {}
        for answer, run in groupby(found.items(), key=lambda each: told(each[1])):
            alike = dict(run)
            first, *_, last = [*alike, *alike]
            part = self._way(spanning(self.thing.unknown, _value(first), _value(last)))
            may_decide = first != last and alike[first].verdict in DECIDED
            whole = self.settled((part,)) if may_decide else None
            parts |= {part: whole} if whole is not None and told(whole) == answer else alike
        return parts

    def _leave_nothing_out(self, found: Found) -> bool:
        """Whether the ways are all that a day, or a whole number, may be."""
        unknown, parts = closed(self.thing.unknown), [closed(_value(way)) for way in found]
        meet = all(neighbour(one.high, 1) == other.low for one, other in pairwise(parts))
        ends = (parts[0].low, parts[-1].high) == (unknown.low, unknown.high)
        return kind(self.thing.unknown) in ("Date", "Int") and meet and ends

    def _way(self, value: Value) -> Way:
        assert self.thing.fact is not None
        words = said_instead(self.thing.fact, self.thing.unknown, value, self.wording)
        return Way(words, Narrowed(self.thing.unknown, value))


def _answer(decision: Decision) -> object:
    return decision.verdict, decision.side.values


def _verdict(decision: Decision) -> object:
    return decision.verdict


def _gaps(found: Found, told: Told) -> Iterator[Value]:
    """The middle between neighbours that differ, where there is something between them."""
    for (first, before), (last, after) in pairwise(found.items()):
        low, high = _ordinal(first), _ordinal(last)
        if told(before) != told(after) and high - low > 1:
            middle = (low + high) // 2
            yield date.fromordinal(middle) if isinstance(_value(first), date) else middle


def _value(way: Way) -> Value:
    assert isinstance(way.change, Narrowed)
    return way.change.value


def _place(each: tuple[Way, Decision]) -> int:
    return _ordinal(each[0])


def _ordinal(way: Way) -> int:
    """The place of a day, or a whole number, among all; of other values, which have no next one, 0."""
    match _value(way):
        case date() as day:
            return day.toordinal()
        case int() as number:
            return number
    return 0

"""Where, among the values that an imprecise one can be, a verdict becomes another.

Of bounds with which the law computes, a few exact values are tried. Between two neighbours with different
answers lies an edge, which is looked for; and what a run says of a part as a whole is said of all within it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby, pairwise

from decisis.casework.settlement import Narrowed, OpenThing, Way, said_instead, spanning
from decisis.casework.verdict import Decision
from decisis.dataclass import replace
from decisis.proof.wording import Wording
from decisis.render.words import SOME_TRIED
from decisis.values import Bounds, Value, closed, kind, neighbour

MOST_SOUGHT = 64  # values more, to find edges
MOST_ANSWERS = 8  # where each value has an answer of its own, only verdicts are told apart
DECIDED = ("proved", "refuted")

Settled = Callable[[tuple[Way, ...]], Decision]
Found = dict[Way, Decision]
Told = Callable[[Decision], object]  # what tells answers apart


def settlements(
    thing: OpenThing, settled: Settled, wording: Wording
) -> tuple[OpenThing, tuple[Decision, ...]]:
    """The verdict for each way in which a thing alone can fall; of what is divisible, for parts where they
    decide, and otherwise for exact values, as near to one another as their verdicts differ."""
    found = {way: settled((way,)) for way in thing.ways}
    for told in (_answer, _verdict) if thing.divisible else ():
        more = _with_edges(thing, found, told, settled, wording)
        if 1 < len(set(map(told, more.values()))) <= MOST_ANSWERS:
            found = _in_parts(thing, more, told, settled, wording)
            break
    words = thing.words.removesuffix(SOME_TRIED).rstrip() if _is_all(thing, found) else thing.words
    return replace(thing, ways=tuple(found), words=words), tuple(found.values())


def _answer(decision: Decision) -> object:
    return decision.verdict, decision.side.values


def _verdict(decision: Decision) -> object:
    return decision.verdict


def _with_edges(thing: OpenThing, found: Found, told: Told, settled: Settled, wording: Wording) -> Found:
    """With values between those that differ, until neighbours do, or enough were tried."""
    for _ in range(MOST_SOUGHT):
        gap = next(_gaps(found, told), None)
        if gap is None or len(set(map(told, found.values()))) > MOST_ANSWERS:
            break
        way = _way(thing, gap, wording)
        earlier = {w: d for w, d in found.items() if _ordinal(w) < _ordinal(way)}
        found = {**earlier, way: settled((way,)), **{w: d for w, d in found.items() if w not in earlier}}
    return found


def _gaps(found: Found, told: Told) -> Iterator[Value]:
    """The middle between neighbours that differ, where there is something between them."""
    for (first, before), (last, after) in pairwise(found.items()):
        low, high = _ordinal(first), _ordinal(last)
        if told(before) != told(after) and high - low > 1:
            middle = (low + high) // 2
            yield date.fromordinal(middle) if isinstance(_value(first), date) else middle


def _in_parts(thing: OpenThing, found: Found, told: Told, settled: Settled, wording: Wording) -> Found:
    """With one part for neighbours that are alike, where it is so as a whole."""
    assert isinstance(thing.unknown, Bounds)
    parts: Found = {}
    for answer, run in groupby(found.items(), key=lambda each: told(each[1])):
        alike = dict(run)
        first, *_, last = [*alike, *alike]
        part = _way(thing, spanning(thing.unknown, _value(first), _value(last)), wording)
        whole = settled((part,)) if alike[first].verdict in DECIDED and first != last else None
        parts |= {part: whole} if whole is not None and told(whole) == answer else alike
    return parts


def _is_all(thing: OpenThing, found: Found) -> bool:
    """Whether the ways leave out nothing of what a day, or a whole number, may be."""
    if not thing.divisible:
        return False
    ends = closed(thing.unknown)
    parts = [closed(_value(way)) for way in found]
    meet = all(neighbour(one.high, 1) == other.low for one, other in pairwise(parts))
    return (
        kind(thing.unknown) in ("Date", "Int")
        and meet
        and (parts[0].low, parts[-1].high) == (ends.low, ends.high)
    )


def _way(thing: OpenThing, value: Value, wording: Wording) -> Way:
    assert thing.fact is not None
    return Way(said_instead(thing.fact, thing.unknown, value, wording), Narrowed(thing.unknown, value))


def _value(way: Way) -> Value:
    assert isinstance(way.change, Narrowed)
    return way.change.value


def _ordinal(way: Way) -> int:
    """The place of a day, or a whole number, among all; of other values, which have no next one, 0."""
    match _value(way):
        case date() as day:
            return day.toordinal()
        case int() as number:
            return number
    return 0

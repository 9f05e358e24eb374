"""How far a value is from where the answer becomes another one: the exact place, found by running."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from decisis.proof.amounts import CENT, Amount, apart, further, how_far, step
from decisis.questions.moves import Alter, Move
from decisis.values import QUANTITIES, Bounds, Duration, Money, Value, closed, kind, nothing_of, sort_key

MOST_LEFT = 4  # days between two lengths of time that are a month and some days apart


@dataclass(frozen=True)
class Margin:
    """The value as it is, the nearest at which the answer does not change, and the next: there it does."""

    was: Value
    last: Value | None  # none, where it changes as soon as the value does
    first: Value
    text: str  # "5 months 27 days short"


def _above(move: Alter) -> bool:
    return sort_key(move.value) > sort_key(move.was)


def margin_of(move: Move, leads: Callable[[Move], bool]) -> Margin | None:
    """The margin of a single altered value that leads there; its edge is searched for by halves.

    At ``first`` it leads there, a unit before, at ``last``, it does not: both have been run. There is no
    ``last`` where any other value leads there.
    """
    if not isinstance(move, Alter) or isinstance(move.value, str) or isinstance(move.was, Bounds):
        return None

    def there(value: Value) -> bool:
        return leads(replace(move, value=value))

    direction = 1 if _above(move) else -1
    next_to_it = step(move.was, direction)
    if next_to_it is None or there(next_to_it):
        nearest_one = move.value if next_to_it is None else next_to_it
        on_the_other_side = step(move.was, -direction)
        any_other = on_the_other_side is None or there(on_the_other_side)
        return Margin(move.was, None if any_other else move.was, nearest_one, how_far(move.was, nearest_one))
    last: Value = next_to_it
    first: Value = move.value
    before = step(first, -direction)
    if before is not None and not there(before):
        last = before
    last, first = _edge(last, first, -direction, there)
    return Margin(move.was, last, first, how_far(move.was, first))


def least_of(value: Value, there: Callable[[Value], bool]) -> Value:
    """The least amount that is enough, where a unit less is not; the value itself if it is at an edge.

    It stays as it is where any amount below it is enough too (what is asked for may be a most), and where
    there is no least one, as of days.
    """
    nothing, below = _nothing(value), step(value, -1)
    least = step(nothing, 1) if nothing is not None else None
    if least is None or below is None or sort_key(below) <= sort_key(least):
        return value
    if not there(below) or there(least):
        return value
    return _edge(least, below, -1, there)[1]


def _edge(last: Value, first: Value, back: int, there: Callable[[Value], bool]) -> tuple[Value, Value]:
    """The value that is enough and lies next to one that is not, between two such; ``back``: towards that."""
    while (middle := _between(last, first)) is not None:
        if there(middle):
            first = middle
        else:
            last = middle
    for _ in range(MOST_LEFT):  # months and days cannot be halved to the day
        before = step(first, back)
        if before is None or before == last:
            break
        if not there(before):
            return before, first
        first = before
    return last, first


def widest_of(was: Bounds, value: Value, others: Sequence[Value], there: Callable[[Value], bool]) -> Value:
    """The widest part of an imprecise value around an exact one that is enough; a unit more is not.

    ``others`` are more of the values that it may be, in ascending order: where an end is open, what is not
    enough is looked for among them.
    """

    def outward(
        far: Sequence[Value | None], back: int, part: Callable[[Value | None], Bounds]
    ) -> Value | None:
        inner: Value | None = value
        for end in far:
            if not there(part(end)):
                assert inner is not None
                return inner if end is None else _edge(end, inner, back, lambda v: there(part(v)))[1]
            inner = end
        return inner

    ends = closed(was)
    below = [v for v in reversed(others) if sort_key(v) < sort_key(value)]
    above = [v for v in others if sort_key(v) > sort_key(value)]
    low = outward((*below, ends.low), -1, lambda far: _part(ends, far, value))
    high = outward((*above, ends.high), 1, lambda far: _part(ends, low, far))
    return value if low == high == value else _part(ends, low, high)


def _part(whole: Bounds, low: Value | None, high: Value | None) -> Bounds:
    """What of an imprecise value lies between two of the values that it may be."""
    assert not isinstance(low, Bounds) and not isinstance(high, Bounds)
    return replace(
        whole,
        low=low,
        high=high,
        low_open=whole.low_open and low == whole.low,
        high_open=whole.high_open and high == whole.high,
    )


def _nothing(value: Value) -> Value | None:
    """No amount, of the kind of this one; a name, a day and a life have none."""
    sort = kind(value)
    if sort not in QUANTITIES or sort == "Date" or (isinstance(value, Duration) and value.life):
        return None
    return nothing_of(sort)


def _between(low: Value, high: Value) -> Value | None:
    """A value half-way; none between neighbours."""
    by = apart(low, high)
    half = _half(by) if by is not None else None
    return further(low, half) if half is not None else None


def _half(by: Amount) -> Amount | None:
    match by:
        case Duration(months, days) if abs(months) > 1:
            return Duration(int(months / 2), 0)
        case Duration(months, days):
            total = months * 30 + days
            return Duration(0, int(total / 2)) if abs(total) > 1 else None
        case Money(amount, currency):
            cents = int(amount / CENT / 2)
            return Money(cents * CENT, currency) if cents else None
        case Decimal():
            steps = int(by / CENT / 2)
            return steps * CENT if steps else None
        case _:
            return int(by / 2) or None

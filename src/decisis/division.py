"""Bounds cut into parts: every value within them is in one part, and none is in two.

Durations are not cut: 45 days may be more or less than a month and a half, as the months are, and so in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import count

from decisis.dataclass import replace
from decisis.values import (
    EXACT,
    STEPPED,
    Bounds,
    Duration,
    Exact,
    Money,
    Truth,
    Value,
    closed,
    compare,
    kind,
    sort_key,
)

Parts = tuple[Value, ...]
TEN_YEARS = 3653  # days


def cut(value: Value, points: Iterable[Exact]) -> Parts | None:
    """An imprecise value in parts, in ascending order: cut at the middle one of the points that lie in it, or
    else near its own middle, or at some distance from its one end. None where there is nothing to cut.

    Days and whole numbers are cut in two, of which the second begins with the point. Amounts and decimals,
    which have no next one: below the point, the point, and above it.
    """
    if not isinstance(value, Bounds):
        return None
    cuts = list(_cuts(value, points)) or list(_cuts(value, _inner(value)))
    return cuts[len(cuts) // 2] if cuts else None


def _cuts(value: Bounds, points: Iterable[Exact]) -> Iterator[Parts]:
    ends = closed(value)
    for point in points:
        if isinstance(point, Duration) or not _are_of_a_kind(value, point):
            continue
        stepped = kind(point) in STEPPED
        below = _part(replace(ends, high=point, high_open=True))
        above = _part(replace(ends, low=point, low_open=not stepped))
        if below is not None and above is not None:
            yield (below, above) if stepped else (below, point, above)


def _are_of_a_kind(value: Bounds, point: Exact) -> bool:
    """A whole number does not tell of what kind an unknown is: decimals are compared with it, too."""
    return kind(value) == kind(point) or (kind(value) == "unknown" and not isinstance(point, int))


def _part(bounds: Bounds) -> Value | None:
    """The bounds, closed where they come in steps; the value if it is only one; None if there is none."""
    ends = closed(bounds)
    if (ends.low is None) != (bounds.low is None) or (ends.high is None) != (bounds.high is None):
        return None  # there is no day before the first or after the last of the calendar
    if ends.low is None or ends.high is None:
        return ends
    if ends.low == ends.high:
        return None if ends.low_open or ends.high_open else ends.low
    return ends if compare(ends.low, "<", ends.high) is Truth.TRUE else None


def _inner(value: Bounds) -> tuple[Exact, ...]:
    """A point near the middle; of what has one end, at some distance from it; none of what has no end."""
    match closed(value):
        case Bounds(date() as low, date() as high):
            return (date.fromordinal((low.toordinal() + high.toordinal() + 1) // 2),)
        case Bounds(int() as low, int() as high):
            return ((low + high + 1) // 2,)
        case Bounds(Decimal() as low, Decimal() as high):
            return (_roundest(low, high),)
        case Bounds(Money() as low, Money() as high):
            return (Money(_roundest(low.amount, high.amount), low.currency),)
        case Bounds(None, end) if end is not None:
            return _away(end, -1)
        case Bounds(end, None) if end is not None:
            return _away(end, 1)
    return ()


def spread(value: Value, most: int, days: int = TEN_YEARS) -> tuple[Exact, ...]:
    """Of bounds with one end: it, a value far from it (a day, so many days), and some ever nearer to it, in
    ascending order."""
    ends = closed(value)
    below = ends.low is None
    end, end_open = (ends.high, ends.high_open) if below else (ends.low, ends.low_open)
    if not isinstance(value, Bounds) or end is None or (ends.low is not None and ends.high is not None):
        return ()
    found, part = [*_away(end, -1 if below else 1, days)], ends
    while found and len(found) < most:
        part = replace(part, low=found[-1]) if below else replace(part, high=found[-1])
        nearer = [point for point in _inner(part) if point not in (*found, end)]
        if not nearer:
            break
        found += nearer
    return tuple(sorted([*found, *(() if end_open else (end,))], key=sort_key))


def _away(end: Exact, way: int, days: int = TEN_YEARS) -> tuple[Exact, ...]:
    """A point above an end (``way`` is 1) or below it (-1): so many days, or as far as from nothing."""
    match end:
        case date():
            day = end.toordinal() + way * days
            return (date.fromordinal(day),) if 1 <= day <= date.max.toordinal() else ()
        case int():
            return (end + way * (abs(end) + 1),)
        case Decimal():
            return (_farther(end, way),)
        case Money(amount, currency):
            return (Money(_farther(amount, way), currency),)
    return ()


def _farther(number: Decimal, way: int) -> Decimal:
    return EXACT.add(number, EXACT.multiply(Decimal(way), EXACT.add(number.copy_abs(), Decimal(1))))


def _roundest(low: Decimal, high: Decimal) -> Decimal:
    """The roundest number in the middle half between two, as limits are round."""
    quarter = EXACT.multiply(EXACT.subtract(high, low), Decimal("0.25"))
    first, last = EXACT.add(low, quarter), EXACT.subtract(high, quarter)
    for places in count(-max(first.adjusted(), last.adjusted()) - 1):
        found = first.scaleb(places, EXACT).to_integral_value(ROUND_CEILING).scaleb(-places, EXACT)
        if found <= last:
            return EXACT.add(found, Decimal(0))
    raise AssertionError("between two decimals there is another")

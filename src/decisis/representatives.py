"""Exact values that stand for all that an imprecise one can be, as far as comparisons tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from math import floor

from decisis.values import (
    EXACT,
    LIFE,
    MONEY,
    NUMBERS,
    Bounds,
    Duration,
    Exact,
    Money,
    Truth,
    Value,
    alike,
    closed,
    compare,
    kind,
    neighbour,
    sort_key,
)

MOST_CANDIDATES = 24
_DENSE = MONEY | {"Decimal"}  # between two of them there is always another


def candidates(value: Value, thresholds: Iterable[Value], most: int = MOST_CANDIDATES) -> tuple[Exact, ...]:
    """Exact values for every class that comparisons with the thresholds make within a value.

    For bounds: their ends, each threshold that may lie inside, and one unit on either side of it
    (a day, a whole number; for decimals and money, which have no unit, the middles between two
    points). For an exact duration that cannot be compared with a threshold (395 days with 13
    months): what it can be, of the threshold less a day, the threshold, and the threshold and a day.
    Any other exact value stands for itself. Thresholds of other kinds do not matter; imprecise ones
    count by their ends. A value of which nothing is known is of the kind of the thresholds.

    In ascending order, at most 24 (or ``most``). Beyond that, one of each class; if even these are more, or
    nothing tells what kind the value is of, or it is a symbol (whose other possible values nobody
    has listed), there are **none**: the answer is never only some of the classes.
    """
    limits = _comparable(value, thresholds)
    if not isinstance(value, Bounds):
        readings = _readings(value, limits)
        return readings if len(readings) <= most else (value,)
    kinds = {kind(each) for each in (value, *limits)} - {"unknown"}
    if not kinds or "symbol" in kinds or (len(kinds) > 1 and not kinds <= set(NUMBERS)):
        return ()
    dense = kind(value) != "Int" and bool(kinds & _DENSE)
    points = _between_points(value, limits) if dense else _step_points(value, limits)
    inside = _ascending(point for point in points if _may_hold(value, point))
    if len(inside) > most:
        inside = _one_of_each(inside, limits)
    return inside if len(inside) <= most else ()


def _comparable(value: Value, thresholds: Iterable[Value]) -> tuple[Exact, ...]:
    """The exact thresholds that can be compared with the value, in ascending order."""
    ends: list[Exact] = []
    for threshold in thresholds:
        within = (threshold.low, threshold.high) if isinstance(threshold, Bounds) else (threshold,)
        ends += [end for end in within if end is not None]
    wanted = kind(value)
    return _ascending(end for end in ends if wanted == "unknown" or alike(kind(end), wanted))


def _exact_parts(value: Value) -> tuple[Exact, ...]:
    if isinstance(value, Bounds):
        return tuple(end for end in (value.low, value.high) if end is not None)
    return (value,)


def _ascending(values: Iterable[Exact]) -> tuple[Exact, ...]:
    return tuple(sorted(set(values), key=sort_key))


def _readings(value: Exact, limits: Sequence[Exact]) -> tuple[Exact, ...]:
    """The value, or what it can be if some limit is a duration that it cannot be compared with."""
    found: list[Exact] = []
    for limit in limits:
        if isinstance(value, Duration) and _undecided(value, limit):
            near = ((neighbour(limit, -1), "<"), (limit, "="), (neighbour(limit, 1), ">"))
            found += [
                reading
                for reading, relation in near
                if reading is not None and compare(value, relation, limit) is not Truth.FALSE
            ]
    return _ascending(found) or (value,)


def _undecided(value: Exact, limit: Exact) -> bool:
    return any(compare(value, operator, limit) is Truth.UNKNOWN for operator in ("<", "=", ">"))


def _may_hold(bounds: Bounds, point: Exact) -> bool:
    """Whether the point may lie within the bounds."""
    ends = closed(bounds)
    above = ends.low is None or compare(point, ">" if ends.low_open else ">=", ends.low) is not Truth.FALSE
    below = ends.high is None or compare(point, "<" if ends.high_open else "<=", ends.high) is not Truth.FALSE
    return above and below


def _step_points(bounds: Bounds, limits: Sequence[Exact]) -> list[Exact]:
    """The ends and the surroundings of the limits inside, for kinds that have a unit."""
    points: list[Exact] = []
    for end in _exact_parts(closed(bounds)):
        points += _readings(end, limits)
    for limit in limits:
        if isinstance(limit, Decimal):  # a limit of whole numbers
            below = floor(limit)
            points += [below, below + 1] if below != limit else [below - 1, below, below + 1]
        elif _may_hold(bounds, limit):
            around = (neighbour(limit, -1), limit, neighbour(limit, 1))
            points += [point for point in around if point is not None]
    if bounds.low is None and LIFE in points:
        points.append(Duration())  # something short of life
    return points


def _between_points(bounds: Bounds, limits: Sequence[Exact]) -> list[Exact]:
    """The ends, the limits inside and the middles between them, for kinds that have no unit."""
    exact = [*_exact_parts(bounds), *(limit for limit in limits if _may_hold(bounds, limit))]
    currencies = {each.currency for each in exact if isinstance(each, Money)}
    if not exact:
        return []
    numbers = sorted({_number(each) for each in exact})
    middles = [EXACT.multiply(EXACT.add(a, b), Decimal("0.5")) for a, b in pairwise(numbers)]
    outside = [EXACT.subtract(numbers[0], Decimal(1)), EXACT.add(numbers[-1], Decimal(1))]
    every = [*numbers, *middles, *outside]
    return [Money(each, currency) for each in every for currency in currencies] or list(every)


def _number(value: Exact) -> Decimal:
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    raise TypeError(f"not a number: {kind(value)}")


def _one_of_each(points: Sequence[Exact], limits: Sequence[Exact]) -> tuple[Exact, ...]:
    """The first point of each class that the limits make."""
    first: dict[tuple[Truth, ...], Exact] = {}
    for point in points:
        answers = tuple(compare(point, operator, limit) for limit in limits for operator in ("<", "="))
        first.setdefault(answers, point)
    return tuple(first.values())

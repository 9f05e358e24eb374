"""Bounds by their ends: which is the greater, what encloses both, and what a function of them comes to.

Where a function grows with an operand, the low end of the result comes from the low end of that operand,
where it falls, from the high end. The result encloses what any completion of the operands gives; what a
completion gives that has no value (a day beyond the calendar) is left out. The same function of the same
unknowns is the same unknown: the tag of a result is made of the tags of its operands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal

from decisis.forms import canonical
from decisis.values import (
    LIFE,
    Bounds,
    Duration,
    Exact,
    Money,
    Truth,
    Value,
    closed,
    compare,
    day_bounds,
    plain,
)

LIMIT = 10**38  # numbers are smaller than this, and have at most DECIMAL_PLACES
DECIMAL_PLACES = 38

End = tuple[Exact | None, bool]  # and whether it is open; None is beyond every value on its side


def low_end(bounds: Bounds) -> End:
    return bounds.low, bounds.low_open


def high_end(bounds: Bounds) -> End:
    return bounds.high, bounds.high_open


def pick(a: End, b: End, *, larger: bool, low_side: bool) -> End:
    """The larger or the smaller of two ends; where that is not decided, an end that serves for both.

    Outward (the smaller of low ends, the larger of high ones) the result must enclose both; inward
    each of the two holds already, and the narrower is taken.
    """
    outward = larger != low_side
    (x, x_open), (y, y_open) = a, b
    if x is None or y is None:
        return (None, False) if outward else (b if x is None else a)
    if compare(x, "=", y) is Truth.TRUE:
        return x, (x_open and y_open if outward else x_open or y_open)
    for one, other, end in ((x, y, a), (y, x, b)):
        if compare(one, ">=" if larger else "<=", other) is Truth.TRUE:
            return end
    days = [day_bounds(each)[0 if low_side else 1] for each in (x, y) if isinstance(each, Duration)]
    best = max(days) if larger else min(days)
    return (Duration(days=best), False) if outward else (a if days[0] == best else b)


def hull(a: Bounds, b: Bounds, *, upper: bool) -> End:
    """One end of the bounds that enclose both."""
    ends = (high_end(a), high_end(b)) if upper else (low_end(a), low_end(b))
    return pick(*ends, larger=upper, low_side=not upper)


def bounds_of(low: End, high: End, tag: str) -> Value:
    """The bounds with these ends, or the value if they leave only one."""
    (least, low_open), (greatest, high_open) = low, high
    if least is not None and least == greatest and not (low_open or high_open):
        return least
    return Bounds(least, greatest, low_open, high_open, tag)


_COMMUTATIVE = ("+", "*", "greater", "lesser")


def tag_of(function: str, operands: Sequence[Value]) -> str:
    """The name of the unknown that a function of these operands is; "" if one of them has none."""
    parts: list[str] = []
    for operand in operands:
        if isinstance(operand, Bounds):
            if not operand.tag:
                return ""
            parts.append(operand.tag)
        else:
            parts.append(json.dumps(canonical(_as_whole(operand)), separators=(",", ":")))
    if function in _COMMUTATIVE:
        parts.sort()
    tag = f"{function}({','.join(parts)})"
    if len(tag) <= 400:
        return tag
    from hashlib import sha256

    return f"{function}#{sha256(tag.encode()).hexdigest()}"


def _as_whole(operand: Exact) -> Exact:
    """A decimal that is a whole number is that number, however it is written."""
    return (
        int(operand) if isinstance(operand, Decimal) and operand == operand.to_integral_value() else operand
    )


def is_of(function: str, tag: str, part: str) -> bool:
    """Whether a tag names a function of two operands, one of which has this tag; see `tag_of`."""
    inner = tag.removeprefix(f"{function}(").removesuffix(")")
    beside = inner.startswith(f"{part},") or inner.endswith(f",{part}")
    return bool(part) and beside and tag == f"{function}({inner})"


def between(low: Value, high: Value, tag: str) -> Value:
    """The value if the two are one, else the bounds that enclose both (in either order)."""
    if compare(low, "=", high) is Truth.TRUE:
        return high if isinstance(low, Bounds) else low
    a, b = closed(low), closed(high)
    return bounds_of(hull(a, b, upper=False), hull(a, b, upper=True), tag)


# --- functions, by the ends of their operands ---

ExactFunction = Callable[[Exact, Exact], Exact | None]


class NoValueForLife(Exception):
    """A bounded operand may be life, for which the function has no value: nothing is known."""


def lifted(
    name: str, operands: Sequence[Value], exact: ExactFunction, directions: tuple[int, int]
) -> Value | None:
    """A function of two operands that grows (1) or falls (-1) with each of them."""
    a, b = operands
    if not isinstance(a, Bounds) and not isinstance(b, Bounds):
        return limited(exact(a, b))
    lows, highs = [], []
    for operand, direction in zip((a, b), directions, strict=True):
        ends = closed(operand)
        low, high = (low_end(ends), high_end(ends)) if direction > 0 else (high_end(ends), low_end(ends))
        lows.append(low)
        highs.append(high)
    tag = tag_of(name, operands)
    try:
        return bounds_of(corner(lows, exact), corner(highs, exact), tag)
    except NoValueForLife:
        return Bounds(None, None, tag=tag)


def corner(ends: Sequence[End], exact: ExactFunction) -> End:
    (x, x_open), (y, y_open) = ends
    if x is None or y is None:
        return None, False
    result = limited(exact(x, y))
    if result is None and LIFE in (x, y):
        raise NoValueForLife
    return result, result is not None and (x_open or y_open)


def limited(value: Exact | None) -> Exact | None:
    """The value, or None if it is too large or has too many decimal places."""
    if isinstance(value, Duration):
        return value if max(abs(value.months), abs(value.days)) < LIMIT else None
    if isinstance(value, Money):
        return value if limited(value.amount) is not None else None
    if isinstance(value, Decimal):
        places = len(plain(value).partition(".")[2])
        return value if value.copy_abs() < LIMIT and places <= DECIMAL_PLACES else None  # abs() rounds
    if isinstance(value, int):
        return value if abs(value) < LIMIT else None
    return value

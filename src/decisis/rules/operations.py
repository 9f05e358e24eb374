"""What is done with amounts, durations and days: +, -, *, the greater and the lesser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, Inexact
from itertools import product

from decisis.calendar import Calendar, add
from decisis.rules.bounds import (
    End,
    NoValueForLife,
    bounds_of,
    corner,
    high_end,
    is_of,
    lifted,
    limited,
    low_end,
    pick,
    tag_of,
)
from decisis.values import EXACT, LIFE, Bounds, Duration, Exact, Money, Truth, Value, closed, compare, kind

# --- + and - ---------------------------------------------------------------------------------------


def _plus(a: Exact, b: Exact) -> Exact | None:
    if isinstance(a, date) and isinstance(b, Duration):
        return add(a, b)
    if isinstance(a, Duration) and isinstance(b, Duration):
        return LIFE if a.life or b.life else Duration(a.months + b.months, a.days + b.days)
    return _of_amounts("+", a, b, EXACT.add)


def _minus(a: Exact, b: Exact) -> Exact | None:
    """A difference of durations is exact in both units: 24 months - 1 day is "24 months less 1 day"."""
    if isinstance(a, date) and isinstance(b, Duration):
        return add(a, b, -1)
    if isinstance(a, Duration) and isinstance(b, Duration):
        if b.life:
            return None
        return LIFE if a.life else Duration(a.months - b.months, a.days - b.days)
    return _of_amounts("-", a, b, EXACT.subtract)


def _of_amounts(name: str, a: Exact, b: Exact, exact: Callable[[Decimal, Decimal], Decimal]) -> Exact | None:
    """A function of two numbers, or of money in one currency."""
    if isinstance(a, Money) and isinstance(b, Money) and a.currency == b.currency:
        amount = _numeric(name, a.amount, b.amount, exact)
        return Money(amount, a.currency) if isinstance(amount, Decimal) else None
    return _numeric(name, a, b, exact)


def _numeric(name: str, a: Exact, b: Exact, exact: Callable[[Decimal, Decimal], Decimal]) -> Exact | None:
    """A function of two numbers."""
    try:
        if isinstance(a, (int, Decimal)) and isinstance(b, (int, Decimal)):
            result = exact(Decimal(a), Decimal(b))
            return int(result) if isinstance(a, int) and isinstance(b, int) else result
    except Inexact:
        return None
    raise TypeError(f"{name} of {kind(a)} and {kind(b)}")


def apply_plus(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return lifted("+", operands, _plus, (1, 1))


def apply_minus(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    found = lifted("-", operands, _minus, (1, -1))
    return _cut(found, operands) if isinstance(found, Bounds) else found


def _cut(difference: Bounds, operands: Sequence[Value]) -> Value:
    """A difference where one side is the lesser (the greater) of the other and something: cut off at nothing.

    So what is left of a tax after a credit of no more than the tax is not below zero.
    """
    a, b = operands
    if not (isinstance(a, Bounds) and isinstance(b, Bounds)):
        return difference
    ends = (end for each in (difference, a, b) for end in (each.low, each.high))
    some = next((end for end in ends if end is not None), None)
    if not isinstance(some, (int, Decimal, Money)):
        return difference
    zero: End = (_times(some, 0), False)
    low, high = low_end(difference), high_end(difference)
    if is_of("lesser", b.tag, a.tag) or is_of("greater", a.tag, b.tag):
        low = pick(low, zero, larger=True, low_side=True)
    if is_of("greater", b.tag, a.tag) or is_of("lesser", a.tag, b.tag):
        high = pick(high, zero, larger=False, low_side=False)
    return bounds_of(low, high, difference.tag)


# --- * ---------------------------------------------------------------------------------------------


def _times(a: Exact, b: Exact) -> Exact | None:
    """A quantity (money, a duration) times a number, in either order, or a number times a number."""
    if isinstance(b, (Money, Duration)):
        a, b = b, a
    if isinstance(a, Duration) and isinstance(b, int):
        if not a.life:
            return Duration(a.months * b, a.days * b)
        return None if b < 0 else LIFE if b else Duration()
    if isinstance(a, Money) and isinstance(b, (int, Decimal)):
        amount = _numeric("*", a.amount, b, EXACT.multiply)
        return Money(amount, a.currency) if isinstance(amount, Decimal) else None
    return _numeric("*", a, b, EXACT.multiply)


def apply_times(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    a, b = operands
    if isinstance(a, Bounds) and isinstance(b, Bounds):
        return _times_bounds(a, b, tag_of("*", operands))
    if isinstance(a, Bounds) and isinstance(b, (int, Decimal)):
        return _times_number(a, b, operands)
    if isinstance(b, Bounds) and isinstance(a, (int, Decimal)):
        return _times_number(b, a, operands)
    if isinstance(a, Bounds) or isinstance(b, Bounds):
        return _times_bounds(closed(a), closed(b), tag_of("*", operands))
    return limited(_times(a, b))


def _times_number(bounds: Bounds, number: int | Decimal, operands: Sequence[Value]) -> Value | None:
    nothing = next((_times(end, 0) for end in (bounds.low, bounds.high) if end is not None), None)
    if number == 0 and nothing is not None:
        return nothing
    direction = 1 if number > 0 else -1
    return lifted("*", (bounds, number), _times, (direction, direction))


def _times_bounds(a: Bounds, b: Bounds, tag: str) -> Value | None:
    """Products of bounds: by their four corners, or by the low ones if nothing is below zero."""
    a, b = closed(a), closed(b)
    if None not in (a.low, a.high, b.low, b.high):
        return _hull_of(list(product((a.low, a.high), (b.low, b.high))), tag)
    if any(end is None or may_be("<", end) for end in (a.low, b.low)):
        return Bounds(None, None, tag=tag)
    low = corner([(a.low, False), (b.low, False)], _times)
    high = corner([(a.high, False), (b.high, False)], _times)
    return bounds_of(low, high, tag)


def may_be(operator: str, value: Value) -> bool:
    """Whether an amount may be above (`>`) or below (`<`) nothing; if imprecise, anywhere in its bounds."""
    if not isinstance(value, Bounds):
        end: Exact | None = value
    else:
        end = value.high if operator == ">" else value.low
    zero = None if end is None else _times(end, 0)
    return end is None or zero is None or compare(end, operator, zero) is not Truth.FALSE


def _hull_of(corners: Sequence[tuple[Exact | None, Exact | None]], tag: str) -> Value:
    low: End | None = None
    high: End | None = None
    try:
        for a, b in corners:
            end = corner([(a, False), (b, False)], _times)
            low = end if low is None else pick(low, end, larger=False, low_side=True)
            high = end if high is None else pick(high, end, larger=True, low_side=False)
    except NoValueForLife:
        return Bounds(None, None, tag=tag)
    return bounds_of(low or (None, False), high or (None, False), tag)


# --- the greater and the lesser --------------------------------------------------------------------


def _extreme(name: str, operands: Sequence[Value], larger: bool) -> Value:
    """The greater or lesser of two: one of them where that is decided, else bounds that enclose it."""
    a, b = operands
    for one, other in ((a, b), (b, a)):
        if compare(one, ">=" if larger else "<=", other) is Truth.TRUE:
            return one
    x, y = closed(a), closed(b)
    low = pick(low_end(x), low_end(y), larger=larger, low_side=True)
    high = pick(high_end(x), high_end(y), larger=larger, low_side=False)
    return bounds_of(low, high, tag_of(name, operands))


def apply_greater(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return _extreme("greater", operands, larger=True)


def apply_lesser(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return _extreme("lesser", operands, larger=False)

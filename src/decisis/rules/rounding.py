"""What one amount divided by another comes to in whole units: rounded down, up, or to the nearest.

Division alone is nothing that a law can mean, as a third of a dollar is no amount: it always says of what
there shall be a whole number. Down is towards less and up towards more, below nothing too; of what lies
halfway between two, the nearest is the higher. Nothing is divided by, or rounded to, less than something.

How many units a duration has may depend on the calendar: 91 days are 3 months or not. It then has a value
known by bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from decisis.calendar import Calendar
from decisis.rules.bounds import bounds_of, limited, tag_of
from decisis.values import (
    EXACT,
    LIFE,
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
    mean_length,
)

DOWN, UP, NEAREST = "rounded down", "rounded up", "rounded to the nearest"
ROUNDINGS = (DOWN, UP, NEAREST)

Size = int | Duration
Side = int  # -1: only what is less than the quotient, 1: only what is more, 0: the quotient itself


def rounding(way: str) -> Callable[[Sequence[Value], Calendar], Value | None]:
    """The function of an amount, what it is divided by, and the unit of which there is a whole number."""

    def apply(operands: Sequence[Value], calendar: Calendar) -> Value | None:
        amount, divisor, unit = operands
        if isinstance(amount, Bounds) or isinstance(divisor, Bounds) or isinstance(unit, Bounds):
            return _of_bounds(way, operands)
        found = _rounded(way, amount, divisor, unit)
        return found and bounds_of((found[0], False), (found[1], False), tag_of(way, operands))

    return apply


def _rounded(
    way: str, amount: Exact, divisor: Exact, unit: Exact, side: Side = 0
) -> tuple[Exact, Exact] | None:
    """The least and the greatest that it can be. None for a divisor or a unit that is not above nothing."""
    _check_kinds(kind(amount), kind(divisor), kind(unit))
    if amount == LIFE and kind(unit) == "Duration":
        return LIFE, LIFE
    if LIFE in (amount, divisor, unit) or not (_is_above_nothing(divisor) and _is_above_nothing(unit)):
        return None
    (whole, over), (by, by_under), (of, of_under) = map(_ratio, (amount, divisor, unit))
    counts = _counts(way, _times(whole, by_under * of_under), _times(_times(by, of), over), side)
    least, greatest = (limited(_so_many(number, unit)) for number in counts)
    return None if least is None or greatest is None else (least, greatest)


def _check_kinds(amount: str, divisor: str, unit: str) -> None:
    """An amount by a number is of its own kind, an amount by one of its kind is a number."""
    if not (alike(amount, unit) and divisor in NUMBERS) and not (alike(amount, divisor) and unit in NUMBERS):
        raise TypeError(f"{amount} by {divisor} is not rounded to {unit}")


def _is_above_nothing(value: Exact) -> bool:
    """Of a duration: by its mean over all calendars."""
    size, _ = _ratio(value)
    return size == LIFE or (mean_length(size) if isinstance(size, Duration) else size) > 0


def _ratio(value: Exact) -> tuple[Size, int]:
    """How large it is, as a fraction."""
    match value:
        case Duration():
            return value, 1
        case Money(amount):
            return amount.as_integer_ratio()
        case int() | Decimal():
            return value.as_integer_ratio()
        case _:
            raise TypeError(f"no share of {kind(value)}")


def _times(size: Size, by: Size) -> Size:
    if isinstance(by, Duration):
        size, by = by, size
    assert isinstance(by, int)
    return Duration(size.months * by, size.days * by) if isinstance(size, Duration) else size * by


def _plus(one: Size, other: Size) -> Size:
    if isinstance(one, Duration) and isinstance(other, Duration):
        return Duration(one.months + other.months, one.days + other.days)
    assert isinstance(one, int) and isinstance(other, int)
    return one + other


def _counts(way: str, whole: Size, step: Size, side: Side) -> tuple[int, int]:
    """How many steps there are in the whole, at least and at most."""
    if way == UP:
        least, greatest = _counts(DOWN, _times(whole, -1), step, -side)
        return -greatest, -least
    if way == NEAREST:
        whole, step = _plus(_times(whole, 2), step), _times(step, 2)
    if isinstance(whole, int) and isinstance(step, int):
        number = -(-whole // step) - 1 if side < 0 else whole // step
        return number, number
    return _last(whole, step, lambda truth: truth is Truth.TRUE, "<="), _last(
        whole, step, lambda truth: truth is not Truth.FALSE, "<" if side < 0 else "<="
    )


def _last(whole: Size, step: Size, decided: Callable[[Truth], bool], sign: str) -> int:
    """The greatest number of steps that do not go beyond the whole."""
    assert isinstance(whole, Duration) and isinstance(step, Duration)
    number = mean_length(whole) // mean_length(step)
    while decided(compare(_times(step, number + 1), sign, whole)):
        number += 1
    while not decided(compare(_times(step, number), sign, whole)):
        number -= 1
    return number


def _so_many(number: int, unit: Exact) -> Exact:
    match unit:
        case Duration():
            return Duration(number * unit.months, number * unit.days)
        case Money(amount, currency):
            return Money(EXACT.multiply(Decimal(number), amount), currency)
        case Decimal():
            return EXACT.multiply(Decimal(number), unit)
        case int():
            return number * unit
        case _:
            raise TypeError(f"no number of {kind(unit)}")


# --- of what is imprecise --------------------------------------------------------------------------


def _of_bounds(way: str, operands: Sequence[Value]) -> Value:
    """It grows with the amount; with the divisor it shrinks, and grows where the amount is below nothing."""
    amount, (divisor, unit), tag = operands[0], operands[1:], tag_of(way, operands)
    least, most = closed(divisor).low, closed(divisor).high
    if isinstance(unit, Bounds) or least is None or not _is_above_nothing(least):
        return Bounds(None, None, tag=tag)

    def end(this: Exact | None, is_open: bool, side: Side) -> tuple[Exact | None, bool]:
        if this is None:
            return None, False
        outer = least if _is_above_nothing(this) == (side < 0) else most
        if outer is None:
            return _so_many(0, unit), False
        found = _rounded(way, this, outer, unit, side if is_open else 0)
        return found and found[side < 0], False

    ends = amount if isinstance(amount, Bounds) else Bounds(amount, amount)
    return bounds_of(end(ends.low, ends.low_open, 1), end(ends.high, ends.high_open, -1), tag)

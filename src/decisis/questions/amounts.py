"""Amounts and days that may be proposed: which of them a record may state, and how near they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from decisis.proof.amounts import CENT, step
from decisis.values import Bounds, Duration, Money, Value, may_equal, sort_key

OUT_OF_BOUNDS = 1e15  # further away than any value within


def ends(value: Value | None) -> tuple[Value, ...]:
    """The value, or as far as it is imprecise the ends that are known of it."""
    known = (value.low, value.high) if isinstance(value, Bounds) else (value,)
    return tuple(end for end in known if end is not None)


def ends_within(value: Value) -> Iterator[Value]:
    """The least and the greatest that an imprecise value may be, where it has such."""
    if isinstance(value, Bounds):
        known = ((value.low, value.low_open, 1), (value.high, value.high_open, -1))
        inside = (step(end, inward) if is_open else end for end, is_open, inward in known if end is not None)
        yield from (end for end in inside if end is not None)


def may_stand(value: Value) -> bool:
    """Whether a value is one that a record may state: no amount below nothing, no part of a cent."""
    match value:
        case Bounds():
            return False
        case Duration(months, days, life):
            return life or months > 0 or (months == 0 and days >= 0)
        case Money(amount):
            return amount >= 0 and amount % CENT == 0
        case int() | Decimal():
            return value >= 0
        case _:
            return True


def distance(value: Value, other: Value) -> tuple[float, object]:
    """How far a value is from another, for ordering alone: what an imprecise one may be is nearest."""
    beyond = OUT_OF_BOUNDS if isinstance(value, Bounds) and not may_equal(value, other) else 0
    return (_number(value) - _number(other)) ** 2 + beyond, sort_key(other)


def _number(value: Value) -> float:
    """For ordering alone."""
    if isinstance(value, Bounds):
        known = [_number(end) for end in ends(value)]
        return sum(known) / len(known) if known else 0
    if isinstance(value, Duration):
        return 1e6 if value.life else value.months * 30.436875 + value.days
    if isinstance(value, date):
        return value.toordinal()
    amount = getattr(value, "amount", value)
    return 0 if isinstance(amount, str) else float(amount)  # type: ignore[arg-type]

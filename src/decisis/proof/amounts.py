"""How far one value is from another: in days, in months and days, in units, in money."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from decisis.values import Duration, Exact, Money, Value, text

Amount = int | Decimal | Money | Duration  # of days, where it is an int between two dates
CENT = Decimal("0.01")


def apart(start: Value, end: Value) -> Amount | None:
    """What has to be added to ``start`` for ``end``; None for values without a distance."""
    match start, end:
        case date(), date():
            return (end - start).days
        case Duration(), Duration() if not (start.life or end.life):
            return Duration(end.months - start.months, end.days - start.days)
        case Money(), Money() if start.currency == end.currency:
            return Money(end.amount - start.amount, start.currency)
        case (int() | Decimal(), int() | Decimal()):
            return end - start
    return None


def further(value: Value, by: Amount) -> Exact | None:
    """A value moved by an amount; None if there is no such value."""
    match value, by:
        case date(), int():
            try:
                return value + timedelta(days=by)
            except OverflowError:
                return None
        case Duration(), Duration() if not value.life:
            moved = Duration(value.months + by.months, value.days + by.days)
            return moved if moved.months >= 0 and (moved.months or moved.days >= 0) else None
        case Money(), Money() if value.currency == by.currency:
            return Money(value.amount + by.amount, value.currency)
        case (int() | Decimal(), int() | Decimal()):
            return value + by
    return None


def step(value: Value, direction: int) -> Exact | None:
    """The next value, or the one before: by a day, by one, by a cent, by a hundredth."""
    match value:
        case Duration():
            return further(value, Duration(0, direction))
        case Money(currency=currency):
            return further(value, Money(CENT * direction, currency))
        case Decimal():
            return value + CENT * direction
        case date() | int():
            return further(value, direction)
    return None


def unit_of(value: Value) -> str:
    match value:
        case Duration() | date():
            return "day"
        case Money():
            return "cent"
        case Decimal():
            return "hundredth"
    return "unit"


def how_far(actual: Value, needed: Value) -> str:
    """How far an actual value is from a needed one: "625 days late", "5 months short", "3 over"."""
    by = apart(actual, needed)
    match by:
        case None:
            return ""
        case Duration(months, days):
            short = (months, days) > (0, 0) if months else days > 0
            return f"{text(by if short else Duration(-months, -days))} {'short' if short else 'over'}"
        case Money(amount, currency):
            return f"{text(Money(abs(amount), currency))} {'short' if amount > 0 else 'over'}"
        case int() if isinstance(actual, date):
            days = abs(by)
            return f"{days} day{'' if days == 1 else 's'} {'early' if by > 0 else 'late'}"
        case _:
            assert isinstance(by, int | Decimal)  # a number of units
            short = by > 0
            return f"{text(by if short else -by)} {'short' if short else 'over'}"

"""The values that a rule can speak of, and what it takes to compare them.

There are no floats. A comparison has three answers: some durations cannot be compared without a
calendar (13 months are 393 to 397 days), and an imprecise value is known only by its bounds.

Whole numbers, days and durations come in steps (1, a day, a day), so an open end of their bounds is
the next closed one: more than 5 is at least 6. Decimals and money do not. A bound on a decimal must
therefore be a `Decimal`, also where it was written without a point.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from enum import Enum
from functools import lru_cache
from operator import sub

from decisis.currencies import CURRENCIES, DOLLARS
from decisis.dataclass import dataclass, replace


class Truth(Enum):
    """The three answers of a comparison."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


@dataclass(frozen=True, order=False)
class Duration:
    """Months and days, kept apart. ``life`` is longer than any number of months.

    Either number may be negative: ``Duration(24, -1)`` is two years less a day. Raises ValueError
    for a life that has months or days: equal values must be equal objects.
    """

    months: int = 0
    days: int = 0
    life: bool = False

    def __post_init__(self) -> None:
        if self.life and (self.months or self.days):
            raise ValueError("life has neither months nor days")


LIFE = Duration(life=True)


@dataclass(frozen=True)
class Money:
    amount: Decimal
    currency: str = DOLLARS


@dataclass(frozen=True)
class Bounds:
    """An imprecise value: it lies between `low` and `high` (None: nothing is known of that side).

    ``tag`` tells one unknown from another: two facts with the same bounds are two unknowns unless
    their tags agree (and are not empty).
    """

    low: Exact | None
    high: Exact | None
    low_open: bool = False
    high_open: bool = False
    tag: str = ""


EXACT = Context(prec=1000, traps=[Inexact, InvalidOperation, Overflow, DivisionByZero])
"""Decimal arithmetic that raises `decimal.Inexact` rather than round."""

Exact = str | int | Decimal | date | Duration | Money
Value = Exact | Bounds

# --- kinds -----------------------------------------------------------------------------------------


def kind(value: Value) -> str:
    """Which kind of value it is: symbol, Int, Decimal, Date, Duration, Money (dollars), or a code as in EUR.

    Bounds are of the kind of their ends ("unknown" if they have none). Raises TypeError for what is
    no value (a bool, a float, a time of day) and for bounds of two kinds, or of symbols: an unknown
    symbol has no ends.
    """
    if isinstance(value, Bounds):
        kinds = {kind(end) for end in (value.low, value.high) if end is not None}
        if len(kinds) > 1 and kinds != {"Int", "Decimal"}:
            raise TypeError(f"bounds of two kinds: {' and '.join(sorted(kinds))}")
        if "symbol" in kinds:
            raise TypeError("symbols have no bounds")
        return min(kinds, default="unknown")  # "Decimal" < "Int"
    name = _KINDS.get(type(value)) or ("symbol" if isinstance(value, str) else "")
    if not name:
        raise TypeError(f"not a value: {type(value).__name__}")
    return value.currency if isinstance(value, Money) and value.currency != DOLLARS else name


_KINDS = {
    str: "symbol",
    int: "Int",
    Decimal: "Decimal",
    Money: "Money",
    date: "Date",
    Duration: "Duration",
}
NUMBERS = ("Int", "Decimal")
STEPPED = ("Int", "Date", "Duration")
"""The kinds of values that have a next one."""


MONEY = frozenset({"Money"}) | CURRENCIES - {DOLLARS}
"""The kinds of amounts, one for each currency: no two of them can be compared or added."""


def currency_of(sort: str) -> str:
    """The code of the currency that amounts of this kind are in."""
    return DOLLARS if sort == "Money" else sort


def nothing_of(sort: str) -> Exact:
    """The sum of no amounts of this kind: `$0`, no time, 0 where it has none of its own."""
    if sort in MONEY:
        return Money(Decimal(0), currency_of(sort))
    return Duration() if sort == "Duration" else Decimal(0) if sort == "Decimal" else 0


QUANTITIES = frozenset({"Int", "Decimal", "Date", "Duration"}) | MONEY
"""The kinds of values that come one before the other, and can be imprecise."""


def alike(one: str, other: str) -> bool:
    """Whether values of the two kinds, or sorts, can be compared: two numbers always can."""
    return one == other or (one in NUMBERS and other in NUMBERS)


# --- how many days months have ---------------------------------------------------------------------

_CYCLE_MONTHS = 4800  # the Gregorian calendar repeats after 400 years,
_CYCLE_DAYS = 146097  # which have this many days


@lru_cache(maxsize=1)
def _first_days() -> tuple[int, ...]:
    """The first day of each month of two cycles, counted in days."""
    cycle = [date(1 + month // 12, 1 + month % 12, 1).toordinal() for month in range(_CYCLE_MONTHS)]
    return tuple(cycle + [day + _CYCLE_DAYS for day in cycle])


@lru_cache(maxsize=_CYCLE_MONTHS)
def _days_within_cycle(months: int) -> tuple[int, int]:
    first = _first_days()
    lengths = tuple(map(sub, first[months : months + _CYCLE_MONTHS], first))
    return min(lengths), max(lengths)


def days_in_months(months: int) -> tuple[int, int]:
    """The least and the greatest number of days that `months` can have, over every starting day.

    From day d of month k to day d of month k+m there are S(k), the days of the m months from k on.
    If month k+m has no day d, the period ends on its last day (the anniversary rule of
    `calendar.add`), which takes off at most what month k is longer than month k+m, and so leaves at
    least S(k+1). The two extremes are therefore those of S, the sums of m months in a row, and S
    repeats after 4800 months. For the same reason the days between two anniversaries of one day,
    m months apart, stay within these bounds: what rounding adds at one end lies between 0 and the
    difference of the lengths of the two months, so the result lies between S(k) and S(k+1).
    """
    if months < 0:
        least, greatest = days_in_months(-months)
        return -greatest, -least
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    least, greatest = _days_within_cycle(rest)
    return least + cycles * _CYCLE_DAYS, greatest + cycles * _CYCLE_DAYS


def day_bounds(duration: Duration) -> tuple[int, int]:
    """The least and the greatest number of days that a duration can have; ValueError for life."""
    if duration.life:
        raise ValueError("life is no number of days")
    least, greatest = days_in_months(duration.months)
    return least + duration.days, greatest + duration.days


def mean_length(duration: Duration) -> int:
    """Its mean over all calendars, in 4800ths of a day; of life, nothing."""
    return duration.months * _CYCLE_DAYS + duration.days * _CYCLE_MONTHS


# --- comparison ------------------------------------------------------------------------------------

OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
_OPPOSITE = {"!=": "=", "<=": ">", ">=": "<"}


def compare(left: Value, operator: str, right: Value) -> Truth:
    """Whether `left operator right` holds: TRUE or FALSE only if every completion of both agrees.

    A completion makes a bounded value exact and gives durations a calendar. Two bounded values of
    one tag are one unknown; all others vary independently. Raises TypeError for values of different
    kinds (money in two currencies is) and for an order of symbols, ValueError for an unknown
    operator: static checks prevent all three.
    """
    if operator not in OPERATORS:
        raise ValueError(f"not a comparison: {operator}")
    kind_left, kind_right = kind(left), kind(right)
    if "symbol" in (kind_left, kind_right) and operator not in ("=", "!="):
        raise TypeError("symbols have no order")
    if not (alike(kind_left, kind_right) or "unknown" in (kind_left, kind_right)):
        raise TypeError(f"cannot compare {kind_left} with {kind_right}")
    return _decide(_differences(left, right), operator)


def may_equal(one: Value, other: Value) -> bool:
    """Whether two values may be one and the same, as 3 to 5 and 4, or 1 month and 30 days."""
    return one == other or compare(one, "=", other) is not Truth.FALSE


def _decide(differences: tuple[int, int], operator: str) -> Truth:
    """What `operator` says of a difference whose sign is only known to lie between two numbers."""
    least, greatest = differences
    if operator in _OPPOSITE:
        return Truth(2 - _decide(differences, _OPPOSITE[operator]).value)
    if operator == "<":
        holds, fails = greatest < 0, least >= 0
    elif operator == ">":
        holds, fails = least > 0, greatest <= 0
    else:
        holds, fails = least == greatest == 0, least > 0 or greatest < 0
    return Truth.TRUE if holds else Truth.FALSE if fails else Truth.UNKNOWN


def _differences(left: Value, right: Value) -> tuple[int, int]:
    """The least and the greatest that left - right can be, of which only the signs have a meaning."""
    if not isinstance(left, Bounds) and not isinstance(right, Bounds):
        return _exact_differences(left, right)
    if isinstance(left, Bounds) and isinstance(right, Bounds) and left.tag and left.tag == right.tag:
        return 0, 0
    a, b = closed(left), closed(right)
    return (
        _end_difference(a.low, b.high, a.low_open or b.high_open),
        -_end_difference(b.low, a.high, b.low_open or a.high_open),
    )


def _end_difference(low: Exact | None, high: Exact | None, is_open: bool) -> int:
    """The least that a value from `low` up minus one from `high` down can be: its sign."""
    if low is None or high is None:
        return -1
    least, _ = _exact_differences(low, high)
    return 1 if least == 0 and is_open else least


def _exact_differences(left: Exact, right: Exact) -> tuple[int, int]:
    if isinstance(left, Duration) and isinstance(right, Duration):
        if left.life or right.life:
            sign = int(left.life) - int(right.life)
            return sign, sign
        least, greatest = days_in_months(left.months - right.months)
        return least + left.days - right.days, greatest + left.days - right.days
    if isinstance(left, Money) and isinstance(right, Money):
        return _exact_differences(left.amount, right.amount)
    if isinstance(left, str) or isinstance(right, str):
        return (0, 0) if left == right else (1, 1)
    sign = int(left > right) - int(left < right)  # type: ignore[operator]
    return sign, sign


def untagged(value: Value) -> Value:
    """A value apart from which unknown it is: `after 1990-02-15` is said of any of them."""
    return replace(value, tag="") if isinstance(value, Bounds) else value


def closed(value: Value) -> Bounds:
    """The bounds of a value, with closed ends if it comes in steps; those of an exact one are itself.

    A duration longer than D in every calendar is at least D and a day.
    """
    if not isinstance(value, Bounds):
        return Bounds(value, value)
    if kind(value) not in STEPPED:
        return value
    low, low_open = (neighbour(value.low, 1), False) if value.low_open else (value.low, False)
    high, high_open = (neighbour(value.high, -1), False) if value.high_open else (value.high, False)
    return Bounds(low, high, low_open, high_open, value.tag)


def neighbour(value: Exact | None, by: int) -> Exact | None:
    """The next value (`by` is 1) or the one before (-1) of a kind that has such; life has none."""
    if isinstance(value, Duration):
        return value if value.life else Duration(value.months, value.days + by)
    if isinstance(value, date):
        ordinal = value.toordinal() + by
        return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
    return value + by if isinstance(value, int) else value


# --- words -----------------------------------------------------------------------------------------


def text(value: Value) -> str:
    """How a reader sees it: "13 months", "24 months less 1 day", "$1,234.50", "after 1990-02-15".

    Months are never turned into years, nor days into months. Equal values have one text.
    """
    if isinstance(value, Bounds):
        return _bounds_text(value)
    if isinstance(value, Duration):
        return _duration_text(value)
    if isinstance(value, Money):
        return _money_text(value)
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


_SYMBOL = re.compile(r"[a-z][a-z0-9_]*")


def written(value: Value) -> str:
    """How the language writes it: a symbol as it is, other text in quotation marks, money without commas."""
    if not isinstance(value, str):
        return text(value).replace(",", "")
    if _SYMBOL.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing: "0.75", "5", "100"."""
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def _units(number: int, unit: str) -> str:
    return f"{number} {unit}" if abs(number) == 1 else f"{number} {unit}s"


def _duration_text(duration: Duration) -> str:
    months, days = duration.months, duration.days
    if duration.life:
        return "life"
    if not months or not days:
        return _units(months, "month") if months else _units(days, "day")
    if months > 0:
        return f"{_units(months, 'month')}{' less' if days < 0 else ''} {_units(abs(days), 'day')}"
    if days > 0:
        return f"{_units(days, 'day')} less {_units(-months, 'month')}"
    return f"minus {_units(-months, 'month')} {_units(-days, 'day')}"


def money_sign(sort: str) -> str:
    """What stands before the number in an amount of this kind: "$" or "EUR "."""
    return "$" if sort == "Money" else f"{sort} "


def _money_text(money: Money) -> str:
    digits = plain(abs(money.amount))
    whole, _, part = digits.partition(".")
    amount = f"{int(whole):,}" + (f".{part:0<2}" if part else "")
    sign = "-" if money.amount < 0 else ""
    return f"{sign}{money_sign(kind(money))}{amount}"


def _bounds_text(bounds: Bounds) -> str:
    low, high = bounds.low, bounds.high
    if low is None and high is None:
        return "unknown"
    days = kind(bounds) == "Date"
    lower, upper = "", ""
    if low is not None:
        words = ("after", "on or after") if days else ("more than", "at least")
        lower = f"{words[not bounds.low_open]} {text(low)}"
    if high is not None:
        words = ("before", "on or before") if days else ("less than", "at most")
        upper = f"{words[not bounds.high_open]} {text(high)}"
    if low is None or high is None:
        return lower or upper
    if bounds.low_open or bounds.high_open:
        return f"{lower} and {upper}"
    if low == high:
        return text(low)
    return f"between {text(low)} and {text(high)}" if days else f"{text(low)} to {text(high)}"


# --- order -----------------------------------------------------------------------------------------

SortKey = tuple[object, ...]
_RANKS = {"unknown": 0, "Int": 1, "Decimal": 1, "Money": 2, "Date": 3, "Duration": 4, "symbol": 5}


def sort_key(value: Value) -> SortKey:
    """A total order over all values, for output that is the same every time: it decides no comparison.

    By kind, then exact before imprecise, then by size. Durations go by their mean length (a month is
    146097/4800 days), which agrees with `compare` wherever that decides. Equal values have equal keys.
    """
    rank = _RANKS.get(kind(value), _RANKS["Money"])
    if not isinstance(value, Bounds):
        return (rank, 0, *_exact_key(value))
    ends = [() if end is None else sort_key(end) for end in (value.low, value.high)]
    return (rank, 1, ends[0], value.low_open, ends[1], not value.high_open, value.tag)


def _exact_key(value: Exact) -> SortKey:
    if isinstance(value, Duration):
        return (value.life, mean_length(value), value.months)
    if isinstance(value, Money):
        return (value.currency, value.amount)
    return (value,)

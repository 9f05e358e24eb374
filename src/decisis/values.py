"""The values that a rule can speak of, and what it takes to compare them.

There are no floats. A comparison has three answers: some durations cannot be compared without a
calendar (13 months are 393 to 397 days), and an imprecise value is known only by its bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class Truth(Enum):
    """The three answers of a comparison."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


@dataclass(frozen=True, order=False)
class Duration:
    """Months and days, kept apart. ``life`` is longer than any number of months."""

    months: int = 0
    days: int = 0
    life: bool = False


LIFE = Duration(life=True)


@dataclass(frozen=True)
class Money:
    amount: Decimal
    currency: str = "USD"


@dataclass(frozen=True)
class Bounds:
    """An imprecise value: it lies between `low` and `high` (None: nothing is known of that side).

    ``tag`` tells one unknown from another: two facts with the same bounds are two unknowns unless
    their tags agree.
    """

    low: Exact | None
    high: Exact | None
    low_open: bool = False
    high_open: bool = False
    tag: str = ""


Exact = str | int | Decimal | date | Duration | Money
Value = Exact | Bounds

"""Values for generated programs, by type: few, so that they meet, among them those where mistakes live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from decisis.calendar import Calendar, CountingEra, CountingRule, HolidayRule
from decisis.values import LIFE, Bounds, Duration, Money, Value

TYPES = ("symbol", "number", "day", "time", "money")
RULE = "court_days"  # the name of the counting rule of `calendar`

_SYMBOLS: tuple[Value, ...] = ("a", "b", "c", "d", "", "caf\u00e9", "cafe\u0301", "not", "1", "a b")
_NUMBERS: tuple[Value, ...] = (0, 1, 2, 3, -1, 17, 18, Decimal("17.5"), 10**38 - 1, 2**53, 2**53 + 1)
_DAYS: tuple[Value, ...] = tuple(
    date.fromisoformat(day)
    for day in (
        *("2004-02-28", "2004-02-29", "2004-03-01", "2003-02-28", "2003-03-28", "2004-01-31"),
        *("2003-12-31", "2004-01-01", "2009-11-30", "2009-12-01", "2000-02-29", "1900-02-28"),
    )
)
_TIMES: tuple[Value, ...] = (
    *(Duration(1), Duration(12), Duration(13), Duration(24, -1), Duration(0, 365), Duration(0, 1)),
    *(Duration(0, 393), Duration(0, 395), Duration(0, 397), Duration(), LIFE, Duration(0, 10)),
)
_MONEY: tuple[Value, ...] = tuple(
    Money(Decimal(amount)) for amount in ("0", "0.01", "1", "99.99", "100", "100.01", "-1", "1000000")
)
EXACT: Mapping[str, tuple[Value, ...]] = {
    "symbol": _SYMBOLS,
    "number": _NUMBERS,
    "day": _DAYS,
    "time": _TIMES,
    "money": _MONEY,
}
IMPRECISE: Mapping[str, tuple[Value, ...]] = {
    "symbol": (),
    "number": (
        *(Bounds(1, 2, tag="one"), Bounds(0, 3, tag="two"), Bounds(17, 18), Bounds(None, 2, tag="low")),
        *(Bounds(1, 3, low_open=True, tag="open"), Bounds(1, 2, tag="other")),
    ),
    "day": (
        Bounds(date(2004, 2, 28), date(2004, 3, 1), tag="some day"),
        Bounds(date(2003, 12, 31), None, low_open=True),
    ),
    "time": (Bounds(Duration(12), Duration(14), tag="term"), Bounds(Duration(0, 393), LIFE, tag="long")),
    "money": (Bounds(Money(Decimal(0)), Money(Decimal(100)), high_open=True, tag="price"),),
}


@dataclass(frozen=True)
class Domain:
    """The values of one program, by type. ``exact`` of them come first, and make up most facts."""

    exact: Mapping[str, tuple[Value, ...]]
    imprecise: Mapping[str, tuple[Value, ...]]

    def any(self, random: Random, type: str, imprecise: float = 0.0) -> Value:
        if self.imprecise[type] and random.random() < imprecise:
            return random.choice(self.imprecise[type])
        return random.choice(self.exact[type])


def domain(random: Random) -> Domain:
    """Three to five values of each type, and at most two imprecise ones."""
    exact, imprecise = {}, {}
    for type, values in EXACT.items():
        first = values[:5] if random.random() < 0.5 else values
        exact[type] = tuple(random.sample(first, random.randint(3, 5)))
        vague = IMPRECISE[type]
        imprecise[type] = tuple(random.sample(vague, min(len(vague), random.choice((0, 0, 1, 2)))))
    return Domain(exact, imprecise)


def calendar(number: int) -> Calendar:
    """A counting rule with two eras, and holidays that fall among the days of the domain.

    The citation of the rule has the number, by which a page can name the calendar.
    """
    random = Random(number)
    turn = date.fromisoformat(random.choice(("2004-01-31", "2004-02-28", "2004-02-29", "2004-03-01")))
    eras = (
        CountingEra(date(1990, 1, 1), Duration(days=10), random.random() < 0.5),
        CountingEra(turn, random.choice((None, Duration(days=1))), True),
    )
    holidays = (
        HolidayRule("leap", month=2, day=29, observed=random.random() < 0.5),
        HolidayRule("last", month=random.randint(1, 3), weekday=random.randrange(7), which=-1),
        HolidayRule("once", single=date(2004, 3, 1) + timedelta(days=random.randrange(3))),
    )
    return Calendar({RULE: CountingRule(RULE, str(number), "days", eras)}, {"days": holidays})

"""Days off, counting rules, and periods of time. Data comes from the doctrine; nothing is built in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from decisis.values import Duration


@dataclass(frozen=True)
class HolidayRule:
    """A day off every year, or once (`month` 0 and `day` a full date in `single`)."""

    name: str
    title: str = ""
    month: int = 0
    day: int = 0  # of a fixed day
    weekday: int = -1  # of the n-th weekday of a month; Monday is 0
    which: int = 0  # 1 to 4, or -1 for the last
    observed: bool = False  # on Friday when a Saturday, on Monday when a Sunday
    single: date | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class CountingEra:
    """How periods that start on or after `start` are counted."""

    start: date
    business_days_under: Duration | None  # shorter periods skip days off; None: every day counts
    rolls_forward: bool
    pinpoint: str = ""


@dataclass(frozen=True)
class CountingRule:
    name: str
    citation: str
    holidays: str  # name of the list of holidays observed, "" if none
    eras: tuple[CountingEra, ...]


@dataclass(frozen=True)
class Calendar:
    rules: Mapping[str, CountingRule] = field(default_factory=lambda: MappingProxyType({}))
    holidays: Mapping[str, tuple[HolidayRule, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Skip:
    """A day that was not counted, or that the last day rolled over, and why."""

    day: date
    why: str  # "Saturday", "Sunday", or the title of the holiday


@dataclass(frozen=True)
class Count:
    """The last day of a period, and every day that was passed over on the way."""

    last_day: date
    skipped: tuple[Skip, ...]  # passed over while counting
    rolled: tuple[Skip, ...]  # days off on which the period would have ended
    era: CountingEra | None

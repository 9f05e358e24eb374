"""Days off, counting rules, and periods of time. Data comes from the doctrine; nothing is built in.

Only Saturdays and Sundays are known here. Whether a day is off, whether short periods skip such days
and whether a period may end on one is what the counting rule in force on the day that starts the
period says (before December 2009 most federal rules skipped them in short periods, Fed. R. Civ. P.
6(a), Fed. R. Crim. P. 45(a), Fed. R. App. P. 26(a)).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from decisis.dataclass import dataclass, field
from decisis.values import Duration, Truth, compare


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
    citation: str = ""
    provenance: str = ""  # how the text that sets it aside was learned


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
    provenance: str = ""


@dataclass(frozen=True)
class Calendar:
    rules: Mapping[str, CountingRule] = field(default_factory=lambda: MappingProxyType({}))
    holidays: Mapping[str, tuple[HolidayRule, ...]] = field(default_factory=lambda: MappingProxyType({}))
    # Of each list, the days that some court below the one asked keeps, and this one does not.
    kept_below: Mapping[str, tuple[HolidayRule, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def is_off(self, day: date, holidays: str = "") -> str:
        """Why `day` is off: "Saturday", "Sunday", the title of a holiday, or "" if it is not.

        `holidays` names the list observed, "" for none; KeyError if there is no such list.
        """
        if day.weekday() in _WEEKEND:
            return _WEEKEND[day.weekday()]
        return _holidays_of(self.holidays[holidays], day.year).get(day, "") if holidays else ""

    def count(self, start: date, period: Duration, rule: str = "", direction: str = "after") -> Count | None:
        """The last day of a period that starts on `start` (which is not counted), by a counting rule.

        The era in force on `start` governs. If the period is in days, and shorter than the era's
        `business_days_under`, only days that are not off are counted; otherwise every day is. If the
        era `rolls_forward` and the last day is off, it moves to the next day that is not: onwards, or
        further back if `direction` is "before". Months are added as by `add`, then the day moves.

        Without a rule (""), this is `add`. None if the rule was not yet in force on `start`, for life
        and a period of less than nothing, and if the day lies beyond the calendar. KeyError for an
        unknown rule or list of holidays, ValueError for an unknown direction.
        """
        way = _DIRECTIONS.get(direction)
        if way is None:
            raise ValueError(f"not a direction: {direction}")
        if not rule:
            last = add(start, period, way)
            return None if last is None else Count(last, (), (), None)
        found = self.rules[rule]
        era = era_of(found, start)
        if era is None or period.life or min(period.months, period.days) < 0:
            return None
        if _skips(era, period):
            return self._count_business_days(start, period.days, way, found.holidays, era)
        end = add(start, period, way)
        return None if end is None else self._rolled(end, (), way, found.holidays, era)

    def straddles(self, start: date, period: Duration, rule: str) -> bool:
        """Whether the count under the era of `start` ends on or after the start of the next era.

        Then the doctrine's transition is in question: the new rule governs pending periods "insofar
        as just and practicable".
        """
        counted = self.count(start, period, rule)
        later = [era.start for era in self.rules[rule].eras if era.start > start]
        return counted is not None and bool(later) and counted.last_day >= min(later)

    def passed_over(self, count: Count, rule: str) -> Iterator[HolidayRule]:
        """The holidays, weekends apart, that a count by the rule passed over or would have ended on."""
        holidays = self.holidays.get(self.rules[rule].holidays, ())
        for skip in (*count.skipped, *count.rolled):
            if skip.day.weekday() not in _WEEKEND:
                yield from (h for h in holidays if _is_of(h, skip))

    def off_below(self, start: date, period: Duration, rule: str) -> Iterator[Skip]:
        """The days of a count after ``start`` that are counted here, and would not be in a court below."""
        found, counted = self.rules[rule], self.count(start, period, rule)
        below = self.kept_below.get(found.holidays, ())
        if not below or counted is None or counted.era is None:
            return
        first = shifted(start, 1) if _skips(counted.era, period) else counted.last_day
        day = first
        while day is not None and day <= counted.last_day:
            why = _holidays_of(below, day.year).get(day)
            if why and not self.is_off(day, found.holidays):
                yield Skip(day, why)
            day = shifted(day, 1)

    def _count_business_days(
        self, start: date, days: int, way: int, holidays: str, era: CountingEra
    ) -> Count | None:
        skipped: list[Skip] = []
        day: date | None = start
        while days > 0:
            day = shifted(day, way)
            if day is None:
                return None
            why = self.is_off(day, holidays)
            if why:
                skipped.append(Skip(day, why))
            else:
                days -= 1
        return None if day is None else self._rolled(day, tuple(skipped), way, holidays, era)

    def _rolled(
        self, end: date, skipped: tuple[Skip, ...], way: int, holidays: str, era: CountingEra
    ) -> Count | None:
        rolled: list[Skip] = []
        day: date | None = end
        while era.rolls_forward and day is not None and (why := self.is_off(day, holidays)):
            rolled.append(Skip(day, why))
            day = shifted(day, way)
        return None if day is None else Count(day, skipped, tuple(rolled), era)


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


_WEEKEND = {5: "Saturday", 6: "Sunday"}
_OBSERVED = " (observed)"
_DIRECTIONS = {"after": 1, "before": -1}
_LAST_ORDINAL = date.max.toordinal()


def shifted(day: date | None, days: int) -> date | None:
    """The day that many days later; None beyond the calendar (years 1 to 9999)."""
    if day is None:
        return None
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= _LAST_ORDINAL else None


def add(start: date, period: Duration, direction: int = +1) -> date | None:
    """The day a period after `start` (before it, if `direction` is -1), by the calendar alone.

    Months come first, then days. A month without the day in question gives its last day (the
    anniversary rule): 31 January and a month is the last of February, 29 February and a year 28
    February. None for life, and beyond the calendar.
    """
    if period.life:
        return None
    years, month = divmod(start.year * 12 + start.month - 1 + direction * period.months, 12)
    if not date.min.year <= years <= date.max.year:
        return None
    anniversary = date(years, month + 1, min(start.day, days_of_month(years, month + 1)))
    return shifted(anniversary, direction * period.days)


def days_of_month(year: int, month: int) -> int:
    """How many days a month (1 to 12) of a year has."""
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def era_of(rule: CountingRule, day: date) -> CountingEra | None:
    """The era of a counting rule that is in force on a day; None before the first."""
    past = [era for era in rule.eras if era.start <= day]
    return max(past, key=lambda era: era.start, default=None)


def _skips(era: CountingEra, period: Duration) -> bool:
    """Whether a period is in days and shorter than those in which days off are skipped."""
    limit = era.business_days_under
    return limit is not None and period.months == 0 and compare(period, "<", limit) is Truth.TRUE


def _is_of(holiday: HolidayRule, skip: Skip) -> bool:
    return holiday.single in (None, skip.day) and skip.why.removesuffix(_OBSERVED) == (
        holiday.title or holiday.name
    )


@lru_cache(maxsize=1024)
def _holidays_of(rules: tuple[HolidayRule, ...], year: int) -> Mapping[date, str]:
    """The days off of a year and their titles: of several on one day, the first in the list."""
    found: dict[date, str] = {}
    for rule in rules:
        for holiday in (day for near in (year - 1, year, year + 1) if (day := holiday_in(rule, near))):
            title = rule.title or rule.name
            found.setdefault(holiday, title)
            observed = observed_day(rule, holiday)
            if observed is not None and observed != holiday:
                found.setdefault(observed, title + _OBSERVED)
    return MappingProxyType({day: why for day, why in found.items() if day.year == year})


def holiday_in(rule: HolidayRule, year: int) -> date | None:
    """The day of a holiday in a year: None if it has none then, or was not (or no longer) one."""
    if not date.min.year <= year <= date.max.year:
        return None
    day = _nominal_day(rule, year)
    if day is None or (rule.start and day < rule.start) or (rule.end and day > rule.end):
        return None
    return day


def _nominal_day(rule: HolidayRule, year: int) -> date | None:
    if rule.single is not None:
        return rule.single if rule.single.year == year else None
    length = days_of_month(year, rule.month)
    if rule.weekday < 0:
        return date(year, rule.month, rule.day) if rule.day <= length else None
    if rule.which == -1:
        last = date(year, rule.month, length)
        return shifted(last, -((last.weekday() - rule.weekday) % 7))
    first = date(year, rule.month, 1)
    day = 1 + (rule.weekday - first.weekday()) % 7 + 7 * (rule.which - 1)
    return date(year, rule.month, day) if day <= length else None


def observed_day(rule: HolidayRule, holiday: date) -> date | None:
    """When a holiday is observed: on Friday if it falls on a Saturday, on Monday if on a Sunday."""
    if not rule.observed:
        return holiday
    return shifted(holiday, {5: -1, 6: 1}.get(holiday.weekday(), 0))

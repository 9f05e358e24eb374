"""Days, periods and amounts by counting on the fingers. Imports nothing of Decisis."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from tests.meaning.doctrine import Length
from tests.meaning.measured.law import Counting, Era

ONE = timedelta(1)


def moved(day: date, period: Length, way: int) -> date:
    """So many months on (or back), on the last day of a month that has no such day; then so many days."""
    number = day.year * 12 + day.month - 1 + way * period.months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(way * period.days)


def counted(day: date, period: Length, way: int, counting: Counting) -> date | None:
    """The last day of a period, by the row of a counting rule that is in force on the day it starts."""
    eras = [era for era in counting.eras if era.first <= day]
    if not eras:
        return None
    era = max(eras, key=lambda each: each.first)
    if not period.months and period.days < era.business_under:
        for _ in range(period.days):
            day += way * ONE
            while is_off(day, counting):
                day += way * ONE
    else:
        day = moved(day, period, way)
    return rolled(day, way, counting, era)


def rolled(day: date, way: int, counting: Counting, era: Era) -> date:
    while era.rolls and is_off(day, counting):
        day += way * ONE
    return day


def is_off(day: date, counting: Counting) -> bool:
    return day.weekday() >= 5 or any(
        day in kept(date(year, month, number), observed)
        for month, number, observed in counting.holidays
        for year in (day.year - 1, day.year, day.year + 1)
    )


def kept(holiday: date, observed: bool) -> tuple[date, ...]:
    """The days on which a holiday is kept: where a Saturday, on Friday too, and where a Sunday, on Monday."""
    if observed and holiday.weekday() == 5:
        return holiday, holiday - ONE
    if observed and holiday.weekday() == 6:
        return holiday, holiday + ONE
    return (holiday,)


def length_in_days(period: Length, start: date) -> int:
    """How many days a period has that starts on the first of some month."""
    assert start.day == 1
    return (moved(start, Length(period.months), 1) - start).days + period.days


def total_length(lengths: Sequence[Length]) -> Length:
    return Length(sum(each.months for each in lengths), sum(each.days for each in lengths))

"""Days off, anniversaries and counting rules: worked counts, an outside oracle, and laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import holidays as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.calendar import Calendar, Count, HolidayRule, Skip, add, days_of_month, shifted
from decisis.values import LIFE, Duration
from tests.calendar.federal import CALENDAR, FEDERAL, FRAP_26, days

JULY_4 = Skip(date(2003, 7, 4), "Independence Day")


def weekend(saturday: date) -> tuple[Skip, Skip]:
    return Skip(saturday, "Saturday"), Skip(saturday + timedelta(1), "Sunday")


def counted(start: date, period: Duration, rule: str, direction: str = "after") -> Count:
    count = CALENDAR.count(start, period, rule, direction)
    assert count is not None
    return count


# --- worked counts ---------------------------------------------------------------------------------

WORKED = [
    # start, period, rule, direction, last day
    (date(2003, 6, 20), days(7), "frcrp_45", "after", date(2003, 7, 1)),
    (date(2003, 6, 20), days(10), "frap_26", "after", date(2003, 7, 7)),
    (date(2002, 4, 29), days(10), "frap_26", "after", date(2002, 5, 9)),  # 10 is not under 7
    (date(2003, 6, 20), days(14), "frcrp_45", "after", date(2003, 7, 7)),  # rolls from Friday 4 July
    (date(2003, 6, 20), days(11), "frcrp_45", "after", date(2003, 7, 1)),  # 11 is not under 11
    (date(2009, 11, 30), days(10), "frap_26", "after", date(2009, 12, 14)),
    (date(2009, 12, 1), days(10), "frap_26", "after", date(2009, 12, 11)),  # a day later, ends before
    (date(2003, 7, 7), Duration(12), "frap_26", "after", date(2004, 7, 7)),
    (date(2003, 7, 4), Duration(12), "frap_26", "after", date(2004, 7, 6)),  # over Sunday and Monday
    (date(2010, 1, 15), days(30), "frap_26", "after", date(2010, 2, 16)),  # Sunday, Washington's Birthday
    (date(2010, 2, 25), days(10), "frap_26", "before", date(2010, 2, 12)),  # back over three days off
    (date(2003, 7, 7), days(2), "frcrp_45", "before", date(2003, 7, 2)),
    (date(2003, 6, 20), days(8), "plain", "after", date(2003, 6, 28)),  # a Saturday that does not roll
    (date(2003, 6, 20), days(8), "", "after", date(2003, 6, 28)),
    (date(2004, 1, 31), Duration(1), "", "after", date(2004, 2, 29)),
]


@pytest.mark.parametrize("start, period, rule, direction, last_day", WORKED)
def test_worked_counts(start: date, period: Duration, rule: str, direction: str, last_day: date) -> None:
    assert counted(start, period, rule, direction).last_day == last_day


def test_every_day_passed_over_is_reported() -> None:
    assert counted(date(2003, 6, 20), days(10), "frap_26") == Count(
        date(2003, 7, 7),
        skipped=(
            *weekend(date(2003, 6, 21)),
            *weekend(date(2003, 6, 28)),
            JULY_4,
            *weekend(date(2003, 7, 5)),
        ),
        rolled=(),
        era=FRAP_26.eras[1],
    )
    assert counted(date(2003, 6, 20), days(14), "frap_26") == Count(
        date(2003, 7, 7), (), (JULY_4, *weekend(date(2003, 7, 5))), FRAP_26.eras[1]
    )


def test_of_days_set_aside_once_under_one_title_only_that_one_is_passed_over() -> None:
    closed = tuple(HolidayRule(f"closed_{y}", "closed", single=date(y, 12, 26)) for y in (2003, 2008))
    calendar = Calendar(CALENDAR.rules, {"federal": (*FEDERAL, *closed)})
    count = calendar.count(date(2003, 12, 23), days(10), "frap_26")
    assert count is not None
    assert count.last_day == date(2004, 1, 9)
    passed = [h.name for h in calendar.passed_over(count, "frap_26")]
    assert passed.count("closed_2003") == 1
    assert "closed_2008" not in passed
    assert counted(date(2003, 6, 20), days(14), "").era is None


def test_what_has_no_count() -> None:
    assert CALENDAR.count(date(1966, 12, 31), days(10), "frap_26") is None  # before the rule
    assert CALENDAR.count(date(2003, 6, 20), LIFE, "frap_26") is None
    assert CALENDAR.count(date(2003, 6, 20), days(-1), "frap_26") is None
    assert CALENDAR.count(date(9999, 12, 30), days(5), "frap_26") is None
    assert CALENDAR.count(date(9999, 12, 25), days(6), "plain") is not None
    with pytest.raises(KeyError):
        CALENDAR.count(date(2003, 6, 20), days(10), "frap_27")
    with pytest.raises(KeyError):
        CALENDAR.is_off(date(2003, 6, 20), "federate")
    with pytest.raises(ValueError, match="not a direction: around"):
        CALENDAR.count(date(2003, 6, 20), days(10), "frap_26", "around")


STRADDLES = [
    (date(2009, 11, 16), days(10), "frap_26", True),  # 1 December, the day of the change
    (date(2009, 11, 13), days(10), "frap_26", False),
    (date(2009, 12, 1), days(14), "frap_26", False),  # nothing comes after the last era
    (date(2002, 11, 29), days(10), "frap_26", True),
    (date(1966, 1, 1), days(10), "frap_26", False),
]


@pytest.mark.parametrize("start, period, rule, straddles", STRADDLES)
def test_straddles(start: date, period: Duration, rule: str, straddles: bool) -> None:
    assert CALENDAR.straddles(start, period, rule) is straddles


# --- days off ---------------------------------------------------------------------------------------

REASONS = [
    (date(2003, 7, 4), "Independence Day"),
    (date(2009, 7, 3), "Independence Day (observed)"),
    (date(2009, 7, 4), "Saturday"),
    (date(2004, 12, 31), "New Year's Day (observed)"),  # of the next year
    (date(2012, 1, 2), "New Year's Day (observed)"),
    (date(2021, 6, 18), "Juneteenth (observed)"),
    (date(2020, 6, 19), ""),  # not yet
    (date(1985, 1, 21), ""),  # nor was this
    (date(1986, 1, 20), "Birthday of Martin Luther King, Jr."),
    (date(2003, 5, 26), "Memorial Day"),
    (date(2018, 12, 5), ""),
    (date(2003, 6, 23), ""),
]


@pytest.mark.parametrize("day, reason", REASONS)
def test_reasons(day: date, reason: str) -> None:
    assert CALENDAR.is_off(day, "federal") == reason


def test_a_day_off_of_one_year_and_one_without_a_title() -> None:
    mourning = HolidayRule("mourning", "Day of mourning", single=date(2018, 12, 5))
    leap = HolidayRule("leap_day", month=2, day=29, end=date(2004, 12, 31))
    fifth = HolidayRule("fifth", month=2, weekday=0, which=5)
    calendar = Calendar(holidays={"more": (*FEDERAL, mourning, leap, fifth)})
    assert calendar.is_off(date(2018, 12, 5), "more") == "Day of mourning"
    assert calendar.is_off(date(2019, 12, 5), "more") == ""
    assert calendar.is_off(date(2000, 2, 29), "more") == "leap_day"
    assert calendar.is_off(date(2008, 2, 29), "more") == ""  # a Friday, after its end
    assert calendar.is_off(date(2018, 12, 5)) == ""
    assert calendar.is_off(date(1, 1, 1), "more") and calendar.is_off(date(9999, 12, 31), "more") == ""


def test_federal_days_off_against_the_holidays_package() -> None:
    """1986 to 2025, every weekday. Its Inauguration Day and Christmas Eves are not in § 6103(a)."""
    theirs = oracle.country_holidays("US", years=range(1985, 2027), observed=True)
    day = date(1986, 1, 1)
    while day <= date(2025, 12, 31):
        if day.weekday() < 5:
            assert bool(CALENDAR.is_off(day, "federal")) == (day in theirs), day
        day += timedelta(1)


# --- anniversaries -----------------------------------------------------------------------------------

ADDED = [
    (date(2003, 1, 31), Duration(1), 1, date(2003, 2, 28)),
    (date(2004, 1, 31), Duration(1), 1, date(2004, 2, 29)),
    (date(2004, 2, 29), Duration(12), 1, date(2005, 2, 28)),
    (date(2004, 2, 29), Duration(48), 1, date(2008, 2, 29)),
    (date(2004, 3, 31), Duration(1), -1, date(2004, 2, 29)),
    (date(2003, 12, 15), Duration(1), 1, date(2004, 1, 15)),
    (date(2004, 1, 15), Duration(13), -1, date(2002, 12, 15)),
    (date(2003, 1, 31), Duration(1, 1), 1, date(2003, 3, 1)),  # months first
    (date(2003, 1, 31), Duration(24, -1), 1, date(2005, 1, 30)),  # two years less a day
    (date(9999, 12, 1), Duration(1), 1, None),
    (date(9999, 12, 31), Duration(0, 1), 1, None),
    (date(1, 1, 1), Duration(0, 1), -1, None),
    (date(2003, 1, 1), Duration(10**30), 1, None),
    (date(2003, 1, 1), Duration(0, 10**30), -1, None),
    (date(2003, 1, 1), LIFE, 1, None),
]


@pytest.mark.parametrize("start, period, direction, end", ADDED)
def test_add(start: date, period: Duration, direction: int, end: date | None) -> None:
    assert add(start, period, direction) == end


def reference(start: date, months: int, back: bool) -> date:
    """The anniversary by walking: month after month, then to the last day that the month has."""
    year, month = start.year, start.month
    for _ in range(months):
        month += -1 if back else 1
        if month in (0, 13):
            year, month = (year - 1, 12) if back else (year + 1, 1)
    day = start.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 400), st.booleans())
def test_add_against_walking(start: date, months: int, back: bool) -> None:
    assert add(start, Duration(months), -1 if back else 1) == reference(start, months, back)


def test_lengths_of_months() -> None:
    assert [days_of_month(2003, month) for month in (1, 2, 4, 12)] == [31, 28, 30, 31]
    assert [days_of_month(year, 2) for year in (1900, 2000, 2004, 9999)] == [28, 29, 29, 28]


# --- laws of deadlines -------------------------------------------------------------------------------

starts = st.dates(date(1986, 1, 1), date(2025, 6, 1))
short = st.integers(0, 30)
rules = st.sampled_from(["frcrp_45", "frap_26"])
directions = st.sampled_from(["after", "before"])


def era_start(day: date, rule: str) -> date:
    return max(era.start for era in CALENDAR.rules[rule].eras if era.start <= day)


def is_short(day: date, length: int, rule: str) -> bool:
    era = next(era for era in CALENDAR.rules[rule].eras if era.start == era_start(day, rule))
    return era.business_days_under is not None and length < era.business_days_under.days


@given(starts, short, rules)
def test_a_deadline_is_no_day_off_and_not_before_the_period_is_over(
    start: date, length: int, rule: str
) -> None:
    count = counted(start, days(length), rule)
    assert CALENDAR.is_off(count.last_day, "federal") == ""
    assert (count.last_day - start).days == length + len(count.skipped) + len(count.rolled)
    assert not (count.skipped and not is_short(start, length, rule))
    for skip in (*count.skipped, *count.rolled):
        assert skip.why == CALENDAR.is_off(skip.day, "federal") != ""


@given(starts, short, rules, directions)
def test_a_later_start_ends_no_earlier(start: date, length: int, rule: str, direction: str) -> None:
    """Within one era: where eras meet, 10 court days can end after 10 calendar days that start later."""
    later = start + timedelta(1)
    if era_start(start, rule) == era_start(later, rule):
        first = counted(start, days(length), rule, direction).last_day
        assert first <= counted(later, days(length), rule, direction).last_day


@given(starts, short, rules)
def test_a_longer_period_ends_no_earlier(start: date, length: int, rule: str) -> None:
    """On one side of the limit for short periods: 10 court days can end after 11 calendar days."""
    if is_short(start, length, rule) == is_short(start, length + 1, rule):
        first, second = (counted(start, days(each), rule).last_day for each in (length, length + 1))
        assert first <= second
        back = [counted(start, days(each), rule, "before").last_day for each in (length, length + 1)]
        assert back[1] <= back[0]


@given(starts, short, rules, st.integers(1, 30))
def test_another_holiday_ends_no_earlier(start: date, length: int, rule: str, offset: int) -> None:
    extra = HolidayRule("extra", "A day more", single=start + timedelta(offset))
    more = replace(CALENDAR, holidays={"federal": (*FEDERAL, extra)})
    with_extra = more.count(start, days(length), rule)
    assert with_extra is not None and with_extra.last_day >= counted(start, days(length), rule).last_day


@given(starts, st.integers(0, 4), rules)
def test_eras_agree_on_a_window_without_days_off(start: date, length: int, rule: str) -> None:
    window = [start + timedelta(number) for number in range(1, length + 1)]
    if all(not CALENDAR.is_off(day, "federal") for day in (start, *window)):
        assert counted(start, days(length), rule).last_day == shifted(start, length)


@given(starts, short)
def test_counting_against_a_walk(start: date, length: int) -> None:
    """Rule 45 as it reads, one day at a time."""
    day, left = start, length
    while left:
        day += timedelta(1)
        if not (is_short(start, length, "frcrp_45") and CALENDAR.is_off(day, "federal")):
            left -= 1
    while CALENDAR.is_off(day, "federal"):
        day += timedelta(1)
    assert counted(start, days(length), "frcrp_45").last_day == day

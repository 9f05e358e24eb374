"""The legal public holidays of 5 U.S.C. § 6103(a) and three counting rules, as a doctrine gives them."""

from __future__ import annotations

from datetime import date

from decisis.calendar import Calendar, CountingEra, CountingRule, HolidayRule
from decisis.values import Duration

MONDAY, THURSDAY = 0, 3

FEDERAL = (
    HolidayRule("new_year", "New Year's Day", month=1, day=1, observed=True),
    HolidayRule(
        "king", "Birthday of Martin Luther King, Jr.", 1, weekday=MONDAY, which=3, start=date(1986, 1, 1)
    ),
    HolidayRule("washington", "Washington's Birthday", 2, weekday=MONDAY, which=3),
    HolidayRule("memorial", "Memorial Day", 5, weekday=MONDAY, which=-1),
    HolidayRule("juneteenth", "Juneteenth", 6, 19, observed=True, start=date(2021, 6, 17)),
    HolidayRule("independence", "Independence Day", 7, 4, observed=True),
    HolidayRule("labor", "Labor Day", 9, weekday=MONDAY, which=1),
    HolidayRule("columbus", "Columbus Day", 10, weekday=MONDAY, which=2),
    HolidayRule("veterans", "Veterans Day", 11, 11, observed=True),
    HolidayRule("thanksgiving", "Thanksgiving Day", 11, weekday=THURSDAY, which=4),
    HolidayRule("christmas", "Christmas Day", 12, 25, observed=True),
)


def days(number: int) -> Duration:
    return Duration(days=number)


FRCRP_45 = CountingRule(
    "frcrp_45",
    "Fed. R. Crim. P. 45(a)",
    "federal",
    (CountingEra(date(1985, 8, 1), days(11), True), CountingEra(date(2009, 12, 1), None, True)),
)
FRAP_26 = CountingRule(
    "frap_26",
    "Fed. R. App. P. 26(a)",
    "federal",
    (
        CountingEra(date(1967, 1, 1), days(7), True),
        CountingEra(date(2002, 12, 1), days(11), True),
        CountingEra(date(2009, 12, 1), None, True),
    ),
)
PLAIN = CountingRule("plain", "", "", (CountingEra(date(1900, 1, 1), None, False),))

CALENDAR = Calendar({rule.name: rule for rule in (FRCRP_45, FRAP_26, PLAIN)}, {"federal": FEDERAL})

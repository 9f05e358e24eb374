"""Counting rules and holidays of a doctrine as the calendar that engines count with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from decisis.calendar import Calendar, CountingEra, CountingRule, HolidayRule
from decisis.citation import cite
from decisis.syntax import ast


def build_calendar(
    countings: Mapping[str, ast.Counting],
    holidays: Mapping[str, ast.Holidays],
    authorities: Mapping[str, ast.Authority],
) -> Calendar:
    return Calendar(
        rules=MappingProxyType({n: _counting_rule(c, authorities) for n, c in sorted(countings.items())}),
        holidays=MappingProxyType({n: tuple(map(_holiday, h.days)) for n, h in sorted(holidays.items())}),
    )


def _counting_rule(counting: ast.Counting, authorities: Mapping[str, ast.Authority]) -> CountingRule:
    eras = tuple(
        CountingEra(r.start, r.business_days_under, r.rolls_forward, r.pinpoint.text if r.pinpoint else "")
        for r in sorted(counting.rows, key=lambda r: r.start)
    )
    observing = counting.observing.text if counting.observing else ""
    return CountingRule(counting.name.text, _citation(counting, authorities), observing, eras)


def _citation(counting: ast.Counting, authorities: Mapping[str, ast.Authority]) -> str:
    if counting.under and counting.under.authority.text in authorities:
        pinpoint = counting.under.pinpoint.text if counting.under.pinpoint else ""
        return cite(authorities[counting.under.authority.text].citation.text, pinpoint)
    return counting.title.text if counting.title else counting.name.text


def _holiday(holiday: ast.Holiday) -> HolidayRule:
    name = holiday.name.text
    title = holiday.title.text if holiday.title else name.replace("_", " ")
    base = HolidayRule(name, title, start=holiday.start, end=holiday.end)
    match holiday.rule:
        case ast.FixedDay(month, day, observed):
            return replace(base, month=month, day=day, observed=observed)
        case ast.WeekdayOfMonth(month, weekday, which):
            return replace(base, month=month, weekday=weekday, which=which)
        case ast.SingleDay(day):
            return replace(base, single=day)

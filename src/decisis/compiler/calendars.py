"""Counting rules and holidays of a doctrine as the calendar that engines count with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from decisis.calendar import Calendar, CountingEra, CountingRule, HolidayRule
from decisis.citation import cite
from decisis.compiler.description import provenance_words
from decisis.syntax import ast


def build_calendar(
    countings: Mapping[str, ast.Counting],
    holidays: Mapping[str, ast.Holidays],
    authorities: Mapping[str, ast.Authority],
) -> Calendar:
    return Calendar(
        rules=MappingProxyType({n: _counting_rule(c, authorities) for n, c in sorted(countings.items())}),
        holidays=MappingProxyType({n: _holidays(h, authorities) for n, h in sorted(holidays.items())}),
    )


def _counting_rule(counting: ast.Counting, authorities: Mapping[str, ast.Authority]) -> CountingRule:
    eras = tuple(
        CountingEra(r.start, r.business_days_under, r.rolls_forward, r.pinpoint.text if r.pinpoint else "")
        for r in sorted(counting.rows, key=lambda r: r.start)
    )
    observing = counting.observing.text if counting.observing else ""
    return CountingRule(
        counting.name.text,
        _citation(counting, authorities),
        observing,
        eras,
        _provenance(counting, authorities),
    )


def _citation(block: ast.Counting | ast.Holidays, authorities: Mapping[str, ast.Authority]) -> str:
    if block.under and block.under.authority.text in authorities:
        pinpoint = block.under.pinpoint.text if block.under.pinpoint else ""
        return cite(authorities[block.under.authority.text].citation.text, pinpoint)
    return block.title.text if block.title else block.name.text


def _provenance(block: ast.Counting | ast.Holidays, authorities: Mapping[str, ast.Authority]) -> str:
    """Of the block itself, else of the text that it stands on."""
    authority = authorities.get(block.under.authority.text) if block.under else None
    return provenance_words(block.provenance or (authority.provenance if authority else None))


def _holidays(block: ast.Holidays, authorities: Mapping[str, ast.Authority]) -> tuple[HolidayRule, ...]:
    citation, provenance = _citation(block, authorities), _provenance(block, authorities)
    return tuple(replace(_holiday(h), citation=citation, provenance=provenance) for h in block.days)


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

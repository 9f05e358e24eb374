"""Counting rules and holidays of a doctrine as the calendar that engines count with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from decisis.calendar import Calendar, CountingEra, CountingRule, HolidayRule
from decisis.citation import cite
from decisis.compiler.description import provenance_words
from decisis.compiler.library import Library
from decisis.syntax import ast


def build_calendar(
    countings: Mapping[str, ast.Counting],
    holidays: Mapping[str, ast.Holidays],
    authorities: Mapping[str, ast.Authority],
    court: str = "",
    below: Collection[str] = (),
) -> Calendar:
    """Without a court, only with the days that every court keeps. ``below``: the courts that answer to it."""

    def listed(kept: Callable[[ast.Holiday], bool]) -> Mapping[str, tuple[HolidayRule, ...]]:
        each = {name: _holidays(h, authorities, kept) for name, h in sorted(holidays.items())}
        observed = (c.observing for c in countings.values() if len(c.observing) > 1)
        lists = {_list_of(names): tuple(day for n in names for day in each[n.text]) for names in observed}
        return MappingProxyType({**each, **lists})

    return Calendar(
        rules=MappingProxyType({n: _counting_rule(c, authorities) for n, c in sorted(countings.items())}),
        holidays=listed(lambda day: not day.courts or court in _names(day.courts)),
        kept_below=listed(lambda day: bool(below) and not _names(day.courts).isdisjoint(below)),
    )


def calendar_in(library: Library, court: str) -> Calendar:
    """The calendar of the court asked: that of every court, with the days that this one keeps besides."""
    kept = frozenset(n for h in library.holidays.values() for day in h.days for n in _names(day.courts))
    if not any(court in library.courts_above(name) for name in kept):
        return library.calendar
    below = frozenset(name for name in kept - {court} if court in library.courts_above(name))
    return build_calendar(library.countings, library.holidays, library.authorities, court, below)


def _names(courts: tuple[ast.Name, ...]) -> frozenset[str]:
    return frozenset(name.text for name in courts)


def _list_of(observed: tuple[ast.Name, ...]) -> str:
    """The name of the list of what a counting rule observes."""
    return " and ".join(name.text for name in observed)


def _counting_rule(counting: ast.Counting, authorities: Mapping[str, ast.Authority]) -> CountingRule:
    eras = tuple(
        CountingEra(r.start, r.business_days_under, r.rolls_forward, r.pinpoint.text if r.pinpoint else "")
        for r in sorted(counting.rows, key=lambda r: r.start)
    )
    return CountingRule(
        counting.name.text,
        _citation(counting, authorities),
        _list_of(counting.observing),
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


def _holidays(
    block: ast.Holidays, authorities: Mapping[str, ast.Authority], kept: Callable[[ast.Holiday], bool]
) -> tuple[HolidayRule, ...]:
    citation, provenance = _citation(block, authorities), _provenance(block, authorities)
    days = (_holiday(holiday) for holiday in block.days if kept(holiday))
    return tuple(replace(day, citation=citation, provenance=provenance) for day in days)


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

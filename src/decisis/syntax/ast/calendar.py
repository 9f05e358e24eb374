"""Deadlines, counting rules, holidays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from decisis.source import Span
from decisis.syntax.ast.authorities import InForce, Place, Provenance
from decisis.syntax.ast.elements import Element
from decisis.syntax.ast.terms import Name, Quoted
from decisis.values import Duration


@dataclass(frozen=True)
class Period:
    length: Duration
    start: date | None  # for periods that start on or after this day
    pinpoint: Quoted | None = None
    quote: Quoted | None = None


@dataclass(frozen=True)
class Deadline:
    name: Name
    span: Span = field(compare=False)
    triggers: tuple[Element, ...] = ()  # literals; more than one: the latest of them
    periods: tuple[Period, ...] = ()
    title: Quoted | None = None
    under: Place | None = None
    counting: Name | None = None
    tolling: Element | None = None  # a literal: for how long the period stood still
    provenance: Provenance | None = None
    in_force: InForce | None = None
    reads: Quoted | None = None  # of the last day, `{due}`
    denied: Quoted | None = None


@dataclass(frozen=True)
class CountingRow:
    start: date
    pinpoint: Quoted | None
    business_days_under: Duration | None  # periods shorter than this skip days off; None: every day counts
    rolls_forward: bool


@dataclass(frozen=True)
class Counting:
    name: Name
    span: Span = field(compare=False)
    title: Quoted | None = None
    under: Place | None = None
    observing: tuple[Name, ...] = ()
    rows: tuple[CountingRow, ...] = ()
    provenance: Provenance | None = None


@dataclass(frozen=True)
class FixedDay:
    month: int
    day: int
    observed: bool  # on Friday when a Saturday, on Monday when a Sunday


@dataclass(frozen=True)
class WeekdayOfMonth:
    month: int
    weekday: int  # Monday is 0
    which: int  # 1 to 4, or -1 for the last


@dataclass(frozen=True)
class SingleDay:
    day: date


@dataclass(frozen=True)
class Holiday:
    name: Name
    title: Quoted | None
    rule: FixedDay | WeekdayOfMonth | SingleDay
    start: date | None
    end: date | None
    courts: tuple[Name, ...] = ()  # the only ones that keep it; all do, if none is named


@dataclass(frozen=True)
class Holidays:
    name: Name
    days: tuple[Holiday, ...]
    span: Span = field(compare=False)
    title: Quoted | None = None
    under: Place | None = None
    provenance: Provenance | None = None

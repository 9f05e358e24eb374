"""What law speaks in: areas, sorts, relations, tables, and the things that a matter is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from decisis.source import Span
from decisis.syntax.ast.terms import Name, Quoted


@dataclass(frozen=True)
class Area:
    name: Name
    title: Quoted | None
    builds_on: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Choice:
    """A value of an enumerated sort, with the words for it."""

    name: Name
    label: Quoted | None


@dataclass(frozen=True)
class Sort:
    name: Name
    choices: tuple[Choice, ...] | None  # None: an open sort
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Parameter:
    name: Name
    sort: Name


@dataclass(frozen=True)
class Relation:
    name: Name
    parameters: tuple[Parameter, ...]
    span: Span = field(compare=False)
    closed: bool = False
    functional: tuple[Name, ...] | None = None  # the parameters that fix the others
    reads: Quoted | None = None
    denied: Quoted | None = None
    asks: Quoted | None = None
    favours: Name | None = None  # the side that it speaks for where it is so


@dataclass(frozen=True)
class Individual:
    """A `party` (sort Party) or a `thing` of a named sort."""

    name: Name
    sort: Name | None  # None: Party
    label: Quoted | None
    span: Span = field(compare=False)

"""What law stands on: texts and opinions, courts, and what authorities did with one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from decisis.source import Span
from decisis.syntax.ast.elements import Atom
from decisis.syntax.ast.terms import Name, Quoted
from decisis.syntax.ast.vocabulary import Parameter


@dataclass(frozen=True)
class Edition:
    name: Name
    start: date


@dataclass(frozen=True)
class Provenance:
    kind: str  # "from the document" | "checked" | "from memory"
    against: str | None = None  # what a checked one was checked against


@dataclass(frozen=True)
class InForce:
    start: date | None
    end: date | None  # included


@dataclass(frozen=True)
class Authority:
    """A `work` (a text with editions) or an `authority` (anything else that can be cited)."""

    name: Name
    citation: Quoted
    span: Span = field(compare=False)
    kind: Name | None = None  # constitution statute rules guideline policy commentary opinion
    decided_by: Name | None = None
    decided_on: date | None = None
    en_banc: bool = False  # by the whole court, not by one of its panels
    published: bool = True
    editions: tuple[Edition, ...] = ()
    chosen_by: Atom | None = None
    in_force: InForce | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True)
class EditionRange:
    first: Name
    last: Name


@dataclass(frozen=True)
class Place:
    """Where a provision stands: authority, pinpoint, editions."""

    authority: Name
    pinpoint: Quoted | None = None
    editions: EditionRange | None = None


@dataclass(frozen=True)
class CourtRule:
    """What a court has said of the weight of its own opinions.

    ``kind`` and ``says``: `panels` (earlier | later | neither controls), `unpublished` (bind | do not bind),
    `adopts` (the name of the court whose opinions it takes as its own), `overruling` (panels may overrule
    panels). ``decided`` bounds the days of the opinions that it speaks of, ``in_force`` those on which it is
    the rule.
    """

    kind: str
    says: str
    span: Span = field(compare=False)
    adopted: Name | None = None
    decided: InForce | None = None
    under: Place | None = None
    in_force: InForce | None = None
    quote: Quoted | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True)
class Court:
    """A `trial` court's opinions bind nobody; any other court is bound by its own."""

    name: Name
    title: Quoted
    under: Name | None
    span: Span = field(compare=False)
    trial: bool = False
    rules: tuple[CourtRule, ...] = ()


@dataclass(frozen=True)
class Priority:
    stronger: Name
    weaker: Name
    because: Quoted | None
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Treatment:
    """What a later authority did with an earlier one; either may be one provision of an authority.

    ``verb`` is follows | distinguishes | declines to follow | overrules | invalidates | repeals | supersedes.
    ``pinpoint`` and ``quote`` are of the later one.
    """

    later: Name
    verb: str
    earlier: Name
    start: date | None
    span: Span = field(compare=False)
    pinpoint: Quoted | None = None
    quote: Quoted | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True)
class Table:
    name: Name
    parameters: tuple[Parameter, ...]
    file: Quoted
    span: Span = field(compare=False)
    under: Place | None = None
    provenance: Provenance | None = None
    reads: Quoted | None = None
    denied: Quoted | None = None

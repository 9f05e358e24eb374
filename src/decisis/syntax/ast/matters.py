"""A matter: its record, what is asked of it and expected, and its variants."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from decisis.source import Span
from decisis.syntax.ast.elements import Burden, Literal
from decisis.syntax.ast.provisions import Setting
from decisis.syntax.ast.terms import Constant, Name, Quoted


@dataclass(frozen=True)
class SourceDocument:
    name: Name
    title: Quoted | None  # `is "ECF No. 31"`
    file: Quoted | None  # `is file "…"`
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Matter:
    name: Name
    title: Quoted
    span: Span = field(compare=False)
    court: Name | None = None
    en_banc: bool = False  # before the whole court, not a panel
    as_of: date | None = None
    uses: tuple[Name, ...] = ()
    decides: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Recital:
    """Another value that the record gives for the last argument of a fact."""

    value: Constant
    pinpoint: Quoted | None


@dataclass(frozen=True)
class Fact:
    """One thing the record says; a `record` block is many of them."""

    literal: Literal
    status: Name
    span: Span = field(compare=False)
    by: Name | None = None
    despite: Literal | None = None
    source: Name | None = None
    pinpoint: Quoted | None = None
    quote: Quoted | None = None
    also_as: tuple[Recital, ...] = ()


@dataclass(frozen=True)
class Dispute:
    name: Name
    side: Literal
    other: Literal | None
    span: Span = field(compare=False)
    burden: Burden | None = None
    resolved_as: Literal | None = None
    source: Name | None = None
    pinpoint: Quoted | None = None


@dataclass(frozen=True)
class Question:
    name: Name
    literal: Literal
    span: Span = field(compare=False)
    title: Quoted | None = None
    even_if: tuple[Literal, ...] = ()


@dataclass(frozen=True)
class Outcome:
    verdict: str | None  # proved refuted conflicted discretionary undetermined; None: values are given
    by_cases: bool
    values: tuple[Setting, ...]


@dataclass(frozen=True)
class Expectation:
    question: Name
    outcome: Outcome
    span: Span = field(compare=False)
    without: tuple[Name, ...] = ()
    court: Name | None = None
    en_banc: bool = False
    as_of: date | None = None
    before: Name | None = None
    even_if: tuple[Literal, ...] = ()
    because: tuple[Name, ...] = ()
    never_because: tuple[Name, ...] = ()
    arguendo_because: tuple[Name, ...] = ()
    considering: tuple[Name, ...] = ()
    citing: tuple[Quoted, ...] = ()
    warnings: tuple[Quoted, ...] = ()
    grounds: int | None = None
    independent_grounds: int | None = None
    strength: Name | None = None
    turning_on: tuple[Name, ...] | None = None  # (): turning on nothing
    presuming_nothing: bool = False


@dataclass(frozen=True)
class Suppose:
    literal: Literal
    status: Name | None
    instead: bool


@dataclass(frozen=True)
class Withdraw:
    literal: Literal


@dataclass(frozen=True)
class Resolve:
    """A dispute, or `HOLDING.QUESTION` for what a holding leaves open, taken as resolved."""

    dispute: Name
    literal: Literal


@dataclass(frozen=True)
class SetAside:
    names: tuple[Name, ...]


@dataclass(frozen=True)
class MoveCourt:
    court: Name
    en_banc: bool = False  # to the whole court


@dataclass(frozen=True)
class MoveDate:
    as_of: date


@dataclass(frozen=True)
class MoveBefore:
    """The law as it stood before an authority."""

    authority: Name


@dataclass(frozen=True)
class EvenIf:
    """A literal assumed for the sake of argument: it prevails over whatever opposes it."""

    literal: Literal


Change = Suppose | Withdraw | Resolve | SetAside | MoveCourt | MoveDate | MoveBefore | EvenIf


@dataclass(frozen=True)
class Variant:
    name: Name
    of: Name
    changes: tuple[Change, ...]
    span: Span = field(compare=False)
    title: Quoted | None = None

"""Names, values, and what is worked out of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from decisis.source import Span
from decisis.values import Value


@dataclass(frozen=True)
class Name:
    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Quoted:
    """A string as it reads, without its quotation marks."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Variable:
    name: str  # "_" is a variable that nobody needs
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Constant:
    """A value; lower-case names are symbols, values of type `str`. Imprecise values are `Bounds`."""

    value: Value
    span: Span = field(compare=False)


Term = Variable | Constant


@dataclass(frozen=True)
class Binary:
    operator: str  # + - *
    left: Expression
    right: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Extreme:
    """`the greater of A and B`, `the lesser of A and B`."""

    which: str  # greater | lesser
    left: Expression
    right: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Shift:
    """`PERIOD after START [counted by RULE]`; direction is `after` or `before`."""

    period: Expression
    direction: str
    start: Expression
    counting: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True)
class DaysBetween:
    """`the days from A to B`."""

    start: Expression
    end: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Rounded:
    """`AMOUNT [divided by DIVISOR] rounded down to UNIT`; `rounded up to`, `rounded to the nearest`."""

    amount: Expression
    divisor: Expression | None
    way: str  # rounded down | rounded up | rounded to the nearest
    unit: Expression
    span: Span = field(compare=False)


Expression = Variable | Constant | Binary | Extreme | Shift | DaysBetween | Rounded

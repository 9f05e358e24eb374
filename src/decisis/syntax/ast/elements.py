"""Atoms, and what an element says of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from decisis.source import Span
from decisis.syntax.ast.terms import Constant, Expression, Name, Quoted, Term, Variable


@dataclass(frozen=True)
class Argument:
    name: Name | None
    term: Term


@dataclass(frozen=True)
class ScenarioUse:
    name: Name
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Atom:
    relation: Name
    arguments: tuple[Argument, ...]
    span: Span = field(compare=False)
    scenario: ScenarioUse | None = None


@dataclass(frozen=True)
class Literal:
    """`p(X)` or `not p(X)`."""

    atom: Atom
    negated: bool
    span: Span = field(compare=False)


@dataclass(frozen=True)
class NoShowing:
    literal: Literal
    span: Span = field(compare=False)


@dataclass(frozen=True)
class RecordState:
    """`p(X) is alleged`, `Issue is unresolved`: what the record says, never a verdict."""

    subject: Atom | Variable | Constant
    state: str  # alleged | disputed | unresolved
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Comparison:
    left: Expression
    operator: str  # = != < <= > >=
    right: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Membership:
    """`X is one of a, b` or, negated, `X is not one of a, b`."""

    term: Term
    options: tuple[Term, ...]
    negated: bool
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Assignment:
    variable: Variable
    expression: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Within:
    """`DAY is within PERIOD after START [counted by RULE]`; both ends count.

    Nobody writes a ``negated`` one: it is what denies a definition.
    """

    day: Term
    period: Expression
    direction: str
    start: Expression
    counting: Name | None
    span: Span = field(compare=False)
    negated: bool = False


@dataclass(frozen=True)
class AnyDay:
    """`DAY is any day from FIRST to LAST`; both ends count."""

    variable: Variable
    first: Expression
    last: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True)
class AggregateOf:
    """`V is the sum of T for each K such that …`; a count has no `value`, only keys."""

    variable: Variable
    operator: str  # sum | count | greatest | least | earliest | latest
    value: Variable | None
    keys: tuple[Variable, ...]
    conditions: tuple[Formula, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True)
class ForEvery:
    variables: tuple[Variable, ...]
    such_that: tuple[Element, ...]
    holds: tuple[Element, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Either:
    alternatives: tuple[Element, ...]
    span: Span = field(compare=False)


Formula = (
    Literal
    | NoShowing
    | RecordState
    | Comparison
    | Membership
    | Assignment
    | Within
    | AnyDay
    | AggregateOf
    | ForEvery
    | Either
)


@dataclass(frozen=True)
class Burden:
    bearer: Variable | Constant  # a party, or a role word such as `movant`
    standard: Name


@dataclass(frozen=True)
class Element:
    label: str  # "(1)" or "(a)"
    formula: Formula
    span: Span = field(compare=False)
    quote: Quoted | None = None
    pinpoint: Quoted | None = None
    burden: Burden | None = None
    for_the_court: bool = False

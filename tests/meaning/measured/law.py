"""Law that measures, as plain values: amounts, totals, days, periods, cases of a `for every`, scenarios.

What speaks of a thing has it in its first place, and values after it. Relations have levels: what concludes
one rests on lower ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from tests.meaning.doctrine import Between, Length

Value: TypeAlias = int | date | Length | Decimal | str | Between  # a Decimal is money, a str names a thing


@dataclass(frozen=True)
class Var:
    name: str


ANY = Var("_")
X = Var("X")
Term: TypeAlias = Var | Value


# --- expressions -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sum:
    """`left sign right`, where the sign is + - or *."""

    left: Expression
    sign: str
    right: Expression


@dataclass(frozen=True)
class Extreme:
    """The greater or the lesser of two."""

    which: str
    left: Term
    right: Term


@dataclass(frozen=True)
class Shift:
    """A period after or before a day, counted by a rule if one is named."""

    period: Expression
    way: str
    start: Expression
    rule: str = ""


@dataclass(frozen=True)
class DaysFrom:
    first: Term
    last: Term


@dataclass(frozen=True)
class Rounded:
    """An amount divided by another, in whole units."""

    amount: Term
    divisor: Term
    way: str  # down | up | nearest
    unit: Value


Expression: TypeAlias = Term | Sum | Extreme | Shift | DaysFrom | Rounded


# --- elements --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Literal:
    """`p(X, …)` or `not p(X, …)`; in a scenario, whose parameter is `of`."""

    relation: str
    terms: tuple[Term, ...]
    positive: bool = True
    scenario: str = ""
    of: Term = ANY


@dataclass(frozen=True)
class NoShowing:
    literal: Literal


@dataclass(frozen=True)
class Compares:
    left: Expression
    sign: str
    right: Expression


@dataclass(frozen=True)
class OneOf:
    var: Var
    options: tuple[Value, ...]
    positive: bool = True


@dataclass(frozen=True)
class Names:
    var: Var
    what: Expression


@dataclass(frozen=True)
class Within:
    day: Term
    period: Expression
    way: str
    start: Term
    rule: str = ""


@dataclass(frozen=True)
class AnyDay:
    var: Var
    first: Term
    last: Term


@dataclass(frozen=True)
class Total:
    """The sum, greatest, least, earliest or latest of `value`, or the count, for each of `keys`."""

    var: Var
    operator: str
    value: Var | None
    keys: tuple[Var, ...]
    conditions: tuple[Element, ...]


@dataclass(frozen=True)
class ForEvery:
    variables: tuple[Var, ...]
    cases: tuple[Element, ...]
    holds: tuple[Element, ...]


@dataclass(frozen=True)
class Either:
    parts: tuple[Element, ...]


@dataclass(frozen=True)
class Edition:
    """What a variable is from a day on."""

    first: date
    value: Value


@dataclass(frozen=True)
class Governs:
    """A day is one on which the rule is in force; of its editions, the one of that day gives `var` its value.

    It is written at the end of a rule, and stands where the day is known and before the value is used.
    """

    day: Var
    first: date
    last: date | None = None
    var: Var | None = None
    editions: tuple[Edition, ...] = ()


Element: TypeAlias = (
    Literal | NoShowing | Compares | OneOf | Names | Within | AnyDay | Total | ForEvery | Either | Governs
)


# --- law -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Relation:
    name: str
    sorts: tuple[str, ...]  # of its places
    level: int = 0
    keys: int | None = None  # of a functional one: how many places fix the others
    closed: bool = False

    @property
    def is_of_a_thing(self) -> bool:
        return self.sorts[0] == "Item"


@dataclass(frozen=True)
class Rule:
    name: str
    then: Literal
    given: tuple[Element, ...]
    unless: tuple[Literal, ...] = ()
    exception_to: tuple[str, ...] = ()
    otherwise_not: bool = False  # it is a definition

    @property
    def elements(self) -> tuple[Element, ...]:
        return (*self.given, *map(NoShowing, self.unless))


@dataclass(frozen=True)
class Trigger:
    relation: str
    borne: bool  # somebody has to show it


@dataclass(frozen=True)
class Deadline:
    name: str
    triggers: tuple[Trigger, ...]
    periods: tuple[tuple[Length, date | None], ...]  # each from the day of the start on which it begins
    rule: str = ""
    tolled_by: str = ""


@dataclass(frozen=True)
class Era:
    first: date
    business_under: int = 0  # days: shorter periods skip days off; 0: every day counts
    rolls: bool = False


@dataclass(frozen=True)
class Counting:
    name: str
    eras: tuple[Era, ...]
    holidays: tuple[tuple[int, int, bool], ...] = ()  # month, day, and whether it is observed


@dataclass(frozen=True)
class Scenario:
    """All is the same, but `relation` is as `by` says for the scenario's parameter."""

    name: str
    relation: str
    by: str


@dataclass(frozen=True)
class Law:
    relations: tuple[Relation, ...]
    rules: tuple[Rule, ...]
    deadlines: tuple[Deadline, ...] = ()
    countings: tuple[Counting, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    priorities: tuple[tuple[str, str], ...] = ()  # the rule that prevails, and over which

    def relation(self, name: str) -> Relation:
        return next(each for each in self.relations if each.name == name)

    def counting(self, name: str) -> Counting:
        return next(each for each in self.countings if each.name == name)


# --- matters ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    literal: Literal  # of values alone
    status: str = "found"


@dataclass(frozen=True)
class Dispute:
    name: str
    sides: tuple[Literal, Literal]


@dataclass(frozen=True)
class Matter:
    things: tuple[str, ...]
    parts: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True)
class Case:
    law: Law
    matter: Matter

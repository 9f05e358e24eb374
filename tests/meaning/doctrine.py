"""Doctrine and matters as plain values: what a generated law says, without a word of how it is written.

Every provision speaks of one thing, `X`; what it says has at most one value more. Relations have levels: what
concludes a relation rests on lower ones alone, so that each can be judged from those below it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, order=True)
class Length:
    """A duration: months and days are different units."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True)
class Between:
    """An imprecise value: bounds, both included; None is no bound. Of whole numbers and days."""

    low: Value | None
    high: Value | None


Value: TypeAlias = int | date | Length | Decimal | Between


@dataclass(frozen=True)
class Var:
    """A variable for a value; `ANY` is one that nobody needs."""

    name: str


ANY = Var("_")


@dataclass(frozen=True)
class Relation:
    name: str
    level: int
    of: str = ""  # the sort of its value: Int, Date, Duration, or none
    closed: bool = False

    @property
    def functional(self) -> bool:
        return bool(self.of)


@dataclass(frozen=True)
class Literal:
    relation: str
    positive: bool = True
    value: Value | Var | None = None

    @property
    def opposite(self) -> Literal:
        return Literal(self.relation, not self.positive, self.value)


# --- elements --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Is:
    literal: Literal
    for_the_court: bool = False


@dataclass(frozen=True)
class NoShowing:
    literal: Literal


@dataclass(frozen=True)
class Names:
    """`f(X, V)`: it gives V its value."""

    relation: str
    var: Var


@dataclass(frozen=True)
class Compares:
    var: Var
    operator: str
    value: Value


@dataclass(frozen=True)
class Either:
    parts: tuple[Literal, ...]


@dataclass(frozen=True)
class IsAlleged:
    literal: Literal


@dataclass(frozen=True)
class IsDisputed:
    literal: Literal


Element: TypeAlias = Is | NoShowing | Names | Compares | Either | IsAlleged | IsDisputed


# --- authority -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included; None is without end."""

    first: date | None = None
    last: date | None = None

    def has(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS = Span()


@dataclass(frozen=True)
class CourtRule:
    """What a court says of the weight of opinions: `says` is earlier, later, neither (of conflicting panels),
    bind, do not bind (its unpublished opinions), or adopts (the opinions of another court)."""

    says: str
    under: str
    of: str = ""
    decided: Span = ALWAYS
    force: Span = ALWAYS


@dataclass(frozen=True)
class Court:
    name: str
    above: str = ""
    trial: bool = False
    rules: tuple[CourtRule, ...] = ()


@dataclass(frozen=True)
class Text:
    """An enacted text; with editions, a work, of which `chosen_by` names the day."""

    name: str
    kind: str
    force: Span = ALWAYS
    editions: tuple[tuple[str, date], ...] = ()
    chosen_by: str = ""


@dataclass(frozen=True)
class Opinion:
    name: str
    court: str
    day: date
    only_year: bool = False  # nothing but the year is known
    published: bool = True
    en_banc: bool = False


@dataclass(frozen=True)
class Treatment:
    later: str
    verb: str
    earlier: str  # an authority or a provision
    day: date | None = None


@dataclass(frozen=True)
class Part:
    """A part of a text: where it stands, and the editions for which this holds, if it has editions."""

    text: str
    at: str = ""
    editions: tuple[str, str] | None = None


# --- provisions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Off:
    """A conclusion: some provision does not apply to X."""

    provision: str


@dataclass(frozen=True)
class Question:
    """What a provision leaves open."""

    name: str
    literal: Literal
    when: tuple[Element, ...]


@dataclass(frozen=True)
class Provision:
    name: str
    kind: str  # rule, definition, holding, dictum, dissent
    under: Part  # of an opinion: its name, and the page
    then: Literal | Off
    given: tuple[Element, ...]
    construing: Part | None = None
    force: Span = ALWAYS
    as_of: Var | None = None
    exception_to: tuple[str, ...] = ()
    subject_to: tuple[str, ...] = ()
    leaves_open: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Doctrine:
    relations: tuple[Relation, ...]
    courts: tuple[Court, ...]
    texts: tuple[Text, ...]
    opinions: tuple[Opinion, ...]
    provisions: tuple[Provision, ...]
    treatments: tuple[Treatment, ...] = ()
    priorities: tuple[tuple[str, str], ...] = ()


# --- matters ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    thing: str
    literal: Literal
    status: str = "found"  # found, admitted, undisputed, recited, apparent; alleged
    despite: bool = False  # found despite its opposite

    @property
    def usable(self) -> bool:
        return self.status != "alleged"


@dataclass(frozen=True)
class Dispute:
    """Unresolved, between two sides."""

    name: str
    thing: str
    sides: tuple[Literal, Literal]


@dataclass(frozen=True)
class Matter:
    things: tuple[str, ...]
    court: str
    day: date
    facts: tuple[Fact, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    decides: str = ""
    resolved: tuple[Dispute, ...] = ()  # as a fact says; what was in dispute stays disputed
    answered: tuple[tuple[str, str, bool], ...] = field(default=())  # provision, question, and how


@dataclass(frozen=True)
class Case:
    """A law, and a matter under it."""

    doctrine: Doctrine
    matter: Matter

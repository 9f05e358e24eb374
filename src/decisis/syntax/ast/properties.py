"""What must hold of every matter."""

from __future__ import annotations

from dataclasses import dataclass, field

from decisis.source import Span
from decisis.syntax.ast.authorities import InForce, Place
from decisis.syntax.ast.elements import Literal
from decisis.syntax.ast.terms import Name, Quoted, Variable


@dataclass(frozen=True)
class Never:
    """`never A and B`: they do not hold together."""

    literals: tuple[Literal, ...]


@dataclass(frozen=True)
class Always:
    """`always A if B`."""

    literal: Literal


@dataclass(frozen=True)
class ExactlyOne:
    """`exactly one of A, B`: one of them holds, and one alone."""

    literals: tuple[Literal, ...]


@dataclass(frozen=True)
class Monotone:
    """`raising T in fact(C, T) never lowers N in result(C, N)`."""

    direction: str  # raising | lowering
    variable: Variable
    fact: Literal
    effect: str  # what never happens: lowers | raises
    measure: Variable
    result: Literal


@dataclass(frozen=True)
class Moving:
    """`raising T in fact(C, T) never removes Q`: of a result that measures nothing."""

    direction: str  # raising | lowering
    variable: Variable
    fact: Literal
    effect: str  # what never happens: removes | adds | changes
    result: Literal


@dataclass(frozen=True)
class Adding:
    """`adding F never removes Q`; with `removing`, a fact of the record is withdrawn."""

    direction: str  # adding | removing
    fact: Literal
    effect: str  # what never happens: removes | adds | changes
    result: Literal


@dataclass(frozen=True)
class Changing:
    """`changing Day in filed(M, Day) never changes Q`: another value makes no difference."""

    variable: Variable
    fact: Literal
    result: Literal


@dataclass(frozen=True)
class Renaming:
    """`changing who never changes what`: answers depend on no name of a person or thing."""


PropertyBody = Never | Always | ExactlyOne | Monotone | Moving | Adding | Changing | Renaming


@dataclass(frozen=True)
class Property:
    """What must hold of every matter (``provided`` something does) on the days of ``within``.

    ``everywhere``: in whatever court it is asked; otherwise in the court of the matter.
    """

    name: Name
    body: PropertyBody
    span: Span = field(compare=False)
    title: Quoted | None = None
    under: Place | None = None
    within: InForce | None = None
    everywhere: bool = False
    provided: tuple[Literal, ...] = ()
    because: Quoted | None = None

"""What law says: rules, definitions, holdings, scenarios."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from decisis.source import Span
from decisis.syntax.ast.authorities import InForce, Place, Provenance
from decisis.syntax.ast.elements import Atom, Element, Literal
from decisis.syntax.ast.terms import Constant, Name, Quoted, Term, Variable

RULINGS = ("holding", "dictum", "dissent")  # kinds of provision that are of an opinion


@dataclass(frozen=True)
class SwitchOff:
    """`PROVISION does not apply to (X, Y)`."""

    provision: Name
    terms: tuple[Term, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True)
class NotCovered:
    """`p(X, _) is not covered`: the law says something of p here that this library does not contain."""

    atom: Atom
    span: Span = field(compare=False)


@dataclass(frozen=True)
class OpenQuestion:
    name: Name
    literal: Literal
    elements: tuple[Element, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Setting:
    """`Period is 7 days`, in a row of editions."""

    variable: Variable
    value: Constant


Conclusion = Literal | SwitchOff | NotCovered


@dataclass(frozen=True)
class EditionRow:
    start: date
    pinpoint: Quoted | None
    settings: tuple[Setting, ...]
    quote: Quoted | None
    span: Span = field(compare=False)


@dataclass(frozen=True)
class EditionRows:
    as_of: Variable
    rows: tuple[EditionRow, ...]


@dataclass(frozen=True)
class Provision:
    """A `rule`, `definition`, `holding`, `dictum` or `dissent`.

    ``factors`` are what else was so in the case that was decided: they make no difference to what follows.

    `unless` elements are kept as `NoShowing`; `otherwise_not` is set on definitions only.
    """

    kind: str
    name: Name
    conclusion: Conclusion
    span: Span = field(compare=False)
    title: Quoted | None = None
    under: Place | None = None  # for a holding: the authority it is `of`, and `at`
    construing: Place | None = None
    in_force: InForce | None = None
    as_of: Variable | None = None
    exception_to: tuple[Name, ...] = ()
    subject_to: tuple[Name, ...] = ()
    quote: Quoted | None = None
    provenance: Provenance | None = None
    given: tuple[Element, ...] = ()
    despite: tuple[Element, ...] = ()
    unless: tuple[Element, ...] = ()
    otherwise_not: bool = False
    factors: tuple[Element, ...] = ()
    leaves_open: tuple[OpenQuestion, ...] = ()
    rows: EditionRows | None = None


@dataclass(frozen=True)
class Scenario:
    """`scenario NAME(A, …) of J`: `replaced` is read as `replacement`."""

    name: Name
    parameters: tuple[Variable, ...]
    subject: Variable
    replaced: Atom
    replacement: Atom
    span: Span = field(compare=False)

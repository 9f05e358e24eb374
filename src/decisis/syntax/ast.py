"""The syntax tree of doctrine and matters: what was written, with the place where it was written.

Names are kept as written (`Name`), so that every later complaint can point at them. Nothing here
is resolved: a relation may be unknown, an argument of the wrong sort.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from decisis.source import Span
from decisis.values import Duration, Value

# --- names and terms ---------------------------------------------------------------------------


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


Expression = Variable | Constant | Binary | Extreme | Shift | DaysBetween

# --- atoms and elements ------------------------------------------------------------------------


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


# --- declarations ------------------------------------------------------------------------------


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
class Period:
    length: Duration
    start: date | None  # for periods that start on or after this day


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
    observing: Name | None = None
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


@dataclass(frozen=True)
class Holidays:
    name: Name
    days: tuple[Holiday, ...]
    span: Span = field(compare=False)
    title: Quoted | None = None
    under: Place | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True)
class Scenario:
    """`scenario NAME(A, …) of J`: `replaced` is read as `replacement`."""

    name: Name
    parameters: tuple[Variable, ...]
    subject: Variable
    replaced: Atom
    replacement: Atom
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Table:
    name: Name
    parameters: tuple[Parameter, ...]
    file: Quoted
    span: Span = field(compare=False)
    under: Place | None = None
    provenance: Provenance | None = None


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


PropertyBody = Never | Always | ExactlyOne | Monotone | Adding | Changing | Renaming


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


# --- matters -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SourceDocument:
    name: Name
    title: Quoted | None  # `is "ECF No. 31"`
    file: Quoted | None  # `is file "…"`
    span: Span = field(compare=False)


@dataclass(frozen=True)
class Individual:
    """A `party` (sort Party) or a `thing` of a named sort."""

    name: Name
    sort: Name | None  # None: Party
    label: Quoted | None
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


Block = (
    Area
    | Sort
    | Relation
    | Court
    | Authority
    | Provision
    | Deadline
    | Counting
    | Holidays
    | Scenario
    | Table
    | Priority
    | Treatment
    | Property
    | SourceDocument
    | Individual
    | Matter
    | Fact
    | Dispute
    | Question
    | Expectation
    | Variant
)


@dataclass(frozen=True)
class File:
    """The blocks of one source, in order; an `Expectation` after a `Variant` belongs to it."""

    source_name: str
    blocks: tuple[Block, ...]

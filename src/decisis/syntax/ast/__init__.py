"""The syntax tree of doctrine and matters: what was written, with the place where it was written.

Names are kept as written (`Name`), so that every later complaint can point at them. Nothing here
is resolved: a relation may be unknown, an argument of the wrong sort.

A module for each kind of block: `terms` and `elements` are what the others are made of.
"""

from __future__ import annotations

from dataclasses import dataclass

from decisis.syntax.ast.authorities import (
    Authority,
    Court,
    CourtRule,
    Edition,
    EditionRange,
    InForce,
    Place,
    Priority,
    Provenance,
    Table,
    Treatment,
)
from decisis.syntax.ast.calendar import (
    Counting,
    CountingRow,
    Deadline,
    FixedDay,
    Holiday,
    Holidays,
    Period,
    SingleDay,
    WeekdayOfMonth,
)
from decisis.syntax.ast.elements import (
    AggregateOf,
    AnyDay,
    Argument,
    Assignment,
    Atom,
    Burden,
    Comparison,
    Either,
    Element,
    ForEvery,
    Formula,
    Literal,
    Membership,
    NoShowing,
    RecordState,
    ScenarioUse,
    Within,
)
from decisis.syntax.ast.matters import (
    Change,
    Dispute,
    EvenIf,
    Expectation,
    Fact,
    Matter,
    MoveBefore,
    MoveCourt,
    MoveDate,
    Outcome,
    Question,
    Recital,
    Resolve,
    SetAside,
    SourceDocument,
    Suppose,
    Variant,
    Withdraw,
)
from decisis.syntax.ast.properties import (
    Adding,
    Always,
    Changing,
    ExactlyOne,
    Monotone,
    Moving,
    Never,
    Property,
    PropertyBody,
    Renaming,
)
from decisis.syntax.ast.provisions import (
    RULINGS,
    Conclusion,
    EditionRow,
    EditionRows,
    NotCovered,
    OpenQuestion,
    Provision,
    Scenario,
    Setting,
    SwitchOff,
)
from decisis.syntax.ast.terms import (
    Binary,
    Constant,
    DaysBetween,
    Expression,
    Extreme,
    Name,
    Quoted,
    Rounded,
    Shift,
    Term,
    Variable,
)
from decisis.syntax.ast.vocabulary import Area, Choice, Individual, Parameter, Relation, Sort

__all__ = [
    "RULINGS",
    "Adding",
    "AggregateOf",
    "Always",
    "AnyDay",
    "Area",
    "Argument",
    "Assignment",
    "Atom",
    "Authority",
    "Binary",
    "Block",
    "Burden",
    "Change",
    "Changing",
    "Choice",
    "Comparison",
    "Conclusion",
    "Constant",
    "Counting",
    "CountingRow",
    "Court",
    "CourtRule",
    "DaysBetween",
    "Deadline",
    "Dispute",
    "Edition",
    "EditionRange",
    "EditionRow",
    "EditionRows",
    "Either",
    "Element",
    "EvenIf",
    "ExactlyOne",
    "Expectation",
    "Expression",
    "Extreme",
    "Fact",
    "File",
    "FixedDay",
    "ForEvery",
    "Formula",
    "Holiday",
    "Holidays",
    "InForce",
    "Individual",
    "Literal",
    "Matter",
    "Membership",
    "Monotone",
    "MoveBefore",
    "MoveCourt",
    "MoveDate",
    "Moving",
    "Name",
    "Never",
    "NoShowing",
    "NotCovered",
    "OpenQuestion",
    "Outcome",
    "Parameter",
    "Period",
    "Place",
    "Priority",
    "Property",
    "PropertyBody",
    "Provenance",
    "Provision",
    "Question",
    "Quoted",
    "Recital",
    "RecordState",
    "Relation",
    "Renaming",
    "Resolve",
    "Rounded",
    "Scenario",
    "ScenarioUse",
    "SetAside",
    "Setting",
    "Shift",
    "SingleDay",
    "Sort",
    "SourceDocument",
    "Suppose",
    "SwitchOff",
    "Table",
    "Term",
    "Treatment",
    "Variable",
    "Variant",
    "WeekdayOfMonth",
    "Withdraw",
    "Within",
]

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

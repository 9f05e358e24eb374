"""What a renderer receives: an answer as plain data, with proofs as trees of steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from decisis.dataclass import dataclass
from decisis.proof.nodes import Node
from decisis.values import Value


@dataclass(frozen=True)
class GroundView:
    """One way to a conclusion. ``independent``: it is one of the family that shares no provision."""

    proof: Node
    strength: str = ""
    independent: bool = True


@dataclass(frozen=True)
class TurnsOnView:
    """Something open that changes the verdict; or (kind ``silence``) what nobody showed."""

    kind: str
    name: str
    text: str
    outcomes: tuple[tuple[str, str, str], ...] = ()  # (how it could fall, the verdict then, a value or "")


@dataclass(frozen=True)
class PresumptionView:
    """What nobody showed, the provision that it would have let in, and who bore the burden."""

    text: str
    provision: str
    citation: str = ""
    bearer: str = ""
    standard: str = ""
    provenance: str = ""  # of the provision
    in_some_cases: bool = False  # of a proof by cases, not in all


@dataclass(frozen=True)
class StandoffView:
    """Two sides of a conflict, each in one step, and why neither prevails."""

    sides: tuple[Node, Node]
    why: str


@dataclass(frozen=True)
class GapView:
    """Law on which the answer may depend, and that the library does not contain."""

    provision: str
    title: str
    citation: str = ""


@dataclass(frozen=True)
class LeadView:
    """A fact that the record lacks, as it would be asked for and written, and the provision that asks."""

    question: str
    literal: str
    provision: str
    title: str = ""
    citation: str = ""


@dataclass(frozen=True)
class UnusedView:
    """An area of law that is not in use, and how many of its provisions bear on the question."""

    area: str
    provisions: int


@dataclass(frozen=True)
class UnheardView:
    """A provision that speaks on another day than the one asked about, and since or until when."""

    provision: str
    title: str
    citation: str
    why: str


@dataclass(frozen=True)
class RowView:
    """One answer: a ground literal with its verdict and, if they were asked for, its proofs."""

    literal: str
    text: str
    verdict: str  # with "by cases" where it is by cases
    bindings: tuple[tuple[str, Value], ...] = ()
    strength: str = ""
    all_grounds: int = 0
    independent_grounds: int = 0
    at_least: bool = False  # there may be more grounds than were counted
    grounds: tuple[GroundView, ...] = ()
    conflict: tuple[Node, ...] = ()  # both sides
    neither_prevails: tuple[StandoffView, ...] = ()  # of a conflicted answer
    attempts: tuple[Node, ...] = ()  # what could have given it, and where each failed
    precedents: tuple[str, ...] = ()  # those that could have given it, and how far their elements are met
    arguendo: tuple[GroundView, ...] = ()  # shown, never counted
    granted: tuple[GroundView, ...] = ()  # of what is discretionary: if the court granted it; not counted
    turns_on: tuple[TurnsOnView, ...] = ()
    presumes: tuple[PresumptionView, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerView:
    """The answer to one question, in one court, as of one day."""

    matter: str
    title: str
    court: str
    court_title: str
    as_of: date
    question: str  # as it is written in the language
    question_title: str
    verdict: str
    rows: tuple[RowView, ...] = ()
    not_covered: tuple[GapView, ...] = ()  # of an undetermined answer
    lacking: tuple[LeadView, ...] = ()  # of an undetermined answer, where nothing open leads on
    not_used: tuple[UnusedView, ...] = ()  # of an undetermined answer, or one that silence decides
    not_heard: tuple[UnheardView, ...] = ()  # where no provision that speaks could give it
    attempts: tuple[Node, ...] = ()  # where there is no row: what could have given one
    in_conflict: tuple[StandoffView, ...] = ()  # of an undetermined answer: what it would rest on
    warnings: tuple[str, ...] = ()  # of an undetermined answer: on what it lacks, or on the attempts
    variant: str = ""  # of the matter, if it is not the matter itself
    before: str = ""  # an authority: the law as it stood before it
    without: tuple[str, ...] = ()  # provisions and authorities that are set aside


Paint = Callable[[str, str], str]
"""``paint(style, text)``: the text as it is to be shown. Styles are the verdicts, "heading" and "note"."""


@dataclass(frozen=True)
class Options:
    """How to render; a renderer ignores what has no meaning for it."""

    width: int = 100
    depth: int | None = None  # steps deeper than this are counted, not shown
    grounds: int | None = 6  # more are a line each, unless they are independent; None: all in full
    brief: bool = False  # the controlling path only
    paint: Paint | None = None


PLAIN = Options()
Renderer = Callable[[AnswerView, Options], str]

"""What renderers receive for why-not, what-if and needs, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from decisis.proof.nodes import Node
from decisis.proof.obstacles import Obstacle
from decisis.render.view import GroundView, PresumptionView, StandoffView, TurnsOnView
from decisis.values import Value


@dataclass(frozen=True)
class Place:
    """Where something is asked: the matter, the court and the day."""

    matter: str
    title: str
    court: str
    court_title: str
    as_of: date
    variant: str = ""  # of the matter, if it is not the matter itself
    before: str = ""  # an authority: the law as it stood before it
    without: tuple[str, ...] = ()  # provisions and authorities that are set aside


# --- why not ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ConsequenceView:
    verdict: str
    remaining: tuple[Obstacle, ...] = ()


@dataclass(frozen=True)
class CandidateView:
    """A provision that could have given the conclusion, as far as it gets."""

    step: Node
    met: tuple[Node, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    not_reached: tuple[str, ...] = ()  # labels
    others: tuple[tuple[Obstacle, ...], ...] = ()  # of other attempts that get as far
    more: int = 0  # attempts that are not shown
    applies: bool = False
    speaks: bool = True
    heard_from: date | None = None
    then: ConsequenceView | None = None


@dataclass(frozen=True)
class NotSoView:
    text: str
    literal: str
    verdict: str
    instead: Node | None = None
    candidates: tuple[CandidateView, ...] = ()


@dataclass(frozen=True)
class WhyNotView:
    place: Place
    question: str
    question_title: str
    literals: tuple[NotSoView, ...]


# --- what if ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class RowDifferenceView:
    """What changes in one instance; verdicts are empty where the instance is no answer."""

    literal: str
    text: str
    bindings: tuple[tuple[str, Value], ...]
    verdicts: tuple[str, str]
    strengths: tuple[str, str]
    independent_grounds: tuple[int, int]
    grounds: tuple[tuple[GroundView, ...], tuple[GroundView, ...]] = ((), ())  # lost, gained
    turns_on: tuple[tuple[TurnsOnView, ...], tuple[TurnsOnView, ...]] = ((), ())
    presumes: tuple[tuple[PresumptionView, ...], tuple[PresumptionView, ...]] = ((), ())
    warnings: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    neither_prevails: tuple[tuple[StandoffView, ...], tuple[StandoffView, ...]] = ((), ())


@dataclass(frozen=True)
class DifferenceView:
    name: str
    question: str
    question_title: str
    answers: tuple[str, str]  # the headline with its values
    verdicts: tuple[str, str]
    rows: tuple[RowDifferenceView, ...]
    nothing: bool


@dataclass(frozen=True)
class WhatIfView:
    place: Place
    then: Place
    changes: tuple[str, ...]  # as a variant would write them
    questions: tuple[DifferenceView, ...]


# --- needs ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MoveView:
    kind: str  # find | withdraw | oppose | alter | resolve | answer | set aside | date | court
    text: str  # a clause that can follow "if"
    written: tuple[str, ...]  # as the changes of a variant


@dataclass(frozen=True)
class MarginView:
    was: str
    first: str
    last: str  # the nearest value at which the answer does not change; "" if any other changes it
    text: str
    unit: str


@dataclass(frozen=True)
class FlipView:
    moves: tuple[MoveView, ...]
    verdict: str
    answer: str  # the headline with its values
    margin: MarginView | None = None


@dataclass(frozen=True)
class NeedsView:
    place: Place
    question: str
    question_title: str
    literal: str
    text: str
    verdict: str
    to: str
    flips: tuple[FlipView, ...]
    covered: int
    most: int
    space: tuple[tuple[str, int], ...]
    runs: int
    cut: tuple[str, ...] = ()
    limit: str = ""
    seconds: float | None = None  # that the search was allowed, if they stopped it
    unchecked: int = 0  # sets that were found, and not checked in time


QuestionView = WhyNotView | WhatIfView | NeedsView

"""Why not: the provisions that could have given a conclusion, and what stands in the way of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from decisis.casework.answer import Row, ask
from decisis.casework.moves import Move
from decisis.casework.question import Question
from decisis.casework.record import Side, opposite
from decisis.casework.verdict import Asked
from decisis.proof.argument import Ground
from decisis.proof.tree import Node, attempts
from decisis.proof.wording import source_text


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of a provision, at one of its elements or before any of them.

    ``kind``: not shown, not so, not decided, shown, loses, not in force, edition, switched off, set
    aside, own, not yet decided, dissent.
    """

    kind: str
    text: str
    label: str = ""  # of the element, if it is one
    margin: str = ""  # how far: "5 months 27 days short"
    citation: str = ""  # of what prevails, or takes it out of application


@dataclass(frozen=True)
class Remedy:
    """What would let the provision apply, and what would follow; run, and found to be so."""

    moves: tuple[Move, ...]
    verdict: str  # of the conclusion, then
    applies: bool
    remaining: tuple[Obstacle, ...] = ()  # what still stands in the way of the conclusion


@dataclass(frozen=True)
class Candidate:
    """A provision that could have given the conclusion; ``step`` names it."""

    step: Node
    met: tuple[Node, ...]
    obstacles: tuple[Obstacle, ...]
    remedy: Remedy | None = None
    others: int = 0  # further ways in which it fails, not shown


@dataclass(frozen=True)
class NotSo:
    """A literal that is not established, and why."""

    row: Row = field(repr=False)  # as it was asked
    side: Side  # the literal that is not established: that of the row, or what opposes it
    text: str
    literal: str
    verdict: str  # of this literal
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class WhyNot:
    asked: Asked = field(repr=False)
    question: Question
    literals: tuple[NotSo, ...]


def why_not(asked: Asked, question: Question) -> WhyNot:
    """For each instance of a question: why it is not so or, if it is, why its opposite is not."""
    rows = ask(asked, question)
    return WhyNot(asked, question, tuple(_not_so(row) for row in rows))


def _not_so(row: Row) -> NotSo:
    side = opposite(row.side) if row.verdict == "proved" else row.side
    run = row.asked.run
    text = run.wording.atom(side.relation, side.values)
    literal = source_text(side.relation, side.values)
    return NotSo(row, side, text, literal, row.verdict, tuple(_candidates(row, side)))


def _candidates(row: Row, side: Side) -> Iterator[Candidate]:
    run = row.asked.run
    for step in attempts(run.argument, run.wording, Ground(side.relation, side.values)):
        yield Candidate(step, (), (Obstacle("not shown", step.reason, step.label),))

"""What one run says of a question, as an interview tells answers apart."""

from __future__ import annotations

from dataclasses import dataclass

from decisis.casework.asking import Run
from decisis.casework.question import Question
from decisis.casework.verdict import Asked
from decisis.proof.wording import source_text
from decisis.rules import naming
from decisis.values import Value

Rows = frozenset[tuple[Value, ...]]


@dataclass(frozen=True)
class Outcome:
    """What one run says of a question: which of its instances are established, and which are possible.

    ``left_open``: the questions that the law leaves open of it there; which of them arise is worth asking.
    """

    established: frozenset[str]
    possible: frozenset[str]
    left_open: frozenset[str]

    @property
    def settled(self) -> bool:
        return self.established == self.possible


def outcome(asked: Asked, question: Question) -> Outcome:
    return outcome_of(asked.run, question)


def outcome_of(run: Run, question: Question) -> Outcome:
    """Both sides of the question, and conflicts; imprecise values are what they are written as."""
    model, base = run.model, question.relation
    sides = (base, naming.denied(base))
    conflicts = _said(naming.conflicted(base), model.tuples(naming.conflicted(base)), question)
    established = (_said(s, model.tuples(s), question) for s in sides)
    possible = (_said(s, model.tuples(naming.possibly(s)) | model.tuples(s), question) for s in sides)
    about = (name for name, info in run.lowered.program.provisions.items() if info.about == base)
    left_open = (name for name in about if model.tuples(naming.possibly_applies(name)))
    possibly = frozenset().union(*possible, conflicts)
    return Outcome(frozenset().union(*established, conflicts), possibly, frozenset(left_open))


def _said(relation: str, rows: Rows, question: Question) -> frozenset[str]:
    """The instances that the question asks about or, of a functional relation, that speak against it."""
    return frozenset(source_text(relation, row) for row in rows if _about(row, question))


def _about(row: tuple[Value, ...], question: Question) -> bool:
    return all(
        p is None or p == v or not isinstance(p, str) for p, v in zip(question.pattern, row, strict=True)
    )

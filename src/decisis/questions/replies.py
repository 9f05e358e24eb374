"""What an interview asks, and what is answered to it, as data."""

from __future__ import annotations

from dataclasses import dataclass

from decisis.casework.record import Side
from decisis.questions.askable import Item
from decisis.questions.outcomes import Outcome
from decisis.questions.pathways import Step

Told = tuple[Side, ...]  # answers, as what is found


@dataclass(frozen=True)
class Disputed:
    """A dispute to be asked about: which of its sides is so."""

    name: str
    sides: tuple[Side, Side]


@dataclass(frozen=True)
class Reply:
    """What a person answered: what is found, which may be nothing."""

    item: Item | Disputed
    found: Told = ()


@dataclass(frozen=True)
class Asking:
    """A thing to ask, and why: with ``context`` found as well, ``answer`` to it changes the verdict."""

    item: Item | Disputed
    step: Step
    answer: Told
    context: Told
    without: Outcome  # with the context alone
    then: Outcome  # with the context and the answer

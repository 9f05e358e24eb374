"""The answers that questions about an answer compare: each is certified before anything is said of it."""

from __future__ import annotations

from decisis.casework.answer import ask
from decisis.casework.certified import certify_rows
from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.verdict import Asked

A_STATE = "a state of the matter"  # what certificates call what is asked here


def certain(asked: Asked, question: Question, *, outright: bool = False) -> tuple[Row, ...]:
    """The answer to a question, certified. Raises `Refused` for what the checker does not accept.

    ``outright`` leaves out what happens however the open things fall, for who shows nothing of it.
    """
    rows = ask(asked, question)
    certify_rows(A_STATE, asked, question, rows, outright=outright)
    return rows

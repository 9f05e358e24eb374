"""Why-not, what-if and needs as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from decisis.api.answer import Answer, Asker
from decisis.api.matter import Matter
from decisis.casework.inquiry import question_in
from decisis.casework.verdict import Asked
from decisis.questions.clock import SECONDS_OF_A_SESSION
from decisis.questions.difference import differences
from decisis.questions.needs import as_found
from decisis.questions.present import place_of, present_what_if, present_why_not
from decisis.questions.telling import as_told
from decisis.questions.what_if import after_changes
from decisis.questions.why_not import why_not
from decisis.render.question_views import Place
from decisis.render.questions import render_questions
from decisis.render.view import Options


def why_not_text(answer: Answer, look: Options) -> str:
    found = why_not(answer.matter.asked, answer.found.question)
    place = _place(answer.matter, answer.matter.asked)
    return render_questions("text", [present_why_not(found, place)], look)


def what_if_text(matter: Matter, changes: Sequence[str], questions: Iterable[str], look: Options) -> str:
    asked = [question_in(matter.current, q) for q in questions]
    after = after_changes(matter.asked, changes)
    found = differences(matter.asked, after, asked)
    view = present_what_if(found, changes, _place(matter, matter.asked), _place(matter, after))
    return render_questions("text", [view], look)


def needs_texts(answer: Answer, verdict: str, look: Options) -> Iterator[str]:
    """How things stand, each set as soon as it is certain and, at last, how far the search went."""
    told = as_found(answer.matter.asked, answer.found.question, verdict, seconds=SECONDS_OF_A_SESSION)
    pieces = as_told(told, _place(answer.matter, answer.matter.asked), look)
    return (text.removesuffix("\n") for _, text in pieces)


def _place(matter: Asker, asked: Asked) -> Place:
    return place_of(matter.filed.name, matter.filed.title, matter.filed.courts, asked)

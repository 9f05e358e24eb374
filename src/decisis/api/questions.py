"""Why not, what if and what it would take: data that also prints as the commands do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from decisis.api.notebook import text_html
from decisis.api.report import WIDTH
from decisis.casework.inquiry import question_in
from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.verdict import Asked
from decisis.questions.difference import Difference, differences
from decisis.questions.needs import Needs, needs, wanted
from decisis.questions.present import place_of, present_needs, present_what_if, present_why_not
from decisis.questions.what_if import after_changes
from decisis.questions.why_not import WhyNot, why_not
from decisis.render.question_views import Place, QuestionView
from decisis.render.questions import QUESTION_FORMS, render_questions
from decisis.render.view import Options


class Printed:
    """What has a view: `written` has its forms, `text`, `markdown` and `json`."""

    view: QuestionView

    def written(self, form: str = "text", *, width: int = WIDTH) -> str:
        """In one of the forms. Raises ValueError for a form that there is not."""
        if form not in QUESTION_FORMS:
            raise ValueError(f"there is no form `{form}`; there are {', '.join(QUESTION_FORMS)}")
        return render_questions(form, [self.view], Options(width=width))

    def __str__(self) -> str:
        return self.written()

    def _repr_html_(self) -> str:
        return text_html(str(self))


@dataclass(frozen=True, repr=False)
class WhyNotPrinted(Printed, WhyNot):
    view: QuestionView = field(kw_only=True)

    def __repr__(self) -> str:
        return f"<why not {self.question.name or self.question.relation}>"


@dataclass(frozen=True, repr=False)
class NeedsPrinted(Printed, Needs):
    view: QuestionView = field(kw_only=True)

    def __repr__(self) -> str:
        return f"<what {self.question.name or self.question.relation} needs>"


class Differences(Printed, tuple[Difference, ...]):
    """One difference for each question, in their order."""

    view: QuestionView

    def __repr__(self) -> str:
        return f"<what changes in {len(self)} answer{'' if len(self) == 1 else 's'}>"


def why_not_of(matter: Matter, asked: Asked, question: Question) -> WhyNotPrinted:
    """What stands in the way, with its view."""
    found = why_not(asked, question)
    return WhyNotPrinted(**_fields(found), view=present_why_not(found, _place(matter, asked)))


def needs_of(
    matter: Matter, asked: Asked, question: Question, to: str, seconds: float | None
) -> NeedsPrinted:
    """What it would take, with its view; ``seconds`` of computing end the search. Raises Rejected."""
    verdict, side = wanted(matter, question, to)
    found = needs(asked, question, verdict, side=side, seconds=seconds)
    return NeedsPrinted(**_fields(found), view=present_needs(found, _place(matter, asked)))


def what_if_of(
    matter: Matter, asked: Asked, changes: tuple[str, ...], questions: Iterable[str]
) -> Differences:
    """What the changes would change, with its view. Raises Rejected, of a change or question amiss."""
    after = after_changes(asked, changes)
    found = Differences(differences(asked, after, [question_in(matter, q) for q in questions]))
    found.view = present_what_if(found, changes, _place(matter, asked), _place(matter, after))
    return found


def _place(matter: Matter, asked: Asked) -> Place:
    return place_of(matter.name, matter.title, matter.courts, asked)


def _fields(found: WhyNot | Needs) -> dict[str, Any]:
    return {each.name: getattr(found, each.name) for each in fields(found)}

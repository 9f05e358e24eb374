"""Answers as Python sees them, and their proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from decisis.api.notebook import answer_html
from decisis.casework.answer import Answer as Found
from decisis.casework.matter import Matter as Filed
from decisis.casework.present import present, question_text
from decisis.casework.verdict import Asked
from decisis.render import RENDERERS, render
from decisis.render.view import AnswerView, RowView
from decisis.values import Value

if TYPE_CHECKING:
    from decisis.api.questions import WhyNotPrinted

WIDTH = 100  # columns of text that nobody asked to be of another width


def rendered(
    view: AnswerView, form: str, *, brief: bool = False, depth: int | None = None, width: int
) -> str:
    """A view in one of the forms. Raises ValueError for a form that there is not."""
    if form not in RENDERERS:
        raise ValueError(f"there is no form `{form}`; there are {', '.join(RENDERERS)}")
    return render(form, [view], brief=brief, depth=depth, width=width)


class Asker(Protocol):
    """What was asked: a matter, in one state of its record."""

    @property
    def current(self) -> Filed: ...

    @property
    def filed(self) -> Filed: ...
    @property
    def asked(self) -> Asked: ...


@dataclass(frozen=True, repr=False)
class Answer:
    """The answer to one question. It is printed without its proof; `why` gives that."""

    matter: Asker = field(repr=False)
    found: Found = field(repr=False)

    @property
    def question(self) -> str:
        """The literal asked, as it is written in the language."""
        return question_text(self.found.question)

    @property
    def verdict(self) -> str:
        """`conflicted`, `proved`, `discretionary`, `refuted` or `undetermined`: the first that a row has."""
        return self.found.verdict

    @property
    def by_cases(self) -> bool:
        """Whether that is so only because it is so whichever way what is open falls."""
        rows = self.found.headline_rows
        return bool(rows) and all(row.by_cases for row in rows)

    @property
    def bindings(self) -> tuple[Mapping[str, Value], ...]:
        """The values of the question's variables, for each row that has the verdict."""
        return tuple(row.bindings for row in self.found.headline_rows)

    @property
    def rows(self) -> tuple[RowView, ...]:
        """An answer for each instance: verdict, strength, what it turns on, presumes and warns of."""
        return self._view.rows

    def why(self, *, brief: bool = False, depth: int | None = None) -> Proof:
        """The proof: every ground, every step with its citation."""
        return Proof(self.found, brief, depth)

    def why_not(self) -> WhyNotPrinted:
        """What stands in the way: each provision that could have given it, and where it fails."""
        from decisis.api.questions import why_not_of

        return why_not_of(self.matter.current, self.matter.asked, self.found.question)

    def to(self, form: str, *, width: int = WIDTH) -> str:
        """The answer without its proof, in one of the forms: `text`, `markdown`, `json`, …"""
        return rendered(self._view, form, width=width)

    @cached_property
    def _view(self) -> AnswerView:
        return present(self.found, proofs=False)

    def __repr__(self) -> str:
        return f"<{self.question}: {self.verdict}{' by cases' * self.by_cases}>"

    def __str__(self) -> str:
        return self.to("text")

    def _repr_html_(self) -> str:
        return answer_html(self._view)


@dataclass(frozen=True, repr=False)
class Proof:
    """An answer with its proof, in whatever form is asked for."""

    found: Found = field(repr=False)
    brief: bool = False
    depth: int | None = None

    @cached_property
    def view(self) -> AnswerView:
        """The proof as data, as renderers take it."""
        return present(self.found, proofs=True)

    def to(self, form: str, *, width: int = WIDTH) -> str:
        """The proof in one of the forms: `text`, `markdown`, `json`, …"""
        return rendered(self.view, form, brief=self.brief, depth=self.depth, width=width)

    def __repr__(self) -> str:
        return f"<proof of {question_text(self.found.question)}: {self.found.verdict}>"

    def __str__(self) -> str:
        return self.to("text")

    def _repr_html_(self) -> str:
        return answer_html(self.view)

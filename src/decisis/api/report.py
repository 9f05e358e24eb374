"""What is printed of precedent, as data and in every form that the command prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from decisis.api.notebook import text_html

View = TypeVar("View")
WIDTH = 100  # columns of text that nobody asked to be of another width


@dataclass(frozen=True)
class Forms(Generic[View]):
    """How a view is rendered."""

    text: Callable[[View, int], str]
    markdown: Callable[[View], str]
    json: Callable[[View], str]


@dataclass(frozen=True, repr=False)
class Report(Generic[View]):
    """What was found: ``view`` has it as data, `to` in the forms `text`, `markdown` and `json`."""

    name: str
    view: View
    forms: Forms[View] = field(repr=False)

    def to(self, form: str, *, width: int = WIDTH) -> str:
        """In one of the forms. Raises ValueError for a form that there is not."""
        made: Mapping[str, Callable[[], str]] = {
            "text": lambda: self.forms.text(self.view, width),
            "markdown": lambda: self.forms.markdown(self.view),
            "json": lambda: self.forms.json(self.view),
        }
        if form not in made:
            raise ValueError(f"there is no form `{form}`; there are {', '.join(made)}")
        return made[form]()

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __str__(self) -> str:
        return self.to("text")

    def _repr_html_(self) -> str:
        return text_html(str(self))

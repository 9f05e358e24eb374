"""What it would take, told as text while it is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.questions.needs import Needs
from decisis.questions.present import present_flip, present_needs
from decisis.render import questions_text
from decisis.render.question_views import FlipView, Place
from decisis.render.view import Options


def as_told(told: Iterable[Needs], place: Place, look: Options) -> Iterator[tuple[Needs, str]]:
    """How things stand, each set as soon as it is certain and, at last, how far the search went.

    Each with what is known by then; the texts together are the page that `render` gives.
    """
    found: Needs | None = None
    shown: list[FlipView] = []
    for more in told:
        if found is None:
            yield more, questions_text.begun(present_needs(more, place), look)
        found = more
        for flip in found.flips[len(shown) :]:
            view = present_flip(flip, found.asked.run.wording)
            yield found, questions_text.listed(view, shown, look)
            shown.append(view)
    assert found is not None
    yield found, questions_text.ended(present_needs(found, place), look)

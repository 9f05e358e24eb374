"""What fails for want of facts alone rests on nothing: to leave it out changes no ground."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from decisis.casework.answer import ask
from decisis.casework.inquiry import Inquiry, asked_of
from decisis.casework.matter import Matter
from decisis.proof.argument import Argument
from tests.shipped import CASES, PAGES, page_of
from tests.thorough import some


class Every:
    """Every relation."""

    def __contains__(self, name: str) -> bool:
        return True

    def isdisjoint(self, names: Iterable[str]) -> bool:
        return False


def grounds_of(matter: Matter, questions: int) -> list[object]:
    """All that answers rest on, in the words of their proofs."""
    asked = asked_of(matter, Inquiry())
    rows = (row for q in some(tuple(matter.questions.values()), questions) for row in ask(asked, q))
    return [(row.literal, row.strength, [(g.provisions, g.proof) for g in row.grounds]) for row in rows]


@pytest.mark.parametrize("page", [*PAGES, *some(CASES, 1)], ids=lambda p: p.stem)
def test_no_ground_is_another(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = 1 if page in CASES else 4
    found = grounds_of(page_of(page), questions)
    monkeypatch.setattr(Argument, "kept_out", Every())
    assert grounds_of(page_of(page), questions) == found

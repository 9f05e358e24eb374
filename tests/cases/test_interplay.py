"""What a verdict turns on together is sought among the open things that may have a part in it alone.

This seeks it among all of them, on many pages, and finds the same.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework import turning
from decisis.casework.answer import ask
from decisis.casework.inquiry import Inquiry, asked_of
from decisis.casework.matter import Matter
from decisis.dataclass import replace
from tests.shipped import CASES, PAGES, matter_of, page_of
from tests.thorough import THOROUGH, some

SHIPPED = [case for case in CASES if THOROUGH or case.stem in ("leiva_deras", "palacios_becerril")]
MOST = 4  # questions of a shipped case

Found = set[tuple[tuple[str, ...], str]]  # the names of things, and the verdict with them


def turning_together(matter: Matter, most: int) -> list[Found]:
    asked = asked_of(matter, Inquiry())
    asked = replace(asked, court=asked.court.searching())
    return [
        {(tuple(t.name for t in each.things), each.decision.verdict) for each in row.turning.together}
        for question in some(tuple(matter.questions.values()), most)
        for row in ask(asked, question)
    ]


def assert_same(matter: Matter, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    found = turning_together(matter, most)
    monkeypatch.setattr(turning, "at_work", lambda things, asked: tuple(range(len(things))))
    assert turning_together(matter, most) == found


@pytest.mark.parametrize("page", some(PAGES, 70), ids=lambda p: p.stem)
def test_of_a_page(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_same(page_of(page), monkeypatch, 100)


@pytest.mark.parametrize("case", SHIPPED, ids=lambda p: p.stem)
def test_of_a_case(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_same(matter_of(case), monkeypatch, MOST)

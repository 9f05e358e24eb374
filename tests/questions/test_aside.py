"""What one question has looked for, another finds: no answer depends on what was asked before."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.asking import Court
from decisis.casework.inquiry import Inquiry, answered, asked_of
from decisis.casework.matter import Matter
from decisis.casework.present import present
from decisis.casework.verdict import Asked
from decisis.render.view import AnswerView
from tests.shipped import PAGES, page_of
from tests.thorough import some

TESTS = Path(__file__).parents[1]


def view(matter: Matter, asked: Asked, name: str) -> AnswerView:
    return present(answered(matter, asked, matter.questions[name]), proofs=True)


@pytest.mark.parametrize("page", some(PAGES, 70), ids=lambda page: page.stem)
def test_no_answer_depends_on_what_was_asked_before(page: Path) -> None:
    matter = page_of(page)
    one = asked_of(matter, Inquiry())
    together = {name: view(matter, one, name) for name in reversed(matter.questions)}
    assert together == {name: view(matter, asked_of(matter, Inquiry()), name) for name in matter.questions}


def test_what_was_looked_for_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = page_of(TESTS / "museum" / "settled_by_the_remaining_cases.case")
    asked, runs = asked_of(matter, Inquiry()), []
    made = Court._run
    monkeypatch.setattr(Court, "_run", lambda court, *wanted: runs.append(wanted) or made(court, *wanted))
    name = next(iter(matter.questions))
    first = view(matter, asked, name)
    assert asked.court.aside._runs
    runs.clear()
    assert view(matter, asked, name) == first
    assert not runs


def test_what_was_looked_for_is_not_evaluated_again_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = page_of(TESTS / "museum" / "cases_within_a_case.case")
    asked, runs = asked_of(matter, Inquiry()), []
    made = Court._run_with
    monkeypatch.setattr(
        Court, "_run_with", lambda court, *wanted: runs.append(wanted) or made(court, *wanted)
    )
    view(matter, asked, "cover")
    assert 1 < len(asked.court._runs) < len(runs), "cases were looked for that are not asked"
    assert len({run[:3] for run in runs}) == len(runs)


def test_of_what_was_looked_for_the_latest_is_kept() -> None:
    matter = page_of(PAGES[0])
    court = asked_of(matter, Inquiry()).court.searching(most=1)
    record = matter.record
    court.run(matter.setting, record)
    last = court.run(matter.setting, record.settle("nothing", True))
    assert list(court._runs.values()) == [last]

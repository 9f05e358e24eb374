"""A search for what it would take ends in the time that it has, also where it looks for amounts to try."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.inquiry import Inquiry, asked_of
from decisis.questions import thresholds
from decisis.questions.needs import needs
from tests.questions.generated import loaded

PAGE = Path(__file__).parents[1] / "museum" / "sum_of_nothing_in_a_currency.case"


def test_nothing_is_covered_if_the_amounts_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = loaded(PAGE.read_text("utf-8"))
    asked, question = asked_of(matter, Inquiry()), matter.questions["small_three"]
    assert needs(asked, question, most=1).covered == 1

    monkeypatch.setattr(thresholds.Thresholds, "_compared", lambda looking, clause: _until_over(looking))
    stopped = needs(asked_of(matter, Inquiry()), question, most=1, seconds=0.2)
    assert stopped.covered == 0
    assert stopped.limit == "0.2 seconds had passed"


def _until_over(looking: thresholds.Thresholds) -> None:
    while not looking.clock.over:
        pass

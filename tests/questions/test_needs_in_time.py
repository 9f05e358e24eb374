"""A search for what it would take ends in the time that it has, also where it looks for amounts to try."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.inquiry import Inquiry, asked_of
from decisis.questions.clock import Clock, OutOfTime
from decisis.questions.space import space_of
from tests.questions.generated import loaded

PAGE = Path(__file__).parents[1] / "museum" / "sum_of_nothing_in_a_currency.case"


def test_no_amounts_are_looked_for_once_the_time_is_over() -> None:
    matter = loaded(PAGE.read_text("utf-8"))
    asked = asked_of(matter, Inquiry()).about(matter.questions["small_three"].relation)
    assert space_of(asked).searching(Clock()).everything()
    with pytest.raises(OutOfTime):
        space_of(asked).searching(Clock(seconds=0)).everything()

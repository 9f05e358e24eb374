"""Law that measures, against worlds in which nothing is open: a short form of `python -m tests.meaning`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.meaning.doctrine import Between, Length
from tests.meaning.measured import amounts
from tests.meaning.measured import law as m
from tests.meaning.measured.completions import values
from tests.meaning.measured.days import counted, moved
from tests.meaning.measured.gates import closed
from tests.meaning.measured.hunting import hunt
from tests.meaning.measured.tally import Tally
from tests.thorough import THOROUGH

SEEDS = range(3) if not THOROUGH else range(400)


def test_decisis_agrees_with_every_world() -> None:
    tally = Tally()
    for seed in SEEDS:
        hunt(seed, tally)
    assert tally.asked > len(SEEDS)
    assert not tally.findings, "\n".join(tally.findings)


def test_a_judge_that_is_wrong_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a sum of nothing is 1, the worlds and Decisis part ways."""
    monkeypatch.setitem(amounts.NOTHING, "N", 1)
    tally = Tally()
    for seed in range(16, 60):
        hunt(seed, tally)
        if tally.findings:
            return
    pytest.fail("nobody noticed")


def test_gates_that_nothing_passes_are_closed() -> None:
    assert closed(Tally(asked=1, rules=1))


@pytest.mark.parametrize(
    "bounds, ways",
    [
        (Between(2, 4), [2, 3, 4]),
        (Between(None, 1), [0, 1]),
        (
            Between(date(2000, 2, 28), date(2000, 3, 1)),
            [date(2000, 2, 28), date(2000, 2, 29), date(2000, 3, 1)],
        ),
        (Between(Length(0, 3), Length(0, 4)), [Length(0, 3), Length(0, 4)]),
        (Between(Decimal(1), Decimal(2)), [Decimal(1), Decimal("1.5"), Decimal(2)]),
    ],
)
def test_values_between_bounds(bounds: Between, ways: list[object]) -> None:
    assert list(values(bounds)) == ways


@pytest.mark.parametrize(
    "day, period, way, last",
    [
        (date(2009, 1, 31), Length(1), 1, date(2009, 2, 28)),
        (date(2009, 3, 31), Length(1), -1, date(2009, 2, 28)),
        (date(2008, 2, 29), Length(12), 1, date(2009, 2, 28)),
        (date(2009, 1, 30), Length(0, 3), 1, date(2009, 2, 2)),
    ],
)
def test_periods_by_the_calendar(day: date, period: Length, way: int, last: date) -> None:
    assert moved(day, period, way) == last


ROWS = (m.Era(date(2000, 1, 1), business_under=7, rolls=True), m.Era(date(2009, 12, 1), rolls=True))
CHRISTMAS = m.Counting("court_days", ROWS, ((12, 25, True),))


@pytest.mark.parametrize(
    "day, period, way, last",
    [
        (date(2008, 12, 24), Length(0, 3), 1, date(2008, 12, 30)),  # Thursday off, and the week-end
        (date(2008, 12, 24), Length(0, 10), 1, date(2009, 1, 5)),  # a Saturday gives way
        (date(2009, 12, 22), Length(0, 3), 1, date(2009, 12, 28)),  # a Friday that is a holiday
        (date(2010, 12, 27), Length(0, 3), -1, date(2010, 12, 23)),  # Friday, observed for Saturday
        (date(1999, 12, 31), Length(0, 3), 1, None),  # no row is in force
    ],
)
def test_periods_by_a_counting_rule(day: date, period: Length, way: int, last: date | None) -> None:
    assert counted(day, period, way, CHRISTMAS) == last

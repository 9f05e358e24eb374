"""Decisis against a judge written from the documents alone: a short form of `python -m tests.meaning`."""

from __future__ import annotations

from datetime import date

import pytest

from tests.meaning import doctrine as d
from tests.meaning.figures import FIGURES
from tests.meaning.gates import closed
from tests.meaning.hunting import Tally, hunt
from tests.meaning.values import compared
from tests.thorough import THOROUGH

PLACES = 3 if not THOROUGH else 40
EACH = 2 if not THOROUGH else 50


@pytest.mark.parametrize("place", range(PLACES))
def test_decisis_agrees_with_the_judge(place: int) -> None:
    tally = Tally()
    for seed in range(place * 1000, place * 1000 + EACH):
        hunt(seed, tally, gates=False)
    assert tally.asked > EACH
    assert not tally.findings, "\n".join(map(str, tally.findings))


def test_a_judge_that_is_wrong_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the first test of who prevails, the judge and Decisis part ways."""
    from tests.meaning import authority

    monkeypatch.setattr(authority, "TESTS", authority.TESTS[1:])
    tally = Tally()
    for seed in range(4, 60):
        hunt(seed, tally, relations=False, gates=False)
        if tally.findings:
            return
    pytest.fail("nobody noticed")


def test_gates_that_nothing_passes_are_closed() -> None:
    assert closed({}, 1)


def test_figures_are_on_the_page() -> None:
    page = FIGURES.parents[2] / "docs" / "trust.md"
    assert FIGURES.read_text("utf-8") in page.read_text("utf-8")


@pytest.mark.parametrize(
    "left, sign, right, truth",
    [
        (d.Length(13), "=", d.Length(13), True),
        (d.Length(13), ">", d.Length(0, 392), True),
        (d.Length(13), ">", d.Length(0, 393), None),
        (d.Length(13), "<=", d.Length(0, 397), True),
        (d.Between(3, None), ">", 2, True),
        (d.Between(3, None), "=", 3, None),
        (d.Between(None, 3), ">=", 4, False),
        (d.Between(2, 4), "!=", 5, True),
        (d.Between(date(2000, 1, 1), None), "<", date(2000, 1, 1), False),
    ],
)
def test_values_compared(left: d.Value, sign: str, right: d.Value, truth: bool | None) -> None:
    assert compared(left, sign, right) is truth

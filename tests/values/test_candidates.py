"""Exact stand-ins for an imprecise value: every class that thresholds make within it has one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.representatives import MOST_CANDIDATES, candidates
from decisis.values import LIFE, Bounds, Duration, Exact, Money, Truth, Value, closed, compare

M12, M13, M14 = Duration(12), Duration(13), Duration(14)
D = date(1990, 2, 15)


def day(number: int) -> date:
    return D + timedelta(number)


TABLE = [
    # value, thresholds, candidates
    ("a", ["b"], ["a"]),
    (5, [4, 5, 6], [5]),
    (M14, [M13], [M14]),
    (Duration(days=180), [M13], [Duration(days=180)]),
    (Duration(days=395), [M13], [Duration(13, -1), M13, Duration(13, 1)]),
    (Duration(days=393), [M13], [Duration(13, -1), M13]),  # 393 days never exceed 13 months
    (Duration(days=397), [M13], [M13, Duration(13, 1)]),
    (M13, [Duration(days=395)], [Duration(days=394), Duration(days=395), Duration(days=396)]),
    (Bounds(D, None, low_open=True), [], [day(1)]),
    (Bounds(D, None, low_open=True), [D], [day(1)]),
    (Bounds(D, None, low_open=True), [day(10)], [day(1), day(9), day(10), day(11)]),
    (Bounds(D, day(3)), [day(10)], [day(0), day(3)]),
    (Bounds(M12, M14), [M13], [M12, Duration(13, -1), M13, Duration(13, 1), M14]),
    (Bounds(M13, None, low_open=True), [M13], [Duration(13, 1)]),
    (Bounds(M13, LIFE), [M14], [M13, Duration(14, -1), M14, Duration(14, 1), LIFE]),
    (Bounds(Duration(days=393), None), [M13], [Duration(13, -1), M13, Duration(13, 1)]),
    (Bounds(None, None), [LIFE], [Duration(), LIFE]),
    (Bounds(1, 9), [5], [1, 4, 5, 6, 9]),
    (Bounds(1, 9), [Decimal("5.5")], [1, 5, 6, 9]),
    (Bounds(1, None, low_open=True), [Bounds(2, 5)], [2, 3, 4, 5, 6]),
    (Bounds(Decimal(1), Decimal(2)), [], [Decimal(1), Decimal("1.5"), Decimal(2)]),
    (Bounds(Decimal(1), None, low_open=True), [2], [Decimal("1.5"), Decimal(2), Decimal(3)]),
    (
        Bounds(None, Money(Decimal(10))),
        [Money(Decimal(5)), Money(Decimal(5), "EUR")],
        [Money(Decimal(number)) for number in ("4", "5", "7.5", "10")],
    ),
    (Bounds(None, None), [], []),  # nobody knows what it is
    (Bounds(None, None), ["a"], []),  # the other symbols are not listed
    (Bounds(None, None), [1, D], []),
    (Bounds(None, None), [7], [6, 7, 8]),
]


@pytest.mark.parametrize("value, thresholds, expected", TABLE)
def test_candidates(value: Value, thresholds: list[Value], expected: list[Exact]) -> None:
    assert list(candidates(value, thresholds)) == expected
    assert list(candidates(value, [*reversed(thresholds), *thresholds])) == expected


def test_too_many_thresholds() -> None:
    """One of each class where three for each threshold are too many, and none rather than some."""
    assert len(candidates(Bounds(0, 100), range(5, 100, 10))) == 21
    assert len(candidates(Bounds(0, 100), range(0, 100, 2))) == 0
    assert len(candidates(Bounds(0, 100), range(0, 24, 2))) <= MOST_CANDIDATES


Classes = tuple[Truth, ...]


def answers(value: Exact, thresholds: list[Exact]) -> Classes:
    return tuple(compare(value, operator, limit) for limit in thresholds for operator in ("<", "=", ">"))


ends = st.none() | st.integers(-5, 12)


@given(st.builds(Bounds, ends, ends, st.booleans(), st.booleans()), st.lists(st.integers(-6, 14), max_size=5))
def test_every_class_of_numbers_has_a_candidate(bounds: Bounds, thresholds: list[Exact]) -> None:
    within = closed(bounds)
    inside: list[Exact] = [
        number
        for number in range(-30, 40)
        if (within.low is None or compare(number, ">=", within.low) is Truth.TRUE)
        and (within.high is None or compare(number, "<=", within.high) is Truth.TRUE)
    ]
    found = candidates(bounds, thresholds)
    assert set(found) <= set(inside)
    if found or within.low is not None or within.high is not None:
        assert {answers(each, thresholds) for each in found} == {answers(each, thresholds) for each in inside}


lengths = st.builds(Duration, st.integers(0, 20), st.integers(0, 40))


@given(lengths, lengths, lengths, st.lists(lengths, max_size=3))
def test_every_class_of_decided_durations_has_a_candidate(
    low: Duration, high: Duration, inside: Duration, thresholds: list[Exact]
) -> None:
    bounds = Bounds(low, high)
    if compare(low, "<=", inside) is not Truth.TRUE or compare(inside, "<=", high) is not Truth.TRUE:
        return
    found = candidates(bounds, thresholds)
    assert len(found) <= MOST_CANDIDATES
    wanted = answers(inside, thresholds)
    if Truth.UNKNOWN not in wanted and len(thresholds) == 1:
        assert wanted in {answers(each, thresholds) for each in found}


@given(lengths, lengths)
def test_candidates_for_an_undecided_duration_are_decided(value: Duration, threshold: Duration) -> None:
    found = candidates(value, [threshold])
    assert all(Truth.UNKNOWN not in answers(each, [threshold]) for each in found)
    possible = {op for op in ("<", "=", ">") if compare(value, op, threshold) is not Truth.FALSE}
    held = {op for each in found for op in ("<", "=", ">") if compare(each, op, threshold) is Truth.TRUE}
    assert held == possible

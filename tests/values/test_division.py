"""Bounds cut into parts: every value within them is in one, and none in two."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.division import cut, spread
from decisis.values import Bounds, Duration, Exact, Money, Truth, Value, compare

D = date(2012, 3, 1)


def day(number: int) -> date:
    return D + timedelta(number)


def usd(number: str) -> Money:
    return Money(Decimal(number))


TABLE = [
    # value, points, parts
    (5, [4, 5, 6], None),
    (Bounds(1, 9), [5], (Bounds(1, 4), Bounds(5, 9))),
    (Bounds(1, 9), [2], (1, Bounds(2, 9))),
    (Bounds(1, 9), [1, 10], (Bounds(1, 4), Bounds(5, 9))),  # no point lies in it
    (Bounds(1, 2), [], (1, 2)),
    (Bounds(1, None, low_open=True), [4], (Bounds(2, 3), Bounds(4, None))),
    (Bounds(1, None), [], (Bounds(1, 2), Bounds(3, None))),
    (
        Bounds(None, usd("-10")),
        [],
        (Bounds(None, usd("-21"), high_open=True), usd("-21"), Bounds(usd("-21"), usd("-10"), low_open=True)),
    ),
    (Bounds(None, D), [], (Bounds(None, day(-3654)), Bounds(day(-3653), D))),
    (Bounds(None, date(5, 1, 1)), [], None),  # the calendar has no day so long before
    (Bounds(None, None), [], None),
    (
        Bounds(None, D),
        [date(1, 1, 1)],
        (Bounds(None, day(-3654)), Bounds(day(-3653), D)),
    ),  # none before
    (Bounds(D, day(1)), [date(1, 1, 1)], (D, day(1))),
    (Bounds(None, None), [D], (Bounds(None, day(-1)), Bounds(D, None))),
    (Bounds(None, None), [5], None),  # it may be 4.5
    (Bounds(D, day(9)), [day(3), day(4), day(5)], (Bounds(D, day(3)), Bounds(day(4), day(9)))),
    (Bounds(D, day(9)), [5, usd("5")], (Bounds(D, day(4)), Bounds(day(5), day(9)))),
    (
        Bounds(usd("4000"), usd("20000")),
        [],
        (
            Bounds(usd("4000"), usd("10000"), high_open=True),
            usd("10000"),
            Bounds(usd("10000"), usd("20000"), low_open=True),
        ),
    ),
    (Bounds(Duration(1), Duration(2)), [Duration(days=45)], None),
    (Bounds(Duration(days=20), Duration(days=40)), [], None),
]


@pytest.mark.parametrize("value, points, parts", TABLE)
def test_cut(value: Value, points: list[Exact], parts: tuple[Value, ...] | None) -> None:
    assert cut(value, points) == parts


SPREAD = [
    # value, most, values
    (Bounds(5, None), 9, (5, 6, 7, 8, 11)),
    (Bounds(None, 5), 2, (-1, 2, 5)),
    (Bounds(D, None, low_open=True), 3, (day(1), day(93), day(184), day(367))),
    (Bounds(None, D), 3, (day(-366), day(-183), day(-91), D)),
    (Bounds(None, date(1, 1, 5)), 3, (date(1, 1, 5),)),  # the calendar has no day so long before
    (Bounds(usd("5"), None, low_open=True), 2, (usd("7"), usd("11"))),
    (Bounds(1, 9), 9, ()),
    (Bounds(None, None), 9, ()),
    (5, 9, ()),
]


@pytest.mark.parametrize("value, most, values", SPREAD)
def test_values_at_an_end_and_ever_farther_from_it(
    value: Value, most: int, values: tuple[Exact, ...]
) -> None:
    assert spread(value, most, days=366) == values


NUMBERS = st.integers(-60, 60)
DECIMALS = st.decimals(-20, 20, places=3)
KINDS = (NUMBERS, NUMBERS.map(day), DECIMALS, DECIMALS.map(Money))
WITHIN = st.one_of(*(st.tuples(*[numbers] * 4) for numbers in KINDS))


@given(WITHIN, st.booleans(), st.booleans())
def test_each_value_is_in_one_part(values: tuple[Exact, ...], low_open: bool, high_open: bool) -> None:
    low, high = sorted(values[:2], key=lambda v: v.amount if isinstance(v, Money) else v)  # type: ignore[return-value, arg-type]
    value = Bounds(low, high, low_open, high_open)
    parts = cut(value, values[2:3])
    for each in values if parts else ():
        assert sum(_holds(part, each) for part in parts or ()) == _holds(value, each)


def _holds(value: Value, each: Exact) -> bool:
    return compare(value, "=", each) is not Truth.FALSE

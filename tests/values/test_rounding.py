"""Amounts divided and rounded: a table, and that bounds enclose what every completion gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.calendar import Calendar
from decisis.rules.arithmetic import evaluate, result_kind
from decisis.rules.ir import Apply, Constant
from decisis.rules.rounding import DOWN, NEAREST, ROUNDINGS, UP
from decisis.values import LIFE, Bounds, Duration, Money, Truth, Value, compare, kind


def usd(amount: str, currency: str = "USD") -> Money:
    return Money(Decimal(amount), currency)


def months(number: int) -> Duration:
    return Duration(number)


def days(number: int) -> Duration:
    return Duration(days=number)


def value(way: str, amount: Value, divisor: Value, unit: Value) -> Value | None:
    return evaluate(Apply(way, tuple(map(Constant, (amount, divisor, unit)))), {}, Calendar())


CENT = usd("0.01")
# amount, divisor, unit: rounded down, up, to the nearest
EXACT: list[tuple[Value, Value, Value, Value, Value, Value]] = [
    (7, 2, 1, 3, 4, 4),
    (-7, 2, 1, -4, -3, -3),
    (6, 2, 1, 3, 3, 3),
    (0, 5, 1, 0, 0, 0),
    (1, 3, Decimal("0.01"), Decimal("0.33"), Decimal("0.34"), Decimal("0.33")),
    (Decimal("2.5"), 1, 1, 2, 3, 3),
    (12, 1, 50, 0, 50, 0),
    (25, 1, 50, 0, 50, 50),
    (1, Decimal("0.3"), 1, 3, 4, 3),
    (usd("26000"), 53, CENT, usd("490.56"), usd("490.57"), usd("490.57")),
    (usd("100"), 3, usd("10", "USD"), usd("30"), usd("40"), usd("30")),
    (usd("30000"), usd("14580"), Decimal("0.01"), Decimal("2.05"), Decimal("2.06"), Decimal("2.06")),
    (usd("30000"), usd("14580"), 1, 2, 3, 2),
    (months(13), 3, months(1), months(4), months(5), months(4)),
    (months(24), 2, months(1), months(12), months(12), months(12)),
    (days(100), 3, days(1), days(33), days(34), days(33)),
    (days(100), days(7), 1, 14, 15, 14),
    (months(30), months(12), 1, 2, 3, 3),
    # 100 days are more than 3 months (89 to 92 days) and less than 4 (120 to 123)
    (days(100), 1, months(1), months(3), months(4), months(3)),
    (Duration(13, 5), 1, months(1), months(13), months(14), months(13)),
    (LIFE, 2, months(1), LIFE, LIFE, LIFE),
]


@pytest.mark.parametrize("amount, divisor, unit, down, up, nearest", EXACT)
def test_exact(amount: Value, divisor: Value, unit: Value, down: Value, up: Value, nearest: Value) -> None:
    for way, expected in ((DOWN, down), (UP, up), (NEAREST, nearest)):
        found = value(way, amount, divisor, unit)
        assert found == expected, way
        assert found is not None
        assert kind(found) == result_kind(way, [kind(v) for v in (amount, divisor, unit)])


def test_the_calendar_decides_how_many_months_days_are() -> None:
    """91 days are three months, or a little less."""
    found = value(DOWN, days(91), 1, months(1))
    assert isinstance(found, Bounds)
    assert (found.low, found.high) == (months(2), months(3))
    assert found.tag == 'rounded down(["duration","0","91"],["int","1"],["duration","1","0"])'


NO_VALUE: list[tuple[Value, Value, Value]] = [
    (7, 0, 1),
    (7, -2, 1),
    (7, 2, 0),
    (usd("7"), 2, usd("-1")),
    (months(7), Duration(), 1),
    (LIFE, months(1), 1),
    (months(7), LIFE, 1),
    (10**37, Decimal("0.001"), 1),
]


@pytest.mark.parametrize("operands", NO_VALUE)
def test_nothing_is_divided_by_nothing_or_less(operands: tuple[Value, Value, Value]) -> None:
    for way in ROUNDINGS:
        assert value(way, *operands) is None


WRONG: list[tuple[Value, Value, Value]] = [
    (7, 2, CENT),
    (CENT, 2, 1),
    (usd("1"), 2, usd("1", "EUR")),
    (usd("1"), usd("1"), usd("1")),
    (months(1), 2, 1),
    (date(2003, 1, 1), 2, 1),
    ("a", 2, 1),
]


@pytest.mark.parametrize("operands", WRONG)
def test_operands_of_the_wrong_kind(operands: tuple[Value, Value, Value]) -> None:
    for way in ROUNDINGS:
        with pytest.raises(TypeError):
            value(way, *operands)
        assert result_kind(way, list(map(kind, operands))) is None


BOUNDED: list[tuple[str, Value, Value, Value, Value]] = [
    (DOWN, Bounds(usd("100"), usd("500"), high_open=True), 1, usd("100"), Bounds(usd("100"), usd("400"))),
    (UP, Bounds(usd("100"), usd("500"), low_open=True), 1, usd("100"), Bounds(usd("200"), usd("500"))),
    (DOWN, Bounds(None, months(13), high_open=True), 1, months(1), Bounds(None, months(12))),
    (DOWN, 100, Bounds(3, 7), 1, Bounds(14, 33)),
    (DOWN, 100, Bounds(3, None), 1, Bounds(0, 33)),
    (DOWN, -100, Bounds(3, 7), 1, Bounds(-34, -15)),
    (DOWN, 100, Bounds(0, 7), 1, Bounds(None, None)),
    (DOWN, 100, 7, Bounds(1, 2), Bounds(None, None)),
    (NEAREST, Bounds(1, 3), 4, 1, Bounds(0, 1)),
    (DOWN, Bounds(1, 3), 4, 1, 0),
    (DOWN, Bounds(months(6), LIFE), 3, months(1), Bounds(months(2), LIFE)),
]


@pytest.mark.parametrize("way, amount, divisor, unit, result", BOUNDED)
def test_bounded(way: str, amount: Value, divisor: Value, unit: Value, result: Value) -> None:
    assert value(way, amount, divisor, unit) == result


numbers = st.integers(-300, 300)
decimals = numbers.map(lambda n: Decimal(n) / 10)
positive = st.integers(1, 60)


@given(st.sampled_from(ROUNDINGS), numbers | decimals, positive, positive)
def test_of_numbers_it_is_the_whole_number_of_units(way: str, amount: Value, by: int, unit: int) -> None:
    quotient = Fraction(amount) / (by * unit)  # type: ignore[arg-type]
    whole = {DOWN: floor(quotient), UP: ceil(quotient), NEAREST: floor(quotient + Fraction(1, 2))}[way]
    assert value(way, amount, by, unit) == whole * unit


@given(st.sampled_from(ROUNDINGS), numbers, numbers, st.booleans(), positive, positive, positive, st.data())
def test_a_result_encloses_what_every_completion_gives(
    way: str, one: int, other: int, is_open: bool, by: int, more: int, unit: int, data: st.DataObject
) -> None:
    low, high = Decimal(min(one, other)), Decimal(max(one, other) + 2)
    result = value(way, Bounds(low, high, is_open, is_open, "a"), Bounds(by, by + more, tag="b"), unit)
    within = Decimal(data.draw(st.integers(int(low) * 10 + is_open, int(high) * 10 - is_open))) / 10
    point = value(way, within, data.draw(st.integers(by, by + more)), unit)
    assert result is not None and point is not None
    assert compare(result, "=", point) is not Truth.FALSE


lengths = st.builds(Duration, st.integers(0, 240), st.integers(0, 60)) | st.just(LIFE)
units = st.sampled_from((months(1), days(1), months(12), days(7), days(30)))


@given(st.sampled_from(ROUNDINGS), lengths, positive, units)
def test_so_many_units_are_within_one_of_a_duration(
    way: str, amount: Duration, by: int, unit: Duration
) -> None:
    """Rounded down it is surely not more, and one unit more surely more, whatever the calendar."""
    found = value(way, amount, by, unit)
    assert found is not None
    if amount == LIFE:
        assert found == LIFE
        return
    low, high = (found.low, found.high) if isinstance(found, Bounds) else (found, found)
    assert isinstance(low, Duration) and isinstance(high, Duration)

    def steps(end: Duration, further: int) -> Duration:
        return Duration((end.months + further * unit.months) * by, (end.days + further * unit.days) * by)

    down, up = {DOWN: (0, 1), UP: (-1, 0), NEAREST: (-1, 1)}[way]
    assert compare(steps(low, down), "<=", amount) is not Truth.FALSE
    assert compare(steps(high, up), ">=", amount) is not Truth.FALSE
    if way == DOWN:
        assert compare(low, "<=", amount) is Truth.TRUE or by > 1
        assert compare(steps(high, 1), ">", amount) is Truth.TRUE
    if way == UP:
        assert compare(steps(low, -1), "<", amount) is Truth.TRUE

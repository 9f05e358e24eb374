"""Comparison: tables of what is decided, and the laws that every comparison obeys."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.values import (
    LIFE,
    OPERATORS,
    Bounds,
    Duration,
    Exact,
    Money,
    Truth,
    Value,
    closed,
    compare,
    day_bounds,
    days_in_months,
    kind,
)

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def months(number: int) -> Duration:
    return Duration(months=number)


def days(number: int) -> Duration:
    return Duration(days=number)


DURATIONS = [
    # left, operator, right, answer
    (months(13), "=", months(13), T),
    (months(13), ">", months(12), T),
    (days(180), "<", days(181), T),
    (days(180), "<", months(13), T),  # 364 to 403 days by any conversion
    (days(392), "<", months(13), T),
    (days(393), "<", months(13), U),
    (days(393), ">", months(13), F),  # at most equal
    (days(393), "<=", months(13), T),
    (days(395), "=", months(13), U),
    (days(397), ">=", months(13), T),
    (days(397), "<", months(13), F),
    (days(398), ">", months(13), T),
    (Duration(13, 1), ">", months(13), T),  # "exceeded 13 months"
    (Duration(13, -1), "<", months(13), T),
    (Duration(12, 30), "<", months(13), U),  # a month of 28 to 31 days against 30
    (Duration(12, 32), ">", months(13), T),
    (Duration(1, 3), "=", Duration(1, 3), T),
    (days(30), "<", months(1), U),
    (days(27), "<", months(1), T),
    (days(6 * 31), ">", months(6), T),
    (days(180), "=", months(6), F),  # six months are 181 to 184 days
    (days(180), "<", months(6), T),
    (days(181), "=", months(6), U),
    (days(365), "<=", months(12), T),
    (months(4800), "=", days(146097), T),  # one cycle of the calendar: every start agrees
    (LIFE, ">", months(10**6), T),
    (LIFE, ">", days(10**9), T),
    (LIFE, "=", LIFE, T),
    (LIFE, "<", LIFE, F),
    (months(1), "!=", LIFE, T),
]


@pytest.mark.parametrize("left, operator, right, answer", DURATIONS)
def test_durations(left: Duration, operator: str, right: Duration, answer: Truth) -> None:
    assert compare(left, operator, right) is answer


BOUNDS = [
    (Bounds(date(1990, 2, 15), None, low_open=True), ">", date(1990, 2, 15), T),
    (Bounds(date(1990, 2, 15), None, low_open=True), ">=", date(1990, 2, 16), T),  # days come in steps
    (Bounds(date(1990, 2, 15), None), ">", date(1990, 2, 15), U),
    (Bounds(date(1990, 2, 15), None), "<", date(1990, 2, 15), F),
    (Bounds(None, date(1993, 2, 24), high_open=True), "<", date(1993, 2, 24), T),
    (Bounds(None, date(1993, 2, 24)), "<", date(1993, 2, 24), U),
    (Bounds(months(13), None, low_open=True), ">", months(13), T),
    (Bounds(months(13), None, low_open=True), ">", days(393), T),
    (Bounds(months(13), None, low_open=True), ">", days(397), U),  # 13 months and a day can be 394
    (Bounds(months(13), None), ">", months(13), U),
    (Bounds(months(13), None), "<", LIFE, U),
    (Bounds(None, months(13), high_open=True), ">=", months(13), F),
    (Bounds(months(36), months(72)), ">", months(13), T),
    (Bounds(months(3), months(6)), "=", months(7), F),
    (Bounds(months(3), months(6)), "!=", months(7), T),
    (Bounds(months(3), months(6)), "=", months(4), U),
    (Bounds(5, None, low_open=True), ">=", 6, T),
    (Bounds(Decimal(5), None, low_open=True), ">=", Decimal(6), U),  # decimals have no next one
    (Bounds(Decimal(5), None, low_open=True), ">", Decimal(5), T),
    (Bounds(Decimal(5), Decimal(5)), "=", 5, T),
    (Bounds(Money(Decimal(10)), None), "<", Money(Decimal("9.99")), F),
    (Bounds(None, None), "=", "motive", U),
    (Bounds(None, None), "<", 5, U),
    (Bounds(1, 3, tag="a"), "=", Bounds(1, 3, tag="b"), U),
    (Bounds(1, 3, tag="a"), "=", Bounds(1, 3, tag="a"), T),
    (Bounds(1, 3, tag="a"), "<=", Bounds(1, 3, tag="a"), T),
    (Bounds(1, 3, tag="a"), "<", Bounds(1, 3, tag="a"), F),
    (Bounds(1, 3), "=", Bounds(1, 3), U),  # no tag: two unknowns
    (Bounds(1, 3, tag="a"), "<", Bounds(3, 5, True, tag="b"), T),
    (Bounds(1, 3, tag="a"), "<", Bounds(3, 5, tag="b"), U),
    (Bounds(1, 3, tag="a"), "<=", Bounds(3, 5, tag="b"), T),
]


@pytest.mark.parametrize("left, operator, right, answer", BOUNDS)
def test_bounds(left: Value, operator: str, right: Value, answer: Truth) -> None:
    assert compare(left, operator, right) is answer


def test_numbers_are_compared_exactly() -> None:
    assert compare(10**37 + 1, ">", Decimal(10**37)) is T
    assert compare(1, "=", Decimal("1.00")) is T
    assert compare(Decimal("0.1"), "=", Decimal("0.10000000000000000000000000000001")) is F
    assert compare("b", "!=", "a") is T


@pytest.mark.parametrize(
    "left, operator, right",
    [
        (date(2004, 1, 1), "<", months(3)),
        (1, "=", Money(Decimal(1))),
        ("a", "=", 1),
        ("a", "<", "b"),
        (Bounds(None, None), "<", "b"),
        (Money(Decimal(1)), "<", Money(Decimal(1), "EUR")),
        (True, "=", 1),
        (1.5, "=", 1),
        (Bounds(1, date(2004, 1, 1)), "=", 1),
        (Bounds("a", None), "=", "a"),
    ],
)
def test_what_cannot_be_compared(left: Value, operator: str, right: Value) -> None:
    with pytest.raises(TypeError):
        compare(left, operator, right)


def test_life_has_no_months() -> None:
    with pytest.raises(ValueError, match="life has neither"):
        Duration(months=1, life=True)


# --- the days of months, against every starting day of a cycle of the calendar ---------------------


def test_days_in_months_against_every_starting_day() -> None:
    """All of 400 years, by month lengths alone: from each day, with the last day where there is none."""
    lengths = [
        31 if month in (1, 3, 5, 7, 8, 10, 12) else 30 if month != 2 else 28 + _leap(year)
        for year in range(2000, 2406)
        for month in range(1, 13)
    ]
    before = [0]
    for length in lengths:
        before.append(before[-1] + length)
    for number in range(61):
        spans = set()
        for month in range(4800):
            length, target = lengths[month], lengths[month + number]
            whole = before[month + number] - before[month]
            spans.add(whole)  # from the first, and from any day that the last month has
            for day in range(target + 1, length + 1):
                spans.add(whole + target - day)
        assert days_in_months(number) == (min(spans), max(spans)), number
        assert days_in_months(-number) == (-max(spans), -min(spans))


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def test_thirteen_months() -> None:
    assert day_bounds(months(13)) == (393, 397)
    assert day_bounds(Duration(1, 3)) == (31, 34)
    assert days_in_months(4800 * 3 + 13) == (146097 * 3 + 393, 146097 * 3 + 397)


# --- laws ----------------------------------------------------------------------------------------------

durations = st.builds(Duration, st.integers(-3, 60), st.integers(-40, 500)) | st.just(LIFE)
numbers = st.integers(-20, 20) | st.decimals(-20, 20, places=1)
dates = st.dates(date(2000, 1, 1), date(2001, 1, 1))
amounts = st.builds(Money, st.decimals(-20, 20, places=1))
exact_pairs = st.one_of(*(st.tuples(kind_, kind_) for kind_ in (durations, numbers, dates, amounts)))


def _is_inhabited(bounds: Bounds) -> bool:
    ends = closed(bounds)
    if ends.low is None or ends.high is None:
        return True
    return compare(ends.low, "<" if ends.low_open or ends.high_open else "<=", ends.high) is T


def bounds_of(exact: st.SearchStrategy[Exact]) -> st.SearchStrategy[Value]:
    ends = st.none() | exact
    found = st.builds(Bounds, ends, ends, st.booleans(), st.booleans(), st.sampled_from(["", "a", "b"]))
    return found.filter(_is_inhabited) | exact


value_pairs = st.one_of(
    *(st.tuples(bounds_of(each), bounds_of(each)) for each in (durations, st.integers(-9, 9), dates, amounts))
)
MIRROR = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
NEGATION = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@given(value_pairs, st.sampled_from(OPERATORS))
def test_mirrored_and_negated(pair: tuple[Value, Value], operator: str) -> None:
    left, right = pair
    answer = compare(left, operator, right)
    assert compare(right, MIRROR[operator], left) is answer
    assert compare(left, NEGATION[operator], right).value == 2 - answer.value


@given(value_pairs)
def test_trichotomy(pair: tuple[Value, Value]) -> None:
    """At most one of <, =, > is TRUE, and then the others are FALSE."""
    answers = [compare(pair[0], operator, pair[1]) for operator in ("<", "=", ">")]
    assert answers.count(T) <= 1
    if T in answers:
        assert answers.count(F) == 2
    assert answers != [F, F, F]


@given(exact_pairs)
def test_exact_values_of_one_unit_are_always_decided(pair: tuple[Exact, Exact]) -> None:
    left, right = pair
    answers = [compare(left, operator, right) for operator in ("<", "=", ">")]
    if isinstance(left, Duration) and isinstance(right, Duration) and left.months != right.months:
        return
    assert U not in answers


@given(st.tuples(durations, durations, durations))
def test_order_is_transitive(triple: tuple[Duration, Duration, Duration]) -> None:
    a, b, c = triple
    if compare(a, "<=", b) is T and compare(b, "<=", c) is T:
        assert compare(a, "<=", c) is T


days_of_january = st.dates(date(2000, 1, 1), date(2000, 1, 9))


def completions(value: Value) -> list[Exact]:
    """Some exact values within bounds of whole numbers or days: every one near their ends."""
    if not isinstance(value, Bounds):
        return [value]
    unit = timedelta(1) if kind(value) == "Date" else 1
    ends = [end for end in (value.low, value.high) if end is not None]
    near = [end + step * unit for end in ends or [0] for step in range(-12, 13)]  # type: ignore[operator]
    return [
        point
        for point in near
        if (value.low is None or (point > value.low if value.low_open else point >= value.low))
        and (value.high is None or (point < value.high if value.high_open else point <= value.high))
    ]


@given(
    st.tuples(bounds_of(st.integers(-5, 5)), bounds_of(st.integers(-5, 5)))
    | st.tuples(bounds_of(days_of_january), days_of_january),
    st.sampled_from(OPERATORS),
)
def test_bounds_say_what_every_completion_says(pair: tuple[Value, Value], operator: str) -> None:
    """TRUE and FALSE agree with every completion; UNKNOWN has completions of both kinds."""
    left, right = pair
    if kind(left) == "unknown" and kind(right) == "Date":
        return
    same = isinstance(left, Bounds) and isinstance(right, Bounds) and left.tag == right.tag != ""
    pairs = [(a, b) for a in completions(left) for b in ([a] if same else completions(right))]
    answers = {compare(a, operator, b) for a, b in pairs}
    answer = compare(left, operator, right)
    if answers and answer is not U:
        assert answers == {answer}
    if answer is U and all(completions(each) for each in pair):
        assert answers == {T, F}


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 1900), st.sampled_from(OPERATORS), dates)
def test_a_decided_duration_holds_from_every_day(m: int, n: int, d: int, operator: str, start: date) -> None:
    """Against the calendar itself: m months on from a day, against n months and d days on."""
    from decisis.calendar import add

    first, second = add(start, months(m)), add(start, Duration(n, d))
    assert first is not None and second is not None
    answer = compare(months(m), operator, Duration(n, d))
    if answer is not U:
        assert compare(first, operator, second) is answer

"""How values read, how they are ordered for output, and how they are written as JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.forms import from_json, to_json
from decisis.values import LIFE, Bounds, Duration, Money, Truth, Value, compare, kind, sort_key, text

D1, D2 = date(1990, 2, 15), date(1991, 3, 31)
M3, M6, M13 = Duration(3), Duration(6), Duration(13)

TEXTS = [
    ("felony_severity", "felony_severity"),
    (12, "12"),
    (Decimal("0.750"), "0.75"),
    (Decimal("1E+2"), "100"),
    (Decimal("-0.0"), "0"),
    (Money(Decimal(10)), "$10"),
    (Money(Decimal("1234.5")), "$1,234.50"),
    (Money(Decimal("-0.005")), "-$0.005"),
    (Money(Decimal(10), "EUR"), "EUR 10"),
    (D1, "1990-02-15"),
    (M13, "13 months"),
    (Duration(48), "48 months"),  # nobody said four years
    (Duration(1), "1 month"),
    (Duration(days=180), "180 days"),
    (Duration(1, 3), "1 month 3 days"),
    (Duration(24, -1), "24 months less 1 day"),
    (Duration(-1, 40), "40 days less 1 month"),
    (Duration(-1, -2), "minus 1 month 2 days"),
    (Duration(), "0 days"),
    (LIFE, "life"),
    (Bounds(None, None), "unknown"),
    (Bounds(D1, None, low_open=True), "after 1990-02-15"),
    (Bounds(D1, None), "on or after 1990-02-15"),
    (Bounds(None, D1, high_open=True), "before 1990-02-15"),
    (Bounds(None, D1), "on or before 1990-02-15"),
    (Bounds(D1, D2), "between 1990-02-15 and 1991-03-31"),
    (Bounds(D1, D2, True, True), "after 1990-02-15 and before 1991-03-31"),
    (Bounds(D1, D2, True), "after 1990-02-15 and on or before 1991-03-31"),
    (Bounds(M13, None, low_open=True), "more than 13 months"),
    (Bounds(M13, None), "at least 13 months"),
    (Bounds(None, M13, high_open=True), "less than 13 months"),
    (Bounds(None, M13), "at most 13 months"),
    (Bounds(M3, M6), "3 months to 6 months"),
    (Bounds(M3, LIFE), "3 months to life"),
    (Bounds(M3, M3), "3 months"),
    (Bounds(1, 3, high_open=True), "at least 1 and less than 3"),
]


@pytest.mark.parametrize("value, words", TEXTS)
def test_text(value: Value, words: str) -> None:
    assert text(value) == words


KINDS = [
    ("a", "symbol"),
    (1, "Int"),
    (Decimal(1), "Decimal"),
    (Money(Decimal(1)), "Money"),
    (Money(Decimal(1), "EUR"), "EUR"),
    (Bounds(Money(Decimal(1), "EUR"), None), "EUR"),
    (D1, "Date"),
    (LIFE, "Duration"),
    (Bounds(None, D1), "Date"),
    (Bounds(1, Decimal("2.5")), "Decimal"),
    (Bounds(None, None), "unknown"),
]


@pytest.mark.parametrize("value, name", KINDS)
def test_kind(value: Value, name: str) -> None:
    assert kind(value) == name


FORMS = [
    ("huerta", '"huerta"'),
    (12, "12"),
    (2**53, '{"int": "9007199254740992"}'),
    (Decimal("0.750"), '{"decimal": "0.75"}'),
    (Money(Decimal("10.50")), '{"money": "10.5", "currency": "USD"}'),
    (date(2004, 2, 17), '{"date": "2004-02-17"}'),
    (M13, '{"months": 13}'),
    (Duration(1, 3), '{"months": 1, "days": 3}'),
    (Duration(), '{"days": 0}'),
    (LIFE, '{"life": true}'),
    (Bounds(None, None), '{"bounds": {}}'),
    (
        Bounds(D1, None, True, tag="entered_on"),
        '{"bounds": {"low": {"date": "1990-02-15"}, "low_open": true, "tag": "entered_on"}}',
    ),
]


@pytest.mark.parametrize("value, form", FORMS)
def test_json(value: Value, form: str) -> None:
    assert json.dumps(to_json(value)) == form
    assert from_json(json.loads(form)) == value


@pytest.mark.parametrize(
    "form",
    [
        "true",
        "null",
        "1.5",
        "[1]",
        "{}",
        '{"date": "2004-W05-1"}',
        '{"date": "20040217"}',
        '{"date": "2004-02-30"}',
        '{"decimal": "NaN"}',
        '{"decimal": "1e400"}',
        '{"decimal": "١٢"}',
        '{"int": "1_000"}',
        '{"months": true}',
        '{"months": "13"}',
        '{"months": 13, "life": true}',
        '{"life": false}',
        '{"money": "10"}',
        '{"date": "2004-02-17", "days": 3}',
        '{"bounds": {"low": {"bounds": {}}}}',
        '{"bounds": {"lowest": 1}}',
        '{"bounds": {"low": 1, "low_open": 1}}',
    ],
)
def test_json_that_is_no_value(form: str) -> None:
    with pytest.raises(ValueError, match=r"not a |not bounds|day is out of range"):
        from_json(json.loads(form))


exact_values = st.one_of(
    st.text(max_size=5),
    st.integers(-(10**38), 10**38),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**20), max_value=10**20),
    st.dates(),
    st.builds(Duration, st.integers(-50, 500), st.integers(-50, 500)),
    st.just(LIFE),
    st.builds(Money, st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["USD", "EUR"])),
)
ends = st.none() | st.dates()
values = exact_values | st.builds(Bounds, ends, ends, st.booleans(), st.booleans(), st.text(max_size=3))


@given(values)
def test_json_loses_nothing(value: Value) -> None:
    assert from_json(json.loads(json.dumps(to_json(value)))) == value
    assert kind(from_json(to_json(value))) == kind(value)


@given(st.lists(values, max_size=6), st.randoms(use_true_random=False))
def test_order_is_total_and_ignores_how_values_are_given(found: list[Value], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    once, again = sorted(found, key=sort_key), sorted(shuffled, key=sort_key)
    assert once == again
    assert all((sort_key(a) == sort_key(b)) == (a == b) for a in found for b in found)


@given(
    st.builds(Duration, st.integers(0, 60), st.integers(0, 999)),
    st.builds(Duration, st.integers(0, 60), st.integers(0, 999)),
)
def test_order_of_durations_agrees_with_comparison(a: Duration, b: Duration) -> None:
    if compare(a, "<", b) is Truth.TRUE:
        assert sort_key(a) < sort_key(b)

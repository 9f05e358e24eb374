"""Expressions, comparisons of expressions and aggregates: tables, and soundness on bounds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.calendar import Calendar
from decisis.rules.arithmetic import (
    FUNCTIONS,
    aggregate,
    compare_expressions,
    evaluate,
    result_kind,
)
from decisis.rules.bounds import between
from decisis.rules.ir import Apply, Comparison, Constant, Variable
from decisis.values import LIFE, Bounds, Duration, Money, Truth, Value, compare, kind

CALENDAR = Calendar()
M13 = Duration(13)
D395 = Duration(days=395)


def usd(amount: str, currency: str = "USD") -> Money:
    return Money(Decimal(amount), currency)


def value(function: str, *operands: Value) -> Value | None:
    return evaluate(Apply(function, tuple(Constant(each) for each in operands)), {}, CALENDAR)


EXACT = [
    ("+", (8, 16), 24),
    ("-", (8, 16), -8),
    ("+", (1, Decimal("0.1")), Decimal("1.1")),
    ("*", (3, Decimal("0.1")), Decimal("0.3")),
    ("+", (usd("0.10"), usd("0.20")), usd("0.30")),
    ("*", (usd("10"), Decimal("0.15")), usd("1.50")),
    ("*", (2, usd("10")), usd("20")),
    ("+", (Duration(6), Duration(0, 3)), Duration(6, 3)),
    ("-", (Duration(24), Duration(0, 1)), Duration(24, -1)),  # two years less a day
    ("-", (Duration(6), Duration(9)), Duration(-3)),
    ("*", (Duration(1, 3), 2), Duration(2, 6)),
    ("*", (2, Duration(1, 3)), Duration(2, 6)),
    ("+", (LIFE, Duration(6)), LIFE),
    ("+", (Duration(6), LIFE), LIFE),
    ("-", (LIFE, Duration(6)), LIFE),
    ("-", (Duration(6), LIFE), None),
    ("-", (LIFE, LIFE), None),
    ("*", (LIFE, 2), LIFE),
    ("*", (LIFE, 0), Duration()),
    ("*", (LIFE, -1), None),
    ("+", (date(2003, 1, 31), Duration(1)), date(2003, 2, 28)),
    ("-", (date(2003, 3, 31), Duration(1)), date(2003, 2, 28)),
    ("+", (date(9999, 12, 31), Duration(1)), None),
    ("+", (date(2003, 1, 31), LIFE), None),
    ("+", (10**38 - 1, 1), None),
    ("-", (1 - 10**38, 1), None),
    ("*", (10**19, 10**19), None),
    ("*", (10**19, 10**18), 10**37),
    ("+", (10**37, Decimal("1E-30")), Decimal("1" + 37 * "0" + "." + 29 * "0" + "1")),
    ("*", (Decimal("1E-20"), Decimal("1E-20")), None),  # 40 decimal places
    ("greater", (3, 5), 5),
    ("lesser", (3, 5), 3),
    ("greater", (M13, LIFE), LIFE),
    ("greater", (date(2003, 1, 1), date(2004, 1, 1)), date(2004, 1, 1)),
    ("lesser", (Decimal("2.5"), 3), Decimal("2.5")),
]


@pytest.mark.parametrize("function, operands, result", EXACT)
def test_exact(function: str, operands: tuple[Value, ...], result: Value | None) -> None:
    found = value(function, *operands)
    assert found == result
    assert found is None or result is None or kind(found) == kind(result)


A, B = Bounds(1, 3, tag="a"), Bounds(Decimal(2), Decimal(5), high_open=True, tag="b")
BOUNDED = [
    ("+", (A, 10), Bounds(11, 13, tag='+(["int","10"],a)')),
    ("+", (10, A), Bounds(11, 13, tag='+(["int","10"],a)')),  # the same unknown
    ("-", (10, A), Bounds(7, 9, tag='-(["int","10"],a)')),
    ("-", (A, B), Bounds(Decimal(-4), Decimal(1), low_open=True, tag="-(a,b)")),
    ("*", (A, -2), Bounds(-6, -2, tag='*(["int","-2"],a)')),
    ("*", (A, 0), 0),
    ("*", (Bounds(1, None, tag="c"), 2), Bounds(2, None, tag='*(["int","2"],c)')),
    ("*", (Bounds(1, None, tag="c"), A), Bounds(1, None, tag="*(a,c)")),
    ("*", (Bounds(-1, None, tag="c"), A), Bounds(None, None, tag="*(a,c)")),
    ("*", (Bounds(-2, 3), Bounds(-5, 4)), Bounds(-15, 12)),
    ("*", (Duration(6), A), Bounds(Duration(6), Duration(18), tag='*(["duration","6","0"],a)')),
    ("+", (Bounds(None, None), 3), Bounds(None, None)),  # without a tag nothing is the same
    ("+", (Bounds(1, 10**38 - 1), 1), Bounds(2, None)),
    ("-", (M13, Bounds(Duration(3), LIFE)), Bounds(None, None)),
    ("-", (Bounds(Duration(3), Duration(6)), Duration(1)), Bounds(Duration(2), Duration(5))),
    ("greater", (A, 9), 9),
    ("greater", (A, 0), A),
    ("greater", (A, 2), Bounds(2, 3, tag='greater(["int","2"],a)')),
    ("lesser", (A, 2), Bounds(1, 2, tag='lesser(["int","2"],a)')),
    ("greater", (Bounds(None, None, tag="u"), 5), Bounds(5, None, tag='greater(["int","5"],u)')),
    ("lesser", (Bounds(None, None, tag="u"), 5), Bounds(None, 5, tag='lesser(["int","5"],u)')),
    # 395 days against 13 months, which are 393 to 397
    (
        "greater",
        (D395, M13),
        Bounds(D395, Duration(days=397), tag='greater(["duration","0","395"],["duration","13","0"])'),
    ),
    (
        "lesser",
        (D395, M13),
        Bounds(Duration(days=393), D395, tag='lesser(["duration","0","395"],["duration","13","0"])'),
    ),
]


@pytest.mark.parametrize("function, operands, result", BOUNDED)
def test_bounded(function: str, operands: tuple[Value, ...], result: Value) -> None:
    assert value(function, *operands) == result


WRONG = [
    ("+", (date(2003, 1, 1), date(2003, 1, 2))),
    ("-", (date(2003, 1, 1), date(2003, 1, 2))),  # that is "days between"
    ("+", (1, usd("1"))),
    ("+", (usd("1"), usd("1", "EUR"))),
    ("*", (usd("1"), usd("1"))),
    ("*", (Duration(1), Decimal("0.5"))),
    ("greater", ("a", "b")),
    ("days between", (1, 2)),
    ("after", (1, date(2003, 1, 1))),
    ("after", (Duration(1), date(2003, 1, 1), 5)),
]


@pytest.mark.parametrize("function, operands", WRONG)
def test_operands_of_the_wrong_kind(function: str, operands: tuple[Value, ...]) -> None:
    with pytest.raises(TypeError):
        value(function, *operands)
    assert result_kind(function, [kind(each) for each in operands]) is None or function == "+"


def test_signatures_are_what_the_functions_do() -> None:
    examples: dict[str, Value] = {
        "Int": 2,
        "Decimal": Decimal(3),
        "Money": usd("4"),
        "EUR": usd("4", "EUR"),
        "GBP": usd("4", "GBP"),
        "Date": date(2003, 6, 20),
        "Duration": Duration(5),
    }
    for name, function in FUNCTIONS.items():
        for kinds in product(examples, repeat=min(len(taken) for taken, _ in function.signatures)):
            expected = result_kind(name, kinds)
            try:
                result = function.apply([examples[each] for each in kinds], CALENDAR)
            except TypeError:
                assert expected is None, (name, kinds)
            else:
                assert result is not None
                if name in ("greater", "lesser"):  # one of the operands
                    assert expected is not None
                    assert kind(result) in kinds
                else:
                    assert kind(result) == expected, (name, kinds)


def test_tags_do_not_grow_without_end() -> None:
    total: Value = Bounds(1, 2, tag="a")
    for _ in range(20):
        doubled = value("+", total, total)
        assert isinstance(doubled, Bounds)
        total = doubled
    assert total.low == 2**20
    assert len(total.tag) < 500


def test_expressions() -> None:
    binding: dict[str, Value] = {"T": Duration(6), "U": Bounds(Duration(3), Duration(9), tag="u")}
    sum_ = Apply("+", (Variable("T"), Apply("+", (Variable("T"), Constant(Duration(2))))))
    assert evaluate(sum_, binding, CALENDAR) == Duration(14)
    assert compare_expressions(Comparison(sum_, ">", Constant(M13)), binding, CALENDAR)
    for operator, certain, holds in [
        (">", True, False),
        (">", False, True),
        ("<=", True, False),
        ("!=", False, True),
        ("=", False, True),
    ]:
        comparison = Comparison(Variable("U"), operator, Variable("T"), certain)
        assert compare_expressions(comparison, binding, CALENDAR) is holds
    nothing = Apply("-", (Variable("T"), Constant(LIFE)))
    for certain in (True, False):
        assert not compare_expressions(Comparison(nothing, "!=", Variable("T"), certain), binding, CALENDAR)
    with pytest.raises(KeyError):
        evaluate(Variable("W"), binding, CALENDAR)


# --- aggregates --------------------------------------------------------------------------------------

AGGREGATES = [
    ("sum", [], 0, 0),
    ("sum", [], Duration(), Duration()),
    ("sum", [Duration(6), Duration(6), Duration(0, 3)], Duration(), Duration(12, 3)),
    ("sum", [usd("1"), usd("2")], usd("0"), usd("3")),
    ("count", [], 0, 0),
    ("count", [Duration(6), Duration(6)], 0, 2),
    ("greatest", [], 0, None),
    ("greatest", [8, 16, 12], 0, 16),
    ("least", [Duration(6), LIFE], 0, Duration(6)),
    ("earliest", [date(2004, 1, 1), date(2003, 1, 1)], 0, date(2003, 1, 1)),
    ("latest", [date(2004, 1, 1), date(2003, 1, 1)], 0, date(2004, 1, 1)),
    ("sum", [10**38 - 1, 1], 0, None),
    ("greatest", [3, Bounds(1, 9, tag="a")], 0, Bounds(3, 9, tag='greater(["int","3"],a)')),
    ("greatest", [10, Bounds(1, 9, tag="a")], 0, 10),
    ("sum", [3, Bounds(1, 9, tag="a")], 0, Bounds(4, 12, tag='+(["int","3"],a)')),
    (
        "greatest",
        [M13, D395],
        0,
        Bounds(D395, Duration(days=397), tag='greater(["duration","0","395"],["duration","13","0"])'),
    ),
]


@pytest.mark.parametrize("operator, values, zero, result", AGGREGATES)
def test_aggregate(operator: str, values: list[Value], zero: Value, result: Value | None) -> None:
    assert aggregate(operator, values, zero) == result
    assert aggregate(operator, values[::-1], zero) == result


def test_aggregates_that_are_none() -> None:
    with pytest.raises(ValueError, match="not an aggregate: mean"):
        aggregate("mean", [1])
    with pytest.raises(TypeError):
        aggregate("latest", [1, 2])
    with pytest.raises(TypeError):
        aggregate("sum", [1, Duration(1)])


BETWEEN = [
    (3, 3, 3),
    (3, 5, Bounds(3, 5, tag="t")),
    (5, 3, Bounds(3, 5, tag="t")),
    (3, Bounds(1, 9, tag="a"), Bounds(1, 9, tag="t")),
    (3, Bounds(None, None, tag="a"), Bounds(None, None, tag="t")),
    (Bounds(1, 4), Bounds(3, None), Bounds(1, None, tag="t")),
    (M13, D395, Bounds(Duration(days=393), Duration(days=397), tag="t")),
    (Bounds(3, 3), 3, 3),
]


@pytest.mark.parametrize("low, high, result", BETWEEN)
def test_between(low: Value, high: Value, result: Value) -> None:
    assert between(low, high, "t") == result


# --- soundness -----------------------------------------------------------------------------------------


def ranges(low: int, high: int) -> st.SearchStrategy[Bounds]:
    ends = st.integers(low, high)
    pairs = st.tuples(ends, ends, st.booleans(), st.booleans())
    found = pairs.map(lambda each: Bounds(min(each[:2]), max(each[:2]) + 2, *each[2:]))  # never empty
    half = st.builds(Bounds, st.none(), ends) | st.builds(Bounds, ends, st.none())
    return found | half


def inside(operand: Value, reach: int) -> list[int]:
    if not isinstance(operand, Bounds):
        return [operand] if isinstance(operand, int) else []
    return [
        number
        for number in range(-reach, reach + 1)
        if compare(number, ">=", closed_low(operand)) is Truth.TRUE
        and compare(number, "<=", closed_high(operand)) is Truth.TRUE
    ]


def closed_low(bounds: Bounds) -> int:
    return -99 if bounds.low is None else int(bounds.low) + bounds.low_open  # type: ignore[arg-type]


def closed_high(bounds: Bounds) -> int:
    return 99 if bounds.high is None else int(bounds.high) - bounds.high_open  # type: ignore[arg-type]


operands = st.integers(-6, 6) | ranges(-6, 6)
FUNCTION_NAMES = st.sampled_from(["+", "-", "*", "greater", "lesser"])


@given(FUNCTION_NAMES, operands, operands)
def test_a_result_encloses_what_every_completion_gives(function: str, a: Value, b: Value) -> None:
    result = value(function, a, b)
    assert result is not None
    points = [value(function, x, y) for x in inside(a, 12) for y in inside(b, 12)]
    for point in points:
        assert point is not None
        assert compare(result, "=", point) is not Truth.FALSE, (result, point)
    if not isinstance(result, Bounds):
        assert set(points) == {result}
    elif all(isinstance(each, int) or None not in (each.low, each.high) for each in (a, b)):
        assert min(points) == closed_low(result)  # type: ignore[type-var]
        assert max(points) == closed_high(result)  # type: ignore[type-var]


lengths = st.builds(Duration, st.integers(0, 24), st.integers(0, 60)) | st.just(LIFE)
spans = st.tuples(lengths, lengths).filter(lambda pair: compare(pair[0], "<=", pair[1]) is Truth.TRUE)


@given(st.sampled_from(["+", "-", "greater", "lesser"]), spans, spans, lengths, lengths)
def test_a_result_encloses_every_duration(
    function: str,
    one: tuple[Duration, Duration],
    other: tuple[Duration, Duration],
    x: Duration,
    y: Duration,
) -> None:
    def within(length: Duration, span: tuple[Duration, Duration]) -> bool:
        low, high = span
        return compare(low, "<=", length) is compare(length, "<=", high) is Truth.TRUE

    if within(x, one) and within(y, other):
        result = value(function, Bounds(*one, tag="a"), Bounds(*other, tag="b"))
        point = value(function, x, y)
        if point is not None:
            assert result is not None
            for operator in ("<", "=", ">"):
                if compare(point, operator, result) is Truth.FALSE:
                    assert operator != "="


@given(
    st.lists(st.integers(-5, 5) | ranges(-5, 5), min_size=1, max_size=4), st.randoms(use_true_random=False)
)
def test_aggregates_do_not_depend_on_the_order_of_values(values: list[Value], random: object) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for operator in ("sum", "count", "greatest", "least"):
        assert aggregate(operator, values) == aggregate(operator, shuffled)


def test_of_equal_numbers_of_two_kinds_it_is_always_the_same_one_that_is_greatest() -> None:
    """Else which of them a set gives first, and so the hash seed, would decide."""
    values: list[Value] = [Decimal("0.0"), 0]
    for operator in ("greatest", "least"):
        found = [aggregate(operator, each) for each in (values, values[::-1])]
        assert type(found[0]) is type(found[1])

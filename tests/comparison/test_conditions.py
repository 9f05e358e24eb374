"""What one condition gives or excludes: a table, and the same held against values of every class."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisis.calendar import Calendar
from decisis.comparison.conditions import excludes, gives
from decisis.comparison.ways import Compared, Condition, Holds, Vocabulary
from decisis.rules import ir
from decisis.rules.arithmetic import compare_expressions
from decisis.values import LIFE, Bounds, Duration, Money, Value

T, DAY, START, KIND, C = map(ir.Variable, ("T", "Day", "Start", "Kind", "C"))
KNOWN = Vocabulary(
    {"term": (0,)},
    {
        "one of red": frozenset({"red"}),
        "one of red, green": frozenset({"red", "green"}),
        "one of blue": frozenset({"blue"}),
    },
)


def months(number: int, days: int = 0) -> Duration:
    return Duration(number, days)


def than(left: ir.Expression, operator: str, right: Value | ir.Expression) -> Compared:
    is_value = not isinstance(right, ir.Variable | ir.Constant | ir.Apply)
    return Compared(left, operator, ir.Constant(right) if is_value else right)  # type: ignore[arg-type]


def after(period: Duration, *counted: str) -> ir.Apply:
    return ir.Apply("after", (ir.Constant(period), START, *map(ir.Constant, counted)))


def listed(name: str, *, absent: bool = False) -> Holds:
    return Holds(f"one of {name}", (KIND,), absent)


GIVEN = [
    (than(T, ">=", months(12)), than(T, ">=", months(6)), True),
    (than(T, ">=", months(6)), than(T, ">=", months(12)), False),
    (than(T, ">", months(12)), than(T, ">=", months(12)), True),
    (than(T, ">", months(12)), than(T, ">=", months(12, 1)), True),  # durations come in days
    (than(T, ">=", months(1)), than(T, ">=", months(0, 28)), True),
    (than(T, ">=", months(1)), than(T, ">=", months(0, 29)), False),  # a month may have 28 days
    (than(T, "=", LIFE), than(T, ">", months(1200)), True),
    (than(T, "<", 3), than(T, "!=", 3), True),
    (than(T, "<", 3), than(T, "<=", 2), True),
    (than(T, "<", Decimal(3)), than(T, "<=", Decimal(2)), False),
    (than(T, "<", 3), than(T, "!=", 4), True),
    (than(DAY, "<", date(2004, 1, 1)), than(DAY, "<=", date(2003, 12, 31)), True),
    (Compared(ir.Constant(months(12)), "<=", T), than(T, ">=", months(6)), True),
    (than(DAY, "<=", after(months(0, 7))), than(DAY, "<=", after(months(0, 14))), True),
    (than(DAY, "<=", after(months(0, 14))), than(DAY, "<=", after(months(0, 7))), False),
    (than(DAY, "<=", after(months(0, 7), "r")), than(DAY, "<=", after(months(0, 14), "r")), False),
    (than(DAY, "<", START), than(DAY, "!=", START), True),
    (than(DAY, "<", START), than(START, ">", DAY), True),
    (listed("red"), listed("red, green"), True),
    (listed("red, green"), listed("red"), False),
    (listed("blue"), listed("red, green", absent=True), True),
    (listed("red, green", absent=True), listed("red", absent=True), True),
    (listed("red", absent=True), listed("red, green", absent=True), False),
    (than(KIND, "=", "red"), listed("red, green"), True),
    (than(KIND, "=", "blue"), listed("red, green", absent=True), True),
    (listed("red"), than(KIND, "=", "red"), True),
    (listed("red, green"), than(KIND, "!=", "blue"), True),
    (Holds("not p", (C,)), Holds("possibly p", (C,), True), True),
    (Holds("p", (C,)), Holds("possibly not p", (C,), True), True),
    (Holds("possibly p", (C,), True), Holds("not p", (C,)), False),  # silence denies nothing
]


@pytest.mark.parametrize("given_, wanted, so", GIVEN)
def test_what_a_condition_gives(given_: Condition, wanted: Condition, so: bool) -> None:
    assert gives(given_, wanted, KNOWN) is so


EXCLUDED = [
    (than(T, ">", months(13)), than(T, "<=", months(13)), True),
    (than(T, ">", months(13)), than(T, ">", months(1)), False),
    (than(T, "<", months(1)), than(T, ">", months(0, 29)), False),  # 30 days in a month of 31
    (than(T, "<", months(1)), than(T, ">", months(0, 30)), True),
    (than(DAY, "<", START), than(DAY, ">=", START), True),
    (listed("red, green"), listed("blue"), True),
    (listed("red"), listed("red, green", absent=True), True),
    (listed("red"), than(KIND, "=", "blue"), True),
    (Holds("p", (C,)), Holds("not p", (C,)), True),
    (Holds("p", (C,)), Holds("possibly p", (C,), True), True),
    (Holds("p", (C,)), Holds("possibly not p", (C,), True), False),
    (Holds("term", (C, ir.Constant(3))), Holds("term", (C, ir.Constant(4))), True),
    (Holds("term", (C, ir.Constant(3))), Holds("term", (T, ir.Constant(4))), False),
    (Holds("other", (C, ir.Constant(3))), Holds("other", (C, ir.Constant(4))), False),
]


@pytest.mark.parametrize("first, second, so", EXCLUDED)
def test_what_excludes_another(first: Condition, second: Condition, so: bool) -> None:
    assert excludes(first, second, KNOWN) is excludes(second, first, KNOWN) is so


def values() -> st.SearchStrategy[tuple[Value, Value, Value]]:
    """Two limits and a value of one kind; the value may be imprecise."""
    whole = st.integers(-3, 3)
    durations = st.builds(Duration, st.integers(0, 3), st.integers(-32, 32)) | st.just(LIFE)
    days = st.integers(0, 6).map(lambda n: date(2004, 2, 27) + timedelta(days=n))
    kinds = (whole, durations, days, whole.map(Decimal), whole.map(lambda n: Money(Decimal(n))))
    return st.one_of(*(st.tuples(k, k, k | _imprecise(k)) for k in kinds))


def _imprecise(kind: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    ends = st.none() | kind
    return st.builds(Bounds, ends, st.none(), st.booleans()) | st.builds(
        Bounds, st.none(), ends, st.just(False), st.booleans()
    )


OPERATORS = st.sampled_from(("=", "!=", "<", "<=", ">", ">="))


@settings(max_examples=400, deadline=None)
@given(values(), OPERATORS, OPERATORS)
def test_what_is_said_of_comparisons_is_so(drawn: tuple[Value, Value, Value], one: str, other: str) -> None:
    first, second, value = drawn
    mine, yours = than(T, one, first), than(T, other, second)

    def holds(condition: Compared) -> bool:
        literal = ir.Comparison(condition.left, condition.operator, condition.right)
        return compare_expressions(literal, {"T": value}, Calendar())

    if gives(mine, yours, KNOWN):
        assert holds(yours) or not holds(mine)
    if excludes(mine, yours, KNOWN):
        assert not (holds(mine) and holds(yours))

"""The expressions "after" and "before" on imprecise starts and periods enclose every completion."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.rules.arithmetic import evaluate
from decisis.rules.ir import Apply, Constant
from decisis.values import LIFE, Bounds, Duration, Truth, Value, compare
from tests.calendar.federal import CALENDAR, days


def value(function: str, *operands: Value) -> Value | None:
    return evaluate(Apply(function, tuple(Constant(each) for each in operands)), {}, CALENDAR)


AFTER = Bounds(date(1990, 2, 15), None, low_open=True, tag="entry")
TABLE = [
    # function, operands, result
    ("after", (days(10), date(2003, 6, 20), "frap_26"), date(2003, 7, 7)),
    ("after", (Duration(12), date(2003, 7, 7)), date(2004, 7, 7)),
    ("before", (Duration(1), date(2004, 3, 31)), date(2004, 2, 29)),
    ("after", (LIFE, date(2004, 3, 31)), None),
    ("after", (days(10), date(1960, 1, 1), "frap_26"), None),  # before the rule
    (
        "after",
        (Duration(12), AFTER),
        Bounds(date(1991, 2, 16), None, tag='after(["duration","12","0"],entry)'),
    ),
    (
        "after",
        (Bounds(days(7), days(10), tag="p"), date(2003, 6, 20)),
        Bounds(date(2003, 6, 27), date(2003, 6, 30), tag='after(p,["date","2003-06-20"])'),
    ),
    (
        "before",
        (Bounds(days(7), days(10)), date(2003, 6, 20)),
        Bounds(date(2003, 6, 10), date(2003, 6, 13)),
    ),
    # 10 court days end with 4 July; 11 and 12 calendar days, on 1 and 2 July
    (
        "after",
        (Bounds(days(10), days(12)), date(2003, 6, 20), "frap_26"),
        Bounds(date(2003, 7, 1), date(2003, 7, 7)),
    ),
    # over the change of December 2009: 14 December from the 30th, 11 December from the 1st
    (
        "after",
        (days(10), Bounds(date(2009, 11, 30), date(2009, 12, 1)), "frap_26"),
        Bounds(date(2009, 12, 11), date(2009, 12, 14)),
    ),
    ("after", (days(1), Bounds(date(2003, 7, 4), date(2003, 7, 6)), "frap_26"), date(2003, 7, 7)),
    ("after", (Bounds(Duration(3), LIFE), date(2003, 7, 4)), Bounds(None, None)),  # life has no end
    ("after", (days(10), Bounds(date(1960, 1, 1), date(1970, 1, 1)), "frap_26"), Bounds(None, None)),
    ("after", (days(3), Bounds(date(9999, 12, 1), date(9999, 12, 31))), Bounds(date(9999, 12, 4), None)),
    (
        "after",
        (days(3), Bounds(None, None, tag="u")),
        Bounds(None, None, tag='after(["duration","0","3"],u)'),
    ),
    ("days between", (date(2003, 7, 7), date(2006, 3, 24)), 991),
    ("days between", (Bounds(date(2003, 7, 7), date(2003, 7, 9)), date(2003, 7, 17)), Bounds(8, 10)),
]


@pytest.mark.parametrize("function, operands, result", TABLE)
def test_deadlines(function: str, operands: tuple[Value, ...], result: Value | None) -> None:
    assert value(function, *operands) == result


def test_the_same_computation_on_the_same_unknown_is_the_same_unknown() -> None:
    once, again = value("after", days(10), AFTER, "frap_26"), value("after", days(10), AFTER, "frap_26")
    assert once is not None and again is not None
    assert compare(once, "=", again) is Truth.TRUE
    other = value("after", days(11), AFTER, "frap_26")
    assert other is not None and compare(once, "=", other) is Truth.UNKNOWN


starts = st.dates(date(2002, 11, 1), date(2003, 1, 15)) | st.dates(date(2009, 11, 1), date(2010, 1, 10))


@given(
    starts,
    st.integers(0, 12),
    st.integers(0, 15),
    st.integers(0, 8),
    st.sampled_from(["", "frap_26", "frcrp_45"]),
    st.sampled_from(["after", "before"]),
    st.booleans(),
)
def test_bounds_enclose_every_completion_and_no_more(
    start: date, spread: int, length: int, more: int, rule: str, direction: str, is_open: bool
) -> None:
    """Every start in a window and every number of days in a range; the ends are reached."""
    latest = start + timedelta(spread + 2)
    window = Bounds(start, latest, is_open, is_open)
    period = Bounds(days(length), days(length + more))
    rules = (rule,) if rule else ()
    found = value(direction, period, window, *rules)
    reached = [
        value(direction, days(number), start + timedelta(offset), *rules)
        for number in range(length, length + more + 1)
        for offset in range(is_open, spread + 3 - is_open)
    ]
    results = [each for each in reached if isinstance(each, date)]
    assert len(results) == len(reached)
    expected = (min(results), max(results))
    assert found is not None
    assert ((found.low, found.high) if isinstance(found, Bounds) else (found, found)) == expected

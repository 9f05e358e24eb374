"""The checker's own arithmetic against that of Decisis: two of each, which must say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from decisis.calendar import Calendar, CountingEra, CountingRule, HolidayRule, add
from decisis.certificate.ledger import calendar_record
from decisis.division import cut
from decisis.forms import canonical
from decisis.rules import arithmetic, bounds
from decisis.rules.ir import Apply, Constant
from decisis.rules.rounding import ROUNDINGS
from decisis.values import LIFE, Bounds, Duration, Money, Truth, Value, compare, days_in_months, kind
from decisis_check import functions, quantities
from tests.calendar.federal import FEDERAL

TRUTH = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}
SORTS = {"number": "Int", "money": "Money", "date": "Date", "duration": "Duration"}
FUNCTIONS = ("+", "-", "*", "greater", "lesser", "days between", "after", "before")


def _exact(random: Random, sort: str) -> Value:
    match sort:
        case "number":
            number = random.choice((0, 1, 2, 5, -3, 10**38 - 1, random.randrange(-50, 50)))
            return number if random.random() < 0.6 else Decimal(number).scaleb(-random.randrange(4))
        case "money":
            return Money(Decimal(random.randrange(-500, 900)).scaleb(-2))
        case "date":
            ends = (date(1, 1, 1), date(9999, 12, 31), date(2004, 2, 29), date(2003, 12, 31))
            return random.choice(
                (*ends, *(date(2004, 1, 1) + timedelta(days=random.randrange(900)) for _ in "abc"))
            )
        case "duration":
            days = random.choice((0, 0, random.randrange(-40, 400)))
            return random.choice((LIFE, *(Duration(random.randrange(-3, 30), days) for _ in "abc")))
        case _:
            return random.choice(("a", "b"))


def _value(random: Random, sort: str) -> Value:
    if sort == "symbol" or random.random() < 0.5:
        return _exact(random, sort)
    first, last = sorted((_exact(random, sort) for _ in "ab"), key=arithmetic.sort_key)
    ends = random.choice(((first, last), (first, None), (None, last), (None, None)))
    tag = random.choice(("", "one", "other"))
    opens = (random.random() < 0.3, random.random() < 0.3)
    return Bounds(*ends, *opens, tag)  # type: ignore[arg-type]


def _ours(value: Value) -> Any:
    return quantities.value(canonical(value))


def _outcome(function: Callable[..., Any], *operands: Any) -> Any:
    try:
        return function(*operands)
    except (*quantities.WRONG, bounds.NoValueForLife):
        return "makes no sense"


@pytest.mark.parametrize("seed", range(20))
def test_comparisons(seed: int) -> None:
    random = Random(seed)
    for _ in range(400):
        sort = random.choice(("number", "money", "date", "duration", "symbol"))
        left, right = _value(random, sort), _value(random, random.choice((sort, sort, sort, "number")))
        operator = random.choice(("=", "!=", "<", "<=", ">", ">="))
        theirs = _outcome(compare, left, operator, right)
        ours = _outcome(quantities.compare, _ours(left), operator, _ours(right))
        assert TRUTH.get(ours, ours) == theirs, (left, operator, right)


@pytest.mark.parametrize("seed", range(20))
def test_functions(seed: int) -> None:
    random = Random(seed)
    for _ in range(300):
        name = random.choice(FUNCTIONS)
        first, second = random.choice(
            (("number", "number"), ("money", "money"), ("money", "number"), ("number", "duration"),
             ("duration", "duration"), ("date", "duration"), ("duration", "date"), ("date", "date"))
        )  # fmt: skip
        operands = [_value(random, first), _value(random, second)]
        kinds = [
            SORTS[sort] if kind(v) == "unknown" else kind(v)
            for v, sort in zip(operands, (first, second), strict=True)
        ]
        if arithmetic.result_kind(name, kinds) is None:
            continue  # static checks prevent it
        apply = Apply(name, tuple(map(Constant, operands)))
        theirs = _outcome(arithmetic.evaluate, apply, {}, Calendar())
        taken = [_ours(v) for v in operands]
        ours = _outcome(functions.function, name, taken, functions.Calendar({}, {}))
        if theirs is not None and theirs != "makes no sense":
            theirs = _ours(theirs)
        assert ours == theirs, (name, operands)
        if ours not in (None, "makes no sense"):
            assert quantities.written(ours) == quantities.written(theirs), (name, operands)


ROUNDED = (
    ("number", "number", "number"),
    ("money", "number", "money"),
    ("money", "money", "number"),
    ("duration", "number", "duration"),
    ("duration", "duration", "number"),
)


@pytest.mark.parametrize("seed", range(20))
def test_rounding(seed: int) -> None:
    random, told = Random(seed), 0
    for _ in range(300):
        sorts = random.choice(ROUNDED)
        operands = [_value(random, sort) for sort in sorts]
        if random.random() < 0.7:
            operands[2] = _exact(random, sorts[2])
        if random.random() < 0.5:
            operands[1] = _exact(random, sorts[1])
        name = random.choice(ROUNDINGS)
        apply = Apply(name, tuple(map(Constant, operands)))
        theirs = _outcome(arithmetic.evaluate, apply, {}, Calendar())
        ours = _outcome(functions.function, name, list(map(_ours, operands)), functions.Calendar({}, {}))
        if theirs is not None and theirs != "makes no sense":
            told += not isinstance(theirs, Bounds) or theirs.low is not None
            theirs = _ours(theirs)
        assert ours == theirs, (name, operands)
        if ours not in (None, "makes no sense"):
            assert quantities.written(ours) == quantities.written(theirs), (name, operands)
    assert told > 40


@pytest.mark.parametrize("seed", range(10))
def test_aggregates(seed: int) -> None:
    random = Random(seed)
    for _ in range(200):
        operator = random.choice(("sum", "count", "greatest", "least", "earliest", "latest"))
        sort = random.choice(("number", "duration", "date", "money"))
        members = [_value(random, sort) for _ in range(random.randrange(4))]
        theirs = _outcome(arithmetic.aggregate, operator, members)
        ours = _outcome(functions.aggregate, operator, [_ours(v) for v in members], ("number", 0, 0))
        assert ours == (theirs if theirs in (None, "makes no sense") else _ours(theirs)), (operator, members)


ERAS = (
    CountingEra(date(1991, 12, 1), Duration(days=11), rolls_forward=True),
    CountingEra(date(2009, 12, 1), None, rolls_forward=True),
    CountingEra(date(2012, 1, 1), Duration(days=7), rolls_forward=False),
)
RULES = {"rule": CountingRule("rule", "", "days", ERAS), "plain": CountingRule("plain", "", "", ERAS[1:2])}
MADE_UP = (
    HolidayRule("fifth", month=5, weekday=0, which=4),
    HolidayRule("eve", month=1, day=1, observed=True, start=date(2000, 1, 1), end=date(2011, 12, 31)),
    HolidayRule("leap", month=2, day=29),
    HolidayRule("last", month=10, weekday=6, which=-1),
    HolidayRule("once", single=date(2004, 6, 11)),
)
CALENDAR = Calendar(RULES, {"days": (*FEDERAL, *MADE_UP)})


def _checkers() -> functions.Calendar:
    record = calendar_record(CALENDAR)
    return functions.read_calendar(record["rules"], record["holidays"], "")


def test_every_day_off_of_fifty_years() -> None:
    calendar = _checkers()
    for day in (date(1985, 1, 1) + timedelta(days=n) for n in range(50 * 365)):
        assert calendar.off(day.toordinal(), "days") == bool(CALENDAR.is_off(day, "days")), day


@pytest.mark.parametrize("seed", range(10))
def test_counted_days(seed: int) -> None:
    random, calendar = Random(seed), _checkers()
    for _ in range(150):
        start = random.choice((date(1991, 11, 28), date(2009, 11, 15), date(2011, 12, 20), date(2004, 5, 20)))
        start += timedelta(days=random.randrange(40))
        period = random.choice((Duration(days=random.randrange(20)), Duration(random.randrange(9)), LIFE))
        operands: list[Value] = [period, start, random.choice(("rule", "rule", "plain"))]
        if random.random() < 0.4:
            operands[1] = Bounds(start, start + timedelta(days=random.randrange(30)), tag="start")
        if random.random() < 0.3 and not period.life:
            operands[0] = Bounds(period, Duration(period.months, period.days + 9), tag="period")
        way = random.choice(("after", "before"))
        apply = Apply(way, tuple(map(Constant, operands)))
        theirs = arithmetic.evaluate(apply, {}, CALENDAR)
        ours = functions.function(way, [_ours(v) for v in operands], calendar)
        assert ours == (None if theirs is None else _ours(theirs)), (way, operands)


def test_days_and_months() -> None:
    for ordinal in (*range(1, 3000), *range(1, 3652060, 991), *range(3651000, 3652060)):
        day = date.fromordinal(ordinal)
        assert quantities.civil(ordinal) == (day.year, day.month, day.day)
        assert quantities.day_number(day.year, day.month, day.day) == ordinal
    for months in (*range(-30, 60), 1200, 4799, 4800, 4801, 9999):
        assert quantities.days_in(months) == days_in_months(months)
    for months in range(1, 4800):  # what `exact_difference` leaves to `days_in`
        least, most = days_in_months(months)
        mean = months * 146097 // 4800
        assert mean - 8 < least <= most < mean + 8


def test_money_of_two_currencies_is_not_compared() -> None:
    one, other = Money(Decimal(1)), Money(Decimal(1), "EUR")
    assert _outcome(compare, one, "<", other) == _outcome(quantities.compare, _ours(one), "<", _ours(other))


def test_adding_stays_in_the_calendar() -> None:
    random = Random(1)
    for _ in range(2000):
        start, period = _exact(random, "date"), _exact(random, "duration")
        way = random.choice((1, -1))
        theirs = add(start, period, way)  # type: ignore[arg-type]
        ours = quantities.add(_ours(start), _ours(period), way)
        assert ours == (None if theirs is None else _ours(theirs)), (start, period, way)


@pytest.mark.parametrize("seed", range(5))
def test_values_are_read_as_they_are_written(seed: int) -> None:
    random = Random(seed)
    for _ in range(300):
        value = _value(random, random.choice(("number", "money", "date", "duration", "symbol")))
        said = canonical(value)
        assert quantities.written(quantities.value(said)) == said
        assert quantities.text(quantities.value(said))


@pytest.mark.parametrize("seed", range(20))
def test_parts_leave_nothing_out(seed: int) -> None:
    """What `division` cuts is accepted; not so with a part less, or with one of another unknown."""
    random = Random(seed)
    divided = [found for sort in ("number", "money", "date") * 20 if (found := _divided(random, sort))]
    assert divided
    for value, parts in divided:
        assert _are_parts(value, parts)
        for place, part in enumerate(parts):
            assert not _are_parts(value, (*parts[:place], *parts[place + 1 :]))
            if isinstance(part, Bounds):
                foreign = replace(part, tag="of another")
                assert not _are_parts(value, (*parts[:place], foreign, *parts[place + 1 :]))


def _divided(random: Random, sort: str) -> tuple[Bounds, tuple[Value, ...]] | None:
    """Bounds cut once or twice, if they can be."""
    value, point = _value(random, sort), _exact(random, sort)
    assert not isinstance(point, Bounds)
    parts = cut(value, [point])
    if parts is None or not isinstance(value, Bounds):
        return None
    if (value.low is None and value.low_open) or (value.high is None and value.high_open):
        return None  # no record says so
    return value, (*(cut(parts[0], ()) or parts[:1]), *parts[1:])


def _are_parts(value: Value, parts: tuple[Value, ...]) -> bool:
    return functions.are_parts(_ours(value), list(map(_ours, parts)))


def test_durations_have_no_parts() -> None:
    parts = Bounds(Duration(1), Duration(days=44)), Bounds(Duration(days=45), Duration(2))
    assert not _are_parts(Bounds(Duration(1), Duration(2)), parts)

"""Functions of values: what expressions, comparisons and aggregates of a lowered program come to.

Every function is defined on exact values and lifted to bounds by its ends: where it grows with an
operand, the low end of the result comes from the low end of that operand, where it falls, from the
high end. The result encloses what any completion of the operands gives; what a completion gives that
has no value (a day beyond the calendar) is left out. The same function of the same unknowns is the
same unknown: the tag of a result is made of the tags of its operands.

A function has no value (None) for life where a number of days is needed, beyond the calendar, before
a counting rule came into force, and from 10**38 on (or beyond 38 decimal places). Operands of the
wrong kind raise TypeError, which static checks prevent. Nothing is ever rounded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, Inexact
from functools import reduce
from itertools import product
from types import MappingProxyType

from decisis.calendar import Calendar, CountingRule, add, era_of, shifted
from decisis.dataclass import dataclass
from decisis.forms import canonical
from decisis.rules.ir import Apply, Comparison, Constant, Expression, Variable
from decisis.values import (
    EXACT,
    LIFE,
    MONEY,
    Bounds,
    Duration,
    Exact,
    Money,
    Truth,
    Value,
    closed,
    compare,
    day_bounds,
    kind,
    plain,
    sort_key,
)

LIMIT = 10**38  # numbers are smaller than this, and have at most DECIMAL_PLACES
DECIMAL_PLACES = 38

Signature = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Function:
    """A function of values, and the kinds of operands that it takes with the kind it then gives."""

    name: str
    apply: Callable[[Sequence[Value], Calendar], Value | None]
    signatures: tuple[Signature, ...]


def evaluate(expression: Expression, binding: Mapping[str, Value], calendar: Calendar) -> Value | None:
    """The value of an expression; None if it has none. KeyError for an unbound variable."""
    if isinstance(expression, Variable):
        return binding[expression.name]
    if isinstance(expression, Constant):
        return expression.value
    return _apply(expression, binding, calendar)


def _apply(expression: Apply, binding: Mapping[str, Value], calendar: Calendar) -> Value | None:
    operands: list[Value] = []
    for operand in expression.operands:
        value = evaluate(operand, binding, calendar)
        if value is None:
            return None
        operands.append(value)
    return FUNCTIONS[expression.function].apply(operands, calendar)


def compare_expressions(literal: Comparison, binding: Mapping[str, Value], calendar: Calendar) -> bool:
    """Whether the literal holds; it does not if a side has no value.

    A `certain` comparison holds if every completion of the operands agrees, the other kind if some
    completion does.
    """
    left = evaluate(literal.left, binding, calendar)
    right = evaluate(literal.right, binding, calendar)
    if left is None or right is None:
        return False
    truth = compare(left, literal.operator, right)
    return truth is Truth.TRUE if literal.certain else truth is not Truth.FALSE


def result_kind(function: str, kinds: Sequence[str]) -> str | None:
    """The kind of the result for operands of these kinds; None if the function does not take them.

    What is done with dollars can be done with any one currency.
    """
    found = FUNCTIONS.get(function)
    currency, *others = MONEY.intersection(kinds) or ("Money",)
    if found is None or others:
        return None
    result = dict(found.signatures).get(tuple("Money" if each == currency else each for each in kinds))
    return currency if result == "Money" else result


def aggregate(operator: str, values: Sequence[Value], zero: Value = 0) -> Value | None:
    """The sum, count, greatest, least, earliest or latest of values, of which equal ones count.

    The sum of nothing is `zero` (0, `Duration()`, no money), the greatest of nothing does not exist.
    Where the order of the values is not decided, bounds that enclose the result. The order in which
    they are given does not matter. ValueError for an unknown operator.
    """
    if operator == "count":
        return len(values)
    if operator not in _FOLDS:
        raise ValueError(f"not an aggregate: {operator}")
    if operator in ("earliest", "latest") and not {kind(value) for value in values} <= {"Date", "unknown"}:
        raise TypeError(f"{operator} of what are no days")
    if not values:
        return zero if operator == "sum" else None
    result: Value | None = None
    for value in sorted(values, key=_number_after_number):
        result = value if result is None else _FOLDS[operator]([result, value])
        if result is None:
            return None
    return result


def _number_after_number(value: Value) -> tuple[object, str]:
    """By size; of a whole number and a decimal that are equal, always the same one comes first."""
    return sort_key(value), kind(value)


def between(low: Value, high: Value, tag: str) -> Value:
    """The value if the two are one, else the bounds that enclose both (in either order)."""
    if compare(low, "=", high) is Truth.TRUE:
        return high if isinstance(low, Bounds) else low
    a, b = closed(low), closed(high)
    return _bounds(_hull(a, b, upper=False), _hull(a, b, upper=True), tag)


# --- ends of bounds --------------------------------------------------------------------------------

End = tuple[Exact | None, bool]  # and whether it is open; None is beyond every value on its side


def _low(bounds: Bounds) -> End:
    return bounds.low, bounds.low_open


def _high(bounds: Bounds) -> End:
    return bounds.high, bounds.high_open


def _pick(a: End, b: End, *, larger: bool, low_side: bool) -> End:
    """The larger or the smaller of two ends; where that is not decided, an end that serves for both.

    Outward (the smaller of low ends, the larger of high ones) the result must enclose both; inward
    each of the two holds already, and the narrower is taken.
    """
    outward = larger != low_side
    (x, x_open), (y, y_open) = a, b
    if x is None or y is None:
        return (None, False) if outward else (b if x is None else a)
    if compare(x, "=", y) is Truth.TRUE:
        return x, (x_open and y_open if outward else x_open or y_open)
    for one, other, end in ((x, y, a), (y, x, b)):
        if compare(one, ">=" if larger else "<=", other) is Truth.TRUE:
            return end
    days = [day_bounds(each)[0 if low_side else 1] for each in (x, y) if isinstance(each, Duration)]
    best = max(days) if larger else min(days)
    return (Duration(days=best), False) if outward else (a if days[0] == best else b)


def _hull(a: Bounds, b: Bounds, *, upper: bool) -> End:
    """One end of the bounds that enclose both."""
    ends = (_high(a), _high(b)) if upper else (_low(a), _low(b))
    return _pick(*ends, larger=upper, low_side=not upper)


def _bounds(low: End, high: End, tag: str) -> Value:
    """The bounds with these ends, or the value if they leave only one."""
    (least, low_open), (greatest, high_open) = low, high
    if least is not None and least == greatest and not (low_open or high_open):
        return least
    return Bounds(least, greatest, low_open, high_open, tag)


_COMMUTATIVE = ("+", "*", "greater", "lesser")


def _tag(function: str, operands: Sequence[Value]) -> str:
    """The name of the unknown that a function of these operands is; "" if one of them has none."""
    parts: list[str] = []
    for operand in operands:
        if isinstance(operand, Bounds):
            if not operand.tag:
                return ""
            parts.append(operand.tag)
        else:
            parts.append(json.dumps(canonical(operand), separators=(",", ":")))
    if function in _COMMUTATIVE:
        parts.sort()
    tag = f"{function}({','.join(parts)})"
    if len(tag) <= 400:
        return tag
    from hashlib import sha256

    return f"{function}#{sha256(tag.encode()).hexdigest()}"


# --- lifting ---------------------------------------------------------------------------------------

ExactFunction = Callable[[Exact, Exact], Exact | None]


class _NoValueForLife(Exception):
    """A bounded operand may be life, for which the function has no value: nothing is known."""


def _lifted(
    name: str, operands: Sequence[Value], exact: ExactFunction, directions: tuple[int, int]
) -> Value | None:
    """A function of two operands that grows (1) or falls (-1) with each of them."""
    a, b = operands
    if not isinstance(a, Bounds) and not isinstance(b, Bounds):
        return _limited(exact(a, b))
    lows, highs = [], []
    for operand, direction in zip((a, b), directions, strict=True):
        ends = closed(operand)
        low, high = (_low(ends), _high(ends)) if direction > 0 else (_high(ends), _low(ends))
        lows.append(low)
        highs.append(high)
    tag = _tag(name, operands)
    try:
        return _bounds(_corner(lows, exact), _corner(highs, exact), tag)
    except _NoValueForLife:
        return Bounds(None, None, tag=tag)


def _corner(ends: Sequence[End], exact: ExactFunction) -> End:
    (x, x_open), (y, y_open) = ends
    if x is None or y is None:
        return None, False
    result = _limited(exact(x, y))
    if result is None and LIFE in (x, y):
        raise _NoValueForLife
    return result, result is not None and (x_open or y_open)


def _limited(value: Exact | None) -> Exact | None:
    """The value, or None if it is too large or has too many decimal places."""
    if isinstance(value, Duration):
        return value if max(abs(value.months), abs(value.days)) < LIMIT else None
    if isinstance(value, Money):
        return value if _limited(value.amount) is not None else None
    if isinstance(value, Decimal):
        places = len(plain(value).partition(".")[2])
        return value if value.copy_abs() < LIMIT and places <= DECIMAL_PLACES else None  # abs() rounds
    if isinstance(value, int):
        return value if abs(value) < LIMIT else None
    return value


# --- + and - ---------------------------------------------------------------------------------------


def _plus(a: Exact, b: Exact) -> Exact | None:
    if isinstance(a, date) and isinstance(b, Duration):
        return add(a, b)
    if isinstance(a, Duration) and isinstance(b, Duration):
        return LIFE if a.life or b.life else Duration(a.months + b.months, a.days + b.days)
    return _of_amounts("+", a, b, EXACT.add)


def _minus(a: Exact, b: Exact) -> Exact | None:
    """A difference of durations is exact in both units: 24 months - 1 day is "24 months less 1 day"."""
    if isinstance(a, date) and isinstance(b, Duration):
        return add(a, b, -1)
    if isinstance(a, Duration) and isinstance(b, Duration):
        if b.life:
            return None
        return LIFE if a.life else Duration(a.months - b.months, a.days - b.days)
    return _of_amounts("-", a, b, EXACT.subtract)


def _of_amounts(name: str, a: Exact, b: Exact, exact: Callable[[Decimal, Decimal], Decimal]) -> Exact | None:
    """A function of two numbers, or of money in one currency."""
    if isinstance(a, Money) and isinstance(b, Money) and a.currency == b.currency:
        amount = _numeric(name, a.amount, b.amount, exact)
        return Money(amount, a.currency) if isinstance(amount, Decimal) else None
    return _numeric(name, a, b, exact)


def _numeric(name: str, a: Exact, b: Exact, exact: Callable[[Decimal, Decimal], Decimal]) -> Exact | None:
    """A function of two numbers."""
    try:
        if isinstance(a, (int, Decimal)) and isinstance(b, (int, Decimal)):
            result = exact(Decimal(a), Decimal(b))
            return int(result) if isinstance(a, int) and isinstance(b, int) else result
    except Inexact:
        return None
    raise TypeError(f"{name} of {kind(a)} and {kind(b)}")


def _apply_plus(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return _lifted("+", operands, _plus, (1, 1))


def _apply_minus(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    found = _lifted("-", operands, _minus, (1, -1))
    return _cut(found, operands) if isinstance(found, Bounds) else found


def _cut(difference: Bounds, operands: Sequence[Value]) -> Value:
    """A difference where one side is the lesser (the greater) of the other and something: cut off at nothing.

    So what is left of a tax after a credit of no more than the tax is not below zero.
    """
    a, b = operands
    if not (isinstance(a, Bounds) and isinstance(b, Bounds)):
        return difference
    ends = (end for each in (difference, a, b) for end in (each.low, each.high))
    some = next((end for end in ends if end is not None), None)
    if not isinstance(some, (int, Decimal, Money)):
        return difference
    zero: End = (_times(some, 0), False)
    low, high = _low(difference), _high(difference)
    if _is_of("lesser", b.tag, a.tag) or _is_of("greater", a.tag, b.tag):
        low = _pick(low, zero, larger=True, low_side=True)
    if _is_of("greater", b.tag, a.tag) or _is_of("lesser", a.tag, b.tag):
        high = _pick(high, zero, larger=False, low_side=False)
    return _bounds(low, high, difference.tag)


def _is_of(function: str, tag: str, part: str) -> bool:
    """Whether a tag names a function of two operands, one of which has this tag; see `_tag`."""
    inner = tag.removeprefix(f"{function}(").removesuffix(")")
    beside = inner.startswith(f"{part},") or inner.endswith(f",{part}")
    return bool(part) and beside and tag == f"{function}({inner})"


# --- * ---------------------------------------------------------------------------------------------


def _times(a: Exact, b: Exact) -> Exact | None:
    """A quantity (money, a duration) times a number, in either order, or a number times a number."""
    if isinstance(b, (Money, Duration)):
        a, b = b, a
    if isinstance(a, Duration) and isinstance(b, int):
        if not a.life:
            return Duration(a.months * b, a.days * b)
        return None if b < 0 else LIFE if b else Duration()
    if isinstance(a, Money) and isinstance(b, (int, Decimal)):
        amount = _numeric("*", a.amount, b, EXACT.multiply)
        return Money(amount, a.currency) if isinstance(amount, Decimal) else None
    return _numeric("*", a, b, EXACT.multiply)


def _apply_times(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    a, b = operands
    if isinstance(a, Bounds) and isinstance(b, Bounds):
        return _times_bounds(a, b, _tag("*", operands))
    if isinstance(a, Bounds) and isinstance(b, (int, Decimal)):
        return _times_number(a, b, operands)
    if isinstance(b, Bounds) and isinstance(a, (int, Decimal)):
        return _times_number(b, a, operands)
    if isinstance(a, Bounds) or isinstance(b, Bounds):
        return _times_bounds(closed(a), closed(b), _tag("*", operands))
    return _limited(_times(a, b))


def _times_number(bounds: Bounds, number: int | Decimal, operands: Sequence[Value]) -> Value | None:
    nothing = next((_times(end, 0) for end in (bounds.low, bounds.high) if end is not None), None)
    if number == 0 and nothing is not None:
        return nothing
    direction = 1 if number > 0 else -1
    return _lifted("*", (bounds, number), _times, (direction, direction))


def _times_bounds(a: Bounds, b: Bounds, tag: str) -> Value | None:
    """Products of bounds: by their four corners, or by the low ones if nothing is below zero."""
    a, b = closed(a), closed(b)
    if None not in (a.low, a.high, b.low, b.high):
        return _hull_of(list(product((a.low, a.high), (b.low, b.high))), tag)
    if any(end is None or may_be("<", end) for end in (a.low, b.low)):
        return Bounds(None, None, tag=tag)
    low = _corner([(a.low, False), (b.low, False)], _times)
    high = _corner([(a.high, False), (b.high, False)], _times)
    return _bounds(low, high, tag)


def may_be(operator: str, value: Value) -> bool:
    """Whether an amount may be above (`>`) or below (`<`) nothing; if imprecise, anywhere in its bounds."""
    if not isinstance(value, Bounds):
        end: Exact | None = value
    else:
        end = value.high if operator == ">" else value.low
    zero = None if end is None else _times(end, 0)
    return end is None or zero is None or compare(end, operator, zero) is not Truth.FALSE


def _hull_of(corners: Sequence[tuple[Exact | None, Exact | None]], tag: str) -> Value:
    low: End | None = None
    high: End | None = None
    try:
        for a, b in corners:
            end = _corner([(a, False), (b, False)], _times)
            low = end if low is None else _pick(low, end, larger=False, low_side=True)
            high = end if high is None else _pick(high, end, larger=True, low_side=False)
    except _NoValueForLife:
        return Bounds(None, None, tag=tag)
    return _bounds(low or (None, False), high or (None, False), tag)


# --- the greater and the lesser --------------------------------------------------------------------


def _extreme(name: str, operands: Sequence[Value], larger: bool) -> Value:
    """The greater or lesser of two: one of them where that is decided, else bounds that enclose it."""
    a, b = operands
    for one, other in ((a, b), (b, a)):
        if compare(one, ">=" if larger else "<=", other) is Truth.TRUE:
            return one
    x, y = closed(a), closed(b)
    low = _pick(_low(x), _low(y), larger=larger, low_side=True)
    high = _pick(_high(x), _high(y), larger=larger, low_side=False)
    return _bounds(low, high, _tag(name, operands))


def _apply_greater(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return _extreme("greater", operands, larger=True)


def _apply_lesser(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return _extreme("lesser", operands, larger=False)


# --- days ------------------------------------------------------------------------------------------


def _days_between(first: Exact, last: Exact) -> int:
    if isinstance(first, date) and isinstance(last, date):
        return (last - first).days
    raise TypeError(f"days between {kind(first)} and {kind(last)}")


def _apply_days_between(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return _lifted("days between", operands, _days_between, (-1, 1))


def _apply_after(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return _deadline("after", operands, calendar)


def _apply_before(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return _deadline("before", operands, calendar)


def _deadline(name: str, operands: Sequence[Value], calendar: Calendar) -> Value | None:
    """The day a period after (before) a start, by the calendar or by a counting rule.

    Operands: the period, the start and, if a rule counts, its name.
    """
    way = 1 if name == "after" else -1

    def plainly(period: Exact, start: Exact) -> Exact | None:
        if isinstance(start, date) and isinstance(period, Duration):
            return add(start, period, way)
        raise TypeError(f"{kind(period)} {name} {kind(start)}")

    period, start, *rules = operands
    if not rules:
        return _lifted(name, (period, start), plainly, (way, 1))
    rule = rules[0]
    if not isinstance(rule, str):
        raise TypeError(f"no counting rule: {kind(rule)}")
    if isinstance(period, Duration) and isinstance(start, date):
        count = calendar.count(start, period, rule, name)
        return None if count is None else count.last_day
    return _counted(calendar, name, operands)


def _counted(calendar: Calendar, direction: str, operands: Sequence[Value]) -> Value:
    """The bounds of a counted day.

    With one counting era, and on one side of its limit for short periods, the last day grows with
    the start and with the length of the period. It may fall where an era begins (10 court days from
    30 November 2009 end after 10 days from 1 December) and where a period is no longer short. So the
    extremes are among the ends and the two sides of each such point.
    """
    period, start, name = closed(operands[0]), closed(operands[1]), str(operands[2])
    rule, tag = calendar.rules[name], _tag(direction, operands)
    periods, starts = _period_points(period, rule), _start_points(start, rule)
    days: list[Value] = []
    beyond = False
    for length, day in product(periods, starts):
        count = calendar.count(day, length, name, direction)
        if count is not None:
            days.append(count.last_day)
        elif length.life or era_of(rule, day) is None:
            return Bounds(None, None, tag=tag)
        else:
            beyond = True
    if not days:
        return Bounds(None, None, tag=tag)
    hull = closed(reduce(lambda a, b: between(a, b, tag), days))
    after = direction == "after"
    no_low = start.low is None or (period.low if after else period.high) is None or (beyond and not after)
    no_high = start.high is None or (period.high if after else period.low) is None or (beyond and after)
    low = (None if no_low else hull.low, False)
    high = (None if no_high else hull.high, False)
    return _bounds(low, high, tag)


def _start_points(start: Bounds, rule: CountingRule) -> list[date]:
    turns = [day for era in _starts(rule) for day in (shifted(era, -1), era)][1:]
    points = [start.low, start.high, *(day for day in turns if day is not None and _within(start, day))]
    return [point for point in points if isinstance(point, date)]


def _starts(rule: CountingRule) -> list[date]:
    return sorted(era.start for era in rule.eras)


def _period_points(period: Bounds, rule: CountingRule) -> list[Duration]:
    points: list[Exact | None] = [period.low, period.high]
    for limit in (era.business_days_under for era in rule.eras):
        if limit is not None:
            around = (Duration(limit.months, limit.days - 1), limit) if not limit.life else (limit,)
            points += [point for point in around if _within(period, point)]
    return [point for point in points if isinstance(point, Duration)]


def _within(bounds: Bounds, point: Exact) -> bool:
    """Whether a point may lie within closed bounds."""
    return all(
        end is None or compare(point, operator, end) is not Truth.FALSE
        for end, operator in ((bounds.low, ">="), (bounds.high, "<="))
    )


# --- all of them -----------------------------------------------------------------------------------

_NUMBER_RESULTS: tuple[Signature, ...] = (
    (("Int", "Int"), "Int"),
    (("Int", "Decimal"), "Decimal"),
    (("Decimal", "Int"), "Decimal"),
    (("Decimal", "Decimal"), "Decimal"),
)
_SUMS: tuple[Signature, ...] = (
    *_NUMBER_RESULTS,
    (("Money", "Money"), "Money"),
    (("Duration", "Duration"), "Duration"),
    (("Date", "Duration"), "Date"),
)
_PRODUCTS: tuple[Signature, ...] = (
    *_NUMBER_RESULTS,
    *((pair, "Money") for number in ("Int", "Decimal") for pair in (("Money", number), (number, "Money"))),
    (("Duration", "Int"), "Duration"),
    (("Int", "Duration"), "Duration"),
)
_CHOICES: tuple[Signature, ...] = (
    *_NUMBER_RESULTS,
    *(((each, each), each) for each in ("Money", "Date", "Duration")),
)
_DEADLINES: tuple[Signature, ...] = (
    (("Duration", "Date"), "Date"),
    (("Duration", "Date", "symbol"), "Date"),
)

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        function.name: function
        for function in (
            Function("+", _apply_plus, _SUMS),
            Function("-", _apply_minus, _SUMS),
            Function("*", _apply_times, _PRODUCTS),
            Function("greater", _apply_greater, _CHOICES),
            Function("lesser", _apply_lesser, _CHOICES),
            Function("after", _apply_after, _DEADLINES),
            Function("before", _apply_before, _DEADLINES),
            Function("days between", _apply_days_between, ((("Date", "Date"), "Int"),)),
        )
    }
)


def _folded(name: str) -> Callable[[Sequence[Value]], Value | None]:
    return lambda operands: FUNCTIONS[name].apply(operands, Calendar())


_FOLDS: Mapping[str, Callable[[Sequence[Value]], Value | None]] = MappingProxyType(
    {
        "sum": _folded("+"),
        "greatest": _folded("greater"),
        "latest": _folded("greater"),
        "least": _folded("lesser"),
        "earliest": _folded("lesser"),
    }
)

"""The days between two, and the day a period after or before another, also by a counting rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from itertools import product

from decisis.calendar import Calendar, CountingRule, add, era_of, shifted
from decisis.rules.bounds import between, bounds_of, lifted, tag_of
from decisis.values import Bounds, Duration, Exact, Truth, Value, closed, compare, kind


def _days_between(first: Exact, last: Exact) -> int:
    if isinstance(first, date) and isinstance(last, date):
        return (last - first).days
    raise TypeError(f"days between {kind(first)} and {kind(last)}")


def apply_days_between(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return lifted("days between", operands, _days_between, (-1, 1))


def apply_after(operands: Sequence[Value], calendar: Calendar) -> Value | None:
    return _deadline("after", operands, calendar)


def apply_before(operands: Sequence[Value], calendar: Calendar) -> Value | None:
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
        return lifted(name, (period, start), plainly, (way, 1))
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
    rule, tag = calendar.rules[name], tag_of(direction, operands)
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
    return bounds_of(low, high, tag)


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

"""Comparing values: True or False if every completion and every calendar agrees, else None."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from tests.meaning import doctrine as d

SIGNS: dict[str, Callable[[object, object], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compared(left: d.Value, sign: str, right: d.Value) -> bool | None:
    """The one truth that all ways to complete both sides have, if they have one."""
    found = {SIGNS[sign](difference, 0) for difference in differences(left, right)}
    return found.pop() if len(found) == 1 else None


def differences(left: d.Value, right: d.Value) -> set[int]:
    """-1, 0, 1: how the left side may stand to the right one. Of two imprecise values, or one, or none."""
    match left, right:
        case d.Between(low, high), other:
            return _from(low, high, other)
        case other, d.Between(low, high):
            return {-each for each in _from(low, high, other)}
        case d.Length() as mine, d.Length() as theirs:
            days = [mine.days - theirs.days + each for each in _days(mine.months - theirs.months)]
            return {(each > 0) - (each < 0) for each in days}
        case _:
            return {(left > right) - (left < right)}  # type: ignore[operator]


def _from(low: d.Value | None, high: d.Value | None, other: d.Value) -> set[int]:
    least = {-1, 0, 1} if low is None else differences(low, other)
    most = {-1, 0, 1} if high is None else differences(high, other)
    return {
        *([-1] if low is None or -1 in least else []),
        *([0] if least & {-1, 0} and most & {0, 1} else []),
        *([1] if high is None or 1 in most else []),
    }


@cache
def _days(months: int) -> frozenset[int]:
    """How many days so many months have, in every year of four centuries."""
    if months < 0:
        return frozenset(-each for each in _days(-months))
    firsts = list(_firsts(months))
    return frozenset((firsts[i + months] - firsts[i]).days for i in range(4800))


def _firsts(months: int) -> Iterator[date]:
    for number in range(4800 + months + 1):
        yield date(2000 + number // 12, number % 12 + 1, 1)

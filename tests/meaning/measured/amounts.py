"""What expressions come to, and how two values stand to each other, where nothing is imprecise."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from tests.meaning.doctrine import Length
from tests.meaning.measured import law as m
from tests.meaning.measured.days import counted, length_in_days, moved

Binding = Mapping[str, Any]

SIGNS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
NOTHING: dict[str, Any] = {
    "N": 0,
    "T": Length(),
    "M": Decimal(0),
}  # by what the name of a variable begins with


@dataclass(frozen=True)
class Amounts:
    """Reckons by the counting rules of a law, with months as long as from one first of a month on."""

    law: m.Law
    month: date

    def value(self, what: m.Expression, binding: Binding) -> Any:
        """What it comes to; None if to nothing."""
        match what:
            case m.Var(name):
                return binding[name]
            case m.Sum(left, sign, right):
                return _reckoned(self.value(left, binding), sign, self.value(right, binding))
            case m.Extreme(which, left, right):
                both = self.ordered([self.value(left, binding), self.value(right, binding)])
                return both[-1 if which == "greater" else 0]
            case m.Shift(period, way, start, rule):
                return self.shifted(self.value(start, binding), self.value(period, binding), way, rule)
            case m.DaysFrom(first, last):
                return (self.value(last, binding) - self.value(first, binding)).days
            case m.Rounded(amount, divisor, way, unit):
                return self.rounded(self.value(amount, binding), self.value(divisor, binding), way, unit)
            case _:
                return what

    def rounded(self, amount: Any, divisor: Any, way: str, unit: Any) -> Any:
        """The number of units tried one after the other, from where there are too many or too few."""
        if self.difference(divisor, _reckoned(divisor, "*", 0)) <= 0:
            return None
        step = _reckoned(divisor, "*", unit) if isinstance(divisor, Length) else _reckoned(unit, "*", divisor)
        if way == "nearest":
            amount, step = _reckoned(_reckoned(amount, "*", 2), "+", step), _reckoned(step, "*", 2)
        number = 0
        while self.difference(_reckoned(step, "*", number), amount) <= 0:
            number += 1
        while self.difference(_reckoned(step, "*", number), amount) > 0:
            number -= 1
        if way == "up" and self.difference(_reckoned(step, "*", number), amount) < 0:
            number += 1
        return _reckoned(unit, "*", number)

    def shifted(self, day: date | None, length: Length, way: str, rule: str) -> date | None:
        step = 1 if way == "after" else -1
        if day is None or not rule:
            return None if day is None else moved(day, length, step)
        return counted(day, length, step, self.law.counting(rule))

    def total(self, operator: str, sort: str, members: Sequence[Any]) -> Any:
        """Of the last values of members, each of which counts once; None: there is no greatest of none."""
        match operator:
            case "count":
                return len(members)
            case "sum":
                return sum_of(members, NOTHING[sort])
            case _:
                last = -1 if operator in ("greatest", "latest") else 0
                return self.ordered(members)[last] if members else None

    def ordered(self, values: Iterable[Any]) -> list[Any]:
        return sorted(values, key=cmp_to_key(self.difference))

    def compared(self, left: Any, sign: str, right: Any) -> bool:
        return SIGNS[sign](self.difference(left, right), 0)

    def same(self, left: Any, right: Any) -> bool:
        """Whether two values are one: of lengths, as long as they are here."""
        if isinstance(left, Length) and isinstance(right, Length):
            return self.difference(left, right) == 0
        return bool(left == right)

    def difference(self, left: Any, right: Any) -> int:
        """Below 0, 0 or above it."""
        if isinstance(left, Length) and isinstance(right, Length):
            left, right = (length_in_days(each, self.month) for each in (left, right))
        if isinstance(left, str):
            return int(left != right)
        return int(left > right) - int(left < right)


def sum_of(values: Iterable[Any], nothing: Any) -> Any:
    total = nothing
    for each in values:
        total = _reckoned(total, "+", each)
    return total


def _reckoned(left: Any, sign: str, right: Any) -> Any:
    match left, sign, right:
        case date(), _, Length():
            return moved(left, right, 1 if sign == "+" else -1)
        case Length(), "*", _:
            return Length(left.months * right, left.days * right)
        case Length(), _, Length():
            way = 1 if sign == "+" else -1
            return Length(left.months + way * right.months, left.days + way * right.days)
        case _, "*", _:
            return left * right
        case _:
            return left + right if sign == "+" else left - right

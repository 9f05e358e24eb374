"""Comparisons, arithmetic, periods and aggregates: of things that can be compared, added and counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from decisis.compiler.checks.values import KIND_WORDS, sort_words
from decisis.compiler.days import MOST_DAYS
from decisis.compiler.reading import Doctrine, Reading
from decisis.compiler.sorts import AGGREGATES_OVER
from decisis.compiler.terms import expression_sort
from decisis.diagnostics import Diagnostic
from decisis.rules.arithmetic import result_kind
from decisis.source import Span
from decisis.syntax import ast
from decisis.values import (
    MONEY,
    QUANTITIES,
    Duration,
    Truth,
    alike,
    compare,
    day_bounds,
    kind,
    money_sign,
    nothing_of,
)

Found = Iterator[Diagnostic]


def wrong_operations(doctrine: Doctrine) -> Found:
    """Comparisons, arithmetic, periods and aggregates of things that have none."""
    for reading in doctrine.readings:
        operations = Operations(reading)
        for formula in reading.formulas:
            yield from operations.formula(formula)
        for node in reading.nodes:
            if isinstance(node, ast.Binary | ast.Extreme | ast.Shift | ast.DaysBetween | ast.Rounded):
                yield from operations.expression(node)


_CANNOT = {
    "+": "cannot add {1} to {0}",
    "-": "cannot subtract {1} from {0}",
    "*": "cannot multiply {0} by {1}",
    "greater": "neither of {0} and {1} is the greater",
    "lesser": "neither of {0} and {1} is the lesser",
}

_SUMS = "numbers go with numbers, money with money, and durations with durations or days"
_TAKES = {
    "+": _SUMS,
    "-": _SUMS,
    "*": "a duration is multiplied by a whole number, money by any number",
    "greater": "compare things of one sort",
    "lesser": "compare things of one sort",
}


_ROUNDS = {
    "Int": "round numbers to a number, money to an amount, durations to a duration: `… rounded down to 1`",
    "Duration": "divide it by a whole number, and round to a duration: `T divided by 3 rounded up to 1 day`",
    "Date": "ask for the days between two days, and round those",
}


@dataclass(frozen=True)
class Operations:
    """The operations in one provision."""

    reading: Reading

    @cached_property
    def _sorts(self) -> Mapping[str, str]:
        return {name: use.sort for name, use in self.reading.known.items()}

    def sort(self, expression: ast.Expression) -> str:
        return expression_sort(expression, self._sorts)

    def complain(self, code: str, message: str, span: Span, *notes: str, help: str = "") -> Diagnostic:
        return Diagnostic(code, message, span, context=self.reading.context, notes=notes, help=help)

    def formula(self, formula: ast.Formula) -> Found:
        match formula:
            case ast.Comparison():
                yield from self._comparison(formula)
            case ast.Membership():
                yield from self._membership(formula)
            case ast.Within(day=day, period=period, start=start):
                yield from self._asked(day, "Date")
                yield from self._asked(period, "Duration")
                yield from self._asked(start, "Date")
            case ast.AnyDay(first=first, last=last):
                yield from self._asked(first, "Date")
                yield from self._asked(last, "Date")
                yield from self._too_many(formula)
            case ast.AggregateOf():
                yield from self._aggregate(formula)
            case _:
                return

    def expression(self, expression: ast.Expression) -> Found:
        match expression:
            case ast.Binary(operator, left, right):
                yield from self._operation(expression, operator, left, right)
            case ast.Extreme(which, left, right):
                yield from self._operation(expression, which, left, right)
                yield from self._undecided(expression.span, left, "<", right)
            case ast.Shift(period=period, start=start) if self._exchanged(period, start):
                turned = f"{start.span.text} {expression.direction} {period.span.text}"
                yield self.complain(
                    "E0359",
                    f"a day is not {expression.direction} a duration",
                    expression.span,
                    "a period is a duration that runs from a day to a day",
                    help=f"write `{turned}`",
                )
            case ast.Shift(period=period, start=start):
                yield from self._asked(period, "Duration")
                yield from self._asked(start, "Date")
            case ast.DaysBetween(start, end):
                yield from self._asked(start, "Date")
                yield from self._asked(end, "Date")
            case ast.Rounded():
                yield from self._rounded(expression)
            case _:
                return

    def _exchanged(self, period: ast.Expression, start: ast.Expression) -> bool:
        return (self.sort(period), self.sort(start)) == ("Date", "Duration")

    # --- comparisons -----------------------------------------------------------------------------------

    def _comparison(self, formula: ast.Comparison) -> Found:
        left, right = self.sort(formula.left), self.sort(formula.right)
        if not left or not right or "unknown" in (left, right):
            return
        if not _comparable(left, right):
            yield self.complain(
                "E0355",
                f"cannot compare {sort_words(left)} with {sort_words(right)}",
                formula.span,
                help=_unit(formula.left, right) or _unit(formula.right, left) or _one_sort(left, right),
            )
        elif formula.operator not in ("=", "!=") and left not in QUANTITIES:
            thing = sort_words(left if left != "symbol" else right)
            yield self.complain(
                "E0356",
                f"`{formula.operator}` asks which comes first, and {thing} comes before no other",
                formula.span,
                help="ask whether it is one, with `=`, `!=` or `is one of`",
            )
        else:
            yield from self._undecided(formula.span, formula.left, formula.operator, formula.right)

    def _undecided(self, span: Span, left: ast.Expression, operator: str, right: ast.Expression) -> Found:
        """Two durations in months and in days, of which no calendar says how they compare."""
        values = [
            e.value for e in (left, right) if isinstance(e, ast.Constant) and isinstance(e.value, Duration)
        ]
        if len(values) == 2 and compare(values[0], operator, values[1]) is Truth.UNKNOWN:
            notes = [_in_days(e) for e in (left, right)]
            yield self.complain(
                "E0357",
                f"whether `{span.text}` depends on the calendar",
                span,
                *filter(None, notes),
                help="write both in months, or both in days",
            )

    def _membership(self, formula: ast.Membership) -> Found:
        for option in formula.options:
            if isinstance(option, ast.Variable):
                yield self.complain(
                    "E0362",
                    f"`{option.name}` is a variable, and a list has only values",
                    option.span,
                    help="write an `either` with a comparison for each alternative",
                )

    # --- operations ------------------------------------------------------------------------------------

    def _operation(
        self, whole: ast.Binary | ast.Extreme, operator: str, left: ast.Expression, right: ast.Expression
    ) -> Found:
        sorts = [self.sort(left), self.sort(right)]
        if "" in sorts or "unknown" in sorts or result_kind(operator, sorts) is not None:
            return
        help_ = _unit(left, sorts[1]) or _unit(right, sorts[0]) or _TAKES[operator]
        if "Date" in sorts and operator in ("+", "-"):
            help_ = _unit(left, "Duration") or _unit(right, "Duration") or help_
        if sorts == ["Date", "Date"] and operator == "-":
            help_ = f"write `the days from {right.span.text} to {left.span.text}`"
        yield self.complain(
            "E0358", _CANNOT[operator].format(*map(sort_words, sorts)), whole.span, help=help_
        )

    def _rounded(self, whole: ast.Rounded) -> Found:
        divisor, unit = whole.divisor, whole.unit
        for named, what in ((divisor, "divided by"), (unit, "rounded to")):
            if named is not None and _is_no_amount(named):
                yield self.complain(
                    "E0369", f"nothing is {what} {named.span.text}", named.span, help="name more than nothing"
                )
        sorts = [self.sort(whole.amount), "Int" if divisor is None else self.sort(divisor), self.sort(unit)]
        if "" in sorts or "unknown" in sorts or result_kind(whole.way, sorts) is not None:
            return
        amount, by, to = map(sort_words, sorts)
        divided = "" if divisor is None else f", divided by {by},"
        yield self.complain(
            "E0358",
            f"{amount}{divided} cannot be rounded to {to}",
            whole.span,
            help=_unit(unit, sorts[0]) or _ROUNDS.get(sorts[0].partition(" ")[0], _ROUNDS["Int"]),
        )

    def _asked(self, expression: ast.Expression, sort: str) -> Found:
        found = self.sort(expression)
        if found not in ("", "unknown", sort):
            yield self.complain(
                "E0359",
                f"`{expression.span.text}` is {sort_words(found)}, and {sort_words(sort)} is asked for here",
                expression.span,
                "a period is a duration that runs from a day to a day",
                help=_unit(expression, sort) or f"name {sort_words(sort)}",
            )

    def _too_many(self, formula: ast.AnyDay) -> Found:
        first, last = (
            e.value if isinstance(e, ast.Constant) else None for e in (formula.first, formula.last)
        )
        if not isinstance(first, date) or not isinstance(last, date):
            return
        days = (last - first).days + 1
        if days > MOST_DAYS:
            yield self.complain(
                "E0364",
                f"there are {days} days from {first} to {last}",
                formula.span,
                f"`any day` goes through {MOST_DAYS} days at most, so that each can be shown",
                help="name a shorter time",
            )

    def _aggregate(self, formula: ast.AggregateOf) -> Found:
        for condition in formula.conditions:
            if isinstance(condition, ast.AnyDay):
                yield self.complain(
                    "E0364",
                    f"the {formula.operator} cannot go through days",
                    condition.span,
                    f"of more than {MOST_DAYS} days `any day` gives none, which would make it wrong",
                    help="write a rule that concludes something of `any day`, and go through that",
                )
        value = formula.value
        if value is None:
            return
        found = self.sort(value)
        takes = AGGREGATES_OVER[formula.operator]
        if found and ("Money" if found in MONEY else found) not in takes:
            yield self.complain(
                "E0360",
                f"{sort_words(found)} has no {formula.operator}",
                value.span,
                f"there is a {formula.operator} of {' and '.join(KIND_WORDS[t] for t in takes)}",
                help=_aggregate_for(formula.operator, found),
            )


def _comparable(left: str, right: str) -> bool:
    if alike(left, right):
        return True
    return "symbol" in (left, right) and not {left, right} & QUANTITIES


def _one_sort(left: str, right: str) -> str:
    """How to compare things of two sorts, if there is a way."""
    if {left, right} == {"Date", "Duration"}:
        return "name the day to compare with, as in `Due is 3 months after Day`"
    return "compare things of one sort"


def _unit(expression: ast.Expression, sort: str) -> str:
    """The help for a bare number beside a duration or an amount of money."""
    number = expression.value if isinstance(expression, ast.Constant) else None
    if isinstance(number, int) and sort == "Duration":
        return f"say of what: `{number} months`, `{number} days`"
    if isinstance(number, int | Decimal) and sort in MONEY:
        return f"write `{money_sign(sort)}{number}`"
    return ""


def _is_no_amount(expression: ast.Expression) -> bool:
    """Whether it is a number, an amount or a duration that is no more than nothing."""
    if not isinstance(expression, ast.Constant) or kind(expression.value) not in QUANTITIES - {"Date"}:
        return False
    return compare(expression.value, "<=", nothing_of(kind(expression.value))) is Truth.TRUE


def _in_days(expression: ast.Expression) -> str:
    if not isinstance(expression, ast.Constant) or not isinstance(expression.value, Duration):
        return ""
    least, greatest = day_bounds(expression.value)
    return f"`{expression.span.text}` can be {least} to {greatest} days" if least != greatest else ""


def _aggregate_for(operator: str, found: str) -> str:
    if found == "Date" and operator in ("greatest", "least"):
        return f"write `{'latest' if operator == 'greatest' else 'earliest'}`"
    if operator in ("earliest", "latest"):
        return f"write `{'least' if operator == 'earliest' else 'greatest'}`"
    return "count them, with `the count of`"

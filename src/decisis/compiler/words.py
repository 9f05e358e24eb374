"""Formulas in words, for the lines of a proof that no `reads` template covers.

`{Name}` in the result stands for the value of a variable; the proof fills it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from decisis.syntax import ast
from decisis.values import text

OPERATORS = {
    "=": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}
DAY_OPERATORS = {
    "=": "is",
    "!=": "is not",
    "<": "is before",
    "<=": "is not after",
    ">": "is after",
    ">=": "is not before",
}
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}


def expression_words(expression: ast.Expression, labels: Mapping[str, str]) -> str:
    match expression:
        case ast.Variable(name):
            return f"{{{name}}}"
        case ast.Constant(value):
            return labels.get(value, value) if isinstance(value, str) else text(value)
        case ast.Binary(operator, left, right):
            sign = {"-": "−", "*": "×"}.get(operator, operator)
            return f"{expression_words(left, labels)} {sign} {expression_words(right, labels)}"
        case ast.Extreme(which, left, right):
            return f"the {which} of {expression_words(left, labels)} and {expression_words(right, labels)}"
        case ast.Shift(period, direction, start, _):
            return f"{expression_words(period, labels)} {direction} {expression_words(start, labels)}"
        case ast.DaysBetween(start, end):
            return f"the days from {expression_words(start, labels)} to {expression_words(end, labels)}"
        case _:
            assert_never(expression)


def comparison_words(left: str, operator: str, right: str, *, of_days: bool) -> str:
    return f"{left} {(DAY_OPERATORS if of_days else OPERATORS)[operator]} {right}"


def options_words(options: tuple[ast.Term, ...], labels: Mapping[str, str]) -> str:
    return ", ".join(expression_words(o, labels) for o in options)

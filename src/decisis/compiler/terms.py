"""Terms of the syntax as terms of clauses, and the sorts of what is worked out of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from decisis.rules import ir
from decisis.rules.arithmetic import result_kind
from decisis.syntax import ast
from decisis.values import kind


def ir_term(term: ast.Term) -> ir.Term:
    return ir.Variable(term.name) if isinstance(term, ast.Variable) else ir.Constant(term.value)


def ir_expression(expression: ast.Expression) -> ir.Expression:
    match expression:
        case ast.Variable() | ast.Constant():
            return ir_term(expression)
        case ast.Binary(operator, left, right):
            return ir.Apply(operator, (ir_expression(left), ir_expression(right)))
        case ast.Extreme(which, left, right):
            return ir.Apply(which, (ir_expression(left), ir_expression(right)))
        case ast.Shift(period, direction, start, counting):
            counted = (ir.Constant(counting.text),) if counting else ()
            return ir.Apply(direction, (ir_expression(period), ir_expression(start), *counted))
        case ast.DaysBetween(start, end):
            return ir.Apply("days between", (ir_expression(start), ir_expression(end)))
        case ast.Rounded(amount, divisor, way, unit):
            by = ir.Constant(1) if divisor is None else ir_expression(divisor)
            return ir.Apply(way, (ir_expression(amount), by, ir_expression(unit)))
        case _:
            assert_never(expression)


def expression_sort(expression: ast.Expression, sorts: Mapping[str, str]) -> str:
    """The sort of a variable, the kind of a value, the kind of a result; "" if it has none or is unknown."""
    match expression:
        case ast.Variable(name):
            return sorts.get(name, "")
        case ast.Constant(value):
            return kind(value)
        case ast.Binary(operator, left, right) | ast.Extreme(operator, left, right):
            operands = [expression_sort(e, sorts) for e in (left, right)]
            return result_kind(operator, operands) or ""
        case ast.Shift():
            return "Date"
        case ast.DaysBetween():
            return "Int"
        case ast.Rounded(amount, divisor, way, unit):
            divided_by = "Int" if divisor is None else expression_sort(divisor, sorts)
            operands = [expression_sort(amount, sorts), divided_by, expression_sort(unit, sorts)]
            return result_kind(way, operands) or ""
        case _:
            assert_never(expression)

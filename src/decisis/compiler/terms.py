"""Terms of the syntax as terms of clauses."""

from __future__ import annotations

from typing import assert_never

from decisis.rules import ir
from decisis.syntax import ast


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
        case _:
            assert_never(expression)

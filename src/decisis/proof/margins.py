"""By how much a comparison of a provision is missed."""

from __future__ import annotations

from collections.abc import Mapping

from decisis.proof.amounts import how_far, step
from decisis.proof.argument import Argument
from decisis.rules import ir
from decisis.rules.arithmetic import evaluate
from decisis.rules.plan import expression_variables
from decisis.values import Bounds, Truth, Value, compare


def margin_of(
    literal: ir.Comparison, clause: ir.Clause, binding: Mapping[str, Value], argument: Argument
) -> str:
    """How far what is measured is beyond a limit; of imprecise values, at most. Of what is to be equal to
    something, nothing: a count that is to be 0, a category or a number in a list has no limit."""
    calendar = argument.program.calendar
    left, right = (evaluate(e, binding, calendar) for e in (literal.left, literal.right))
    if left is None or right is None:
        return ""
    operator = literal.operator
    if _is_computed(literal.left, clause) and not _is_computed(literal.right, clause):
        left, right, operator = right, left, _MIRRORED[operator]
    if isinstance(left, Bounds) or isinstance(right, Bounds):
        return _at_most(left, operator, right)
    if compare(left, operator, right) is not Truth.FALSE:
        return ""
    needed = {">": step(right, 1), "<": step(right, -1)}.get(operator, right)
    if operator in ("=", "!=") or needed is None or isinstance(right, str):
        return ""
    return how_far(left, needed) if compare(left, "=", needed) is not Truth.TRUE else ""


def _at_most(left: Value, operator: str, right: Value) -> str:
    """How far it is if the imprecise values are as far apart as they can be, where that is known."""
    if operator not in _FURTHEST:
        return ""
    ends = [(v.low, v.high) if isinstance(v, Bounds) else (v, v) for v in (left, right)]
    at, other = _FURTHEST[operator]
    worst, asked = ends[0][at], ends[1][other]
    if worst is None or asked is None or compare(worst, operator, asked) is not Truth.FALSE:
        return ""
    by = how_far(worst, {">": step(asked, 1), "<": step(asked, -1)}.get(operator) or asked)
    return f"up to {by}" if by else ""


_FURTHEST = {"<": (1, 0), "<=": (1, 0), ">": (0, 1), ">=": (0, 1)}  # which end of either side
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def _is_computed(expression: ir.Expression, clause: ir.Clause) -> bool:
    """Whether nobody measures it: a constant, or what the clause works out."""
    names = set(expression_variables(expression))
    computed = {b.variable.name for b in clause.body if isinstance(b, ir.Binding)}
    return not names or bool(names & computed)

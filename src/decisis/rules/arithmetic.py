"""Functions of values: what expressions, comparisons and aggregates of a lowered program come to.

Every function is defined on exact values and lifted to bounds by its ends (`bounds`).

A function has no value (None) for life where a number of days is needed, beyond the calendar, before
a counting rule came into force, and from 10**38 on (or beyond 38 decimal places). Operands of the
wrong kind raise TypeError, which static checks prevent. Nothing is rounded, except where the law says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from decisis.calendar import Calendar
from decisis.dataclass import dataclass
from decisis.rules.counted_days import apply_after, apply_before, apply_days_between
from decisis.rules.ir import Apply, Comparison, Constant, Expression, Variable
from decisis.rules.operations import apply_greater, apply_lesser, apply_minus, apply_plus, apply_times
from decisis.rules.rounding import ROUNDINGS, rounding
from decisis.values import MONEY, Truth, Value, compare, kind, sort_key

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


# --- all of them -----------------------------------------------------------------------------------

_NUMBERS = ("Int", "Decimal")
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
    *((pair, "Money") for number in _NUMBERS for pair in (("Money", number), (number, "Money"))),
    (("Duration", "Int"), "Duration"),
    (("Int", "Duration"), "Duration"),
)
_CHOICES: tuple[Signature, ...] = (
    *_NUMBER_RESULTS,
    *(((each, each), each) for each in ("Money", "Date", "Duration")),
)
_SHARES: tuple[Signature, ...] = (
    *(((a, by, unit), unit) for a in _NUMBERS for by in _NUMBERS for unit in _NUMBERS),
    *(((each, by, each), each) for each in ("Money", "Duration") for by in _NUMBERS),
    *(((each, each, unit), unit) for each in ("Money", "Duration") for unit in _NUMBERS),
)
_DEADLINES: tuple[Signature, ...] = (
    (("Duration", "Date"), "Date"),
    (("Duration", "Date", "symbol"), "Date"),
)

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        function.name: function
        for function in (
            Function("+", apply_plus, _SUMS),
            Function("-", apply_minus, _SUMS),
            Function("*", apply_times, _PRODUCTS),
            Function("greater", apply_greater, _CHOICES),
            Function("lesser", apply_lesser, _CHOICES),
            *(Function(way, rounding(way), _SHARES) for way in ROUNDINGS),
            Function("after", apply_after, _DEADLINES),
            Function("before", apply_before, _DEADLINES),
            Function("days between", apply_days_between, ((("Date", "Date"), "Int"),)),
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

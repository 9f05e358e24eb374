"""What evaluates a comparison, an expression or an aggregate for the functions of `codegen`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from decisis.calendar import Calendar
from decisis.engine.writing import Call
from decisis.rules import arithmetic
from decisis.rules.aggregates import total
from decisis.rules.ir import Aggregate, Atom, Binding, Comparison, Constant
from decisis.static import assert_never
from decisis.values import Truth, Value, compare

Rows = Collection[tuple[Value, ...]]


def evaluator(call: Call, calendar: Calendar) -> Callable[..., object]:
    """What evaluates a literal for the values of its arguments."""
    match call.literal:
        case Comparison():
            return _remembered(_comparison(call.literal, call.arguments, calendar))
        case Binding():
            value = _remembered(_expression(call.literal, call.arguments, calendar))
        case Aggregate():
            value = _aggregate(call.literal, call.arguments)
        case _:
            assert_never(call.literal)
    return _test(value) if call.tests else value


def _remembered(function: Callable[..., Value | bool | None]) -> Callable[..., Value | bool | None]:
    return lru_cache(maxsize=256, typed=True)(function)


def _comparison(literal: Comparison, names: tuple[str, ...], calendar: Calendar) -> Callable[..., bool]:
    def holds(*values: Value) -> bool:
        return arithmetic.compare_expressions(literal, dict(zip(names, values, strict=True)), calendar)

    return holds


def _expression(literal: Binding, names: tuple[str, ...], calendar: Calendar) -> Callable[..., Value | None]:
    def value(*values: Value) -> Value | None:
        return arithmetic.evaluate(literal.expression, dict(zip(names, values, strict=True)), calendar)

    return value


def _aggregate(literal: Aggregate, names: tuple[str, ...]) -> Callable[..., Value | None]:
    read_over = _reader(literal, literal.over, names)
    read_possibly = _reader(literal, literal.possibly or literal.over, names)

    def value(over: Rows, possibly: Rows, *values: Value) -> Value | None:
        group = dict(zip(names, values, strict=True))
        return total(literal, group, read_over(over, group), read_possibly(possibly, group))

    return value


def _reader(
    literal: Aggregate, atom: Atom, names: tuple[str, ...]
) -> Callable[[Rows, Mapping[str, Value]], list[Value]]:
    """Reads the value of each row that agrees with itself where the atom repeats a local variable."""
    first: dict[str, int] = {}
    repeats: list[tuple[int, int]] = []
    for place, term in enumerate(atom.terms):
        if not isinstance(term, Constant) and first.setdefault(term.name, place) != place:
            repeats.append((first[term.name], place))
    name = literal.value.name if literal.value else ""
    of = first.get(name, -1)

    def read(rows: Rows, group: Mapping[str, Value]) -> list[Value]:
        members = [row for row in rows if all(row[one] == row[other] for one, other in repeats)]
        return [row[of] if of >= 0 else group.get(name, 1) for row in members]

    return read


def _test(value: Callable[..., Value | bool | None]) -> Callable[..., bool]:
    def holds(given: Value, *arguments: object) -> bool:
        found = value(*arguments)
        return found is not None and compare(given, "=", found) is Truth.TRUE

    return holds

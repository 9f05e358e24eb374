"""Values, exact and imprecise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from decisis.dataclass import replace
from decisis.source import Span
from decisis.syntax import ast
from decisis.syntax.building import Builder, Node, builds, unquote
from decisis.values import LIFE, Bounds, Duration, Exact, Money, currency_of, kind

MONTHS_OF = {"year": 12, "years": 12, "month": 1, "months": 1}
DAYS_OF = {"week": 7, "weeks": 7, "day": 1, "days": 1}

# --- values --------------------------------------------------------------------------------------


@builds
def symbol(b: Builder, node: Node) -> ast.Constant:
    return ast.Constant(str(node.children[0]), b.span(node))


@builds
def text(b: Builder, node: Node) -> ast.Constant:
    return ast.Constant(unquote(str(node.children[0])), b.span(node))


@builds
def integer(b: Builder, node: Node) -> ast.Constant:
    return ast.Constant(int(str(node.children[0])), b.span(node))


@builds
def decimal(b: Builder, node: Node) -> ast.Constant:
    return ast.Constant(Decimal(str(node.children[0])), b.span(node))


@builds
def money(b: Builder, node: Node) -> ast.Constant:
    written = str(node.children[0]).replace(",", "")
    sort, amount = ("Money", written[1:]) if written[0] == "$" else written.split()
    return ast.Constant(Money(Decimal(amount), currency_of(sort)), b.span(node))


@builds
def negative(b: Builder, node: Node) -> ast.Constant:
    """What an answer may be below zero: no law and no record says so of a value."""
    sign, amount = node.children
    value = b.build(amount).value
    if sign == "+":
        b.complain("E0201", "a value has no `+` before it", b.span(node), help="leave it out")
        return ast.Constant(value, b.span(node))
    below = replace(value, amount=-value.amount) if isinstance(value, Money) else -value
    return ast.Constant(below, b.span(node))


@builds
def day(b: Builder, node: Node) -> ast.Constant:
    return ast.Constant(read_date(node.children[0]), b.span(node))


@builds
def duration(b: Builder, node: Node) -> ast.Constant:
    return ast.Constant(read_duration(node), b.span(node))


def read_date(token: Any) -> date:
    """The day a DATE token names; that there is such a day was seen to by the scan."""
    return date.fromisoformat(token)


def maybe_date(token: Any) -> date | None:
    return None if token is None else read_date(token)


def read_duration(node: Any) -> Duration:
    """Months and days of a `duration` node; years are twelve months, weeks seven days; `less` takes off."""
    if isinstance(node.children[0], str):
        return LIFE
    months = days = 0
    for each in node.children:
        sign, part = (-1, each.children[0]) if each.data == "shortened" else (1, each)
        count, unit = sign * int(part.children[0]), part.children[1].children[0]
        months += count * MONTHS_OF.get(unit, 0)
        days += count * DAYS_OF.get(unit, 0)
    return Duration(months, days)


# --- imprecise values ----------------------------------------------------------------------------


def bounds(
    b: Builder,
    node: Node,
    low: Any = None,
    high: Any = None,
    *,
    low_open: bool = False,
    high_open: bool = False,
) -> ast.Constant:
    """The constant of an imprecise value; in a rule it is an error."""
    span = b.span(node)
    if not b.imprecise:
        b.complain(
            "E0209",
            f"`{span.text}` is imprecise, and a rule says exactly what it asks for",
            span,
            label="only a fact may be imprecise",
            help="name the value with a variable and compare it, as in `(2) Day > 1990-02-15`",
        )
    least, most = (None if end is None else b.build(end).value for end in (low, high))
    if isinstance(least, int) and isinstance(most, Duration):
        least = in_unit_of(high, least)
    if isinstance(least, Money) and isinstance(most, int | Decimal):
        most = Money(Decimal(most), least.currency)  # `$20 to 60`
    if isinstance(least, int | Decimal) and isinstance(most, int | Decimal) and kind(least) != kind(most):
        least, most = Decimal(least), Decimal(most)  # `39.5 to 41`
    check_ends(b, span, least, most)
    source = b.source.name.replace(",", ";")  # commas part the operands in the tags of computed unknowns
    return ast.Constant(Bounds(least, most, low_open, high_open, tag=f"{source}:{span.start}"), span)


def in_unit_of(node: Any, count: int) -> Exact:
    """The 3 of `3 to 6 years` is 3 years; in `3 to 1 year 6 months` it is only a number."""
    if len(node.children) != 1 or isinstance(node.children[0], str):
        return count
    unit = node.children[0].children[1].children[0]
    return Duration(count * MONTHS_OF.get(unit, 0), count * DAYS_OF.get(unit, 0))


def check_ends(b: Builder, span: Span, low: Any, high: Any) -> None:
    """Both ends are of one kind and in order; durations in different units are left to the compiler."""
    if low is None or high is None:
        return
    if kind(low) != kind(high):
        b.complain(
            "E0215",
            f"the two ends of `{span.text}` are values of different kinds",
            span,
            help="write both ends as days, as durations, as numbers, or as amounts in one currency",
        )
    elif backwards(low, high):
        b.complain("E0216", f"`{span.text}` ends before it begins", span, help="write the lower end first")


def backwards(low: Any, high: Any) -> bool:
    match low, high:
        case Duration(life=True), Duration(life=False):
            return True
        case Duration(), Duration():
            return not high.life and high.months <= low.months and high.days <= low.days and high != low
        case Money(), Money():
            return bool(high.amount < low.amount)
        case _:
            return bool(high < low)


@builds
def above(b: Builder, node: Node) -> ast.Constant:
    return bounds(b, node, low=node.children[0], low_open=True)


@builds
def below(b: Builder, node: Node) -> ast.Constant:
    return bounds(b, node, high=node.children[0], high_open=True)


@builds
def at_least(b: Builder, node: Node) -> ast.Constant:
    return bounds(b, node, low=node.children[0])


@builds
def at_most(b: Builder, node: Node) -> ast.Constant:
    return bounds(b, node, high=node.children[0])


@builds
def between(b: Builder, node: Node) -> ast.Constant:
    return bounds(b, node, low=node.children[0], high=node.children[1])


@builds
def unknown(b: Builder, node: Node) -> ast.Constant:
    return bounds(b, node)

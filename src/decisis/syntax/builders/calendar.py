"""Deadlines, counting rules, holidays and scenarios."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from decisis.syntax import ast
from decisis.syntax.builders.elements import labelled
from decisis.syntax.builders.values import maybe_date, read_date, read_duration
from decisis.syntax.building import Builder, Node, builds
from decisis.syntax.numerals import LONGEST_MONTH, MONTHS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


@builds
def deadline(b: Builder, node: Node) -> ast.Deadline:
    name, title, *rest = node.children
    found = b.clauses(rest)
    return ast.Deadline(
        b.name(name),
        b.span(node),
        triggers=found["runs_from"],
        periods=found["periods"],
        title=b.maybe_quoted(title),
        under=found.get("under"),
        counting=found.get("counted_by"),
        tolling=found.get("tolled_by"),
        provenance=found.get("provenance"),
        in_force=found.get("in_force"),
        reads=found.get("reads"),
        denied=found.get("denied"),
    )


@builds
def runs_from(b: Builder, node: Node) -> tuple[ast.Element, ...]:
    atom, *notes = node.children
    if atom.data != "trigger":
        return (_event(b, node, "(1)", atom, notes),)
    return b.all(node.children)


@builds
def trigger(b: Builder, node: Node) -> ast.Element:
    label, atom, *notes = node.children
    return _event(b, node, label, atom, notes)


@builds
def tolled_by(b: Builder, node: Node) -> ast.Element:
    atom, *notes = node.children
    return _event(b, node, "", atom, notes)


def _event(b: Builder, node: Node, label: Any, atom: Node, notes: list[Any]) -> ast.Element:
    """What a period runs from, or stands still for, as an element."""
    built = b.build(atom)
    return labelled(b, node, label, ast.Literal(built, False, built.span), notes)


@builds
def periods(b: Builder, node: Node) -> tuple[ast.Period, ...]:
    return b.all(node.children)


@builds
def period(b: Builder, node: Node) -> ast.Period:
    length, start, *notes = node.children
    found = b.clauses(notes)
    return ast.Period(read_duration(length), maybe_date(start), found.get("pinpoint"), found.get("quote"))


@builds
def counting(b: Builder, node: Node) -> ast.Counting:
    name, title, *rest = node.children
    found = b.clauses(child for child in rest if child.data != "counting_row")
    return ast.Counting(
        b.name(name),
        b.span(node),
        title=b.maybe_quoted(title),
        under=found.get("under"),
        observing=found.get("observing", ()),
        rows=b.all(child for child in rest if child.data == "counting_row"),
        provenance=found.get("provenance"),
    )


@builds
def observing(b: Builder, node: Node) -> tuple[ast.Name, ...]:
    (names,) = node.children
    return tuple(b.build(names))


@builds
def counting_row(b: Builder, node: Node) -> ast.CountingRow:
    start, pinpoint, days, rolls = node.children
    return ast.CountingRow(read_date(start), b.maybe_quoted(pinpoint), b.build(days), rolls is not None)


@builds
def counted_days(b: Builder, node: Node) -> Any:
    return read_duration(node.children[0]) if node.children else None


# --- holidays ------------------------------------------------------------------------------------


@builds
def holidays(b: Builder, node: Node) -> ast.Holidays:
    name, title, *rest = node.children
    found = b.clauses(child for child in rest if child.data != "holiday")
    return ast.Holidays(
        b.name(name),
        b.all(child for child in rest if child.data == "holiday"),
        b.span(node),
        title=b.maybe_quoted(title),
        under=found.get("under"),
        provenance=found.get("provenance"),
    )


@builds
def holiday(b: Builder, node: Node) -> ast.Holiday:
    name, title, when, start, end, courts = node.children
    return ast.Holiday(
        b.name(name),
        b.maybe_quoted(title),
        b.build(when),
        maybe_date(start),
        maybe_date(end),
        () if courts is None else b.build(courts),
    )


@builds
def kept_in(b: Builder, node: Node) -> tuple[ast.Name, ...]:
    return tuple(b.name(token) for token in node.children)


@builds
def fixed_day(b: Builder, node: Node) -> ast.FixedDay:
    month, day, observed = node.children
    number = one_of(b, month, MONTHS, "month") + 1
    if not 1 <= int(day) <= LONGEST_MONTH[number - 1]:
        named, longest = str(month).capitalize(), LONGEST_MONTH[number - 1]
        help = f"the last day of {named} is `{month} {longest}`"
        b.complain("E0106", f"there is no {named} {day}", b.token_span(day), help=help)
    return ast.FixedDay(number, int(day), observed is not None)


@builds
def weekday_of_month(b: Builder, node: Node) -> ast.WeekdayOfMonth:
    which, weekday, month = node.children
    place = list(ORDINALS.values())[one_of(b, which, tuple(ORDINALS), "ordinal")]
    return ast.WeekdayOfMonth(
        one_of(b, month, MONTHS, "month") + 1, one_of(b, weekday, WEEKDAYS, "weekday"), place
    )


@builds
def single_day(b: Builder, node: Node) -> ast.SingleDay:
    return ast.SingleDay(read_date(node.children[0]))


def one_of(b: Builder, token: Any, words: tuple[str, ...], what: str) -> int:
    """The index of a word in a list of words; another word is complained of and read as the first."""
    if token in words:
        return words.index(token)
    if token == "fifth" and what == "ordinal":
        help = "write `last`, or list its days one by one, as in `leap_monday on 2016-02-29`"
        b.complain("E0219", "most months have no fifth weekday", b.token_span(token), help=help)
        return 0
    near = get_close_matches(token, words, 1)
    b.complain(
        "E0219",
        f"`{token}` is no {what}",
        b.token_span(token),
        help=f"did you mean `{near[0]}`?" if near else f"write one of {', '.join(words)}",
    )
    return 0


@builds
def scenario(b: Builder, node: Node) -> ast.Scenario:
    name, parameters, subject, replaced, replacement = node.children
    return ast.Scenario(
        b.called(name),
        b.build(parameters),
        b.variable(subject),
        b.build(replaced),
        b.build(replacement),
        b.span(node),
    )

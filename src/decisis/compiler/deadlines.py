"""Deadlines as provisions: `deadline d … runs from e(X, Day)` gives the relation `d(X, Due)`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

Expanded = tuple[list[ast.Relation], list[ast.Provision], list[Diagnostic]]


def expand_deadline(deadline: ast.Deadline, relations: Mapping[str, ast.Relation]) -> Expanded:
    """The relation of due days, and the provisions that give it."""
    trigger = deadline.triggers[0]
    declared = relations.get(trigger.relation.text)
    day = _day_of(trigger)
    if declared is None or day is None:
        return [], [], [_no_trigger(deadline, trigger)]
    relation = _relation(deadline, declared)
    if len(deadline.triggers) == 1:
        return [relation], [_provision(deadline, trigger, day)], []
    start = replace(_relation(deadline, declared, suffix="_start"), functional=None)
    rules = [_start_rule(deadline, t, i) for i, t in enumerate(deadline.triggers)]
    return [relation, start], [*rules, _latest(deadline, trigger, day)], []


def _day_of(trigger: ast.Atom) -> ast.Variable | None:
    last = trigger.arguments[-1].term if trigger.arguments else None
    return last if isinstance(last, ast.Variable) else None


def _relation(deadline: ast.Deadline, trigger: ast.Relation, suffix: str = "") -> ast.Relation:
    span = deadline.name.span
    title = deadline.title.text if deadline.title else deadline.name.text.replace("_", " ")
    title = title[:1].lower() + title[1:]
    others = trigger.parameters[:-1]
    due = ast.Parameter(ast.Name("due", span), ast.Name("Date", span))
    words = f"the period for {title} starts on {{due}}" if suffix else f"the last day for {title} is {{due}}"
    return ast.Relation(
        ast.Name(deadline.name.text + suffix, span),
        (*others, due),
        deadline.span,
        functional=tuple(p.name for p in others),
        reads=ast.Quoted(words, span),
        denied=ast.Quoted(words.replace(" is ", " is not "), span),
    )


def _provision(deadline: ast.Deadline, trigger: ast.Atom, day: ast.Variable) -> ast.Provision:
    span = deadline.span
    return _due(deadline, trigger, day, (ast.Element("(1)", ast.Literal(trigger, False, span), span),))


def _due(
    deadline: ast.Deadline, trigger: ast.Atom, day: ast.Variable, before: tuple[ast.Element, ...]
) -> ast.Provision:
    span = deadline.span
    period, due = ast.Variable("Period", span), ast.Variable("Due", span)
    shift = ast.Shift(period, "after", day, deadline.counting, span)
    last_day = ast.Element(f"({len(before) + 1})", ast.Assignment(due, shift, span), span)
    others = trigger.arguments[:-1]
    conclusion = ast.Atom(deadline.name, (*others, ast.Argument(None, due)), span)
    rows = tuple(
        ast.EditionRow(
            p.start or date.min, None, (ast.Setting(period, ast.Constant(p.length, span)),), None, span
        )
        for p in deadline.periods
    )
    return ast.Provision(
        "deadline",
        deadline.name,
        ast.Literal(conclusion, False, span),
        span,
        title=deadline.title,
        under=deadline.under,
        provenance=deadline.provenance,
        in_force=deadline.in_force,
        given=(*before, last_day),
        rows=ast.EditionRows(day, rows),
    )


def _start_rule(deadline: ast.Deadline, trigger: ast.Atom, index: int) -> ast.Provision:
    span = deadline.span
    name = ast.Name(f"{deadline.name.text}_start", deadline.name.span)
    head = ast.Atom(name, trigger.arguments, span)
    return ast.Provision(
        "deadline",
        ast.Name(f"{deadline.name.text}_start_{index + 1}", deadline.name.span),
        ast.Literal(head, False, span),
        span,
        title=deadline.title,
        under=deadline.under,
        provenance=deadline.provenance,
        in_force=deadline.in_force,
        given=(ast.Element(f"({index + 1})", ast.Literal(trigger, False, span), span),),
    )


def _latest(deadline: ast.Deadline, trigger: ast.Atom, day: ast.Variable) -> ast.Provision:
    span = deadline.span
    name = ast.Name(f"{deadline.name.text}_start", deadline.name.span)
    each = ast.Variable("Each", span)
    others = trigger.arguments[:-1]
    known = ast.Literal(
        ast.Atom(name, (*others, ast.Argument(None, ast.Variable("_", span))), span), False, span
    )
    member = ast.Literal(ast.Atom(name, (*others, ast.Argument(None, each)), span), False, span)
    latest = ast.AggregateOf(day, "latest", each, (each,), (member,), span)
    return _due(
        deadline,
        trigger,
        day,
        (ast.Element("(1)", known, span), ast.Element("(2)", latest, span)),
    )


def _no_trigger(deadline: ast.Deadline, trigger: ast.Atom) -> Diagnostic:
    return Diagnostic(
        "E0306",
        f"deadline `{deadline.name.text}` does not say what it runs from",
        trigger.span,
        notes=(
            "a deadline runs from a declared relation whose last argument is a day, written as a variable",
        ),
        help="write `runs from event(J, Day)`",
    )

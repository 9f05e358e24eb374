"""What is changed: the operators, one function for each kind of mutant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from decisis.compiler.force import is_opinion
from decisis.compiler.library import Library
from decisis.compiler.precedence import SOURCES
from decisis.source import Span
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.testing.mutation.mutant import Mutant, substituted, without
from decisis.values import Duration, Money, Value, written

DAY = timedelta(days=1)
STRICTNESS = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}


def every_mutant(library: Library) -> Iterator[Mutant]:
    """Every mutant of a library, in no order that means anything."""
    expanded = {
        name for name, p in library.provisions.items() if p.kind == "deadline"
    }  # changed as the deadlines that they come from
    for name, provision in library.provisions.items():
        if name not in expanded:
            for kind, after, span, words in _of_provision(provision, library):
                yield Mutant(kind, "provisions", name, provision, after, span, words)
    for table in ("deadlines", "countings", "authorities", "courts", "holidays"):
        for name, block in getattr(library, table).items():
            for kind, after, span, words in _of_block(block, library):
                yield Mutant(kind, table, name, block, after, span, words)
    for priority in library.priorities:
        words = f"no priority over `{priority.weaker.text}`"
        yield Mutant("priority", "priorities", priority.stronger.text, priority, None, priority.span, words)
    for treatment in library.treatments:
        name = treatment.later.text
        said = f"{treatment.verb} {treatment.earlier.text}"
        yield Mutant("treatment", "treatments", name, treatment, None, treatment.span, f"not `{said}`")
        if treatment.start is not None:
            for day in (treatment.start - DAY, treatment.start + DAY):
                words = f"`{said} from {treatment.start}` becomes `from {day}`"
                after = replace(treatment, start=day)
                yield Mutant("date", "treatments", name, treatment, after, treatment.span, words)


Found = tuple[str, Any, Span, str]  # kind, the changed block, the place, the words


def _of_provision(provision: ast.Provision, library: Library) -> Iterator[Found]:
    yield from _elements(provision)
    yield from _exceptions(provision)
    yield from _negations(provision)
    yield from _values(provision, library)
    yield from _comparisons(provision)
    yield from _spans(provision, provision.in_force, "in_force", provision.name.span)
    if provision.rows is not None:
        yield from _edition_rows(provision, provision.rows)
    if provision.kind == "holding":
        after = replace(provision, kind="dictum")
        yield "rank", after, provision.name.span, "`holding` becomes `dictum`"


def _of_block(block: Any, library: Library) -> Iterator[Found]:
    match block:
        case ast.Authority():
            yield from _authority(block, library)
        case ast.Deadline():
            yield from _deadline(block)
            yield from _spans(block, block.in_force, "in_force", block.name.span)
        case ast.Counting():
            yield from _counting(block)
        case ast.Court():
            for rule in block.rules:
                words = f"no rule on `{rule.kind}`"
                yield "rank", without(block, rule), rule.span, words
                for name in ("decided", "in_force"):
                    for kind, after, span, said in _spans(rule, getattr(rule, name), name, rule.span):
                        yield kind, substituted(block, rule, after), span, said
        case ast.Holidays():
            for day in block.days:
                for name in ("start", "end"):
                    yield from _shifted(block, day, name, day.name.span, f"{day.name.text} ")
    return


# --- elements and exceptions ---------------------------------------------------------------------------


def _labelled(provision: ast.Provision) -> Iterator[tuple[str, str, ast.Element]]:
    """Every element that something depends on: the section, the whole label, the element."""
    sections = [("given", "", provision.given), ("unless", "unless ", provision.unless)]
    sections += [("given", f"{q.name.text} ", q.elements) for q in provision.leaves_open]
    for section, front, elements in sections:
        for element in elements:
            yield section, f"{front}{element.label}", element
            for inner in walk(element.formula):
                if isinstance(inner, ast.Element):
                    yield section, f"{front}{element.label}{inner.label}", inner


def _elements(provision: ast.Provision) -> Iterator[Found]:
    for section, label, element in _labelled(provision):
        if section == "given":
            words = f"{label} `{_text(element.formula.span)}` is gone"
            yield "element", without(provision, element), element.span, words
        for inner in walk(element.formula):
            if isinstance(inner, ast.AggregateOf) and len(inner.conditions) > 1:
                for condition in inner.conditions:
                    words = f"{label} condition `{_text(condition.span)}` is gone"
                    yield "element", without(provision, condition), condition.span, words


def _exceptions(provision: ast.Provision) -> Iterator[Found]:
    for element in provision.unless:
        words = f"unless {element.label} `{_text(element.formula.span)}` is gone"
        yield "exception", without(provision, element), element.span, words
    for section, names in (("exception to", provision.exception_to), ("subject to", provision.subject_to)):
        for name in names:
            yield "exception", without(provision, name), name.span, f"not `{section} {name.text}`"
    if provision.exception_to or isinstance(provision.conclusion, ast.SwitchOff):
        yield "exception", None, provision.name.span, "the exception is gone"


def _negations(provision: ast.Provision) -> Iterator[Found]:
    for _, label, element in _labelled(provision):
        formula = element.formula
        text = _text(formula.span)
        match formula:
            case ast.Literal(negated=negated):
                new: ast.Formula = replace(formula, negated=not negated)
                said = text.removeprefix("not ") if negated else f"not {text}"
            case ast.NoShowing(literal):
                new, said = literal, f"it is shown that {_text(literal.span)}"
            case ast.Membership(negated=negated):
                new = replace(formula, negated=not negated)
                said = "the opposite"
            case _:
                continue
        after = substituted(provision, element, replace(element, formula=new))
        yield "negation", after, element.span, f"{label} `{text}` becomes `{said}`"


# --- thresholds and other values -----------------------------------------------------------------------


def _values(provision: ast.Provision, library: Library) -> Iterator[Found]:
    """Numbers and amounts by one unit, days by one day, courts for other courts."""
    parts: list[tuple[str, Any]] = [(label, e) for _, label, e in _labelled(provision)]
    rows = provision.rows.rows if provision.rows else ()
    parts += [("then", provision.conclusion), *(("row", row) for row in rows)]
    parts += [(f"{q.name.text}", q.literal) for q in provision.leaves_open]
    done: list[ast.Constant] = []
    for label, part in parts:
        for node in walk(part):
            if isinstance(node, ast.Constant) and not any(node is d for d in done):
                done.append(node)
                for kind, value in _others(node.value, library):
                    after = substituted(provision, node, replace(node, value=value))
                    words = f"{label} `{written(node.value)}` becomes `{written(value)}`"
                    yield kind, after, node.span, f"{words} {_in(part, node)}".strip()


def _in(part: Any, node: ast.Constant) -> str:
    span: Span = part.formula.span if isinstance(part, ast.Element) else part.span
    return f"in `{_text(span)}`" if span.text != node.span.text else ""


def _others(value: Value, library: Library) -> Iterator[tuple[str, Value]]:
    match value:
        case bool():
            return
        case str():
            if value in library.courts:
                other = _other_court(value, library)
                if other:
                    yield "court", other
        case date():
            yield from (("date", value + DAY * by) for by in (-1, 1))
        case _:
            yield from (("threshold", moved) for by in (-1, 1) if (moved := _moved(value, by)) is not None)


def _moved(value: Value, by: int) -> Value | None:
    """One unit more or less: a month of what is counted in months, a day of what is counted in days."""
    match value:
        case Duration(months=0, days=0, life=False):
            return Duration(0, 1) if by > 0 else None
        case Duration(months=months, days=days, life=False):
            if months and not days:
                return Duration(months + by)
            return Duration(months, days + by)
        case Money(amount, currency):
            return Money(amount + by, currency)
        case int() | Decimal():
            return value + by
        case _:
            return None


def _comparisons(provision: ast.Provision) -> Iterator[Found]:
    """Whether the threshold itself is meant; of whole numbers, moving it by one says the same."""
    for _, label, element in _labelled(provision):
        for node in walk(element):
            if isinstance(node, ast.Comparison) and node.operator in STRICTNESS and not _whole(node):
                new = STRICTNESS[node.operator]
                after = substituted(provision, node, replace(node, operator=new))
                words = f"{label} `{_text(node.span)}`: `{node.operator}` becomes `{new}`"
                yield "threshold", after, node.span, words


def _whole(node: ast.Comparison) -> bool:
    sides = (node.left, node.right)
    return any(isinstance(s, ast.Constant) and isinstance(s.value, int) for s in sides)


# --- days ----------------------------------------------------------------------------------------------


def _spans(block: Any, span: ast.InForce | None, name: str, place: Span) -> Iterator[Found]:
    for end in ("start", "end") if span is not None else ():
        yield from _shifted(block, span, end, place, f"{name.replace('_', ' ')} ")


def _shifted(block: Any, node: Any, name: str, place: Span, front: str = "") -> Iterator[Found]:
    """A day of a node, the day before and the day after."""
    day = getattr(node, name)
    if day is not None and day != date.min:
        for new in (day - DAY, day + DAY):
            after = substituted(block, node, replace(node, **{name: new}))
            yield "date", after, place, f"{front}`{day}` becomes `{new}`"


def _edition_rows(provision: ast.Provision, rows: ast.EditionRows) -> Iterator[Found]:
    for row in rows.rows:
        yield from _shifted(provision, row, "start", row.span, "row from ")


def _deadline(deadline: ast.Deadline) -> Iterator[Found]:
    for period in deadline.periods:
        for by in (-1, 1):
            length = _moved(period.length, by)
            if isinstance(length, Duration):
                after = substituted(deadline, period, replace(period, length=length))
                words = f"period `{written(period.length)}` becomes `{written(length)}`"
                yield "threshold", after, deadline.name.span, words
        yield from _shifted(deadline, period, "start", deadline.name.span, "period from ")


def _counting(counting: ast.Counting) -> Iterator[Found]:
    for row in counting.rows:
        yield from _shifted(counting, row, "start", counting.name.span, "row from ")
        if row.business_days_under is not None:
            for by in (-1, 1):
                under = cast("Duration", _moved(row.business_days_under, by))
                after = substituted(counting, row, replace(row, business_days_under=under))
                words = f"row from {row.start}: days off skipped under `{written(row.business_days_under)}`"
                yield "threshold", after, counting.name.span, f"{words} becomes `{written(under)}`"
        after = substituted(counting, row, replace(row, rolls_forward=not row.rolls_forward))
        yield "negation", after, counting.name.span, f"row from {row.start}: rolling forward, the opposite"


# --- authorities ---------------------------------------------------------------------------------------


def _authority(authority: ast.Authority, library: Library) -> Iterator[Found]:
    place = authority.name.span
    bounding = _bounding(authority, library) if authority.editions else set()
    for edition in (e for e in authority.editions if e.name.text in bounding):
        yield from _shifted(authority, edition, "start", edition.name.span, f"edition {edition.name.text} ")
    yield from _spans(authority, authority.in_force, "in_force", place)
    if authority.decided_on is not None:
        for day in (authority.decided_on - DAY, authority.decided_on + DAY):
            words = f"decided `{authority.decided_on}` becomes `{day}`"
            yield "date", replace(authority, decided_on=day), place, words
    if authority.decided_by is not None:
        court = _other_court(authority.decided_by.text, library)
        if court:
            after = replace(authority, decided_by=replace(authority.decided_by, text=court))
            words = f"decided by `{authority.decided_by.text}` becomes `{court}`"
            yield "court", after, authority.decided_by.span, words
    if is_opinion(authority):
        now, then = ("published", "unpublished")[:: 1 if authority.published else -1]
        words = f"`{now}` becomes `{then}`"
        yield "rank", replace(authority, published=not authority.published), place, words
        if authority.en_banc:
            yield "rank", replace(authority, en_banc=False), place, "not by the whole court"
    elif authority.kind is not None and authority.kind.text in SOURCES:
        at = SOURCES.index(authority.kind.text)
        for other in SOURCES[max(0, at - 1) : at + 2]:
            if other != authority.kind.text:
                after = replace(authority, kind=replace(authority.kind, text=other))
                words = f"`{authority.kind.text}` becomes `{other}`"
                yield "rank", after, authority.kind.span, words


def _bounding(authority: ast.Authority, library: Library) -> set[str]:
    """The editions of a work with which some text begins, or before which one ends: no other day matters."""
    listed = [e.name.text for e in sorted(authority.editions, key=lambda e: e.start)]
    found: set[str] = set()
    for place in walk(
        (*library.provisions.values(), *library.deadlines.values(), *library.countings.values())
    ):
        if isinstance(place, ast.Place) and place.editions and place.authority.text == authority.name.text:
            found |= {place.editions.first.text, *_next(listed, place.editions.last.text)}
    return found


def _next(listed: list[str], name: str) -> list[str]:
    return listed[listed.index(name) + 1 :][:1]


def _other_court(name: str, library: Library) -> str:
    """The next court of the same standing: of the same parent, or else of any."""
    court = library.courts.get(name)
    if court is None:
        return ""
    above = court.under.text if court.under else ""
    alike = [n for n, c in sorted(library.courts.items()) if n != name and c.trial == court.trial]
    brothers = [n for n in alike if (u := library.courts[n].under) is not None and u.text == above]
    return next(iter(brothers or alike), "")


def _text(span: Span) -> str:
    """What was written, on one line."""
    return " ".join(span.text.split())

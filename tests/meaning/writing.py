"""Writes a case down in the language: its law and its matter, as one `.case` file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from tests.meaning import doctrine as d

REPORTER = "R."


def text(case: d.Case) -> str:
    """The case as a file."""
    return "\n".join((*law(case.doctrine), "", *matter(case))) + "\n"


def law(doctrine: d.Doctrine) -> Iterator[str]:
    yield "sort Item"
    yield from map(relation, doctrine.relations)
    for court in doctrine.courts:
        yield from _court(court)
    yield from map(_text, doctrine.texts)
    yield from (_opinion(each, number) for number, each in enumerate(doctrine.opinions, 1))
    for each in doctrine.provisions:
        yield from provision(each)
    for higher, lower in doctrine.priorities:
        yield f'priority {higher} over {lower} because "it is so"'
    for treatment in doctrine.treatments:
        since = f" from {treatment.day}" if treatment.day else ""
        yield f"treatment {treatment.later} {treatment.verb} {treatment.earlier}{since} from the document"


def matter(case: d.Case) -> Iterator[str]:
    each = case.matter
    yield 'source docket is "the docket"'
    yield f'matter generated is "A matter" before {each.court} as of {each.day}'
    if each.decides:
        yield f"  decides {each.decides}"
    for thing in each.things:
        yield f'thing {thing}: Item "{thing}"'
    for fact in each.facts:
        despite = f" despite {about(fact.literal.opposite, fact.thing)}" if fact.despite else ""
        yield f"fact {about(fact.literal, fact.thing)} {fact.status}{despite} from docket"
    for dispute in each.disputes:
        one, other = (about(side, dispute.thing) for side in dispute.sides)
        yield f"dispute {dispute.name}: {one} versus {other} unresolved from docket"


def relation(each: d.Relation) -> str:
    value = f", v: {each.of}" if each.of else ""
    more = " functional in x" * each.functional + " closed" * each.closed
    return f"relation {each.name}(x: Item{value}){more}"


def _court(each: d.Court) -> Iterator[str]:
    above = f" under {each.above}" * bool(each.above)
    yield f'court {each.name} "{_title(each.name)}"{above}{" trial" * each.trial}'
    for rule in each.rules:
        match rule.says:
            case "bind" | "do not bind":
                says = f"unpublished opinions{_decided(rule.decided)} {rule.says}"
            case "adopts":
                says = f"adopts opinions of {rule.of}{_decided(rule.decided)}"
            case _:
                says = f"of conflicting panels {_controls(rule.says)}"
        yield f"  {says} under {rule.under}{_force(rule.force)}"


def _controls(says: str) -> str:
    return "neither controls" if says == "neither" else f"the {says} controls"


def _decided(span: d.Span) -> str:
    match span.first, span.last:
        case None, None:
            return ""
        case None, last:
            assert last
            return f" decided before {date.fromordinal(last.toordinal() + 1)}"
        case first, None:
            return f" decided from {first}"
        case first, last:
            return f" decided from {first} to {last}"


def _force(span: d.Span) -> str:
    if span == d.ALWAYS:
        return ""
    return f" in force from {span.first}" + (f" to {span.last}" if span.last else "")


def _title(court: str) -> str:
    return f"{court.capitalize()} Ct."


def _text(each: d.Text) -> str:
    title = f'"{each.name.capitalize()}"'
    if not each.editions:
        return f"authority {each.name} is {title} {each.kind}{_force(each.force)} from the document"
    editions = ", ".join(f"{name} from {day}" for name, day in each.editions)
    chosen = f" chosen by {each.chosen_by}(X, Day)" if each.chosen_by else ""
    return f"work {each.name} is {title} {each.kind} editions {editions}{chosen} from the document"


def _opinion(each: d.Opinion, number: int) -> str:
    place = f"{number} {REPORTER} {number} ({_title(each.court)} {each.day.year})"
    title = f"{each.name.capitalize()} v. Doe, {place}"
    day = "" if each.only_year else f" on {each.day}"
    more = " unpublished" * (not each.published) + " en banc" * each.en_banc
    return f'authority {each.name} is "{title}" decided by {each.court}{day}{more} from the document'


# --- provisions ------------------------------------------------------------------------------------


def provision(each: d.Provision) -> Iterator[str]:
    own = each.kind in ("rule", "definition")
    yield f"{each.kind} {each.name}" + ("" if own else f" of {_part(each.under)}")
    if own:
        yield f"  under {_part(each.under)}"
    if each.construing:
        yield f"  construing {_part(each.construing)}"
    if each.force != d.ALWAYS:
        yield f" {_force(each.force)}"
    if each.as_of:
        yield f"  as of {each.as_of.name}"
    if each.exception_to:
        yield f"  exception to {', '.join(each.exception_to)}"
    if each.subject_to:
        yield f"  subject to {', '.join(each.subject_to)}"
    yield "  given"
    yield from _elements(each.given)
    match each.then:
        case d.Off(name):
            yield f"  then {name} does not apply to (X)"
        case d.Literal() as literal:
            yield f"  then {about(literal, 'X')}{', otherwise not' * (each.kind == 'definition')}"
    for question in each.leaves_open:
        yield f"  leaves open {question.name}: {about(question.literal, 'X')}"
        yield "    when"
        yield from _elements(question.when)


def _part(part: d.Part) -> str:
    at = f' at "{part.at}"' if part.at else ""
    if not part.editions:
        return part.text + at
    first, last = part.editions
    return part.text + at + (f" edition {first}" if first == last else f" editions {first} to {last}")


def _elements(elements: Iterable[d.Element]) -> Iterator[str]:
    for number, element in enumerate(elements, 1):
        yield f"    ({number}) {_element(element)}"


def _element(element: d.Element) -> str:
    match element:
        case d.Is(literal, for_the_court):
            return about(literal, "X") + " for the court" * for_the_court
        case d.NoShowing(literal):
            return f"no showing that {about(literal, 'X')}"
        case d.Names(name, var):
            return f"{name}(X, {var.name})"
        case d.Compares(var, operator, value):
            return f"{var.name} {operator} {written(value)}"
        case d.Either(parts):
            return "either " + " ".join(
                f"({letter}) {about(part, 'X')}" for letter, part in zip("abcdef", parts, strict=False)
            )
        case d.IsAlleged(literal):
            return f"{about(literal, 'X')} is alleged"
        case d.IsDisputed(literal):
            return f"{about(literal, 'X')} is disputed"
        case _:
            assert_never(element)


def about(literal: d.Literal, thing: str) -> str:
    value = "" if literal.value is None else f", {written(literal.value)}"
    return f"{'' if literal.positive else 'not '}{literal.relation}({thing}{value})"


def written(value: d.Value | d.Var) -> str:
    match value:
        case d.Var(name):
            return name
        case d.Length(months, days):
            parts = [f"{months} months"] * bool(months) + [f"{days} days"] * bool(days or not months)
            return " ".join(parts)
        case d.Between(low, high):
            return _bounds(low, high)
        case _:
            return str(value)


def _bounds(low: d.Value | None, high: d.Value | None) -> str:
    of_days = isinstance(low, date) or isinstance(high, date)
    if low is not None and high is not None:
        return f"{written(low)} to {written(high)}"
    if low is not None:
        return f"on or after {written(low)}" if of_days else f"at least {written(low)}"
    if high is not None:
        return f"on or before {written(high)}" if of_days else f"at most {written(high)}"
    return "unknown"

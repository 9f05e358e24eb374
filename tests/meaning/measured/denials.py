"""What a definition denies: that of which an element is false, where what gives its values holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.meaning.measured import law as m
from tests.meaning.measured.amounts import Binding
from tests.meaning.measured.elements import Reading
from tests.meaning.measured.variables import given_by, used_by

Elements = tuple[m.Element, ...]


def denied(rule: m.Rule, reading: Reading, things: frozenset[str]) -> Iterator[Binding]:
    """Every way in which a definition is not met, each of which names a thing."""
    for place, element in enumerate(rule.elements):
        before = rule.elements[:place]
        match element:
            case m.Literal() if _says_a_value(element, before):
                pass
            case m.Names() | m.Total() | m.AnyDay() | m.Governs():
                pass  # it gives a value, and is never false
            case m.ForEvery():
                yield from _every_denied(rule, element, before, reading)
            case _:
                for binding in reading.ways(_needed(element, before, in_force(rule), reading.law), {}):
                    yield from _false_ways(element, binding, reading, things)


def in_force(rule: m.Rule) -> Elements:
    """What a rule has to say of the day that governs it."""
    return tuple(each for each in rule.given if isinstance(each, m.Governs))


def _every_denied(rule: m.Rule, element: m.ForEvery, before: Elements, reading: Reading) -> Iterator[Binding]:
    """A part is false in some case; or there can be none."""
    for place, part in enumerate(element.holds):
        known = (*before, *element.cases, *element.holds[:place])
        if not isinstance(part, m.Literal) or not _says_a_value(part, known):
            values = tuple(each for each in element.holds[:place] if given_by(each))
            needed = _needed(part, before, in_force(rule), reading.law, element.cases)
            for way in reading.ways((*needed, *element.cases, *values), {}):
                if reading.is_false(part, way):
                    yield way
    if not any(isinstance(each, m.AnyDay) for each in element.cases):
        cases = replace(element, holds=())
        for way in reading.ways(_needed(cases, before, in_force(rule), reading.law), {}):
            if not reading.holds(element.cases, way):
                yield way


def _false_ways(
    element: m.Element, binding: Binding, reading: Reading, things: frozenset[str]
) -> Iterator[Binding]:
    """An element is false; a literal also says of what."""
    if m.X.name in binding:
        yield from [binding] * reading.is_false(element, binding)
        return
    match element:
        case m.Literal(positive=positive):
            yield from reading.met(replace(element, positive=not positive), binding)
        case m.NoShowing(literal):
            yield from reading.met(literal, binding)
        case _:
            of_each = ({**binding, m.X.name: each} for each in sorted(things))
            yield from (each for each in of_each if reading.is_false(element, each))


def _says_a_value(literal: m.Literal, before: Elements) -> bool:
    """It gives a value, or asks for any: that nothing is shown of it denies nothing."""
    known = {m.X.name}.union(*map(given_by, before))
    return literal.positive and any(
        isinstance(each, m.Var) and each.name not in known for each in literal.terms
    )


def _needed(
    element: m.Element, before: Elements, always: Elements, law: m.Law, cases: Elements = ()
) -> Elements:
    """What gives the variables of an element their values; where that does not say of what, all before it."""
    used = used_by((element, *cases, *always))
    needed: list[m.Element] = []
    for place, each in reversed(list(enumerate(before))):
        first = given_by(each).difference(*map(given_by, before[:place]))
        if each in always or used & first:
            needed.append(each)
            used |= used_by(each)
    alone = tuple(reversed(needed))
    return alone if _says_of_what((*alone, *cases), element, law) else before


def _says_of_what(elements: Elements, false: m.Element, law: m.Law) -> bool:
    """Whether a literal names a thing before anything is added up of it; at last the one that is false."""
    for each in elements:
        if isinstance(each, m.Literal) and m.X in each.terms:
            return True
        if isinstance(each, m.Total):
            return False
    match false:
        case m.Literal(relation, terms, positive):
            return m.X in terms and not (positive and law.relation(relation).closed)
        case m.NoShowing(literal):
            return m.X in literal.terms
        case _:
            return False

"""Aggregates and `for every`: what they go through, and that nothing else speaks of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decisis.compiler.apart import Range, own_variables
from decisis.compiler.checks.common import formulas, is_open, names, variables
from decisis.compiler.checks.silence import why_never_closed
from decisis.compiler.reading import Doctrine
from decisis.compiler.safety import Part, parts
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

Found = Iterator[Diagnostic]


def ranges(doctrine: Doctrine) -> Found:
    for reading in doctrine.readings:
        if any(isinstance(f, Range | ast.AnyDay) for f in reading.formulas):
            for part in parts(reading):
                yield from _of_part(part)
                yield from _any_days(part, part.elements, part.start)


def _of_part(part: Part) -> Found:
    before = part.start
    for element in part.elements:
        for formula in _inner(element):
            yield from _range(part, formula, before)
        before = before | part.gives(element)


def _any_days(
    part: Part, elements: tuple[ast.Element, ...], before: frozenset[str], after: frozenset[str] = frozenset()
) -> Found:
    """Days are gone through from what stands before them, too."""
    for number, element in enumerate(elements):
        later = after.union(*(part.gives(each) for each in elements[number + 1 :])) - before
        match element.formula:
            case ast.AnyDay(first=first, last=last):
                late = [v for v in variables((first, last)) if v.name in later]
                yield from (_late(part, variable, "`any day`") for variable in late)
            case ast.Either(alternatives=alternatives):
                for each in alternatives:
                    yield from _any_days(part, (each,), before, later)
            case ast.ForEvery(such_that=such_that, holds=holds):
                yield from _any_days(part, (*such_that, *holds), before)
            case _:
                pass
        before = before | part.gives(element)


def _inner(element: ast.Element) -> Iterator[Range]:
    if isinstance(element.formula, ast.Either):
        for alternative in element.formula.alternatives:
            yield from _inner(alternative)
    elif isinstance(element.formula, Range):
        yield element.formula


def _range(part: Part, formula: Range, before: frozenset[str]) -> Found:
    local = own_variables(formula)
    ranging = _ranging(formula)
    inside = (*ranging, *formula.holds) if isinstance(formula, ast.ForEvery) else ranging
    outer = before - names(local)
    late = (part.known - before - names(local)) & names(tuple(e.formula for e in inside))
    yield from _escaped(part, formula, local)
    yield from _not_ranged(part, formula, local, part.bound(ranging, outer | late))
    for name in sorted(late):
        first = next(v for e in inside for v in variables(e.formula) if v.name == name)
        yield _late(part, first, _called(formula))
    for variable, element in part.missing(inside, outer | late).values():
        yield part.unbound(variable, element)
    if isinstance(formula, ast.ForEvery):
        yield from _open_range(part, formula)


def _called(formula: Range) -> str:
    return "the `for every`" if isinstance(formula, ast.ForEvery) else f"the {formula.operator}"


def _ranging(formula: Range) -> tuple[ast.Element, ...]:
    """What it goes through."""
    if isinstance(formula, ast.ForEvery):
        return formula.such_that
    return tuple(ast.Element("", condition, formula.span) for condition in formula.conditions)


def _escaped(part: Part, formula: Range, local: tuple[ast.Variable, ...]) -> Found:
    what = _called(formula)
    for variable in local:
        inside = sum(v.name == variable.name for v in variables(formula))
        others = sum(v.name == variable.name for v in _not_hidden(part, variable.name, formula))
        if others > inside and variable.name != "_":
            note = f"{what} goes through its values, so that outside of it there is no one value"
            yield part.complain(
                "E0325",
                f"variable `{variable.name}` belongs to {what} and stands outside of it too",
                variable,
                note,
                help=_for_one(formula, variable) or "give one of the two another name",
            )


def _for_one(formula: Range, variable: ast.Variable) -> str:
    """`the sum of T for each J, K` where `J` is one that another element names."""
    if isinstance(formula, ast.ForEvery) or formula.value is None or variable.name not in names(formula.keys):
        return ""
    name, value = variable.name, formula.value.name
    others = [k.name for k in formula.keys if k.name != name]
    rest = "" if others else f", and name what tells one `{value}` from the other"
    return f"if it is that of one `{name}` alone, leave `{name}` out after `for each`{rest}"


def _not_hidden(part: Part, name: str, formula: Range) -> Iterator[ast.Variable]:
    """The variables of a part, without those of other ranges that have one of that name, too."""
    around: Any = (part.elements, part.head)
    others = (f for f in formulas(around) if isinstance(f, Range) and f is not formula)
    hidden = {id(v) for f in others if name in names(own_variables(f)) for v in variables(f)}
    return (v for v in variables(around) if id(v) not in hidden)


def _not_ranged(part: Part, formula: Range, local: tuple[ast.Variable, ...], within: frozenset[str]) -> Found:
    for variable in local:
        if variable.name not in within:
            yield part.complain(
                "E0325",
                f"nothing says which values `{variable.name}` goes through",
                variable,
                "every variable that is gone through must stand in a positive element after `such that`",
                help=part.close(variable) or f"name `{variable.name}` in an element after `such that`",
            )


def _late(part: Part, variable: ast.Variable, what: str) -> Diagnostic:
    return part.complain(
        "E0326",
        f"variable `{variable.name}` has a value only after {what}",
        variable,
        f"{what} is formed from the elements that stand before it",
        help=f"put the element that says what `{variable.name}` is before it",
    )


_BESIDE = "go through a table, or a closed relation that the record states, and say of each what has to hold"


def _open_range(part: Part, formula: ast.ForEvery) -> Found:
    for inner in formulas(formula.such_that):
        literal = inner.literal if isinstance(inner, ast.NoShowing) else inner
        if not isinstance(literal, ast.Literal) or not is_open(literal, part.library):
            continue
        relation = literal.atom.relation.text
        if relation in part.library.relations and relation not in part.library.tables:
            never = why_never_closed(part.library.relations[relation], part.library)
            yield part.complain(
                "E0324",
                f"`for every` cannot go through `{relation}`, which is not closed",
                literal.atom,
                "where silence leaves a question open, nobody knows all the cases",
                *((f"it cannot be closed: {never}",) if never else ()),
                help=_BESIDE if never else f"declare `{relation}` closed, or list the cases in a table",
            )

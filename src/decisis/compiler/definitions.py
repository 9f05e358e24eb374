"""When a definition is denied: the elements that can be established false, and what fixes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from decisis.compiler.library import Library
from decisis.compiler.words import OPPOSITE
from decisis.syntax import ast
from decisis.syntax.walk import walk


def failures(provision: ast.Provision, library: Library) -> Iterator[tuple[ast.Element, ...]]:
    """For each element that can be established false: its opposite, beside what fixes its variables.

    Only where the arguments of the conclusion fix every variable of the element (through functional
    relations): otherwise another value could still meet the definition.
    """
    head = _variables(provision.conclusion)
    fixing: dict[str, tuple[ast.Element, ...]] = dict.fromkeys(head, ())
    days = _days(provision)
    valued = head | days
    before: list[ast.Element] = []
    elements_of = (*provision.given, *provision.unless)
    for element in elements_of:
        opposite = _opposite(element)
        used = _variables(element.formula) - _any_value(element, elements_of, head)
        if opposite and used <= set(fixing):
            if element.for_the_court and valued <= _bound(tuple(before), library):
                yield (*before, *(replace(e, for_the_court=True) for e in opposite))  # either way is open
            needed = tuple(e for e in before if any(e in fixing[name] for name in used))
            alone = (*needed, *opposite)
            dated = (*(e for e in _naming(days, provision) if e not in alone), *alone)
            for elements in (alone, dated, (*before, *opposite)):
                if valued <= _bound(elements, library):
                    yield elements
                    break
        for name in _fixed_by(element.formula, set(fixing), library) - set(fixing):
            fixing[name] = (*(e for n in _variables(element.formula) for e in fixing.get(n, ())), element)
        before.append(element)


def _days(provision: ast.Provision) -> set[str]:
    """The day that says which text governs, where an element names it."""
    rows = provision.rows
    return {v.name for v in (provision.as_of, rows.as_of if rows else None) if v is not None}


def _naming(days: set[str], provision: ast.Provision) -> tuple[ast.Element, ...]:
    """The elements that name the day which governs."""
    return tuple(
        e
        for e in provision.given
        if isinstance(e.formula, ast.Literal) and not e.formula.negated and days & _variables(e.formula)
    )


def _variables(node: object) -> set[str]:
    return {n.name for n in walk(node) if isinstance(n, ast.Variable)}


def _bound(elements: tuple[ast.Element, ...], library: Library) -> set[str]:
    """The variables that elements give values to: those of literals that something must establish."""
    bound: set[str] = set()
    for formula in (e.formula for e in elements):
        if isinstance(formula, ast.Literal) and not (
            formula.negated and library.relations[formula.atom.relation.text].closed
        ):
            bound |= _variables(formula)
        elif isinstance(formula, ast.Assignment):
            bound.add(formula.variable.name)
    return bound


def _any_value(element: ast.Element, elements: tuple[ast.Element, ...], head: set[str]) -> set[str]:
    """The variables of an absence that occur nowhere else, and mean any value."""
    if not isinstance(element.formula, ast.NoShowing):
        return set()
    elsewhere = head.union(*(_variables(e.formula) for e in elements if e is not element))
    return _variables(element.formula) - elsewhere


def _opposite(element: ast.Element) -> tuple[ast.Element, ...]:
    """What is so when an element is false; nothing, if nothing says so."""
    formula = element.formula
    match formula:
        case ast.Literal() | ast.Membership():
            false: ast.Formula = replace(formula, negated=not formula.negated)
        case ast.Comparison(operator=operator):
            false = replace(formula, operator=OPPOSITE[operator])
        case ast.NoShowing(literal=literal):
            false = literal
        case ast.Either(alternatives=alternatives):
            parts = [_opposite(replace(a, label=element.label + a.label)) for a in alternatives]
            in_doubt = any(a.for_the_court for a in alternatives)
            return () if in_doubt or not all(parts) else tuple(e for part in parts for e in part)
        case _:
            return ()
    return (replace(element, formula=false, for_the_court=False),)


def _fixed_by(formula: ast.Formula, fixed: set[str], library: Library) -> set[str]:
    if isinstance(formula, ast.Assignment):
        inside = {n.name for n in walk(formula.expression) if isinstance(n, ast.Variable)}
        return {formula.variable.name} if inside <= fixed else set()
    if not isinstance(formula, ast.Literal) or formula.negated:
        return set()
    relation = library.relations[formula.atom.relation.text]
    if relation.functional is None:
        return set()
    keys = {k.text for k in relation.functional}
    paired = list(zip(relation.parameters, formula.atom.arguments, strict=True))
    in_keys = {a.term.name for p, a in paired if p.name.text in keys and isinstance(a.term, ast.Variable)}
    values = {a.term.name for p, a in paired if p.name.text not in keys and isinstance(a.term, ast.Variable)}
    return values if in_keys <= fixed else set()

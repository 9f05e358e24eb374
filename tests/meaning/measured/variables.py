"""Which variables and relations elements speak of, and which variables they give their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tests.meaning.measured import law as m


def named_in(value: Any) -> Iterator[str]:
    """Every variable, each time that it is named."""
    if isinstance(value, m.Var):
        yield value.name
    elif isinstance(value, tuple):
        for each in value:
            yield from named_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from named_in(getattr(value, part.name))


def used_by(value: Any) -> set[str]:
    """The variables of elements, but for those that only stand inside of one."""
    if isinstance(value, tuple):
        return {name for each in value for name in used_by(each)}
    return set(named_in(value)) - {each.name for each in _own(value)} - {m.ANY.name}


def _own(element: Any) -> tuple[m.Var, ...]:
    match element:
        case m.Total(value=value, keys=keys):
            return (*keys, *([value] if value else []))
        case m.ForEvery(variables):
            return variables
        case _:
            return ()


def sharing_names(elements: tuple[m.Element, ...]) -> tuple[m.Element, ...]:
    """The same elements, where what totals and `for every`s go through has one name in all of them.

    The first letter of a variable is that of its sort.
    """
    found: list[m.Element] = []
    for each in elements:
        of_sort: dict[str, int] = {}
        names: dict[str, str] = {}
        for var in _own(each):
            letter = var.name[0]
            names[var.name] = f"Own{letter}{of_sort.setdefault(letter, 0)}"
            of_sort[letter] += 1
        found.append(_renamed(each, names))
    return tuple(found)


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, m.Var):
        return m.Var(names.get(value.name, value.name))
    if isinstance(value, tuple):
        return tuple(_renamed(each, names) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: _renamed(getattr(value, part.name), names) for part in fields(value)}
        return replace(value, **parts)
    return value


def given_by(element: m.Element) -> frozenset[str]:
    """The variables that get a value from an element, if nothing gave them one before; X is no value."""
    match element:
        case m.Literal(terms=terms, positive=True):
            return frozenset(each.name for each in terms if isinstance(each, m.Var)) - {m.X.name, m.ANY.name}
        case m.Names(var) | m.Total(var) | m.AnyDay(var):
            return frozenset({var.name})
        case m.Governs(var=var):
            return frozenset({var.name} if var else ())
        case _:
            return frozenset()


def relations_of(value: Any) -> set[str]:
    """The relations that elements speak of."""
    match value:
        case tuple():
            return {name for each in value for name in relations_of(each)}
        case m.Literal(relation):
            return {relation}
        case m.NoShowing(literal):
            return {literal.relation}
        case m.Total(conditions=conditions):
            return relations_of(conditions)
        case m.ForEvery(cases=cases, holds=holds):
            return relations_of((cases, holds))
        case m.Either(parts):
            return relations_of(parts)
        case _:
            return set()

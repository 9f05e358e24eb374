"""Names of what aggregates go through, told apart from those of other ranges of one provision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from decisis.compiler.output import Body
from decisis.rules import ir
from decisis.rules.plan import variables
from decisis.syntax import ast
from decisis.syntax.walk import rebuild


def new_names(total: ast.AggregateOf, before: Body) -> dict[str, str]:
    """Other names for its own variables, where an aggregate before it has variables of those names."""
    taken = {name for literal, _ in before if isinstance(literal, ir.Aggregate) for name in _named(literal)}
    own = {v.name for v in (*total.keys, *((total.value,) if total.value else ()))}
    return {name: _fresh(name, taken) for name in sorted(own & taken)}


def renamed(total: ast.AggregateOf, names: Mapping[str, str]) -> ast.AggregateOf:
    """The same aggregate over variables of other names."""

    def change(node: Any) -> Any:
        named = isinstance(node, ast.Variable) and node.name in names
        return replace(node, name=names[node.name]) if named else node

    changed: ast.AggregateOf = rebuild(total, change) if names else total
    return changed


def without_names(before: Body, names: Iterable[str]) -> Body:
    """What stands before a `for every`, its aggregates without variables of its own names."""
    own = {name: f"{name} before" for name in names}
    return tuple(
        (_over_others(literal, own) if isinstance(literal, ir.Aggregate) else literal, info)
        for literal, info in before
    )


def _over_others(aggregate: ir.Aggregate, names: Mapping[str, str]) -> ir.Aggregate:
    def other(term: ir.Term) -> ir.Term:
        return ir.Variable(names.get(term.name, term.name)) if isinstance(term, ir.Variable) else term

    def of_others(atom: ir.Atom) -> ir.Atom:
        return replace(atom, terms=tuple(map(other, atom.terms)))

    value, possibly = aggregate.value, aggregate.possibly
    return replace(
        aggregate,
        value=value and ir.Variable(names.get(value.name, value.name)),
        over=of_others(aggregate.over),
        possibly=possibly and of_others(possibly),
    )


def _named(aggregate: ir.Aggregate) -> set[str]:
    both = (aggregate.over, aggregate.possibly)
    return {name for atom in both if atom is not None for name in variables(atom)}


def _fresh(name: str, taken: set[str]) -> str:
    return next(new for n in count(2) if (new := f"{name} {n}") not in taken)

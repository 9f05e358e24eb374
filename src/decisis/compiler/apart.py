"""What aggregates and `for every`s of one provision go through, each under names of its own.

Two of them may be written with one name. A name that is made here goes on after a space, as none that is
written does, and is shown without that.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, TypeVar

from decisis.syntax import ast
from decisis.syntax.walk import rebuild

Range = ast.AggregateOf | ast.ForEvery
OneRange = TypeVar("OneRange", ast.AggregateOf, ast.ForEvery)


def own_variables(formula: Range) -> tuple[ast.Variable, ...]:
    """The variables that belong to it."""
    if isinstance(formula, ast.ForEvery):
        return formula.variables
    return tuple(dict.fromkeys((*formula.keys, *((formula.value,) if formula.value else ()))))


def apart(provision: ast.Provision) -> ast.Provision:
    """The provision, no two of its ranges with variables of one name; itself if there are none."""
    names = _Names()
    given, despite, unless = (
        names.in_elements(e) for e in (provision.given, provision.despite, provision.unless)
    )
    questions = tuple(replace(q, elements=names.in_elements(q.elements)) for q in provision.leaves_open)
    if not names.changed:
        return provision
    return replace(provision, given=given, despite=despite, unless=unless, leaves_open=questions)


@dataclass
class _Names:
    """Those of the ranges so far."""

    taken: set[str] = field(default_factory=set)
    changed: bool = False

    def in_elements(self, elements: tuple[ast.Element, ...]) -> tuple[ast.Element, ...]:
        return tuple(replace(e, formula=self._in_formula(e.formula)) for e in elements)

    def _in_formula(self, formula: ast.Formula) -> ast.Formula:
        match formula:
            case ast.Either(alternatives=alternatives):
                return replace(formula, alternatives=self.in_elements(alternatives))
            case ast.ForEvery():
                alone = self._alone(formula)
                return replace(alone, holds=self.in_elements(alone.holds))
            case ast.AggregateOf():
                return self._alone(formula)
        return formula

    def _alone(self, formula: OneRange) -> OneRange:
        """A range whose own variables have names that no range before it has."""
        own = {v.name for v in own_variables(formula)}
        names = {name: self._unlike(name) for name in sorted(own & self.taken)}
        self.taken |= (own - names.keys()) | set(names.values())
        self.changed = self.changed or bool(names)

        def change(node: Any) -> Any:
            named = isinstance(node, ast.Variable) and node.name in names
            return replace(node, name=names[node.name]) if named else node

        changed: OneRange = rebuild(formula, change) if names else formula
        return changed

    def _unlike(self, name: str) -> str:
        return next(new for n in count(2) if (new := f"{name} {n}") not in self.taken)

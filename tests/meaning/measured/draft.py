"""A rule that is being drawn: what it says so far, and what it can speak of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from typing import Any

from tests.meaning.measured import law as m
from tests.meaning.measured.chance import Chance
from tests.meaning.measured.variables import given_by, named_in
from tests.meaning.measured.vocabulary import LETTERS, SORTS


@dataclass
class Draft:
    chance: Chance
    below: tuple[m.Relation, ...]  # what it may rest on
    in_scenario: frozenset[str] = frozenset()  # relations that are otherwise in a scenario
    is_definition: bool = False  # what it asks for has to fix every value
    elements: list[m.Element] = field(default_factory=list)
    variables: list[m.Var] = field(default_factory=list)
    _made: list[str] = field(default_factory=list)  # the sort of each variable that it has had

    def new(self, sort: str) -> m.Var:
        """A variable of its own."""
        self._made.append(sort)
        return m.Var(f"{LETTERS[sort]}{len(self._made)}")

    def of(self, sort: str) -> list[m.Var]:
        return [each for each in self.variables if each.name[0] == LETTERS[sort]]

    def add(self, element: m.Element, *variables: m.Var) -> None:
        self.elements.append(element)
        self.variables += variables

    def other(self, sort: str) -> m.Term:
        """A value to hold another to: one that is known already, or a constant."""
        mine = self.of(sort)
        return self.chance.one(mine) if mine and self.chance.happens(0.5) else self.chance.value(sort)

    def sort_of(self, var: m.Var) -> str:
        return SORTS[var.name[0]]

    def of_things(self, *sorts: str) -> list[m.Relation]:
        """What says something of a thing, with values of these sorts."""
        return [each for each in self.below if each.sorts == ("Item", *sorts) and each.name != "item"]


# --- what nobody uses ------------------------------------------------------------------------------


def tidied(rule: m.Rule) -> m.Rule:
    """Nothing is named that nobody uses."""
    while True:
        counts = Counter(named_in((rule.elements, rule.then)))
        once = frozenset(name for name, count in counts.items() if count == 1)
        kept = tuple(each for each in rule.given if not _only_names(each, once))
        given = _without(kept, once)
        if given == rule.given:
            return rule
        rule = replace(rule, given=given)


def _only_names(element: m.Element, names: frozenset[str]) -> bool:
    named = given_by(element)
    return bool(named) and named <= names and not isinstance(element, m.Literal)


def _without(value: Any, names: frozenset[str]) -> Any:
    """The same, with no name where nobody needs one."""
    match value:
        case m.Var(name):
            return m.ANY if name in names else value
        case tuple():
            return tuple(_without(each, names) for each in value)
        case m.Literal() | m.NoShowing() | m.Either():
            parts = {each.name: _without(getattr(value, each.name), names) for each in fields(value)}
            return replace(value, **parts)
        case m.ForEvery(holds=holds):
            return replace(value, holds=_without(holds, names))
        case _:
            return value

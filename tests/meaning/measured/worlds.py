"""What a matter comes to if nothing in it is open: one world, in which everything is evaluated as it reads.

What is imprecise has one of its values, a dispute has fallen, a day that nobody knows is some day, and a
month has the days that it has from one first of a month on. Then a relation is the set of its rows. No modes,
no bounds, no clauses; nothing of Decisis is imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from tests.meaning.measured import law as m
from tests.meaning.measured.amounts import Amounts
from tests.meaning.measured.deadlines import due
from tests.meaning.measured.denials import denied
from tests.meaning.measured.elements import Reading, Row
from tests.meaning.measured.tables import ROWS
from tests.meaning.measured.variables import relations_of

PROVED, REFUTED, UNDETERMINED, CONFLICTED = "proved", "refuted", "undetermined", "conflicted"


class Clash(Exception):
    """Something rests on what two sides are said of, of which neither prevails: another judge is for that."""


@dataclass(frozen=True)
class Found:
    """Of a relation: what is so, what is established not to be, and of what both sides stand."""

    so: frozenset[Row]
    not_so: frozenset[Row] = frozenset()
    clashing: frozenset[Row] = frozenset()


@dataclass(frozen=True)
class Said:
    row: Row
    positive: bool
    by: m.Rule | None  # None: the record

    def opposes(self, other: Said, keys: int | None) -> bool:
        """p and not p; or two values of a relation that has one for the same first places."""
        if self.positive != other.positive:
            return self.row == other.row
        same = keys is not None and self.row[:keys] == other.row[:keys]
        return same and self.positive and self.row != other.row


@dataclass(frozen=True)
class World:
    law: m.Law
    facts: tuple[m.Literal, ...]  # exact ones
    month: date = date(2001, 1, 1)  # from which durations are laid out, to be compared
    unknown: Mapping[str, int] = field(default_factory=dict)  # by trigger: a place in UNKNOWN_STARTS
    instead: tuple[str, frozenset[Row]] | None = None  # in a scenario: the rows of one relation
    _found: dict[str, Found] = field(default_factory=dict, compare=False)

    @cached_property
    def amounts(self) -> Amounts:
        return Amounts(self.law, self.month)

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.law, self.amounts, self)

    def in_scenario(self, scenario: m.Scenario, of: Any) -> Reading:
        rows = frozenset(row[1:] for row in self.rows(scenario.by) if row[0] == of)
        return replace(self, instead=(scenario.relation, rows), _found={}).reading

    # --- relations ----------------------------------------------------------------------------------

    def rows(self, name: str, positive: bool = True) -> frozenset[Row]:
        """Of what it is so, or of what it is established not to be. Raises Clash."""
        found = self.found(name)
        if found.clashing:
            raise Clash(name)
        return found.so if positive else found.not_so

    def found(self, name: str) -> Found:
        """Raises Clash, of what it rests on."""
        if name in ROWS:
            return Found(ROWS[name])
        if name not in self._found:
            self._found[name] = self._worked_out(name)
        return self._found[name]

    def _worked_out(self, name: str) -> Found:
        if self.instead and self.instead[0] == name:
            return Found(self.instead[1])
        deadline = next((each for each in self.law.deadlines if each.name == name), None)
        if deadline:
            return Found(frozenset(due(deadline, self, self.amounts, self.unknown)))
        return self._settled(name)

    def _settled(self, name: str) -> Found:
        """What stands of all that is said: it is opposed by nothing that it does not prevail over."""
        keys = self.law.relation(name).keys
        said = list(self._said(name))
        standing: set[tuple[Row, bool]] = set()
        clashing: set[Row] = set()
        for one in said:
            against = [other for other in said if one.opposes(other, keys)]
            for_it = [other for other in said if (other.row, other.positive) == (one.row, one.positive)]
            if all(any(self._prevails(mine, other) for mine in for_it) for other in against):
                standing.add((one.row, one.positive))
            elif not any(self._prevails(other, one) for other in against):
                clashing.add(one.row)
        so = frozenset(row for row, positive in standing if positive)
        return Found(so, frozenset(row for row, positive in standing if not positive), frozenset(clashing))

    def _prevails(self, one: Said, other: Said) -> bool:
        if one.by is None or other.by is None or one.by is other.by:
            return False
        declared = (one.by.name, other.by.name) in self.law.priorities
        return declared or other.by.name in one.by.exception_to

    def _said(self, name: str) -> Iterator[Said]:
        if not (self.instead and name in self._resting_on(self.instead[0])):
            for fact in self.facts:
                if fact.relation == name:
                    yield Said(fact.terms, fact.positive, None)
        for rule in self.law.rules:
            if rule.then.relation == name:
                yield from self._concluded(rule)

    def _concluded(self, rule: m.Rule) -> Iterator[Said]:
        for way in self.reading.ways(rule.elements, {}):
            yield Said(self.reading.filled(rule.then.terms, way), rule.then.positive, rule)
        if rule.otherwise_not:
            for way in denied(rule, self.reading, self._things):
                yield Said(self.reading.filled(rule.then.terms, way), False, rule)

    @cached_property
    def _things(self) -> frozenset[str]:
        of_things = (each for each in self.facts if self.law.relation(each.relation).is_of_a_thing)
        return frozenset(str(each.terms[0]) for each in of_things)

    def _resting_on(self, name: str) -> set[str]:
        """A relation, and all that rest on it."""
        found = {name}
        while True:
            more = {
                *(rule.then.relation for rule in self.law.rules if found & relations_of(rule.elements)),
                *(d.name for d in self.law.deadlines if found & {t.relation for t in d.triggers}),
                *(d.name for d in self.law.deadlines if d.tolled_by in found),
            }
            if more <= found:
                return found
            found |= more

    # --- verdicts -----------------------------------------------------------------------------------

    def verdict(self, literal: m.Literal) -> str:
        """Of a ground question. Raises Clash."""
        relation, found = self.law.relation(literal.relation), self.found(literal.relation)
        keys = len(literal.terms) if relation.keys is None else relation.keys
        if any(all(map(self.amounts.same, literal.terms, row)) for row in found.so):
            return PROVED
        if any(row[:keys] == literal.terms[:keys] for row in found.clashing):
            return CONFLICTED
        if literal.terms in found.not_so or relation.closed:
            return REFUTED
        other_value = relation.keys is not None and any(
            row[:keys] == literal.terms[:keys] for row in found.so
        )
        return REFUTED if other_value else UNDETERMINED

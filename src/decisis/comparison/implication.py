"""Whether one provision applies wherever another does, read off their elements.

A provision implies another if whatever meets the elements of the other meets its own, to the same conclusion
(subsumption of clauses; J. A. Robinson, "A Machine-Oriented Logic Based on the Resolution Principle", Journal
of the ACM 12 (1965) 23-41). It is claimed only of what is established, and only where the elements show it;
a value beyond what the calendar or a number can hold is left out of account.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decisis.comparison.conditions import gives, stands
from decisis.comparison.ways import (
    Compared,
    Condition,
    Holds,
    Stated,
    Vocabulary,
    Way,
    expanded,
    matched_all,
    merged,
    names_in,
    substituted,
    terms_of,
)
from decisis.rules import ir

MOST_TRIES = 5_000  # ways to match the elements of two provisions that are gone through

Mapped = Mapping[str, ir.Expression]


@dataclass(frozen=True)
class Covered:
    """One way of the implied provision, within one way of the other.

    ``given_by`` pairs each condition of the broader way with the one of the narrower that gives it (None: it
    is so of itself).
    """

    broad: Way
    narrow: Way
    mapping: Mapped
    given_by: tuple[tuple[Stated, Stated | None], ...]


@dataclass(frozen=True)
class Uncovered:
    """A way of the implied provision that no way of the other covers, and the condition that it lacks."""

    narrow: Way
    lacking: Stated | None = None


def covering(
    broad: tuple[Way, ...], narrow: tuple[Way, ...], known: Vocabulary
) -> tuple[Covered, ...] | Uncovered:
    """For each way of the narrower provision, how the broader covers it; or one that it does not cover."""
    found: list[Covered] = []
    for each in narrow:
        whole = merged(each, known)
        if whole is None:
            continue  # its elements are never met
        tries = [_covered(way, whole, known) for way in broad]
        covered = next((t for t in tries if isinstance(t, Covered)), None)
        if covered is None:
            return next((t for t in tries if isinstance(t, Uncovered) and t.lacking), Uncovered(whole))
        found.append(covered)
    return tuple(found)


def _covered(broad: Way, narrow: Way, known: Vocabulary) -> Covered | Uncovered:
    start = matched_all(broad.head, narrow.head, {})
    if start is None:
        return Uncovered(narrow)
    search = _Search(broad, narrow, known)
    found = next(search.solutions(0, start, ()), None)
    if found is None:
        return Uncovered(narrow, search.furthest)
    mapping, given_by = found
    return Covered(broad, narrow, mapping, tuple((broad.stated[i], by) for i, by in sorted_pairs(given_by)))


Given = tuple[tuple[int, Stated | None], ...]


def sorted_pairs(given_by: Given) -> Given:
    return tuple(sorted(given_by, key=lambda pair: pair[0]))


class _Search:
    """Matches the conditions of a broader way to those of a narrower one: those that bind variables first."""

    def __init__(self, broad: Way, narrow: Way, known: Vocabulary) -> None:
        self.broad, self.narrow, self.known = broad, narrow, known
        self.order = sorted(range(len(broad.stated)), key=self._late)
        self.tries = 0
        self.reached = -1
        self.furthest: Stated | None = None

    def _late(self, index: int) -> tuple[bool, int]:
        condition = self.broad.stated[index].condition
        return not (isinstance(condition, Holds) and not condition.absent), index

    def solutions(self, step: int, mapping: Mapped, given_by: Given) -> Iterator[tuple[Mapped, Given]]:
        self.tries += 1
        if self.tries > MOST_TRIES:
            return
        if step == len(self.order):
            if self._computed(mapping):
                yield mapping, given_by
            return
        index = self.order[step]
        stated = self.broad.stated[index]
        if step > self.reached:
            self.reached, self.furthest = step, stated
        for more, by in self._met(stated.condition, mapping):
            yield from self.solutions(step + 1, more, (*given_by, (index, by)))

    def _met(self, condition: Condition, mapping: Mapped) -> Iterator[tuple[Mapped, Stated | None]]:
        """What gives a condition, and what its variables then stand for."""
        if isinstance(condition, Holds):
            for stated in self.narrow.stated:
                held = stated.condition
                if isinstance(held, Holds) and (held.relation, held.absent) == (
                    condition.relation,
                    condition.absent,
                ):
                    more = matched_all(condition.terms, held.terms, mapping)
                    if more is not None:
                        yield more, stated
        if not all(name in mapping for term in terms_of(condition) for name in names_in(term)):
            return
        wanted = substituted(condition, mapping)
        if stands(wanted, self.known):
            yield mapping, None
        for stated in self.narrow.stated:
            if (stated.condition != wanted and gives(stated.condition, wanted, self.known)) or (
                stated.condition == wanted and isinstance(wanted, Compared)
            ):
                yield mapping, stated

    def _computed(self, mapping: Mapped) -> bool:
        """A counted day has no value before its rule: it has one where the narrower way counts it, too."""
        return all(
            expanded(e, mapping) in self.narrow.computed
            for e in self.broad.computed
            if any(isinstance(part, ir.Apply) and len(part.operands) == 3 for part in _parts(e))
        )


def _parts(expression: ir.Expression) -> Iterator[ir.Expression]:
    yield expression
    if isinstance(expression, ir.Apply):
        for operand in expression.operands:
            yield from _parts(operand)

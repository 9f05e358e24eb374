"""Which provisions bear on a relation, whatever the court, the day and the record.

What is left out gives no conclusion on which one that is asked about could depend: lowering what is left is
quicker, and comes to the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import assert_never

from decisis.compiler.library import Library
from decisis.syntax import ast
from decisis.syntax.walk import walk


@dataclass(frozen=True)
class Portion:
    """The relations on which some may depend, and the names of the provisions that speak to these."""

    relations: frozenset[str]
    provisions: frozenset[str]


@dataclass(frozen=True)
class Bearing:
    """What bears on what in one library.

    ``together``: for each provision that is never left without some others, these and itself.
    """

    library: Library
    together: Mapping[str, Collection[str]] = field(default_factory=dict)
    _read: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)  # by each, once it was asked

    def on(self, relations: Iterable[str]) -> Portion:
        """All that anything said of these relations may depend on."""
        kept: set[str] = set()
        seen: set[str] = set()
        pending = list(relations)
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                new = {n for one in self._speaking.get(name, ()) for n in self.together.get(one, (one,))}
                pending += (relation for n in new - kept for relation in self._read_by(n))
                kept |= new
        return Portion(frozenset(seen), frozenset(kept))

    @cached_property
    def _speaking(self) -> Mapping[str, list[str]]:
        """The provisions that conclude a relation, or its opposite, or leave it open; or switch one off."""
        found: dict[str, list[str]] = {}
        for name, provision in self.library.provisions.items():
            for relation in (_concluded(provision.conclusion), *_left_open(provision)):
                found.setdefault(relation, []).append(name)
        return found

    def _read_by(self, name: str) -> tuple[str, ...]:
        """What a provision depends on, and what can switch it off."""
        if name not in self._read:
            read = read_by(self.library.provisions[name], self.library)
            self._read[name] = (*dict.fromkeys(read), _switching(name))
        return self._read[name]


def read_by(provision: ast.Provision, library: Library) -> Iterator[str]:
    """Every relation that a provision names, and that its editions or its scenarios do."""
    places = (p for p in (provision.under, provision.construing) if p is not None)
    works = (library.authorities.get(place.authority.text) for place in places)
    choosers = tuple(work.chosen_by for work in works if work is not None)
    for atom in (n for n in walk((replace(provision, factors=()), choosers)) if isinstance(n, ast.Atom)):
        yield atom.relation.text
        scenario = library.scenarios.get(atom.scenario.name.text) if atom.scenario is not None else None
        if scenario is not None:
            yield scenario.replaced.relation.text
            yield scenario.replacement.relation.text


def _concluded(conclusion: ast.Conclusion) -> str:
    match conclusion:
        case ast.Literal(atom=atom) | ast.NotCovered(atom=atom):
            return atom.relation.text
        case ast.SwitchOff(provision=provision):
            return _switching(provision.text)
        case _:
            assert_never(conclusion)


def _switching(provision: str) -> str:
    """What takes a provision out of application, as if it were a relation; no relation has such a name."""
    return f"off {provision}"


def _left_open(provision: ast.Provision) -> Iterator[str]:
    return (question.literal.atom.relation.text for question in provision.leaves_open)

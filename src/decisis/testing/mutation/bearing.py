"""The law of a case as far as it bears on what the case asks.

What is left out gives no conclusion on which one that is asked about could depend, so that no answer differs;
lowering what is left is quicker, and a mutant of what is left out need not be tried at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import assert_never

from decisis.compiler.deadlines import expand_deadline
from decisis.compiler.library import Library
from decisis.syntax import ast
from decisis.syntax.walk import walk


@dataclass(frozen=True)
class Bearing:
    """What bears on what in one library."""

    library: Library

    def on(self, relations: Iterable[str]) -> Library:
        """The library with only the provisions that anything said of these relations may depend on."""
        kept: set[str] = set()
        seen: set[str] = set()
        pending = list(relations)
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                new = {n for one in self._speaking.get(name, ()) for n in self._together.get(one, (one,))}
                pending += (relation for n in new - kept for relation in self._read[n])
                kept |= new
        provisions = {n: p for n, p in self.library.provisions.items() if n in kept}
        return replace(self.library, provisions=MappingProxyType(provisions))

    @cached_property
    def _speaking(self) -> Mapping[str, list[str]]:
        """The provisions that conclude a relation, or its opposite, or leave it open; or switch one off."""
        found: dict[str, list[str]] = {}
        for name, provision in self.library.provisions.items():
            for relation in (_concluded(provision.conclusion), *_left_open(provision)):
                found.setdefault(relation, []).append(name)
        return found

    @cached_property
    def _together(self) -> Mapping[str, Collection[str]]:
        """The provisions of one deadline, which change together."""
        library = self.library
        found: dict[str, frozenset[str]] = {}
        for deadline in library.deadlines.values():
            _, provisions, _ = expand_deadline(deadline, library.relations, library.countings)
            names = frozenset(p.name.text for p in provisions) & library.provisions.keys()
            found.update(dict.fromkeys(names, names))
        return found

    @cached_property
    def _read(self) -> Mapping[str, tuple[str, ...]]:
        """What each provision depends on, and what can switch it off."""
        every = self.library.provisions.items()
        return {n: (*dict.fromkeys(read_by(p, self.library)), _switching(n)) for n, p in every}


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


@dataclass(frozen=True)
class Part:
    """Some of what is held against a case: the relations that it asks about, and the law that bears on them.

    ``name`` tells it from the other parts of the case.
    """

    name: str
    asks: frozenset[str]
    library: Library = field(repr=False, compare=False)


def parts(kind: str, asked: Iterable[str], bearing: Bearing) -> Iterator[Part]:
    """The relations asked about, those together that as many provisions bear on; fewest first.

    Of a relation in a scenario all of the law is kept: what else speaks of the scenario makes its copies.
    """
    groups: dict[int, set[str]] = {}
    for relation in sorted(set(asked)):
        kept = _kept(bearing, (relation,))
        groups.setdefault(len(kept.provisions).bit_length(), set()).add(relation)
    for size, relations in sorted(groups.items()):
        yield Part(f"{kind} {size}", frozenset(relations), _kept(bearing, relations))


def _kept(bearing: Bearing, relations: Collection[str]) -> Library:
    library = bearing.library
    return bearing.on(relations) if library.relations.keys() >= set(relations) else library

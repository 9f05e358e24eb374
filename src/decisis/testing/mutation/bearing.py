"""The law of a case as far as it bears on what the case asks.

A mutant of what is left out need not be tried at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from decisis.compiler.bearing import Bearing
from decisis.compiler.deadlines import expand_deadline
from decisis.compiler.force import construed
from decisis.compiler.library import Library


@dataclass(frozen=True)
class Part:
    """Some of what is held against a case: the relations that it asks about, and the law that bears on them.

    ``name`` tells it from the other parts of the case.
    """

    name: str
    asks: frozenset[str]
    library: Library = field(repr=False, compare=False)


def bearing_in(library: Library) -> Bearing:
    """What bears on what; the provisions of one deadline change together."""
    return Bearing(library, _of_one_deadline(library))


def _of_one_deadline(library: Library) -> Mapping[str, Collection[str]]:
    found: dict[str, frozenset[str]] = {}
    for deadline in library.deadlines.values():
        _, provisions, _ = expand_deadline(deadline, library.relations, library.countings)
        names = frozenset(p.name.text for p in provisions) & library.provisions.keys()
        found.update(dict.fromkeys(names, names))
    return found


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
    """What bears on them, and the texts that its opinions construe: with the last one an opinion ends."""
    library = bearing.library
    if not library.relations.keys() >= set(relations):
        return library
    names = set(bearing.on(relations).provisions)
    names |= {text.name.text for n in sorted(names) for text in construed(library.provisions[n], library)}
    provisions = {n: p for n, p in library.provisions.items() if n in names}
    return replace(library, provisions=MappingProxyType(provisions))

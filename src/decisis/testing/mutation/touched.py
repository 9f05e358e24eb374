"""Which provisions anything may be said of otherwise, when something else than a provision changes."""

from __future__ import annotations

from collections.abc import Iterator, Set

from decisis.compiler.deadlines import expand_deadline
from decisis.compiler.library import Library
from decisis.syntax import ast
from decisis.testing.mutation.mutant import Mutant


def touched(mutant: Mutant, library: Library) -> frozenset[str] | None:
    """Their names; None if it may be any of them."""
    match mutant.table:
        case "provisions":
            return frozenset({mutant.name, *_construing(mutant, library)})
        case "priorities":
            return frozenset({mutant.before.stronger.text, mutant.before.weaker.text})
        case "countings" | "holidays":
            return frozenset()
        case "deadlines":
            _, provisions, _ = expand_deadline(mutant.before, library.relations, library.countings)
            return frozenset(p.name.text for p in provisions)
        case "courts":
            return frozenset(_of_authorities(set(_weighed(mutant.before, library)), library))
        case "treatments":
            names = {_authority(n.text, library) for n in (mutant.before.earlier, mutant.before.later)}
            names |= {mutant.before.earlier.text, mutant.before.later.text}
            return frozenset(_of_authorities(names | set(_ruled(names, library)), library))
        case "authorities":
            names = set(_treated(mutant.name, library))
            return frozenset(_of_authorities(names | set(_ruled(names, library)), library))
        case _:
            return None


def _construing(mutant: Mutant, library: Library) -> Iterator[str]:
    """The opinions that construe what a provision stands in, and that go with it."""
    stands = {p.under.authority.text for p in (mutant.before, mutant.after) if p is not None and p.under}
    for name, provision in library.provisions.items():
        if provision.construing is not None and provision.construing.authority.text in stands:
            yield name


def _ruled(names: Set[str], library: Library) -> Iterator[str]:
    """The opinions whose weight is as one of these authorities says."""
    for court in library.courts.values():
        if any(rule.under is not None and rule.under.authority.text in names for rule in court.rules):
            yield from _weighed(court, library)


def _weighed(court: ast.Court, library: Library) -> Iterator[str]:
    """The opinions of whose weight the rules of a court speak: its own, and those that it adopts."""
    courts = {court.name.text, *(rule.says for rule in court.rules if rule.kind == "adopts")}
    for name, authority in library.authorities.items():
        if authority.decided_by is not None and authority.decided_by.text in courts:
            yield name


def _treated(name: str, library: Library) -> Iterator[str]:
    """An authority, and those that it has treated or that have treated it, or their provisions."""
    yield name
    for treatment in library.treatments:
        names = {_authority(n.text, library) for n in (treatment.earlier, treatment.later)}
        if name in names:
            yield from names


def _authority(name: str, library: Library) -> str:
    provision = library.provisions.get(name)
    return provision.under.authority.text if provision is not None and provision.under is not None else name


def _of_authorities(names: set[str], library: Library) -> Iterator[str]:
    for name, provision in library.provisions.items():
        places = (provision.under, provision.construing)
        if name in names or any(place is not None and place.authority.text in names for place in places):
            yield name

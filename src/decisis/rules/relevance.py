"""The part of a program that a relation can depend on, or any of several."""

from __future__ import annotations

from collections.abc import Iterable

from decisis.dataclass import replace
from decisis.rules import ir, naming

_AND = " and "  # no declared relation has a space in its name


def together(relations: Iterable[str]) -> str:
    """Several relations as what a program is about; a question, which is about one, can ask it nothing."""
    return _AND.join(sorted(set(relations)))


def relations_in(asked: str) -> tuple[str, ...]:
    """The relations that are `together` what a program is about; none if it is about everything."""
    return tuple(asked.split(_AND)) if asked else ()


def reachable_relations(program: ir.Program, relation: str, besides: Iterable[str] = ()) -> frozenset[str]:
    """The lowered relations on which anything said of a declared relation (or of several) can depend."""
    start = (*said_of(relation), *besides)
    if start not in program.reached:
        program.reached[start] = _reached(program, start)
    return program.reached[start]


def _reached(program: ir.Program, start: tuple[str, ...]) -> frozenset[str]:
    pending = [*start]
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += program.below.get(name, ())
    return frozenset(found)


def said_of(relation: str) -> tuple[str, ...]:
    """The lowered relations in which something is said of a declared one (or of several)."""
    return tuple(said for each in relations_in(relation) for said in _said_of(each))


def _said_of(relation: str) -> list[str]:
    names = (str, naming.possibly, naming.supported, naming.standing)
    found = [name(r) for r in (relation, naming.denied(relation)) for name in names]
    return [*found, naming.conflicted(relation)]


def bearing_on(program: ir.Program, relation: str, besides: Iterable[str] = ()) -> ir.Program:
    """The program with only the clauses that can matter to a declared relation, or to several.

    ``besides``: lowered relations of which it still has to say what they hold.
    """
    reachable = reachable_relations(program, relation, besides)
    return replace(program, clauses=tuple(c for c in program.clauses if c.head.relation in reachable))

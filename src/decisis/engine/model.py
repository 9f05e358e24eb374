"""What an engine found: the tuples of every relation, and, if it says so, how it came to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, Protocol

from decisis.values import Value

NOTHING: frozenset[tuple[Value, ...]] = frozenset()


class Derivation(NamedTuple):
    """The clause gives the tuple from tuples of lower levels, and no clause gives it from lower ones yet.

    ``clause`` is a place in `StratifiedProgram.clauses`. ``level`` counts rounds from 1, over all strata;
    what is given is of level 0. Both are the same whatever the order of clauses and facts.
    """

    clause: int
    level: int


class Derivations(Protocol):
    """How an engine came to the tuples of a model."""

    def of(self, relation: str, values: tuple[Value, ...]) -> Derivation | None:
        """How the tuple was first found; None if it is given, or not in the model."""
        ...

    def binding(self, relation: str, values: tuple[Value, ...]) -> Mapping[str, Value]:
        """Values for the variables under which the clause of `of` gives the tuple.

        Every variable has one but those local to an aggregate. The atoms of the body are then of lower
        levels, its other literals hold; among several such bindings it is always the same one.
        KeyError if `of` says nothing.
        """
        ...


@dataclass(frozen=True, eq=False)
class Model:
    """Facts, tables and conclusions alike. A relation that is not named has no tuples.

    Two models are equal if every relation has the same tuples in both. An engine that does not know how
    it came to them leaves out ``derivations``.
    """

    relations: Mapping[str, frozenset[tuple[Value, ...]]]
    derivations: Derivations | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        given = self.relations
        kept = {name: frozenset(given[name]) for name in sorted(given) if given[name]}
        object.__setattr__(self, "relations", MappingProxyType(kept))

    def holds(self, relation: str, values: tuple[Value, ...] = ()) -> bool:
        """Whether the tuple is in the relation; values are the same if Python says they are equal."""
        return values in self.tuples(relation)

    def tuples(self, relation: str) -> frozenset[tuple[Value, ...]]:
        return self.relations.get(relation, NOTHING)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return dict(self.relations) == dict(other.relations)

    def __hash__(self) -> int:
        return hash(frozenset(self.relations.items()))

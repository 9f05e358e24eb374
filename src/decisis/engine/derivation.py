"""How an engine came to the tuples of a model; loaded when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from decisis.values import Value


class Derivation(NamedTuple):
    """The clause gives the tuple from tuples of lower levels, and no clause gives it from lower ones yet.

    ``clause`` is a place in `StratifiedProgram.clauses`. ``level`` counts rounds from 1, over all strata;
    what is given is of level 0. Both are the same whatever the order of clauses and facts.
    """

    clause: int
    level: int


class Step(NamedTuple):
    """A derived tuple with its clause and level, and the body's atoms in the order of the clause."""

    relation: str
    values: tuple[Value, ...]
    clause: int
    level: int
    premises: tuple[tuple[str, tuple[Value, ...]], ...]


class Derivations(Protocol):
    """How an engine came to the tuples of a model.

    For each, the clause of `of` holds under a binding that is always the same, whatever the order of clauses
    and facts: the atoms of its body are of lower levels, and its other literals hold.
    """

    def of(self, relation: str, values: tuple[Value, ...]) -> Derivation | None:
        """How the tuple was first found; None if it is given, or not in the model."""
        ...

    def step(self, relation: str, values: tuple[Value, ...]) -> Step:
        """The tuple with its premises. KeyError if `of` says nothing."""
        ...

    def binding(self, relation: str, values: tuple[Value, ...]) -> Mapping[str, Value]:
        """Values for the variables of the clause, but those local to an aggregate. KeyError as before."""
        ...

    def steps(self) -> Iterator[Step]:
        """Every derived tuple with its premises, in no particular order."""
        ...

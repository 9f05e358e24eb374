"""What an engine found: the tuples of every relation, and, if it says so, how it came to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType

from decisis.dataclass import dataclass, field
from decisis.static import TYPE_CHECKING
from decisis.values import Value

if TYPE_CHECKING:
    from decisis.engine.derivation import Derivations

NOTHING: frozenset[tuple[Value, ...]] = frozenset()


@dataclass(frozen=True, eq=False)
class Model:
    """Facts, tables and conclusions alike. A relation that is not named has no tuples.

    Two models are equal if every relation has the same tuples in both. An engine that does not know how
    it came to them leaves out ``derive``.
    """

    relations: Mapping[str, frozenset[tuple[Value, ...]]]
    derive: Callable[[], Derivations] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        given = self.relations
        kept = {name: frozenset(given[name]) for name in sorted(given) if given[name]}
        object.__setattr__(self, "relations", MappingProxyType(kept))

    @cached_property
    def derivations(self) -> Derivations | None:
        """How the engine came to the tuples, if it knows."""
        return self.derive() if self.derive else None

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

"""What one mutant does to the runs of one case, found without running the changed law as a whole.

An expectation is asked again only where something that its answer looks at comes out otherwise, or where it
says something of the grounds and the answer rests on what was changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decisis.casework.asking import Court
from decisis.dataclass import dataclass, field
from decisis.testing.mutation.mutant import Mutant
from decisis.testing.mutation.programs import ChangedPrograms
from decisis.testing.mutation.spreading import Rows, Strata, spread
from decisis.testing.mutation.watching import Look, Seen, itself


@dataclass
class Affected:
    """``whole`` asks the changed law for a run that cannot be had from one of the law as it was."""

    mutant: Mutant
    changed: ChangedPrograms
    unchanged: Strata
    whole: Court
    _own: Strata = field(default_factory=Strata)
    _spread: dict[int, Mapping[str, Rows]] = field(default_factory=dict)  # by the id of a run

    def check(self, seen: Seen) -> bool:
        """Whether a check may come out otherwise."""
        if not self.bears(seen):
            return False
        imprecise = any(look.wanted.places for look in seen.looks)  # the values that are tried may be others
        return imprecise or self.rests(seen) or any(self.reaches(seen, look) for look in seen.looks)

    def bears(self, seen: Seen) -> bool:
        """Whether the law of a run differs in anything that it may depend on."""
        return any(map(self._bears, seen.looks))

    def _bears(self, look: Look) -> bool:
        exchange = self.changed.exchanged(look.wanted)
        if exchange is None:
            return True
        return bool(exchange.differing or exchange.tables or exchange.said)

    def rests(self, seen: Seen) -> bool:
        """Whether the answer names what was changed, and its grounds are asked for."""
        return bool(seen.used) and any(not seen.used.isdisjoint(self._said(look)) for look in seen.looks)

    def _said(self, look: Look) -> frozenset[str]:
        """The provisions in whose grounds something may read otherwise though every model is the same."""
        exchange = self.changed.exchanged(look.wanted)
        if exchange is None:
            return look.named
        return frozenset(map(itself, exchange.said))

    def reaches(self, seen: Seen, look: Look) -> bool:
        """Whether a run comes out otherwise in something that the check looks at."""
        found = self.spread(look)
        return bool(found) if seen.relations is None else not seen.relations.isdisjoint(found)

    def spread(self, look: Look) -> Mapping[str, Rows]:
        """The relations that have other rows in a run under the changed law."""
        key = id(look.run)
        if key not in self._spread:
            exchange = self.changed.exchanged(look.wanted)
            if exchange is None:
                self._spread[key] = self._anew(look)
            else:
                self._spread[key] = spread(exchange, look.run, self.unchanged, self._own)
        return self._spread[key]

    def _anew(self, look: Look) -> Mapping[str, Rows]:
        before = look.run.model
        after = self.whole.run(look.wanted.setting, look.run.record, look.wanted.relation).model
        names = {*before.relations, *after.relations}
        return {n: after.tuples(n) for n in sorted(names) if before.tuples(n) != after.tuples(n)}

    def in_order(self, every: tuple[Seen, ...]) -> Iterator[Seen]:
        """The checks that may come out otherwise, the likeliest first."""
        later: list[Seen] = []
        for seen in every:
            if not seen.looks or not self._bears(seen.looks[0]):
                later.append(seen)
            elif self.reaches(seen, seen.looks[0]):
                yield seen
            else:
                later.append(seen)
        yield from (seen for seen in later if self.check(seen))

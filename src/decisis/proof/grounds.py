"""Supports and grounds: on which facts and provisions an established atom rests, and how strongly.

A support is what one derivation uses: facts of the record, and provisions, including those that
beat an opponent. The grounds of an atom are its inclusion-minimal supports.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import product

from decisis.dataclass import dataclass, field
from decisis.proof.argument import Absent, Argument, Ground, Instance
from decisis.proof.one_way import OneWay
from decisis.proof.ordering import from_below
from decisis.proof.premises import Resting, absence_rests_on, rests_on
from decisis.rules import ir
from decisis.static import TypeVar

MOST_GROUNDS = 64
STRENGTHS = ("assumed", "dictum", "persuasive", "binding")  # weakest first

T = TypeVar("T")
Part = str | Ground  # the name of a provision, or a fact
Support = frozenset[Part]
Supports = tuple[Support, ...]
STRONGEST = len(STRENGTHS) - 1
NOTHING_NEEDED: Supports = (frozenset(),)


@lru_cache(maxsize=1 << 14)
def _part_key(part: Part) -> str:
    return repr((0, part) if isinstance(part, str) else (1, *part.key))


def support_key(support: Support) -> tuple[object, ...]:
    return (len(support), sorted(map(_part_key, support)))


def minimal(supports: Iterable[Support]) -> Supports:
    """Without those that contain another; shortest first, at most `MOST_GROUNDS`."""
    found = set(supports)
    if len(found) < 2:
        return tuple(found)
    kept: list[Support] = []
    for support in sorted(found, key=support_key):
        if not any(smaller <= support for smaller in kept):
            kept.append(support)
    return tuple(kept[:MOST_GROUNDS])


def joined(parts: Iterable[Supports]) -> Supports:
    """The supports of a conjunction."""
    result = NOTHING_NEEDED
    for part in dict.fromkeys(parts):
        if part == NOTHING_NEEDED:
            continue
        result = minimal(a | b for a, b in product(result, part))
        if not result:
            return ()
    return result


@dataclass
class Grounds:
    """Computes supports over one argument; results are kept."""

    argument: Argument
    assumed: frozenset[Ground] = frozenset()  # facts that are there only for argument's sake
    _present: dict[Ground, Supports] = field(default_factory=dict)
    _absent: dict[Absent, Supports] = field(default_factory=dict)
    _strengths: dict[Ground, int] = field(default_factory=dict)
    _keeping_out: dict[Absent, list[Resting]] = field(default_factory=dict)

    @cached_property
    def one_way(self) -> OneWay:
        return OneWay(self.argument)

    def of(self, atom: Ground) -> Supports:
        """The minimal supports of a present atom."""
        if atom not in self._present:
            self._settle(atom)
        return self._present[atom]

    def _settle(self, atom: Ground) -> None:
        """A fixpoint over everything the atom can rest on: supports only ever grow smaller or more."""
        nodes, in_order = self._from_below(atom, self._present)
        for node in nodes:
            self._present.setdefault(node, ())
        changed = True
        while changed:
            changed = False
            self._absent.clear()
            for node in nodes:
                found = (
                    minimal(s for instance in self.argument.instances(node) for s in self._instance(instance))
                    if self.argument.derived(node.relation)
                    else self._leaf(node)
                )
                if found != self._present[node]:
                    self._present[node] = found
                    changed = not in_order

    def reachable(self, atom: Ground) -> list[Ground]:
        """Every present atom that one may rest on, through absences too; the deepest first."""
        seen: dict[tuple[Absent, bool], None] = {}
        pending: list[tuple[Absent, bool]] = [(atom, True)]
        while pending:
            node = pending.pop()
            if node not in seen:
                seen[node] = None
                pending += self._below(node)
        return _present(reversed(seen))

    def _from_below(self, atom: Ground, known: Container[Ground]) -> tuple[list[Ground], bool]:
        """The same, without those that are known and what they alone rest on; each after all below it.

        With whether it is so: of what rests on itself, it cannot be.
        """

        def below(node: tuple[Absent, bool]) -> list[tuple[Absent, bool]]:
            return [(each, present) for each, present in self._below(node) if not (present and each in known)]

        top: tuple[Absent, bool] = (atom, True)
        nodes, in_order = from_below(top, below)
        return _present(nodes), in_order

    def _below(self, node: tuple[Absent, bool]) -> Resting:
        """What a present atom rests on, or the absence of one; with whether each is present."""
        each, present = node
        if isinstance(each, Ground) and present:
            ways = [rests_on(instance, self.argument) for instance in self.argument.instances(each)]
        else:
            ways = self.kept_out(each)
        return [below for way in ways for below in way]

    def kept_out(self, absent: Absent) -> list[Resting]:
        """Of each attempt to derive what is absent: what keeps it from succeeding, one thing of it enough."""
        if absent.relation not in self.argument.kept_out:
            return []
        if absent not in self._keeping_out:
            self._keeping_out[absent] = absence_rests_on(absent, self.argument)
        return self._keeping_out[absent]

    def _leaf(self, atom: Ground) -> Supports:
        if is_fact(atom.relation):
            return (frozenset({atom}),)
        return NOTHING_NEEDED

    def _instance(self, instance: Instance) -> Supports:
        own: Supports = (
            (frozenset({instance.clause.origin.provision}),)
            if names_provision(instance.clause)
            else NOTHING_NEEDED
        )
        return joined([own, *self._supports(rests_on(instance, self.argument))])

    def _supports(self, premises: Resting) -> Iterator[Supports]:
        return _known(premises, lambda a: self._present.get(a, ()), self.absence)

    def absence(self, atom: Absent) -> Supports:
        """What the absence of an atom rests on: established atoms that keep every attempt from succeeding."""
        if atom in self._absent:
            return self._absent[atom]
        self._absent[atom] = NOTHING_NEEDED  # an absence may rest on itself: nothing unfounded is derived
        found = joined(self._any_of(way) for way in self.kept_out(atom))
        self._absent[atom] = found
        return found

    def _any_of(self, way: Resting) -> Supports:
        return minimal(s for supports in self._supports(way) for s in supports) if way else NOTHING_NEEDED

    # --- strength ----------------------------------------------------------------------------------

    def strength(self, atom: Ground) -> str:
        """As strong as the strongest way to it; a way is as strong as its weakest provision.

        What an absence rests on counts too: a `for every` is the absence of a failing case.
        """
        if atom not in self._strengths:
            self._weigh(*self._from_below(atom, self._strengths))
        return STRENGTHS[max(self._strengths[atom], 0)]

    def _weigh(self, nodes: list[Ground], in_order: bool) -> None:
        """The strength of atoms, of everything that they can rest on: a fixpoint over those not known yet."""
        level = self._strengths
        level.update(dict.fromkeys(nodes, -1))
        changed = True
        while changed:
            changed = False
            absent: dict[Absent, int] = {}
            for node in nodes:
                best = self._best(node, level, absent)
                if best > level[node]:
                    level[node], changed = best, not in_order

    def _best(self, node: Ground, level: dict[Ground, int], absent: dict[Absent, int]) -> int:
        if not self.argument.derived(node.relation):
            return 0 if node in self.assumed else STRONGEST
        return max((self._way(i, level, absent) for i in self.argument.instances(node)), default=-1)

    def _way(self, instance: Instance, level: dict[Ground, int], absent: dict[Absent, int]) -> int:
        own = STRONGEST
        if names_provision(instance.clause):
            own = STRENGTHS.index(self.argument.program.provisions[instance.clause.origin.provision].strength)
        return min([own, *self._levels(rests_on(instance, self.argument), level, absent)])

    def _levels(
        self, premises: Resting, level: dict[Ground, int], absent: dict[Absent, int]
    ) -> Iterator[int]:
        return _known(
            premises, lambda a: level.get(a, -1), lambda a: self._absence_strength(a, level, absent)
        )

    def _absence_strength(self, atom: Absent, level: dict[Ground, int], absent: dict[Absent, int]) -> int:
        if atom not in absent:
            absent[atom] = STRONGEST
            ways = (max(self._levels(way, level, absent)) for way in self.kept_out(atom) if way)
            absent[atom] = min(ways, default=STRONGEST)
        return absent[atom]


def _known(premises: Resting, present: Callable[[Ground], T], absent: Callable[[Absent], T]) -> Iterator[T]:
    """What is known of each premise: of an atom that is there, or of an absence."""
    return (present(a) if isinstance(a, Ground) and there else absent(a) for a, there in premises)


def _present(nodes: Iterable[tuple[Absent, bool]]) -> list[Ground]:
    return [each for each, present in nodes if present and isinstance(each, Ground)]


def names_provision(clause: ir.Clause) -> bool:
    return clause.origin.role == "applies" and bool(clause.origin.provision)


def is_fact(relation: str) -> bool:
    """Whether tuples of the relation are statements of the record."""
    return relation.startswith(
        ("recorded ", "prevailing ", "in question ", "alleged ", "disputed ", "issue ")
    )


def independent(supports: Supports) -> tuple[Support, ...]:
    """A largest family of supports that share no provision, by search; shortest supports first."""
    used = [frozenset(p for p in s if isinstance(p, str)) for s in supports]
    order = sorted(range(len(supports)), key=lambda i: (len(used[i]), i))
    best: list[int] = []

    def search(position: int, chosen: list[int], taken: frozenset[str]) -> None:
        nonlocal best
        if len(chosen) > len(best):
            best = list(chosen)
        if len(chosen) + len(order) - position <= len(best):
            return
        for i in range(position, len(order)):
            if not used[order[i]] & taken:
                search(i + 1, [*chosen, order[i]], taken | used[order[i]])

    search(0, [], frozenset())
    return tuple(supports[i] for i in sorted(best))

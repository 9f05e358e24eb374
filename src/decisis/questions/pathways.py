"""Ways in which something could still become so: which open literals it would rest on.

Two models are compared: the one that there is, and one in which everything that is open is possible. The
cheapest way to an atom of the second is by the number of open literals below it, counting what would have to
be so for something that stands against it now to fall. A run decides whether it then is so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from decisis.proof.argument import Argument, Ground, Instance, ground
from decisis.proof.premises import premises
from decisis.rules import ir

MOST_ROUNDS = 40
Needed = frozenset[Ground]
NOTHING: Needed = frozenset()


@dataclass(frozen=True)
class Step:
    """The element at which a pathway needs an open literal."""

    provision: str = ""
    label: str = ""
    quote: str = ""


@dataclass
class Pathways:
    """The cheapest way to each atom that could be. ``open`` stand for what can be answered."""

    now: Argument
    then: Argument
    open: Needed
    _best: dict[Ground, Needed] = field(default_factory=dict)
    _chosen: dict[Ground, Instance] = field(default_factory=dict)
    _settled: set[Ground] = field(default_factory=set)

    def needs(self, atom: Ground) -> Mapping[Ground, Step]:
        """The open literals of the cheapest way to an atom, in the order of the law, and where each is."""
        self._settle(atom)
        found: dict[Ground, Step] = {}
        self._collect(atom, found)
        return found

    def _settle(self, atom: Ground) -> None:
        """A fixpoint: the open literals below an atom only ever become fewer."""
        if atom in self._settled:
            return
        nodes = self._reachable(atom)
        for _ in range(MOST_ROUNDS):
            changed = [node for node in nodes if self._improved(node)]
            if not changed:
                break
        self._settled |= set(nodes)

    def _reachable(self, atom: Ground) -> list[Ground]:
        found: dict[Ground, None] = {}
        pending = [atom]
        while pending:
            node = pending.pop()
            if node not in found and node not in self._settled:
                found[node] = None
                for instance in self._instances(node):
                    pending += [p for p, present in premises(instance, self.then) if present]
                    pending += self._in_the_way(instance)
        return list(reversed(found))

    def _in_the_way(self, instance: Instance) -> Iterator[Ground]:
        """What could make fall what stands against an instance now."""
        for atom in self._standing_against(instance):
            for options in self._falls(atom, frozenset()):
                yield from options

    def _standing_against(self, instance: Instance) -> Iterator[Ground]:
        return (a for a, present in premises(instance, self.then) if not present and self.now.holds(a))

    def _falls(self, atom: Ground, above: frozenset[Ground]) -> list[list[Ground]]:
        """For each way in which an atom holds now, the atoms of which any one would end it."""
        if atom in above or not self.now.derived(atom.relation):
            return [[]]
        found: list[list[Ground]] = []
        for instance in self.now.instances(atom):
            options: list[Ground] = []
            for premise, present in premises(instance, self.now):
                if not present and self.then.holds(premise):
                    options.append(premise)
                elif present and not self.then.holds(premise):
                    options += [a for way in self._falls(premise, above | {atom}) for a in way]
            found.append(options)
        return found

    def _instances(self, node: Ground) -> tuple[Instance, ...]:
        if node in self.open or not self.then.derived(node.relation) or self.now.holds(node):
            return ()
        return self.then.instances(node)

    def _improved(self, node: Ground) -> bool:
        if node in self._settled:
            return False
        if node in self.open or not self.then.derived(node.relation) or self.now.holds(node):
            new = node not in self._best
            self._best[node] = frozenset({node}) if node in self.open else NOTHING
            return new
        ways = [(w, i) for i in self._instances(node) if (w := self._below(i)) is not None]
        if not ways:
            return False
        best, instance = min(ways, key=lambda way: (len(way[0]), sorted(map(repr, way[0]))))
        if node in self._best and len(best) >= len(self._best[node]):
            return False
        self._best[node], self._chosen[node] = best, instance
        return True

    def _below(self, instance: Instance) -> Needed | None:
        """The open literals that an instance needs; None as long as some part of it has no way."""
        found: Needed = NOTHING
        for part in self._parts(instance):
            if part not in self._best:
                return None
            found |= self._best[part]
        return found

    def _parts(self, instance: Instance) -> Iterator[Ground]:
        """What an instance rests on, and for each thing that stands against it the cheapest that ends it."""
        yield from (p for p, present in premises(instance, self.then) if present)
        for atom in self._standing_against(instance):
            for options in self._falls(atom, frozenset()):
                known = [o for o in options if o in self._best]
                if known:
                    yield min(known, key=lambda o: (len(self._best[o]), repr(o)))
                elif options:
                    yield options[0]

    def _collect(self, atom: Ground, found: dict[Ground, Step]) -> None:
        """Walks down the chosen instances, without recursion."""
        pending = [(atom, Step())]
        seen: set[Ground] = set()
        while pending:
            node, where = pending.pop()
            if node in self.open:
                found.setdefault(node, where)
            elif node not in seen and node in self._chosen:
                seen.add(node)
                pending += reversed(list(self._steps(self._chosen[node], where)))

    def _steps(self, instance: Instance, above: Step) -> Iterator[tuple[Ground, Step]]:
        """The parts of an instance, each with the element that it is for."""
        named = {}
        origin = instance.clause.origin
        for literal, info in zip(instance.clause.body, origin.elements, strict=False):
            if isinstance(literal, ir.Atom) and info is not None and origin.provision:
                named[ground(literal, instance.binding)] = Step(origin.provision, info.label, info.quote)
        own = Step(origin.provision) if origin.provision else above
        yield from ((part, named.get(part, own)) for part in self._parts(instance))

"""Which rule instance of each atom a ground uses: those within its support that go least deep."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from decisis.dataclass import dataclass, field
from decisis.proof.argument import Absent, Argument, Ground, Instance
from decisis.proof.grounds import Grounds, Support, names_provision
from decisis.proof.ordering import from_below
from decisis.proof.premises import premises, rests_on


@dataclass
class Selection:
    """The instances that one ground may use: only of its provisions, and over its facts.

    ``levels`` has each atom that the ground can rest on: 1 + the highest level below, 0 for a fact. What has
    one proof alone is not gone into: its instance and level are the same in every ground.
    """

    argument: Argument
    grounds: Grounds
    support: Support
    levels: dict[Ground, int] = field(default_factory=dict)

    def _allowed(self, instance: Instance) -> bool:
        if names_provision(instance.clause) and instance.clause.origin.provision not in self.support:
            return False
        return all(
            present or self.is_within(atom, present) for atom, present in rests_on(instance, self.argument)
        )

    def is_within(self, atom: Absent, present: bool) -> bool:
        """Whether an atom, or its absence, rests on no more than the ground."""
        supports = (
            self.grounds.of(atom) if isinstance(atom, Ground) and present else self.grounds.absence(atom)
        )
        return any(s <= self.support for s in supports)

    def kept_out(self, absent: Absent) -> Iterator[tuple[Absent, bool]]:
        """What the ground has against each attempt to derive what is absent."""
        for way in self.grounds.kept_out(absent):
            yield from (each for each in way if self.is_within(*each))

    def _rank(self, root: Ground) -> None:
        """Levels of everything the root can rest on within the ground: 1 + the highest level below."""
        ways: dict[Ground, list[list[Ground]]] = {}

        def below(node: Ground) -> list[Ground]:
            ways[node] = self._ways(node)
            return [a for way in ways[node] for a in way if a not in self.levels]

        nodes, in_order = from_below(root, below)
        changed = True
        while changed:
            changed = False
            for node in nodes:
                for way in ways[node]:
                    if all(a in self.levels for a in way):
                        level = 1 + max((self.levels[a] for a in way), default=0)
                        if level < self.levels.get(node, level + 1):
                            self.levels[node], changed = level, not in_order

    def _ways(self, node: Ground) -> list[list[Ground]]:
        """What each instance that may be used rests on; of what has one proof alone, its level is known."""
        level = self.grounds.one_way.level(node)
        if level is None:
            usable = (i for i in self.argument.instances(node) if self._allowed(i))
            return [[a for a, present in premises(i, self.argument) if present] for i in usable]
        if any(s <= self.support for s in self.grounds.of(node)):
            self.levels[node] = level
        return []

    def level(self, node: Ground) -> int:
        """Of an atom that the ground rests on."""
        one_way = self.grounds.one_way.level(node)
        return self.levels[node] if one_way is None else one_way

    def best(self, node: Ground) -> Instance:
        if self.grounds.one_way.level(node) is not None:
            return self.grounds.one_way.instance(node)
        if node not in self.levels:
            self._rank(node)
        ways = [
            (1 + max((self.levels[a] for a in below), default=0), position, instance)
            for position, instance in enumerate(self.argument.instances(node))
            if self._allowed(instance)
            for below in ([a for a, p in premises(instance, self.argument) if p],)
            if all(a in self.levels for a in below)
        ]
        return min(ways, key=lambda way: way[:2])[2]

    def below(self, root: Ground) -> Iterator[tuple[Ground, Instance, int]]:
        """Every derived atom that the ground rests on, with the instance it uses and its steps from the root;
        the root first, then the nearest."""
        seen: set[Ground] = set()
        pending = deque([(root, 0)])
        while pending:
            node, distance = pending.popleft()
            if node not in seen and self.argument.derived(node.relation):
                seen.add(node)
                best = self.best(node)
                yield node, best, distance
                pending += [(a, distance + 1) for a, present in premises(best, self.argument) if present]

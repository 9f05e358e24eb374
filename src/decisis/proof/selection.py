"""Which rule instance of each atom a ground uses: those within its support that go least deep."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.dataclass import dataclass, field
from decisis.proof.argument import Argument, Ground, Instance
from decisis.proof.grounds import Grounds, Support, is_fact, names_provision, premises


@dataclass
class Selection:
    """The instances that one ground may use: only of its provisions, and over its facts.

    ``levels`` has each atom that the ground can rest on: 1 + the highest level below, 0 for a fact.
    """

    argument: Argument
    grounds: Grounds
    support: Support
    levels: dict[Ground, int] = field(default_factory=dict)

    def _allowed(self, instance: Instance) -> bool:
        if names_provision(instance.clause) and instance.clause.origin.provision not in self.support:
            return False
        for atom, present in premises(instance, self.argument):
            if not present and not any(s <= self.support for s in self.grounds.absence(atom)):
                return False
        return True

    def _rank(self, root: Ground) -> None:
        """Levels of everything the root can rest on within the ground: 1 + the highest level below."""
        found: dict[Ground, list[tuple[Instance, list[Ground]]]] = {}
        pending = [root]
        while pending:
            node = pending.pop()
            if node in found or node in self.levels:
                continue
            if not self.argument.derived(node.relation):
                found[node] = []
                if not is_fact(node.relation) or node in self.support:
                    self.levels[node] = 0
                continue
            usable = [i for i in self.argument.instances(node) if self._allowed(i)]
            found[node] = [(i, [a for a, p in premises(i, self.argument) if p]) for i in usable]
            pending += [a for _, below in found[node] for a in below]
        deepest_first = list(reversed(found.items()))
        changed = True
        while changed:
            changed = False
            for node, ways in deepest_first:
                for _, below in ways:
                    if all(a in self.levels for a in below):
                        level = 1 + max((self.levels[a] for a in below), default=0)
                        if level < self.levels.get(node, level + 1):
                            self.levels[node], changed = level, True

    def best(self, node: Ground) -> Instance:
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

    def below(self, root: Ground) -> Iterator[tuple[Ground, Instance]]:
        """Every derived atom that the ground rests on, with the instance it uses; the root first."""
        seen: set[Ground] = set()
        pending = [root]
        while pending:
            node = pending.pop()
            if node not in seen and self.argument.derived(node.relation):
                seen.add(node)
                best = self.best(node)
                yield node, best
                pending += reversed([a for a, present in premises(best, self.argument) if present])

"""Atoms that can be established in one way alone: every ground that rests on one proves it alike.

Of a long line of conclusions, each resting on the one before, each proof is then made once, and not once in
the proof of each conclusion after it.
"""

from __future__ import annotations

from decisis.dataclass import dataclass, field
from decisis.proof.argument import Argument, Ground, Instance, ground
from decisis.proof.ordering import from_below
from decisis.proof.premises import premises
from decisis.rules import ir, naming


@dataclass
class OneWay:
    """Of the atoms of one argument: those of which one instance, and no other, can be a step of a proof."""

    argument: Argument
    _levels: dict[Ground, int | None] = field(default_factory=dict)
    _alike: dict[Ground, bool] = field(default_factory=dict)

    def level(self, atom: Ground) -> int | None:
        """How deep the one proof of an atom goes, 0 for what is given; None if there may be several."""
        if atom not in self._levels:
            unknown = from_below(atom, lambda a: [b for b in self._below(a) if b not in self._levels])
            for each in unknown[0]:
                self._levels[each], self._alike[each] = self._found(each)
        return self._levels[atom]

    def alike(self, atom: Ground) -> bool:
        """Whether the steps of that proof read alike, whatever ground they are part of.

        Elements under `despite`, the cases of a `for every` and beaten opponents are shown by what else is
        in the ground.
        """
        return self.level(atom) is not None and self._alike[atom]

    def instance(self, atom: Ground) -> Instance:
        """The one instance that gives a derived atom of which `level` is known."""
        return self.argument.instances(atom)[0]

    def _below(self, atom: Ground) -> list[Ground]:
        if not self.argument.derived(atom.relation):
            return []
        instances = self.argument.instances(atom)
        return (
            [a for a, present in premises(instances[0], self.argument) if present]
            if len(instances) == 1
            else []
        )

    def _found(self, atom: Ground) -> tuple[int | None, bool]:
        """From what is known of all below; what is not known yet stands in a circle with it."""
        if not self.argument.derived(atom.relation):
            return 0, True
        instances = self.argument.instances(atom)
        if len(instances) != 1:
            return None, False
        levels: list[int] = []
        alike = self._reads_alike(instances[0])
        for below in self._below(atom):
            level = self._levels.get(below)
            if level is None:
                return None, False
            levels.append(level)
            alike = alike and self._alike[below]
        return 1 + max(levels, default=0), alike

    def _reads_alike(self, instance: Instance) -> bool:
        if instance.clause.origin.role == "applies" and any(True for _ in self.argument.although(instance)):
            return False
        for literal in instance.clause.body:
            if isinstance(literal, ir.Negation):
                if literal.atom.relation.startswith(naming.BAD_CASE):
                    return False
                if literal.atom.relation.startswith("blocked ") and self.argument.failures(
                    ground(literal.atom, instance.binding)
                ):
                    return False
        return True

"""What keeps others out of a proof: an opponent, a member of a total, a case. A ground rests on it, too."""

from __future__ import annotations

from collections.abc import Container, Iterator

from decisis.dataclass import dataclass
from decisis.proof.argument import Absent, Ground
from decisis.proof.premises import premises, rests_on
from decisis.proof.selection import Selection
from decisis.rules import naming

ABOUT_A_PROVISION = (naming.applies(""), naming.possibly_applies(""), naming.switched_off(""))


@dataclass(frozen=True)
class KeepingOut:
    """Looks behind the absences that one ground rests on; ``declared``: the relations of the law."""

    selection: Selection
    declared: Container[str]

    def of(self, root: Ground) -> Iterator[Ground]:
        """All in the words of the law that stands in the way of what a proof asks to be absent, or by which
        a provision prevails; then all that stands in the way of what these ask to be absent."""
        roots = dict.fromkeys([root])
        absent: dict[Absent, None] = {}
        pending = [root]
        for each in pending:
            for kept in self._behind(each, absent):
                if kept not in roots:
                    roots[kept] = None
                    pending.append(kept)
                    yield from self._said(kept)

    def _behind(self, root: Ground, seen: dict[Absent, None]) -> Iterator[Ground]:
        for _, instance, _ in self.selection.below(root):
            for absent, present in rests_on(instance, self.selection.argument):
                if not present:
                    yield from self._against(absent, seen)

    def _against(self, absent: Absent, seen: dict[Absent, None]) -> Iterator[Ground]:
        """An absence may rest on others: on each of them once."""
        pending = [absent]
        for each in pending:
            if each in seen:
                continue
            seen[each] = None
            for kept, present in self.selection.kept_out(each):
                if present and isinstance(kept, Ground):
                    yield kept
                else:
                    pending.append(kept)

    def _said(self, atom: Ground) -> Iterator[Ground]:
        """An atom; of one that no reader has words for, what it rests on."""
        pending = [atom]
        for each in pending:
            if not self._is_said(each):
                best = self.selection.best(each)
                pending += [a for a, present in premises(best, self.selection.argument) if present]
            elif self._rests_on_something(each):
                yield each

    def _rests_on_something(self, atom: Ground) -> bool:
        """A row of a table does not, and needs no words."""
        return any(self.selection.grounds.of(atom))

    def _is_said(self, atom: Ground) -> bool:
        about_a_provision = atom.relation.startswith(ABOUT_A_PROVISION)
        declared = atom.relation.removeprefix("not ") in self.declared
        return about_a_provision or declared or not self.selection.argument.derived(atom.relation)

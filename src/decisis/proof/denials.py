"""What is established against an element, for want of which alone something else does not apply.

A conclusion does not rest on it: were it gone, nobody would have shown the element. But who reads the proof
asks after the exception, and this is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from decisis.dataclass import dataclass
from decisis.proof.absence import established_instead
from decisis.proof.argument import Absent, Argument, Failure, Ground, pattern
from decisis.proof.premises import rests_on
from decisis.proof.selection import Selection
from decisis.proof.wording import Wording
from decisis.rules import ir
from decisis.rules.plan import order


@dataclass(frozen=True)
class Denial:
    """An established atom, and the provision, with its element, that it denies."""

    atom: Ground
    origin: ir.Origin
    label: str


@dataclass(frozen=True)
class Denials:
    """Looks behind the absences that one ground rests on."""

    selection: Selection
    wording: Wording

    @property
    def argument(self) -> Argument:
        return self.selection.argument

    def of(self, root: Ground) -> Iterator[Denial]:
        """Each thing that is established against what would have made a conclusion otherwise, or would have
        made what denies it otherwise."""
        seen: set[Absent] = set()
        roots = {root: self.selection}
        pending = [root]
        for each in pending:
            for denial in self._behind(self._absences(each, roots[each]), seen):
                if denial.origin.provision:
                    yield denial
                if denial.atom not in roots:
                    roots[denial.atom] = self._first(denial.atom)
                    pending.append(denial.atom)

    def _first(self, atom: Ground) -> Selection:
        grounds = self.selection.grounds
        return Selection(self.argument, grounds, grounds.of(atom)[0])

    def _absences(self, root: Ground, selection: Selection) -> list[Absent]:
        return [
            absent
            for _, instance, _ in selection.below(root)
            for absent, present in rests_on(instance, self.argument)
            if not present
        ]

    def _behind(self, absences: list[Absent], seen: set[Absent]) -> Iterator[Denial]:
        """What denies absences, or what they are for want of; of an element of the proof, no provision."""
        pending = [(absent, ir.Origin(""), "") for absent in absences]
        for absent, origin, label in pending:
            if absent in seen:
                continue
            seen.add(absent)
            if denied := self._denied(absent):
                yield Denial(denied, origin, label)
            elif self._is_derived_only(absent):
                pending += self._lacks(absent)

    def _lacks(self, absent: Absent) -> Iterator[tuple[Absent, ir.Origin, str]]:
        """Of each attempt to derive it that lacks one thing only: that, of which provision, and where."""
        for failure in self.argument.failures(absent):
            lacking = self._only_lack(failure)
            if lacking is not None:
                info = failure.clause.origin.elements[failure.literal]
                yield lacking, failure.clause.origin, info.label if info is not None else ""

    def _only_lack(self, failure: Failure) -> Absent | None:
        """The atom that an attempt lacks, if it lacks nothing else."""
        clause, lacking = failure.clause, failure.clause.body[failure.literal]
        if not isinstance(lacking, ir.Atom):
            return None
        others = ir.Clause(clause.head, tuple(b for b in clause.body if b is not lacking))
        met = self._is_bound(others, failure) and any(self.argument.extensions(others, failure.binding))
        return pattern(lacking, failure.binding) if met else None

    def _is_bound(self, others: ir.Clause, failure: Failure) -> bool:
        """Whether the other elements can be asked without what the lacking one would name."""
        try:
            order(others, frozenset(failure.binding))
        except ValueError:
            return False
        return True

    def _denied(self, absent: Absent) -> Ground | None:
        if not self.wording.said(absent.relation):
            return None
        return established_instead(self.argument, self.wording, absent.relation, absent.values)

    def _is_derived_only(self, absent: Absent) -> bool:
        """Whether it is so only if a clause gives it: what nobody states, and what silence denies."""
        said = self.wording.said(absent.relation)
        return not said or self.wording.relations[said].closed

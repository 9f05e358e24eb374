"""Whether a change of the law can matter to a run, told without running the changed law.

A run's model satisfies the changed program too, and is its model, if the clauses that differ give what is
there already. So it is enough to solve those over the model; only where they give something else, or where
the answer rests on what was changed, is the expectation asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from decisis.casework.programs import Programs, Wanted
from decisis.proof.argument import Argument, ground
from decisis.rules import ir
from decisis.testing.mutation.mutants import Mutant
from decisis.testing.mutation.programs import ChangedPrograms, exchangeable
from decisis.testing.mutation.watching import Look, Seen, itself

Heads = Mapping[str, tuple[ir.Clause, ...]]


@dataclass
class Affected:
    """What one mutant does to the runs of one case."""

    mutant: Mutant
    original: Programs
    changed: ChangedPrograms
    _differing: dict[Wanted, Heads | None] = field(default_factory=dict)
    _answers: dict[int, bool] = field(default_factory=dict)  # by the id of a run, which the case keeps

    def check(self, seen: Seen) -> bool:
        """Whether a check may come out otherwise."""
        if not self.bears(seen):
            return False
        imprecise = any(look.wanted.places for look in seen.looks)  # the values that are tried may be others
        return imprecise or self.rests(seen) or any(map(self.differs, seen.looks))

    def bears(self, seen: Seen) -> bool:
        """Whether what a check looks at can depend on the change at all."""
        return any(map(self._bears, seen.looks))

    def rests(self, seen: Seen) -> bool:
        """Whether the answer names what was changed."""
        return bool(self._names & seen.used)

    @property
    def _names(self) -> frozenset[str]:
        """The provisions in whose grounds something may read otherwise though every model is the same."""
        if self.mutant.table == "provisions":
            return frozenset({self.mutant.name})
        if self.mutant.table == "authorities":
            every = self.changed.library.provisions.items()
            return frozenset(n for n, p in every if p.under and p.under.authority.text == self.mutant.name)
        return frozenset()

    def _bears(self, look: Look) -> bool:
        """Whether a run has clauses of the changed provision; or, of other changes, clauses that differ."""
        if self.mutant.table != "provisions":
            return self._heads(look.wanted) is None or bool(self._heads(look.wanted)) or bool(self._names)
        heads = look.run.lowered.program.clauses_for
        name = self.mutant.name
        return ir.applies(name) in heads or any(itself(n) == name for n in _applying(heads))

    def differs(self, look: Look) -> bool:
        """Whether the model of a run is another one."""
        if id(look.run) not in self._answers:
            self._answers[id(look.run)] = self._bears(look) and self._differs(look)
        return self._answers[id(look.run)]

    def _differs(self, look: Look) -> bool:
        heads = self._heads(look.wanted)
        if heads is None:
            return True
        calendar = self.changed.library.calendar
        program = replace(look.run.lowered.program, calendar=calendar)
        argument = Argument(program, look.run.model)
        return any(_given(clauses, argument) != look.run.model.tuples(r) for r, clauses in heads.items())

    def _heads(self, wanted: Wanted) -> Heads | None:
        """The relations that are given otherwise, each with all its clauses; None if more differs."""
        if wanted not in self._differing:
            self._differing[wanted] = self._compared(wanted)
        return self._differing[wanted]

    def _compared(self, wanted: Wanted) -> Heads | None:
        exchanged = self._exchanged(wanted)
        if exchanged is not None:
            return exchanged
        before = self.original.program(wanted).program
        after = self.changed.program(wanted).program
        counts_otherwise = before.calendar != after.calendar
        if not exchangeable(self.mutant, before) and any(
            before.tables.get(n) != rows for n, rows in after.tables.items() if n in before.tables
        ):
            return None
        relations = {*before.clauses_for, *after.clauses_for}
        return {
            name: after.clauses_for.get(name, ())
            for name in sorted(relations)
            if _said(before.clauses_for.get(name, ())) != _said(after.clauses_for.get(name, ()))
            or (counts_otherwise and any(map(_computes, after.clauses_for.get(name, ()))))
        }

    def _exchanged(self, wanted: Wanted) -> Heads | None:
        """The same where one provision's clauses are all that differs, and read nothing that was not read."""
        if wanted.places:
            return None
        exchange = self.changed.exchange(wanted.setting, wanted.sides)
        if exchange is None:
            return None
        old, new = exchange
        used = {relation for clause in new.clauses for relation in clause.reads}
        whole = self.original.lowered(wanted.setting, wanted.sides).program
        pruned = self.original.program(wanted).program
        own = {clause.head.relation for clause in (*old.clauses, *new.clauses)}
        if any(r in whole.clauses_for and r not in pruned.clauses_for for r in used - own):
            return None
        if new.lists != old.lists:
            return None
        return {r: tuple(c for c in new.clauses if c.head.relation == r) for r in sorted(own)}


def _said(clauses: Iterable[ir.Clause]) -> frozenset[object]:
    return frozenset((c.head, c.body) for c in clauses)


def _applying(heads: Iterable[str]) -> Iterator[str]:
    front = ir.applies("")
    return (name.removeprefix(front) for name in heads if name.startswith(front))


def _computes(clause: ir.Clause) -> bool:
    """Whether a clause may count days."""
    sides = [(b.left, b.right) for b in clause.body if isinstance(b, ir.Comparison)]
    sides += [(b.expression, b.expression) for b in clause.body if isinstance(b, ir.Binding)]
    return any(isinstance(side, ir.Apply) for pair in sides for side in pair)


def _given(clauses: Iterable[ir.Clause], argument: Argument) -> frozenset[tuple[object, ...]]:
    """What clauses give over a model."""
    return frozenset(
        ground(clause.head, binding).values for clause in clauses for binding in argument.solutions(clause)
    )

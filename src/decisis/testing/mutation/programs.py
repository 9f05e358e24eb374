"""Programs of a changed library, made from those of the library as it was.

Where only the elements of one provision differ, its clauses are exchanged and all else is kept; otherwise the
law is lowered again, with what every other provision contributes taken over.
"""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType

from decisis.casework.programs import Programs, Wanted
from decisis.compiler.contribution import Given
from decisis.compiler.library import Library
from decisis.compiler.lower import Lowering
from decisis.compiler.setting import Lowered, RecordSides, Setting
from decisis.dataclass import dataclass, replace
from decisis.rules import ir
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.testing.mutation.mutants import Mutant

STANDING = ("kind", "under", "construing", "in_force", "as_of", "exception_to", "subject_to", "otherwise_not")


@dataclass
class ChangedPrograms(Programs):
    """Programs of a mutant. ``original``: those of the library that it is a mutant of."""

    mutant: Mutant | None = None
    original: Programs | None = None

    @cached_property
    def lowering(self) -> Lowering:
        assert self.mutant is not None
        assert self.original is not None
        if self.mutant.table not in ("provisions", "priorities"):
            return Lowering(self.library)
        return self.original.lowering.with_library(self.library, without=self.mutant.name)

    def _kept(self, wanted: Wanted) -> ir.StratifiedProgram:
        """Programs of a mutant are kept for no certificate."""
        return self._made(wanted)

    def lowered(self, setting: Setting, sides: RecordSides) -> Lowered:
        assert self.mutant is not None
        assert self.original is not None
        key = (setting, sides)
        if key not in self._whole:
            before = self.original.lowered(setting, sides)
            if exchangeable(self.mutant, before.program):
                self._whole[key] = self._exchanged(before, setting, sides)
            else:
                self._whole[key] = self.lowering.program(setting, sides)
        return self._whole[key]

    def exchange(self, setting: Setting, sides: RecordSides) -> tuple[Given, Given] | None:
        """What the changed provision contributed, and what it does now; None if more than that differs."""
        assert self.mutant is not None
        assert self.original is not None
        before = self.original.lowered(setting, sides).program
        if not exchangeable(self.mutant, before) or self.mutant.name not in before.provisions:
            return None
        name, switches = self.mutant.name, _switched(before, self.mutant.name)
        old = self.original.lowering.given(name, setting, switches)
        return old, self.lowering.given(name, setting, switches)

    def _exchanged(self, before: Lowered, setting: Setting, sides: RecordSides) -> Lowered:
        """The same program, with the clauses of the changed provision for those that it had."""
        exchange = self.exchange(setting, sides)
        if exchange is None:
            return before  # the provision does not speak
        given, new = exchange
        old = set(map(id, given.clauses))
        kept = tuple(c for c in before.program.clauses if id(c) not in old)
        program = replace(
            before.program,
            clauses=(*new.clauses, *kept),
            tables=MappingProxyType({**before.program.tables, **new.lists}),
        )
        return replace(before, program=program)


def exchangeable(mutant: Mutant, program: ir.Program) -> bool:
    """Whether a mutant differs in the clauses of one provision, and in nothing else."""
    old, new = mutant.before, mutant.after
    if not isinstance(old, ast.Provision) or not isinstance(new, ast.Provision):
        return False
    if any(name.startswith(f"{mutant.name} in ") for name in program.provisions):
        return False
    if any(isinstance(n, ast.Atom) and n.scenario is not None for n in walk((old, new))):
        return False
    same = all(getattr(old, field) == getattr(new, field) for field in STANDING)
    return same and _head(old.conclusion) == _head(new.conclusion)


def _head(conclusion: ast.Conclusion) -> object:
    if isinstance(conclusion, ast.SwitchOff):
        return conclusion.provision
    negated = conclusion.negated if isinstance(conclusion, ast.Literal) else None
    return type(conclusion), conclusion.atom.relation, negated


def _switched(program: ir.Program, name: str) -> tuple[str, ...]:
    """How a provision is taken out of application, if something can take it out."""
    off = ir.switched_off(name)
    return (off,) if any(c.head.relation == off for c in program.clauses) else ()


def changed_programs(mutant: Mutant, library: Library, original: Programs) -> ChangedPrograms:
    """The programs of ``library``, to which a mutant was applied."""
    return ChangedPrograms(lambda: library, mutant=mutant, original=original)

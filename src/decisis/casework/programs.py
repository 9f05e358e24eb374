"""The programs that a matter is asked with: each lowered when it is first needed, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from decisis.certificate.ledger import rule_digest
from decisis.compiler.setting import Lowered, RecordSides, Setting
from decisis.dataclass import dataclass, field, replace
from decisis.rules import ir, naming
from decisis.rules.imprecision import Place, relaxed
from decisis.rules.passing import without_idle
from decisis.rules.relevance import bearing_on, relations_in
from decisis.static import TYPE_CHECKING, TypeVar
from decisis.values import Value

if TYPE_CHECKING:
    from decisis.compiler.library import Library
    from decisis.compiler.lower import Lowering

Said = TypeVar("Said")


@dataclass(frozen=True)
class Wanted:
    """Which program: the law of a setting, as far as it bears on a relation, for facts of some kind."""

    setting: Setting
    sides: RecordSides
    relation: str = ""  # everything, if none is named
    places: frozenset[Place] = frozenset()  # where the facts, or any time, have imprecise values
    given: frozenset[str] = frozenset()  # lowered relations that are given beside what a record says

    def may_be_given(self, name: str) -> bool:
        """Whether facts for which the program is made may give a lowered relation tuples."""
        if name in self.given or name.startswith((*naming.OF_ANY_RECORD, naming.alleged(""), naming.SIDE)):
            return True
        sides = self.sides
        kinds = ((k(""), sides.recorded) for k in (naming.recorded, naming.in_question, naming.disputed))
        return any(
            name.startswith(kind) and name.removeprefix(kind) in literals
            for kind, literals in (*kinds, (naming.prevailing(""), sides.prevailing))
        )


@dataclass(frozen=True)
class Told:
    """What the law itself is read for, beside its program: ``of`` what, in which setting."""

    what: str
    of: tuple[Value | None, ...]
    setting: Setting


class Keeper:
    """Where programs, and what was told, are kept beyond the life of a process; this one keeps nothing."""

    def read(self, wanted: Wanted) -> ir.StratifiedProgram | None:
        return None

    def write(self, wanted: Wanted, program: ir.StratifiedProgram) -> None:
        return None

    def read_told(self, told: Told, kind: type[Said]) -> tuple[Said, ...] | None:
        return None

    def write_told(self, told: Told, said: tuple[object, ...]) -> None:
        return None


@dataclass
class Programs:
    """Programs of one library. What is the same for two of them is worked out once.

    ``narrow``: for each question only the provisions that bear on it are lowered, and of their clauses only
    those are run that can fire; otherwise, for who exchanges clauses of programs of many questions in few
    settings, the whole law of a setting is lowered once for all, and all of it run.
    """

    read_library: Callable[[], Library]
    keeper: Keeper = field(default_factory=Keeper)
    narrow: bool = True
    beneath: Callable[[], Lowering] | None = None  # of the law to which a matter may have added something
    _lowered: dict[tuple[Setting, RecordSides, str], Lowered] = field(default_factory=dict)
    _bearing: dict[Wanted, ir.Program] = field(default_factory=dict)
    _ready: dict[Wanted, ir.StratifiedProgram] = field(default_factory=dict)
    _cyclic: set[Wanted] = field(default_factory=set)
    _digests: dict[int, tuple[ir.Clause, str]] = field(default_factory=dict)  # by the id of the clause, kept

    @cached_property
    def library(self) -> Library:
        return self.read_library()

    @cached_property
    def lowering(self) -> Lowering:
        from decisis.compiler.lower import Lowering

        return Lowering.of(self.library) if self.beneath is None else self.beneath().over(self.library)

    def let_go(self) -> None:
        """Forget the programs that were made; what is worked out once for all of them stays."""
        for kept in (self._lowered, self._bearing, self._ready, self._cyclic, self._digests):
            kept.clear()

    def program(self, wanted: Wanted) -> ir.StratifiedProgram:
        """A program ready to be evaluated. A cycle through an absence is bad input, and Rejected."""
        if wanted not in self._ready:
            self._ready[wanted] = self.keeper.read(wanted) or self._kept(wanted)
        return self._ready[wanted]

    def told(
        self, told: Told, kind: type[Said], read: Callable[[Library], tuple[Said, ...]]
    ) -> tuple[Said, ...]:
        """What ``read`` finds in the law, which is read for it once; each of a ``kind`` that can be kept."""
        kept = self.keeper.read_told(told, kind)
        if kept is None:
            kept = read(self.library)
            self.keeper.write_told(told, kept)
        return kept

    def stratifies(self, wanted: Wanted) -> bool:
        """Whether there is such a program, rather than a cycle through an absence."""
        from decisis.diagnostics import Rejected

        if wanted in self._cyclic:
            return False
        try:
            self.program(wanted)
        except Rejected:
            self._cyclic.add(wanted)
        return wanted not in self._cyclic

    def bearing(self, wanted: Wanted) -> ir.Program:
        """The law of a setting as far as it bears on a relation (all of it on none), to be read only."""
        key = replace(wanted, places=frozenset())
        if key not in self._bearing:
            whole = self._lowered_for(wanted).program
            self._bearing[key] = bearing_on(whole, wanted.relation) if wanted.relation else whole
        return self._bearing[key]

    def _kept(self, wanted: Wanted) -> ir.StratifiedProgram:
        made = self._made(wanted)
        program = replace(made, digests=tuple(map(self._digest, made.clauses)))
        self.keeper.write(wanted, program)
        return program

    def _digest(self, clause: ir.Clause) -> str:
        if id(clause) not in self._digests:
            self._digests[id(clause)] = (clause, rule_digest(clause))
        return self._digests[id(clause)][1]

    def _made(self, wanted: Wanted) -> ir.StratifiedProgram:
        from decisis.rules.firing import that_can_fire
        from decisis.rules.stratify import NegativeCycle, stratify

        removed = self._removed(wanted)
        if removed is not None:
            return removed
        program = self._lowered_for(wanted).program
        if wanted.relation:
            program = bearing_on(program, wanted.relation)
        law = relaxed(without_idle(program, wanted.places), wanted.places)
        try:
            return stratify(law, that_can_fire(law, wanted.may_be_given) if self.narrow else law.clauses)
        except NegativeCycle as cycle:
            from decisis.compiler.cycles import negative_cycle_diagnostic
            from decisis.diagnostics import Rejected

            raise Rejected((negative_cycle_diagnostic(cycle, self.library),)) from None

    def _removed(self, wanted: Wanted) -> ir.StratifiedProgram | None:
        """The program of the whole law without what is set aside; None if setting it aside does more."""
        from decisis.compiler.removal import removes_no_more, without_provisions

        names = wanted.setting.set_aside
        acting = frozenset(n for n in names if not removes_no_more(frozenset({n}), self.library))
        whole = replace(wanted, setting=replace(wanted.setting, set_aside=acting))
        if names == acting:
            return None
        if self._lowered_for(whole).rings:
            return None
        return without_provisions(self.program(whole), names - acting, wanted.relation)

    def _lowered_for(self, wanted: Wanted) -> Lowered:
        return self.lowered(wanted.setting, wanted.sides, wanted.relation if self.narrow else "")

    def lowered(self, setting: Setting, sides: RecordSides, relation: str = "") -> Lowered:
        """The law of a setting: the provisions that bear on a relation, or all if none is named."""
        key = (setting, sides, relation)
        if key not in self._lowered:
            self._lowered[key] = self.lowering.program(setting, sides, relations_in(relation))
        return self._lowered[key]

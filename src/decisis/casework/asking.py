"""Running the law over a record: one run for each court, day and state of the record asked about.

Verdicts ask many questions of nearly the same program (what if this dispute fell the other way?),
so lowered programs are kept, and run again with other facts. Every run is checked when it is made:
whatever a verdict, a case of it, or a word on what it turns on rests on, is checked.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from decisis.casework.record import Fact, Record, lowered_facts
from decisis.compiler.cycles import negative_cycle_diagnostic
from decisis.compiler.library import Library
from decisis.compiler.lower import Lowered, Lowering, RecordSides
from decisis.compiler.precedence import Setting
from decisis.diagnostics import Rejected
from decisis.engine import Engine
from decisis.engine.model import Model
from decisis.proof.argument import Argument, Ground
from decisis.proof.check import Checker, Refused
from decisis.proof.grounds import Grounds
from decisis.proof.wording import Wording
from decisis.rules.imprecision import Place, imprecise_places, relaxed
from decisis.rules.ir import Program, StratifiedProgram
from decisis.rules.relevance import bearing_on
from decisis.rules.stratify import NegativeCycle, stratify

NO_SIDES = RecordSides()


@dataclass(frozen=True)
class Run:
    """A model of the law over one state of the record, and what can be asked of it."""

    lowered: Lowered
    model: Model
    record: Record

    @cached_property
    def argument(self) -> Argument:
        return Argument(self.lowered.program, self.model)

    @cached_property
    def grounds(self) -> Grounds:
        assumed = frozenset(Ground(f.lowered, f.values) for f in self.record.facts if f.status == "assumed")
        return Grounds(self.argument, assumed)

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.lowered.program.relations, self.lowered.program.labels)

    @cached_property
    def statements(self) -> dict[Ground, list[Fact]]:
        """The facts of the record behind each tuple that it contributes."""
        found: dict[Ground, list[Fact]] = {}
        for fact in self.record.facts:
            found.setdefault(Ground(fact.lowered, fact.values), []).append(fact)
        for dispute in self.record.disputes:
            if dispute.resolved_as is not None:
                side = dispute.resolved_as
                words = Fact(
                    side.relation,
                    side.values,
                    f"found (dispute {dispute.name})",
                    dispute.source,
                    dispute.pinpoint,
                )
                found.setdefault(Ground(f"recorded {side.relation}", side.values), []).append(words)
        return found


@dataclass
class Court:
    """Answers runs for one library with one engine, and remembers the programs and runs it has made.

    A run asked for one relation holds what that relation can depend on, and nothing else. There is no run
    whose model the checker refuses: `run` raises `Refused` instead.
    """

    library: Library
    engine: Engine
    common: RecordSides = NO_SIDES  # what any state of the record may assert: one program for all
    _whole: dict[tuple[Setting, RecordSides, str], Lowered] = field(default_factory=dict)
    _programs: dict[tuple[int, frozenset[Place]], tuple[Lowered, StratifiedProgram]] = field(
        default_factory=dict
    )
    _runs: dict[tuple[Setting, Record, str], Run] = field(default_factory=dict)
    _checker: Checker = field(default_factory=Checker)

    @cached_property
    def _lowering(self) -> Lowering:
        return Lowering(self.library)

    def run(self, setting: Setting, record: Record, relation: str = "") -> Run:
        """A run over what ``relation`` depends on; over everything if it is not named."""
        key = (setting, record, relation)
        if key not in self._runs:
            self._runs[key] = self._run(setting, record, relation)
        return self._runs[key]

    def _run(self, setting: Setting, record: Record, relation: str) -> Run:
        lowered = self._lowered(setting, self.common.joined(RecordSides(*record.literals())), relation)
        questions = sorted(
            f"{name}.{q.name.text}" for name, p in lowered.provisions.items() for q in p.leaves_open
        )
        facts = lowered_facts(record, questions)
        lowered, program = self._program(lowered, imprecise_places(facts))
        model = self.engine.evaluate(program, facts)
        reasons = self._checker.reasons(lowered.program, facts, model)
        if reasons:
            raise Refused(reasons)
        return Run(lowered, model, record)

    def _lowered(self, setting: Setting, sides: RecordSides, relation: str) -> Lowered:
        if (setting, sides, "") not in self._whole:
            self._whole[setting, sides, ""] = self._lowering.program(setting, sides)
        whole = self._whole[setting, sides, ""]
        if (setting, sides, relation) not in self._whole:
            self._whole[setting, sides, relation] = replace(
                whole, program=bearing_on(whole.program, relation)
            )
        return self._whole[setting, sides, relation]

    def _program(self, lowered: Lowered, places: frozenset[Place]) -> tuple[Lowered, StratifiedProgram]:
        """The program as it is evaluated where facts have imprecise values in these places."""
        key = (id(lowered), places)
        if key not in self._programs:
            wide = replace(lowered, program=relaxed(lowered.program, places))
            self._programs[key] = (wide, self._stratified(wide.program))
        return self._programs[key]

    def _stratified(self, program: Program) -> StratifiedProgram:
        """The program in strata; a cycle through an absence is bad input, and Rejected."""
        try:
            return stratify(program)
        except NegativeCycle as cycle:
            raise Rejected((negative_cycle_diagnostic(cycle, self.library),)) from None

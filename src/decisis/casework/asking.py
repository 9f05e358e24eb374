"""Running the law over a record: one run for each court, day and state of the record asked about.

Verdicts ask many questions of nearly the same program (what if this dispute fell the other way?),
so lowered programs are kept, and run again with other facts. Every run is checked when it is made:
whatever a verdict, a case of it, or a word on what it turns on rests on, is checked.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cached_property

from decisis.casework.programs import Programs, Wanted
from decisis.casework.record import Fact, Record, lowered_facts
from decisis.certificate.ledger import Certificate
from decisis.compiler.setting import RecordSides, Setting
from decisis.dataclass import dataclass, field, replace
from decisis.diagnostics import Diagnostic, Rejected
from decisis.engine import DEFAULT, Engine, Unsupported
from decisis.engine.model import Model
from decisis.forms import Json
from decisis.proof.argument import Argument, Ground
from decisis.proof.grounds import Grounds
from decisis.proof.nodes import Node
from decisis.proof.presumptions import Presumptions
from decisis.proof.wording import Wording
from decisis.rules.imprecision import Place, imprecise_places
from decisis.rules.ir import Facts, Program, StratifiedProgram
from decisis.rules.passing import passed_in

NO_SIDES = RecordSides()
NO_PLACES: frozenset[Place] = frozenset()
MOST_REASONS = 4  # of an engine for not taking a program
MOST_ASIDE = 1024  # runs that are kept of what was only looked for


@dataclass(frozen=True)
class Run:
    """A model of the law over one state of the record, and what can be asked of it."""

    lowered: StratifiedProgram
    model: Model
    facts: Facts
    record: Record
    wanted: Wanted
    number: int = 0  # in the certificate of the court
    passed: frozenset[Place] = NO_PLACES  # where there may be more days than are gone through

    @cached_property
    def argument(self) -> Argument:
        return Argument(self.lowered.program, self.model)

    @cached_property
    def grounds(self) -> Grounds:
        assumed = frozenset(Ground(f.lowered, f.values) for f in self.record.facts if f.status == "assumed")
        return Grounds(self.argument, assumed)

    @cached_property
    def alike(self) -> dict[Ground, Node]:
        """The steps of proofs made so far that read alike in every ground."""
        return {}

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.lowered.program.relations, self.lowered.program.labels)

    @cached_property
    def presumptions(self) -> Presumptions:
        return Presumptions(self.argument, self.grounds, self.wording)

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
    """Answers runs for the programs of one library with one engine, and remembers the runs it has made.

    A run asked for one relation holds what that relation can depend on, and nothing else. There is no run
    whose model the checker refuses: `run` raises `Refused` instead. Only of a court that is `searching` runs
    are not checked: whatever is found there has to be asked of the court itself.
    """

    programs: Programs
    engine: Engine
    common: RecordSides = NO_SIDES  # what any state of the record may assert: one program for all
    heard: RecordSides = NO_SIDES  # what it may assert besides, wherever the law takes that
    imprecise: frozenset[Place] = NO_PLACES  # where any state of it may have imprecise values: one program
    _runs: dict[tuple[Setting, Record, str], Run] = field(default_factory=dict)
    certificate: Certificate = field(default_factory=Certificate)
    checks: bool = True
    before_a_run: Callable[[], None] | None = None  # may raise, so that who searches can stop
    most: int | None = None  # runs that are kept, the latest; None: all
    _other: Court | None = None  # the one aside, or of one aside the court itself: nothing is evaluated twice

    def searching(self, most: int | None = None) -> Court:
        """The same court for who looks for what to ask: nothing that it says may be shown."""
        return replace(self, _runs={}, certificate=Certificate(), checks=False, most=most, _other=None)

    @property
    def aside(self) -> Court:
        """One that is `searching`, for all questions: what one has looked for, another finds there."""
        if not self.checks:
            return self
        if self._other is None:
            self._other = replace(self.searching(MOST_ASIDE), _other=self)
        return self._other

    def stopping(self, before_a_run: Callable[[], None]) -> Court:
        """The same court, with the same runs, that asks before each new one whether it may be made."""
        return replace(self, before_a_run=before_a_run, _other=None)

    def run(self, setting: Setting, record: Record, relation: str = "") -> Run:
        """A run over what ``relation`` depends on; over everything if it is not named."""
        key = (setting, record, relation)
        if key not in self._runs:
            if self.before_a_run is not None:
                self.before_a_run()
            if self.most is not None and len(self._runs) >= self.most:
                del self._runs[next(iter(self._runs))]
            self._runs[key] = self._undisturbed(setting, record, relation)
        return self._runs[key]

    def law(self, setting: Setting, record: Record, relation: str = "") -> StratifiedProgram:
        """The program that a run evaluates, without evaluating it; of many days it does not speak."""
        return self.programs.program(self._wanted(setting, record, relation))

    def _wanted(
        self, setting: Setting, record: Record, relation: str, passed: frozenset[Place] = NO_PLACES
    ) -> Wanted:
        sides = self.common.joined(RecordSides(*record.literals()))
        places = self.imprecise | imprecise_places(record.lowered) | passed
        wanted = Wanted(setting, sides, relation, places)
        wide = replace(wanted, sides=sides.joined(self.heard))
        return wide if wide != wanted and self.programs.stratifies(wide) else wanted

    def read_law(self, setting: Setting, record: Record, relation: str) -> Program:
        """The law that bears on a relation, for who only reads it."""
        sides = self.common.joined(RecordSides(*record.literals()))
        return self.programs.bearing(Wanted(setting, sides, relation))

    def _undisturbed(self, setting: Setting, record: Record, relation: str) -> Run:
        """A run, while nothing is looked through for garbage: a program and its model are large, and stay."""
        collects = gc.isenabled()
        gc.disable()
        try:
            return self._run(setting, record, relation)
        finally:
            if collects:
                gc.enable()

    def _run(self, setting: Setting, record: Record, relation: str) -> Run:
        made = self._other and self._other._runs.get((setting, record, relation))
        return self._checked(made or self._run_with(setting, record, relation, {}))

    def with_given(self, setting: Setting, run: Run, relation: str, given: Facts) -> Run:
        """The law about a relation over the same record, with tuples that it would conclude given besides."""
        return self._checked(self._run_with(setting, run.record, relation, given, run.passed))

    def _run_with(
        self,
        setting: Setting,
        record: Record,
        relation: str,
        given: Facts,
        passed: frozenset[Place] = NO_PLACES,
    ) -> Run:
        """A run of a program that speaks of any of many days wherever there may be so many."""
        wanted = replace(self._wanted(setting, record, relation, passed), given=frozenset(given))
        lowered = self.programs.program(wanted)
        facts = dict(lowered_facts(record, sorted(lowered.program.open_questions)))
        for name, rows in given.items():
            facts[name] = facts.get(name, frozenset()) | rows
        assert all(map(wanted.may_be_given, facts)), "a program that was made for other facts"
        model = self._evaluated(lowered, facts)
        found = passed_in(model.relations)
        if not found <= passed:
            return self._run_with(setting, record, relation, given, passed | found)
        return Run(lowered, model, facts, record, wanted, passed=passed)

    def _checked(self, run: Run) -> Run:
        if not self.checks:
            return run
        said, takes = _said(run.wanted.setting), None if run.wanted.given else _taken(run.wanted)
        return replace(run, number=self.certificate.run(said, run.lowered, run.facts, run.model, takes))

    def _evaluated(self, program: StratifiedProgram, facts: Facts) -> Model:
        """The model; a program that is not for the engine is Rejected with all that speaks against it."""
        try:
            return self.engine.evaluate(program, facts)
        except Unsupported as refusal:
            message = f"the engine `{refusal.name}` does not take this program"
            advice = f"leave out `--engine`: `{DEFAULT}` takes every program"
            complaint = Diagnostic("E0506", message, notes=refusal.reasons[:MOST_REASONS], help=advice)
            raise Rejected((complaint,)) from None


def _said(setting: Setting) -> list[Json]:
    aside, own = sorted(setting.set_aside), sorted(setting.own)
    ended, compared = sorted(setting.ended), sorted(setting.compared)
    more: list[Json] = [[*ended], [*compared]] if ended or compared else []
    more += ["en banc"] if setting.en_banc else []
    return [setting.court, setting.as_of.isoformat(), [*aside], [*own], setting.before, *more]


def _taken(wanted: Wanted) -> list[Json]:
    """What a program is about, and which facts it was made to take."""
    sides, places = wanted.sides, wanted.places
    asserted: list[Json] = [sorted(sides.recorded), sorted(sides.prevailing)]  # type: ignore[list-item]
    return [wanted.relation, *asserted, [[name, place] for name, place in sorted(places)]]

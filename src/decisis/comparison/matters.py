"""Matters that show how two provisions stand to each other: found, written as a case, run again from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from decisis.casework.asking import Run
from decisis.casework.expectations import check_expectations
from decisis.casework.inquiry import Inquiry, answer
from decisis.casework.record import Record
from decisis.comparison.chain import BARS, Link
from decisis.comparison.meeting import OPEN, VALUE, Concluded, Together
from decisis.comparison.sketch import Sketcher
from decisis.comparison.ways import Stated
from decisis.compiler.setting import Setting
from decisis.engine import DEFAULT, engine
from decisis.pipeline import Loader
from decisis.proof.argument import term_value
from decisis.proof.wording import source_text
from decisis.rules import ir, naming
from decisis.rules.plan import atom_variables
from decisis.source import Source
from decisis.testing.case_text import Asks, case_text
from decisis.testing.domain import Bound
from decisis.testing.finder import goal, smallest
from decisis.testing.opposed import Concluding, both_apply, concluding
from decisis.testing.workbench import Workbench
from decisis.values import Value

FOUND, NONE, UNSETTLED, NOT_SEARCHED = "found", "none within the bounds", "unsettled", "not searched"
INSTALL = "pip install 'decisis[testing]'"
# first matters in which nobody is two persons at once, which read better; then every matter of one of each
NO_LIMITS: tuple[str, ...] = ()
MOST_SKETCHES = 12  # that are run
BOUNDS = (Bound(individuals=2, apart=True), Bound())


@dataclass(frozen=True)
class Finding:
    """What a search for a matter came to.

    ``case`` is the text of a case file that shows it, and ``answer`` the verdict of its question (empty where
    it asks none: a provision is no part of the law there, and only its elements are met). Without a case,
    ``limits`` say why there may be one beyond the bounds.
    """

    status: str
    case: str = ""
    literal: str = ""
    answer: str = ""
    limits: tuple[str, ...] = ()


NOTHING = Finding(NOT_SEARCHED)


def can_search() -> bool:
    return find_spec("clingo") is not None


@dataclass
class Matters:
    """Searches in one setting, under all the law of a folder of areas."""

    loader: Loader
    areas: tuple[str, ...]
    bench: Workbench
    setting: Setting
    seconds: float
    bounds: tuple[Bound, ...] = BOUNDS

    # --- collisions ----------------------------------------------------------------------------------

    def colliding(
        self, first: Concluded, second: Concluded, how: str, prevailing: str, meets: Together
    ) -> Finding:
        """The smallest matter in which both apply and, if it can be, the answer shows that they collide.

        ``prevailing``: the one of the two that does, if one does.
        """
        plain = self._both(first, second, how)
        unstated = frozenset({first.relation})
        both_speak = not self.setting.compared  # else no answer shows it, but for what others conclude
        shown = self._shown(plain, first, second, prevailing) if both_speak else plain
        found, record, limits = self._find(shown, unstated, meets.stated)
        if record is None and found in (NONE, NOT_SEARCHED):
            shown = plain
            found, record, limits = self._find(shown, unstated, meets.stated)
        if record is None:
            return Finding(found, limits=limits)
        return self._collision(first, second, shown, record, prevailing)

    def _both(self, first: Concluded, second: Concluded, how: str) -> tuple[ir.Clause, ...]:
        one, other = (Concluding(c.key, c.literal, c.applies, c.arity) for c in (first, second))
        keys = self._keys(first.relation)
        if how != OPEN:
            return tuple(both_apply(one, other, keys if how == VALUE else None))
        apart = replace(other, literal=f"{one.literal}?")  # whatever it leaves open
        same = replace(other, literal=one.literal)
        another = both_apply(one, same, keys) if keys is not None else ()
        return (*both_apply(one, apart, None), *another)

    def _keys(self, relation: str) -> tuple[int, ...] | None:
        return self.bench.program(self.setting).relations[relation].keys

    def _shown(
        self, plain: Sequence[ir.Clause], first: Concluded, second: Concluded, prevailing: str
    ) -> tuple[ir.Clause, ...]:
        """What is wanted, and that the one that prevails does, or that it is a conflict."""
        won = {first.key: first, second.key: second}.get(prevailing)
        if won is not None and won.is_open:
            return tuple(plain)
        relation = won.literal if won is not None else naming.conflicted(first.relation)
        of = won.applies if won is not None else first.applies
        return tuple(
            replace(c, body=(*c.body, ir.Atom(relation, a.terms)))
            for c in plain
            for a in c.body
            if isinstance(a, ir.Atom) and a.relation == of
        )

    def _collision(
        self,
        first: Concluded,
        second: Concluded,
        wanted: Sequence[ir.Clause],
        record: Record,
        prevailing: str,
    ) -> Finding:
        title = f"{first.key} against {second.key}"
        values = self._values(wanted, first.applies, record)
        if self.setting.compared or values is None:
            return self._unasked(title, record)
        literal = source_text(first.relation, values)
        return self._asking(title, record, literal, (*_reasons(first, second, prevailing), ""))

    # --- implications --------------------------------------------------------------------------------

    def beyond(self, broad: Concluded, narrow: Concluded) -> Finding:
        """The smallest matter in which the narrow one applies to something, and the broad one does not."""
        terms = tuple(ir.Variable(f"X{i}") for i in range(narrow.arity))
        wanted = (goal(ir.Atom(narrow.applies, terms), ir.Negation(ir.Atom(broad.applies, terms))),)
        unstated, asked = frozenset({narrow.relation}), (s for w in broad.ways for s in w.stated)
        thresholds = tuple(asked)
        sketches = [w.stated for w in narrow.ways]
        found, record, limits = self._find(wanted, unstated, *sketches, thresholds=thresholds)
        if record is None:
            return Finding(found, limits=limits)
        title = f"{narrow.key} without {broad.key}"
        values = self._values(wanted, narrow.applies, record)
        if self.setting.compared or values is None:
            return self._unasked(title, record)
        return self._asking(title, record, source_text(narrow.relation, values), ("",))

    # --- chains --------------------------------------------------------------------------------------

    def chained(self, link: Link) -> Finding:
        """The smallest matter in which one provision applies (or not) because of the other's conclusion."""
        wanted = (_meeting(link),)
        found, record, limits = self._find(
            wanted, frozenset({link.giver.relation}), link.stated, holds=lambda r: self._chains(link, r)
        )
        if record is None:
            return Finding(found, limits=limits)
        verb = "bars" if link.kind == BARS else "gives"
        title = f"{link.giver.key} {verb} {link.taker.key}"
        rows = self._gained(link, record) if link.kind != BARS else self._lost(link, record)
        if link.taker.relation not in self.bench.library.relations or not rows:
            return self._unasked(title, record)
        literal = source_text(link.taker.relation, min(rows, key=repr))
        because = f" because {link.giver.provision}, {link.taker.provision}"
        return self._asking(title, record, literal, ("",) if link.kind == BARS else (because, ""))

    def _chains(self, link: Link, record: Record) -> bool:
        return bool(self._lost(link, record) if link.kind == BARS else self._gained(link, record))

    def _gained(self, link: Link, record: Record) -> frozenset[tuple[Value, ...]]:
        """What the taker applies to with the giver alone of all that conclude the same, not without."""
        return self._applied(link, record) - self._applied_without(link, record)

    def _lost(self, link: Link, record: Record) -> frozenset[tuple[Value, ...]]:
        return self._applied_without(link, record) - self._applied(link, record)

    def _applied(self, link: Link, record: Record) -> frozenset[tuple[Value, ...]]:
        return self._tuples(link, record, self._others(link))

    def _applied_without(self, link: Link, record: Record) -> frozenset[tuple[Value, ...]]:
        return self._tuples(link, record, self._others(link) | {link.giver.provision})

    def _tuples(self, link: Link, record: Record, aside: frozenset[str]) -> frozenset[tuple[Value, ...]]:
        setting = replace(self.setting, set_aside=self.setting.set_aside | aside)
        run = self._run(setting, record, link.taker.relation)
        return frozenset(run.model.tuples(link.taker.applies))

    def _others(self, link: Link) -> frozenset[str]:
        """The provisions that conclude the same as the giver: with them, its own part would not show."""
        same = (c for c in concluding(self.bench.program(self.setting)) if c.literal == link.giver.literal)
        names = frozenset(c.provision.partition(".")[0].partition(" in ")[0] for c in same)
        return names - {link.giver.provision, link.taker.provision}

    # --- searching, writing, running -----------------------------------------------------------------

    def _find(
        self,
        wanted: Sequence[ir.Clause],
        unstated: frozenset[str],
        *sketches: Sequence[Stated],
        thresholds: Sequence[Stated] = (),
        holds: Callable[[Record], bool] | None = None,
    ) -> tuple[str, Record | None, tuple[str, ...]]:
        """A matter sketched from the elements; else one found among all within the bounds."""
        is_so = holds or self._holds(wanted, unstated)
        for sketch in sketches:
            for record in islice(self._sketcher(unstated).records(sketch, thresholds), MOST_SKETCHES):
                if is_so(record):
                    return FOUND, smallest(record, is_so), ()
        if not can_search():
            return NOT_SEARCHED, None, ()
        found, limits = UNSETTLED, NO_LIMITS
        for bound in self.bounds:
            outcome, within = self.bench.find(
                self.setting, wanted, bound, self.seconds, holds=is_so, unstated=unstated
            )
            if outcome.record is not None:
                return FOUND, outcome.record, ()
            found, limits = (NONE if outcome.exhausted else UNSETTLED), within.limits
        return found, None, limits

    def _holds(self, wanted: Sequence[ir.Clause], about: frozenset[str]) -> Callable[[Record], bool]:
        names = {atom.relation for clause in wanted for atom in clause.body if isinstance(atom, ir.Atom)}

        def is_so(record: Record) -> bool:
            run = self._run(self.setting, record, *about)
            if not names <= run.lowered.program.clauses_for.keys():
                run = self._run(self.setting, record)  # no answer rests on an open question that applies
            return any(True for clause in wanted for _ in run.argument.solutions(clause))

        return is_so

    def _run(self, setting: Setting, record: Record, relation: str = "") -> Run:
        """A run over what a relation depends on; over everything, where one compared does not speak."""
        known = relation in self.bench.library.relations and not setting.compared
        return self.bench.court.run(setting, record, relation if known else "")

    def _sketcher(self, unstated: frozenset[str]) -> Sketcher:
        bench, setting = self.bench, self.setting
        statable = bench.statable - unstated
        return Sketcher(bench.program(setting), statable, bench.choices, setting.as_of)

    def _values(self, wanted: Sequence[ir.Clause], applies: str, record: Record) -> tuple[Value, ...] | None:
        """What a provision applies to in the matter found."""
        argument = self.bench.run(self.setting, record).argument
        for clause in wanted:
            atom = next(a for a in clause.body if isinstance(a, ir.Atom) and a.relation == applies)
            for binding in argument.solutions(clause):
                return tuple(term_value(t, binding) for t in atom.terms)
        return None

    def _unasked(self, title: str, record: Record) -> Finding:
        """A case that asks nothing, once it has been parsed and checked."""
        case = self._case(title, record)
        self.loader.matter_of(Source("<found>", case), Path())
        return Finding(FOUND, case)

    def _asking(self, title: str, record: Record, literal: str, reasons: Sequence[str]) -> Finding:
        """A case that asks a literal and expects what our engine says of it, with the reasons that hold."""
        plain = self._case(title, record, Asks("asked", literal, "undetermined"))
        matter = self.loader.matter_of(Source("<found>", plain), Path())
        verdict = answer(matter, "asked", Inquiry()).verdict
        for why in reasons:
            case = self._case(title, record, Asks("asked", literal, verdict + why))
            if self._passes(case):
                return Finding(FOUND, case, literal, verdict)
        return Finding(UNSETTLED, limits=("the matter found does not run as it was found",))

    def _passes(self, case: str) -> bool:
        matter = self.loader.matter_of(Source("<found>", case), Path())
        return all(r.passed for r in check_expectations(matter, matter.court(engine(DEFAULT))))

    def _case(self, title: str, record: Record, *asks: Asks) -> str:
        name = "".join(c if c.isalnum() else "_" for c in title)
        return case_text(name, title, self.setting, self.areas, record, *asks)


def _reasons(first: Concluded, second: Concluded, prevailing: str) -> tuple[str, ...]:
    """What may stand behind the verdict of a collision in an expectation, the fullest first."""
    question = next((c.key for c in (first, second) if c.is_open), "")
    if question and prevailing in ("", question):
        return (f" turning on {question}",)
    if not prevailing:
        return ()
    losing = second if prevailing == first.key else first
    because = f" because {prevailing}"
    return f"{because} considering {losing.provision}", because


def _meeting(link: Link) -> ir.Clause:
    """That both apply to what the conclusion of one and the element of the other share."""
    clause = link.clause
    shared = ir.Atom(link.giver.applies, link.shared)
    if link.inside:
        taken = ir.Atom(link.taker.applies, clause.head.terms)
        return goal(*_loose(shared), *((taken,) if link.kind != BARS else ()))
    body = (literal for i, literal in enumerate(clause.body) if link.kind != BARS or i != link.literal)
    known = {n for literal in clause.body if isinstance(literal, ir.Atom) for n in atom_variables(literal)}
    unnamed = {t.name for t in link.shared if isinstance(t, ir.Variable)} - known
    return goal(*((shared,) if not unnamed or link.kind == BARS else _loose(shared)), *body)


def _loose(atom: ir.Atom) -> tuple[ir.Literal, ...]:
    """An atom whose variables are its own."""
    terms = (ir.Variable(f"{t.name}'") if isinstance(t, ir.Variable) else t for t in atom.terms)
    return (ir.Atom(atom.relation, tuple(terms)),)

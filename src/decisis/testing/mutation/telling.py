"""The smallest matter that tells a mutant from the law: its case fails where the law is changed so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from decisis.casework.answer import ask, headline, with_headline
from decisis.casework.question import Question
from decisis.casework.record import Record, Side
from decisis.casework.verdict import Asked
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.engine import Engine
from decisis.rules import ir, naming
from decisis.testing.case_text import Asks, case_text
from decisis.testing.domain import Bound
from decisis.testing.finder import find, goal
from decisis.testing.mutation.mutant import Mutant
from decisis.testing.verify_report import limits_text
from decisis.testing.workbench import Workbench
from decisis.values import Bounds, written

AFTER = " after the change"  # ends the name of a relation of the changed law
MOST_SETTINGS = 3
MOST_CLASSES = 96  # of values in one place: a threshold that is moved makes one more


@dataclass(frozen=True)
class Told:
    """``case``: the text of a case that passes under the law and fails under the mutant; without one, why."""

    case: str = ""
    why: str = ""


@dataclass
class Telling:
    """Searches for one doctrine."""

    library: Library
    engine: Engine
    areas: tuple[str, ...]
    bound: Bound = field(default_factory=lambda: Bound(classes=MOST_CLASSES))
    seconds: float = 10.0

    def __post_init__(self) -> None:
        self.bench = Workbench(self.library, self.engine)

    def apart(self, mutant: Mutant, settings: Sequence[Setting]) -> Told:
        """A case that tells them apart, in the first of some settings in which the law differs."""
        changed = Workbench(mutant.applied(self.library), self.engine)
        tried, finished = 0, True
        limits: dict[str, None] = {}
        for setting in settings:
            pair = _Pair(self.bench, changed, setting)
            if not pair.heads:
                continue
            tried += 1
            told, exhausted = self._in(pair, mutant, limits)
            if told:
                return Told(told)
            finished &= exhausted
            if tried == MOST_SETTINGS:
                break
        if not tried:
            return Told(why="in no court and on no day that was tried does the law differ")
        if not finished:
            return Told(why="the search was not finished")
        return Told(why=f"no matter within the bounds tells them apart; {limits_text(tuple(limits))}")

    def _in(self, pair: _Pair, mutant: Mutant, limits: dict[str, None]) -> tuple[str, bool]:
        program, wanted = pair.program, pair.wanted
        within = self.bench.domain(program, pair.setting, wanted, self.bound)
        limits.update(dict.fromkeys(within.limits))
        if pair.first.calendar != pair.second.calendar or not wanted:
            return "", False  # days counted in two ways cannot stand in one program
        outcome = find(program, within, wanted, lambda r: pair.shown(r) is not None, self.seconds)
        if outcome.record is None:
            return "", outcome.exhausted
        side = pair.shown(outcome.record)
        assert side is not None
        expected = answer(self.bench, pair.setting, outcome.record, side)
        asks = Asks("shown", asked_of(side), expected)
        name = f"tells_{mutant.name}"
        return case_text(name, mutant.identity, pair.setting, self.areas, outcome.record, asks), False


@dataclass
class _Pair:
    """The law and the changed law in one setting."""

    before: Workbench
    after: Workbench
    setting: Setting

    def __post_init__(self) -> None:
        self.first = self.before.program(self.setting)
        self.second = self.after.program(self.setting)
        self.heads = frozenset(
            name
            for name in {*self.first.clauses_for, *self.second.clauses_for}
            if _said(self.first.clauses_for.get(name, ())) != _said(self.second.clauses_for.get(name, ()))
        )
        self.downstream = _above(self.heads, self.first, self.second)

    @property
    def program(self) -> ir.Program:
        """Both in one: what depends on the change stands there twice."""
        renamed = (self._renamed(c) for c in self.second.clauses if c.head.relation in self.downstream)
        tables = {**self.first.tables, **self.second.tables}
        return replace(self.first, clauses=(*self.first.clauses, *renamed), tables=tables)

    def _renamed(self, clause: ir.Clause) -> ir.Clause:
        return replace(
            clause, head=self._atom(clause.head), body=tuple(self._literal(b) for b in clause.body)
        )

    def _literal(self, literal: ir.Literal) -> ir.Literal:
        match literal:
            case ir.Atom():
                return self._atom(literal)
            case ir.Negation(atom):
                return ir.Negation(self._atom(atom))
            case ir.Aggregate(over=over, possibly=possibly):
                perhaps = self._atom(possibly) if possibly is not None else None
                return replace(literal, over=self._atom(over), possibly=perhaps)
            case _:
                return literal

    def _atom(self, atom: ir.Atom) -> ir.Atom:
        return replace(atom, relation=atom.relation + AFTER) if atom.relation in self.downstream else atom

    @property
    def relations(self) -> tuple[str, ...]:
        """The declared relations nearest to the change."""
        level = set(self.heads)
        seen = set(level)
        while level:
            found = {r for r in self.first.relations if r in level or naming.denied(r) in level}
            if found:
                return tuple(sorted(found))
            level = _readers(level, self.first, self.second) - seen
            seen |= level
        return ()

    @property
    def wanted(self) -> tuple[ir.Clause, ...]:
        """That something is established in one law, and not in the other."""
        found = []
        for relation in self.relations:
            arity = len(self.first.relations[relation].parameters)
            terms = tuple(ir.Variable(f"X{i}") for i in range(arity))
            for name in (relation, naming.denied(relation)):
                if name in self.downstream:
                    here, there = ir.Atom(name, terms), ir.Atom(name + AFTER, terms)
                    found += [goal(here, ir.Negation(there)), goal(there, ir.Negation(here))]
        return tuple(found)

    def shown(self, record: Record) -> Side | None:
        """Something that is established of a record in one law, and answered otherwise in the other."""
        first, second = (bench.run(self.setting, record) for bench in (self.before, self.after))
        for relation in self.relations:
            for name in (relation, naming.denied(relation)):
                rows = first.model.tuples(name) ^ second.model.tuples(name)
                for row in sorted(rows, key=repr):
                    side = Side(relation, row)
                    answers = [
                        answer(bench, self.setting, record, side) for bench in (self.before, self.after)
                    ]
                    if answers[0] != answers[1]:
                        return side
        return None


def answer(bench: Workbench, setting: Setting, record: Record, side: Side) -> str:
    """The verdict on a literal in a matter, and `by cases` if it is one."""
    names = {place: f"V{place + 1}" for place, value in enumerate(side.values) if isinstance(value, Bounds)}
    pattern = tuple(None if place in names else value for place, value in enumerate(side.values))
    asked = Asked(bench.court, setting, record)
    rows = with_headline(ask(asked, Question("shown", side.relation, False, pattern, names)))
    by_cases = bool(rows) and all(row.by_cases for row in rows)
    return f"{headline(rows)}{' by cases' if by_cases else ''}"


def asked_of(side: Side) -> str:
    """The question about a literal; a variable stands in the place of what is known by bounds alone."""
    names = (f"V{place + 1}" if isinstance(v, Bounds) else written(v) for place, v in enumerate(side.values))
    return f"{side.relation}({', '.join(names)})"


def _said(clauses: Sequence[ir.Clause]) -> frozenset[object]:
    return frozenset((c.head, c.body) for c in clauses)


def _readers(level: set[str], *programs: ir.Program) -> set[str]:
    return {c.head.relation for p in programs for c in p.clauses if level & set(c.reads)}


def _above(heads: frozenset[str], *programs: ir.Program) -> frozenset[str]:
    """The relations that depend on these, and these."""
    readers: dict[str, set[str]] = {}
    for clause in (c for p in programs for c in p.clauses):
        for used in clause.reads:
            readers.setdefault(used, set()).add(clause.head.relation)
    found: set[str] = set()
    pending = list(heads)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += readers.get(name, ())
    return frozenset(found)

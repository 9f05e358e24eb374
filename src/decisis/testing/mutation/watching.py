"""What each expectation of a case looks at: the runs behind its answer, and the provisions it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Any

from decisis.casework.answer import ask
from decisis.casework.asking import Court, Run
from decisis.casework.coverage import gaps
from decisis.casework.expectations import expected_asking, failures_of
from decisis.casework.matter import Matter
from decisis.casework.programs import Programs, Wanted
from decisis.casework.record import Record
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.certificate.ledger import Certificate
from decisis.compiler.elements import signed
from decisis.compiler.setting import RecordSides, Setting
from decisis.dataclass import dataclass, field, replace
from decisis.engine import Engine
from decisis.engine.model import Model
from decisis.forms import Json
from decisis.rules import ir
from decisis.rules.passing import passed_in
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.testing.mutation.bearing import Part, bearing_in, parts
from decisis.testing.mutation.programs import Layout
from decisis.testing.mutation.spreading import Rows, Strata
from decisis.testing.properties import OF_ONE_MATTER, violations


class Uncertified(Certificate):
    """Takes every run as it is: a mutant's answers are shown to nobody."""

    def run(
        self,
        setting: Sequence[Json],
        program: ir.StratifiedProgram,
        facts: ir.Facts,
        model: Model,
        takes: list[Json] | None = None,
    ) -> int:
        return 0

    def answer(self, record: dict[str, Any]) -> int:
        return 0


Key = tuple[Setting, Record, str]
EXPECTATIONS, PROPERTIES = HELD = ("expectations", "properties")


@dataclass(frozen=True)
class Look:
    """A run that an answer looked at, and the program that it asked for."""

    run: Run

    @property
    def wanted(self) -> Wanted:
        return self.run.wanted

    @property
    def key(self) -> Key:
        return self.wanted.setting, self.run.record, self.wanted.relation

    @property
    def named(self) -> frozenset[str]:
        """The provisions of which its program says something."""
        return frozenset(map(itself, self.run.lowered.program.provisions))


@dataclass
class Watched(Court):
    """A court that writes down which runs are looked at, aside as well."""

    looks: dict[int, Look] = field(default_factory=dict)

    def run(self, setting: Setting, record: Record, relation: str = "") -> Run:
        run = super().run(setting, record, relation)
        self.looks[id(run)] = Look(run)
        return run


@dataclass
class Reusing(Court):
    """A court under other law, which evaluates only what comes out otherwise there."""

    looks: Mapping[Key, Look] = field(default_factory=dict)
    differing: Callable[[Look], Mapping[str, Rows]] = lambda look: {}

    def _run(self, setting: Setting, record: Record, relation: str) -> Run:
        look = self.looks.get((setting, record, relation))
        if look is None or look.wanted.places:
            return super()._run(setting, record, relation)
        model = Model({**look.run.model.relations, **self.differing(look)})
        if passed_in(model.relations):
            return super()._run(setting, record, relation)
        return replace(look.run, lowered=self.law(setting, record, relation), model=model)


@dataclass(frozen=True)
class Check:
    """An expectation of a variant, or a property held against it."""

    variant: str
    expected: ast.Expectation | ast.Property

    @property
    def name(self) -> str:
        match self.expected:
            case ast.Expectation(question=question, span=span):
                return f"{span.where.rsplit(':', 1)[0]}: {self.variant}: {question.text}"
            case ast.Property(name=name):
                return f"{self.variant}: property {name.text}"

    def failures(self, matter: Matter, court: Court) -> Iterator[str]:
        """In what the matter differs from what is expected of it."""
        match self.expected:
            case ast.Expectation():
                asked, question = expected_asking(matter, self.variant, self.expected, court)
                yield from failures_of(self.expected, ask(asked, question), gaps(asked, question))
            case ast.Property():
                yield from (v.words for v in violations(self.expected, self._asked(matter, court)))

    def _asked(self, matter: Matter, court: Court) -> Asked:
        of = matter.variants[self.variant]
        return Asked(court, of.setting, of.record)


@dataclass(frozen=True)
class Seen:
    """What a check looked at: its runs, and what of them (None: all of it).

    ``used``: the provisions in the grounds of its answer, if it says something of those.
    """

    check: Check
    looks: tuple[Look, ...]
    used: frozenset[str] = frozenset()
    relations: frozenset[str] | None = None


def parts_of(matter: Matter) -> tuple[Part, ...]:
    """What is held against a matter, in parts that each need little of the law; expectations first."""
    library = matter.library
    asked = {matter.questions[e.question.text].relation for _, e in matter.expectations}
    stated = {r for p in library.properties.values() if _is_of_one(p) for r in _of(p)}
    bearing = bearing_in(library)
    return (*parts(EXPECTATIONS, asked, bearing), *parts(PROPERTIES, stated, bearing))


def with_law_of(part: Part, matter: Matter) -> Matter:
    """The matter under the law of one part."""
    written = replace(matter.read_written(), library=part.library)
    return replace(matter, read_written=lambda: written)


def _is_of_one(stated: ast.Property) -> bool:
    return isinstance(stated.body, OF_ONE_MATTER)


@dataclass
class Case:
    """A matter under the law as it is; each check is gone through once.

    ``asks``: only what asks about one of these relations; everything, if None.
    """

    matter: Matter
    engine: Engine
    asks: frozenset[str] | None = None
    _kept: dict[str, Mapping[Key, Look]] = field(default_factory=dict, repr=False)

    @cached_property
    def programs(self) -> Programs:
        return Programs(lambda: self.matter.library, narrow=False)

    @property
    def seen(self) -> tuple[Seen, ...]:
        return (*self.expectations, *self.properties)

    def part(self, name: str) -> tuple[Seen, ...]:
        return self.expectations if name == EXPECTATIONS else self.properties

    @cached_property
    def expectations(self) -> tuple[Seen, ...]:
        """Those that hold, cheapest first: those that look at fewest runs."""
        return tuple(sorted(self._expectations(), key=lambda s: len(s.looks)))

    @cached_property
    def properties(self) -> tuple[Seen, ...]:
        """Those of one matter that hold of a variant."""
        return tuple(self._properties())

    def _expectations(self) -> Iterator[Seen]:
        court = self._watched
        for variant, expected in self.matter.expectations:
            if not self._asks({self.matter.questions[expected.question.text].relation}):
                continue
            court.looks.clear()
            asked, question = expected_asking(self.matter, variant, expected, court)
            rows = ask(asked, question)
            if not any(True for _ in failures_of(expected, rows, gaps(asked, question))):
                used = frozenset(_used(rows)) if _asks_for_grounds(expected) else frozenset()
                yield Seen(Check(variant, expected), tuple(court.looks.values()), used)

    def _properties(self) -> Iterator[Seen]:
        court = self._watched
        for stated in self.matter.library.properties.values():
            if _is_of_one(stated) and self._asks(_of(stated)):
                relations = frozenset(map(signed, _literals(stated)))
                for variant in self.matter.variants:
                    check = Check(variant, stated)
                    court.looks.clear()
                    if not any(True for _ in check.failures(self.matter, court)):
                        yield Seen(check, tuple(court.looks.values()), relations=relations)

    def _asks(self, relations: Set[str]) -> bool:
        return self.asks is None or not self.asks.isdisjoint(relations)

    @cached_property
    def _watched(self) -> Watched:
        return Watched(self.programs, self.engine, self.sides, certificate=Uncertified())

    @property
    def sides(self) -> RecordSides:
        return RecordSides(*self.matter.record.literals())

    def changed(
        self, programs: Programs, part: str, differing: Callable[[Look], Mapping[str, Rows]]
    ) -> tuple[Matter, Court]:
        """The same matter, and a court that asks it under other law; ``differing``: in what a run differs."""
        written = replace(self._written, library=programs.library)
        matter = replace(self.matter, read_written=lambda: written)
        court = Reusing(programs, self.engine, self.sides, certificate=Uncertified())
        court.looks, court.differing = self._looks(part), differing
        return matter, court

    def whole(self, programs: Programs) -> Court:
        """A court under other law that takes nothing over."""
        return Court(programs, self.engine, self.sides, certificate=Uncertified())

    def _looks(self, part: str) -> Mapping[Key, Look]:
        if part not in self._kept:
            self._kept[part] = {look.key: look for seen in self.part(part) for look in seen.looks}
        return self._kept[part]

    @cached_property
    def strata(self) -> Strata:
        return Strata()

    @cached_property
    def layouts(self) -> dict[int, Layout]:
        return {}

    @cached_property
    def _written(self) -> Any:
        return self.matter.read_written()


def _asks_for_grounds(expected: ast.Expectation) -> bool:
    """Whether an expectation says more than what is so."""
    names = (expected.because, expected.never_because, expected.arguendo_because, expected.considering)
    words = (expected.citing, expected.warnings)
    numbers = (expected.grounds, expected.independent_grounds, expected.strength, expected.turning_on)
    asked = any(names) or any(words) or expected.presuming_nothing
    return asked or any(number is not None for number in numbers)


def _of(stated: ast.Property) -> frozenset[str]:
    return frozenset(literal.atom.relation.text for literal in _literals(stated))


def _literals(stated: ast.Property) -> Iterator[ast.Literal]:
    return (node for node in walk((stated.body, stated.provided)) if isinstance(node, ast.Literal))


def _used(rows: tuple[Row, ...]) -> Iterator[str]:
    """The provisions that an answer rests on or has considered; copies and open questions by their own."""
    for row in rows:
        for ground in (*row.grounds, *row.arguendo):
            yield from map(itself, ground.provisions)
        yield from map(itself, row.considered)
        yield from (itself(t.name) for t in row.open_things)


def itself(name: str) -> str:
    """A provision, of which this may be a copy in a scenario, or a question that it leaves open."""
    return name.partition(" in ")[0].partition(".")[0]

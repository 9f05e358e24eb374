"""What each expectation of a case looks at: the runs behind its answer, and the provisions it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from decisis.casework.answer import Row, ask
from decisis.casework.asking import Court, Run
from decisis.casework.coverage import gaps
from decisis.casework.expectations import expected_asking, failures_of
from decisis.casework.matter import Matter
from decisis.casework.programs import Programs, Wanted
from decisis.casework.record import Record
from decisis.casework.verdict import Asked
from decisis.certificate.ledger import Certificate
from decisis.compiler.setting import RecordSides, Setting
from decisis.dataclass import dataclass, field, replace
from decisis.engine import Engine
from decisis.engine.model import Model
from decisis.rules import ir
from decisis.syntax import ast
from decisis.testing.properties import OF_ONE_MATTER, violations
from decisis.values import Json


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


@dataclass(frozen=True)
class Look:
    """A run that an answer looked at, and the program that it asked for."""

    wanted: Wanted
    run: Run

    @property
    def key(self) -> Key:
        return self.wanted.setting, self.run.record, self.wanted.relation


@dataclass
class Watched(Court):
    """A court that writes down which runs are looked at."""

    looks: dict[int, Look] = field(default_factory=dict)

    def run(self, setting: Setting, record: Record, relation: str = "") -> Run:
        run = super().run(setting, record, relation)
        self.looks[id(run)] = Look(self._wanted(setting, record, relation), run)
        return run


@dataclass
class Reusing(Court):
    """A court under other law, which evaluates only what comes out otherwise there."""

    looks: Mapping[Key, Look] = field(default_factory=dict)
    differs: Callable[[Look], bool] = lambda look: True

    def _run(self, setting: Setting, record: Record, relation: str) -> Run:
        look = self.looks.get((setting, record, relation))
        if look is None or self.differs(look):
            return super()._run(setting, record, relation)
        return Run(self.law(setting, record, relation), Model(look.run.model.relations), record)


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
    """What a check looked at: its runs, and the provisions in the grounds of its answer."""

    check: Check
    looks: tuple[Look, ...]
    used: frozenset[str]


@dataclass
class Case:
    """A matter under the law as it is; each check is gone through once."""

    matter: Matter
    engine: Engine

    @cached_property
    def programs(self) -> Programs:
        return Programs(lambda: self.matter.library)

    @cached_property
    def seen(self) -> tuple[Seen, ...]:
        """The checks that hold, cheapest first: those that look at fewest runs."""
        return tuple(sorted(self._seen(), key=lambda s: len(s.looks)))

    def _seen(self) -> Iterator[Seen]:
        court = Watched(self.programs, self.engine, self.sides, certificate=Uncertified())
        for check in self._checks():
            court.looks = {}
            rows = self._rows(check, court)
            if not any(True for _ in check.failures(self.matter, court)):
                yield Seen(check, tuple(court.looks.values()), frozenset(_used(rows)))

    def _rows(self, check: Check, court: Court) -> tuple[Row, ...]:
        if not isinstance(check.expected, ast.Expectation):
            return ()
        asked, question = expected_asking(self.matter, check.variant, check.expected, court)
        return ask(asked, question)

    def _checks(self) -> Iterator[Check]:
        yield from (Check(variant, expected) for variant, expected in self.matter.expectations)
        for stated in self.matter.library.properties.values():
            if isinstance(stated.body, OF_ONE_MATTER):
                yield from (Check(variant, stated) for variant in self.matter.variants)

    @property
    def sides(self) -> RecordSides:
        return RecordSides(*self.matter.record.literals())

    def changed(self, programs: Programs, differs: Callable[[Look], bool]) -> tuple[Matter, Court]:
        """The same matter, and a court that asks it under other law; ``differs``: whose model is another."""
        written = replace(self._written, library=programs.library)
        matter = replace(self.matter, read_written=lambda: written)
        court = Reusing(programs, self.engine, self.sides, certificate=Uncertified())
        court.looks, court.differs = self._looks, differs
        return matter, court

    @cached_property
    def _looks(self) -> Mapping[Key, Look]:
        return {look.key: look for seen in self.seen for look in seen.looks}

    @cached_property
    def _written(self) -> Any:
        return self.matter.read_written()


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

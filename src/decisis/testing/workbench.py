"""A doctrine set up for looking for matters: what records may state, one program for all of them, runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from decisis.casework.asking import Court, Run
from decisis.casework.programs import Programs
from decisis.casework.record import Record, base_relation
from decisis.compiler.library import Library
from decisis.compiler.setting import RecordSides, Setting
from decisis.engine import Engine
from decisis.rules import ir, naming
from decisis.syntax import ast
from decisis.testing.domain import Bound, Domain, domain
from decisis.testing.finder import SECONDS, Outcome, find, relevant

GIVEN = frozenset(naming.OF_THE_SETTING)  # not of a record


@dataclass
class Workbench:
    """One library and one engine; every matter over it runs the same program in a setting."""

    library: Library
    engine: Engine
    stating: frozenset[str] = frozenset()  # relations that a record may state though provisions conclude them
    _programs: dict[Setting, ir.Program] = field(default_factory=dict)
    _found: dict[object, tuple[Outcome, Domain]] = field(default_factory=dict)
    _numbers: dict[object, int] = field(default_factory=dict)  # of what a clause says
    _said: dict[int, tuple[ir.Clause, int]] = field(default_factory=dict)  # by the id of the clause, kept

    @cached_property
    def statable(self) -> frozenset[str]:
        """The relations that a record may state: those that no provision concludes and no table holds."""
        return self._unconcluded | self.stating

    @cached_property
    def _unconcluded(self) -> frozenset[str]:
        conclusions = (p.conclusion for p in self.library.provisions.values())
        concluded = {c.atom.relation.text for c in conclusions if isinstance(c, ast.Literal)}
        return frozenset(self.library.relations) - concluded - set(self.library.tables) - GIVEN

    @cached_property
    def sides(self) -> RecordSides:
        return RecordSides(self.statable | {naming.denied(name) for name in self.statable})

    @cached_property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each sort that lists them."""
        sorts = self.library.sorts.items()
        listed = {name: tuple(c.name.text for c in sort.choices) for name, sort in sorts if sort.choices}
        return {**listed, "Court": tuple(sorted(self.library.courts))}

    @cached_property
    def court(self) -> Court:
        return Court(Programs(lambda: self.library), self.engine, self.sides)

    def program(self, setting: Setting) -> ir.Program:
        if setting not in self._programs:
            self._programs[setting] = self.court.law(setting, Record()).program
        return self._programs[setting]

    def run(self, setting: Setting, record: Record) -> Run:
        return self.court.run(setting, record)

    def domain(
        self,
        program: ir.Program,
        setting: Setting,
        wanted: Sequence[ir.Clause],
        bound: Bound,
        unstated: frozenset[str] = frozenset(),
    ) -> Domain:
        """What a record may state that matters to what is wanted; nothing of the relations ``unstated``."""
        clauses = relevant(program, wanted)
        used = {relation for clause in clauses for relation in clause.reads}
        statable = [name for name in self.sides.recorded if naming.recorded(name) in used]
        statable = [name for name in statable if base_relation(name) not in unstated]
        bearing = replace(program, clauses=(*clauses,))
        return domain(bearing, statable, self.choices, setting.as_of, bound)

    def find(
        self,
        setting: Setting,
        wanted: Sequence[ir.Clause],
        bound: Bound,
        seconds: float = SECONDS,
        *,
        extra: Sequence[ir.Clause] = (),
        holds: Callable[[Record], bool] | None = None,
        unstated: frozenset[str] = frozenset(),
    ) -> tuple[Outcome, Domain]:
        """The smallest matter in which something wanted is so, and the domain that was gone through.

        What is wanted may rest on ``extra`` clauses; ``holds`` then says whether it is so in a matter. In
        settings in which the law that bears on it is the same, it is looked for once.
        """
        program = self.program(setting)
        program = replace(program, clauses=(*program.clauses, *extra)) if extra else program
        key = (self._bearing(program, wanted), setting.as_of, bound, seconds, unstated)
        if key not in self._found:
            within = self.domain(program, setting, wanted, bound, unstated)
            outcome = find(program, within, wanted, holds or self.holds(setting, wanted), seconds)
            self._found[key] = outcome, within
        return self._found[key]

    def _bearing(self, program: ir.Program, wanted: Sequence[ir.Clause]) -> object:
        """All of a program that what is wanted can depend on."""
        clauses = relevant(program, wanted)
        used = {relation for clause in clauses for relation in clause.reads}
        tables = frozenset((name, frozenset(program.tables[name])) for name in used & program.tables.keys())
        return frozenset(map(self._number, clauses)), tables

    def _number(self, clause: ir.Clause) -> int:
        if id(clause) not in self._said:
            number = self._numbers.setdefault((clause.head, clause.body), len(self._numbers))
            self._said[id(clause)] = clause, number
        return self._said[id(clause)][1]

    def holds(self, setting: Setting, wanted: Sequence[ir.Clause]) -> Callable[[Record], bool]:
        """Whether something wanted is so in a matter, by a run of our own engine."""

        def is_so(record: Record) -> bool:
            argument = self.run(setting, record).argument
            return any(True for clause in wanted for _ in argument.solutions(clause))

        return is_so

"""Properties looked for in drawn matters: the way that takes all of them, those of two matters too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic

from decisis.casework.record import Record, base_relation
from decisis.casework.verdict import Asked
from decisis.compiler.setting import Setting
from decisis.rules import ir
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.testing.changes import other_values
from decisis.testing.domain import Bound, Domain
from decisis.testing.finder import goal, smallest
from decisis.testing.opposed import Concluding, concluding
from decisis.testing.patterns import pattern
from decisis.testing.properties import Violation, violations
from decisis.testing.workbench import Workbench

MOST_BEGINNINGS = 24
SECONDS = 3.0  # for each beginning
ALL_BEGINNINGS = 10  # times the seconds for one, for those of a relation together


@dataclass
class Searching:
    """Searches of one doctrine. The beginnings of a relation are found once for each setting."""

    bench: Workbench
    bound: Bound = field(default_factory=Bound)
    examples: int = 100
    seconds: float = SECONDS
    _beginnings: dict[tuple[Setting, str], tuple[Record, ...]] = field(default_factory=dict)

    def violation(self, stated: ast.Property, setting: Setting) -> tuple[Record, Violation] | None:
        """The smallest matter that breaks a property, of those gone through and of those drawn."""

        def broken(record: Record) -> Violation | None:
            return next(violations(stated, Asked(self.bench.court, setting, record)), None)

        def breaks(record: Record) -> bool:
            return broken(record) is not None

        beginnings = list(islice(self._bearing_on(stated, setting), MOST_BEGINNINGS))
        near = islice(self._near(stated, setting, beginnings), self.examples)
        met = next(filter(breaks, near), None)
        breaking = met if met is not None else self._drawn(stated, setting, beginnings, breaks)
        found = smallest(breaking, breaks) if breaking is not None else None
        violation = broken(found) if found is not None else None
        return (found, violation) if found is not None and violation is not None else None

    def _bearing_on(self, stated: ast.Property, setting: Setting) -> Iterator[Record]:
        """Matters in which all is so that the property supposes, and those in which a provision applies."""
        program = self.bench.program(setting)
        yield from self._smallest(setting, _supposing(stated, program))
        for name in _relations(stated, program):
            yield from self.beginnings(setting, name)

    def _near(self, stated: ast.Property, setting: Setting, beginnings: list[Record]) -> Iterator[Record]:
        """Each beginning, with every other value of what the property moves: few that are drawn meet all of
        what the law asks for on both sides of a threshold."""
        match stated.body:
            case ast.Monotone() | ast.Moving() | ast.Changing() as body:
                fact = pattern(body.fact)
                place = fact.place_of(body.variable.name)
                for record in beginnings:
                    run = self.bench.run(setting, record)
                    yield record
                    changed = other_values(fact, place, run, self.bench.choices)
                    yield from (change.record for _, _, change in changed)
            case _:
                yield from beginnings

    def _drawn(
        self,
        stated: ast.Property,
        setting: Setting,
        beginnings: list[Record],
        breaks: Callable[[Record], bool],
    ) -> Record | None:
        from decisis.testing.strategies import first, records

        program = self.bench.program(setting)
        wanted = [goal(pattern(n).atom) for n in walk(stated) if isinstance(n, ast.Literal)]
        domain = self.bench.domain(program, setting, wanted or _anything(program), self.bound)
        return first(records(domain, beginnings), breaks, self.examples)

    def domain(self, setting: Setting, relation: str) -> Domain:
        """What a record may state that bears on a relation; on any, if none is named."""
        program = self.bench.program(setting)
        return self.bench.domain(program, setting, _anything(program, relation), self.bound)

    def beginnings(self, setting: Setting, relation: str) -> tuple[Record, ...]:
        """For each provision for (or against) a relation, the smallest matter in which it applies."""
        if (setting, relation) not in self._beginnings:
            about = (
                c for c in concluding(self.bench.program(setting)) if base_relation(c.literal) == relation
            )
            self._beginnings[setting, relation] = tuple(self._smallest(setting, map(_applies, about)))
        return self._beginnings[setting, relation]

    def _smallest(self, setting: Setting, wanted: Iterable[ir.Clause]) -> Iterator[Record]:
        """The smallest matter for each of these, as far as there is time for it."""
        end = monotonic() + self.seconds * ALL_BEGINNINGS
        for each in wanted:
            if monotonic() > end:
                return
            outcome, _ = self.bench.find(setting, (each,), self.bound, self.seconds)
            if outcome.record is not None:
                yield outcome.record


def _supposing(stated: ast.Property, program: ir.Program) -> Iterator[ir.Clause]:
    """For each provision for the result of a property of two matters: that it applies, and all else is so."""
    match stated.body:
        case ast.Monotone() | ast.Moving() | ast.Changing() as body:
            supposed = (body.fact, *stated.provided)
        case ast.Adding(direction="removing") as body:
            supposed = (body.fact, *stated.provided)
        case ast.Adding() as body:
            supposed = stated.provided
        case _:
            return
    result = pattern(body.result)
    others = [pattern(each).atom for each in supposed]
    for each in concluding(program):
        if each.literal == result.relation:
            yield goal(ir.Atom(each.applies, result.terms), *others)


def _relations(stated: ast.Property, program: ir.Program) -> tuple[str, ...]:
    """The relations that a property speaks of; of one that speaks of none, all."""
    named = dict.fromkeys(n.atom.relation.text for n in walk(stated) if isinstance(n, ast.Literal))
    return tuple(named) or tuple(sorted({base_relation(c.literal) for c in concluding(program)}))


def _anything(program: ir.Program, relation: str = "") -> list[ir.Clause]:
    """That some provision applies: any, or one for or against a relation."""
    every = concluding(program)
    return [_applies(c) for c in every if relation in ("", base_relation(c.literal))]


def _applies(each: Concluding) -> ir.Clause:
    return goal(ir.Atom(each.applies, tuple(ir.Variable(f"X{i}") for i in range(each.arity))))

"""Properties looked for in drawn matters: the way that takes all of them, those of two matters too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from decisis.casework.record import Record, base_relation
from decisis.casework.verdict import Asked
from decisis.compiler.setting import Setting
from decisis.rules import ir
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.testing.domain import Bound, Domain
from decisis.testing.finder import goal
from decisis.testing.opposed import Concluding, concluding
from decisis.testing.patterns import pattern
from decisis.testing.properties import Violation, violations
from decisis.testing.workbench import Workbench

MOST_BEGINNINGS = 24
SECONDS = 3.0  # for each beginning


@dataclass
class Searching:
    """Searches of one doctrine. The beginnings of a relation are found once for each setting."""

    bench: Workbench
    bound: Bound = field(default_factory=Bound)
    examples: int = 100
    _beginnings: dict[tuple[Setting, str], tuple[Record, ...]] = field(default_factory=dict)

    def violation(self, stated: ast.Property, setting: Setting) -> tuple[Record, Violation] | None:
        """The smallest drawn matter that breaks a property, if there is one among so many."""
        from decisis.testing.strategies import first, records

        program = self.bench.program(setting)
        wanted = [goal(pattern(n).atom) for n in walk(stated) if isinstance(n, ast.Literal)]
        domain = self.bench.domain(program, setting, wanted or _anything(program), self.bound)
        named = _relations(stated, program)
        beginnings = [record for name in named for record in self.beginnings(setting, name)]
        drawn = records(domain, beginnings[:MOST_BEGINNINGS])

        def broken(record: Record) -> Violation | None:
            return next(violations(stated, Asked(self.bench.court, setting, record)), None)

        found = first(drawn, lambda record: broken(record) is not None, self.examples)
        violation = broken(found) if found is not None else None
        return (found, violation) if found is not None and violation is not None else None

    def domain(self, setting: Setting, relation: str) -> Domain:
        """What a record may state that bears on a relation; on any, if none is named."""
        program = self.bench.program(setting)
        return self.bench.domain(program, setting, _anything(program, relation), self.bound)

    def beginnings(self, setting: Setting, relation: str) -> tuple[Record, ...]:
        """For each provision for (or against) a relation, the smallest matter in which it applies."""
        if (setting, relation) not in self._beginnings:
            self._beginnings[setting, relation] = tuple(self._found(setting, relation))
        return self._beginnings[setting, relation]

    def _found(self, setting: Setting, relation: str) -> Iterator[Record]:
        for each in concluding(self.bench.program(setting)):
            if base_relation(each.literal) == relation:
                outcome, _ = self.bench.find(setting, (_applies(each),), self.bound, SECONDS)
                if outcome.record is not None:
                    yield outcome.record


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

"""An engine for many runs that differ in a few facts: what no changed fact can reach is not evaluated again.

The first model of a program is kept. For other facts, the clauses of every relation that rests on a changed
one, however indirectly, are evaluated over the rest of that model, which is the same in the new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from decisis.engine import Engine
from decisis.engine.model import Model
from decisis.rules import ir

MOST_OF_IT = 0.8  # of the clauses: beyond that, all is evaluated


@dataclass
class _Known:
    """A program with its first model, and which relations rest directly on each."""

    program: ir.StratifiedProgram
    facts: ir.Facts
    model: Model
    above: dict[str, set[str]]
    parts: dict[frozenset[str], ir.StratifiedProgram | None] = field(default_factory=dict)


@dataclass
class Reusing:
    """Another engine, asked for as little as will do. Its models do not say how each tuple was derived."""

    engine: Engine
    name: str = ""
    _known: dict[int, _Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.engine.name

    def refusals(self, program: ir.StratifiedProgram) -> tuple[str, ...]:
        return self.engine.refusals(program)

    def evaluate(self, program: ir.StratifiedProgram, facts: ir.Facts) -> Model:
        known = self._known.get(id(program))
        if known is None:
            model = self.engine.evaluate(program, facts)
            self._known[id(program)] = _Known(program, facts, model, _above(program))
            return model
        return self._again(known, facts)

    def _again(self, known: _Known, facts: ir.Facts) -> Model:
        names = known.facts.keys() | facts.keys()
        changed = frozenset(n for n in names if known.facts.get(n) != facts.get(n))
        if not changed:
            return known.model
        reached = _reached(changed, known.above)
        if reached not in known.parts:
            known.parts[reached] = _part(known.program, reached)
        part = known.parts[reached]
        if part is None:
            return self.engine.evaluate(known.program, facts)
        kept = {n: rows for n, rows in known.model.relations.items() if n not in reached}
        given = {**kept, **facts}
        model = self.engine.evaluate(part, given)
        return Model({**kept, **model.relations})


def _above(program: ir.StratifiedProgram) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for clause in program.program.clauses:
        for name in clause.reads:
            found.setdefault(name, set()).add(clause.head.relation)
    return found


def _reached(changed: frozenset[str], above: dict[str, set[str]]) -> frozenset[str]:
    """The changed relations, and all that rest on them."""
    found: set[str] = set()
    pending = list(changed)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += above.get(name, ())
    return frozenset(found)


def _part(program: ir.StratifiedProgram, reached: frozenset[str]) -> ir.StratifiedProgram | None:
    """The clauses of what was reached, in their strata; None where that is nearly all of them."""
    clauses = tuple(c for c in program.program.clauses if c.head.relation in reached)
    if len(clauses) > MOST_OF_IT * len(program.program.clauses):
        return None
    strata = tuple(tuple(_of(stratum, reached)) for stratum in program.strata)
    tables = {n: rows for n, rows in program.program.tables.items() if n in reached}
    whole = replace(program.program, clauses=clauses, tables=tables)
    return replace(program, program=whole, strata=tuple(s for s in strata if s), digests=())


def _of(stratum: tuple[ir.Clause, ...], reached: frozenset[str]) -> Iterator[ir.Clause]:
    return (c for c in stratum if c.head.relation in reached)

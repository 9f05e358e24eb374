"""What a change of the law does to a model: only what it reaches is evaluated, stratum by stratum.

The relations that are given otherwise are evaluated anew; those that read them, if they came out otherwise;
and so on. What is left is as it was: a stratum that reads the same gives the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heapify, heappop, heappush

from decisis.casework.asking import Run
from decisis.casework.record import lowered_facts
from decisis.dataclass import dataclass, field
from decisis.engine.model import NOTHING, Model
from decisis.engine.seminaive import CompiledProgram
from decisis.rules import ir, naming
from decisis.testing.mutation.programs import Exchange
from decisis.values import Value

Rows = frozenset[tuple[Value, ...]]
GONE = -1  # the stratum of a relation that no clause gives any more


@dataclass
class Strata:
    """The strata of programs, each made ready once."""

    _ready: dict[int, tuple[object, CompiledProgram]] = field(default_factory=dict)  # by the id of a stratum

    def rows(self, clauses: tuple[ir.Clause, ...], program: ir.Program, facts: ir.Facts) -> Model:
        key = id(clauses)
        if key not in self._ready:
            alone = ir.Program(clauses, program.calendar)
            self._ready[key] = (clauses, CompiledProgram(ir.StratifiedProgram(alone, (clauses,))))
        return self._ready[key][1].anew(facts)


def spread(exchange: Exchange, run: Run, unchanged: Strata, changed: Strata) -> Mapping[str, Rows]:
    """The relations that have other rows under the changed law, with those."""
    layout = exchange.layout
    found: dict[str, Rows] = {n: r for n, r in exchange.tables.items() if r != run.model.tuples(n)}
    own: dict[int, set[str]] = {}
    for name in exchange.differing:
        own.setdefault(layout.stratum.get(name, GONE), set()).add(name)
    found |= {name: NOTHING for name in own.pop(GONE, ()) if run.model.tuples(name)}
    others = own.keys()
    if not (own or found):
        return found
    given = lowered_facts(run.record, sorted(exchange.program.program.open_questions))
    states = filter(naming.question_in, given.keys() | run.model.relations.keys())
    found |= {n: r for n in states if (r := frozenset(given.get(n, NOTHING))) != run.model.tuples(n)}
    before: dict[str, Rows] = {**exchange.program.program.tables, **given, **run.model.relations}
    waiting = [*others, *(at for name in found for at in layout.readers.get(name, ()) if at not in others)]
    heapify(waiting)
    seen: set[int] = set()
    while waiting:
        at = heappop(waiting)
        if at in seen:
            continue
        seen.add(at)
        clauses = exchange.program.strata[at]
        heads = {clause.head.relation for clause in clauses} | own.get(at, set())
        reads = {name for clause in clauses for name in clause.reads} - heads
        facts = {name: found.get(name, before.get(name, NOTHING)) for name in reads}
        facts.update({name: given[name] for name in heads if name in given})
        model = (changed if at in others else unchanged).rows(clauses, exchange.program.program, facts)
        for name in heads:
            rows = model.tuples(name)
            if rows != run.model.tuples(name):
                found[name] = rows
                for reader in layout.readers.get(name, ()):
                    if reader not in seen:
                        heappush(waiting, reader)
    return found

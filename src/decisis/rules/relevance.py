"""The part of a program that a relation can depend on."""

from __future__ import annotations

from decisis.dataclass import replace
from decisis.rules import ir


def reachable_relations(program: ir.Program, relation: str) -> frozenset[str]:
    """The lowered relations on which anything said of a declared relation can depend."""
    denied = ir.denied(relation)
    pending = [name(r) for r in (relation, denied) for name in (str, ir.possibly, ir.supported, ir.standing)]
    pending.append(ir.conflicted(relation))
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += program.below.get(name, ())
    return frozenset(found)


def bearing_on(program: ir.Program, relation: str) -> ir.Program:
    """The program with only the clauses that can matter to a declared relation."""
    reachable = reachable_relations(program, relation)
    return replace(program, clauses=tuple(c for c in program.clauses if c.head.relation in reachable))

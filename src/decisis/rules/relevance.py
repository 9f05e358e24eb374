"""The part of a program that a relation can depend on."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.dataclass import replace
from decisis.rules import ir


def reachable_relations(program: ir.Program, relation: str) -> frozenset[str]:
    """The lowered relations on which anything said of a declared relation can depend."""
    below: dict[str, set[str]] = {}
    for clause in program.clauses:
        below.setdefault(clause.head.relation, set()).update(used_relations(clause))
        if clause.origin.role == "although":
            below.setdefault(ir.applies(clause.origin.provision), set()).add(clause.head.relation)
    for head in [name for name in below if name.endswith(ir.UNCOVERED)]:
        base = head.removesuffix(ir.UNCOVERED).strip()
        for name in (base, ir.denied(base), ir.possibly(base), ir.possibly(ir.denied(base))):
            below.setdefault(name, set()).add(head)
    denied = ir.denied(relation)
    pending = [name(r) for r in (relation, denied) for name in (str, ir.possibly, ir.supported, ir.standing)]
    pending.append(ir.conflicted(relation))
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += below.get(name, ())
    return frozenset(found)


def bearing_on(program: ir.Program, relation: str) -> ir.Program:
    """The program with only the clauses that can matter to a declared relation."""
    reachable = reachable_relations(program, relation)
    return replace(program, clauses=tuple(c for c in program.clauses if c.head.relation in reachable))


def used_relations(clause: ir.Clause) -> Iterator[str]:
    """The relations that a clause reads."""
    for literal in clause.body:
        match literal:
            case ir.Atom(relation):
                yield relation
            case ir.Negation(atom):
                yield atom.relation
            case ir.Aggregate(over=over, possibly=possibly):
                yield over.relation
                if possibly is not None:
                    yield possibly.relation
            case _:
                pass

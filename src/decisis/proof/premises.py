"""What a rule instance rests on: ground atoms that hold, and those of which none does."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.dataclass import replace
from decisis.proof.argument import Argument, Ground, Instance, Premises, ground
from decisis.rules import ir


def premises(instance: Instance, argument: Argument) -> Premises:
    """The ground atoms that an instance rests on; False for those whose absence it rests on."""
    known = argument.premises.get(id(instance))
    if known is None:
        known = argument.premises[id(instance)] = (instance, tuple(_premises(instance, argument)))
    return known[1]


def _premises(instance: Instance, argument: Argument) -> list[tuple[Ground, bool]]:
    found: list[tuple[Ground, bool]] = []
    for literal in instance.clause.body:
        match literal:
            case ir.Atom(relation) if relation.startswith(ir.DAYS):
                continue  # arithmetic, beside elements that stand before it in the provision
            case ir.Atom():
                found.append((ground(literal, instance.binding), True))
            case ir.Negation(atom):
                found.append((ground(atom, instance.binding), False))
            case ir.Aggregate():
                found += [(m, True) for m in members(literal, instance, argument)]
    return found


def members(literal: ir.Aggregate, instance: Instance, argument: Argument) -> Iterator[Ground]:
    """The tuples that an aggregate counts, those that may be one with another among them."""
    outer = {n: v for n, v in instance.binding.items() if n != literal.result.name}
    local = {literal.value.name} if literal.value else set()
    binding = {n: v for n, v in outer.items() if n not in local}
    over = replace(literal.over, relation=literal.over.relation.removeprefix(ir.SURELY_APART))
    surely = argument.rows(over, binding)
    yield from (Ground(over.relation, row) for row in surely)
    if literal.possibly is not None and not instance.clause.origin.possible:
        for row in argument.rows(literal.possibly, binding):
            if row not in surely:
                yield Ground(literal.possibly.relation, row)

"""What an instance rests on: atoms that hold, and those of which none does. And what an absence does."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.dataclass import replace
from decisis.proof.argument import (
    Absent,
    Argument,
    Failure,
    Ground,
    Instance,
    Pattern,
    Premises,
    asked_for,
    ground,
    match,
    pattern,
)
from decisis.rules import ir, naming

_ENUMERATING = (naming.DOUBTFUL_MEMBER, naming.BAD_CASE)  # their clauses go through all that there may be

Resting = list[tuple[Absent, bool]]  # on atoms that are there (True), and on absences (False)


def premises(instance: Instance, argument: Argument) -> Premises:
    """The ground atoms that an instance rests on; False for those whose absence it rests on."""
    known = argument.premises.get(id(instance))
    if known is None:
        known = argument.premises[id(instance)] = (instance, tuple(_premises(instance, argument)))
    return known[1]


def spoken_by(instance: Instance, argument: Argument) -> ir.Origin:
    """Why the provision that an instance speaks of applies: by which edition, if it has several."""
    provision = instance.clause.origin.provision
    for literal in instance.clause.body:
        if isinstance(literal, ir.Atom) and literal.relation in _applying(provision):
            for applying in argument.instances(ground(literal, instance.binding)):
                return applying.clause.origin
    return ir.Origin("applies", provision)


def _applying(provision: str) -> tuple[str, str]:
    return naming.applies(provision), naming.possibly_applies(provision)


def rests_on(instance: Instance, argument: Argument) -> Resting:
    """The same, and that nothing else is a member of its aggregates, or a case of its `for every`."""
    return [*premises(instance, argument), *((each, False) for each in _nothing_else(instance, argument))]


def _nothing_else(instance: Instance, argument: Argument) -> Iterator[Absent]:
    """Of what there is none but those that are there: members that may be, and cases."""
    for literal in instance.clause.body:
        if isinstance(literal, ir.Negation) and literal.atom.relation.startswith(_ENUMERATING):
            for clause in argument.clauses(literal.atom.relation):
                known = match(clause.head, ground(literal.atom, instance.binding).values)
                all_of_them = clause.body[0]
                if known is not None and isinstance(all_of_them, ir.Atom):
                    yield pattern(all_of_them, known)


def _premises(instance: Instance, argument: Argument) -> list[tuple[Ground, bool]]:
    found: list[tuple[Ground, bool]] = []
    for literal in _needed(instance.clause):
        match literal:
            case ir.Atom(relation) if relation.startswith(naming.DAYS):
                continue  # arithmetic, beside elements that stand before it in the provision
            case ir.Atom():
                found.append((ground(literal, instance.binding), True))
            case ir.Negation(atom):
                found.append((ground(atom, instance.binding), False))
            case ir.Aggregate():
                found += [(m, True) for m in members(literal, instance, argument)]
    return found


def _needed(clause: ir.Clause) -> tuple[ir.Literal, ...]:
    """What an opponent blocks, or another value overtakes, is so whatever would have given it.

    What stands before a `for every` makes nothing a case of it: without it, the `for every` is not asked.
    """
    if clause.origin.role in ("blocked", "overtaken"):
        return clause.body[1:]
    return (
        clause.body[_first_condition(clause) :]
        if clause.head.relation.startswith(naming.CASE)
        else clause.body
    )


def _first_condition(clause: ir.Clause) -> int:
    """The place of the first condition of a case: the first literal that has the label of its `for every`."""
    label = next((word for word in clause.head.relation.split() if word.startswith("(")), "")
    infos = enumerate(clause.origin.elements)
    return next((i for i, info in infos if info is not None and info.label.startswith(label)), 0)


def absence_rests_on(absent: Absent, argument: Argument) -> list[Resting]:
    """Of each attempt to derive what is absent: any of this keeps it from succeeding, where there is any.

    What fails for want of facts alone is left out: it rests on nothing.
    """
    asked = asked_for(absent)
    attempts = (argument.attempts_from(clause, asked, {}) for clause in argument.resisted(absent.relation))
    found = [_lacking(failure) for failures in attempts for failure in failures]
    if isinstance(absent, Pattern):
        found += ([(each, False)] for each in argument.gone_through(absent))
    return found


def _lacking(failure: Failure) -> Resting:
    """What a failed attempt lacks: an absent atom, or present ones that stand in its way.

    Nothing, where a comparison or a count decides against it.
    """
    found: Resting = []
    for literal in (failure.clause.body[i] for i in failure.failing):
        match literal:
            case ir.Atom():
                found.append((pattern(literal, failure.binding), False))
            case ir.Negation(atom):
                found.append((ground(atom, failure.binding), True))
            case _:
                return []
    return found


def members(literal: ir.Aggregate, instance: Instance, argument: Argument) -> Iterator[Ground]:
    """The tuples that an aggregate counts, those that may be one with another among them."""
    outer = {n: v for n, v in instance.binding.items() if n != literal.result.name}
    local = {literal.value.name} if literal.value else set()
    binding = {n: v for n, v in outer.items() if n not in local}
    over = replace(literal.over, relation=literal.over.relation.removeprefix(naming.SURELY_APART))
    surely = argument.rows(over, binding)
    yield from (Ground(over.relation, row) for row in surely)
    if literal.possibly is not None and not instance.clause.origin.possible:
        for row in argument.rows(literal.possibly, binding):
            if row not in surely:
                yield Ground(literal.possibly.relation, row)

"""Conflicts: what stands on either side, and why neither side prevails."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from decisis.casework.asking import Run
from decisis.casework.programs import Told
from decisis.casework.verdict import Asked
from decisis.dataclass import dataclass, replace
from decisis.proof.argument import Ground, Instance, ground
from decisis.proof.nodes import Node, provision_node
from decisis.proof.one_step import OneStep
from decisis.proof.premises import spoken_by
from decisis.proof.wording import source_text
from decisis.rules import ir, naming
from decisis.static import TYPE_CHECKING
from decisis.values import Truth, Value, compare, sort_key

if TYPE_CHECKING:
    from decisis.compiler.library import Library

MOST_STANDOFFS = 3  # of one literal that are named
NO_ORDER = (
    "what the record says and what a provision concludes have no order; "
    "a finding that is to prevail is recorded as `found despite` what opposes it"
)


@dataclass(frozen=True)
class Standoff:
    """Two sides of which neither prevails, each in one step, and why."""

    sides: tuple[Node, Node]
    why: str


def standing(run: Run, base: str, values: tuple[Value, ...]) -> Iterator[Ground]:
    """What stands for a literal and against it; of a functional relation also for its other values."""
    keys = run.lowered.program.relations[base].keys
    for name in (base, naming.denied(base)):
        for row in sorted(run.model.tuples(naming.standing(name)), key=lambda r: [sort_key(v) for v in r]):
            same_key = keys is not None and all(row[i] == values[i] for i in keys)
            if row == values or (same_key and name == base):
                yield Ground(naming.standing(name), row)


def standoffs(asked: Asked, base: str, values: tuple[Value, ...]) -> tuple[Standoff, ...]:
    """The sides of a conflicted literal, two at a time."""
    return tuple(islice(_standoffs(asked, base, values), MOST_STANDOFFS))


def _standoffs(asked: Asked, base: str, values: tuple[Value, ...]) -> Iterator[Standoff]:
    run = asked.run
    atoms = list(standing(run, base, values))
    sides = [(atom, instance) for atom in atoms for instance in run.argument.instances(atom)]
    for index, (atom, instance) in enumerate(sides):
        for other, opposing in sides[index + 1 :]:
            if _opposed(atom, other):
                steps = _step(run, atom, instance), _step(run, other, opposing)
                yield Standoff(steps, _why(asked, instance.clause.origin, opposing.clause.origin))


def _opposed(one: Ground, other: Ground) -> bool:
    if one.relation != other.relation:
        return one.values == other.values
    pairs = zip(one.values, other.values, strict=True)
    return any(compare(a, "=", b) is not Truth.TRUE for a, b in pairs)


def _step(run: Run, atom: Ground, instance: Instance) -> Node:
    """What stands for an atom, in one step: the fact, or the provision."""
    name = atom.relation.removeprefix(naming.standing(""))
    said, written = run.wording.atom(name, atom.values), source_text(name, atom.values)
    provision = instance.clause.origin.provision
    if provision:
        speaking = provision_node(run.lowered.program, spoken_by(instance, run.argument))
        return replace(speaking, kind="derived", text=said, literal=written)
    fact = next(ground(b, instance.binding) for b in instance.clause.body if isinstance(b, ir.Atom))
    return replace(OneStep(run.grounds, run.wording, run.statements).step(fact), text=said, literal=written)


def _why(asked: Asked, first: ir.Origin, second: ir.Origin) -> str:
    names = first.provision, second.provision
    if not any(names):
        return "the record says both, and nothing in the case says which is so"
    if not all(names):
        return NO_ORDER
    return _ring(asked.run, names) or _tie(asked, *names)


def _tie(asked: Asked, first: str, second: str) -> str:
    def read(library: Library) -> tuple[str, ...]:
        from decisis.compiler.ties import tie_words

        return (tie_words(first, second, library, asked.setting),)

    return " ".join(asked.court.programs.told(Told("tie", (first, second), asked.setting), str, read))


def _ring(run: Run, names: tuple[str, str]) -> str:
    """A ring that both provisions are in: that is why neither prevails."""
    for ring in run.lowered.program.rings:
        if {*names} <= {stronger for stronger, _, _ in ring}:
            steps = "; ".join(f"{a} over {b}, as {why}" for a, b, why in ring)
            return f"each prevails over the next in a ring: {steps}"
    return ""

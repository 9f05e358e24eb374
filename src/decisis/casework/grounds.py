"""Grounds as they are shown: one way to a conclusion, what it rests on, and its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial

from decisis.casework.asking import Run
from decisis.dataclass import dataclass, field, replace
from decisis.proof.argument import Ground
from decisis.proof.denials import Denials
from decisis.proof.grounds import STRENGTHS, Support, independent
from decisis.proof.keeping_out import KeepingOut
from decisis.proof.nodes import Node
from decisis.proof.tree import TreeBuilder
from decisis.render.shared import below


@dataclass(frozen=True)
class Ground_:
    """One way to the conclusion: what it rests on, and its proof, which is made when somebody reads it."""

    support: Support
    strength: str
    independent: bool  # one of the largest family that share no provision
    prove: Callable[[], Node] = field(repr=False, compare=False)

    @cached_property
    def proof(self) -> Node:
        return self.prove()

    @property
    def provisions(self) -> frozenset[str]:
        return frozenset(p for p in self.support if isinstance(p, str))


def steps(node: Node) -> Iterator[Node]:
    """Every step of a proof, from the top; a step that several rest on, once."""
    return below((node,))


def proofs(run: Run, atom: Ground) -> tuple[Ground_, ...]:
    """The grounds of an established atom, the strongest first, and of those the shortest."""
    supports = run.grounds.of(atom)
    family = set(independent(supports))
    found = (
        Ground_(
            support,
            _support_strength(run, support),
            support in family,
            partial(_with_what_keeps_out, run, support, atom),
        )
        for support in supports
    )
    return tuple(sorted(found, key=lambda ground: -strength_rank(ground.strength)))


def _with_what_keeps_out(run: Run, support: Support, atom: Ground) -> Node:
    """The proof of an atom and, at its end, what is established against whatever would make it otherwise."""
    builder = _builder(run, support)
    proof = builder.node(atom)
    told = _told(proof)
    kept_out: list[Node] = []
    for each in KeepingOut(builder.selection, run.wording.relations).of(atom):
        step = builder.against(each)
        if not told.issuperset(_told(step)):
            kept_out.append(step)
            told |= _told(step)
    for denial in Denials(builder.selection, run.wording).of(atom):
        step = builder.denial(denial)
        if not told.issuperset(_told(step)):
            kept_out.append(step)
            told |= _told(step)
    if not kept_out:
        return proof
    why = Node("absent", "what would make it otherwise is kept out", premises=tuple(kept_out))
    return replace(proof, premises=(*proof.premises, why))


def _told(node: Node) -> set[tuple[str, str]]:
    """What a proof says to be so, and by what; what failed where it was looked for is not said to be so."""
    told = [step for step in steps(node) if step.kind in ("given", "derived")]
    return {(step.literal, step.provision) for step in told} | {("", step.provision) for step in told}


def _builder(run: Run, support: Support) -> TreeBuilder:
    return TreeBuilder(run.argument, run.grounds, run.statements, run.wording, support, run.alike)


def trees_of(run: Run, atom: Ground) -> tuple[Node, ...]:
    """A tree for each minimal ground, the shortest first; those that read the same once."""
    return tuple(dict.fromkeys(_builder(run, support).node(atom) for support in run.grounds.of(atom)))


def _support_strength(run: Run, support: Support) -> str:
    infos = run.lowered.program.provisions
    strengths = [infos[p].strength for p in support if isinstance(p, str)]
    assumed = any(
        s.status == "assumed" for p in support if isinstance(p, Ground) for s in run.statements.get(p, ())
    )
    return min([*strengths, "assumed"] if assumed else strengths, key=strength_rank, default="binding")


def strength_rank(strength: str) -> int:
    """Its place among the strengths, the weakest first; of none, before them all."""
    return STRENGTHS.index(strength) if strength else -1

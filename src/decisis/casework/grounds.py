"""Grounds as they are shown: one way to a conclusion, what it rests on, and its proof."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.casework.asking import Run
from decisis.dataclass import dataclass, replace
from decisis.proof.argument import Ground
from decisis.proof.grounds import STRENGTHS, Support, independent
from decisis.proof.nodes import Node
from decisis.proof.tree import TreeBuilder
from decisis.render.shared import below


@dataclass(frozen=True)
class Ground_:
    """One way to the conclusion: what it rests on, and its proof."""

    proof: Node
    support: Support
    strength: str
    independent: bool  # one of the largest family that share no provision

    @property
    def provisions(self) -> frozenset[str]:
        return frozenset(p for p in self.support if isinstance(p, str))


def steps(node: Node) -> Iterator[Node]:
    """Every step of a proof, from the top; a step that several rest on, once."""
    return below((node,))


def proofs(run: Run, atom: Ground) -> tuple[Ground_, ...]:
    """The grounds of an established atom, shortest first."""
    supports = run.grounds.of(atom)
    family = set(independent(supports))
    found: list[Ground_] = []
    for support in supports:
        node = _with_what_keeps_out(run, _builder(run, support), atom, support)
        found.append(Ground_(node, support, _support_strength(run, support), support in family))
    return tuple(found)


def _with_what_keeps_out(run: Run, builder: TreeBuilder, atom: Ground, support: Support) -> Node:
    """The proof of an atom and, at its end, what is established against whatever would make it otherwise.

    That is what the support has provisions of, and no step of the proof so far.
    """
    proof = builder.node(atom)
    unseen = {p for p in support if isinstance(p, str)} - _used(proof)
    kept_out: list[Node] = []
    aside = _builder(run, support)  # what is looked at, and not shown, is nothing that the proof uses
    for each in reversed(run.grounds.reachable(atom)) if unseen else ():
        if unseen and each != atom and _is_conclusion(each, run, support):
            step = aside.node(each)
            if step.provision in unseen:
                kept_out.append(builder.node(each))
                unseen -= _used(step)
    if not kept_out:
        return proof
    why = Node("absent", "what would make it otherwise is kept out", premises=tuple(kept_out))
    return replace(proof, premises=(*proof.premises, why))


def _used(node: Node) -> set[str]:
    """The provisions that a proof uses; one that failed where it was looked for is not used there."""
    return {step.provision for step in below((node,)) if step.kind != "absent"}


def _is_conclusion(atom: Ground, run: Run, support: Support) -> bool:
    """Whether an atom is in the words of the law, and follows from no more than a support."""
    declared = atom.relation.removeprefix("not ") in run.wording.relations
    return declared and any(s <= support for s in run.grounds.of(atom))


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

"""Grounds as they are shown: one way to a conclusion, what it rests on, and its proof."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.casework.asking import Run
from decisis.dataclass import dataclass
from decisis.proof.argument import Ground
from decisis.proof.grounds import Support, independent
from decisis.proof.presumptions import Presumption, presumptions
from decisis.proof.tree import Node, TreeBuilder


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
    """Every step of a proof, from the top."""
    pending = [node]
    while pending:
        step = pending.pop()
        yield step
        pending += reversed(step.premises)


def proofs(run: Run, atom: Ground) -> tuple[tuple[Ground_, ...], tuple[Presumption, ...]]:
    """The grounds of an established atom, shortest first, and what they presume."""
    supports = run.grounds.of(atom)
    family = set(independent(supports))
    found: list[Ground_] = []
    presumed: dict[Presumption, None] = {}
    for support in supports:
        builder = _builder(run, support)
        node = builder.node(atom)
        found.append(Ground_(node, support, _support_strength(run, support), support in family))
        presumed.update(dict.fromkeys(presumptions(run.argument, builder.used, run.wording)))
    return tuple(found), tuple(presumed)


def _builder(run: Run, support: Support) -> TreeBuilder:
    return TreeBuilder(run.argument, run.grounds, run.statements, run.wording, support)


def tree_of(run: Run, atom: Ground) -> Node:
    support = run.grounds.of(atom)[0]
    return _builder(run, support).node(atom)


def _support_strength(run: Run, support: Support) -> str:
    infos = run.lowered.program.provisions
    strengths = [infos[p].strength for p in support if isinstance(p, str)]
    assumed = any(
        s.status == "assumed" for p in support if isinstance(p, Ground) for s in run.statements.get(p, ())
    )
    return min([*strengths, "assumed"] if assumed else strengths, key=strength_rank, default="binding")


def strength_rank(strength: str) -> int:
    return ("assumed", "dictum", "persuasive", "binding").index(strength) if strength else -1

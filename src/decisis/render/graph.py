"""Proofs as one graph: equal steps are one, and stand after those that they rest on. Without recursion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from decisis.proof.nodes import Identity, Node
from decisis.render import words
from decisis.render.folding import fold
from decisis.render.shared import by_what_is_shown
from decisis.render.view import RowView


@dataclass(frozen=True)
class Edge:
    """That a step rests on another one, as the element so labelled of its provision."""

    premise: int
    label: str = ""


@dataclass(frozen=True)
class Step:
    """A step by its number, from 0, and what it rests on: steps of lower numbers."""

    number: int
    node: Node
    edges: tuple[Edge, ...]


@dataclass
class Graph:
    """The steps of the proofs that were added, in order; adding tells the number of a proof's last step."""

    steps: list[Step] = field(default_factory=list)
    _identity: Identity = field(default_factory=by_what_is_shown)
    _numbers: dict[int, int] = field(default_factory=dict)

    def add(self, proof: Node) -> int:
        pending = [proof]
        while pending:
            node = pending[-1]
            missing = [p for p in node.premises if self._identity.of(p) not in self._numbers]
            if missing:
                pending += reversed(missing)
                continue
            pending.pop()
            self._number(node)
        return self.number(proof)

    def number(self, node: Node) -> int:
        return self._numbers[self._identity.of(node)]

    def _number(self, node: Node) -> None:
        identity = self._identity.of(node)
        if identity not in self._numbers:
            edges = tuple(dict.fromkeys(Edge(self.number(p), p.label) for p in node.premises))
            self._numbers[identity] = len(self.steps)
            self.steps.append(Step(len(self.steps), node, edges))


@dataclass(frozen=True)
class Heading:
    """A proof of an answer, under what it is called there."""

    words: str
    proof: Node


def proofs(row: RowView, depth: int | None = None) -> Iterator[Heading]:
    """Every proof of an answer, in order: its grounds, both sides of a conflict, what is not counted."""
    for heading in _proofs(row):
        yield Heading(heading.words, fold(heading.proof, depth))


def _proofs(row: RowView) -> Iterator[Heading]:
    for number, found in enumerate(row.grounds, 1):
        name = f"Ground {number}"
        note = words.ground_note(found, row)
        yield Heading(f"{name} ({note})" if note else name, found.proof)
    for number, side in enumerate(row.conflict, 1):
        yield Heading(f"Side {number}", side)
    for number, found in enumerate(row.arguendo, len(row.grounds) + 1):
        yield Heading(f"Even if: ground {number} (not counted)", found.proof)
    for number, found in enumerate(row.granted, 1):
        yield Heading(f"{words.IF_GRANTED}: ground {number} (not counted)", found.proof)

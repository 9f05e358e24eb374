"""A proof to a depth, with a step in place of what is left out that says how many there were."""

from __future__ import annotations

from dataclasses import replace

from decisis.proof.nodes import Node
from decisis.render import words
from decisis.render.shared import count

FOLDED = "folded"  # the kind of the step that stands for others


def fold(proof: Node, depth: int | None) -> Node:
    """The proof itself if there is no depth. The conclusion is at depth 0. Without recursion."""
    if depth is None:
        return proof
    made: dict[tuple[int, int], Node] = {}
    pending = [(proof, 0)]
    while pending:
        node, level = pending[-1]
        missing = [(p, level + 1) for p in node.premises if (id(p), level + 1) not in made]
        if level < depth and missing:
            pending += missing
            continue
        pending.pop()
        made[id(node), level] = _folded(node, level, depth, made)
    return made[id(proof), 0]


def _folded(node: Node, level: int, depth: int, made: dict[tuple[int, int], Node]) -> Node:
    if not node.premises:
        return node
    if level < depth:
        return replace(node, premises=tuple(made[id(p), level + 1] for p in node.premises))
    return replace(node, premises=(Node(FOLDED, words.more_steps(count(node.premises))),))

"""Graphs, and the two recursive programs that are asked of them: reachability, and the same generation.

A workload is named `shape-size`: chain-1000, random-1000, grid-30, cycle-700, tree-10.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Pairs = list[tuple[int, int]]


def chain(size: int) -> Pairs:
    return [(n, n + 1) for n in range(size)]


def cycle(size: int) -> Pairs:
    return [(n, (n + 1) % size) for n in range(size)]


def random(size: int) -> Pairs:
    """Two edges a node, on average; much of it is one strongly connected component."""
    chance = Random(size)
    return sorted({(chance.randrange(size), chance.randrange(size)) for _ in range(2 * size)})


def grid(size: int) -> Pairs:
    """To the right and down: many paths between any two places."""
    right = [(row * size + n, row * size + n + 1) for row in range(size) for n in range(size - 1)]
    down = [(row * size + n, (row + 1) * size + n) for row in range(size - 1) for n in range(size)]
    return right + down


def tree(depth: int) -> Pairs:
    """From each node of a full binary tree to its parent; the root is 1."""
    return [(n, n // 2) for n in range(2, 2 ** (depth + 1))]


SHAPES: dict[str, Callable[[int], Pairs]] = {
    "chain": chain,
    "random": random,
    "grid": grid,
    "cycle": cycle,
    "tree": tree,
}


def pairs(workload: str) -> Pairs:
    shape, _, size = workload.partition("-")
    return SHAPES[shape](int(size))


def same_generation(workload: str) -> bool:
    return workload.startswith("tree-")

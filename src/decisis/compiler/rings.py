"""Provisions that beat one another in a ring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from decisis.rules import ir

Pair = tuple[str, str]  # of provisions, by their keys


def rings_of(beats: Iterable[Pair]) -> list[tuple[str, ...]]:
    """The sets of provisions that beat one another in a ring."""
    below: dict[str, set[str]] = {}
    for stronger, weaker in beats:
        below.setdefault(stronger, set()).add(weaker)
    reach = {name: _reachable(name, below) for name in below}
    rings = {
        tuple(sorted(other for other in reach[name] if name in reach.get(other, set())))
        for name in below
        if name in reach[name]
    }
    return sorted(rings)


def ways_round(ring: tuple[str, ...], beats: Mapping[Pair, str]) -> Iterator[ir.Ring]:
    """The shortest way from each member back to itself, with why each beats the next; each way once."""
    seen: set[frozenset[str]] = set()
    for start in ring:
        paths: list[tuple[str, ...]] = [(start,)]
        for path in paths:  # grows as it is gone through: the shortest are found first
            following = [b for b in ring if (path[-1], b) in beats and b not in path[1:]]
            if start in following:
                if frozenset(path) not in seen:
                    seen.add(frozenset(path))
                    steps = zip(path, (*path[1:], start), strict=True)
                    yield tuple((a, b, beats[a, b]) for a, b in steps)
                break
            paths += [(*path, b) for b in following if all(b not in other for other in paths)]


def _reachable(start: str, below: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = list(below.get(start, ()))
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += below.get(name, ())
    return found

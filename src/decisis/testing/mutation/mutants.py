"""The mutants of a library that are to be tried, in the order of its text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from decisis.compiler.library import Library
from decisis.testing.mutation.mutant import KINDS, Mutant
from decisis.testing.mutation.operators import every_mutant


def mutants(
    library: Library,
    kinds: Collection[str] = KINDS,
    names: Collection[str] = (),
    files: Callable[[str], bool] = lambda _: True,
) -> tuple[Mutant, ...]:
    """Every mutant of some kinds, of the blocks that have these names (of all, if none are named)."""
    seen: dict[str, int] = {}
    found: list[Mutant] = []
    for mutant in every_mutant(library):
        seen[mutant.identity] = seen.get(mutant.identity, 0) + 1
        found.append(replace(mutant, copy=seen[mutant.identity]))
    ordered = sorted(found, key=lambda m: (m.file, m.span.start, KINDS.index(m.kind), m.identity))
    return selected(ordered, kinds, names, files)


def selected(
    every: Iterable[Mutant],
    kinds: Collection[str],
    names: Collection[str] = (),
    files: Callable[[str], bool] = lambda _: True,
) -> tuple[Mutant, ...]:
    """Those of some kinds, of blocks that have these names, in some files."""
    return tuple(m for m in every if m.kind in kinds and (not names or m.name in names) and files(m.file))

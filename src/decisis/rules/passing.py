"""Of more days than `any day` goes through, one that stands for any: only where there may be so many.

Such a day is known by bounds, and what joins on bounds is slow (`rules.imprecision`). So a program is first
run without; if its model says that there may be more days somewhere, then again with a day that may be any of
them. Whatever a model says of it is said of all that is possible, of which the second run has no less.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from decisis.dataclass import replace
from decisis.rules import ir, naming
from decisis.rules.imprecision import Place


def passed_in(held: Iterable[str]) -> frozenset[Place]:
    """Where there may be more days than are gone through, by the relations that hold something."""
    return frozenset((naming.ANY_TIME + name, 0) for name in held if name.startswith(naming.MANY_DAYS))


def without_idle(program: ir.Program, places: Collection[Place]) -> ir.Program:
    """The program without what speaks of any of many days, but for the places where there may be so many."""
    wanted = {name for name, _ in places}
    some = any(name.startswith(naming.ANY_TIME) for name in wanted)

    def is_idle(name: str) -> bool:
        if name.startswith(naming.ANY_TOTAL):
            return not some
        return name.startswith(naming.ANY_TIME) and name not in wanted

    idle = {name for name in program.clauses_for if is_idle(name)}
    return replace(program, clauses=_without(program, idle)) if idle else program


def _without(program: ir.Program, lost: set[str]) -> tuple[ir.Clause, ...]:
    """Without the clauses for some relations, and those that need what no clause gives any more."""
    number = {name: len(clauses) for name, clauses in program.clauses_for.items()}
    left = [c for c in program.clauses if c.head.relation not in lost]
    while lost:
        gone = [c.head.relation for c in left if not lost.isdisjoint(c.needed)]
        left = [c for c in left if lost.isdisjoint(c.needed)]
        for name in gone:
            number[name] -= 1
        lost = {name for name in gone if not number[name]}
    return tuple(left)

"""The clauses of a program that can fire at all, given what kinds of facts it will be run with.

A record speaks to few of the relations of a library, so most clauses need something of which there will be
nothing: a provision for which no fact is stated, and whatever opposes or beats it. A model is the same
without them. They stay in the program, for who asks why something does not follow.
"""

from __future__ import annotations

from collections.abc import Callable

from decisis.rules.ir import Clause, Program


def that_can_fire(program: Program, is_given: Callable[[str], bool]) -> tuple[Clause, ...]:
    """Those whose needed relations may all have tuples, in the order of the program.

    ``is_given``: whether facts may give a relation tuples.
    """
    lacking: dict[int, int] = {}  # by the place of a clause, how many of its relations have no tuples yet
    waiting: dict[str, list[int]] = {}  # by a relation, the places of the clauses that need it
    ready: list[int] = []
    for place, clause in enumerate(program.clauses):
        lacking[place] = len(clause.needed)
        for name in clause.needed:
            waiting.setdefault(name, []).append(place)
        if not clause.needed:
            ready.append(place)
    filled = [name for name in waiting if name in program.tables or is_given(name)]
    known = set(filled)
    while filled or ready:
        while ready:
            name = program.clauses[ready.pop()].head.relation
            if name not in known:
                known.add(name)
                filled.append(name)
        for place in waiting.get(filled.pop(), ()) if filled else ():
            lacking[place] -= 1
            if not lacking[place]:
                ready.append(place)
    return tuple(clause for place, clause in enumerate(program.clauses) if not lacking[place])

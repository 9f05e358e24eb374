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
    clauses = program.clauses
    lacking = [len(clause.needed) for clause in clauses]  # of its relations, how many have no tuples yet
    waiting: dict[str, list[int]] = {}  # the places of the clauses that need a relation
    for place, clause in enumerate(clauses):
        for name in clause.needed:
            waiting.setdefault(name, []).append(place)
    pending = [name for name in waiting if name in program.tables or is_given(name)]
    pending += [clause.head.relation for clause in clauses if not clause.needed]
    filled: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in filled:
            filled.add(name)
            for place in waiting.get(name, ()):
                lacking[place] -= 1
                if not lacking[place]:
                    pending.append(clauses[place].head.relation)
    return tuple(clause for clause, number in zip(clauses, lacking, strict=True) if not number)

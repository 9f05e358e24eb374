"""A matter as a court sees one: sixty provisions with exceptions and consequences, five parties, 100 facts.

Each provision is four clauses: it applies if its elements are shown and a test holds; it is barred by what
another provision concludes, or by a fact; it concludes unless it is barred; and what it concludes counts
for a later one. That makes 240 clauses, a quarter of them with a negation.
"""

from __future__ import annotations

from random import Random

from decisis.rules.ir import Atom, Clause, Comparison, Constant, Facts, Literal, Negation, Program, Variable

PROVISIONS = 60
ELEMENTS = 20
PARTIES = 5
FACTS = 100

PARTY, OTHER, AMOUNT = Variable("Party"), Variable("Other"), Variable("Amount")


def matter(
    seed: int = 1, provisions: int = PROVISIONS, facts: int = FACTS, parties: int = PARTIES
) -> tuple[Program, Facts]:
    """A program of four clauses for each provision, and facts; always the same for the same numbers."""
    chance = Random(seed)
    clauses = [clause for number in range(provisions) for clause in _provision(chance, number)]
    return Program(tuple(clauses)), _record(chance, facts, parties)


def _provision(chance: Random, number: int) -> list[Clause]:
    applies, barred = Atom(f"applies_{number}", (PARTY,)), Atom(f"barred_{number}", (PARTY,))
    concluded = Atom(f"concluded_{number}", (PARTY,))
    body: list[Literal] = [Atom(f"element_{chance.randrange(ELEMENTS)}", (PARTY, AMOUNT))]
    body.append(Comparison(AMOUNT, ">", Constant(chance.randrange(20))))
    earlier = chance.randrange(number) if number else 0
    if number % 3 == 1:
        body.append(Atom(f"counts_{earlier}", (PARTY,)))
    if number % 3 == 2:
        body.append(Atom("opposed", (PARTY, OTHER)))
        body.append(Atom(f"counts_{earlier}", (OTHER,)))
    bars = Atom(f"element_{chance.randrange(ELEMENTS)}", (PARTY, AMOUNT))
    return [
        Clause(applies, tuple(body)),
        Clause(barred, (applies, bars, Comparison(AMOUNT, ">=", Constant(chance.randrange(60, 100))))),
        Clause(concluded, (applies, Negation(barred))),
        Clause(Atom(f"counts_{number}", (PARTY,)), (concluded, Atom("party", (PARTY,)))),
    ]


def _record(chance: Random, size: int, many: int) -> Facts:
    parties = [f"party_{number}" for number in range(many)]
    rows: dict[str, set[tuple[str | int, ...]]] = {
        "party": {(party,) for party in parties},
        "opposed": {(chance.choice(parties), chance.choice(parties)) for _ in range(2 * many)},
    }
    count = sum(map(len, rows.values()))
    while count < size:
        element = rows.setdefault(f"element_{chance.randrange(ELEMENTS)}", set())
        before = len(element)
        element.add((chance.choice(parties), chance.randrange(100)))
        count += len(element) - before
    return {name: frozenset(each) for name, each in rows.items()}

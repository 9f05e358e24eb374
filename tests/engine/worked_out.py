"""Programs that work out one function, comparisons and aggregates of a dozen values, for their edges."""

from __future__ import annotations

from random import Random

from decisis.rules.ir import Aggregate, Apply, Atom, Binding, Clause, Comparison, Constant, Program, Variable
from decisis.values import OPERATORS, Value
from tests.engine.bodies import AGGREGATES, FUNCTIONS, ORDERED, ZERO
from tests.engine.domains import EXACT, IMPRECISE, RULE, calendar
from tests.engine.generated import Case, Rows

A, B, C, K = (Variable(name) for name in "ABCK")
ONE, OTHER = Atom("one", (A,)), Atom("other", (B,))


def worked_out(random: Random) -> Case:
    """A function of two types of values, over some of each with all of their edges; a third is one value."""
    result = random.choice((*ORDERED, "day", "day"))  # days have the most edges
    function, types = random.choice(FUNCTIONS[result])
    third = [Constant(RULE if type == RULE else random.choice(EXACT[type])) for type in types[2:]]
    given = {"one": _some(random, types[0]), "other": _some(random, types[1])}
    value = Binding(C, Apply(function, (A, B, *third)))
    clauses = [
        Clause(Atom("result", (A, B, C)), (ONE, OTHER, value)),
        Clause(Atom("again", (A, C)), (Atom("result", (A, B, C)), Atom("result", (B, A, C)))),
        Clause(Atom("tested", (A, B)), (Atom("result", (A, B, C)), value)),
        *_comparisons(random, types[0]),
        *_aggregates(random, result),
    ]
    return Case(Program(tuple(clauses), calendar(random.randrange(1000))), given)


def _comparisons(random: Random, type: str) -> list[Clause]:
    """Each pair of values of a type, by what may be said of it."""
    pair = (Atom("one", (A,)), Atom("one", (B,)))
    return [
        Clause(Atom(f"{operator} {certain}", (A, B)), (*pair, Comparison(A, operator, B, certain)))
        for operator in random.sample(OPERATORS, 3)
        for certain in (True, False)
    ]


def _aggregates(random: Random, type: str) -> list[Clause]:
    """What the results come to, for each first operand, and all that only may be among them."""
    places = random.sample((A, K, C), 3)
    over, wider = Atom("surely", tuple(places)), Atom("perhaps", tuple(places))
    result = Atom("result", (A, K, C))
    return [
        Clause(over, (result, Atom("one", (K,)))),
        Clause(wider, (result,)),
        *(
            Clause(
                Atom(f"{operator} {possibly is None}", (A, B)),
                (ONE, Aggregate(B, operator, C, over, possibly, ZERO.get(type, 0))),
            )
            for operator in dict.fromkeys(AGGREGATES[type])
            for possibly in (None, wider)
        ),
    ]


def _some(random: Random, type: str) -> Rows:
    exact, vague = EXACT[type], IMPRECISE[type]
    some: list[Value] = [*random.sample(exact, 6), *random.sample(vague, min(len(vague), 2))]
    return frozenset((value,) for value in some)

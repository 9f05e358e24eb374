"""Every program of two rules over a tiny vocabulary, with every set of facts: nothing small is left out.

Two relations of facts, `e(·, ·)` and `u(·)`, and two that are concluded, `p(·)` and `q(·)`, by one rule each,
of one or two literals over two variables; two things. Rules are safe, and programs stratified.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations, islice, product

from decisis.engine import engine
from decisis.rules.ir import Atom, Clause, Facts, Literal, Negation, Program, StratifiedProgram, Variable
from decisis.rules.stratify import NegativeCycle, stratify

X, Y = Variable("X"), Variable("Y")
ATOMS = (
    *(Atom("e", pair) for pair in product((X, Y), repeat=2)),
    *(Atom(name, (variable,)) for name in "upq" for variable in (X, Y)),
)
TUPLES = (*(("e", pair) for pair in product("ab", repeat=2)), *(("u", (thing,)) for thing in "ab"))
CASES = 4_993 * 64  # programs, and sets of facts for each


@cache
def bodies() -> tuple[tuple[Literal, ...], ...]:
    """Bodies of one or two literals under which a head over X is safe."""
    literals: tuple[Literal, ...] = (*ATOMS, *map(Negation, ATOMS))
    every = chain(((each,) for each in literals), combinations(literals, 2))
    return tuple(body for body in every if _is_safe(body))


def _is_safe(body: tuple[Literal, ...]) -> bool:
    bound = {term for each in body if isinstance(each, Atom) for term in each.terms}
    needed = {term for each in body if isinstance(each, Negation) for term in each.atom.terms}
    return {X} | needed <= bound


@cache
def programs() -> tuple[StratifiedProgram, ...]:
    """Each program of a rule for `p` and one for `q` that can be cut into strata."""
    return tuple(_stratified())


def _stratified() -> Iterator[StratifiedProgram]:
    for one, other in product(bodies(), repeat=2):
        try:
            yield stratify(Program((Clause(Atom("p", (X,)), one), Clause(Atom("q", (X,)), other))))
        except NegativeCycle:
            continue


@cache
def fact_sets() -> tuple[Facts, ...]:
    return tuple(
        {
            name: frozenset(row for relation, row in chosen if relation == name)
            for name in {relation for relation, _ in chosen}
        }
        for size in range(len(TUPLES) + 1)
        for chosen in combinations(TUPLES, size)
    )


def whatever_is_wrong(stride: int = 1, first: int = 0) -> list[str]:
    """The cases in which the default engine and the judge differ; of all cases, each `stride`-th."""
    cases = islice(product(programs(), fact_sets()), first, None, stride)
    return [
        f"{program.clauses} {facts}"
        for program, facts in cases
        if engine().evaluate(program, facts) != engine("naive").evaluate(program, facts)
    ]

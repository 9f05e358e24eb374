"""Strata: what is negated or counted is complete below; and the shortest cycle where that cannot be."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest

from decisis.rules.ir import Atom, Clause, Negation, Program
from decisis.rules.stratify import NegativeCycle, stratify
from tests.engine.lowered_text import page


def _heads(text: str) -> list[list[str]]:
    """The relations of each stratum."""
    strata = stratify(page(text).program).strata
    return [sorted({clause.head.relation for clause in stratum}) for stratum in strata]


@pytest.mark.parametrize(
    "text, heads",
    [
        ("", []),
        ("p(X) :- q(X).", [["p"]]),
        ("p(X) :- q(X). q(X) :- r(X).", [["q"], ["p"]]),
        ("p(X) :- d(X), not q(X). q(X) :- r(X).", [["q"], ["p"]]),
        ("p(X) :- q(X). q(X) :- p(X).", [["p", "q"]]),
        ("p(X) :- q(X). q(X) :- p(X). r(X) :- d(X), not p(X).", [["p", "q"], ["r"]]),
        ("n(N) :- N is count over p(X). p(X) :- q(X).", [["p"], ["n"]]),
        ("n(N) :- N is sum of X over p(X) possibly q(X). q(X) :- r(X).", [["q"], ["n"]]),
        ("a(X) :- b(X). b(X) :- c(X), d(X). c(X) :- b(X). d(X) :- e(X).", [["d"], ["b", "c"], ["a"]]),
    ],
)
def test_each_stratum_rests_on_those_before(text: str, heads: list[list[str]]) -> None:
    assert _heads(text) == heads


@pytest.mark.parametrize(
    "text, relations",
    [
        ("p(X) :- d(X), not p(X).", ("p",)),
        ("p(X) :- d(X), not q(X). q(X) :- d(X), not p(X).", ("p", "q")),
        ("win(X) :- move(X, Y), not win(Y).", ("win",)),
        ("p(X) :- q(X). q(X) :- d(X), not p(X).", ("q", "p")),
        ("n(N) :- N is count over p(X). p(X) :- n(X).", ("n", "p")),
        ("n(N) :- N is count over d(X) possibly p(X). p(X) :- n(X).", ("n", "p")),
        ("a(X) :- d(X), not b(X). b(X) :- c(X). c(X) :- a(X).", ("a", "b", "c")),
        # two cycles: the shorter is named
        (
            "a(X) :- d(X), not b(X). b(X) :- c(X), z(X). c(X) :- a(X). z(X) :- d(X), not c(X).",
            ("a", "b", "c"),
        ),
        ("a(X) :- d(X), not b(X). b(X) :- c(X), a(X). c(X) :- a(X).", ("a", "b")),
    ],
)
def test_the_shortest_negative_cycle_is_named(text: str, relations: tuple[str, ...]) -> None:
    clauses = page(text).program.clauses
    for order in permutations(clauses):
        with pytest.raises(NegativeCycle) as caught:
            stratify(Program(order))
        assert caught.value.relations == relations
        assert [clause.head.relation for clause in caught.value.clauses] == list(relations)


def test_each_clause_of_a_cycle_is_a_step_of_it_and_the_first_denies() -> None:
    program = page(
        "a(X) :- b(X). a(X) :- d(X), not b(X). b(X) :- d(X). b(X) :- c(X). c(X) :- a(X), b(X)."
    ).program
    with pytest.raises(NegativeCycle, match="a rests on b rests on c rests on a") as caught:
        stratify(program)
    first, *others = caught.value.clauses
    assert any(isinstance(literal, Negation) and literal.atom.relation == "b" for literal in first.body)
    assert [clause.body[0] for clause in others] == [
        Atom("c", page("b(X) :- c(X).").program.clauses[0].head.terms),
        Atom("a", page("c(X) :- a(X), b(X).").program.clauses[0].head.terms),
    ]


def test_clauses_of_one_relation_are_in_one_order() -> None:
    program = page("p(X) :- a(X). p(X) :- b(X). p(X) :- c(X).").program
    found = {stratify(Program(order)).strata for order in permutations(program.clauses)}
    assert len(found) == 1


def test_long_chains_and_long_rings_need_no_recursion() -> None:
    names = [f"p{number:05}" for number in range(20_000)]
    chain = [Clause(Atom(one), (Atom(other),)) for one, other in pairwise(names)]
    strata = stratify(Program(tuple(chain))).strata
    assert [stratum[0].head.relation for stratum in strata] == names[-2::-1]
    ring = (*chain, Clause(Atom(names[-1]), (Atom(names[0]),)))
    assert len(stratify(Program(ring)).strata) == 1


def test_a_long_negative_ring_is_found() -> None:
    names = [f"p{number:05}" for number in range(5_000)]
    chain = [Clause(Atom(one), (Atom(other),)) for one, other in pairwise(names)]
    with pytest.raises(NegativeCycle) as caught:
        stratify(Program((*chain, Clause(Atom(names[-1]), (Negation(Atom(names[0])),)))))
    assert caught.value.relations == (names[-1], *names[:-1])

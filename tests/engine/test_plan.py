"""In which order literals are evaluated, and the variables that nothing binds."""

from __future__ import annotations

import pytest

from decisis.rules import plan
from decisis.rules.ir import Clause
from tests.engine.lowered_text import page


def _clause(text: str) -> Clause:
    return page(text).program.clauses[0]


@pytest.mark.parametrize(
    "text, bound, order",
    [
        ("p() :- .", "", ()),
        ("p(X) :- q(X), r(X).", "", (0, 1)),
        ("p(X) :- not q(X), r(X).", "", (1, 0)),
        ("p(X) :- X > 1, r(X).", "", (1, 0)),
        ("p(X, Y) :- q(X), r(Y), X > 1.", "", (0, 2, 1)),
        ("p(X, Y) :- q(X), r(Y), X < Y, not s(X).", "", (0, 3, 1, 2)),
        ("p(X, Z) :- q(X), r(Z), s(X, Z).", "", (0, 2, 1)),
        ("p(X, Z) :- q(X), r(Y, Z), s(X, Y).", "", (0, 2, 1)),
        ("p(X, Z) :- q(X), r(Y, Z), s(X, Y).", "Z", (1, 2, 0)),
        ("p(X) :- q(X, Y), r(a, Y).", "", (1, 0)),
        ("p(X) :- q(X), r().", "", (1, 0)),
        ("p(N) :- N is X + 1, q(X).", "", (1, 0)),
        ("p(N) :- N is M + 1, M is X + 1, q(X).", "", (2, 1, 0)),
        ("p(N) :- N is 7, q(N).", "", (1, 0)),
        ("p(N) :- N is 7, not q(N).", "", (0, 1)),
        ("p(C, N) :- N is sum of T over term(C, K, T), c(C).", "", (1, 0)),
        ("p(N) :- N is sum of T over term(C, K, T).", "", (0,)),
        ("p(C, N) :- N is count over q(C, K) possibly r(C, K), c(C).", "", (1, 0)),
        ("p(C, N) :- N is count over q(C, K), c(C).", "C", (0, 1)),
    ],
)
def test_tests_come_as_soon_as_they_can_and_else_the_atom_that_is_best_bound(
    text: str, bound: str, order: tuple[int, ...]
) -> None:
    assert plan.order(_clause(text), frozenset(bound.split())) == order


@pytest.mark.parametrize(
    "text, unsafe",
    [
        ("p(X) :- q(X).", ()),
        ("p(a) :- .", ()),
        ("p(X) :- .", ("X",)),
        ("p(X) :- not q(X).", ("X",)),
        ("p(Y) :- q(X).", ("Y",)),
        ("p(X) :- q(X), not r(X, Y).", ("Y",)),
        ("p(X) :- q(X), Y > X.", ("Y",)),
        ("p(X) :- q(X), Y = X.", ("Y",)),
        ("p(Y) :- q(X), Y is X + 1.", ()),
        ("p(Y) :- q(X), Y is Z + 1.", ("Y", "Z")),
        ("p(X) :- X is X + 1.", ("X",)),
        ("p(X) :- X is Y + 1, Y is X - 1.", ("X", "Y")),
        ("p(N) :- N is sum of T over term(C, K, T).", ()),
        ("p(C, N) :- N is sum of T over term(C, K, T).", ("C", "N")),
        ("p(N) :- N is sum of T over term(C, K, T), not q(K).", ("N", "K")),
        ("p(N) :- N is sum of T over term(C, K), q(C).", ("N", "T")),
        ("p(N) :- N is count over q(N).", ("N",)),
        ("p(N) :- N is count over q(K), M is count over r(K).", ("N", "K", "M")),
    ],
)
def test_variables_that_nothing_binds(text: str, unsafe: tuple[str, ...]) -> None:
    clause = _clause(text)
    assert plan.unsafe_variables(clause) == unsafe
    if not unsafe:
        assert sorted(plan.order(clause)) == list(range(len(clause.body)))


def test_a_literal_that_can_never_be_evaluated_has_no_order() -> None:
    with pytest.raises(ValueError, match="nothing binds Y, Z"):
        plan.order(_clause("p(X) :- q(X), Y > Z."))

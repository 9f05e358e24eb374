"""Pairs that nothing need be searched for: what their own elements say is at odds with itself."""

from __future__ import annotations

from datetime import date

import pytest

from decisis.compiler.setting import Setting
from decisis.engine import engine
from decisis.pipeline import latest_day
from decisis.rules import ir
from decisis.testing.domain import Bound
from decisis.testing.exclusion import exclude_each_other
from decisis.testing.opposed import Oppositions, both_apply
from decisis.testing.workbench import Workbench
from tests.shipped import LOADER

pytest.importorskip("clingo")

X, D, N, M, TOTAL = (ir.Variable(name) for name in ("X", "D", "N", "M", "Total"))
RELATIONS = {
    "entered": ir.RelationInfo("entered", ("x", "day"), ("Permit", "Date"), keys=(0,)),
    "zone": ir.RelationInfo("zone", ("x", "in"), ("Permit", "Zone"), keys=(0,)),
    "fine": ir.RelationInfo("fine", ("x", "n"), ("Permit", "Int"), keys=(0,)),
    "urgent": ir.RelationInfo("urgent", ("x",), ("Permit",)),
    "paid": ir.RelationInfo("paid", ("x", "n", "d"), ("Permit", "Int", "Date")),
    "seen": ir.RelationInfo("seen", ("x", "day"), ("Permit", "Date")),
}
DAY = ir.Constant(date(2000, 11, 1))
LATER = ir.Constant(date(2001, 11, 1))


def zone(name: str) -> ir.Atom:
    return ir.Atom("zone", (X, ir.Constant(name)))


def on(relation: str, operator: str, day: ir.Constant) -> tuple[ir.Literal, ...]:
    return ir.Atom(relation, (X, D)), ir.Comparison(D, operator, day)


def sum_of(key: ir.Term, operator: str = "sum") -> ir.Aggregate:
    """What was paid for a permit in all."""
    return ir.Aggregate(TOTAL, operator, M, ir.Atom("paid", (key, M, D)))


def computed(*literals: ir.Literal) -> tuple[ir.Literal, ...]:
    return (ir.Atom("urgent", (X,)), *literals)


def above(n: int) -> ir.Comparison:
    return ir.Comparison(TOTAL, ">", ir.Constant(n))


def below(n: int) -> ir.Comparison:
    return ir.Comparison(TOTAL, "<", ir.Constant(n))


def one_more(relation: str) -> tuple[ir.Literal, ...]:
    return ir.Atom(relation, (X, N)), ir.Binding(TOTAL, ir.Apply("+", (N, ir.Constant(1))))


@pytest.mark.parametrize(
    "first, second, apart",
    [
        ((zone("red"),), (zone("green"),), True),
        ((zone("red"),), (zone("red"),), False),
        ((zone("red"),), (ir.Atom("urgent", (X,)),), False),
        (on("entered", "<", DAY), on("entered", ">=", DAY), True),
        (on("entered", "<=", DAY), on("entered", ">=", DAY), False),
        (on("entered", ">", DAY), on("entered", "<=", LATER), False),
        (on("seen", "<", DAY), on("seen", ">=", DAY), False),  # it may have been seen on two days
        ((ir.Atom("urgent", (X,)),), (ir.Atom("not urgent", (X,)),), True),
        ((ir.Atom("urgent", (X,)),), (ir.Negation(ir.Atom("urgent", (X,))),), True),
        ((ir.Negation(ir.Atom("urgent", (X,))),), (ir.Negation(ir.Atom("urgent", (X,))),), False),
        (computed(sum_of(X), above(5)), computed(sum_of(X), below(5)), True),
        (computed(sum_of(X), above(5)), computed(sum_of(X), below(9)), False),
        (computed(sum_of(X), above(5)), computed(sum_of(X, "greatest"), below(5)), False),
        (
            computed(sum_of(X), above(5)),
            (ir.Atom("near", (X, N)), sum_of(N), below(5)),
            False,
        ),  # another permit
        ((*one_more("fine"), above(5)), (*one_more("fine"), below(5)), True),
        ((*one_more("fine"), above(5)), (*one_more("hours"), below(5)), False),
    ],
)
def test_what_two_bodies_say_together(
    first: tuple[ir.Literal, ...], second: tuple[ir.Literal, ...], apart: bool
) -> None:
    heads = ir.Atom("applies a", (X,)), ir.Atom("applies b", (X,))
    clauses = tuple(ir.Clause(h, body) for h, body in zip(heads, (first, second), strict=True))
    program = ir.Program(clauses, LOADER.doctrine(("courts",)).library.calendar, relations=RELATIONS)
    goal = ir.Clause(ir.Atom("goal", ()), heads)
    assert exclude_each_other((goal,), program) == apart


def test_what_is_excluded_is_not_found_by_a_search_either() -> None:
    library = LOADER.doctrine(("sentencing",)).library
    bench, setting = Workbench(library, engine()), Setting("ca3", latest_day(library))
    program, looking = bench.program(setting), Oppositions(bench, Bound())
    goals = (
        tuple(both_apply(*pair, program.relations[pair[0].literal.removeprefix("not ")].keys))
        for pair in looking.listed(setting)
    )
    apart = [wanted for wanted in goals if exclude_each_other(wanted, program)]
    assert len(apart) > 40
    for wanted in apart[::9]:
        assert bench.find(setting, wanted, Bound(), 5.0)[0].record is None

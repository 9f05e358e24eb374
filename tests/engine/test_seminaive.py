"""What makes the default engine fast must not show: indexes, deltas, and programs kept for other facts."""

from __future__ import annotations

import gc
from dataclasses import replace
from threading import Thread

import pytest

from decisis import engine as engines
from decisis.engine import LimitReached, engine, naive, seminaive
from decisis.engine.codegen import routine
from decisis.engine.model import Model
from decisis.engine.writing import Routine
from decisis.rules.ir import Clause, Facts, Origin, Program, StratifiedProgram
from decisis.rules.stratify import stratify
from tests.engine.lowered_text import page

DOCTRINE = """
    reach(X) :- start(X).
    reach(Y) :- reach(X), edge(X, Y), grid(Y, 1).
    out(X) :- node(X), not reach(X).
    number(N) :- N is count over out(X).
    table grid(a, 1). table grid(b, 1). table grid(c, 2). table node(a). table node(b). table node(c).
"""
MATTERS = (
    "start(a).",
    "start(a). edge(a, b).",
    "edge(a, b).",
    "start(a). edge(a, b). grid(c, 1). edge(b, c).",
    "",
)


def _evaluate(name: str, program: StratifiedProgram, facts: Facts) -> Model:
    return engine(name).evaluate(program, facts)


def test_one_program_meets_many_matters() -> None:
    program = stratify(page(DOCTRINE).program)
    compiled = seminaive.compile(program)
    for matter in MATTERS * 2:
        facts = page(matter).facts
        assert compiled.evaluate(facts) == _evaluate("naive", program, facts)


def test_a_matter_that_adds_to_a_table_leaves_it_as_it_was() -> None:
    compiled = seminaive.compile(stratify(page(DOCTRINE).program))
    before = compiled.evaluate(page(MATTERS[1]).facts)
    compiled.evaluate(page("grid(z, 1). start(a). edge(a, z).").facts)
    assert compiled.evaluate(page(MATTERS[1]).facts) == before
    assert before.tuples("grid") == {("a", 1), ("b", 1), ("c", 2)}


def test_functions_are_made_once_and_only_for_what_has_something_to_join(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []

    def spy(clause: Clause, delta: int | None = None) -> Routine:
        made.append(clause.head.relation)
        return routine(clause, delta)

    monkeypatch.setattr(seminaive, "routine", spy)
    compiled = seminaive.compile(stratify(page("p(X) :- q(X). r(X) :- s(X). t(X) :- p(X), r(X).").program))
    assert made == []
    compiled.evaluate(page("q(1).").facts)
    assert made == ["p"]
    compiled.evaluate(page("q(1). s(1).").facts)
    assert made == ["p", "r", "t"]
    compiled.evaluate(page("q(2). s(2).").facts)
    assert made == ["p", "r", "t"]


def test_what_is_kept_of_a_program_goes_with_it() -> None:
    kept = seminaive.Seminaive()
    program = stratify(page(DOCTRINE).program)
    kept.evaluate(program, {})
    kept.evaluate(program, {})
    assert len(kept._compiled) == 1
    del program
    gc.collect()
    assert kept._compiled == {}


def test_threads_share_a_program() -> None:
    program = stratify(page(DOCTRINE).program)
    expected = [_evaluate("naive", program, page(matter).facts) for matter in MATTERS]
    compiled = seminaive.compile(program)
    found: list[bool] = []

    def work() -> None:
        for _ in range(50):
            models = [compiled.evaluate(page(matter).facts) for matter in MATTERS]
            found.append(models == expected)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 200


# --- limits --------------------------------------------------------------------------------------


@pytest.fixture(params=[naive, seminaive], ids=["naive", "seminaive"])
def limited(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """An engine that may derive 100 tuples, in 50 rounds."""
    monkeypatch.setattr(request.param, "MOST_TUPLES", 100)
    monkeypatch.setattr(request.param, "MOST_ROUNDS", 50)
    engine_under_test: str = request.param.__name__.rpartition(".")[2]
    return engine_under_test


def _numbers(count: int) -> Facts:
    return {"q": frozenset((number,) for number in range(count))}


@pytest.mark.parametrize(
    "text, size",
    [
        ("p(X, Y) :- q(X), q(Y).", 10),
        ("p(X) :- q(X).", 100),
        ("p(X) :- q(X). r(X) :- q(X).", 50),
        ("p(X, Y) :- q(X), q(Y). p(X, Z) :- p(X, Y), p(Y, Z).", 10),
        ("p(a) :- q(X), q(Y), q(Z).", 12),
    ],
)
def test_as_much_as_the_limit_is_no_error(limited: str, text: str, size: int) -> None:
    _evaluate(limited, stratify(page(text).program), _numbers(size))


@pytest.mark.parametrize(
    "text, size",
    [
        ("p(X, Y) :- q(X), q(Y).", 11),
        ("p(X) :- q(X).", 101),
        ("p(X) :- q(X). r(X) :- q(X).", 51),
        ("p(X, Y) :- q(X), q(Y). p(X, Z) :- p(X, Y), p(Y, Z).", 11),
        ("p(A, B, C) :- q(A), q(B), q(C).", 6),
    ],
)
def test_more_than_the_limit_is_an_error(limited: str, text: str, size: int) -> None:
    with pytest.raises(LimitReached, match="more than 100 conclusions follow"):
        _evaluate(limited, stratify(page(text).program), _numbers(size))


def test_what_never_ends_is_an_error(limited: str) -> None:
    program = stratify(page("n(0) :- . n(M) :- n(N), M is N + 1.").program)
    with pytest.raises(LimitReached, match="conclusions still follow after 50 rounds"):
        _evaluate(limited, program, {})


def test_what_never_ends_names_the_provisions_that_go_on(limited: str) -> None:
    program = page("n(0) :- . n(M) :- n(N), M is N + 1. m(N) :- n(N).").program
    of = ("first", "grow", "after"), program.clauses
    named = tuple(replace(c, origin=Origin("concludes", name)) for name, c in zip(*of, strict=True))
    with pytest.raises(LimitReached, match="50 rounds, by what `grow` concludes"):
        _evaluate(limited, stratify(replace(program, clauses=named)), {})


def test_an_explosion_stops_long_before_memory_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seminaive, "MOST_TUPLES", 10_000)
    program = stratify(page("p(A, B, C, D, E) :- q(A), q(B), q(C), q(D), q(E).").program)
    with pytest.raises(LimitReached):
        _evaluate("seminaive", program, _numbers(1_000))


def test_the_limits_are_those_of_the_design() -> None:
    assert (engines.MOST_TUPLES, engines.MOST_ROUNDS) == (1_000_000, 100_000)


def test_a_clause_that_nothing_makes_safe_is_an_error() -> None:
    program = StratifiedProgram(Program(()), (page("p(X) :- q(X), Y > X.").program.clauses,))
    for name in ("naive", "seminaive"):
        with pytest.raises(ValueError, match=r"bound|binds"):
            _evaluate(name, program, _numbers(1))

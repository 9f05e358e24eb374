"""clingo is told integers and templates, asks back what it cannot compute, and is killed when it is late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest

from decisis.engine import LimitReached, Unsound, Unsupported, clingo, engine
from decisis.engine.child import Child
from decisis.engine.clingo import CHILD, Clingo, parts
from decisis.rules.ir import Atom, Clause, Constant, Program, Variable
from decisis.rules.stratify import stratify
from tests.engine.lowered_text import Page, page

TOLD = re.compile(r"p\d+|@f|V\d+|:-|not |[-(),.=\n]|\d+")


@pytest.fixture
def own() -> Iterator[Clingo]:
    """An engine with a child of its own."""
    made = Clingo(deadline=1.0)
    yield made
    made._child.close()


def _rows(own: Clingo, given: Page, relation: str) -> frozenset[tuple[Any, ...]]:
    return own.evaluate(stratify(given.program), given.facts).tuples(relation)


def test_an_aggregate_begins_a_part_if_it_reads_what_the_last_one_gives() -> None:
    given = page("a(X) :- e(X). n(N) :- N is count over a(X). m(N) :- N is count over e(X). b(N) :- n(N).")
    cut = [[clause.head.relation for clause in part] for part in parts(stratify(given.program).strata)]
    assert sorted(name for part in cut for name in part) == ["a", "b", "m", "n"]
    assert len(cut) == 2
    assert "a" in cut[0]
    assert "n" in cut[1]


def test_one_process_serves_program_after_program_and_forgets_each(own: Clingo) -> None:
    first = page("p(X) :- q(X). q(1). q(2).")
    assert _rows(own, first, "p") == {(1,), (2,)}
    process = own._child._process
    assert _rows(own, page("p(X) :- r(X), not q(X). r(1)."), "p") == {(1,)}
    assert own._child._process is process


def test_what_never_ends_is_killed_and_the_next_program_is_served(own: Clingo) -> None:
    start = monotonic()
    with pytest.raises(LimitReached, match="clingo did not answer within 1 seconds"):
        _rows(own, page("n(0) :- . n(M) :- n(N), M is N + 1."), "n")
    many = " ".join(f"q({number})." for number in range(99))
    explosion = page(f"p(A, B, C, D, E) :- q(A), q(B), q(C), q(D), q(E). {many}")
    with pytest.raises(LimitReached, match="clingo did not answer within 1 seconds"):
        _rows(own, explosion, "p")
    assert monotonic() - start < 20
    assert _rows(own, page("p(X) :- q(X). q(1)."), "p") == {(1,)}


def test_more_values_than_an_engine_will_hold(own: Clingo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clingo, "MOST_TUPLES", 50)
    with pytest.raises(LimitReached, match="more than 50 values are computed"):
        _rows(own, page("n(0) :- . n(M) :- n(N), M is N + 1."), "n")


def test_where_it_is_not_installed_it_says_how_to_install_it(
    own: Clingo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clingo, "find_spec", lambda name: None)
    given = page("p(X) :- q(X).")
    with pytest.raises(Unsupported, match=r"it is not installed \(`pip install 'decisis\[clingo\]'`\)"):
        own.evaluate(stratify(given.program), given.facts)
    assert own._child._process is None


@pytest.mark.parametrize("answer", [["open", 1], ["frob"]])
def test_an_answer_that_settles_nothing_is_no_model(
    own: Clingo, answer: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Child, "hear", lambda self: answer)
    with pytest.raises(Unsound, match="clingo"):
        _rows(own, page("p(X) :- q(X). q(1)."), "p")


def test_a_child_that_breaks_down_is_reported() -> None:
    with Child(CHILD, "clingo", 5) as child, child.turn():
        child.tell(["begin"])
        with pytest.raises(Unsupported, match="it broke down"):
            child.ask(["ground", "p0(", []])


@pytest.mark.parametrize("name", ["x). q(1", "#script (python)", "@f(1)", "not p", "%*", "", "\u202e"])
def test_no_name_reaches_clingo(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    tell = Child.tell

    def spy(self: Child, message: object) -> None:
        sent.append(message)
        tell(self, message)

    monkeypatch.setattr(Child, "tell", spy)
    x = Variable(f"{name} variable")
    clause = Clause(Atom(f"{name}!", (x, Constant(f"{name}?"))), (Atom(name, (x,)),))
    model = engine("clingo").evaluate(stratify(Program((clause,))), {name: frozenset({(f"{name}.",)})})
    assert model.tuples(f"{name}!") == {(f"{name}.", f"{name}?")}
    begun, (ground, text, asked) = sent
    assert (begun, ground, asked) == (["begin"], "ground", [[1, 2]])
    assert TOLD.sub("", text) == ""

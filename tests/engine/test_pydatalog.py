"""pyDatalog is refused what it hangs on, killed when it hangs all the same, and never believed."""

from __future__ import annotations

import json
import re
import subprocess
from time import monotonic
from typing import Any

import pytest

from decisis.calendar import Calendar
from decisis.certificate.ledger import check_model
from decisis.engine import LimitReached, Unsound, Unsupported
from decisis.engine.child import Child
from decisis.engine.model import Model
from decisis.engine.pydatalog import CHILD, PyDatalog, Request, World, verify
from decisis.rules.ir import Atom, Clause, Constant, Program, Variable
from decisis.rules.stratify import stratify
from tests.engine.lowered_text import Page, page

UNSOUND = """
    a(Y) :- u(Y), a(X).
    a(Y) :- e(Y, 1).
    a(Z) :- b(Z).
    b(Z) :- a(Z).
    c(Y, Y) :- u(Y), not b(Y).
    e(0, 1). u(0).
"""
HANGS = """
    s(X) :- t(Y), u(Z, X).
    t(X) :- u(Y, X).
    u(Z, X) :- s(Z), t(X).
"""


def _world(given: Page) -> World:
    world = World(Calendar())
    for name, rows in given.facts.items():
        world.add(name, rows)
    return world


def _believed(given: Page, deadline: float = 20) -> World:
    """What pyDatalog says of a program that is handed to it whole: no strata, no refusal, no check."""
    world = _world(given)
    request = Request(world)
    asked = {request.clause(clause): clause.head.relation for clause in given.program.clauses}
    with Child(CHILD, "pydatalog", deadline) as child, child.turn():
        for number, rows in request.answer(child).items():
            world.add(asked[number], rows)
    return world


def test_the_check_refuses_what_pydatalog_wrongly_says() -> None:
    """It derives c(0, 0), although b(0) holds: the engine refuses that itself, and so does the checker."""
    given = page(UNSOUND)
    world = _believed(given)
    if not world.rows("c"):
        pytest.skip("this pyDatalog gets it right")
    clauses = tuple(clause for clause in given.program.clauses if clause.head.relation == "c")
    with pytest.raises(Unsound, match=r"pyDatalog says c\(0, 0\), which no clause gives"):
        verify(clauses, world, {"c": ()})
    claimed = Model({name: frozenset(rows) for name, rows in world.relations.items()})
    assert check_model(stratify(given.program), given.facts, claimed) == "c(0, 0) does not follow"


def test_the_check_refuses_what_is_missing() -> None:
    given = page("p(X) :- q(X), not r(X). q(1). q(2). r(2).")
    world = _world(given)
    with pytest.raises(Unsound, match=r"pyDatalog does not say p\(1,\), which a clause gives"):
        verify(given.program.clauses, world, {"p": ()})
    world.add("p", [(1,)])
    verify(given.program.clauses, world, {"p": ()})
    world.add("p", [(3,)])
    with pytest.raises(Unsound, match=r"pyDatalog says p\(3,\), which no clause gives"):
        verify(given.program.clauses, world, {"p": ()})
    verify(given.program.clauses, world, {"p": [(3,)]})


@pytest.mark.parametrize(
    "answer, complaint",
    [([[1]], "pyDatalog says"), ([], "pyDatalog does not say")],
    ids=["too much", "too little"],
)
def test_a_wrong_answer_is_no_model(
    monkeypatch: pytest.MonkeyPatch, answer: list[list[int]], complaint: str
) -> None:
    monkeypatch.setattr(Child, "ask", lambda self, request: [[number, answer] for number in request["ask"]])
    given = page("p(X) :- q(X), r(X). q(1). r(1). q(2).")
    with pytest.raises(Unsound, match=complaint):
        PyDatalog().evaluate(stratify(given.program), given.facts)


@pytest.mark.parametrize("text", [UNSOUND, HANGS], ids=["unsound", "hangs"])
def test_what_is_known_to_go_wrong_is_refused(text: str) -> None:
    given = page(text)
    with pytest.raises(Unsupported, match="it may not return from mutual recursion"):
        PyDatalog().evaluate(stratify(given.program), given.facts)


def test_what_hangs_is_killed_at_the_deadline() -> None:
    start = monotonic()
    with pytest.raises(LimitReached, match=r"pydatalog did not answer within 0\.8 seconds"):
        _believed(page(HANGS), deadline=0.8)
    assert monotonic() - start < 10


def test_a_child_that_breaks_down_is_reported() -> None:
    with Child(CHILD, "pydatalog", 20) as child, pytest.raises(Unsupported, match="it broke down: KeyError"):
        child.ask({})


def test_no_process_is_left_behind() -> None:
    with Child(CHILD, "pydatalog", 20) as child:
        child.ask({"relations": [], "facts": [], "clauses": [], "ask": []})
        process = child._process
        assert process
        assert process.poll() is None
    assert process.poll() is not None


def test_a_program_without_joins_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    given = page("p(X) :- q(X). r(X) :- p(X), not s(X). t(3).")
    assert PyDatalog().evaluate(stratify(given.program), given.facts).tuples("t") == {(3,)}


def test_nothing_is_left_of_the_program_before() -> None:
    program = stratify(page("p(X) :- q(X).").program)
    assert PyDatalog().evaluate(program, page("q(1).").facts).tuples("p") == {(1,)}
    assert PyDatalog().evaluate(program, page("q(2).").facts).tuples("p") == {(2,)}


@pytest.mark.parametrize(
    "name", ["x); import os", "~p", "p.q", "p[1]==", "_pyD_query", "<", "p0", "", "\u202e"]
)
def test_no_name_reaches_pydatalog(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    ask = Child.ask

    def spy(self: Child, request: object) -> list[Any]:
        sent.append(request)
        return ask(self, request)

    monkeypatch.setattr(Child, "ask", spy)
    x = Variable(f"{name} variable")
    clause = Clause(Atom(f"{name}!", (x, Constant(f"{name}?"))), (Atom(name, (x,)),))
    model = PyDatalog().evaluate(stratify(Program((clause,))), {name: frozenset({(f"{name}.",)})})
    assert model.tuples(f"{name}!") == {(f"{name}.", f"{name}?")}
    assert [set(re.findall(r"[^][{}0-9:, -]+", json.dumps(request))) for request in sent] == [
        {'"relations"', '"facts"', '"clauses"', '"ask"', "false"}
    ]

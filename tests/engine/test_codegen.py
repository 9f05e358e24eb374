"""What is executed: integers and fixed templates, whatever an author calls things."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from decisis.engine import codegen, engine, seminaive
from decisis.engine.codegen import replay, routine
from decisis.rules.ir import (
    Aggregate,
    Apply,
    Atom,
    Binding,
    Clause,
    Comparison,
    Constant,
    Literal,
    Negation,
    Program,
    Variable,
)
from decisis.rules.stratify import stratify
from tests.engine.lowered_text import page, pages

HOSTILE = (
    "x); import os",
    "'''\nraise SystemExit\n'''",
    "__import__('os').system('touch /tmp/owned')",
    "v0",
    "a0 in out or stop()",
    "{0.__class__}",
    "\u202e)os tropmi",
    "",
)
WORDS = {
    "def",
    "for",
    "in",
    "not",
    "if",
    "is",
    "None",
    "return",
    "continue",
    "add",
    "out",
    "len",
    "most",
    "stop",
    "get",
    "level",
    "or",
    "row",
    "setdefault",
    "stamp",
    "make",
    "start",
    "s",
    "contents",
    "delta",
    "index",
    "ordered",
    "leveled",
}
TOKEN = re.compile(r"\s+|[A-Za-z_]\w*|[0-9]+|!=|[][(),=:>.]")
NAME = re.compile(r"part[0-9]+|[acehrvwx][0-9]*|_")


def _is_template(text: str) -> bool:
    """Whether a text is made of the words of the templates, of numbered names and of signs."""
    end = 0
    for match in TOKEN.finditer(text):
        if match.start() != end:
            return False
        end = match.end()
        word = match[0]
        if word[0].isalpha() and word not in WORDS and not NAME.fullmatch(word):
            return False
    return end == len(text)


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is executed during the test, however often it was executed before."""
    texts: list[str] = []
    execute = seminaive._function.__wrapped__

    def spy(text: str) -> Any:
        texts.append(text)
        return execute(text)

    monkeypatch.setattr(seminaive, "_function", spy)
    return texts


def _hostile_clause(name: str) -> Clause:
    x, y, n = Variable(name), Variable(f"{name} too"), Variable(f"{name} summed")
    body: tuple[Literal, ...] = (
        Atom(f"{name} given", (x, Constant(name))),
        Atom(name, (x, y)),
        Negation(Atom(f"not {name}", (x,))),
        Comparison(y, "!=", Constant(f"{name}!")),
        Binding(Variable(f"{name} bound"), Apply("greater", (Constant(1), Constant(2)))),
        Aggregate(n, "count", None, Atom(f"{name} given", (x, Variable(f"{name} local")))),
    )
    return Clause(Atom(f"{name} derived", (x, y, n, Constant(name))), body)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_and_no_constant_is_executed(name: str, executed: list[str]) -> None:
    program = stratify(Program((_hostile_clause(name),)))
    facts = {f"{name} given": frozenset({(1, name)}), name: frozenset({(1, f"{name}?")})}
    model = seminaive.Seminaive().evaluate(program, facts)
    assert model.tuples(f"{name} derived") == {(1, f"{name}?", 1, name)}
    assert model.derivations
    assert model.derivations.binding(f"{name} derived", (1, f"{name}?", 1, name))[name] == 1
    assert all(_is_template(text) for text in executed)
    harmless = _hostile_clause("harmless")
    assert executed == [routine(harmless).text, replay(harmless, ()).text]


def test_everything_that_the_pages_execute_is_template(executed: list[str]) -> None:
    for file in sorted((Path(__file__).parent / "programs").glob("*.dl")):
        for each in pages(file):
            model = seminaive.Seminaive().evaluate(stratify(each.program), each.facts)
            assert model.derivations
            for name, rows in model.relations.items():
                for row in rows:
                    if model.derivations.of(name, row):
                        model.derivations.binding(name, row)
    assert len(executed) > 100
    assert [text for text in executed if not _is_template(text)] == []


@pytest.mark.parametrize(
    "text", ["import os", "x0.y", "a0{0}", "part", "'a'", "lambda: 0", "def part0(): pass"]
)
def test_the_test_of_templates_can_fail(text: str) -> None:
    assert not _is_template(text)


def test_what_is_executed_sees_no_builtins() -> None:
    make = seminaive._function(routine(_hostile_clause("p")).text)
    assert make.__globals__["__builtins__"] == {}
    assert {name for name in make.__globals__ if not name.startswith("__")} == {"len", "make"}


def test_clauses_of_one_shape_have_one_text() -> None:
    one, other = page("p(X) :- q(X, a), X > 1. r(Y) :- s(Y, b), Y != c.").program.clauses
    assert routine(one).text == routine(other).text


def test_the_example_of_the_module() -> None:
    clause = page("path(X, Y) :- edge(X, Z), path(Z, Y).").program.clauses[0]
    replayed = replay(clause, ("path",))
    assert replayed.names == ("X", "Y", "Z")
    examples = (codegen.__doc__ or "").replace("\n    ", "\n")
    assert replayed.text in examples
    found = routine(clause, delta=0)
    assert found.order == (0, 1)
    assert found.text in examples


def test_what_the_row_settles_is_not_asked_again() -> None:
    clause = page("p(X, Y) :- e(X, Y), not f(Y), X < 3, g(a, Y), e(Y, Z).").program.clauses[0]
    replayed = replay(clause, ())
    assert replayed.names == ("X", "Y", "Z")
    assert replayed.text == (
        "def make(r, c, e):\n"
        " (r0,) = r\n"
        " (c0, c1, c2, c3,) = c\n"
        " def start(s):\n"
        "  a0 = s.ordered(r0, (0,))\n"
        "  def part0(row, level):\n"
        "   (v0, v1,) = row\n"
        "   for (_, v2,) in a0(v1, ()):\n"
        "    return ((v0, v1, v2,), ((c0, row,), (c1, (c2, v1,),), (c3, (v1, v2,),),),)\n"
        "  return part0\n"
        " return start\n"
    )


def test_a_row_that_several_relations_hold_is_made_once() -> None:
    found = routine(page("p(X, Y) :- e(X, Y), not f(X, Y), g(Y, X).").program.clauses[0])
    assert found.text == (
        "def make(r, c, e):\n"
        " (r0, r1, r2,) = r\n"
        " def part0(s, out, stamp, most):\n"
        "  a0 = s.contents.get(r0, ())\n"
        "  a1 = s.contents.get(r1, ())\n"
        "  a2 = s.contents.get(r2, ())\n"
        "  add = out.setdefault\n"
        "  for w0 in a0:\n"
        "   (v0, v1,) = w0\n"
        "   if w0 in a1: continue\n"
        "   if (v1, v0,) not in a2: continue\n"
        "   add(w0, stamp)\n"
        " return part0\n"
    )


@pytest.mark.parametrize("length", [10, 14, 15, 16, 17, 31, 64])
def test_loops_may_nest_deeper_than_python_allows(length: int) -> None:
    atoms = ", ".join(f"e(X{number}, X{number + 1})" for number in range(length))
    given = page(f"p(X0, X{length}) :- {atoms}, X0 < X{length}. e(1, 1). e(1, 2). e(2, 2).")
    model = engine("seminaive").evaluate(stratify(given.program), given.facts)
    assert model.tuples("p") == {(1, 2)}
    assert model.derivations
    binding = model.derivations.binding("p", (1, 2))
    assert [binding[f"X{number}"] for number in range(length + 1)] == [*[1] * length, 2]


def test_the_listing_shows_the_function_of_every_clause() -> None:
    given = page("p(X, Y) :- e(X, Y). p(X, Y) :- p(X, Z), p(Z, Y).").program
    listing = list(seminaive.compile(stratify(given)).listing())
    assert [(clause, routine.order) for clause, routine in listing] == [
        (given.clauses[0], (0,)),
        (given.clauses[0], (0,)),
        (given.clauses[1], (0, 1)),
        (given.clauses[1], (0, 1)),
        (given.clauses[1], (1, 0)),
        (given.clauses[1], (0, 1)),
    ]

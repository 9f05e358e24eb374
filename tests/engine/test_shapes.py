"""What is written once for all clauses of a shape is what would be written for each."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from decisis.engine import codegen, shapes
from decisis.rules.ir import Atom, Clause
from decisis.rules.plan import unsafe_variables
from tests.engine.generated import case
from tests.engine.lowered_text import page, pages

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.dl"))


def _check(clauses: tuple[Clause, ...]) -> None:
    """Twice: when the shape is new, and when it is known."""
    for clause in [*clauses, *clauses]:
        if unsafe_variables(clause):
            continue
        atoms = [index for index, each in enumerate(clause.body) if isinstance(each, Atom)]
        for delta in (None, *atoms):
            assert shapes.routine(clause, delta) == codegen.routine(clause, delta)
        for recurring in ((), (clause.head.relation,), {clause.body[index].relation for index in atoms[:1]}):  # type: ignore[union-attr]
            assert shapes.replay(clause, recurring) == codegen.replay(clause, recurring)


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: file.stem)
def test_the_routines_of_the_pages(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_SHAPES", {})
    for each in pages(file):
        _check(each.program.clauses)


def test_the_routines_of_generated_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_SHAPES", {})
    for seed in range(40):
        _check(case(Random(seed), tries=1).program.clauses)


@pytest.mark.parametrize(
    "one, other",
    [
        ("p(X) :- q(X, Y), r(Y).", "p(X) :- q(X, Y), r(X)."),
        ("p(X) :- q(X), not r(X).", "p(X) :- q(X), r(X)."),
        ("p(X) :- q(X, a).", "p(X) :- q(X, Y)."),
        ("p(X, a) :- q(X).", "p(a, X) :- q(X)."),
        ("p(N) :- N is sum of X over q(X), N is sum of X over q(X).",
         "p(N) :- N is sum of X over q(X), N is sum of X over r(X)."),
        ("p(X) :- q(X, Y), X < Y.", "p(X) :- q(X, Y), X < 3."),
        ("p(X, Z) :- q(X), Z is X + 1.", "p(X, Z) :- q(X), q(Z), Z is X + 1."),
    ],
)  # fmt: skip
def test_what_is_of_another_shape(one: str, other: str) -> None:
    keys = {shapes.Outline(page(text).program.clauses[0], ()).key for text in (one, other)}
    assert len(keys) == 2


def test_the_same_shape() -> None:
    one, other = page(
        "p(X, b) :- q(X, a), not r(X), X < 3. s(Y, 1) :- t(Y, 2), not p(Y), Y >= a."
    ).program.clauses
    assert shapes.Outline(one, ()).key == shapes.Outline(other, ()).key
    assert shapes.Outline(one, ("q",)).key != shapes.Outline(other, ("q",)).key


def test_there_are_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "MOST_SHAPES", 3)
    monkeypatch.setattr(shapes, "_SHAPES", {})
    for length in range(1, 9):
        clause = page(f"p(X) :- {', '.join(['q(X)'] * length)}.").program.clauses[0]
        assert shapes.routine(clause) == codegen.routine(clause)
        assert len(shapes._SHAPES) <= 3

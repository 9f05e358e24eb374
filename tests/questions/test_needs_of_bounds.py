"""What would change an answer that is known by its bounds alone: neither of 1 and 2 denies 1 to 2, and each
is another answer. Each change is run, and all single ones are held to an answer of their own."""

from __future__ import annotations

import pytest

from decisis.casework.answer import ask
from decisis.casework.inquiry import Inquiry, asked_of
from decisis.casework.matter import Matter
from decisis.questions.moves import moved, written
from decisis.questions.needs import Needs, needs
from decisis.questions.scope import CHANGING
from decisis.questions.space import space_of
from decisis.values import text
from tests.questions.generated import loaded

LAW = """
court top "Top Ct."
authority act is "Act" statute from the document
sort Box
sort Letter
relation in_box(l: Letter, b: Box)                       reads "{l} is in {b}"
relation opened(l: Letter)                               reads "{l} was opened"
relation weight(l: Letter, n: Int) functional in l       reads "{l} weighs {n}"
relation box(b: Box)                                     reads "{b} is a box"
relation count_of(b: Box, n: Int) functional in b        reads "there are {n} in {b}"
relation heaviest(b: Box, n: Int) functional in b        reads "the heaviest in {b} weighs {n}"
rule how_many under act at "1"
  given
    (1) box(B)
    (2) N is the count of L such that in_box(L, B) and opened(L)
  then count_of(B, N)
rule heaviest_of_them under act at "2"
  given
    (1) in_box(_, B)
    (2) N is the greatest of W for each L such that in_box(L, B) and weight(L, W)
  then heaviest(B, N)
source file is "the file"
matter m is "A box" before top as of 2005-01-01
thing first: Letter "the first letter"
thing second: Letter "the second letter"
thing chest: Box "the chest"
record found from file
  box(chest)
  in_box(first, chest)
  in_box(second, chest)
  opened(second)
  weight(first, 5 to 6)
dispute seal: opened(first) versus not opened(first) unresolved
question count: count_of(chest, N)
question weight: heaviest(chest, N)
"""

SINGLE = {
    "count": {
        ("resolve seal as opened(first)", "2"),
        ("resolve seal as not opened(first)", "1"),
        ("withdraw in_box(first, chest)", "1"),
    },
    "weight": {
        ("withdraw weight(first, 5 to 6); suppose weight(first, 5)", "5"),
        ("withdraw weight(first, 5 to 6); suppose weight(first, 6)", "6"),
    },
}


def needed(question: str, to: str = "") -> tuple[Matter, Needs]:
    matter = loaded(LAW)
    return matter, needs(asked_of(matter, Inquiry()), matter.questions[question], to)


@pytest.mark.parametrize("question, to", [("count", ""), ("count", "proved"), ("weight", "")])
def test_what_decides_it_alone(question: str, to: str) -> None:
    _, found = needed(question, to)
    told = {
        ("; ".join(written(flip.moves[0])), text(flip.rows[0].side.values[-1]))
        for flip in found.flips
        if len(flip.moves) == 1 and [row.verdict for row in flip.rows] == ["proved"]
    }
    assert told >= SINGLE[question]


def test_no_single_change_is_passed_over() -> None:
    """Of all that could be changed, whatever makes it another answer is listed."""
    matter, found = needed("count")
    asked, question = asked_of(matter, Inquiry()), matter.questions["count"]
    listed = {move for flip in found.flips if len(flip.moves) == 1 for move in flip.moves}
    space = space_of(asked, CHANGING, question.pattern, question.pattern)
    for move in space.everything():
        rows = ask(moved(space.asked, [move]), question)
        if [row.verdict for row in rows] == ["proved"]:
            assert move in listed, written(move)

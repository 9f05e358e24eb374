"""What is said of a value that no provision gives, where some give another."""

from __future__ import annotations

from decisis.casework.inquiry import Inquiry, answer
from decisis.casework.present import present
from decisis.render import RENDERERS
from decisis.render.view import Options
from tests.questions.generated import loaded

FINES = """
court county "the County Court"
authority code is "Code § 1" statute from the document
sort Book
relation late(b: Book)                            reads "{b} was late"
relation lost(b: Book)                            reads "{b} was lost"
relation fine(b: Book, n: Money) functional in b  reads "the fine for {b} is {n}"
rule of_late "Late" under code at "(a)"
  given
    (1) late(B)
  then fine(B, $1)
rule of_lost "Lost" under code at "(b)"
  given
    (1) lost(B)
  then fine(B, $20)
source card is "the loan card"
matter m is "M" before county as of 2020-01-01
thing atlas: Book "the atlas"
record found from card
  late(atlas) at "1"
  lost(atlas) at "2"
question three: fine(atlas, $3)
"""
BOTH = """
UNDETERMINED  the fine for the atlas is $3                      in the County Court as of 2020-01-01
  what speaks to it
    Late: Code § 1(a) gives another value: the fine for the atlas is $1
    Lost: Code § 1(b) gives another value: the fine for the atlas is $20
"""


def test_the_provisions_that_give_another_value_are_named_where_no_value_is_decided() -> None:
    found = answer(loaded(FINES), "three", Inquiry())
    assert RENDERERS["text"](present(found, proofs=False), Options()) == BOTH.lstrip("\n")
    assert [t for row in found.rows for t in row.turns_on] == []

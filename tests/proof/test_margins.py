"""How far something is from a limit is said; what has to be equal to something has no such distance."""

from __future__ import annotations

import decisis

LAW = """
court top "the High Court"
sort Book
relation part(b: Book, n: Int) closed                  reads "{b} has part {n}"
relation listed(b: Book, n: Int) functional in b       reads "{b} is number {n} in the list"
relation empty(b: Book)                                reads "{b} is empty"
relation old(b: Book)                                  reads "{b} is old"
authority code is "the Code" statute from the document
rule none under code at "1"
  given (1) listed(B, _) (2) N is the count of P such that part(B, P) (3) N = 0
  then empty(B)
rule few under code at "2" given (1) listed(B, N) (2) N <= 780 then old(B)
rule one under code at "3" given (1) listed(B, 750) then old(B)
matter m is "A book" before top as of 2020-01-01
thing atlas: Book "the atlas"
record found
  part(atlas, 1)
  listed(atlas, 782)
"""


def why_not(question: str) -> str:
    matter = decisis.load_doctrine().matter(LAW + f"question q: {question}(atlas)\n")
    return " ".join(str(matter.ask("q").why_not()).split())


def test_a_limit_is_missed_by_so_much() -> None:
    assert "FAILS (2) not so: 782 is at most 780 2 over" in why_not("old")


def test_what_is_to_be_equal_is_missed_by_nothing() -> None:
    assert "FAILS (3) not so: 1 is 0 →" in why_not("empty")
    assert "FAILS (1) shown otherwise: the atlas is number 782 in the list →" in why_not("old")

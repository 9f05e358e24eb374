"""What a scenario puts in the place of a fact is told once, where it stands in that place."""

from __future__ import annotations

import decisis

LAW = """
court county "the County Court"
authority code is "City Code § 12" statute from the document
sort Book
relation level(b: Book, n: Int) functional in b  reads "{b} is at level {n}"
relation raised(b: Book, n: Int) functional in b reads "{b} would be at level {n}"
relation fee(b: Book, n: Int) functional in b    reads "the fee for {b} is {n}"
relation lowered(b: Book)                        reads "the fee for {b} is lowered"
rule doubled under code at "1" given (1) level(B, N) (2) M is N * 2 then fee(B, M)
rule less under code at "2" given (1) fee(B, N) (2) amended(B): fee(B, M) (3) M < N then lowered(B)
scenario amended(B) of B
  level(B, N) is raised(B, N)
source card is "the loan card"
matter loan is "The atlas" before county as of 2020-03-01
thing atlas: Book "the atlas"
record found from card
  level(atlas, 10)
  raised(atlas, 8)
question lower: lowered(atlas)
"""


def test_what_replaces_a_fact_is_told_once() -> None:
    said = str(decisis.load_doctrine().matter(LAW).ask("lower").why())
    assert "the fee for the atlas is 16" in said
    assert said.count("the atlas would be at level 8") == 1

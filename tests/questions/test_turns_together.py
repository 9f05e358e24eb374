"""Sets of open things that a verdict turns on together: none names a thing that may fall either way."""

from __future__ import annotations

import decisis
from decisis.casework.answer import ask
from decisis.casework.inquiry import Inquiry, asked_of
from tests.questions.generated import loaded

LAW = """court land "Land Court"
authority code is "Code" statute from the document
relation master(p: Party)                           reads "{p} is a master"
relation lawful(p: Party)                           reads "{p} works lawfully"
relation age(p: Party, n: Int) functional in p      reads "{p} is {n}"
relation tongue(p: Party, n: Int) functional in p   reads "{p} speaks at level {n}"
relation points(p: Party, n: Int) functional in p   reads "{p} has {n} points for age"
relation admitted(p: Party)                         reads "{p} is admitted"
rule young under code at "1"
  given
    (1) age(P, N)
    (2) N < 35
  then points(P, 10)
rule old under code at "2"
  given
    (1) age(P, N)
    (2) N >= 35
  then points(P, 5)
rule enough under code at "3"
  given
    (1) master(P)
    (2) lawful(P)
    (3) points(P, A)
    (4) tongue(P, B)
    (5) N is A + B
    (6) N >= 12
  then admitted(P)
source file is "the file"
party ann "Ann"
matter m is "M" before land as of 2020-06-01
record found from file
  age(ann, 34 to 36)
  tongue(ann, 8 to 20)
dispute degree: master(ann) versus not master(ann) unresolved from file
dispute labour: lawful(ann) versus not lawful(ann) unresolved from file
question q: admitted(ann)
"""


def test_what_may_fall_either_way_is_not_named() -> None:
    matter = loaded(LAW)
    (row,) = ask(asked_of(matter, Inquiry()), matter.questions["q"])
    assert row.verdict == "undetermined"
    assert [each.name for each in row.turns_on] == ["degree", "labour"]


def test_what_the_same_things_do_the_one_way_and_the_other_is_said() -> None:
    page = "tests/museum/members_that_may_be_one.case"
    said = " ".join(str(decisis.load_doctrine().matter(page).ask("twice")).split())
    one_day = "if the first visit was on 2021-02-01 and the second visit was on 2021-02-01, refuted"
    two_days = "if the first visit was on 2021-02-02 and the second visit was on 2021-02-01, proved"
    assert f"{one_day}; {two_days}" in said


ALIKE = """court top "the High Court"
authority older is "Older, 1 R. 1" opinion decided by top on 1990-01-01 from memory
authority newer is "Newer, 2 R. 2" opinion decided by top on 1995-01-01 from memory
relation long(p: Party)   reads "{p} is long"
relation wide(p: Party)   reads "{p} is wide"
relation large(p: Party)  reads "{p} is large"
relation small(p: Party)  reads "{p} is small"
relation fits(p: Party)   reads "{p} fits"
authority code is "Code" statute from the document
holding length of older given (1) large(P) then fits(P) leaves open size: long(P) when (2) small(P)
holding width of newer given (1) large(P) then fits(P) leaves open size: wide(P) when (2) small(P)
rule both under code given (1) long(P) (2) wide(P) then fits(P)
party ann "Ann"
matter m is "M" before top as of 2020-06-01
record found
  small(ann)
question q: fits(ann)
"""


def test_questions_of_one_name_are_told_apart() -> None:
    said = " ".join(str(decisis.load_doctrine().matter(ALIKE).ask("q")).split())
    assert "the question size that length leaves open is answered" in said
    assert "the question size that width leaves open is answered" in said

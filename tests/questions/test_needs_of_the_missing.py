"""What the record does not say, and the law computes with: how much of it leads to which answer, each run."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from decisis.casework.inquiry import Inquiry, asked_of
from decisis.questions.moves import Find, words_of, written
from decisis.questions.needs import needs
from tests.questions.generated import loaded

LAW = """court land "Land Court"
authority code is "Code" statute from the document
relation served(p: Party, d: Date) functional in p     reads "{p} was served on {d}"
relation filed(p: Party, d: Date) functional in p      reads "{p} filed on {d}"
relation term(p: Party, t: Duration) functional in p   reads "the term of {p} is {t}"
relation talks(p: Party, t: Duration) functional in p  reads "the talks with {p} took {t}"
relation lent(p: Party, n: EUR) functional in p        reads "{p} lent {n}"
relation owed(p: Party, n: EUR) functional in p        reads "{p} is owed {n}"
relation timely(p: Party)                              reads "{p} filed in time"
relation within(p: Party)                              reads "{p} kept the term"
relation apart(p: Party)                               reads "{p} waited"
relation stale(p: Party)                               reads "the claim of {p} is stale"
relation double(p: Party)                              reads "{p} is owed much"
deadline due under code at "0"
  runs from served(P, Day)
  period 30 days
  tolled by talks(P, T)
definition in_time under code at "1"
  given
    (1) served(P, S)
    (2) E is 30 days after S
    (3) filed(P, D)
    (4) D <= E
  then timely(P), otherwise not
rule kept under code at "2"
  given
    (1) served(P, S)
    (2) term(P, T)
    (3) E is T after S
    (4) filed(P, D)
    (5) D <= E
  then within(P)
rule waited under code at "3"
  given
    (1) served(P, S)
    (2) filed(P, D)
    (3) N is the days from S to D
    (4) N >= 10
  then apart(P)
rule gone under code at "4"
  given
    (1) filed(P, D)
    (2) due(P, E)
    (3) D > E
  then stale(P)
definition much under code at "5"
  given
    (1) owed(P, A)
    (2) lent(P, B)
    (3) N is A + B * 2
    (4) N > EUR 100
  then double(P), otherwise not
source file is "the file"
party ann "Ann"
party bob "Bob"
matter m is "M" before land as of 2020-06-01
"""

MISSING = [
    (
        "served(ann, 2020-01-01)",
        "timely",
        {
            ("proved", "suppose filed(ann, on or before 2020-01-31)"),
            ("refuted", "suppose filed(ann, on or after 2020-02-01)"),
        },
    ),
    (
        "filed(ann, 2020-01-31)",
        "timely",
        {
            ("proved", "suppose served(ann, on or after 2020-01-01)"),
            ("refuted", "suppose served(ann, on or before 2019-12-31)"),
        },
    ),
    (  # that Bob was served says nothing of Ann
        "filed(ann, 2020-01-31)\n  served(bob, 2020-01-01)",
        "timely",
        {
            ("proved", "suppose served(ann, on or after 2020-01-01)"),
            ("refuted", "suppose served(ann, on or before 2019-12-31)"),
        },
    ),
    (
        "served(ann, 2020-01-01)\n  filed(ann, 2020-02-15)",
        "within",
        {("proved", "suppose term(ann, at least 45 days)")},
    ),
    (
        "served(ann, 2020-01-01)",
        "apart",
        {("proved", "suppose filed(ann, on or after 2020-01-11)")},
    ),
    (
        "served(ann, 2020-01-01)\n  filed(ann, 2020-02-05)",
        "stale",
        {("undetermined", "suppose talks(ann, 5 days)")},
    ),
    (
        "owed(ann, EUR 50)",
        "double",
        {
            ("proved", "suppose lent(ann, at least EUR 25.01)"),
            ("refuted", "suppose lent(ann, at most EUR 25)"),
        },
    ),
]


@pytest.mark.parametrize("recorded, asked, wanted", MISSING, ids=[f"{a}: {r}" for r, a, _ in MISSING])
def test_what_the_record_does_not_say(recorded: str, asked: str, wanted: set[tuple[str, str]]) -> None:
    matter = loaded(f"{LAW}record found from file\n  {recorded}\nquestion q: {asked}(ann)\n")
    found = needs(asked_of(matter, Inquiry()), matter.questions["q"], most=1)
    proposed = [(f.verdict, f.moves[0]) for f in found.flips if isinstance(f.moves[0], Find)]
    assert {(verdict, *written(move)) for verdict, move in proposed} == wanted
    assert found.cut == ()


TWO_MISSING = [
    ("timely", "refuted", "filed(ann, on or after 2020-05-31); suppose served(ann, on or before 2020-04-30)"),
    ("timely", "proved", "filed(ann, on or before 2020-05-31); suppose served(ann, on or after 2020-05-01)"),
    ("apart", "proved", "filed(ann, on or after 2020-05-31); suppose served(ann, on or before 2020-05-21)"),
    ("double", "proved", "lent(ann, at least EUR 0); suppose owed(ann, at least EUR 100.01)"),
    ("double", "refuted", "lent(ann, at most EUR 50); suppose owed(ann, at most EUR 0)"),
]


@pytest.mark.parametrize("asked, to, wanted", TWO_MISSING, ids=[f"{a} {t}" for a, t, _ in TWO_MISSING])
def test_where_nothing_is_known_of_two_that_are_compared_a_pair_is_proposed(
    asked: str, to: str, wanted: str
) -> None:
    """One begins with the day asked on, or with nothing; that not every value was tried is said."""
    matter = loaded(f"{LAW}question q: {asked}(ann)\n")
    found = needs(asked_of(matter, Inquiry()), matter.questions["q"], to, most=2)
    assert ["; ".join(w for m in f.moves for w in written(m)) for f in found.flips] == [f"suppose {wanted}"]
    assert found.cut == ("findings",)


@pytest.mark.parametrize("days", [0, 1, 29, 30, 31, 364])
def test_the_nearest_day_is_found_whatever_it_is(days: int) -> None:
    served = date(2020, 2, 28) - timedelta(days=days)
    text = LAW.replace("30 days after S", f"{days} days after S")
    matter = loaded(f"{text}record found from file\n  served(ann, {served})\nquestion q: timely(ann)\n")
    found = needs(asked_of(matter, Inquiry()), matter.questions["q"], most=1)
    assert {written(f.moves[0])[0] for f in found.flips if isinstance(f.moves[0], Find)} == {
        "suppose filed(ann, on or before 2020-02-28)",
        "suppose filed(ann, on or after 2020-02-29)",
    }


def test_a_day_known_by_bounds_is_said_without_a_second_preposition() -> None:
    matter = loaded(f"{LAW}record found from file\n  served(ann, 2020-01-01)\nquestion q: timely(ann)\n")
    asked = asked_of(matter, Inquiry())
    found = needs(asked, matter.questions["q"], most=1)
    wording = found.asked.run.wording
    assert "it is found that Ann filed on or before 2020-01-31" in {
        words_of(f.moves[0], wording) for f in found.flips
    }

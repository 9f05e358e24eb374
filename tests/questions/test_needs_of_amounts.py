"""Amounts and days that are tried: past the ends of what is imprecise, and for a value that is asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decisis.casework.inquiry import Inquiry, asked_of, question_in
from decisis.casework.matter import Matter
from decisis.diagnostics import Rejected
from decisis.questions.moves import Alter, Find
from decisis.questions.needs import needs, wanted
from decisis.values import Duration, Money, Value, text
from tests.questions.generated import HEAD, loaded

LATE = """
court county "the County Court"
authority code is "City Code § 12" statute from the document
sort Book
relation due_on(b: Book, day: Date) functional in b reads "{b} was due on {day}"
relation returned_on(b: Book, day: Date) functional in b reads "{b} was returned on {day}"
relation fine_owed(b: Book) reads "a fine is owed for {b}"
relation rent(b: Book, m: Money) functional in b reads "the rent for {b} is {m}"
relation fee(b: Book, m: Money) functional in b reads "the fee for {b} is {m}"
rule late "A book returned late" under code at "(a)"
  given
    (1) due_on(B, Due)
    (2) returned_on(B, Day)
    (3) Day > Due
  then fine_owed(B)
relation ill(b: Book, t: Duration) functional in b reads "the reader of {b} was ill for {t}"
relation more(b: Book, t: Duration) functional in b reads "there are {t} more for {b}"
relation in_time(b: Book) reads "{b} was returned in time"
rule no_more "No more" under code at "(c)"
  given
    (1) due_on(B, _)
    (2) no showing that ill(B, _)
  then more(B, 0 days)
rule as_ill "As long as one was ill" under code at "(d)"
  given
    (1) ill(B, T)
  then more(B, T)
rule timely "In time" under code at "(e)"
  given
    (1) due_on(B, Due)
    (2) returned_on(B, Day)
    (3) more(B, T)
    (4) Last is T after Due
    (5) Day <= Last
  then in_time(B)
rule tenth "A tenth" under code at "(b)"
  given
    (1) rent(B, R)
    (2) F is R * 0.1
  then fee(B, F)
matter loan is "The atlas" before county as of 2020-03-01
thing atlas: Book "the atlas"
record found
  due_on(atlas, {due})
  returned_on(atlas, {back})
  rent(atlas, $1200)
question fine: fine_owed(atlas)
question fee: fee(atlas, N)
question timely: in_time(atlas)
"""


def matter_with(due: str = "2020-01-01", back: str = "2020-01-02") -> Matter:
    return loaded(LATE.replace("{due}", due).replace("{back}", back))


def altered(matter: Matter, question: str, to: str = "") -> set[tuple[str, str]]:
    """The relations and values that one change alone makes of facts, where that leads there."""
    asked = question_in(matter, question)
    verdict, side = wanted(matter, asked, to)
    found = needs(asked_of(matter, Inquiry()), asked, verdict, most=1, side=side)
    moves = [flip.moves[0] for flip in found.flips]
    return {(m.side.relation, text(m.value)) for m in moves if isinstance(m, Alter)}


def test_a_day_goes_past_either_end_of_an_imprecise_one() -> None:
    back = matter_with(due="2020-01-31", back="2020-01-30 to 2020-02-02")
    assert ("due_on", "2020-01-29") in altered(back, "fine", "proved")
    after = matter_with(due="2020-01-31", back="2020-02-01 to 2020-02-02")
    assert ("due_on", "2020-02-01") in altered(after, "fine", "undetermined")
    due = matter_with(due="2020-01-30 to 2020-02-02", back="2020-02-01")
    assert ("returned_on", "2020-02-03") in altered(due, "fine", "proved")


@pytest.mark.parametrize("question, to", [("fee", "N = $100"), ("fee(atlas, $100)", "proved")])
def test_a_value_that_is_asked_for_is_solved_for(question: str, to: str) -> None:
    assert altered(matter_with(), question, to) == {("rent", "$1,000")}


def test_no_two_findings_contradict_each_other() -> None:
    """Ill for no day, and for one, would leave open how many more there are: but nobody is both."""
    matter = matter_with(due="2020-01-02", back="2020-01-01")
    found = needs(asked_of(matter, Inquiry()), question_in(matter, "timely"), most=2)
    assert found.verdict == "proved"
    findings = [
        [m for m in flip.moves if isinstance(m, Find) and m.side.relation == "ill"] for flip in found.flips
    ]
    assert all(len(each) < 2 for each in findings)


@pytest.mark.parametrize("to", ["N=USD100", "N = M", "N ="])
def test_what_is_no_value_is_bad_input(to: str) -> None:
    with pytest.raises(Rejected):
        altered(matter_with(), "fee", to)


ROUNDED = """relation span(p: Person, t: Duration)  reads "the term of {p} is {t}" functional in p
relation earned(p: Person, n: Money)  reads "{p} earned {n}" functional in p
relation third(p: Person, t: Duration)  reads "a third of the term of {p} is {t}" functional in p
rule a_third given
    (1) span(X, T)
    (2) Third is T divided by 3 rounded up to 1 month
  then third(X, Third)
definition early given
    (1) third(X, Third)
    (2) earned(X, Paid)
    (3) Weekly is Paid divided by 52 rounded down to $1
    (4) Third < 6 months
    (5) Weekly < $500
  then prevails(X), otherwise not
matter made is "Made up" before low as of 2000-01-01
fact person(ann) found from docket
"""


@pytest.mark.parametrize(
    "term, paid, needed",
    [
        ("17 months", "$25,000", Duration(15)),  # 16 months are 6 months, a third of 15 is 5
        ("12 months", "$26,100", Money(Decimal("25999.99"))),  # $26,000 is $500 a week
        ("12 months", "$26,000", Money(Decimal("25999.99"))),
    ],
)
def test_many_amounts_are_rounded_to_one(term: str, paid: str, needed: Value) -> None:
    """The nearest from which another one comes, however far that is."""
    facts = f"fact span(ann, {term}) found from docket\nfact earned(ann, {paid}) found from docket\n"
    matter = loaded(HEAD + ROUNDED + facts + "question prevails: prevails(ann)\n")
    found = needs(asked_of(matter, Inquiry()), matter.questions["prevails"], "proved", most=1)
    assert [m.value for f in found.flips for m in f.moves if isinstance(m, Alter)] == [needed]

"""What an answer turns on where an amount is known by its bounds: every amount is in a part that is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import decisis
from decisis.casework.inquiry import Inquiry, answered, asked_of
from decisis.casework.present import present
from decisis.proof.wording import Wording
from decisis.questions.why_not import why_not
from decisis.render import words
from decisis.rules import ir
from decisis.values import Bounds
from tests.questions.generated import loaded

MUSEUM = Path(__file__).parents[1] / "museum"
LAW = """court county "County Ct."
authority act is "Fees Act" statute from the document
sort Claim
relation claimed(c: Claim, n: EUR) functional in c   reads "{n} was claimed in {c}"
relation weight(c: Claim, n: Decimal) functional in c  reads "{c} weighs {n}"
relation fee(c: Claim, n: EUR) functional in c       reads "a fee of {n} is due in {c}"
relation heavy(c: Claim)                             reads "{c} is heavy"
relation due(c: Claim)                               reads "a fee is due in {c}"
rule low under act at "1"
  given
    (1) claimed(C, N)
    (2) N < EUR 10200
  then fee(C, EUR 10)
rule high under act at "2"
  given
    (1) claimed(C, N)
    (2) N >= EUR 10200
    (3) N <= EUR 20000
  then fee(C, EUR 20)
rule weighty under act at "3"
  given
    (1) weight(C, N)
    (2) N > 40
  then heavy(C)
rule one_of_them under act at "4"
  given
    (1) fee(C, _)
  then due(C)
source file is "the file"
matter m is "M" before county as of 2020-01-01
thing one: Claim "the claim"
"""

AMOUNTS = [
    (
        "claimed(one, EUR 9000 to 22000)",
        "fee(one, EUR 20)",
        "if at least EUR 9,000 and less than EUR 10,200 was claimed in the claim, refuted; "
        "if EUR 10,200 to EUR 20,000 was claimed in the claim, proved; "
        "if more than EUR 20,000 and at most EUR 22,000 was claimed in the claim, undetermined",
    ),
    (
        "claimed(one, more than EUR 10200)",
        "fee(one, EUR 20)",
        "if more than EUR 10,200 and at most EUR 20,000 was claimed in the claim, proved; "
        "if more than EUR 20,000 was claimed in the claim, undetermined",
    ),
    (
        "weight(one, 39.5 to 41)",
        "heavy(one)",
        "if the claim weighs 39.5 to 40, undetermined; "
        "if the claim weighs more than 40 and at most 41, proved",
    ),
]


def turns_on(recorded: str, question: str, more: str = "") -> str:
    """The one open thing that an answer turns on, with its outcomes, over ``more`` law."""
    text = LAW.replace("source file", f"{more}source file")
    matter = loaded(f"{text}record found from file\n  {recorded}\nquestion q: {question}\n")
    view = present(answered(matter, asked_of(matter, Inquiry()), matter.questions["q"]), proofs=True)
    (said,) = (words.outcomes(t) for t in view.rows[0].turns_on if t.kind != "silence")
    return said


@pytest.mark.parametrize("recorded, question, told", AMOUNTS, ids=[r for r, _, _ in AMOUNTS])
def test_the_parts_leave_no_gap(recorded: str, question: str, told: str) -> None:
    assert turns_on(recorded, question).partition(": if ")[2] == told.removeprefix("if ")


def test_a_proof_by_cases_names_every_part() -> None:
    matter = loaded(f"{LAW}record found from file\n  claimed(one, EUR 9000 to 12000)\nquestion q: due(one)\n")
    view = present(answered(matter, asked_of(matter, Inquiry()), matter.questions["q"]), proofs=True)
    (by_cases,) = (ground.proof for ground in view.rows[0].grounds)
    assert [case.text.partition(" (")[0] for case in by_cases.premises] == [
        "at least EUR 9,000 and less than EUR 10,200 was claimed in the claim",
        "EUR 10,200 to EUR 12,000 was claimed in the claim",
    ]


def test_how_far_an_amount_may_be_from_what_is_asked() -> None:
    matter = loaded(f"{LAW}record found from file\n  weight(one, 39.5 to 41)\nquestion q: heavy(one)\n")
    (literal,) = why_not(asked_of(matter, Inquiry()), matter.questions["q"]).literals
    (obstacle,) = literal.candidates[0].obstacles
    assert (obstacle.kind, obstacle.margin) == ("not decided", "up to 1.5 short")


def test_an_imprecise_day_is_kept_together_in_a_sum_and_after_a_preposition() -> None:
    info = ir.RelationInfo("lived", ("p", "day"), ("Party", "Date"), reads="{p} has lived there since {day}")
    wording = Wording({"lived": info}, {})
    known = Bounds(date(2020, 1, 1), None)
    assert wording.atom("lived", ("Ann", known)) == "Ann has lived there since a day on or after 2020-01-01"
    assert wording.filled("{A} is not after {A} + {B}", {"A": known, "B": known}) == (
        "a day on or after 2020-01-01 is not after "
        "(a day on or after 2020-01-01) + (a day on or after 2020-01-01)"
    )


def test_answers_that_read_alike_are_numbered() -> None:
    """Two amounts of which the record says the same are two unknown amounts, not one."""
    text = LAW.replace("claimed(c: Claim, n: EUR) functional in c", "claimed(c: Claim, n: EUR)")
    recorded = '  claimed(one, more than EUR 5) at "1"\n  claimed(one, more than EUR 5) at "2"\n'
    matter = loaded(f"{text}record found from file\n{recorded}question q: claimed(one, N)\n")
    view = present(answered(matter, asked_of(matter, Inquiry()), matter.questions["q"]), proofs=False)
    assert [row.text.rpartition(" (")[2] for row in view.rows] == [
        "1 of 2 that read alike)",
        "2 of 2 that read alike)",
    ]


ONE_DAY = """
relation entered(c: Claim, day: Date) functional in c  reads "{c} was entered on {day}"
relation reviewed(c: Claim, day: Date) functional in c reads "review of {c} ended on {day}"
relation begins(c: Claim, day: Date)                   reads "the time for {c} begins on {day}"
relation ends(c: Claim, day: Date) functional in c     reads "the time for {c} ends on {day}"
rule from_entry under act given (1) entered(C, Day) then begins(C, Day)
rule unsettled under act given (1) reviewed(C, Day) then begins(C, Day) is not covered
  leaves open review: begins(C, Day) when (1) reviewed(C, Day)
rule time under act
  given (1) begins(C, _) (2) Last is the latest of Day for each Day such that begins(C, Day)
    (3) Due is 1 month after Last
  then ends(C, Due)
rule time_again under act
  given (1) begins(C, _) (2) Last is the latest of Day for each Day such that begins(C, Day)
    (3) Due is 1 month after Last
  then ends(C, Due)
"""


def test_one_unknown_day_that_two_provisions_work_out_is_told_once() -> None:
    recorded = '  entered(one, 2020-01-10) at "1"\n  reviewed(one, 2020-03-10) at "2"\n'
    matter = loaded(f"{LAW}{ONE_DAY}record found from file\n{recorded}question q: ends(one, Day)\n")
    view = present(answered(matter, asked_of(matter, Inquiry()), matter.questions["q"]), proofs=False)
    assert [row.text for row in view.rows] == [
        "the time for the claim ends between 2020-02-10 and 2020-04-10"
    ]
    assert [outcome[2] for t in view.rows[0].turns_on for outcome in t.outcomes] == [
        "Day = 2020-04-10",
        "Day = 2020-02-10",
    ]


OPEN_ENDED = [
    (
        "opened(one, on or after 1990-01-01)",
        "early(one)",
        "the claim was opened between 1990-01-01 and 1999-12-31, proved; "
        "if the claim was opened on or after 2000-01-01, undetermined",
    ),
    (
        "opened(one, unknown)",
        "early(one)",
        "the claim was opened before 2000-01-01, proved; "
        "if the claim was opened on or after 2000-01-01, undetermined",
    ),
    (
        "pages(one, less than 1000)",
        "long(one)",
        "the claim has less than 500 pages, undetermined; if the claim has 500 to 999 pages, proved",
    ),
]
STEPS = """
relation opened(c: Claim, day: Date) functional in c  reads "{c} was opened on {day}"
relation pages(c: Claim, n: Int) functional in c      reads "{c} has {n} pages"
relation early(c: Claim)                              reads "{c} is early"
relation long(c: Claim)                               reads "{c} is long"
rule earlier under act given (1) opened(C, Day) (2) Day < 2000-01-01 then early(C)
rule longer under act given (1) pages(C, N) (2) N >= 500 then long(C)
"""


@pytest.mark.parametrize("recorded, question, told", OPEN_ENDED, ids=[r for r, _, _ in OPEN_ENDED])
def test_beyond_every_limit_the_parts_have_no_end(recorded: str, question: str, told: str) -> None:
    assert turns_on(recorded, question, STEPS).partition(": if ")[2] == told


def test_where_the_law_computes_with_a_value_some_were_tried() -> None:
    """What is said of those from one to another that were tried is not said of all between them."""
    late = """rule late under act
      given (1) opened(C, Day) (2) Due is 90 days after Day (3) Due >= 1990-01-01
      then long(C)
    """
    said = turns_on("opened(one, 1980-01-01 to 1995-01-01)", "long(one)", STEPS + late)
    assert "(of which only some values were tried): if the claim was opened on 1980-01-01 …" in said


def test_what_may_be_another_that_is_so_turns_on_no_dispute_that_leaves_both() -> None:
    matter = decisis.load_doctrine().matter(MUSEUM / "beside_another_that_is_so.case")
    so, perhaps = str(matter.ask("due")).split("UNDETERMINED")
    assert "PROVED  A = $120 to $160" in so
    assert "the imprecise value in: the voyage took 11 to 15 days" in perhaps
    assert "the unresolved dispute weather" not in perhaps


TOTALS = """
relation volume(c: Claim, n: Int, pages: Int) functional in c, n  reads "volume {n} of {c} has {pages} pages"
relation held(c: Claim, first: Date, last: Date)                  reads "{c} was held from {first} to {last}"
rule longer_in_all under act
  given (1) volume(C, 1, _) (2) All is the sum of N for each V such that volume(C, V, N) (3) All >= 500
  then long(C)
rule held_long under act
  given (1) held(C, First, Last) (2) N is the days from First to Last (3) N > 3653
  then early(C)
"""

SOUGHT = [
    (
        'volume(one, 1, 300) at "1"\n  volume(one, 2, 150 to 400) at "2"',
        "long(one)",
        "volume 2 of the claim has 150 … 199 pages (5 tried), undetermined; "
        "if volume 2 of the claim has 200 to 400 pages, proved",
    ),
    (
        "held(one, 2000-01-01, 2009-06-01 to 2012-06-01)",
        "early(one)",
        "the claim was held from 2000-01-01 to 2009-06-01 … 2010-01-01 (6 tried), undetermined; "
        "if the claim was held from 2000-01-01 to a day between 2010-01-02 and 2012-06-01, proved",
    ),
]


@pytest.mark.parametrize("recorded, question, told", SOUGHT, ids=[q for _, q, _ in SOUGHT])
def test_where_another_answer_begins_is_looked_for(recorded: str, question: str, told: str) -> None:
    """Though the law computes with the value: neighbours differ there, and a part is decided as a whole."""
    assert turns_on(recorded, question, STEPS + TOTALS).partition(": if ")[2] == told


def test_another_value_is_told_where_the_one_is_refuted() -> None:
    matter = decisis.load_doctrine().matter(MUSEUM / "a_member_that_may_count.case")
    (row,) = matter.variant("alleged").ask("earned").found.rows
    (turns,) = row.turns_on
    assert [outcome[1:] for outcome in turns.outcomes] == [("proved", "N = $500")]


WEEKS = """
relation born(c: Claim, day: Date) functional in c          reads "the holder of {c} was born on {day}"
relation year(c: Claim, n: Int, day: Date)                  reads "year {n} of {c} began on {day}"
relation weeks(c: Claim, n: Int, k: Decimal)                reads "year {n} of {c} counts {k} weeks"
relation award(c: Claim, n: EUR) functional in c            reads "{n} is awarded for {c}"
rule older under act
  given (1) year(C, N, D) (2) born(C, B) (3) Old is 41 years after B (4) D >= Old
  then weeks(C, N, 1.5)
rule younger under act
  given (1) year(C, N, D) (2) born(C, B) (3) Old is 41 years after B (4) D < Old
  then weeks(C, N, 1)
rule awarded under act
  given (1) claimed(C, A) (2) K is the sum of W for each N such that weeks(C, N, W) (3) All is A * K
  then award(C, All)
"""


def test_an_amount_that_changes_a_few_times_is_told_for_each_part() -> None:
    """Each part as a whole, and none left out: it is not said that some were tried."""
    recorded = "claimed(one, EUR 100)\n  born(one, 1975-01-01 to 1979-12-31)"
    recorded += "".join(f"\n  year(one, {n}, {2020 - n}-06-01)" for n in (1, 2, 3))
    assert turns_on(recorded, "award(one, N)", WEEKS) == (
        "the imprecise value in: the holder of the claim was born between 1975-01-01 and 1979-12-31: "
        "if the holder of the claim was born between 1975-01-01 and 1976-06-01, proved: N = EUR 450; "
        "if the holder of the claim was born between 1976-06-02 and 1977-06-01, proved: N = EUR 400; "
        "if the holder of the claim was born between 1977-06-02 and 1978-06-01, proved: N = EUR 350; "
        "if the holder of the claim was born between 1978-06-02 and 1979-12-31, proved: N = EUR 300"
    )

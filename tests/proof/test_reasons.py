"""The short reason that is given of what is not established names what a reader can use."""

from __future__ import annotations

import pytest

import decisis
from decisis.casework.present import present
from decisis.proof.wording import Wording
from decisis.render import render
from decisis.rules import ir

LAW = """
court county "the County Court"
work manual is "Manual" guideline from the document
  editions 2001 from 2001-11-01, 2011 from 2011-11-01
  chosen by lent_on(B, Day)
authority code is "Code" statute from the document
sort Book
relation lent_on(b: Book, day: Date) functional in b      reads "{b} was lent on {day}"
relation lent_for(b: Book, t: Duration) functional in b   reads "{b} was lent for {t}"
relation worth(b: Book, m: Money) functional in b         reads "{b} is worth {m}"
relation rare(b: Book)                                    reads "{b} is rare"
relation fine_owed(b: Book)                               reads "a fine is owed for {b}"

rule later under manual at "§ 2" editions 2011 to 2011
  given (1) rare(B) then fine_owed(B)
rule earlier under manual at "§ 1" editions 2001 to 2001
  given (1) lent_for(B, T) (2) T > 13 months then fine_owed(B)
rule valuable under code given (1) worth(B, M) (2) M >= $100 then fine_owed(B)

matter loan is "The atlas" before county as of 2020-03-01
thing atlas: Book "the atlas"
question fine: fine_owed(atlas)
"""


def asked(record: str) -> str:
    text = LAW + "record found\n" + "".join(f"  {fact}\n" for fact in record.split("; "))
    return " ".join(str(decisis.load_doctrine().matter(text).ask("fine")).split())


def test_what_is_in_force_comes_before_what_is_not() -> None:
    said = asked("lent_on(atlas, 2002-05-01); lent_for(atlas, 12 months)")
    near = said.index("Manual, at § 1 fails at (2), not so: 12 months is more than 13 months")
    assert near < said.index("Manual, at § 2 fails, not in force: 2002-05-01 is before 2011-11-01")


def test_an_edition_of_an_imprecise_day_may_be_in_force() -> None:
    assert "not in force" not in asked("lent_on(atlas, after 2002-05-01); lent_for(atlas, 12 months)")


def test_an_edition_of_no_known_day_is_not_said_to_be_out_of_force() -> None:
    assert "not in force" not in asked("lent_for(atlas, 12 months)")


UNKNOWN = [
    ("lent_for(atlas, unknown)", "the atlas was lent for an unknown time"),
    ("worth(atlas, unknown)", "the atlas is worth an unknown amount"),
]


@pytest.mark.parametrize("fact, words", UNKNOWN)
def test_what_is_unknown_is_named(fact: str, words: str) -> None:
    said = asked(f"lent_on(atlas, 2002-05-01); {fact}")
    assert f"turns on the imprecise value in: {words}: if the atlas" in said
    assert "not decided: an unknown value is " in said
    assert f"({words})" in said


def test_a_run_of_amounts_names_both_in_full() -> None:
    said = asked("lent_on(atlas, 2002-05-01); lent_for(atlas, 13 months less 2 days to 14 months)")
    assert "lent for 13 months less 2 days … 13 months, undetermined" in said


def test_an_amount_or_a_limit_that_nobody_named() -> None:
    assert "not shown: the atlas is worth any amount" in asked("lent_for(atlas, 12 months)")
    parameters, sorts = ("b", "least", "most"), ("Book", "Duration", "Duration")
    lent = ir.RelationInfo("lent", parameters, sorts, reads="{b} was lent for {least} to {most}")
    said = Wording({"lent": lent}, {}).atom("lent", ("atlas", None, None))
    assert said == "atlas was lent for any lower limit to any upper limit"


def test_days_in_a_row_that_are_decided_alike_are_one_case() -> None:
    law = LAW.replace("(1) rare(B)", "(1) lent_on(B, _)")
    law = law.replace("(1) lent_for(B, T) (2) T > 13 months", "(1) lent_on(B, _)")
    text = law + "record found\n  lent_on(atlas, 2011-10-29 to 2011-11-03)\n"
    said = " ".join(str(decisis.load_doctrine().matter(text).ask("fine").why()).split())
    for days in ("2011-10-29 … 2011-10-31", "2011-11-01 … 2011-11-03"):
        assert f"if the atlas was lent on {days} (3 cases with the same reasons, of which the first" in said
    assert said.count("- if ") == 2


EVERY = """
court county "the County Court"
authority code is "Code" statute from the document
sort Book
relation borrowed(b: Book) closed  reads "{b} was borrowed"
relation returned(b: Book)         reads "{b} was returned"
relation shelf_full(b: Book)       reads "the shelf of {b} is full"
rule full under code given
    (1) borrowed(B)
    (2) for every X such that (a) borrowed(X) it holds that (b) returned(X)
  then shelf_full(B)
matter loan is "The books" before county as of 2020-03-01
thing atlas: Book "the atlas"
thing novel: Book "the novel"
thing poems: Book "the poems"
record found
  borrowed(atlas)
  borrowed(novel)
  borrowed(poems)
  returned(atlas)
  not returned(poems)
question full: shelf_full(atlas)
"""


def test_a_case_of_which_nobody_showed_something_is_not_said_to_be_otherwise() -> None:
    said = " ".join(str(decisis.load_doctrine().matter(EVERY).ask("full")).split())
    assert "fails at (2), not so of the poems; not shown of the novel: for every X" in said


def test_the_short_form_does_not_say_the_headline_again() -> None:
    answer = decisis.load_doctrine().matter(f"{EVERY}question back: returned(atlas)\n").ask("back")
    view = present(answer.found, proofs=True)
    said = render("text", [view], brief=True)
    assert said.count("the atlas was returned") == 1
    assert "the record says so" in said


def test_a_count_of_what_may_be_too_many_days_is_said_once() -> None:
    matter = decisis.load_doctrine().matter("tests/museum/any_day_of_a_stay_without_end.case")
    assert [row.text for row in matter.ask("days").rows] == ["the claim was stayed for at least 0 days"]


BEFORE_EVERY = """
court county "the County Court"
authority code is "Code" statute from the document
sort Book
sort Part
relation lent(b: Book)             reads "{b} was lent"
relation part(b: Book, p: Part) closed
  reads "{p} is a part of {b}"
relation intact(p: Part)           reads "{p} is intact"
relation as_new(b: Book)           reads "{b} is as new"
rule whole under code given
    (1) lent(B)
    (2) for every P such that (a) part(B, P) it holds that (b) intact(P)
  then as_new(B)
matter loan is "The books" before county as of 2020-03-01
thing atlas: Book "the atlas"
thing spine: Part "the spine"
thing plate: Part "the plate"
dispute loan: lent(atlas) versus not lent(atlas) unresolved
record found
  part(atlas, spine)
  part(atlas, plate)
  intact(spine)
question new: as_new(atlas)
"""


def of_its_parts(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """What is met at element (2), and what is in its way, of the rule on books that are as new."""
    (literal,) = decisis.load_doctrine().matter(text).ask("new").why_not().literals
    (candidate,) = literal.candidates
    return (
        [met.text for met in candidate.met if met.label == "(2)"],
        [(found.kind, found.text) for found in candidate.obstacles if found.label == "(2)"],
    )


def test_what_stands_before_a_for_every_is_named_where_it_is_what_fails() -> None:
    text = f"{BEFORE_EVERY}fact intact(plate) found\n"
    said = " ".join(str(decisis.load_doctrine().matter(text).ask("new")).split())
    assert "fails at (1), not decided: the atlas was lent" in said
    assert "there is no case" not in said
    assert of_its_parts(text) == (["for every P such that P is a part of the atlas"], [])


def test_a_for_every_is_not_met_because_what_stands_before_it_fails() -> None:
    parts = "for every P such that P is a part of the atlas"
    assert of_its_parts(BEFORE_EVERY) == ([], [("not shown", f"{parts}: not for P = the plate")])
    without = BEFORE_EVERY.replace("  part(atlas, spine)\n  part(atlas, plate)\n", "")
    assert of_its_parts(without) == ([], [("not so", f"there is no case: {parts}")])


ANSWERED = """
court county "the County Court"
authority code is "Code" statute from the document
sort Book
relation worn(b: Book)                                   reads "{b} is worn"
relation fit(b: Book)                                    reads "{b} is fit for lending" denied "{b} is unfit"
relation lent(b: Book, first: Date, last: Date)          reads "{b} was lent from {first} to {last}"
relation away(b: Book, day: Date)                        reads "{b} was away on {day}"
relation lendable(b: Book)                               reads "{b} may be lent"
rule unfit under code given (1) worn(B) then not fit(B)
rule lending under code given (1) fit(B) then lendable(B)
rule absence under code given
    (1) lent(B, first: A, last: Z) (2) Day is any day from A to Z
  then away(B, Day)
relation worthy(b: Book)                                 reads "{b} is worth keeping"
relation kept(b: Book)                                   reads "{b} is kept"
rule keeping under code given (1) worn(B) (2) worthy(B) for the court then kept(B)
matter loan is "The books" before county as of 2020-03-01
thing atlas: Book "the atlas"
record found
  worn(atlas)
  lent(atlas, 2020-01-01, unknown)
question lend: lendable(atlas)
question away: away(atlas, 2020-02-01)
question keep: kept(atlas)
"""


def answered(name: str) -> str:
    return " ".join(str(decisis.load_doctrine().matter(ANSWERED).ask(name)).split())


def test_what_is_shown_otherwise_is_not_said_to_be_merely_not_shown() -> None:
    assert "fails at (1), shown otherwise: the atlas is unfit" in answered("lend")


def test_one_of_the_days_to_an_unknown_day_is_not_decided() -> None:
    assert "fails at (2), not decided: 2020-02-01 is one of the days from 2020-01-01" in answered("away")


def test_what_is_for_the_court_is_said_to_be() -> None:
    said = answered("keep")
    assert "fails at (2), which is for the court: whether the atlas is worth keeping" in said
    assert "not shown" not in said
    (literal,) = decisis.load_doctrine().matter(ANSWERED).ask("keep").why_not().literals
    assert [met.label for met in literal.candidates[0].met] == ["(1)"]


COUNTED = """
court county "the County Court"
authority code is "Code" statute from the document
sort Book
relation late(b: Book, days: Int) functional in b  reads "{b} came {days} days late"
relation long(b: Book, n: Int) functional in b     reads "{b} has {n} pages"
relation fine(b: Book)                             reads "a fine is owed for {b}"
rule one under code given (1) late(B, N) (2) N > 3 then fine(B)
rule two under code given (1) long(B, N) (2) N > 3 then fine(B)
matter loan is "The books" before county as of 2020-03-01
thing atlas: Book "the atlas"
question fine: fine(atlas)
"""


def test_a_number_a_day_or_a_limit_that_nobody_named_is_said_in_words() -> None:
    parameters, sorts = ("p", "from", "days", "n"), ("Party", "Date", "Int", "Int")
    told = ir.RelationInfo(
        "told",
        parameters,
        sorts,
        reads="{p} was told from {from}, {days} days before, {n} days of the last 180",
    )
    said = Wording({"told": told}, {}).atom("told", ("anna", None, None, None), "some")
    assert said == "anna was told from some day, some days before, some number of days of the last 180"
    charged = ir.RelationInfo("charged", ("n", "p"), ("Int", "Party"), reads="{n} counts against {p}")
    assert (
        Wording({"charged": charged}, {}).atom("charged", (None, "anna")) == "any number counts against anna"
    )


def test_what_is_counted_is_said_once() -> None:
    said = " ".join(str(decisis.load_doctrine().matter(COUNTED).ask("fine")).split())
    assert "Is it so that the atlas came some days late? If so, what days?" in said
    assert "Is it so that the atlas has some number of pages?" in said
    unknown = f"{COUNTED}fact late(atlas, unknown) found\n"
    said = " ".join(str(decisis.load_doctrine().matter(unknown).ask("fine")).split())
    assert "the atlas came an unknown number of days late" in said


STAYS = "tests/museum/stay_whose_end_is_known_by_one_bound.case"


def test_what_a_count_of_what_may_be_there_comes_to() -> None:
    visit = decisis.load_doctrine().matter(STAYS)
    said = " ".join(str(visit.ask("too_long")).split())
    assert "2 fails at (2), not decided: at least 0 is the number of D where the stay included D" in said
    bounded = visit.variant("with_an_end")
    assert "fails at (2), not decided: 3 to 7 is the number of D" in " ".join(
        str(bounded.ask("too_long")).split()
    )
    (literal,) = bounded.ask("too_long").why_not().literals
    assert [o.text.partition(" where")[0] for o in literal.candidates[0].obstacles] == [
        "3 to 7 is the number of D"
    ]


TORN = """
court county "the County Court"
authority code is "Code" statute from the document
sort Book
relation old(b: Book)   reads "{b} is old"
relation torn(b: Book)  reads "{b} is torn"
relation rare(b: Book)  reads "{b} is rare"
relation sold(b: Book)  reads "{b} is to be sold" denied "{b} is to be kept"
rule if_old under code at "1" given (1) old(B) then sold(B)
rule if_torn under code at "2" given (1) torn(B) then sold(B)
rule if_rare under code at "3" given (1) rare(B) then not sold(B)
matter loan is "The books" before county as of 2020-03-01
thing atlas: Book "the atlas"
record found
  old(atlas)
  torn(atlas)
  rare(atlas)
question sold: sold(atlas)
"""


def test_a_conflict_shows_every_ground_of_either_side() -> None:
    answer = decisis.load_doctrine().matter(TORN).ask("sold")
    said = " ".join(str(answer.why()).split())
    for number, provision in enumerate(("Code, at 1", "Code, at 2", "Code, at 3"), 1):
        assert f"{number}. the atlas is to be" in said and f" {provision} (1)" in said
    brief = " ".join(str(answer.why(brief=True)).split())
    assert brief.count("the atlas is to be sold Code, at 1") == 1 and "sold Code, at 2" not in brief


TWO_COURTS = """
court north "N. Ct."
court south "S. Ct."
court county "County Ct." under north trial
authority code is "Code" statute from the document
sort Claim
relation filed_late(c: Claim)  reads "{c} was filed late"
relation excused(c: Claim)     reads "the delay of {c} is excused"
relation barred(c: Claim)      reads "{c} is barred"
rule in_the_north under code at "1"
  given (1) asked_in(Forum) (2) answers_to(Forum, north) (3) filed_late(C) then barred(C)
rule in_the_south under code at "2"
  given (1) asked_in(Forum) (2) answers_to(Forum, south) (3) filed_late(C) (4) not excused(C) then barred(C)
matter m is "A claim" before county as of 2020-03-01
thing claim: Claim "the claim"
question barred: barred(claim)
"""


def test_a_provision_of_another_court_fails_once_and_asks_the_record_for_nothing() -> None:
    said = " ".join(str(decisis.load_doctrine().matter(TWO_COURTS).ask("barred")).split())
    assert "Code, at 2 fails at (2), not so: County Ct. answers to S. Ct." in said
    assert said.count("Code, at 2") == 1 and "the question is asked in" not in said
    assert "[filed_late(claim)] for in the north" in said and "excused" not in said


EXCUSED = """
court county "the County Court"
authority code is "Code" statute from the document
sort Book
relation late(b: Book)  reads "{b} is late"
relation hard(b: Book)  reads "a fine for {b} would be a hardship"
relation fined(b: Book) reads "a fine is owed for {b}"
rule one "Late" under code at "1" given (1) late(B) then fined(B)
rule two "Hardship" under code at "2" exception to one
  given (1) late(B) (2) hard(B) for the court
  then not fined(B)
matter loan is "The atlas" before county as of 2020-03-01
thing atlas: Book "the atlas"
fact late(atlas) found
question fined: fined(atlas)
"""


def test_an_exception_that_is_for_the_court_is_said_to_be() -> None:
    asked = decisis.load_doctrine().matter(EXCUSED).ask("fined")
    told = "it is an exception to it; it is for the court whether a fine for the atlas would be a hardship"
    for said in (str(asked), str(asked.why_not())):
        assert told in " ".join(said.split())

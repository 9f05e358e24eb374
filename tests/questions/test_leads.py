"""What an undetermined answer lacks: down to facts of the record, worded as they would be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.answer import Answer
from decisis.casework.elsewhere import Area, Unused, unused
from decisis.casework.inquiry import Inquiry, answer
from decisis.pipeline import Loader
from decisis.source import Source
from tests.shipped import LOADER

LAW = """
court county "the County Court"
authority code is "City Code § 12" statute from the document
sort Book
relation kept(b: Book)                                    reads "{b} was kept too long"
relation due_on(b: Book, day: Date) functional in b       reads "{b} was due on {day}"
relation returned_on(b: Book, day: Date) functional in b  reads "{b} was returned on {day}"
  asks "On what day did {b} come back?"
relation waived(b: Book)                                  reads "the fine for {b} was waived"
relation kind_of(b: Book, kind: Kind) functional in b     reads "{b} is {kind}"
sort Kind is one of novel, atlas_of_maps, chart
relation fine(b: Book, cents: Int) functional in b        reads "the fine for {b} is {cents} cents"

rule late "A book returned late" under code at "(a)"
  given
    (1) due_on(B, Due)
    (2) returned_on(B, Day)
    (3) Day > Due
  then kept(B)
rule of_novels "A novel" under code at "(b)(1)"
  given
    (1) kept(B)
    (2) kind_of(B, novel)
  then fine(B, 10)
rule of_atlases "An atlas" under code at "(b)(2)"
  given
    (1) kept(B)
    (2) kind_of(B, atlas_of_maps)
  then fine(B, 50)
rule waiver "A fine that was waived" under code at "(c)"
  exception to of_atlases
  given
    (1) waived(B)
    (2) kept(B)
  then fine(B, 0)

source card is "the loan card"
matter loan is "The atlas" before county as of 2020-03-01
thing atlas: Book "the atlas"
"""
LATE = "  due_on(atlas, 2020-01-31)\n  returned_on(atlas, 2020-02-02)\n"
KINDS = {"kind_of(atlas, novel)", "kind_of(atlas, atlas_of_maps)"}
LACKING = {
    "nothing is said": ("", {"due_on(atlas, _)", "returned_on(atlas, _)", "waived(atlas)", *KINDS}),
    "one day is missing": (
        "  due_on(atlas, 2020-01-31)\n",
        {"returned_on(atlas, _)", "waived(atlas)", *KINDS},
    ),
    "what is so otherwise is not missing": (
        "  kind_of(atlas, atlas_of_maps)\n  due_on(atlas, 2020-01-31)\n",
        {"returned_on(atlas, _)", "waived(atlas)"},
    ),
    "the kind is missing, or that it was waived": (LATE, {"waived(atlas)", *KINDS}),
    "decided": (LATE + "  kind_of(atlas, atlas_of_maps)\n", set()),
}


def _asked(record: str, more: str = "") -> Answer:
    block = f"record found from card\n{record}" if record else ""
    text = f"{LAW}{block}{more}\nquestion fine: fine(atlas, Cents)\n"
    matter = LOADER.matter_of(Source("<case>", text), Path())
    return answer(matter, "fine", Inquiry())


@pytest.mark.parametrize("name", LACKING)
def test_what_the_record_lacks(name: str) -> None:
    record, expected = LACKING[name]
    found = _asked(record)
    assert {lead.literal for lead in found.search.leads} == expected
    assert (found.verdict == "undetermined") == bool(expected)


def test_who_asks_and_in_which_words() -> None:
    first, *_ = _asked("  due_on(atlas, 2020-01-31)\n  kind_of(atlas, atlas_of_maps)\n").search.leads
    assert first.question == "On what day did the atlas come back?"
    assert (first.step.title, first.step.citation) == ("A book returned late", "City Code § 12(a)")
    words = {lead.question for lead in _asked("").search.leads}
    assert "Is it so that the atlas was due on some day? If so, on what day?" in words
    assert "Is it so that the atlas is novel?" in words


def test_a_day_known_by_bounds_is_asked_for_exactly() -> None:
    record = "  due_on(atlas, 2020-01-31)\n  returned_on(atlas, 2020-01-30 to 2020-02-02)\n"
    found = {lead.literal: lead.question for lead in _asked(record).search.leads}
    said = "On what day did the atlas come back? The record only has: between 2020-01-30 and 2020-02-02."
    assert found["returned_on(atlas, _)"] == said


def test_what_is_alleged_is_not_unsaid() -> None:
    alleged = "\nfact kind_of(atlas, novel) alleged by library from card\nparty library"
    assert "kind_of(atlas, novel)" not in {lead.literal for lead in _asked(LATE, alleged).search.leads}


def test_a_value_of_which_two_others_are_disputed_is_not_asked_for() -> None:
    dispute = "\ndispute kind: kind_of(atlas, novel) versus kind_of(atlas, chart) unresolved"
    assert "kind_of(atlas, atlas_of_maps)" not in {
        lead.literal for lead in _asked(LATE, dispute).search.leads
    }


def test_what_may_be_in_the_way_is_followed() -> None:
    """The exception may apply: what would show that it does is what is missing."""
    record = LATE + "  kind_of(atlas, atlas_of_maps)\n"
    dispute = "\ndispute waiving: waived(atlas) versus not waived(atlas) unresolved"
    found = _asked(record, dispute)
    assert found.verdict == "undetermined"
    assert found.search.leads == ()  # the dispute decides it, and is listed as what it turns on


AREAS = {
    "base": Area((), {"due": 2}),
    "loans": Area(("base",), {"fine": 1, "kept": 3}),
    "fines": Area(("loans",), {"fine": 4, "kept": 1, "other": 9}),
    "other": Area((), {"other": 2}),
}
UNUSED = {
    ("base",): (Unused("fines", 5), Unused("loans", 4)),
    ("loans",): (Unused("fines", 5),),
    ("fines",): (),
    (): (),
}


@pytest.mark.parametrize("used", UNUSED, ids=lambda used: "+".join(used) or "law of its own")
def test_areas_that_bear_on_it_and_are_not_used(used: tuple[str, ...]) -> None:
    assert tuple(unused({"fine", "kept", "due"}, AREAS, used)) == UNUSED[used]


def test_the_areas_of_the_library_say_what_they_give() -> None:
    areas = LOADER.areas
    assert "modification" in areas["collateral"].builds_on
    assert areas["reduction"].gives["gate_open"] > 0


ANSWERED = """
court county "the County Court"
authority code is "City Code § 13" statute from the document
sort Book
sort Desk is one of north, south
relation lent_at(b: Book, desk: Desk)   reads "{b} was lent at the {desk} desk"
  asks "At which desk was {b} lent?"
relation stamped(b: Book)               reads "{b} was stamped"
relation lost(b: Book) closed           reads "{b} was lost"
relation on_shelf(b: Book)              reads "{b} stands on the shelf"
relation free(b: Book)                  reads "{b} may be lent"
rule at_north "The north desk" under code at "(a)"
  given
    (1) lent_at(B, north)
    (2) stamped(B)
  then free(B)
rule a_loss "A lost book" under code at "(b)"
  given
    (1) lost(B)
  then free(B)
"""
SHELVED = """rule shelf_{n} "On the shelf, {n}" under code at "(c)({n})"
  given
    (1) on_shelf(B)
  then free(B)
"""
SHELF_LAW = ANSWERED + "".join(SHELVED.format(n=n) for n in range(1, 6))
LENT = """source card is "the loan card"
matter loan is "The book" before county as of 2020-03-01
thing book: Book "the book"
{record}question free: free(book)
"""


@pytest.mark.parametrize(
    "record, lacking",
    [
        # five provisions that lack the same leave room for another; silence answers whether it was lost
        ("", ["on_shelf(book)", "lent_at(book, north)", "stamped(book)"]),
        # at which desk it was lent is answered: the stamp would not help
        ('record found from card\n  lent_at(book, south) at "1"\n', ["on_shelf(book)"]),
    ],
)
def test_nothing_is_asked_that_the_record_or_its_silence_answers(record: str, lacking: list[str]) -> None:
    text = SHELF_LAW + LENT.format(record=record)
    matter = LOADER.matter_of(Source("<case>", text), Path())
    found = answer(matter, "free", Inquiry()).search.leads
    assert sorted(lead.literal for lead in found) == sorted(lacking)


def test_nothing_is_asked_for_a_provision_that_the_record_keeps_from_applying() -> None:
    """That the book is an atlas is on record: whether the novel was signed is of no use."""
    signed = """
relation signed(b: Book)  reads "{b} was signed"
relation worth(b: Book)   reads "{b} is worth more"
rule signed_novels under code at "(d)" given (1) kind_of(B, novel) (2) signed(B) then worth(B)
question worth: worth(atlas)
"""
    text = f"{LAW}record found from card\n  kind_of(atlas, atlas_of_maps)\n{signed}"
    matter = LOADER.matter_of(Source("<case>", text), Path())
    found = answer(matter, "worth", Inquiry())
    assert not found.search.leads
    unsaid = LOADER.matter_of(Source("<case>", f"{LAW}{signed}"), Path())
    leads = answer(unsaid, "worth", Inquiry()).search.leads
    assert {lead.literal for lead in leads} == {"kind_of(atlas, novel)", "signed(atlas)"}


def test_nothing_is_asked_for_a_provision_that_what_follows_keeps_from_applying() -> None:
    law = """
relation lent(b: Book)  reads "{b} was lent"
relation gone(b: Book)  reads "{b} is gone" denied "{b} is here"
relation owed(b: Book)  reads "{b} is owed"
relation sold(b: Book)  reads "{b} was sold"
relation free(b: Book)  reads "{b} is free"
rule going under code at "1" given (1) lent(B) then gone(B)
rule staying under code at "2" exception to going given (1) sold(B) then not gone(B)
rule owing under code at "3" given (1) gone(B) (2) kept(B) then owed(B)
rule freeing under code at "4" given (1) kept(B) unless (2) sold(B) then free(B)
record found from card
  sold(atlas)
question owed: owed(atlas)
question free: free(atlas)
"""
    matter = LOADER.matter_of(Source("<case>", LAW + law), Path())
    for question in ("owed", "free"):
        found = answer(matter, question, Inquiry())
        assert (found.verdict, found.search.leads) == ("undetermined", ())


def test_what_may_prevail_over_what_is_established_is_followed() -> None:
    law = """
relation lent(b: Book)  reads "{b} was lent"
relation gone(b: Book)  reads "{b} is gone" denied "{b} is here"
relation owed(b: Book)  reads "{b} is owed"
relation sold(b: Book)  reads "{b} was sold"
rule staying under code at "2" given (1) sold(B) then not gone(B)
rule going under code at "1" exception to staying given (1) lent(B) then gone(B)
rule owing under code at "3" given (1) gone(B) (2) kept(B) then owed(B)
record found from card
  sold(atlas)
  due_on(atlas, 2020-01-31)
question owed: owed(atlas)
"""
    matter = LOADER.matter_of(Source("<case>", LAW + law), Path())
    leads = answer(matter, "owed", Inquiry()).search.leads
    assert {lead.literal for lead in leads} == {"lent(atlas)", "returned_on(atlas, _)"}


def test_what_provisions_give_only_of_another_choice_is_asked_of_the_record() -> None:
    law = """
relation shows(b: Book, kind: Kind)  reads "{b} shows {kind}"
relation shelved(b: Book)            reads "{b} is shelved"
rule maps_show under code at "1" given (1) kept(B) then shows(B, atlas_of_maps)
rule shelving under code at "2" given (1) shows(B, novel) then shelved(B)
question shelved: shelved(atlas)
"""
    matter = LOADER.matter_of(Source("<case>", LAW + law), Path())
    leads = answer(matter, "shelved", Inquiry()).search.leads
    assert [lead.literal for lead in leads] == ["shows(atlas, novel)"]


LIBRARY = {
    "loans": """
area loans "Loans"
court county "the County Court"
authority code is "City Code § 14" statute from the document
sort Book
relation lost(b: Book) closed   reads "{b} was lost"
relation in_stock(b: Book) closed  reads "{b} is in stock"
relation on_shelf(b: Book) reads "{b} stands on the shelf"
rule stocked under code at "(a)"
  given
    (1) on_shelf(B)
  then in_stock(B)
""",
    "losses": """
area losses "Losses" builds on loans
relation missed(b: Book) reads "{b} was missed at the stocktaking"
rule of_what_is_missed under code at "(b)"
  given
    (1) missed(B)
  then lost(B)
rule of_what_is_lost under code at "(c)"
  given
    (1) lost(B)
  then not on_shelf(B)
""",
}
LOST = """
matter m is "M" before county as of 2020-03-01
uses {areas}
thing atlas: Book "the atlas"
question lost: lost(atlas)
question found: not lost(atlas)
question in_stock: in_stock(atlas)
"""


NOT_HEARD = {"lost": 1, "found": 1, "in_stock": 1}  # provisions of the area that is not used


@pytest.mark.parametrize("question", NOT_HEARD)
def test_where_silence_decides_the_areas_that_could_have_spoken_are_named(
    question: str, tmp_path: Path
) -> None:
    for area, law in LIBRARY.items():
        (tmp_path / area).mkdir()
        (tmp_path / area / f"{area}.law").write_text(law, "utf-8")
    loader = Loader(tmp_path)
    sources = (Source("m.case", LOST.format(areas=areas)) for areas in ("loans", "loans, losses"))
    told = [answer(loader.matter_of(source, tmp_path), question, Inquiry()) for source in sources]
    assert [each.verdict for each in told] == ["proved" if question == "found" else "refuted"] * 2
    assert [each.not_used for each in told] == [(Unused("losses", NOT_HEARD[question]),), ()]


OF_TWO_COURTS = """
court top "Top Ct."
court one "A Ct."
court two "B Ct."
authority code is "City Code § 14" statute from the document
authority aa is "Alpha, 1 R. 1 (A Ct. 2001)" decided by one on 2001-01-01 from the document
authority bb is "Beta, 1 R. 2 (B Ct. 2001)" decided by two on 2001-02-01 from the document
sort Book
relation soiled(b: Book)          reads "{b} is soiled"
relation lost(b: Book)            reads "{b} is lost"
relation owed(n: Int) functional  reads "{n} books are lost"
holding counts "It counts as lost" of aa at "1" given (1) soiled(B) then lost(B)
holding does_not "It does not" of bb at "2" given (1) soiled(B) then not lost(B)
rule number "The number" under code at "(a)" given (1) N is the count of B such that lost(B) then owed(N)
matter m is "M" before top as of 2005-01-01
thing atlas: Book "the atlas"
thing novel: Book "the novel"
record found
  soiled(atlas)
  lost(novel)
question owed: owed(N)
"""


def test_a_conflict_about_a_member_of_a_count_is_named() -> None:
    made = LOADER.matter_of(Source("<case>", OF_TWO_COURTS), Path())
    (found,) = answer(made, "owed", Inquiry()).search.conflicts
    assert [side.text for side in found.sides] == [
        "the atlas is lost",
        "it is not so that the atlas is lost",
    ]

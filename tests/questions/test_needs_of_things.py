"""Which things changes are about: those that the matter declares and the answer can rest on; no others."""

from __future__ import annotations

from decisis.casework.inquiry import Inquiry, asked_of
from decisis.questions.moves import written
from decisis.questions.needs import Needs, needs
from tests.questions.generated import loaded

SHOP = """court appeal "the Court of Appeal"
court commercial "the Commercial Court" under appeal trial
authority act is "Distance Sales Act" statute from the document
authority lamp is "Lamp v. Shop, 7 Com. 11 (App. 2019)" decided by appeal from the document
sort Sale
sort Goods is one of book "books", clothes "clothes", sealed_disc "sealed discs", food "food"
relation goods(s: Sale, g: Goods) functional in s            reads "the goods of {s} are {g}"
relation informed_on(s: Sale, day: Date) functional in s     reads "{s} was explained on {day}"
relation withdrew_on(s: Sale, day: Date) functional in s     reads "the buyer withdrew from {s} on {day}"
relation seal_broken(s: Sale)                                reads "the seal of {s} was broken"
relation older(s: Sale, t: Sale)                             reads "{s} is older than {t}"
relation withdrawn(s: Sale)                                  reads "the buyer has withdrawn from {s}"
relation first(s: Sale)                                      reads "{s} comes first"

rule late_information "Fourteen days from information" under act at "§ 4"
  given
    (1) informed_on(S, Told)
    (2) withdrew_on(S, Day)
    (3) Day <= Told + 14 days
  then withdrawn(S)
rule sealed "Sealed discs once opened" exception to late_information under act at "§ 5(2)"
  given
    (1) goods(S, sealed_disc)
    (2) seal_broken(S)
  then not withdrawn(S)
holding food_is_final "Food is not taken back" of lamp at "13"
  construing act at "§ 5(2)"
  given
    (1) goods(S, food)
  then not withdrawn(S)
rule precedence "The older sale comes first" under act at "§ 9"
  given
    (1) older(S, T)
    (2) withdrawn(T)
  then first(S)

source file is "the file"
matter sales is "Ida v. Shop" before commercial as of 2022-03-01
thing gift: Sale "the gift"
thing lunch: Sale "the lunch"
thing spare: Sale "the spare"
record found from file
  goods(gift, sealed_disc)
  withdrew_on(gift, 2022-01-28)
  goods(lunch, food)
  informed_on(lunch, 2022-01-03)
  withdrew_on(lunch, 2022-01-05)
dispute seal: seal_broken(gift) versus not seal_broken(gift) unresolved
question gift: withdrawn(gift)
question spare: first(spare)
"""


def asked(name: str, text: str = SHOP) -> Needs:
    matter = loaded(text)
    return needs(asked_of(matter, Inquiry()), matter.questions[name])


def proposed(found: Needs) -> dict[str, str]:
    return {"; ".join(line for m in f.moves for line in written(m)): f.verdict for f in found.flips}


def test_of_a_thing_that_the_record_says_nothing_of_something_is_proposed() -> None:
    """The spare is declared, and stands in no fact: that it is older than a sale that was withdrawn from."""
    found = asked("spare", SHOP.replace("goods(lunch, food)", "goods(lunch, book)"))
    assert found.covered == 3 and not found.cut
    assert proposed(found) == {
        "suppose older(spare, lunch)": "proved",
        "resolve seal as not seal_broken(gift); suppose informed_on(gift, on or after 2022-01-14); "
        "suppose older(spare, gift)": "proved",
        "suppose informed_on(gift, on or after 2022-01-14); suppose older(spare, gift); "
        "withdraw goods(gift, sealed_disc)": "proved",
    }


def test_no_thing_is_proposed_to_stand_to_itself() -> None:
    assert not any("older(spare, spare)" in change for change in proposed(asked("spare")))


def test_what_is_said_of_other_things_is_not_changed() -> None:
    """Nothing of the lunch bears on the gift: so all sets of up to three changes are gone through."""
    found = asked("gift")
    assert found.covered == 3 and not found.limit
    assert dict(found.space)["facts"] == 2
    assert not any("lunch" in change for change in proposed(found))


def test_what_need_only_not_be_shown_is_not_listed_as_otherwise() -> None:
    """That the gift is no sealed disc, or is a book, says no less than that nobody showed it to be one."""
    changes = proposed(asked("gift"))
    assert "suppose informed_on(gift, on or after 2022-01-14); withdraw goods(gift, sealed_disc)" in changes
    assert not any("suppose goods(gift, book)" in c or "suppose not goods(gift" in c for c in changes)


def test_a_conflict_is_proposed_with_every_day_that_leads_to_it() -> None:
    """Of food there is a provision against the withdrawal; told late enough, one for it ties with that."""
    text = SHOP.replace("  informed_on(lunch, 2022-01-03)\n", "").replace(
        'holding food_is_final "Food is not taken back" of lamp at "13"\n  construing act at "§ 5(2)"',
        'rule food_is_final "Food is not taken back" under act at "§ 6"',
    )
    text += "question lunch: withdrawn(lunch)\n"
    assert (
        proposed(asked("lunch", text))["suppose informed_on(lunch, on or after 2021-12-22)"] == "conflicted"
    )


def test_what_is_disputed_is_resolved_and_not_found() -> None:
    assert not any("suppose seal_broken(gift)" in change for change in proposed(asked("gift")))
    assert "resolve seal as seal_broken(gift)" in proposed(asked("gift"))

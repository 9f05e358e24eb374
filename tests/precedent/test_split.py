"""A question in many courts: each group answers as its courts do when they are asked alone."""

from __future__ import annotations

import json

import pytest
from syrupy.assertion import SnapshotAssertion

from decisis.casework.answer import answer_words
from decisis.casework.inquiry import Inquiry, answer, asked_of
from decisis.casework.matter import Matter
from decisis.precedent.present_split import present_split
from decisis.precedent.split import Split, compared_courts, courts_of_appeals, in_order, split, trial_courts
from decisis.render.split import split_json, split_markdown, split_text


def split_of(claim: Matter, question: str, *courts: str, **more: str) -> Split:
    every = courts or (*courts_of_appeals(claim), *trial_courts(claim))
    return split(claim, asked_of(claim, Inquiry(**more)), claim.questions[question], every)


@pytest.mark.parametrize("question", ["taken", "liable"])
@pytest.mark.parametrize("variant", ["claim", "bribed", "loose_talk"])
@pytest.mark.parametrize("day", ["1994-06-01", "2010-01-01"])
def test_every_court_answers_as_its_group(claim: Matter, question: str, variant: str, day: str) -> None:
    found = split_of(claim, question, variant=variant, as_of=day)
    asked = [court for group in found.groups for court in group.courts]
    assert sorted(asked) == sorted((*courts_of_appeals(claim), *trial_courts(claim)))
    for group in found.groups:
        for court in group.courts:
            alone = answer(claim, question, Inquiry(court=court, variant=variant, as_of=day))
            assert answer_words(alone.rows) == answer_words(group.answer.rows)
            assert [r.strength for r in alone.rows] == [r.strength for r in group.answer.rows]


def test_equal_answers_for_other_reasons_stand_apart(claim: Matter) -> None:
    """The third district has no precedent of its own, and what the others say does not bind it."""
    groups = {g.courts: g for g in split_of(claim, "taken", "first", "second", "third").groups}
    assert {courts: g.answer.words for courts, g in groups.items()} == {
        ("first",): "proved",
        ("second",): "refuted",
        ("third",): "conflicted",
    }
    assert groups["first",].controlling == ("despite_disclosure",)
    assert groups["second",].controlling == ("talks_are_open",)


def test_a_court_that_is_below_answers_with_the_one_above(claim: Matter) -> None:
    by_court = {c: g.courts for g in split_of(claim, "taken").groups for c in g.courts}
    assert by_court["alder"] == by_court["birch"] == by_court["first"]
    assert by_court["cedar"] == by_court["second"]
    assert by_court["elm"] == by_court["third"] != by_court["first"]


def test_the_court_in_which_the_matter_is_has_a_place_of_its_own(claim: Matter) -> None:
    """A trial court is asked beside the courts of appeals where it is the one that the matter is before."""
    asked = asked_of(claim, Inquiry(court="alder"))
    courts = compared_courts(claim, asked)
    assert courts == ("alder", *courts_of_appeals(claim))
    view = present_split(claim, asked, split(claim, asked, claim.questions["taken"], courts))
    titles = [title for group in view.groups for title in group.titles]
    assert claim.courts["alder"] in titles
    assert compared_courts(claim, asked_of(claim, Inquiry(court="first"))) == courts_of_appeals(claim)


def test_courts_stand_in_the_order_of_their_numbers() -> None:
    assert in_order(["ca10", "ca2", "cadc", "ca1"]) == ("ca1", "ca2", "ca10", "cadc")


def test_looks(claim: Matter, snapshot: SnapshotAssertion) -> None:
    view = present_split(claim, asked_of(claim, Inquiry()), split_of(claim, "taken"))
    assert split_text(view, 100) == snapshot
    assert split_markdown(view) == snapshot
    assert json.loads(split_json(view))["format"] == "decisis.split/1"

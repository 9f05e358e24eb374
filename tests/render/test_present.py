"""From answers to views: what `ask` shows, and what only `why` shows."""

from __future__ import annotations

from pathlib import Path

from decisis.casework.inquiry import Inquiry, answer
from decisis.casework.present import present
from decisis.render import render
from decisis.render.view import AnswerView
from tests.shipped import LOADER

LITMUS = Path(__file__).parent.parent / "litmus"


def view(program: str, question: str, *, proofs: bool) -> AnswerView:
    matter = LOADER.matter(str(LITMUS / f"{program}.case"))
    return present(answer(matter, question, Inquiry()), proofs=proofs)


def test_without_proofs_there_is_a_verdict_with_its_strength_and_what_it_presumes() -> None:
    (row,) = view("presumed_bar", "allowed", proofs=False).rows
    assert (row.verdict, row.strength, row.grounds, row.independent_grounds) == ("proved", "binding", (), 1)
    assert [p.text for p in row.presumes] == ["the claim is barred by time"]


def test_with_proofs_there_are_grounds() -> None:
    (row,) = view("presumed_bar", "allowed", proofs=True).rows
    assert [found.strength for found in row.grounds] == ["binding"]


def test_both_sides_of_a_conflict_have_their_facts() -> None:
    text = render("text", [view("tie", "granted", proofs=True)])
    assert "(1) the motion was filed" in text
    assert "(1) the motion was late" in text


def test_by_cases_is_in_the_headline() -> None:
    shown = view("proof_by_cases", "liable", proofs=True)
    assert shown.verdict == "proved by cases"
    assert shown.rows[0].grounds[0].proof.kind == "by cases"


def test_what_is_undetermined_says_what_could_have_given_it() -> None:
    (row,) = view("tie", "closed", proofs=False).rows
    assert [step.reason for step in row.attempts] == ["not decided: the motion is granted"]

"""What rests on an authority: found by asking, and found again by setting it aside."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from decisis.casework.answer import answer_words, ask
from decisis.casework.inquiry import Inquiry, answer, asked_of
from decisis.casework.matter import Matter
from decisis.engine import DEFAULT, engine
from decisis.pipeline import Loader
from decisis.precedent.citator import Gone, Resting, entry, known_as, resting
from decisis.precedent.present_citator import present_citator
from decisis.render.citator import citator_json, citator_markdown, citator_text
from decisis.source import Source

LITMUS = Path(__file__).parents[1] / "litmus"
AUTHORITIES = [
    "alpha",
    "gamma",
    "kappa",
    "sigma",
    "omega",
    "order_of_panels",
    "rules_of_court",
    "code",
    "reform",
]


def resting_on(claim: Matter, name: str, overruled_from: date | None = None) -> list[Resting]:
    return list(resting(claim, Gone(name, overruled_from), engine(DEFAULT), every_question=True))


@pytest.mark.parametrize("name", AUTHORITIES)
def test_nothing_that_changes_is_left_out(claim: Matter, name: str) -> None:
    """Whatever answer is another without an authority rests on it, or is not decided; the rest stays."""
    found = {(r.variant, r.question.name): r for r in resting_on(claim, name)}
    for variant in claim.variants:
        for question in claim.questions:
            before = answer(claim, question, Inquiry(variant=variant))
            after = answer(claim, question, Inquiry(variant=variant, without=(name,)))
            listed = found.get((variant, question))
            if answer_words(before.rows) != answer_words(after.rows):
                assert listed is not None
                assert listed.outcome not in ("survives", "weakens", "unaffected")
            elif listed is not None:
                assert listed.outcome in ("survives", "weakens", "unaffected")


def outcomes(claim: Matter, name: str, overruled_from: date | None = None) -> dict[str, str]:
    return {f"{r.variant} {r.question.name}": r.outcome for r in resting_on(claim, name, overruled_from)}


def test_what_becomes_of_answers(claim: Matter) -> None:
    assert outcomes(claim, "alpha") == {
        "claim taken": "flips",
        "claim liable": "falls",
        "bribed taken": "flips",
        "bribed liable": "falls",
    }
    assert outcomes(claim, "order_of_panels")["claim taken"] == "flips"
    assert outcomes(claim, "omega") == {"years_later taken": "weakens", "paid_in_silence taken": "settles"}


KEPT_OPEN = """sort Claim
relation made(c: Claim) reads "{c} was made"
relation waived(c: Claim) reads "{c} was waived" denied "{c} was not waived"
relation owed(c: Claim) reads "{c} is owed" denied "{c} is not owed"
court top "Top Ct."
authority code is "Code" statute from the document
authority waiver is "Waiver Act" statute from the document
rule owes under code given (1) made(C) then owed(C)
rule waives under waiver exception to owes given (1) waived(C) then not owed(C)
party debtor "the debtor"
matter m is "M" before top as of 2020-01-01
thing c: Claim "the claim"
record found
  made(c)
dispute waiver: waived(c) versus not waived(c) burden on debtor by preponderance unresolved
question owed: owed(c)
"""


def test_an_exception_that_keeps_an_answer_open() -> None:
    """It may apply, and no more: the answer is open because of it, and decided without it."""
    matter = Loader(LITMUS).matter_of(Source("kept_open.case", KEPT_OPEN), LITMUS)
    for name in ("waiver", "waives"):
        (found,) = resting_on(matter, name)
        assert (found.by_way_of, found.outcome) == (("waives",), "settles")


def test_overruled_from_a_day(claim: Matter) -> None:
    assert set(outcomes(claim, "alpha", date(2006, 1, 1)).values()) == {"unaffected"}
    assert outcomes(claim, "alpha", date(2005, 1, 1))["claim taken"] == "flips"


@pytest.mark.parametrize("gone, verdict", [(None, "proved"), (date(2005, 6, 2), "undetermined")])
def test_what_is_overruled_keeps_what_it_did_before(gone: date | None, verdict: str) -> None:
    """Set aside, an overruling authority has overruled nobody; overruled itself, it still has."""
    treated = Loader(LITMUS).matter(str(LITMUS / "later_treatment.case"))
    asked = Gone("whole", gone).without(asked_of(treated, Inquiry(as_of="2005-06-02")))
    assert answer_words(ask(asked, treated.questions["doubles"])) == verdict


def test_an_authority_is_known_by_its_citation(claim: Matter) -> None:
    assert known_as("10 Arc. 2d 100", claim.library) == "alpha"
    assert known_as("alpha", claim.library) == "alpha"
    assert known_as("talks_are_open", claim.library) == "talks_are_open"
    assert known_as("Arc. App.", claim.library) == ""


def test_looks(claim: Matter, snapshot: SnapshotAssertion) -> None:
    for name in ("alpha", "talks_are_open"):
        view = present_citator(
            entry(name, claim.library), claim.library, Gone(name), resting_on(claim, name), (), 1
        )
        assert citator_text(view, 100) == snapshot
        assert citator_markdown(view) == snapshot
        assert json.loads(citator_json(view))["format"] == "decisis.citator/1"


def test_without_cases_nothing_was_looked_at(claim: Matter) -> None:
    view = present_citator(entry("alpha", claim.library), claim.library, Gone("alpha"), (), (), 0)
    assert citator_text(view, 100).endswith(
        "No case was looked at: name files of cases, or folders that hold them."
    )
    assert json.loads(citator_json(view))["looked_at"] == 0

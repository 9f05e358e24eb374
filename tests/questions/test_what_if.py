"""What if: a difference is empty if, and only if, the two answers are the same in all they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from decisis.casework.inquiry import Inquiry, answered, asked_of
from decisis.casework.matter import Matter
from decisis.casework.present import ground_view, present
from decisis.casework.question import Question
from decisis.casework.verdict import Asked
from decisis.diagnostics import Rejected
from decisis.pipeline import load_matter, logic_root
from decisis.questions.difference import difference
from decisis.questions.moves import moved, written
from decisis.questions.space import space_of
from decisis.questions.what_if import after_changes
from decisis.render.question_views import RowDifferenceView
from decisis.render.questions_words import row_changes
from decisis.render.to_json import as_data
from tests.questions.generated import EXAMPLES, loaded, matters

HERE = Path(__file__).parent
MADE = settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))


def said(matter: Matter, asked: Asked, question: Question) -> object:
    """All that an answer says; of its proofs the set of what each ground rests on, and not where provisions
    fail beside what it turns on."""
    answer = answered(matter, asked, question)
    view = as_data(present(answer, proofs=False))
    grounds = [
        sorted((sorted(map(repr, g.support)), g.strength, g.independent) for g in row.grounds)
        for row in answer.rows
    ]
    for row in view["answers"]:
        row["turns_on"] = sorted(map(repr, row["turns_on"]))
        row["presumes"] = sorted(map(repr, row["presumes"]))
        row["warnings"] = sorted(row["warnings"])
        del row["attempts"]
    instances = {row["literal"]: (row, found) for row, found in zip(view["answers"], grounds, strict=True)}
    return view["verdict"], instances


@MADE
@given(matters(), st.sampled_from(["prevails", "liable", "whose"]), st.data())
def test_it_is_empty_only_if_the_answers_are_equal(text: str, name: str, data: st.DataObject) -> None:
    try:
        matter = loaded(text)
    except Rejected:
        assume(False)
        raise
    question = matter.questions[name]
    before = asked_of(matter, Inquiry())
    about = before.about(question.relation)
    moves = space_of(about).everything()
    assume(moves)
    move = data.draw(st.sampled_from(moves))
    after = moved(before, [move])
    changed = said(matter, before, question) != said(matter, after, question)
    found = difference(before, after, question)
    assert found.nothing != changed
    assert difference(after, before, question).nothing == found.nothing
    again = after_changes(before, written(move))
    assert difference(after, again, question).nothing


@pytest.mark.parametrize(
    "changes, question, verdicts",
    [
        (["suppose received_on(first, 2016-08-01) instead"], "time", ("undetermined", "proved")),
        (["suppose received_on(first, 2016-08-02) instead"], "time", ("undetermined", "undetermined")),
        (["withdraw length_of(car, 430)"], "ash_permit", ("proved", "undetermined")),
        (["resolve garage as holds_garage(ash)"], "ash_permit", ("proved", "undetermined")),
        (["resolve short_leases.between as home_is_settled(_)"], "settled", ("undetermined", "proved")),
        (["set aside moss"], "settled", ("undetermined", "refuted")),
        (
            ["as of 2023-01-01; resolve garage as holds_garage(ash);"],
            "ash_permit",
            ("proved", "refuted"),
        ),
        (
            ["in elsewhere", "set aside moss"],
            "settled",
            ("undetermined", "refuted"),
        ),
        (["as of 2023-01-01", "resolve garage as holds_garage(ash)"], "ash_permit", ("proved", "refuted")),
        (["even if home_is_settled(birch)"], "settled", ("undetermined", "proved")),
        (["before fern", "set aside moss"], "settled", ("undetermined", "undetermined")),
    ],
)
def test_every_kind_of_change(changes: list[str], question: str, verdicts: tuple[str, str]) -> None:
    matter = load_matter(str(HERE / "permit.case"), logic_root(str(HERE / "law")))
    before = asked_of(matter, Inquiry())
    found = difference(before, after_changes(before, changes), matter.questions[question])
    assert found.verdicts == verdicts


def test_strength_and_grounds_are_compared_too() -> None:
    matter = load_matter(str(HERE / "permit.case"), logic_root(str(HERE / "law")))
    before = asked_of(matter, Inquiry())
    (row,) = difference(
        before, after_changes(before, ["even if home_is_settled(ash)"]), matter.questions["ash_permit"]
    ).rows
    assert row.verdicts == ("proved", "proved")
    assert row.grounds_gained


def test_a_ground_that_only_rests_on_another_day_is_told_once() -> None:
    matter = loaded(
        """court county "the County Court"
authority code is "Code" statute from the document
sort Book
relation returned_on(b: Book, day: Date) functional in b reads "{b} was returned on {day}"
relation fine_owed(b: Book)                              reads "a fine is owed for {b}"
rule late under code given (1) returned_on(B, Day) (2) Day > 2020-01-31 then fine_owed(B)
source card is "the loan card"
matter loan is "The atlas" before county as of 2020-03-01
record found from card
  returned_on(atlas, 2020-02-02)
question fine: fine_owed(atlas)
"""
    )
    before = asked_of(matter, Inquiry())
    after = after_changes(before, ("suppose returned_on(atlas, 2020-02-03) instead",))
    (changed,) = difference(before, after, matter.questions["fine"]).rows
    grounds = tuple(map(ground_view, changed.grounds_lost)), tuple(map(ground_view, changed.grounds_gained))
    view = RowDifferenceView("", "", (), changed.verdicts, changed.strengths, changed.independent, grounds)
    assert list(row_changes(view)) == [("", "ground: Code: shown otherwise")]


CONFLICTED = """
sort Person
relation person(p: Person) closed    reads "{p} is a person"
relation owns(p: Person)             reads "{p} owns"
relation paid(p: Person)             reads "{p} paid"
relation prevails(p: Person)         reads "{p} prevails"
court low "Low"
source docket is "the docket"
thing ann: Person "Ann"
rule owner given (1) owns(X) then prevails(X)
rule anybody given (1) person(X) (2) no showing that owns(X) then prevails(X)
rule payer given (1) paid(X) then not prevails(X)
matter made is "Made up" before low as of 2000-01-01
fact person(ann) found from docket
fact owns(ann) found from docket
fact paid(ann) found from docket
question prevails: prevails(ann)
"""


def test_another_conflict_is_another_answer() -> None:
    """It was told that nothing changes."""
    matter = loaded(CONFLICTED)
    before = asked_of(matter, Inquiry())
    after = after_changes(before, ["withdraw owns(ann)"])
    found = difference(before, after, matter.questions["prevails"])
    (row,) = found.rows
    assert found.verdicts == ("conflicted", "conflicted")
    (lost,), (gained,) = row.conflicts_lost, row.conflicts_gained
    assert [side.provision for side in lost.sides] == ["owner", "payer"]
    assert [side.provision for side in gained.sides] == ["anybody", "payer"]

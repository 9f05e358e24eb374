"""One mistake is one complaint: what only follows from it is not told. Each row changes one sound file."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.diagnostics import Rejected
from decisis.pipeline import Loader
from decisis.source import Source

NOWHERE = Path(__file__).parent / "errors"  # a folder without areas of law
LOAN = """court county "the County Court"
authority code is "City Code § 12" statute from the document
sort Book
relation due_on(b: Book, day: Date) functional in b      reads "{b} was due on {day}"
relation returned_on(b: Book, day: Date) functional in b reads "{b} was returned on {day}"
relation waived(b: Book)                                 reads "the fine for {b} was waived"
relation fine_owed(b: Book)                              reads "a fine is owed for {b}"
rule late under code at "(a)"
  given
    (1) due_on(B, Due)
    (2) returned_on(B, Day)
    (3) Day > Due
  then fine_owed(B)
rule waiver under code at "(b)"
  exception to late
  given
    (1) waived(B)
  then not fine_owed(B)
source card is "the loan card"
matter loan is "The atlas" before county as of 2020-03-01
thing atlas: Book "the atlas"
record found from card
  due_on(atlas, 2020-01-31)
  returned_on(atlas, 2020-02-02)
question fine: fine_owed(atlas)
"""


@pytest.mark.parametrize(
    "was, written, said",
    [
        ("waived(b: Book)", "waived(b: Boook)", "E0307 did you mean `Book`?"),
        ("(1) waived(B)", "(1) waived(b)", "E0367 write `B` for any of them, or declare `thing b: Book`"),
        ("(1) waived(B)", "(1) wavied(B)", "E0303 did you mean `waived`?"),
        ("(1) due_on(B, Due)", "(1) due_on(B, Deu)", "E0323 did you mean `Deu`?"),
        (
            "(1) due_on(B, Due)",
            "(1) due_on(Due, B)",
            "E0351 exchange the arguments of `due_on`, or give the two things two names",
        ),
        (
            "(2) returned_on(B, Day)",
            "(2) returned_on(B)",
            "E0304 write `_` for what does not matter, or name the arguments that do",
        ),
        (
            "due_on(atlas, 2020-01-31)",
            'due_on(atlas, "2020-01-31")',
            "E0352 write `2020-01-31`, without quotation marks",
        ),
        ("waived(b: Book)", "waived(b: Boolean)", "E0307 leave it out: a relation holds, or it does not"),
        ("Day > Due", "Day > Due + 14", "E0358 say of what: `14 months`, `14 days`"),
        ("Day > Due", "Day > 3", "E0355 compare things of one sort"),
        (LOAN.split("\n")[6], "", "E0303 declare it: `relation fine_owed(…)`"),
        ("sort Book\n", "", "E0307 declare it: `sort Book`"),
        (LOAN.split("\n")[1], "", 'E0343 declare it: `authority code is "…"`'),
        (LOAN.split("\n")[0], "", 'E0401 declare it, `court county "…"`, or name one that is'),
        ('source card is "the loan card"', "", 'E0403 declare it, `source card is "…"`, or name one that is'),
    ],
)
def test_one_mistake_is_one_complaint(was: str, written: str, said: str) -> None:
    assert was in LOAN
    (complaint,) = complaints(LOAN.replace(was, written, 1))
    assert complaint == said


def test_arguments_that_are_exchanged_are_one_mistake() -> None:
    law = LOAN.replace("fine_owed(b: Book)", "fine_owed(b: Book, day: Date)").replace(
        "fine_owed(B)", "fine_owed(B, Day)"
    )
    law = law.replace("(1) waived(B)", "(1) waived(B) (2) returned_on(B, Day)").replace(
        "fine_owed(atlas)", "fine_owed(atlas, _)"
    )
    assert complaints(law.replace("then fine_owed(B, Day)", "then fine_owed(Day, B)")) == [
        "E0351 exchange the arguments of `fine_owed`, or give the two things two names"
    ]


@pytest.mark.parametrize(
    "was, broken",
    [
        ("relation due_on(b: Book, day: Date)", "relation due_on(b: Book; day: Date)"),
        ("sort Book", "sort Book is one"),
        ("authority code is", "authority code"),
        ("rule late under code", "rule late under code if"),
    ],
)
def test_what_a_broken_block_would_declare_is_not_missed(was: str, broken: str, tmp_path: Path) -> None:
    """In the law of an area, where what parses is checked beside what does not."""
    folder = tmp_path / "fines"
    folder.mkdir()
    law = LOAN.partition("source card")[0]
    assert was in law
    (folder / "fines.law").write_text(law.replace(was, broken, 1), "utf-8")
    with pytest.raises(Rejected) as rejected:
        Loader(tmp_path).doctrine()
    assert len(rejected.value.diagnostics) == 1


def test_a_matter_that_uses_no_law_is_told_that() -> None:
    alone = "matter" + LOAN.partition("matter")[2].replace(" from card", "")
    assert complaints(alone) == [
        "E0418 write `uses AREA` after its day; `decisis vocabulary` lists the areas"
    ]


def test_a_name_that_is_missing_is_told_once_with_its_places() -> None:
    with pytest.raises(Rejected) as rejected:
        Loader(NOWHERE).matter_of(Source("loan.case", LOAN.replace("sort Book\n", "")), Path())
    (complaint,) = rejected.value.diagnostics
    assert complaint.notes == ("also at loan.case:4:25, loan.case:5:20, loan.case:6:23 and 1 more",)


RENAME = "E0301 give one of them another name"
FEE = 'relation fee(b: Book, n: Int) functional in b reads "the fee for {b} is {n}"'


@pytest.mark.parametrize(
    "was, written, more, said",
    [
        ("rule waiver", "rule late", "priority waiver over late", RENAME),
        ("rule waiver", "rule late", "expect fine is proved because waiver", RENAME),
        ("rule waiver", "rule late", "expect fine is proved because late_waiver", RENAME),
        ("rule waiver", "rule late", "expect fine without late is proved", RENAME),
        ("relation waived(", "relation fine_owed(", "", RENAME),
        (
            LOAN[-1],
            "\nquestion fine: waived(atlas)\n",
            "expect waiver is proved",
            "E0408 give it a name of its own",
        ),
        (
            "matter loan",
            f"{FEE}\nmatter loan",
            "question fine: fee(atlas, N)\nexpect fine is N = 5",
            "E0408 give it a name of its own",
        ),
    ],
)
def test_what_only_follows_from_two_of_one_name_is_not_told(
    was: str, written: str, more: str, said: str
) -> None:
    at = LOAN.rindex(was)
    assert complaints(LOAN[:at] + written + LOAN[at + len(was) :] + more + "\n") == [said]


def test_more_names_that_are_missing_than_namesakes_are_told() -> None:
    law = LOAN.replace("rule waiver", "rule late") + "priority waiver over grace\n"
    assert [c[:5] for c in complaints(law)] == ["E0301", "E0312", "E0312"]


def test_a_provision_that_is_missing_is_told_once_with_its_places() -> None:
    law = LOAN + "priority grace over late\npriority grace over waiver\n"
    assert complaints(law) == ["E0312 name a rule, definition, holding or deadline"]


def complaints(text: str) -> list[str]:
    with pytest.raises(Rejected) as rejected:
        Loader(NOWHERE).matter_of(Source("loan.case", text), Path())
    return [f"{d.code} {d.help}" for d in rejected.value.diagnostics]

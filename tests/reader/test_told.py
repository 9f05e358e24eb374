"""What a reader of an answer is told: why nobody prevails, what clashes, what would be so on another day."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import decisis
from decisis.casework.answer import Answer
from decisis.casework.certified import certify
from decisis.casework.inquiry import Inquiry, answer
from decisis.casework.matter import Matter
from decisis.casework.present import present
from decisis.render import render
from decisis.values import written
from tests.shipped import LOADER

PAGES = sorted(path.stem for path in Path(__file__).parent.glob("*.case"))
_read: dict[str, Matter] = {}

PROVED = ("closed", "members", "words")  # pages whose proofs are shown
TOLD = [
    ("neither_prevails", "admitted", "no priority between them is stated, both rank as statute texts"),
    ("neither_prevails", "admitted", "(Every waxed gourd: Rules of the Show, at 1)"),
    ("neither_prevails", "prize", "ring: first over second, as it has priority"),
    ("neither_prevails", "striped", "the record says both"),
    ("neither_prevails", "striped", "(found, the seed book at 7)"),
    ("neither_prevails", "early", "sown on 2020-04-02 (found, the seed book at 8): the record says both"),
    ("neither_prevails", "shown", "Not if striped may apply, and would prevail: it is an exception to it"),
    ("neither_prevails", "shown", "in conflict: the striped gourd was striped (found, the entry card at 2)"),
    ("neither_prevails", "listed", "not decided: the striped gourd is shown"),
    ("neither_prevails", "native", "of the Garden Club and the Growers' Guild neither sits above the other"),
    ("another_day", "fee", "The old fee: Rules of the Show, at 3: it was in force only until 2009-12-31"),
    ("another_day", "ten", "The old fee: Rules of the Show, at 3: it was in force only until 2009-12-31"),
    ("another_day", "free", "it was in force only from 2031-01-01"),
    ("another_day", "payment", "the library records no counting rule for 1985-03-04"),
    ("another_day", "timely", "the library records no counting rule for 1985-03-04"),
    ("another_day", "timely", "not shown: the last day for payment is any day"),
    ("another_day", "charged", "not shown: a fee of any amount in EUR is due"),
    ("closed", "lent", "nothing shows it, and here silence means no"),
    ("closed", "bought", "the entry card at 5 only alleges it this does not give it, and here that means no"),
    ("closed", "ripe", "Ripe gourds: Rules of the Show, at 11: it was in force only from 2031-01-01"),
    ("closed", "not_ripe", "Ripe gourds: Rules of the Show, at 11: it was in force only from 2031-01-01"),
    ("closed", "dry", "Dry gourds: Rules of the Show, at 6 fails at (2), not so: 12 is at least 14"),
    (
        "closed",
        "dry",
        "Kiln-dried gourds: Rules of the Show, at 7 fails at (1), shown otherwise:",
    ),
    ("closed", "dry", "was dried in a kiln (found, the entry card at 2)"),
    ("closed", "dry", "none of these gives it, and here that means no"),
    ("closed", "not_dry", "what could have given the contrary Dry gourds: Rules of the Show, at 6 fails"),
    ("closed", "not_dry", "none of these gives the contrary, and here that means no"),
    (
        "closed",
        "sound",
        "Sound gourds: Rules of the Show, at 8 fails, taken out of application by Dented",
    ),
    ("closed", "sound", "this does not give it, and here that means no"),
    ("words", "other_half", "the table halves has no such row, but that one half of 13, rounded down, is 6"),
    ("from_memory", "admitted", "bears on it is stated from memory, not checked: Guide for Judges, at 2"),
    ("from_memory", "dry", "bears on it is stated from memory, not checked: Guide for Judges, at 2"),
    ("from_memory", "prize", "bears on it is stated from memory, not checked: Guide for Judges, at 3"),
    (
        "together",
        "placed",
        "the striped gourd measured 55 to 65 inches round and the imprecise value",
    ),
]


def matter(page: str) -> Matter:
    if page not in _read:
        _read[page] = LOADER.matter(str(Path(__file__).parent / f"{page}.case"))
    return _read[page]


def asked(page: str, question: str) -> Answer:
    return answer(matter(page), question, Inquiry())


def text(found: Answer, *, proofs: bool = False) -> str:
    return render("text", [present(found, proofs=proofs)], width=100)


@pytest.mark.parametrize("page", PAGES)
def test_page(page: str, snapshot: SnapshotAssertion) -> None:
    answers = [asked(page, question) for question in matter(page).questions]
    certify(answers)
    assert "\n\n".join(text(each, proofs=page in PROVED) for each in answers) == snapshot


@pytest.mark.parametrize("page, question, said", TOLD)
def test_told(page: str, question: str, said: str) -> None:
    for proofs in (False, True):
        assert said in " ".join(text(asked(page, question), proofs=proofs).split())


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_each_form_tells_what_could_have_given_what_silence_refutes(form: str) -> None:
    written = render(form, [present(asked("closed", "dry"), proofs=True)])
    assert "not so: 12 is at least 14" in written.replace("\\", "")
    assert "ilence means no" not in written


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_each_form_warns_of_what_is_lacking_by_law_from_memory(form: str) -> None:
    written = render(form, [present(asked("from_memory", "admitted"), proofs=True)])
    assert "stated from memory, not checked: Guide for Judges, at 2" in written.replace("\\", "")


def test_each_member_is_shown_in_full_on_demand() -> None:
    view = present(asked("members", "weeks"), proofs=True)
    folded, full = (render("text", [view], grounds=n) for n in (6, None))
    assert folded.count("likewise, in 4 steps") == 4
    assert "likewise" not in full
    assert full.count("is before 2021-12-31") == 5
    view = present(asked("members", "full"), proofs=True)
    folded, full = (render("text", [view], grounds=n) for n in (6, None))
    assert folded.count("likewise, in 6 steps") == 4  # among them those on what each week is worth
    assert folded.count("is less than 100") == 2 and full.count("is less than 100") == 6


def test_what_may_be_so_in_no_case_is_no_answer() -> None:
    mill = decisis.load_doctrine().matter("tests/museum/amounts_that_no_case_gives.case")
    for name, amounts in ("second", ["EUR 210", "EUR 280"]), ("third", ["EUR 196", "EUR 210"]):
        assert [written(bound["N"]) for bound in mill.ask(name).bindings] == amounts


def test_law_of_another_day_that_would_give_another_value_is_not_named() -> None:
    assert not asked("another_day", "eleven").not_heard


def test_each_of_what_changes_an_answer_together_is_needed() -> None:
    """Without any one of them the answer is what it is; with what has no part, nothing else is."""
    (row,) = asked("together", "placed").rows
    found = row.turning.together
    assert [sorted(thing.name.partition("(")[0] for thing in each.things) for each in found] == [
        ["age", "hollow"],
        ["girth", "weight"],
    ]
    for each in found:
        for way in each.ways:
            rest = tuple(w for w in each.ways if w != way)
            assert row.turning.settled(rest).verdict in (row.verdict, "undetermined")

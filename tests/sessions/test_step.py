"""One line at a time: nothing that is refused changes anything, and what is undone is gone."""

from __future__ import annotations

import json
import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisis.casework.codes import CODES as CASE_CODES
from decisis.repl.codes import CODES
from decisis.repl.commands import COMMANDS
from decisis.repl.completion import candidates
from decisis.repl.keeping import was_saved
from decisis.repl.saved_text import no_longer_so, saved_text
from decisis.repl.session import Session
from decisis.repl.step import step
from decisis.repl.typed import complete, entries
from tests.sessions.transcript import ROOT, Disk, begun
from tests.thorough import THOROUGH

os.chdir(ROOT)
LEASE = begun("tests/sessions/lease.case", Disk({}))

CHANGES = [
    "suppose rent_owed(flat, 1) instead",
    "suppose rent_owed(flat, 3 to 5) instead",
    "suppose retaliatory(landlord, flat) admitted",
    "withdraw repair_cost(_, _)",
    "withdraw notice_given(landlord, flat)",
    "resolve notice as not notice_given(landlord, flat)",
    "assume may_evict(landlord, flat)",
    "even if not damaged_by(flat, tenant)",
    "set aside vale, balance",
    "in court appeals",
    "as of 2014-01-01",
    "before vale",
    'fact rent_tendered(flat) admitted by landlord from file at "9"',
    "question owed: rent_owed(flat, N)",
    'rule quiet under tenancy_act at "§ 20" given (1) tenancy(L, _, H) then not retaliatory(L, H)',
    "undo",
    "undo",
    "redo",
]
ASKING = [
    "deposit",
    "evict",
    "why",
    "why not",
    "needs",
    "diff",
    "facts",
    "due_back(flat, A)",
    "what if undo",
    "save a.case",
]
NONSENSE = [
    "suppose rent_owed(flat", "fact", "rule x", "resolve notice", "in court nowhere", "question d: p(X)",
    "set aside", "as of tomorrow", "assume rent_owed(flat, N)", "why why", "withdraw", "redo 1", "save", '"',
    "suppose rent_owed(flat, 1) instead instead", "\x00", "matter b is \"b\" before county as of 2020-01-01",
    "record found from nowhere tenancy(a, b, c)", "variant nowhere", "load", "(((", "expect deposit is",
    "expect evict is discretionary",
]  # fmt: skip
typed = st.lists(st.sampled_from([*CHANGES, *ASKING, *NONSENSE]), max_size=8)
few = settings(max_examples=300 if THOROUGH else 25)


def after(lines: list[str]) -> Session:
    session = LEASE
    for line in lines:
        session, _ = step(session, line)
    return session


@few
@given(typed, st.sampled_from(NONSENSE) | st.text(max_size=20))
def test_what_is_refused_changes_nothing(lines: list[str], line: str) -> None:
    session = after(lines)
    then, output = step(session, line)
    if output.status:
        assert then is session


@few
@given(typed)
def test_a_session_is_a_value(lines: list[str]) -> None:
    """The same lines give the same session and the same words, whatever was asked before in other ones."""
    first, second = after(lines), after(lines)
    assert first == second
    for question in ("deposit", "evict"):
        assert step(first, question)[1] == step(second, question)[1]


@few
@given(typed)
def test_what_was_changed_can_be_undone(lines: list[str]) -> None:
    session = after(lines)
    answers = [step(LEASE, q)[1].text for q in ("deposit", "evict")]
    for _ in session.past:
        session, output = step(session, "undo")
        assert not output.diagnostics
    assert session.state == LEASE.state
    assert [step(session, q)[1].text for q in ("deposit", "evict")] == answers


@few
@given(typed)
def test_a_saved_session_gives_the_same_answers(lines: list[str]) -> None:
    session = after([*lines, "deposit", "evict"])
    text = saved_text(session, "tests/sessions/saved.case")
    again = begun("saved.case", Disk({"saved.case": text}))
    assert again.state.origin == "session"
    for question in session.asked:
        mine, theirs = (json.loads(s.matter.ask(question).why().to("json")) for s in (session, again))
        assert theirs.pop("variant") == "session"
        assert mine == theirs


def test_what_was_expected_and_is_so_no_longer_is_not_saved() -> None:
    session = after(
        ["expect evict is undetermined", "evict", "resolve notice as notice_given(landlord, flat)"]
    )
    assert session.state.expects and no_longer_so(session) == session.state.expects
    _, _, saved = saved_text(session, "tests/sessions/saved.case").partition("variant session")
    assert "expect evict is proved" in saved and "undetermined" not in saved
    assert "so no longer: expect evict is undetermined" in was_saved(session, "saved.case")[1].text


@pytest.mark.parametrize(
    "word",
    ["EUR", "Date", "alleged", "undetermined", "binding", "despite", "exception to", "no showing that"]
    + ["withheld", "repairs", "tenancy_act", "vale", "county", "flat", "notice", "rule", "lease", "E0602"],
)
def test_every_word_is_explained(word: str) -> None:
    after, output = step(LEASE, f"? {word}")
    assert after == LEASE and output.text and not output.diagnostics


OF_ONE_WORD = {"and", "ground", "month", "week", "weeks", "year", "years"}  # of `grounds`, and of `months`
KEYWORDS = set(re.findall(r'"([a-z]+)"', (ROOT / "grammar/decisis.lark").read_text("utf-8"))) - OF_ONE_WORD


@pytest.mark.parametrize("word", sorted(KEYWORDS))
def test_every_word_of_the_grammar_is_explained(word: str) -> None:
    """By itself, or in the phrases in which it stands: `within` in `is within`."""
    _, output = step(LEASE, f"? {word}")
    assert word in output.text and not output.diagnostics


def test_what_undo_takes_back_is_named() -> None:
    typed = after(['rule extra under tenancy_act at "§ 99" given (1) rent_owed(H, _) then withheld(H, $1)\n'])
    assert step(typed, "undo")[1].text.startswith("- rule extra")
    assert step(step(typed, "undo")[0], "redo")[1].text.startswith("+ rule extra")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_explained(name: str) -> None:
    _, output = step(LEASE, f"? {name}")
    assert COMMANDS[name].does in output.text


@pytest.mark.parametrize(
    "text, whole",
    [
        ("deposit", True),
        ("", True),
        ("rent_owed(flat,", False),
        ("fact p(a) found", True),
        ("fact p(a)", False),
        ("fact p(a) fond", False),  # the last word may yet be mended
        ("fact p(a) fond from x", True),  # a mistake is told at once
        ("rule x", False),
        ("rule x given (1) p(X) then q(X)", False),  # it may go on
        ("rule x given (1) p(X) then q(X)\n", True),
        ("authority vale", True),
        ("variant lease", True),
        ('source s is "S"', True),
    ],
)
def test_when_an_entry_is_complete(text: str, whole: bool) -> None:
    assert complete(text) == whole


def test_a_pasted_text_falls_into_its_entries() -> None:
    pasted = 'relation p(a: Party)\n  reads "p"\nfact p(a)\n  found\nrule r\ngiven\n(1) p(X)\nthen q(X)\np(X)'
    pasted += "\n\nq(X)"
    assert entries(pasted) == (
        'relation p(a: Party)\n  reads "p"',
        "fact p(a)\n  found",
        "rule r\ngiven\n(1) p(X)\nthen q(X)",
        "p(X)",
        "q(X)",
    )


@pytest.mark.parametrize(
    "begun", ["record found", "question q", "court c", "expect q is", "matter m", "suppose p("]
)
@pytest.mark.parametrize("line", ["why q", "quit"])
def test_what_is_unfinished_swallows_no_other_line(begun: str, line: str) -> None:
    assert entries(f"{begun}\n{line}\nask q") == (begun, line, "ask q")


@pytest.mark.parametrize(
    "before, some",
    [
        ("", {"deposit", "why", "rent_owed(", "suppose", "rule"}),
        ("dep", {"deposit", "deposit_paid("}),
        ("why ", {"evict", "may_evict("}),
        ("suppose ren", {"rent_owed(", "rent_tendered("}),
        ("suppose rent_owed(", {"flat"}),
        ("suppose rent_owed(flat, ", {"3"}),
        ("suppose rent_owed(flat, 1) ", {"instead", "admitted"}),
        ("tenancy(landlord, ", {"tenant", "landlord"}),
        ("resolve ", {"notice"}),
        ("resolve notice ", {"as"}),
        ("resolve notice as ", {"notice_given("}),
        ("set aside v", {"vale"}),
        ("in court ", {"county", "appeals"}),
        ("before ", {"vale"}),
        ("authority te", {"tenancy_act"}),
        ("variant ", {"lease"}),
        ("? n", {"no_retaliation", "notice_given", "needs"}),
        ("facts ", {"rent_owed", "flat"}),
        ("rules about wi", {"withheld"}),
        ("what if wi", {"withdraw"}),
        ("what if withdraw ", {"rent_owed("}),
    ],
)
def test_what_completes_a_line(before: str, some: set[str]) -> None:
    found = candidates(LEASE, before)
    assert some <= {c.text for c in found}
    assert all(before.endswith(c.text[: c.length]) or c.length == 0 for c in found)
    word = before[len(before) - found[0].length :]
    assert all(c.text.startswith(word) for c in found)


def test_codes_are_explained_in_a_sentence() -> None:
    texts = (f.read_text("utf-8") for f in (ROOT / "src" / "decisis").rglob("*.py"))
    named = {code for text in texts for code in re.findall(r'"([EW]0[467]\d\d)"', text)}
    assert named == {c for c in (*CODES, *CASE_CODES) if c[2] in "467"}
    for meaning in (*CODES.values(), *CASE_CODES.values()):
        assert meaning.endswith(".") and ". " not in meaning

"""Nothing is shown of an answer that the checker does not accept: by commands, in sessions, in Python."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import decisis
from decisis import cli
from decisis.certificate.ledger import Certificate
from decisis.repl.session import REFUSED, Output, Session
from decisis.repl.step import step, told
from decisis_check.reading import Refused
from tests.sessions.transcript import Disk, begun

ROOT = Path(__file__).parents[2]
CASE = "tests/questions/permit.case"
LAW = "tests/questions/law"
LEASE = "tests/sessions/lease.case"
COMMANDS = [
    ("why-not", CASE, "settled"),
    ("what-if", CASE, "fine", "--suppose", "parked_without(van, 5)", "--instead"),
    ("needs", CASE, "fine", "--to", "Amount = $40"),
]
LINES = ["evict", "why", "why not", "needs", "needs proved", "what if withdraw notice_given(_, _)"]
ASKED: list[Callable[[decisis.Matter], object]] = [
    lambda matter: matter.ask("evict").why_not(),
    lambda matter: matter.what_if("withdraw notice_given(_, _)", questions=["evict"]),
    lambda matter: matter.needs("evict").flips[0].rows,
]


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checker that accepts every model, and no answer."""

    def answer(self: Certificate, record: dict[str, Any]) -> int:
        raise Refused("not so")

    monkeypatch.setattr(Certificate, "answer", answer)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session in which a question was answered."""
    monkeypatch.chdir(ROOT)
    found, output = step(begun(LEASE, Disk({})), "evict")
    assert output.text
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.usefixtures("refusing")
def test_a_command(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["decisis", *command, "--logic", LAW])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert (ended.value.code, capsys.readouterr().out) == (REFUSED, "")


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_a_session(line: str, session: Session, request: pytest.FixtureRequest) -> None:
    accepted, shown = step(session, line)
    assert {piece.status for piece in pieces(shown)} == {0}
    request.getfixturevalue("refusing")
    after, refused = step(session, line)
    assert after.state == accepted.state == session.state
    assert [(piece.status, piece.text) for piece in pieces(refused)] == [(REFUSED, "refused: not so")]


def pieces(output: Output) -> list[Output]:
    """All that is shown of what a line is answered with, piece by piece."""
    return [piece for piece in told(output) if piece.text]


@pytest.mark.parametrize("asked", ASKED)
def test_in_python(asked: Callable[[decisis.Matter], object], monkeypatch: pytest.MonkeyPatch) -> None:
    matter = decisis.load_doctrine().matter(ROOT / LEASE)
    taken: list[str] = []
    kept = Certificate.answer

    def answer(self: Certificate, record: dict[str, Any]) -> int:
        taken.append(record["verdict"])
        return kept(self, record)

    monkeypatch.setattr(Certificate, "answer", answer)
    asked(matter)
    assert taken

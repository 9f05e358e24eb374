"""The shell around a session: whatever goes wrong, the session goes on as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from decisis.engine import LimitReached
from decisis.repl import asking
from decisis.repl import shell as shells
from decisis.repl.journal import open_journal
from decisis.repl.session import INTERNAL, LIMIT, Output, Session, opened
from decisis.repl.shell import Shell, workshop_of
from decisis.repl.typed import entries
from tests.sessions.transcript import ROOT
from tests.shipped import LOADER

CASE = str(ROOT / "tests" / "sessions" / "lease.case")


class Screen(Shell):
    """A shell that keeps what it prints."""

    def __init__(self, journal: Path | None = None) -> None:
        self.shown: list[str] = []
        kept = open_journal(journal) if journal else None
        session = opened(workshop_of(CASE, LOADER))
        super().__init__(session, self.shown.append, self.shown.append, kept)


@pytest.mark.parametrize("wrong", [RuntimeError("x"), RecursionError(), MemoryError(), KeyboardInterrupt()])
def test_an_error_of_ours_does_not_end_it(monkeypatch: pytest.MonkeyPatch, wrong: BaseException) -> None:
    screen = Screen()
    screen.take("suppose rent_owed(flat, 1) instead")
    before = screen.session

    def fails(session: Session, line: str) -> tuple[Session, Output]:
        raise wrong

    with monkeypatch.context() as broken:
        broken.setattr(shells, "step", fails)
        screen.take("deposit")
    assert screen.session is before
    assert "the session is as it was" in screen.shown[-1]
    screen.take("deposit")
    assert "PROVED" in screen.shown[-1]
    assert screen.status == (0 if isinstance(wrong, KeyboardInterrupt) else INTERNAL)


def test_a_file_that_cannot_be_written_or_read_changes_nothing(tmp_path: Path) -> None:
    screen = Screen()
    screen.take("suppose rent_owed(flat, 1) instead")
    before = screen.session
    link = tmp_path / "link.case"
    link.symlink_to(tmp_path / "target.case")
    for line in (f"save {link}", f"save {tmp_path}/no/where.case", f"load {tmp_path}/nowhere.case"):
        screen.take(line)
        assert screen.session == before
        assert "error[" in screen.shown[-1]


def test_a_file_that_is_broken_on_the_disk_is_not_taken(tmp_path: Path) -> None:
    case = tmp_path / "lease.case"
    case.write_text(Path(CASE).read_text("utf-8"), "utf-8")
    screen = Screen()
    screen.take(f"load {case}")
    screen.take("suppose rent_owed(flat, 1) instead")
    before = screen.session
    case.write_text("matter lease is\n", "utf-8")
    screen.notice()
    assert "has changed on the disk" in screen.shown[-1]
    screen.take("reload")
    assert "error[" in screen.shown[-1]
    assert screen.session == before
    case.write_text(Path(CASE).read_text("utf-8").replace("rent_owed", "rent_due"), "utf-8")
    screen.take("reload")  # what was typed no longer fits
    assert "goes on with the file as it was read before" in screen.shown[-1]
    assert screen.session == before


def test_a_journal_that_cannot_be_written_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen(tmp_path / "journal")

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    screen.take("suppose rent_owed(flat, 1) instead")
    screen.take("suppose rent_owed(flat, 2) instead")
    assert sum("the journal cannot be written" in line for line in screen.shown) == 1


def test_what_a_journal_says_that_no_longer_fits_is_named(tmp_path: Path) -> None:
    first = Screen(tmp_path / "journal")
    for line in (
        "suppose rent_owed(flat, 1) instead",
        "question owed: rent_owed(flat, N)",
        "owed",
        "undo",
        "redo",
    ):
        first.take(line)
    assert first.journal is not None
    first.journal.append("suppose gone(flat)")
    first.journal.close()
    again = Screen(tmp_path / "journal")
    again.recover()
    assert again.session.state == first.session.state
    assert again.session.question == "owed"
    assert again.shown == [
        "5 lines were taken up from a session that was broken off; `undo` takes them back, `diff` shows them",
        "this no longer fits the case, and was left out: suppose gone(flat)",
    ]


def test_bytes_that_are_no_text_are_refused_at_their_place() -> None:
    command = [sys.executable, "-m", "decisis", "repl", CASE]
    result = subprocess.run(command, input=b"\xff\xfe\ndeposit\n\x1b[2J\n", capture_output=True, check=False)
    assert result.returncode == 2
    assert b"PROVED" in result.stdout
    assert b"\x1b" not in result.stdout + result.stderr
    assert b"Traceback" not in result.stderr


def test_a_parenthesis_left_open_costs_its_own_line() -> None:
    typed = ["rent_owed(flat", "nothing(X)", "evit", "depsoit", "rent_owed(flat,", "  N)", "evict"]
    assert entries("\n".join(typed)) == (*typed[:4], "rent_owed(flat,\n  N)", "evict")


def test_each_set_of_changes_is_printed_as_soon_as_it_is_found() -> None:
    screen = Screen()
    screen.take("needs evict")
    begun, *found, ended = screen.shown
    assert "what would change it" in begun
    assert sum("\n       write: " in text for text in found) == len(found) > 1
    assert "what could be changed" in ended


@pytest.mark.parametrize(
    "wrong, said, status",
    [
        (KeyboardInterrupt(), "stopped", 0),
        (RuntimeError("x"), "internal error: RuntimeError", INTERNAL),
        (LimitReached("too long"), "undetermined: too long", LIMIT),
    ],
)
def test_what_was_printed_stays_where_the_rest_fails(
    monkeypatch: pytest.MonkeyPatch, wrong: BaseException, said: str, status: int
) -> None:
    screen = Screen()

    def texts(*_: object) -> Iterator[str]:
        yield "one"
        raise wrong

    with monkeypatch.context() as broken:
        broken.setattr(asking, "needs_texts", texts)
        screen.take("needs evict")
    assert screen.shown[0] == "one"
    assert said in screen.shown[1]
    assert screen.status == status
    assert screen.session.question == "evict"

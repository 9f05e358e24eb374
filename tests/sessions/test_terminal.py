"""Sessions on a real terminal: with prompt_toolkit, and with what Python has."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sessions.test_sessions import FOLDER
from tests.sessions.transcript import ROOT, Transcript, read

pexpect = pytest.importorskip("pexpect")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()=>].?|\r")
PROMPT = "lease county 2021-06-01[*]?>"


class Terminal:
    """A session in a terminal of 100 columns, as `script` would see it."""

    def __init__(self, home: Path, *options: str, **environment: str) -> None:
        self.process: Any = pexpect.spawn(
            sys.executable,
            ["-m", "decisis", "repl", *options, "tests/sessions/lease.case"],
            encoding="utf-8",
            dimensions=(50, 100),
            timeout=60,
            cwd=str(ROOT),
            env={
                **os.environ,
                "XDG_STATE_HOME": str(home),
                "PROMPT_TOOLKIT_NO_CPR": "1",
                "TERM": "xterm-256color",
                "INPUTRC": "/dev/null",
                **environment,
            },
        )

    def ask(self, line: str, shown: Any) -> str:
        """What the terminal shows before ``shown`` (a pattern, or its end), without colours."""
        self.process.send(f"{line}\r")
        self.process.expect(shown)
        return ESCAPES.sub("", self.process.before)

    def end(self) -> None:
        self.process.close(force=True)


@pytest.fixture(params=[(), ("--plain",)], ids=["prompt_toolkit", "plain"])
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    if not request.param:
        pytest.importorskip("prompt_toolkit")
    found = Terminal(tmp_path, *request.param)
    found.process.expect(PROMPT)
    yield found
    found.end()


@pytest.mark.parametrize("name", ["lease"])
def test_a_transcript_through_a_terminal(terminal: Terminal, name: str) -> None:
    """The answers are those of the transcript; colours, prompts and the echo of what is typed lie between."""
    for exchange in started(read(FOLDER / f"{name}.session")):
        terminal.process.send(f"{exchange.typed}\r")
        for line in exchange.answered.splitlines():
            for word in line.split():  # a colour may stand between two words
                terminal.process.expect_exact(word)
        terminal.process.expect(PROMPT)


def started(transcript: Transcript) -> list[Any]:
    return [e for e in transcript.exchanges if "\n" not in e.typed and e.answered][:12]


def test_several_lines_completion_and_history(tmp_path: Path) -> None:
    pytest.importorskip("prompt_toolkit")
    terminal = Terminal(tmp_path)
    terminal.process.expect(PROMPT)
    terminal.process.send("dep\t")
    terminal.process.expect("What of the deposit")  # what completion says of it
    terminal.ask("", "\\$900")
    terminal.process.expect(PROMPT)
    terminal.process.send("\x1b[A\r")  # the entry before
    terminal.process.expect("\\$900")
    terminal.process.expect(PROMPT)
    terminal.process.send("rule tendered\r")
    terminal.process.expect(r"\.\.\.")  # it goes on
    terminal.process.send("given\r(1) tenancy(L, _, H)\rthen rent_tendered(H)\r\r")
    terminal.process.expect("rule tendered: taken up")
    terminal.process.expect(PROMPT)
    terminal.ask("quit", "once more")
    terminal.ask("quit", pexpect.EOF)
    history = tmp_path / "decisis" / "history"
    assert "deposit" in history.read_text("utf-8")
    assert history.stat().st_mode & 0o077 == 0
    assert history.parent.stat().st_mode & 0o077 == 0


def test_no_colour_where_none_is_wanted(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "--plain", NO_COLOR="1")
    terminal.process.expect(PROMPT)
    assert "PROVED" in terminal.ask("deposit", "dispute\r\n")
    assert "\x1b[3" not in terminal.process.before
    terminal.end()


def test_what_was_typed_is_taken_up_again(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "--plain")
    terminal.process.expect(PROMPT)
    terminal.ask("suppose rent_owed(flat, 1) instead", "supposed")
    terminal.process.kill(9)
    terminal.process.wait()
    again = Terminal(tmp_path, "--plain")
    again.process.expect("1 line was taken up")
    again.process.expect(PROMPT)
    again.ask("diff", "supposed")
    again.process.expect(PROMPT)
    again.process.sendeof()
    again.process.expect("kept")
    again.process.expect(pexpect.EOF)
    last = Terminal(tmp_path, "--plain")
    last.process.expect("1 line was taken up")
    last.process.expect(PROMPT)
    last.ask("quit", "once more")
    last.ask("quit", pexpect.EOF)
    fresh = Terminal(tmp_path, "--plain")
    fresh.process.expect(PROMPT)
    assert "taken up" not in fresh.process.before
    fresh.end()


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    case = tmp_path / "lease.case"
    case.write_text((FOLDER / "lease.case").read_text("utf-8"), "utf-8")
    terminal = Terminal(tmp_path, "--plain")
    terminal.process.expect(PROMPT)
    terminal.ask(f"load {case}", "Roe v. Doe")
    terminal.process.expect(PROMPT)
    case.write_text(case.read_text("utf-8").replace("$300", "$200"), "utf-8")
    terminal.ask("where", "has changed on the disk")
    terminal.process.expect(PROMPT)
    terminal.ask("reload", "again")
    terminal.ask("deposit", "1,000")
    terminal.end()

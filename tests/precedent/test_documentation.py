"""The commands in docs/precedent.md print what stands there; `--snapshot-update` writes the page anew."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from decisis.cli import main

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "precedent.md"
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)


Print = Callable[[str], str]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Print:
    """What a command prints, called from the top of the repository with a page of 100 columns."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")

    def command(text: str) -> str:
        monkeypatch.setattr(sys, "argv", shlex.split(text))
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        assert ended.value.code == 0, shown.err
        return "\n".join(line.rstrip() for line in shown.out.splitlines())

    return command


def run_again(block: re.Match[str], printed: Print) -> str:
    commands = [line for line in block[1].splitlines() if line.startswith("$ ")]
    shown = (f"{command}\n{printed(command[2:])}\n" for command in commands)
    return "```console\n" + "\n".join(shown) + "```"


def test_commands_print_what_the_page_says(printed: Print, pytestconfig: pytest.Config) -> None:
    again = BLOCK.sub(lambda block: run_again(block, printed), PAGE.read_text("utf-8"))
    if pytestconfig.getoption("update_snapshots", default=False):
        PAGE.write_text(again, "utf-8")
    assert PAGE.read_text("utf-8") == again

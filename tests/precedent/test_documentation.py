"""The commands in docs/precedent.md print what stands there; `--snapshot-update` writes the page anew."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisis.cli import cli

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "precedent.md"
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)


def printed(command: str) -> str:
    result = CliRunner().invoke(cli, shlex.split(command)[1:], env={"COLUMNS": "100"})
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.stdout.splitlines())


def run_again(block: re.Match[str]) -> str:
    commands = [line for line in block[1].splitlines() if line.startswith("$ ")]
    shown = (f"{command}\n{printed(command[2:])}\n" for command in commands)
    return "```console\n" + "\n".join(shown) + "```"


def test_commands_print_what_the_page_says(
    monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    page = PAGE.read_text("utf-8")
    again = BLOCK.sub(run_again, page)
    if pytestconfig.getoption("update_snapshots", default=False):
        PAGE.write_text(again, "utf-8")
    assert PAGE.read_text("utf-8") == again

"""The page of questions: its examples are run and compared; `--snapshot-update` writes them anew."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from decisis import cli

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "questions.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def printed(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit):
        cli.main()
    return capsys.readouterr().out


def test_the_examples_are_as_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    page = PAGE.read_text("utf-8")

    def block(match: re.Match[str]) -> str:
        commands = [line[2:] for line in match[1].splitlines() if line.startswith("$ ")]
        shown = "".join(f"$ {c}\n{printed(c, monkeypatch, capsys)}" for c in commands)
        return f"```console\n{shown}```"

    found = BLOCK.sub(block, page)
    if request.config.getoption("update_snapshots"):
        PAGE.write_text(found, "utf-8")
    assert found == page or request.config.getoption("update_snapshots")


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for code in PYTHON.findall(PAGE.read_text("utf-8")):
        exec(code, {})  # noqa: S102

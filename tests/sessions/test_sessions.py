"""Every transcript, replayed: through `step`, through a pipe, and some through a terminal.

`make golden` rewrites them; read the diff before you commit it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sessions.transcript import ROOT, Disk, Transcript, read, replayed, workplace
from tests.thorough import THOROUGH

FOLDER = Path(__file__).parent
TRANSCRIPTS = sorted(FOLDER.glob("*.session"))
PIPED = [t for t in TRANSCRIPTS if THOROUGH or t.stem not in ("alcaraz", "leiva", "lugo_marin", "palacios")]


@pytest.fixture(params=TRANSCRIPTS, ids=lambda p: p.stem)
def transcript(request: pytest.FixtureRequest) -> Transcript:
    return read(request.param)


def test_through_step(
    transcript: Transcript, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    answers = list(replayed(transcript, Disk({})))
    if request.config.getoption("update_snapshots"):
        transcript.path.write_text(transcript.rewritten(answers), "utf-8")
        return
    for exchange, answer in zip(transcript.exchanges, answers, strict=True):
        assert answer == exchange.answered, exchange.typed


@pytest.mark.parametrize("transcript", PIPED, ids=lambda p: p.stem, indirect=True)
def test_through_a_pipe(transcript: Transcript, tmp_path: Path) -> None:
    """The same bytes, without colour and without prompts."""
    command = [sys.executable, "-m", "decisis", "repl", *filter(None, [transcript.case])]
    result = subprocess.run(
        command,
        input=transcript.typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        cwd=workplace(transcript, tmp_path),
        env={**os.environ, "FORCE_COLOR": "1", "COLUMNS": "50"},
        timeout=300,
        check=False,
    )
    assert result.stdout == transcript.answered
    assert result.returncode in (0, 1, 2)


def test_the_page_on_sessions_prints_what_it_says(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session in `docs/repl.md`, with its case."""
    monkeypatch.chdir(ROOT)
    page = ROOT / "docs" / "repl.md"
    before, _, rest = page.read_text("utf-8").partition("```session\n")
    session, _, after = rest.partition("```\n")
    (tmp_path / "page.session").write_text(f"case tests/sessions/lease.case\n{session}", "utf-8")
    found = read(tmp_path / "page.session")
    answers = list(replayed(found, Disk({})))
    if request.config.getoption("update_snapshots"):
        printed = found.rewritten(answers).partition("\n")[2]
        page.write_text(f"{before}```session\n{printed}```\n{after}", "utf-8")
        return
    assert answers == [exchange.answered for exchange in found.exchanges]

"""A session that is killed at any moment loses nothing that it acknowledged.

Longer: `DECISIS_THOROUGH=1 python -m pytest tests/sessions/test_kill.py`.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from threading import Thread

import pytest

import decisis
from tests.sessions.transcript import ROOT
from tests.thorough import THOROUGH

ROUNDS = 60 if THOROUGH else 3
CASE = ROOT / "tests" / "sessions" / "lease.case"
LINES = 300
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing can be killed here")


def command(journal: Path) -> list[str]:
    return [sys.executable, "-m", "decisis", "repl", str(CASE), "--journal", str(journal)]


def acknowledged(journal: Path, folder: Path, typed: list[str], delay: float) -> str:
    """What the session said before it was killed, ``delay`` seconds after its first word."""
    session = subprocess.Popen(
        command(journal),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=folder,
        bufsize=1,
    )
    assert session.stdin and session.stdout
    heard: list[str] = []
    reader = Thread(target=lambda: heard.extend(session.stdout or ()))
    reader.start()
    writer = Thread(target=_write, args=(session, typed))
    writer.start()
    while not heard and session.poll() is None:
        time.sleep(0.001)
    time.sleep(delay)
    session.send_signal(signal.SIGKILL)
    session.wait()
    reader.join()
    writer.join()
    return "".join(heard)


def _write(session: subprocess.Popen[str], typed: list[str]) -> None:
    try:
        assert session.stdin
        session.stdin.write("".join(f"{line}\n" for line in typed))
        session.stdin.close()
    except BrokenPipeError:
        pass


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_acknowledged_is_lost(tmp_path: Path, number: int) -> None:
    chance = Random(number)
    journal = tmp_path / "journal"
    typed = [f"suppose rent_owed(flat, {n})" for n in range(100, 100 + LINES)]
    for place in sorted(chance.sample(range(LINES), 20), reverse=True):
        typed.insert(place, "save kept.case")
    heard = acknowledged(journal, tmp_path, typed, chance.random() * 0.2)
    said = re.findall(r"\+ rent_owed\(flat, (\d+)\)", heard)
    assert said
    again = subprocess.run(command(journal), input="facts rent_owed\n", capture_output=True, encoding="utf-8")
    kept = re.findall(r"rent_owed\(flat, (\d+)\)  found, supposed", again.stdout)
    assert kept[: len(said)] == said
    assert len(kept) <= len(said) + 1  # one may have been on the disk, and not yet acknowledged
    if "saved" in heard:
        saved = decisis.load_doctrine().matter(tmp_path / "kept.case").variant("session")
        assert len(saved.state.record.facts) >= heard[: heard.rindex("saved")].count("+ rent_owed")

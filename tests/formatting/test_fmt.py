"""`decisis fmt` as it is called: what it writes, what it leaves alone, and what its exit says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UGLY = 'sort   Claim\nrelation made( c: Claim )\n\n\n\ncourt top "Top"'
TIDY = 'sort Claim\nrelation made(c: Claim)\n\ncourt top "Top"\n'
WRONG = "sort claim is\n"


def fmt(*arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "decisis", "fmt", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "ugly.law").write_text(UGLY, "utf-8")
    (tmp_path / "deep" / "tidy.case").write_text(TIDY, "utf-8")
    (tmp_path / "notes.txt").write_text(UGLY, "utf-8")
    return tmp_path


def test_a_folder_is_formatted_and_the_rest_left_alone(folder: Path) -> None:
    ugly = folder / "ugly.law"
    ugly.chmod(0o640)
    tidy = folder / "deep" / "tidy.case"
    was = (tidy.stat().st_ino, tidy.stat().st_mtime_ns)
    found = fmt(folder)
    assert (found.returncode, found.stdout, found.stderr) == (0, f"{ugly}\n", "1 of 2 files reformatted\n")
    assert ugly.read_text("utf-8") == TIDY
    assert ugly.stat().st_mode & 0o777 == 0o640
    assert (tidy.stat().st_ino, tidy.stat().st_mtime_ns) == was
    assert (folder / "notes.txt").read_text("utf-8") == UGLY
    assert {p.name for p in folder.iterdir()} == {"deep", "ugly.law", "notes.txt"}
    assert fmt(folder, "--check").returncode == 0


def test_check_writes_nothing(folder: Path) -> None:
    found = fmt(folder, "--check")
    assert (found.returncode, found.stdout) == (1, f"{folder / 'ugly.law'}\n")
    assert found.stderr == "1 of 2 files would be reformatted\n"
    assert (folder / "ugly.law").read_text("utf-8") == UGLY
    data = json.loads(fmt(folder, "--check", "--json").stdout)
    assert data == {"format": "decisis.fmt/1", "checked": 2, "changed": [str(folder / "ugly.law")]}


def test_diff_shows_what_would_change(folder: Path) -> None:
    found = fmt(folder, "--diff")
    assert found.returncode == 0
    assert "-sort   Claim\n" in found.stdout
    assert "+sort Claim\n" in found.stdout
    assert (folder / "ugly.law").read_text("utf-8") == UGLY
    assert fmt(folder, "--diff", "--check").returncode == 1


def test_standard_input() -> None:
    found = fmt("-", given=UGLY)
    assert (found.returncode, found.stdout, found.stderr) == (0, TIDY, "")
    assert fmt("-", given=TIDY).stdout == TIDY
    assert (fmt("-", "--check", given=UGLY).returncode, fmt("-", "--check", given=TIDY).returncode) == (1, 0)


def test_what_is_wrong_is_left_alone_and_the_others_are_done(folder: Path) -> None:
    (folder / "wrong.law").write_text(WRONG, "utf-8")
    (folder / "bytes.law").write_bytes(b"sort \xe9\n")
    found = fmt(folder, folder / "nowhere.law")
    assert found.returncode == 2
    assert found.stderr.count("error[") == 3
    assert (folder / "wrong.law").read_text("utf-8") == WRONG
    assert (folder / "ugly.law").read_text("utf-8") == TIDY
    assert (fmt("-", given=WRONG).returncode, fmt("-", given=WRONG).stdout) == (2, "")


def test_a_link_stays_a_link(folder: Path) -> None:
    link = folder / "link.law"
    link.symlink_to(folder / "ugly.law")
    assert fmt(link).returncode == 0
    assert link.is_symlink()
    assert (folder / "ugly.law").read_text("utf-8") == TIDY


def test_nothing_named_is_bad_input() -> None:
    assert fmt().returncode == 2
    assert fmt("--json", ROOT / "logic").returncode == 2

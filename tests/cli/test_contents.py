"""`decisis contents`: each provision once, beside the authority that it states; where the library ends."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from decisis.cli import main
from decisis.compiler.force import authority_of
from decisis.pipeline import load_doctrine
from decisis.precedent.contents import contents


def run(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit) as ended:
        main()
    shown = capsys.readouterr()
    return int(ended.value.code or 0), shown.out + shown.err


def test_each_provision_that_states_an_authority_is_there_once() -> None:
    library = load_doctrine().library
    stating = [n for n, p in library.provisions.items() if authority_of(p, library) is not None]
    assert sorted(s.name for s in contents(library)) == sorted(stating)


def test_pinpoints_are_in_the_order_of_their_numbers() -> None:
    of_2255 = [s.pinpoint for s in contents(load_doctrine().library) if s.citation == "28 U.S.C. § 2255"]
    assert of_2255 == sorted(of_2255)
    notes = [s.pinpoint for s in contents(load_doctrine().library, "§ 2L1.2 n.")]
    assert notes.index("§ 2L1.2 n.2") < notes.index("§ 2L1.2 n.8")


def test_by_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run("decisis contents '2L1.2(b)(1)(A)(i)'", monkeypatch, capsys)
    assert code == 0
    assert said.startswith("U.S.S.G.\n  § 2L1.2(b)(1)(A)(i) ")
    assert "plus_16 · editions 2001 to 2010 · " in said
    code, said = run("decisis contents koons --json", monkeypatch, capsys)
    found = json.loads(said)
    assert found["format"] == "decisis.contents/1"
    assert {p["name"] for p in found["provisions"]} == {
        "minimum_displaced_the_range", "minimum_displaced_the_range_in_the_eighth",
        "minimum_displaced_a_recorded_range",
        "minimum_displaced_whatever_the_cell", "minimum_displaced_whatever_the_cell_8th", "minimum_or_range",
    }  # fmt: skip


def test_where_the_library_ends(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run("decisis contents --not-covered --format markdown rule_35.law", monkeypatch, capsys)
    assert code == 0 and "## Fed. R. Crim. P. 35" in said and "(not covered)" in said
    assert "clear_error_corrected" not in said


def test_nothing_of_the_kind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run("decisis contents 'no such words'", monkeypatch, capsys)
    assert code == 2 and "error[E0521]" in said


def test_a_law_that_ends_nowhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "small.law").write_text(SMALL, "utf-8")
    code, said = run(f"decisis contents --not-covered --logic {tmp_path}", monkeypatch, capsys)
    assert (code, said) == (0, "no provision says that the library ends there\n")
    code, said = run(f"decisis contents --not-covered --json back --logic {tmp_path}", monkeypatch, capsys)
    assert code == 0 and json.loads(said)["provisions"] == []


SMALL = """
area small "A small law"
authority code is "City Code" statute from the document
sort Book
relation lent(b: Book)
relation due(b: Book)
rule back "What is lent is due back" under code at "1"
  given
    (1) lent(B)
  then due(B)
"""

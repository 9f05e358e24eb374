"""Files in one piece, private ones, and the journal's records."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.diagnostics import Rejected
from decisis.repl import disk
from decisis.repl.journal import open_journal, record, records


def test_a_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    disk.write_whole(tmp_path / "a.case", "é\n", over=False)
    assert (tmp_path / "a.case").read_text("utf-8") == "é\n"
    assert stat.S_IMODE((tmp_path / "a.case").stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["a.case"]


def test_another_file_is_replaced_only_if_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    path.write_text("old")
    with pytest.raises(Rejected, match="is there already"):
        disk.write_whole(path, "new", over=False)
    assert path.read_text() == "old"
    disk.write_whole(path, "new", over=True)
    assert path.read_text() == "new"


def test_a_link_a_folder_or_nowhere_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    (tmp_path / "link.case").symlink_to(target)
    (tmp_path / "dangling.case").symlink_to(tmp_path / "nothing")
    (tmp_path / "folder.case").mkdir()
    for name in ("link.case", "dangling.case", "folder.case", "nowhere/a.case"):
        with pytest.raises(Rejected):
            disk.write_whole(tmp_path / name, "new", over=True)
    assert target.read_text() == "old"
    assert not (tmp_path / "nothing").exists()


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.case"
    path.write_text("old")

    def fails(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(Rejected, match="no space left"):
        disk.write_whole(path, "new", over=True)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.case"]


# --- the journal ---------------------------------------------------------------------------------------

lines = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=6)


@given(lines)
def test_records_are_read_as_they_were_written(typed: list[str]) -> None:
    data = b"".join(map(record, typed))
    assert [line for line, _ in records(data)] == typed


@given(lines, st.data())
def test_what_is_torn_or_changed_ends_the_journal_before_it(typed: list[str], data: st.DataObject) -> None:
    """However it is cut or changed, what is read is a beginning of what was written."""
    whole = b"".join(map(record, typed))
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    found = [line for line, _ in records(cut)]
    assert found == typed[: len(found)]
    assert sum(len(record(line)) for line in typed[: len(found) + 1]) > len(cut) or len(found) == len(typed)
    if whole:
        place = data.draw(st.integers(0, len(whole) - 1))
        changed = whole[:place] + bytes([whole[place] ^ 0x40]) + whole[place + 1 :]
        read = [line for line, _ in records(changed)]
        assert read == typed[: len(read)] or _differs_in_case_of_a_digit(whole, changed)


def _differs_in_case_of_a_digit(whole: bytes, changed: bytes) -> bool:
    return [line for line, _ in records(whole)] == [line for line, _ in records(changed)]


def test_a_torn_journal_goes_on_after_its_last_whole_record(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_bytes(record("one") + record("two") + record("three")[:-3])
    journal = open_journal(path)
    assert journal is not None
    assert journal.lines == ("one", "two")
    journal.append("four")
    journal.close()
    again = open_journal(path)
    assert again is not None
    assert again.lines == ("one", "two", "four")
    again.clear()
    again.close()
    assert path.read_bytes() == b""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_sessions_have_two_journals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from decisis.repl.journal import journal_of

    pytest.importorskip("fcntl")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    first, second = journal_of("a.case"), journal_of("a.case")
    assert first is not None
    assert second is not None
    assert first.path != second.path
    assert open_journal(first.path) is None
    first.close()
    again = journal_of("a.case")
    assert again is not None
    assert again.path == first.path

"""What is kept between commands: read back only if it is whole, the user's own, and what was asked for."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from decisis import cache
from decisis.cache import Cache, digest_of_tree, key_of, user_cache

DATA = ["kept", [1, 2, {"a": None}], "§ 2L1.2 “quoted”"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "of its own" / "decisis"


@pytest.fixture
def entry(folder: Path) -> Path:
    """A folder with one entry."""
    Cache(str(folder)).write("matter", DATA, "a", b"b")
    (found,) = folder.iterdir()
    return found


def read(folder: Path) -> object:
    return Cache(str(folder)).read("matter", "a", b"b")


def test_what_was_kept_is_read_back(folder: Path, entry: Path) -> None:
    assert read(folder) == DATA


def test_only_the_user_can_read_it(folder: Path, entry: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600


@pytest.mark.parametrize("made_of", [("a",), ("a", b"c"), ("ab",), (b"b", "a"), ("a", b"b", "")])
def test_it_is_found_by_what_it_was_made_of_alone(
    folder: Path, entry: Path, made_of: tuple[str, ...]
) -> None:
    assert Cache(str(folder)).read("matter", *made_of) is None
    assert Cache(str(folder)).read("program", "a", b"b") is None


def test_a_key_tells_parts_apart() -> None:
    keys = {key_of(*parts) for parts in (("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc"), ())}
    assert len(keys) == 6


# --- what is not as it should be is as if it were not there ---------------------------------------


def truncate(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def flip(entry: Path) -> None:
    data = bytearray(entry.read_bytes())
    data[-3] ^= 1
    entry.write_bytes(data)


def empty(entry: Path) -> None:
    entry.write_bytes(b"")


def grow(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes() + b" ")


def of_another_key(entry: Path) -> None:
    """A whole entry, under the name of another."""
    data = json.dumps(["planted"])
    _, text = cache.to_ship("matter", data, "other")
    entry.write_bytes(text)


def of_an_older_format(entry: Path) -> None:
    now = f"decisis {cache.FORMAT} ".encode()
    assert now in entry.read_bytes()
    entry.write_bytes(entry.read_bytes().replace(now, b"decisis 0 ", 1))


def not_json(entry: Path) -> None:
    key = entry.name.partition("-")[2].removesuffix(".json")
    body = b"\x80\x04\x95pickle"
    entry.write_bytes(cache._head(key, body) + b"\n" + body)


def too_deep(entry: Path) -> None:
    key = entry.name.partition("-")[2].removesuffix(".json")
    body = b"[" * 200_000
    entry.write_bytes(cache._head(key, body) + b"\n" + body)


def too_large(entry: Path) -> None:
    key = entry.name.partition("-")[2].removesuffix(".json")
    body = json.dumps("x" * cache.LARGEST).encode()
    entry.write_bytes(cache._head(key, body) + b"\n" + body)


def readable_by_others(entry: Path) -> None:
    entry.chmod(0o644)


def a_link(entry: Path) -> None:
    elsewhere = entry.parent.parent / "elsewhere"
    entry.rename(elsewhere)
    entry.symlink_to(elsewhere)


def a_hard_link(entry: Path) -> None:
    os.link(entry, entry.parent.parent / "elsewhere")


def a_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


def a_pipe(entry: Path) -> None:
    entry.unlink()
    os.mkfifo(entry, 0o600)


def in_an_open_folder(entry: Path) -> None:
    entry.parent.chmod(0o755)


def in_a_linked_folder(entry: Path) -> None:
    elsewhere = entry.parent.parent / "elsewhere"
    entry.parent.rename(elsewhere)
    entry.parent.symlink_to(elsewhere)


SPOILERS = [
    truncate, flip, empty, grow, of_another_key, of_an_older_format, not_json, too_deep, too_large,
    readable_by_others, a_link, a_hard_link, a_folder, a_pipe, in_an_open_folder, in_a_linked_folder,
]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda s: s.__name__)
def test_what_was_spoilt_is_not_read(folder: Path, entry: Path, spoil: Callable[[Path], None]) -> None:
    spoil(entry)
    assert read(folder) is None


@pytest.mark.parametrize("spoil", [truncate, flip, empty, of_another_key, readable_by_others, a_link])
def test_what_was_spoilt_is_replaced(folder: Path, entry: Path, spoil: Callable[[Path], None]) -> None:
    spoil(entry)
    Cache(str(folder)).write("matter", DATA, "a", b"b")
    assert read(folder) == DATA
    assert not entry.is_symlink()


@pytest.mark.parametrize("of", ["folder", "file"])
def test_what_belongs_to_another_is_not_read(
    folder: Path, entry: Path, of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = stat.S_ISDIR if of == "folder" else stat.S_ISREG
    mine = cache._is_mine
    monkeypatch.setattr(cache, "_is_mine", lambda s: mine(_given_away(s) if wanted(s.st_mode) else s))
    assert read(folder) is None


def _given_away(found: os.stat_result) -> os.stat_result:
    return os.stat_result((*found[:4], found.st_uid + 1, *found[5:]))


def test_nothing_is_written_into_the_folder_of_another(
    folder: Path, entry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = cache._is_mine
    monkeypatch.setattr(cache, "_is_mine", lambda s: mine(_given_away(s)))
    Cache(str(folder)).write("matter", DATA, "another")
    assert list(folder.iterdir()) == [entry]


def test_no_file_is_written_through_a_link(folder: Path, entry: Path) -> None:
    victim = folder.parent / "victim"
    victim.write_text("untouched")
    entry.unlink()
    entry.symlink_to(victim)
    Cache(str(folder)).write("matter", DATA, "a", b"b")
    assert victim.read_text() == "untouched"
    assert read(folder) == DATA


# --- where nothing can be kept --------------------------------------------------------------------


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for place in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/none/decisis")):
        Cache(str(place)).write("matter", DATA, "a", b"b")
        assert read(place) is None


def test_a_full_disk_leaves_nothing_behind(
    folder: Path, entry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.os, "replace", fail)
    Cache(str(folder)).write("matter", ["new"], "a", b"b")
    monkeypatch.undo()
    assert read(folder) == DATA
    assert list(folder.iterdir()) == [entry]


@pytest.mark.parametrize("said", ["off", "OFF", "no", "0", ""])
def test_it_can_be_switched_off(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("DECISIS_CACHE", said)
    user_cache().write("matter", DATA, "a", b"b")
    assert user_cache().read("matter", "a", b"b") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "environment, place",
    [
        ({"DECISIS_CACHE": "{}/here"}, "here"),
        ({"XDG_CACHE_HOME": "{}/xdg", "HOME": "{}/home"}, "xdg/decisis"),
        ({"XDG_CACHE_HOME": "not/from/the/root", "HOME": "{}/home"}, "home/.cache/decisis"),
        ({"HOME": "{}/home"}, "home/.cache/decisis"),
        ({"HOME": ""}, ""),
        ({}, ""),
    ],
)
def test_where_it_is(
    environment: dict[str, str], place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache.sys, "platform", "linux")
    for name in ("DECISIS_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value.format(tmp_path))
    user_cache().write("matter", DATA, "a", b"b")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [str(path.parent.relative_to(tmp_path)) for path in files] == ([place] if place else [])


# --- room, and others at work ---------------------------------------------------------------------


def test_the_oldest_go_when_there_is_no_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 4000)
    for number in range(20):
        Cache(str(folder)).write("matter", "x" * 500, str(number))
        for path in folder.iterdir():
            os.utime(path, ns=(path.stat().st_mtime_ns - 10**9,) * 2)
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 4000
    kept = [n for n in range(20) if Cache(str(folder)).read("matter", str(n)) is not None]
    assert kept == list(range(20 - len(kept), 20)) and len(kept) >= 3


def test_what_is_not_its_own_is_never_dropped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 100)
    folder.mkdir(mode=0o700, parents=True)
    others = [folder / name for name in ("thesis.txt", "matter-notes.json", "file-.json", "a" * 80)]
    for other in others:
        other.write_text("x" * 1000)
    for number in range(3):
        Cache(str(folder)).write("matter", "y" * 50, str(number))
    assert all(other.exists() for other in others)


def test_many_at_once_never_see_a_part(folder: Path) -> None:
    def write_and_read(number: int) -> object:
        Cache(str(folder)).write("matter", DATA * 500, "shared")
        return Cache(str(folder)).read("matter", "shared")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(write_and_read, range(80)))
    assert all(each == DATA * 500 for each in found)
    assert len(list(folder.iterdir())) == 1


# --- what things are made of ----------------------------------------------------------------------


def told(tree: Path) -> str:
    """How a tree is told that was changed a moment ago."""
    return digest_of_tree(str(tree), Cache(str(tree.parent / "kept")))


def test_a_tree_is_told_by_its_names_and_bytes(tmp_path: Path) -> None:
    seen = {told(tmp_path)}
    for name, text in (("a.law", "one"), ("a.law", "two"), ("tables/t.csv", "1,2"), ("b.law", "")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        seen.add(told(tmp_path))
    (tmp_path / "b.law").rename(tmp_path / "c.law")
    seen.add(told(tmp_path))
    assert len(seen) == 6 and "" not in seen


def test_a_tree_that_has_settled_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until a file in it changes, also if its time and its size are put back."""
    law = tmp_path / "law"
    law.mkdir()
    (law / "a.law").write_text("one")
    read: list[str] = []
    plain = cache.digest_of_bytes
    monkeypatch.setattr(cache, "digest_of_bytes", lambda folder: read.append(folder) or plain(folder))
    assert {told(law), told(law)} == {plain(str(law))}
    assert len(read) == 2  # it was written a moment ago
    monkeypatch.setattr(cache, "SETTLED", -(10**18))
    assert {told(law), told(law)} == {plain(str(law))}
    assert len(read) == 3
    before = (law / "a.law").stat()
    (law / "a.law").write_text("two")
    os.utime(law / "a.law", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert told(law) == plain(str(law))
    assert len(read) == 4


def test_a_tree_without_end_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert told(tmp_path) == ""
    assert told(tmp_path / "missing") == ""


def test_new_code_asks_for_new_entries(folder: Path, entry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "code_stamp", lambda: "another state of the code")
    assert read(folder) is None

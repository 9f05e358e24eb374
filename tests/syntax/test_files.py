"""Reading what the user names: every way in which that can fail is one complaint."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from decisis.diagnostics import Diagnostic, Rejected
from decisis.files import LARGEST, read_source, resource, shipped_text
from decisis.source import Source
from decisis.syntax.parser import parse


def complaint(path: Path | str) -> Diagnostic:
    with pytest.raises(Rejected) as rejection:
        read_source(str(path))
    (diagnostic,) = rejection.value.diagnostics
    assert diagnostic.span is None
    return diagnostic


def written(folder: Path, data: bytes) -> Path:
    file = folder / "sample.law"
    file.write_bytes(data)
    return file


def test_what_ships_with_the_package_is_found() -> None:
    assert (resource("grammar") / "decisis.lark").is_file()
    assert any(entry.is_dir() for entry in resource("logic").iterdir())
    with pytest.raises(Rejected, match="the folder `no_such_folder` of Decisis is missing; install Decisis"):
        resource("no_such_folder")
    with pytest.raises(Rejected, match=r"`grammar/none\.lark` of Decisis is missing"):
        shipped_text("grammar", "none.lark")


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, 'court a "§ 1"\r\n'.encode())
    assert read_source(str(path)) == Source(str(path), 'court a "§ 1"\r\n')


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    source = read_source(str(written(tmp_path, b"\xef\xbb\xbfsort A")))
    assert source.text == "sort A"
    assert parse(source)[1] == ()


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_an_empty_file_is_left_to_the_parser(tmp_path: Path, data: bytes) -> None:
    source = read_source(str(written(tmp_path, data)))
    assert [d.code for d in parse(source)[1]] == ["E0203"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"sort A")))
    assert read_source("-") == Source("<stdin>", "sort A")


def test_bad_bytes_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"sort A\nsort \xff")))
    assert complaint("-").message.startswith("`<stdin>` is not UTF-8: byte 12 (0xff), in line 2")


def test_a_missing_file_with_a_near_miss(tmp_path: Path) -> None:
    (tmp_path / "appeal.law").touch()
    diagnostic = complaint(tmp_path / "apeal.law")
    assert diagnostic.code == "E0121"
    assert diagnostic.message == f"there is no file `{tmp_path}/apeal.law`"
    assert diagnostic.help == f"did you mean `{tmp_path}/appeal.law`?"


def test_a_missing_file_with_nothing_like_it(tmp_path: Path) -> None:
    assert complaint(tmp_path / "appeal.law").help == ""


def test_a_missing_folder(tmp_path: Path) -> None:
    diagnostic = complaint(tmp_path / "nowhere" / "appeal.law")
    assert (diagnostic.code, diagnostic.message) == ("E0121", f"there is no folder `{tmp_path}/nowhere`")


def test_a_folder(tmp_path: Path) -> None:
    assert complaint(tmp_path).code == "E0122"


@pytest.mark.parametrize("data", [b"\xffsort A", b"sort \xe2\x82", b"sort \xed\xa0\x80", b"\xc0\x80"])
def test_bytes_that_are_no_utf_8(tmp_path: Path, data: bytes) -> None:
    assert complaint(written(tmp_path, data)).code == "E0123"


def test_utf_16_is_recognised(tmp_path: Path) -> None:
    diagnostic = complaint(written(tmp_path, "sort A".encode("utf-16")))
    assert (diagnostic.code, diagnostic.help) == ("E0123", "the file looks like UTF-16; save it as UTF-8")


@pytest.mark.parametrize(
    "begins, what", [(b"%PDF-1.4\n", "a PDF"), (b"PK\x03\x04", "a document or an archive")]
)
def test_a_document_is_called_one(tmp_path: Path, begins: bytes, what: str) -> None:
    diagnostic = complaint(written(tmp_path, begins + b"\xe2\xe3"))
    assert diagnostic.code == "E0123"
    assert diagnostic.help == f"the file looks like {what}: save its text as a file of its own"


def test_size(tmp_path: Path) -> None:
    assert len(read_source(str(written(tmp_path, b"#" * LARGEST))).text) == LARGEST
    assert complaint(written(tmp_path, b"#" * (LARGEST + 1))).code == "E0124"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no devices here")
def test_a_device_is_not_read_forever() -> None:
    assert complaint("/dev/zero").code == "E0125"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert complaint(tmp_path / "pipe").code == "E0125"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = written(tmp_path, b"sort A")
    path.chmod(0)
    assert complaint(path).message.endswith("cannot be read: permission denied")


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "a\x1b[31mb"])
def test_names_that_are_none(name: str) -> None:
    diagnostic = complaint(name)
    assert diagnostic.code in ("E0121", "E0125")
    assert diagnostic.message.isprintable()


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert complaint(tmp_path / "a").code in ("E0121", "E0125")

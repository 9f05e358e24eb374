"""The journal of a session: every line that was acknowledged, on the disk before it was.

A file of records that only grows. Each is `LENGTH CHECKSUM LINE` and a line end: the length of the line in
bytes and its CRC-32, both in eight hexadecimal digits. What a crash left unfinished at the end is cut off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from decisis.repl.disk import private, state_folder

HEAD = 18  # bytes before a line: two numbers of eight digits, a blank after each
MOST_AT_ONCE = 16  # sessions on one case


@dataclass
class Journal:
    """An open journal. ``lines`` are those that it held when it was opened."""

    path: Path
    lines: tuple[str, ...]
    _stream: BinaryIO = field(repr=False)

    def append(self, line: str) -> None:
        """Returns when the line is on the disk. Raises OSError."""
        self._stream.write(record(line))
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def clear(self) -> None:
        """Forgets every line, as the session has ended well."""
        self._stream.truncate(0)
        self._stream.seek(0)

    def close(self) -> None:
        self._stream.close()


def record(line: str) -> bytes:
    data = line.encode("utf-8")
    return b"%08x %08x %s\n" % (len(data), crc32(data), data)


def records(data: bytes) -> Iterator[tuple[str, int]]:
    """Each whole record: its line, and where it ends. Stops at the first that is not whole."""
    start = 0
    while start + HEAD <= len(data):
        try:
            length, checksum = int(data[start : start + 8], 16), int(data[start + 9 : start + 17], 16)
        except ValueError:
            return
        line = data[start + HEAD : start + HEAD + length]
        end = start + HEAD + length + 1
        if len(line) < length or data[end - 1 : end] != b"\n" or crc32(line) != checksum:
            return
        yield line.decode("utf-8"), end
        start = end


def open_journal(path: Path) -> Journal | None:
    """The journal at a path, made if it is not there; None if another session has it open. Raises OSError."""
    stream = private(path).open("r+b")
    if not _locked(stream):
        stream.close()
        return None
    found = list(records(stream.read()))
    stream.truncate(found[-1][1] if found else 0)
    stream.seek(0, os.SEEK_END)
    return Journal(path, tuple(line for line, _ in found), stream)


def journal_of(case: str) -> Journal | None:
    """The first journal of a case that no other session has open. Raises OSError."""
    folder = state_folder()
    digest = sha256(str(Path(case).resolve()).encode()).hexdigest()[:16] if case else "none"
    for number in range(MOST_AT_ONCE):
        name = f"{digest}.journal" if number == 0 else f"{digest}-{number}.journal"
        found = open_journal(folder / name)
        if found is not None:
            return found
    return None


def _locked(stream: BinaryIO) -> bool:
    """Whether this process now has the file for itself; where files cannot be locked, it has."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

"""What sessions do on the disk: files written in one piece, folders and files that nobody else reads."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path
from secrets import token_hex

from decisis.diagnostics import Diagnostic, Rejected

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def write_whole(path: Path, text: str, *, over: bool) -> None:
    """A file of its owner alone, in one piece or not at all, and there after a power cut. Raises Rejected.

    A link, a folder or a device is never written to; another file only if ``over``.
    """
    _refuse(path, over)
    beside = path.parent / f".{path.name}.{token_hex(6)}"
    try:
        _write_new(beside, text.encode("utf-8"))
        os.replace(beside, path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise _failed(path, error) from None


def _refuse(path: Path, over: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise _failed(path, error) from None
    if stat.S_ISLNK(mode):
        raise _refused(path, "is a link to another file", "name the file itself")
    if not stat.S_ISREG(mode):
        raise _refused(path, "is not a regular file", "name another")
    if not over:
        raise _refused(path, "is there already", f"`save over {path}` replaces it")


def _write_new(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, PRIVATE_FILE), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes a new name in a folder last; where folders cannot be opened, names last as they do there."""
    with suppress(PermissionError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _refused(path: Path, why: str, help: str) -> Rejected:
    return Rejected((Diagnostic("E0613", f"`{path}` {why}", help=help),))


def _failed(path: Path, error: OSError) -> Rejected:
    why = (error.strerror or "it cannot be written").lower()
    return Rejected((Diagnostic("E0613", f"`{path}` cannot be written: {why}"),))


def state_folder() -> Path:
    """Where sessions keep their history and their journals: of the user alone. Raises OSError."""
    home = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = (Path(home) if home else Path.home() / ".local" / "state") / "decisis"
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    folder.chmod(PRIVATE_FOLDER)
    return folder


def private(path: Path) -> Path:
    """An existing file of the user alone at this path; made if it is not there. Raises OSError."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    number = os.open(path, flags, PRIVATE_FILE)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(number, PRIVATE_FILE)
    finally:
        os.close(number)
    return path


Stamp = tuple[tuple[str, int, int], ...]


def stamp(case: str, law: Traversable) -> Stamp:
    """What tells whether a case or the law under a folder has changed on the disk."""
    files = [Path(case)] if case else []
    if isinstance(law, Path):
        files += sorted(law.glob("*/*.law"))
    return tuple(_stamped(file) for file in files)


def _stamped(file: Path) -> tuple[str, int, int]:
    try:
        found = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), found.st_mtime_ns, found.st_size

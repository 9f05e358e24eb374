"""What was compiled before, kept between commands in a folder that is the user's alone.

Entries are data (JSON), never code. Each is asked for by a key that is a hash of everything it was made
from, and carries a hash of itself. Whatever is not as it should be (a folder that others can write to, a
link, a file of somebody else, a byte too many) is as if it were not there: what was asked for is made anew.
Nothing here raises, and nothing here changes an answer.

`DECISIS_CACHE` names another folder, or is `off`.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Iterable
from functools import cache

from decisis.static import Any
from decisis.version import VERSION
from decisis_check.cheap import sha256

FORMAT = 4  # of the entries; to be raised when what is packed, or how, changes
LARGEST = 8 * 1024 * 1024  # bytes of an entry
MOST = 96 * 1024 * 1024  # bytes of all entries; then the oldest go
MOST_FILES = 20_000  # in a tree that something is made of
OFF = ("off", "no", "0", "")
HERE = os.path.dirname(os.path.abspath(__file__))
SHIPPED = os.path.join(HERE, "_data", "compiled")

_WITHOUT_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


KINDS = ("doctrine", "file", "grammar", "matter", "program", "told", "tree")
SETTLED = 2_000_000_000  # nanoseconds after which another change to a file shows in its times

Part = str | bytes


class Cache:
    """Entries in one folder. Two processes may use it at once: an entry is there as a whole or not at all."""

    def __init__(self, folder: str = "") -> None:
        self._folder = folder  # "" keeps nothing

    def read(self, kind: str, *made_of: Part) -> Any:
        """The entry that was made of these parts, or None."""
        if not self._folder:
            return None
        key = _own_key(kind, made_of)
        try:
            return _entry(_read_private(self._folder, _name(kind, key)), key)
        except (OSError, ValueError, RecursionError):
            return None

    def write(self, kind: str, data: object, *made_of: Part) -> None:
        """Keeps an entry, if it can be kept."""
        if not self._folder:
            return
        key = _own_key(kind, made_of)
        whole = entry_text(data, key)
        try:
            if len(whole) <= LARGEST and _made_private(self._folder):
                _replace(os.path.join(self._folder, _name(kind, key)), whole)
                _make_room(self._folder)
        except OSError:
            return


def user_cache() -> Cache:
    """The cache of the user who runs this; without a folder of their own, one that keeps nothing."""
    return Cache(_folder(os.environ))


def shipped(kind: str, *made_of: Part) -> Any:
    """An entry that came with the package, made when it was built; or None."""
    key = _key(kind, made_of)
    try:
        with open(os.path.join(SHIPPED, _name(kind, key)), "rb") as stream:
            return _entry(stream.read(), key)
    except (OSError, ValueError):
        return None


def to_ship(kind: str, data: object, *made_of: Part) -> tuple[str, bytes]:
    """The file that `shipped` reads: its name in the folder of such files, and its bytes."""
    key = _key(kind, made_of)
    return _name(kind, key), entry_text(data, key)


# --- keys ----------------------------------------------------------------------------------------------


def key_of(*parts: Part) -> str:
    """A hash of parts in their order, which no other parts have."""
    whole = sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        whole.update(b"%d " % len(data))
        whole.update(data)
    return whole.hexdigest()


def _key(kind: str, made_of: Iterable[Part]) -> str:
    return key_of(str(FORMAT), VERSION, kind, *made_of)


def _own_key(kind: str, made_of: Iterable[Part]) -> str:
    """For what the user keeps, also of the code that made it: in a checkout, that may have been edited."""
    return key_of(code_stamp(), _key(kind, made_of))


def _name(kind: str, key: str) -> str:
    return f"{kind}-{key}.json"


@cache
def code_stamp() -> str:
    """A hash of the names, sizes and times of the modules of Decisis."""
    modules = [(name, *_stamp(path)) for name, path in files_under(HERE, (".py",))]
    return key_of(repr(modules))


def _stamp(path: str) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_size, found.st_mtime_ns


def digest_of_tree(folder: str, kept: Cache) -> str:
    """A hash of the names and the bytes of all files in a folder; "" if they are too many, or unreadable.

    That of the last time, while every file has the size, the times and the number that it had then; and if
    none was changed a moment ago, when another change need not show in them.
    """
    try:
        stamps = [(name, os.stat(path)) for name, path in files_under(folder)]
    except OSError:
        return ""
    settled = all(max(s.st_mtime_ns, s.st_ctime_ns) < time.time_ns() - SETTLED for _, s in stamps)
    if not settled:
        return digest_of_bytes(folder)
    seen = repr([(name, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for name, s in stamps])
    found = kept.read("tree", folder, seen)
    if not isinstance(found, str):
        found = digest_of_bytes(folder)
        kept.write("tree", found, folder, seen)
    return found


def digest_of_bytes(folder: str) -> str:
    """A hash of the names and the bytes of all files in a folder; "" if they are too many, or unreadable."""
    parts: list[Part] = []
    size = 0
    try:
        for name, path in files_under(folder):
            with open(path, "rb") as stream:
                parts += [name.encode("utf-8", "surrogateescape"), stream.read(LARGEST + 1)]
            size += len(parts[-1])
            if size > MOST:
                return ""
    except OSError:
        return ""
    return key_of(*parts)


def files_under(folder: str, endings: tuple[str, ...] = ("",)) -> list[tuple[str, str]]:
    """The files in a folder and the folders in it: names relative to it, and paths; in order of names.

    Raises OSError, also for more than `MOST_FILES`.
    """
    found: list[tuple[str, str]] = []
    pending = [("", folder)]
    while pending:
        front, place = pending.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir():
                    pending.append((f"{front}{entry.name}/", entry.path))
                elif entry.name.endswith(endings) and entry.is_file():
                    found.append((front + entry.name, entry.path))
        if len(found) + len(pending) > MOST_FILES:
            raise OSError("too many files")
    return sorted(found)


# --- one entry -----------------------------------------------------------------------------------------


def entry_text(data: object, key: str) -> bytes:
    """A line that says what follows, then the data."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _head(key, body) + b"\n" + body


def _head(key: str, body: bytes) -> bytes:
    return f"decisis {FORMAT} {key} {sha256(body).hexdigest()}".encode()


def _entry(data: bytes, key: str) -> Any:
    """The data of an entry that is whole, and the one asked for. Raises ValueError."""
    head, _, body = data.partition(b"\n")
    if head != _head(key, body):
        raise ValueError("not the entry that was asked for")
    return json.loads(body)


def _read_private(folder: str, name: str) -> bytes:
    """The bytes of a regular file that nobody else can have written. Raises OSError, ValueError."""
    if not _is_private(folder):
        raise ValueError("not a folder of the user alone")
    number = os.open(os.path.join(folder, name), os.O_RDONLY | _WITHOUT_LINKS | _BINARY)
    with open(number, "rb", closefd=True) as stream:
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1 or not _is_mine(found):
            raise ValueError("not a file of the user alone")
        data = stream.read(LARGEST + 1)
    if len(data) != found.st_size:
        raise ValueError("larger than any entry")
    return data


def _replace(path: str, data: bytes) -> None:
    """Puts a file in place at once, so that no reader ever sees a part of it. Raises OSError."""
    rough = f"{path}.{os.getpid()}.{os.urandom(6).hex()}"
    number = os.open(rough, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _WITHOUT_LINKS | _BINARY, 0o600)
    try:
        with open(number, "wb", closefd=True) as stream:
            stream.write(data)
        os.replace(rough, path)
    except OSError:
        os.unlink(rough)
        raise


def _make_room(folder: str) -> None:
    """Drops the oldest entries until there is room again. Touches nothing that has not the name of one."""
    with os.scandir(folder) as entries:
        mine = [entry for entry in entries if _is_entry(entry.name)]
    found = sorted((e.stat(follow_symlinks=False).st_mtime_ns, e.stat().st_size, e.path) for e in mine)
    total = sum(size for _, size, _ in found)
    if total <= MOST:
        return
    for _, size, path in found:
        os.unlink(path)
        total -= size
        if total <= MOST * 3 // 4:
            return


def _is_entry(name: str) -> bool:
    """Whether it is the name of an entry, or of one that was never finished."""
    kind, _, rest = name.partition("-")
    return kind in KINDS and len(rest) >= 64 and rest[64:69] == ".json"


# --- the folder ----------------------------------------------------------------------------------------


def _folder(environment: os._Environ[str]) -> str:
    """Where the system keeps what can be made anew; "" if there is no such place."""
    named = environment.get("DECISIS_CACHE")
    if named is not None:
        return "" if named.lower() in OFF else os.path.abspath(named)
    if sys.platform == "win32":
        return _below(environment.get("LOCALAPPDATA", ""), "decisis", "Cache")
    if sys.platform == "darwin":
        return _below(environment.get("HOME", ""), "Library", "Caches", "decisis")
    shared = environment.get("XDG_CACHE_HOME", "")
    if os.path.isabs(shared):
        return os.path.join(shared, "decisis")
    return _below(environment.get("HOME", ""), ".cache", "decisis")


def _below(folder: str, *names: str) -> str:
    return os.path.join(folder, *names) if os.path.isabs(folder) else ""


def _made_private(folder: str) -> bool:
    """Makes the folder if it is not there. Raises OSError."""
    try:
        os.makedirs(os.path.dirname(folder), mode=0o700, exist_ok=True)
        os.mkdir(folder, 0o700)
    except FileExistsError:
        pass
    return _is_private(folder)


def _is_private(folder: str) -> bool:
    """Whether it is a folder, not a link to one, that belongs to the user and is closed to all others."""
    found = os.lstat(folder)
    return stat.S_ISDIR(found.st_mode) and _is_mine(found)


def _is_mine(found: os.stat_result) -> bool:
    """Windows keeps a user's own folders closed by other means than these."""
    if sys.platform == "win32":
        return True
    return found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) & 0o077 == 0

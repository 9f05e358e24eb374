"""Finding what ships with the package, and reading what the user names.

The only place that opens a source file. Nothing read here is ever run.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path

from decisis.diagnostics import Diagnostic, Rejected
from decisis.source import Source

LARGEST = 8 * 1024 * 1024  # bytes
STANDARD_INPUT = "-"


def resource(kind: str) -> Traversable:
    """The folder `grammar` or `logic`: inside an installed package, else at the top of the checkout.

    Raises FileNotFoundError if neither is there, which means a broken installation.
    """
    packaged = package_files("decisis") / "_data" / kind
    if packaged.is_dir():
        return packaged
    here = Path(__file__).resolve().parent
    root = here.parents[1]
    if here == root / "src" / "decisis" and (root / kind).is_dir():
        return root / kind
    raise FileNotFoundError(f"the folder {kind} of decisis is missing; install it again")


def read_source(path: str) -> Source:
    """The text of a file, or of standard input for `-`, without a byte order mark.

    Raises Rejected with one complaint if there is no such file or its bytes are no text.
    """
    name = "<stdin>" if path == STANDARD_INPUT else path
    return Source(name, decode(name, read_bytes(path)))


def read_bytes(path: str) -> bytes:
    """At most `LARGEST` bytes of a regular file or of standard input."""
    try:
        if path == STANDARD_INPUT:
            return within_size("<stdin>", sys.stdin.buffer.read(LARGEST + 1))
        return within_size(path, read_regular(Path(path)))
    except FileNotFoundError:
        raise missing(path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is not the name of a file"
        raise rejected("E0125", f"{shown(path)} cannot be read: {reason.lower()}") from None


def read_regular(file: Path) -> bytes:
    """The bytes of a file that is neither a folder nor a device, which might never end."""
    if file.is_dir():
        raise rejected(
            "E0122", f"{shown(str(file))} is a folder, not a file", help="name a `.law` or `.case` file in it"
        )
    if file.exists() and not file.is_file():
        raise rejected("E0125", f"{shown(str(file))} is not a regular file", help="to read a pipe, use `-`")
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def within_size(name: str, data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise rejected(
            "E0124",
            f"{shown(name)} is larger than {LARGEST // 1024 // 1024} MiB",
            help="split doctrine by area; many facts belong in a table or a docket, not in a source file",
        )
    return data


def decode(name: str, data: bytes) -> str:
    """The text that the bytes encode in UTF-8."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise rejected(
            "E0123",
            f"{shown(name)} is not UTF-8: byte {error.start} (0x{data[error.start]:02x}), in line {line}, "
            "belongs to no character",
            help=encoding_help(data),
        ) from None


def encoding_help(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "the file looks like UTF-16; save it as UTF-8"
    return "save the file as UTF-8"


def missing(path: str) -> Rejected:
    """The complaint about a file that is not there, with the name most like it."""
    file = Path(path)
    try:
        near = get_close_matches(file.name, sorted(entry.name for entry in file.parent.iterdir()), 1)
    except OSError:
        return rejected("E0121", f"there is no folder {shown(str(file.parent))}")
    help = f"did you mean `{file.parent / near[0]}`?" if near else ""
    return rejected("E0121", f"there is no file {shown(path)}", help=help)


def no_cases(folders: Sequence[str]) -> Rejected:
    """The complaint about folders in which there is nothing to test."""
    help = "name a case file, or a folder that holds some"
    return rejected("E0126", f"there is no case file under {', '.join(map(shown, folders))}", help=help)


def shown(path: str) -> str:
    """A path in backticks, fit to print whatever characters are in it."""
    return f"`{path.encode('unicode_escape').decode() if not path.isprintable() else path}`"


def rejected(code: str, message: str, *, help: str = "") -> Rejected:
    return Rejected((Diagnostic(code, message, help=help),))

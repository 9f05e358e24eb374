"""Finding what ships with the package, and reading what the user names.

The only place that opens a source file. Nothing read here is ever run.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence

from decisis.diagnostics import Diagnostic, Rejected
from decisis.source import Source

TYPE_CHECKING = False  # so that no command waits for `typing`
if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LARGEST = 8 * 1024 * 1024  # bytes
STANDARD_INPUT = "-"
WHOLE = "install Decisis again, or run it from a whole checkout"


def resource(kind: str) -> Traversable:
    """The folder `grammar` or `logic`: inside an installed package, else at the top of the checkout.

    Raises Rejected if neither is there, which means a broken installation.
    """
    folder = resource_folder(kind)
    if folder:
        from pathlib import Path

        return Path(folder)
    from importlib.resources import files as package_files

    packaged = package_files("decisis") / "_data" / kind
    if packaged.is_dir():
        return packaged
    raise rejected("E0130", f"the folder {shown(kind)} of Decisis is missing", help=WHOLE)


def shipped_text(kind: str, name: str) -> str:
    """The text of a file that ships with the package. Raises Rejected as `resource` does."""
    try:
        return (resource(kind) / name).read_text("utf-8")
    except OSError:
        raise rejected("E0130", f"{shown(f'{kind}/{name}')} of Decisis is missing", help=WHOLE) from None


def resource_folder(kind: str) -> str:
    """The path of a resource; "" if it is in no folder (but in an archive, or nowhere)."""
    here = os.path.dirname(__file__)
    packaged = os.path.join(here, "_data", kind)
    if os.path.isdir(packaged):
        return packaged
    here = os.path.realpath(here)
    root = os.path.dirname(os.path.dirname(here))
    in_checkout = here == os.path.join(root, "src", "decisis") and os.path.isdir(os.path.join(root, kind))
    return os.path.join(root, kind) if in_checkout else ""


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
        return within_size(path, read_regular(path))
    except FileNotFoundError:
        raise missing(path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is not the name of a file"
        raise rejected("E0125", f"{shown(path)} cannot be read: {reason.lower()}") from None


def read_regular(path: str) -> bytes:
    """The bytes of a file that is neither a folder nor a device, which might never end."""
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        raise rejected(
            "E0122", f"{shown(path)} is a folder, not a file", help="name a `.law` or `.case` file in it"
        )
    if not stat.S_ISREG(mode):
        raise rejected("E0125", f"{shown(path)} is not a regular file", help="to read a pipe, use `-`")
    with open(path, "rb") as stream:
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


def write_whole(path: str, text: str) -> None:
    """Writes a file so that it is there as a whole or not at all. Raises Rejected."""
    folder, name = os.path.split(path)
    rough = os.path.join(folder, f".{name[:100]}.{os.getpid()}.part")
    try:
        with open(rough, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(rough, path)
    except (OSError, ValueError) as wrong:
        from contextlib import suppress

        with suppress(OSError):
            os.unlink(rough)
        why = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else "it has no name"
        help = "name a file in a folder that you can write to"
        raise rejected("E0128", f"{shown(path)} cannot be written: {why.lower()}", help=help) from None


OTHER_FORMATS = {b"%PDF": "a PDF", b"PK\x03\x04": "a document or an archive"}


def encoding_help(data: bytes) -> str:
    other = next((what for begins, what in OTHER_FORMATS.items() if data.startswith(begins)), "")
    if other:
        return f"the file looks like {other}: save its text as a file of its own"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "the file looks like UTF-16; save it as UTF-8"
    return "save the file as UTF-8"


def missing(path: str) -> Rejected:
    """The complaint about a file that is not there, with the name most like it."""
    from difflib import get_close_matches

    folder, name = os.path.split(os.path.normpath(path))
    try:
        near = get_close_matches(name, sorted(os.listdir(folder or ".")), 1)
    except OSError:
        return rejected("E0121", f"there is no folder {shown(folder)}")
    help = f"did you mean `{os.path.join(folder, near[0])}`?" if near else ""
    if not near and "." not in name:
        help = f"an area is named by its folder, such as `logic/{name}`"
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

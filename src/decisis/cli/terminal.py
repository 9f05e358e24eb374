"""What the terminal that is written to can show."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decisis.render.view import Paint

STYLES = {  # the numbers of ECMA-48
    "proved": "1;32",
    "refuted": "1;31",
    "conflicted": "1;35",
    "discretionary": "1;36",
    "undetermined": "1;33",
    "heading": "1",
    "note": "2",
}


def width() -> int:
    """The columns of the terminal, or what `COLUMNS` says; 100 where there is neither."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 100  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        return 100


def paint() -> Paint | None:
    """Colours for a terminal that wants them; `NO_COLOR` is honoured."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return None
    return _painted


def _painted(style: str, text: str) -> str:
    code = STYLES.get(style.lower().split()[0])
    return f"\x1b[{code}m{text}\x1b[0m" if code else text

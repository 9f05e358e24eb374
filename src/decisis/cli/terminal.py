"""What the terminal that is written to can show."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from decisis.render.view import Paint

STYLES: dict[str, dict[str, Any]] = {
    "proved": {"fg": "green", "bold": True},
    "refuted": {"fg": "red", "bold": True},
    "conflicted": {"fg": "magenta", "bold": True},
    "discretionary": {"fg": "cyan", "bold": True},
    "undetermined": {"fg": "yellow", "bold": True},
    "heading": {"bold": True},
    "note": {"dim": True},
}


def width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def paint() -> Paint | None:
    """Colours for a terminal that wants them; `NO_COLOR` is honoured."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return None
    return lambda style, text: click.style(text, **STYLES.get(style.lower().split()[0], {}))

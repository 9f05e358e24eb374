"""What comes in on standard input, line by line."""

from __future__ import annotations

from io import TextIOWrapper
from typing import TextIO


def accept_any_bytes(stream: TextIO) -> None:
    """Bytes that are no text become a mark that the language refuses, at its place."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")

"""Rows of text under headings, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from decisis.render.layout import columns, unpainted, visible
from decisis.render.view import Options

GAP = "  "


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], look: Options) -> list[str]:
    """Lines of a table; a column in which nothing stands is left out, and none ends in blanks."""
    cells = [[visible(cell) for cell in row] for row in rows]
    used = [i for i in range(len(headings)) if any(row[i] for row in cells)]
    widths = [max(columns(headings[i]), *(columns(row[i]) for row in cells)) for i in used]
    paint = look.paint or unpainted

    def line(row: Sequence[str], style: str = "") -> str:
        parts = [row[i] + " " * (w - columns(row[i])) for i, w in zip(used, widths, strict=True)]
        written = GAP.join(parts).rstrip()
        return paint(style, written) if style else written

    return [line(list(headings), "heading"), *(line(row) for row in cells)]


def pairs(rows: Sequence[tuple[str, str]], look: Options, indent: int = 2) -> list[str]:
    """A thing and a note to each: the notes in a column, or below where there is no room beside."""
    shown = [(visible(left), visible(right)) for left, right in rows]
    room = max(look.width // 2, 24)
    width = max((columns(left) for left, _ in shown if columns(left) <= room), default=0)
    paint = look.paint or unpainted
    lines = []
    for left, right in shown:
        pad = max(width - columns(left), 0)
        lines.append(f"{' ' * indent}{left}")
        if indent + columns(left) + pad + len(GAP) + columns(right) <= look.width:
            lines[-1] += f"{' ' * pad}{GAP}{paint('note', right)}" if right else ""
        else:
            lines += _wrapped(right, indent + 4, look)
    return lines


def _wrapped(note: str, indent: int, look: Options) -> list[str]:
    paint = look.paint or unpainted
    room = max(look.width - indent, 20)
    return [" " * indent + paint("note", part) for part in wrap(note, room, break_on_hyphens=False)]

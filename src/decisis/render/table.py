"""Tables: as text in columns that wrap, and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from decisis.render.layout import columns, visible
from decisis.render.to_markdown import escaped

NARROWEST = 10
GAP = 2

Row = Sequence[str]


def table_text(head: Row, rows: Sequence[Row], width: int) -> str:
    """Columns no wider than they need, which share what there is; a cell may hold several lines."""
    cells = [[visible_lines(cell) for cell in row] for row in (head, *rows)]
    widths = _widths(cells, width - GAP * (len(head) - 1))
    lines = [line for row in cells for line in _row(row, widths)]
    rule = (" " * GAP).join("-" * w for w in widths)
    return "\n".join((lines[0], rule, *lines[1:]))


def visible_lines(cell: str) -> list[str]:
    return [visible(line) for line in cell.split("\n")]


def _widths(cells: list[list[list[str]]], room: int) -> list[int]:
    """The widths wanted, the widest made narrower until all have room; words are broken last."""
    each = range(len(cells[0]))
    wanted = [max(columns(line) for row in cells for line in row[i]) for i in each]
    words = [
        max(columns(w) for row in cells for line in row[i] for w in (line.split() or [""])) for i in each
    ]
    for floors in (words, [NARROWEST] * len(words)):
        while sum(wanted) > room:
            wide = [i for i in each if wanted[i] > floors[i]]
            if not wide:
                break
            wanted[max(wide, key=lambda i: wanted[i])] -= 1
    return wanted


def _row(row: list[list[str]], widths: list[int]) -> list[str]:
    wrapped = [
        [part for line in cell for part in (textwrap.wrap(line, w, break_on_hyphens=False) or [""])]
        for cell, w in zip(row, widths, strict=True)
    ]
    height = max(map(len, wrapped))
    padded = [[*cell, *[""] * (height - len(cell))] for cell in wrapped]
    return [_line(parts, widths) for parts in zip(*padded, strict=True)]


def _line(parts: Sequence[str], widths: list[int]) -> str:
    filled = (part + " " * (w - columns(part)) for part, w in zip(parts, widths, strict=True))
    return (" " * GAP).join(filled).rstrip()


def table_markdown(head: Row, rows: Sequence[Row]) -> str:
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in (head, *rows)]
    return "\n".join((lines[0], "|" + "---|" * len(head), *lines[1:]))


def _cell(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.split("\n"))

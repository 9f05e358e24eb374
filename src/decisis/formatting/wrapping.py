"""Lines as they are written out: what is too wide goes on below, where a clause or a list can be broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from decisis.formatting.indenting import Indented, indented
from decisis.formatting.spacing import spaced, width
from decisis.formatting.words import Line

LEADING = ("never", "arguendo")  # words that go with the next
RULINGS = ("holding", "dictum", "dissent")
CLAUSES = frozenset(
    [
        "quote", "burden", "because", "never", "citing", "warning", "considering", "turning", "presuming",
        "under", "checked", "exception", "subject", "construing", "reads", "denied", "asks", "decided",
        "also", "from", "and", "arguendo", "on", "strength",
    ]
)  # fmt: skip


def wrapped(lines: Sequence[Line], most: int) -> Iterator[str]:
    """Each line of a text, without its end. What a break leaves below is placed as if written there."""
    while True:
        placed = list(indented(lines))
        parts = [part for each in placed for part in _parts(each, most)]
        if len(parts) == len(placed):
            break
        lines = parts
    for each in placed:
        if each.blank:
            yield ""
        yield " " * each.indent + spaced(each.line)


def _parts(each: Indented, most: int) -> tuple[Line, ...]:
    room = most - each.indent
    at = 0 if each.line.is_comment or width(each.line) <= room else _break(each.line, room)
    return each.line.cut(at) if at else (each.line,)


def _break(line: Line, room: int) -> int:
    """Where to break a wide line: before the last clause that fits, else behind a comma; 0: nowhere."""
    clauses, commas, depth = [0], [0], 0
    for index, word in enumerate(line.words[:-1]):
        depth += {"(": 1, ")": -1}.get(word.text, 0) if word.kind == "symbol" else 0
        following = line.words[index + 1]
        if depth or following.kind == "comment" or width(replace(line, words=line.words[: index + 1])) > room:
            continue
        if index and following.kind == "name" and _begins_clause(line, index + 1):
            clauses.append(index + 1)
        if index and word.text == ",":
            commas.append(index + 1)
    return clauses[-1] or commas[-1]


def _begins_clause(line: Line, index: int) -> bool:
    """`at` goes with the authority before it, and stands by itself only behind a literal."""
    word, before = line.words[index], line.words[index - 1]
    if word.text == "at":
        return before.text == ")"
    if word.text == "of":
        return line.first and line.block in RULINGS and before.kind == "text"
    return word.text in CLAUSES and before.text not in LEADING

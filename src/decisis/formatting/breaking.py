"""Where lines end: what stands on a line of its own, unless its block is all on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decisis.formatting.spacing import width
from decisis.formatting.words import Line, Word

PROVISIONS = ("rule", "definition", "holding", "dictum", "dissent")
SECTIONS = ("given", "despite", "unless", "then", "factors", "when")


def broken(block: Sequence[Line], most: int) -> Iterator[Line]:
    """The lines of a block. One that is written on one line stays on it, if it fits."""
    lines = [line for line in block if not line.is_comment]
    if len(lines) == 1 and width(lines[0]) <= most:
        yield from block
        return
    for line in block:
        yield from _parts(line) if line.block in (*PROVISIONS, "deadline") else [line]


def _parts(line: Line) -> Iterator[Line]:
    rest = line
    while (at := next(_breaks(rest), 0)) > 0:
        part, rest = rest.cut(at)
        yield part
    yield rest


def _breaks(line: Line) -> Iterator[int]:
    """Where in a line something begins that stands on a line of its own."""
    depth = 0
    for index, word in enumerate(line.words):
        if index and depth == 0 and _begins(line, index):
            yield index
        depth += {"(": 1, ")": -1}.get(word.text, 0) if word.kind == "symbol" else 0


def _begins(line: Line, index: int) -> bool:
    word, following = line.words[index], line.words[index + 1 : index + 2]
    if word.kind == "label":
        return word.text[1].isdigit()
    if word.kind != "name" or _touched(following):
        return False
    if line.block == "deadline":
        return word.text in ("runs", "period", "tolled") and bool(following)
    leaves = word.text == "leaves" and bool(following) and following[0].text == "open"
    return word.text in SECTIONS or leaves


def _touched(following: Sequence[Word]) -> bool:
    return bool(following) and following[0].text == "(" and not following[0].gap

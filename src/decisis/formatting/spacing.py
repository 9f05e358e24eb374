"""What stands between two words of a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from decisis.formatting.words import Line, Word

NOTES = frozenset(
    ["at", "quote", "burden", "for", "because", "from", "also", "by"]
)  # may be set apart in a column
TITLES = ("reads", "denied", "asks")  # of a relation: the texts behind them stand below each other
UNITS = ("year", "month", "week", "day", "ground")


def spaced(line: Line) -> str:
    """The words of a line with one blank between them, or none, or those that set a note apart."""
    words = list(_spelt(line.words))
    parts = [words[0].text]
    for before, word in pairwise(words):
        below_zero = before.text == "-" and line.block == "expect"
        parts.append(" " * (0 if below_zero else _gap(before, word)) + word.text)
    if words[0].text in TITLES and line.block == "relation" and len(words) > 1:
        parts[0] = f"{words[0].text:<6}"
        parts[1] = f" {words[1].text}"
    return "".join(parts)


def width(line: Line) -> int:
    return len(spaced(line))


def _gap(before: Word, word: Word) -> int:
    least = _natural(before, word)
    apart = word.gap > 1 and least and (word.text in NOTES or word.kind in ("text", "comment"))
    return max(least, word.gap) if apart else least


def _natural(before: Word, word: Word) -> int:
    if word.kind == "comment":
        return 2
    if word.text == "(" and word.kind == "symbol":
        return min(word.gap, 1)
    tight = word.text in (")", ",", ":", ".") or before.text in ("(", ".")
    return 0 if tight and (word.kind == "symbol" or before.kind == "symbol") else 1


def _spelt(words: tuple[Word, ...]) -> Iterator[Word]:
    """Units as their number asks for: `1 month`, `2 months`; amounts without commas."""
    before: Word | None = None
    for word in words:
        one = word.text.removesuffix("s")
        if before is not None and before.kind == "number" and before.text.isdigit() and one in UNITS:
            word = Word(one if int(before.text) == 1 else f"{one}s", word.kind, word.gap)
        if word.kind == "number":
            word = Word(" ".join(word.text.replace(",", "").split()), word.kind, word.gap)
        yield word
        before = word

"""The first look at a text: its words, the blocks they fall into, and the characters that belong to none.

Every later step may take for granted what is refused here: dates name days, numbers are numbers, names
are short lower-case ASCII, and nothing is invisible.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from decisis.source import Source, Span

RESERVED = frozenset(
    [
        "area", "sort", "relation", "court", "work", "authority", "rule", "definition", "holding", "dictum",
        "dissent", "deadline", "counting", "holidays", "scenario", "table", "priority", "treatment",
        "property", "source", "party", "thing", "matter", "record", "fact", "dispute", "question", "expect",
        "variant",
    ]
)  # fmt: skip

# Blocks of matters, and a literal on its own, which has no keyword.
MAY_BE_IMPRECISE = frozenset(["record", "fact", "dispute", "question", "expect", "variant", None])

_LEXEME = re.compile(
    r"""
    [ \t\r\n]+
  | (?P<name>       [a-z][a-z0-9_]*(?!\w) )
  | (?P<amount>     (?:\$|[A-Z]{3}[ \t]+)(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?!\w)|\d[\w.]*+(?![-/]\d)) )
  | (?P<variable>   (?:[A-Z][A-Za-z0-9_]*|_)(?!\w) )
  | (?P<label>      (?<!\w)\((?:[0-9]+|[a-z])\) )
  | (?P<text>       "(?:[^"\\\r\n]|\\[^\r\n])*" )
  | (?P<comment>    \#[^\r\n]* )
  | (?P<daylike>    \d+(?P<between>[-/.])\d+(?P=between)\d+[\w:.\-/]* | \d{4}-?W\d\d[\w\-]* )
  | (?P<grouped>    [0-9]{1,3}(?:,[0-9]{3})+(?![\w]) )
  | (?P<number>     \d[\w.]* )
  | (?P<marker>     (?<![^\n])(?:<{7}|\|{7}|={7}|>{7})[^\r\n]* )
  | (?P<foreign>    ==|=>|=<|<>|&&?|\|\|?|:=|[≠≤≥−–—×] )
  | (?P<symbol>     <=|>=|!=|[()=<>+\-*,:.] )
  | (?P<open_text>  "[^\r\n]* )
  | (?P<curly>      [“„«”][^“”»"\r\n]*[”»“]? | [‘’‚‛] )
  | (?P<odd>        \w+ )
  | (?P<stray>      . )
    """,
    re.VERBOSE | re.DOTALL,
)


class Lexeme(NamedTuple):
    kind: str
    text: str
    start: int
    end: int

    def span(self, source: Source) -> Span:
        return Span(source, self.start, self.end)


@dataclass(frozen=True)
class Block:
    """The words from one reserved word to the next; what stands before the first has no keyword."""

    words: tuple[Lexeme, ...]
    keyword: str | None
    misused: tuple[Lexeme, ...] = ()  # reserved words that stand where only a name can

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def title(self) -> str:
        """`rule plus_16`, as far as the block has a name."""
        named = len(self.words) > 1 and self.words[1].kind in ("name", "variable")
        named = named and self.keyword not in (None, "record", "fact")
        return f"{self.keyword} {self.words[1].text}" if named else self.keyword or ""


def lexemes(text: str) -> Iterator[Lexeme]:
    """The lexemes of a text, good and bad ones and comments; their kinds are the groups of the pattern."""
    for match in _LEXEME.finditer(text):
        kind = match.lastgroup
        if kind is not None:
            kind = "number" if kind == "amount" else kind
            yield Lexeme(kind, match.group(), match.start(), match.end())


# --- blocks --------------------------------------------------------------------------------------

_AFTER_A_NAME = frozenset([")", ",", ":", ".", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*"])


_BEFORE_A_NAME = frozenset(["(", ",", "not", "that", "then", "relation"])


def cut(text: str, words: tuple[Lexeme, ...]) -> tuple[Block, ...]:
    """Blocks: each from a reserved word to the next. `words` are the lexemes of `text` without comments.

    A reserved word in `for the court`, `in every court` or `strength dictum`, or one that can only be meant
    as a name, cuts nothing. After a text that is not closed, where words are not what they seem, only one at
    the start of a line does, and only if it is not indented deeper than the block.
    """
    starts, misused = [0] if words else [], []
    lost = False
    for index, word in enumerate(words):
        lost = lost or word.kind == "open_text"
        if word.text not in RESERVED or word.kind != "name" or _inside_a_clause(words, index):
            continue
        if _means_a_name(text, words, index):
            misused.append(index)
        elif not lost or (_begins_line(text, words, index) and _outdented(text, words[starts[-1]], word)):
            starts.append(index)
            lost = False
    edges = [*dict.fromkeys(starts), len(words)]
    return tuple(_block(words, start, end, misused) for start, end in pairwise(edges))


def _block(words: tuple[Lexeme, ...], start: int, end: int, misused: list[int]) -> Block:
    keyword = words[start].text if words[start].text in RESERVED and start not in misused else None
    mine = misused[bisect_left(misused, start) : bisect_left(misused, end)]
    return Block(words[start:end], keyword, tuple(words[index] for index in mine))


def _inside_a_clause(words: tuple[Lexeme, ...], index: int) -> bool:
    before = [word.text for word in words[max(index - 2, 0) : index]]
    match words[index].text:
        case "court":
            return before in (["for", "the"], ["in", "every"])
        case "dictum":
            return before[-1:] == ["strength"]
        case _:
            return False


def _means_a_name(text: str, words: tuple[Lexeme, ...], index: int) -> bool:
    """`court(…)`, `court: …`, `p(court)`, `question.court`: nothing that a block could begin with.

    At the start of a line, a word before it has to ask for a name too: in `question: p(X)` a name is
    missing rather than misspelt.
    """
    word, before = words[index], words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if before is not None and before.text == "." and before.end == word.start:
        return True
    if after is None or not (after.text in _AFTER_A_NAME or (after.text == "(" and after.start == word.end)):
        return False
    asked_for = before is not None and (before.kind == "label" or before.text in _BEFORE_A_NAME)
    return asked_for or not _begins_line(text, words, index)


def _begins_line(text: str, words: tuple[Lexeme, ...], index: int) -> bool:
    return index == 0 or "\n" in text[words[index - 1].end : words[index].start]


def _outdented(text: str, block: Lexeme, word: Lexeme) -> bool:
    def column(of: Lexeme) -> int:
        return of.start - text.rfind("\n", 0, of.start)

    return column(word) <= column(block)

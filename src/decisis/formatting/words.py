"""A text as its lines of words, with the comments that stand between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from decisis.source import Source
from decisis.syntax.scan import Block, Lexeme, cut, lexemes


@dataclass(frozen=True)
class Word:
    """A word and the blanks before it on its line, as its author left them."""

    text: str
    kind: str  # of the lexeme
    gap: int  # of the first word, from the margin


@dataclass(frozen=True)
class Line:
    """Words that stand on one line, or a comment alone; ``blank``: an empty line stands before it.

    ``block`` is the keyword of the block that it belongs to, ``first`` whether the block begins with it.
    A comment alone belongs to what follows it.
    """

    words: tuple[Word, ...]
    block: str = ""
    first: bool = False
    blank: bool = False

    @property
    def is_comment(self) -> bool:
        return self.words[0].kind == "comment"

    @property
    def text(self) -> str:
        return self.words[0].text

    def starts(self, *texts: str) -> bool:
        """Whether the line begins with these words."""
        return tuple(w.text for w in self.words[: len(texts)]) == texts

    def cut(self, at: int) -> tuple[Line, Line]:
        return replace(self, words=self.words[:at]), replace(
            self, words=self.words[at:], first=False, blank=False
        )


def blocks_of(source: Source) -> tuple[tuple[Line, ...], ...]:
    """The lines of a well-formed text, block by block; comments behind the last one are by themselves."""
    everything = tuple(lexemes(source.text))
    words = tuple(w for w in everything if w.kind != "comment")
    starts = {block.start: block for block in cut(source.text, words)}
    found: list[list[Line]] = []
    before: list[Line] = []  # comments that stand before something
    for line in _lines(source.text, everything, starts):
        if line.is_comment:
            before.append(line)
            continue
        if line.first:
            found.append([])
        found[-1] += [*(replace(c, block=line.block) for c in before), line]
        before = []
    return tuple(map(tuple, (*found, before) if before else found))


def _lines(text: str, everything: tuple[Lexeme, ...], starts: dict[int, Block]) -> Iterator[Line]:
    """Each line as it is written, but that every block begins one."""
    keyword, current, first, blank = "", list[Word](), False, False
    last = 0
    for lexeme in everything:
        between = text[last : lexeme.start]
        newlines = between.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        begins = lexeme.start in starts
        if (newlines or begins) and current:
            yield Line(tuple(current), keyword, first, blank)
            current, first = [], False
        if not current:
            blank = newlines > 1
            first = begins
        if begins:
            keyword = starts[lexeme.start].keyword or ""
        gap = len(between) - between.rfind("\n") - 1
        current.append(
            Word(lexeme.text.rstrip() if lexeme.kind == "comment" else lexeme.text, lexeme.kind, gap)
        )
        last = lexeme.end
    if current:
        yield Line(tuple(current), keyword, first, blank)

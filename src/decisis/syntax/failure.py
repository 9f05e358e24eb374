"""Where a block stopped making sense, and what could have stood there."""

from __future__ import annotations

from dataclasses import dataclass

from decisis.diagnostics import Diagnostic
from decisis.source import Source, Span
from decisis.syntax.scan import Block, Lexeme


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class Failure:
    """The word at `index` does not fit; `words` and `kinds` would have.

    `words` are words and signs as they are written, `kinds` names of terminals that are spelt in many
    ways; `language` is every word that has a meaning somewhere. `index` is the number of words if the
    block ended too early.
    """

    source: Source
    block: Block
    index: int
    words: frozenset[str]
    kinds: frozenset[str]
    language: frozenset[str]
    following: Block | None = None
    after_name: bool = False  # the word before was read as a name

    @property
    def asks(self) -> bool:
        """Whether a question stands here: of a file, or alone, as in a session."""
        typed = [word.text for word in self.block.words[:3] if word.text != "not"]
        return self.block.keyword == "question" or (self.block.keyword is None and typed[1:2] == ["("])

    def word(self, offset: int = 0) -> Lexeme | None:
        """The word that does not fit, or one that many words after (before, if negative) it."""
        index = self.index + offset
        return self.block.words[index] if 0 <= index < len(self.block.words) else None

    def text(self, offset: int = 0) -> str:
        word = self.word(offset)
        return "" if word is None else word.text

    def kind(self, offset: int = 0) -> str:
        word = self.word(offset)
        return "" if word is None else word.kind

    def touches(self, offset: int = 0) -> bool:
        """Whether that word follows the one before it without a space."""
        before, word = self.word(offset - 1), self.word(offset)
        return before is not None and word is not None and before.end == word.start

    def calls(self, offset: int = 0) -> bool:
        """Whether a parenthesis touches the word."""
        return self.text(offset + 1) == "(" and self.touches(offset + 1)

    def same_line(self, offset: int = 0) -> bool:
        """Whether that word stands on the line of the one before it."""
        before, word = self.word(offset - 1), self.word(offset)
        return (
            before is not None and word is not None and "\n" not in self.source.text[before.end : word.start]
        )

    @property
    def spills(self) -> bool:
        """Whether the next block is no block but the rest of this one, which has a reserved word in it."""
        if self.following is None or "\n" in self.source.text[self.block.end : self.following.start]:
            return False
        ended_as_name = self.word() is None and bool(self.kinds & {"NAME", "CALL"})
        return ended_as_name or (self.kinds == {"STRING"} and not self.words)

    def span(self, first: int = 0, last: int | None = None) -> Span:
        """From one word to another; the last word of the block if it ended too early."""
        words, top = self.block.words, len(self.block.words) - 1
        start = words[min(self.index + first, top)]
        end = words[min(self.index + (first if last is None else last), top)]
        return Span(self.source, start.start, end.end)

    def error(
        self, code: str, message: str, span: Span | None = None, *, label: str = "", help: str = ""
    ) -> Diagnostic:
        return Diagnostic(
            code, message, span or self.span(), label=label, context=self.block.title, help=help
        )

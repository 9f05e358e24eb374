"""What is typed in a session: where one thing ends and the next begins, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from decisis.diagnostics import Diagnostic, errors
from decisis.source import Source
from decisis.syntax.parser import parse
from decisis.syntax.scan import RESERVED, lexemes

LONG = frozenset(  # blocks that go on for lines: they end with an empty line, or where another thing begins
    [
        "record", "rule", "definition", "holding", "dictum", "dissent", "deadline", "counting", "holidays",
        "relation", "work", "authority", "table", "matter", "scenario",
    ]
)  # fmt: skip
UNFINISHED = ("E0203", "E0208", "E0210")
UNEXPECTED = "E0201"
PLACE = "<typed>"
COMMANDS_TOO = ("authority", "variant")  # alone, before a name alone or a text, they are no blocks


def first_word(text: str) -> str:
    return text.split(maxsplit=1)[0] if text.strip() else ""


def begins_block(text: str) -> bool:
    """Whether a line begins a block of the language (and is not a command that begins with the same word)."""
    words = text.split()
    if not words or words[0] not in RESERVED:
        return False
    named_alone = len(words) <= 2 or words[1].startswith('"')
    return not (words[0] in COMMANDS_TOO and named_alone)


def complaints(text: str) -> tuple[Diagnostic, ...]:
    return errors(parse(Source(PLACE, text))[1])


def unfinished(text: str) -> bool:
    """Whether what is typed lacks only what could still follow."""
    if not begins_block(text):
        return open_parentheses(text) > 0 and text.rstrip().endswith(("(", ","))
    found = complaints(text)
    if not found:
        return False
    end = len(text.rstrip())
    return all(d.span is None or d.code in UNFINISHED or d.span.end >= end for d in found)


def open_parentheses(text: str) -> int:
    words = [w.text for w in lexemes(text) if w.kind == "symbol"]
    return words.count("(") - words.count(")")


def complete(text: str) -> bool:
    """Whether the terminal need not wait for another line."""
    lines = text.split("\n")
    if not text.strip() or (not lines[-1].strip() and len(lines) > 1):
        return True
    if unfinished(text):
        return False
    return not begins_block(text) or first_word(text) not in LONG


def _begins_in(end: int, found: tuple[Diagnostic, ...]) -> bool:
    """Whether what comes first after a place in a text is a word that cannot stand there."""
    return any(d.code == UNEXPECTED and d.span is not None and d.span.start == end + 1 for d in found)


@dataclass(frozen=True)
class Entries:
    """What was typed, entry by entry, and the beginning of one that goes on."""

    done: tuple[str, ...] = ()
    begun: str = ""

    def then(self, line: str) -> Entries:
        """After one more line (without its end)."""
        if not line.strip():
            return replace(self, done=(*self.done, self.begun), begun="") if self.begun else self
        if not self.begun:
            return self._with(line)
        if self._goes_on(line):
            return self._with(f"{self.begun}\n{line}")
        return Entries((*self.done, self.begun))._with(line)

    def _goes_on(self, line: str) -> bool:
        if line[:1].isspace():
            return True
        longer = f"{self.begun}\n{line}"
        if begins_block(line):
            return False
        if not begins_block(self.begun):
            return unfinished(longer) or open_parentheses(longer) <= 0
        found = complaints(longer)
        return not found or (unfinished(self.begun) and not _begins_in(len(self.begun), found))

    def _with(self, text: str) -> Entries:
        return (
            replace(self, done=(*self.done, text), begun="") if complete(text) else replace(self, begun=text)
        )

    def end(self) -> tuple[str, ...]:
        """All of them, once there are no more lines."""
        return (*self.done, self.begun) if self.begun else self.done


def entries(text: str) -> tuple[str, ...]:
    """The entries of a text, such as one that was pasted."""
    found = Entries()
    for line in text.split("\n"):
        found = found.then(line)
    return found.end()


# --- typed after a file ------------------------------------------------------------------------------


def joined(text: str, typed: tuple[str, ...]) -> str:
    """The text of a case with blocks typed after it."""
    return "".join(f"{part.rstrip()}\n" for part in (text, *typed)) if typed else text

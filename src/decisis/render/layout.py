"""Lines on a page: wrapping, a right column for notes, and text that cannot harm a terminal."""

from __future__ import annotations

import re
from functools import cache

from decisis.dataclass import dataclass, field
from decisis.render.view import Paint

NARROWEST = 40
_HARMFUL = (  # no such character is printable, as Python has it
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


@cache
def _harmful() -> re.Pattern[str]:
    return re.compile(_HARMFUL)


def visible(text: str) -> str:
    """The text with every control character, escape and invisible mark written out."""
    if text.isprintable():
        return text
    return _harmful().sub(lambda m: _escape(ord(m.group())), text)


def _escape(code: int) -> str:
    named = {9: "\\t", 10: "\\n", 13: "\\r"}
    if code in named:
        return named[code]
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def is_harmful(char: str) -> bool:
    return _harmful().match(char) is not None


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if max(text, default="") < "\u0300":  # before the first that combines, and the first that is wide
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def unpainted(style: str, text: str) -> str:
    return text


@dataclass
class Page:
    """Collects lines no longer than ``width``. Indentation grows to half the width and no further."""

    width: int
    paint: Paint = unpainted
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.width = max(self.width, NARROWEST)

    @property
    def deepest(self) -> int:
        return self.width // 2

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    def blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def add(self, indent: int, said: str, note: str = "", mark: str = "", style: str = "") -> None:
        """A paragraph after a mark, hanging; the note to the right, or on a line of its own."""
        indent, mark = min(indent, self.deepest), visible(mark)
        hanging = indent + (columns(mark) + 1 if mark else 0)
        said, note = visible(said), visible(note)
        lines = self._wrapped(said, hanging)
        first = " " * indent + (self.paint(style, mark) if style else mark) + (" " if mark else "") + lines[0]
        written = [first.rstrip(), *(" " * hanging + line for line in lines[1:])]
        if note:
            self._note(written, hanging + columns(lines[-1]), hanging, note)
        self.lines += written

    def _wrapped(self, said: str, indent: int) -> list[str]:
        room = max(self.width - indent, NARROWEST // 2)
        if len(said) <= room and said == said.strip():
            return [said]
        import textwrap

        return textwrap.wrap(said, room, break_on_hyphens=False) or [""]

    def _note(self, written: list[str], used: int, indent: int, note: str) -> None:
        gap = self.width - used - columns(note)
        if gap >= 2:
            written[-1] += " " * gap + self.paint("note", note)
        else:
            indent += 2
            written += [" " * indent + self.paint("note", part) for part in self._wrapped(note, indent)]

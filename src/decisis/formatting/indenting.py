"""How far each line stands from the margin: two blanks for each level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decisis.formatting.breaking import PROVISIONS
from decisis.formatting.words import Line

SECTIONS = frozenset(["given", "despite", "unless", "then", "factors", "leaves"])
HEADS = frozenset(
    ["under", "construing", "in", "exception", "subject", "as", "quote", "from", "checked", "editions", "of"]
)
CHECKS = frozenset(
    ["because", "never", "arguendo", "considering", "citing", "warning"]
    + ["on", "strength", "turning", "presuming"]
)
ELEMENT, NESTED, LISTED = 4, 6, 6  # elements; those of an open question; what goes on below an element
SPACED = frozenset([*PROVISIONS, "deadline", "counting", "holidays"])  # an empty line stands between them


@dataclass(frozen=True)
class Indented:
    """A line at its place; ``blank``: an empty line stands before it."""

    line: Line
    indent: int
    blank: bool


def indented(lines: Sequence[Line]) -> Iterator[Indented]:
    """All lines of a text; a comment stands at the margin, or as far in as what it belongs to."""
    place = _Place()
    waiting: list[Line] = []
    first = True
    previous: Line | None = None
    for line in lines:
        if line.is_comment:
            waiting.append(line)
            continue
        indent = place.of(line)
        for number, each in enumerate((*waiting, line)):
            parted = each.blank or (number == 0 and _parts(previous, line))
            at_margin = each.is_comment and not each.words[0].gap
            yield Indented(each, 0 if at_margin else indent, parted and not first)
            first = False
        waiting = []
        previous = line
    for each in waiting:
        yield Indented(each, 0, each.blank and not first)
        first = False


def _parts(previous: Line | None, line: Line) -> bool:
    """Whether an empty line has to stand between two lines: between provisions that take several."""
    return (
        previous is not None and line.first and not previous.first and {previous.block, line.block} <= SPACED
    )


@dataclass
class _Place:
    """Where in its block a line stands."""

    base: int = 0
    element: int = 0  # the place of the elements of the section
    in_section: bool = False
    rows: bool = False
    after: str = ""  # the block before
    more: int = 2

    def of(self, line: Line) -> int:
        return self._begin(line) if line.first else self._within(line)

    def _begin(self, line: Line) -> int:
        if line.block != "expect":
            self.after = line.block
        self.base = 2 if line.block == "expect" and self.after == "variant" else 0
        self.element, self.in_section, self.rows = 0, False, False
        self.more = self.base + (4 if line.block in PROVISIONS else 2)
        return self.base

    def _within(self, line: Line) -> int:
        if line.block in PROVISIONS or line.block == "deadline":
            return self._of_provision(line)
        if line.block == "record":
            return self._of_record(line)
        self.more = 4
        if line.block == "expect" and line.text not in CHECKS:
            return self.base + 4
        if line.block == "work" and line.text not in HEADS | {"chosen"}:
            return 4
        return self.base + 2

    def _of_record(self, line: Line) -> int:
        begins = line.words[0].kind == "name" and (line.text == "not" or (line.words[1:2] and _calls(line)))
        self.more = 4
        return 2 if begins else 4

    def _of_provision(self, line: Line) -> int:
        word = line.words[0]
        if word.kind == "label":
            self.element = self.element or ELEMENT
            nested = not word.text[1].isdigit()
            indent = self.element + (LISTED if nested else 0)
            self.more = self.element + LISTED + (2 if nested else 0)
            return indent
        if line.starts("it", "holds") and self.element:
            return self.element + 4
        if word.text == "when":
            self.element = NESTED
            self.more = NESTED
            return 4
        if word.text == "from" and self.rows:
            self.more = 6
            return 4
        if word.text in SECTIONS or line.starts("editions", "as") or (line.block == "deadline"):
            return self._section(line)
        if not self.in_section and word.text in HEADS:
            self.more = 4
            return 2
        return self.more

    def _section(self, line: Line) -> int:
        self.in_section = line.text in SECTIONS
        self.rows = line.text == "editions"
        self.element = ELEMENT
        self.more = 4
        return 2


def _calls(line: Line) -> bool:
    return line.words[1].text == "(" and not line.words[1].gap

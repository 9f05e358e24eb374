"""A document as its author wrote it: without printed line numbers, page breaks and running heads, and with
footnotes taken out of the sentences that they interrupt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decisis.quotation.words import Word, plain, words

MANY = 0.4  # of the lines: so many that begin with a number are numbered in print
MOST_LOST = 3  # numbers in a row
_PRINTED_NUMBER = re.compile(r"\s*(\d{1,2})(?=\s|$)")
_FOOTNOTE = re.compile(r"\s*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\^\w+\]:|\\?\[\d{1,3}\\?\])\s+\S")
_FOOTNOTE_MARK = re.compile(r"\[\^\w+\]")
_PAGE_BREAK = re.compile(
    r"""\s*(?:
        [-–—=_*\s]{3,}                                       # a rule
      | [-–—\s]*\d{1,3}[-–—\s]*                              # a page number
      | (?i:page|p\.)\s+\d+(?:\s+of\s+\d+)?
      | (?i:case)\s+\S+\s+(?i:document)\s+\d+.*(?i:page)\s+\d+.*            # stamped on filing
      | [A-Z][A-Z ]{2,40}\s[-–—]\s(?:PAGE\s)?\d{1,3}         # a running foot
    )\s*$""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Line:
    """A line as it stands, counted from 1, without its printed number."""

    number: int
    text: str
    printed: bool = False  # it had a printed number


@dataclass(frozen=True)
class Document:
    """The words of a document: of its text, and of each footnote."""

    name: str
    passages: tuple[tuple[Word, ...], ...]


def document(name: str, text: str) -> Document:
    """A text in any of the forms that opinions come in."""
    lines = _without_printed_numbers([Line(i, t) for i, t in enumerate(re.split(r"\r\n|[\n\r\f]", text), 1)])
    body, notes = _footnotes(lines)
    return Document(name, tuple(tuple(_joined(part)) for part in (body, *notes)))


def _without_printed_numbers(lines: list[Line]) -> list[Line]:
    """Lines without the numbers in their margin, if most have one."""
    written = [line for line in lines if line.text.strip()]
    numbered = sum(bool(_PRINTED_NUMBER.match(line.text)) for line in written)
    return list(_renumbered(lines)) if written and numbered >= MANY * len(written) else lines


def _renumbered(lines: list[Line]) -> Iterator[Line]:
    """Numbers count up and begin again at the top of a page; one or two may be lost at an illustration."""
    last = 0
    for line in lines:
        found = _PRINTED_NUMBER.match(line.text)
        number = int(found.group(1)) if found else 0
        if found and (1 <= number <= MOST_LOST or last < number <= last + MOST_LOST):
            last = number
            yield Line(line.number, line.text[found.end() :], printed=True)
        else:
            yield line


def _footnotes(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The running text, and each footnote: from its mark to the end of its paragraph."""
    body: list[Line] = []
    notes: list[list[Line]] = []
    inside = False
    for line in lines:
        if not line.printed and _FOOTNOTE.match(line.text):
            inside = True
            notes.append([])
        elif not line.text.strip() or line.printed:
            inside = False
        if inside:
            notes[-1].append(line)
        elif not _PAGE_BREAK.match(line.text):
            body.append(line)
    return body, notes


def _joined(lines: Sequence[Line]) -> Iterator[Word]:
    """The words of lines; a word that is hyphenated at the end of one is followed by both readings of it."""
    for line in lines:
        text = plain(_FOOTNOTE_MARK.sub("", line.text)).replace("[", "").replace("]", "")
        found = list(words(text, line.number))
        yield from found
        if found and re.search(r"\w[-\u2010\u2011]\s*$", text):
            yield Word("-", line.number)

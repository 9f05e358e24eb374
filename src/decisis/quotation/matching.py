"""Where the words of a quote stand in a document.

A quote may leave words out (`…`, `. . .`), and alter them in brackets: `[a] court` for `A court`,
`permit[s]` for `permitted`, `[the defendant]` for a name. So that no alteration lets an invented quote
through, what stands between them must be words of the document, three at least, and little may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from decisis.quotation.document import Document
from decisis.quotation.words import GAP, Word, plain, words

MOST_LEFT_OUT = 80  # words, at one ellipsis
MOST_REPLACED = 6  # words, by one alteration in brackets
FEWEST_WORDS = 3  # taken over as they are, in a quote that leaves out or alters
_PIECE = re.compile(r"(\S*?)\[([^\]]*)\]([^\s\[]*)|[^\s\[]+")


@dataclass(frozen=True)
class Exact:
    text: str


@dataclass(frozen=True)
class LeftOut:
    """An ellipsis."""


@dataclass(frozen=True)
class Altered:
    """A word of which ``start`` and ``end`` are the document's, and ``instead`` is not."""

    start: str
    instead: str
    end: str


Part = Exact | LeftOut | Altered


@dataclass(frozen=True)
class Place:
    """The first and the last line on which a passage stands, as the file counts them."""

    document: str
    first: int
    last: int


def parts(quote: str) -> tuple[Part, ...]:
    """A quote as what has to be found in turn; the point or comma that ends it is the quoter's own."""
    found = list(_parts(plain(quote)))
    while found and isinstance(found[-1], Exact) and Word(found[-1].text).is_sign:
        found.pop()
    return tuple(found)


def _parts(text: str) -> Iterator[Part]:
    for piece in _PIECE.finditer(re.sub(r"\s*\[(\s*…\s*)\]\s*", r" \1 ", text)):
        start, instead, end = piece.groups()
        if instead is None:
            for word in words(piece.group()):
                yield LeftOut() if word.text == GAP else Exact(word.text)
        elif instead.strip().lower() != "sic":
            (*before, start), (end, *after) = _split(start), _split(end, first=True)
            yield from (Exact(w) for w in before)
            yield Altered(start, instead.strip(), end)
            yield from (Exact(w) for w in after)


def _split(text: str, *, first: bool = False) -> list[str]:
    """The words of what adheres to a bracket; the one that touches it (empty if a sign does) apart."""
    found = [w.text for w in words(text)]
    touches = bool(text) and (text[0] if first else text[-1]).isalnum()
    if not touches:
        return ["", *found] if first else [*found, ""]
    return found


def places(quote: str, document: Document) -> tuple[Place, ...]:
    """Every place where a quote stands. None if it takes over too few words to tell."""
    wanted = parts(quote)
    if not wanted or not _enough(wanted):
        return ()
    return tuple(
        Place(document.name, passage[i].line, passage[end - 1].line)
        for passage in document.passages
        for i in range(len(passage))
        if (end := _end(wanted, passage, i)) is not None
    )


def _enough(wanted: Sequence[Part]) -> bool:
    taken = [p for p in wanted if isinstance(p, Exact) and not Word(p.text).is_sign]
    return len(taken) >= FEWEST_WORDS or (bool(taken) and all(isinstance(p, Exact) for p in wanted))


def _end(wanted: Sequence[Part], passage: Sequence[Word], at: int) -> int | None:
    """The position after the passage that begins here and has these parts; None if none does."""
    if not isinstance(wanted[0], Altered) and passage[at].text == "-":
        return None
    pending = [(0, at)]
    seen = set(pending)
    while pending:
        part, position = pending.pop()
        if part == len(wanted):
            return position
        for after in _steps(wanted[part], passage, position):
            if (part + 1, after) not in seen:
                seen.add((part + 1, after))
                pending.append((part + 1, after))
    return None


def _steps(part: Part, passage: Sequence[Word], at: int) -> Iterator[int]:
    """Positions after what meets one part, the farthest first: the nearest is tried first."""
    match part:
        case Exact(text):
            yield from (after for word, after in _readings(passage, at) if word == text)
        case LeftOut():
            yield from range(min(at + MOST_LEFT_OUT, len(passage)), at - 1, -1)
        case Altered(start, instead, end):
            if start or end:
                yield from (
                    after for word, after in _readings(passage, at) if _altered(word, start, instead, end)
                )
            else:
                yield from range(min(at + MOST_REPLACED, len(passage)), at, -1)


def _altered(word: str, start: str, instead: str, end: str) -> bool:
    """Whether a word of the document is one that the quote has altered: a few letters of it are others."""
    rest = len(word) - len(start) - len(end)
    return word.startswith(start) and word.endswith(end) and 0 <= rest <= max(4, len(instead))


def _readings(passage: Sequence[Word], at: int) -> Iterator[tuple[str, int]]:
    """The word that stands here; where a line ends in a hyphen, also with the rest of it."""
    while at < len(passage) and passage[at].text == "-":
        at += 1
    if at >= len(passage):
        return
    yield passage[at].text, at + 1
    if at + 2 < len(passage) and passage[at + 1].text == "-":
        yield passage[at].text + passage[at + 2].text, at + 3


def nearest(quote: str, document: Document) -> tuple[str, Place] | None:
    """The passage most like a quote that is not there, if half of its words stand in it in order."""
    wanted = [p.text for p in parts(quote) if isinstance(p, Exact)]
    best: tuple[int, int, tuple[Word, ...]] | None = None
    for passage in document.passages:
        matcher = SequenceMatcher(None, wanted, [w.text for w in passage], autojunk=False)
        block = matcher.find_longest_match()
        if best is None or block.size > best[0]:
            best = (block.size, max(0, block.b - block.a), passage)
    if best is None or best[0] < max(2, len(wanted) // 3):
        return None
    _, start, found = best
    shown = found[start : start + min(len(wanted), 25)]
    return _text(shown), Place(document.name, shown[0].line, shown[-1].line)


def _text(shown: Sequence[Word]) -> str:
    text = ""
    for word in shown:
        space = "" if not text or word.text in ",;:.?!)" or text.endswith("(") else " "
        text += "" if word.text == "-" else space + word.text
    return text

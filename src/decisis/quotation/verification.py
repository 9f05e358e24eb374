"""Each quote held against the documents at hand: verified, not at hand, or wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from decisis.quotation.document import Document
from decisis.quotation.matching import Place, nearest, places
from decisis.quotation.quotes import Quote, authorities, declared_documents, own_documents, quotes
from decisis.quotation.words import has_look_alikes
from decisis.syntax import ast

VERIFIED, NOT_AT_HAND, WRONG = "verified", "not at hand", "wrong"


@dataclass(frozen=True)
class Finding:
    """What became of a quote: where its words stand, and why it is not verified (or a remark)."""

    quote: Quote
    status: str
    places: tuple[Place, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Shelf:
    """The documents at hand, and the names of those that cases speak of and that are not."""

    documents: Mapping[str, Document]
    missing: tuple[str, ...] = ()


def verify(files: Mapping[str, ast.File], documents: Mapping[str, Document]) -> tuple[Finding, ...]:
    """Every quote of these files. ``documents`` are by the names that cases give their files."""
    missing = tuple(sorted(name for name in declared_documents(files) if name not in documents))
    shelf = Shelf(documents, missing)
    known, own = authorities(files), own_documents(files)
    return tuple(
        finding(quote, shelf) for _, file in sorted(files.items()) for quote in quotes(file, known, own)
    )


def finding(quote: Quote, shelf: Shelf) -> Finding:
    """A quote of a document of its own is held against that one; another against all."""
    if quote.file:
        if quote.file not in shelf.documents:
            return Finding(quote, NOT_AT_HAND, words=f"{quote.file} is not at hand")
        return _held_against(quote, (shelf.documents[quote.file],))
    if quote.source:
        return Finding(quote, NOT_AT_HAND, words=f"the text of {quote.source} is not at hand")
    found = _held_against(quote, shelf.documents.values())
    if found.status == VERIFIED or not (absent := _elsewhere(quote.provenance, shelf)):
        return found
    return Finding(quote, NOT_AT_HAND, words=absent)


def _elsewhere(provenance: ast.Provenance, shelf: Shelf) -> str:
    """Why words that stand in no document at hand may stand in another; nothing if there is none."""
    match provenance.kind:
        case "checked":
            return f"said to be checked against {provenance.against}"
        case "from the document" if shelf.missing or not shelf.documents:
            return f"not at hand: {', '.join(shelf.missing) or 'any document'}"
        case _:
            return ""


def _held_against(quote: Quote, documents: Iterable[Document]) -> Finding:
    documents = tuple(documents)
    found = tuple(place for d in documents for place in places(quote.text, d))
    if not found:
        return Finding(quote, WRONG, words=_nothing_like_it(quote, documents))
    pinned = _pinned_lines(quote) if quote.source else ()
    there = tuple(p for p in found if any(p.first <= line <= p.last for line in pinned))
    if pinned and not there:
        lines = " and ".join(_lines(p) for p in found)
        return Finding(quote, WRONG, found, f"the words stand at {lines}, not at {quote.pinpoint}")
    remark = "written with letters of another alphabet" if has_look_alikes(quote.text) else ""
    return Finding(quote, VERIFIED, there or found, remark)


def _pinned_lines(quote: Quote) -> tuple[int, ...]:
    """The lines that a pinpoint such as `l. 61` or `ll. 61-63, 70` names."""
    found = re.fullmatch(r"ll?\.\s*([\d,;\s–-]+)", quote.pinpoint)
    if not found:
        return ()
    lines: list[int] = []
    for part in re.split(r"[,;]\s*", found.group(1)):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        lines += range(ends[0], ends[-1] + 1) if ends else ()
    return tuple(lines)


def _lines(place: Place) -> str:
    return f"l. {place.first}" if place.first == place.last else f"ll. {place.first}-{place.last}"


def _nothing_like_it(quote: Quote, documents: tuple[Document, ...]) -> str:
    for document in documents:
        near = nearest(quote.text, document)
        if near:
            text, place = near
            return f"not in {document.name}, which has at {_lines(place)}: {text}"
    if not documents:
        return "no document has these words, and nobody says where they are from"
    return f"not in {', '.join(d.name for d in documents)}, nor anything like it"

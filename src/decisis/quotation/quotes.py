"""Every quote of a file, with where its words are said to come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from decisis.source import Span
from decisis.syntax import ast

UNSTATED = ast.Provenance("")


@dataclass(frozen=True)
class Quote:
    """Words between quotation marks, and whose they are said to be.

    In a case, ``source`` is the document of the record and ``file`` its file where it has one; in law,
    ``authority`` is the text or opinion, and ``provenance`` how its words came here.
    """

    text: str
    span: Span
    pinpoint: str = ""
    source: str = ""
    file: str = ""
    authority: str = ""
    provenance: ast.Provenance = UNSTATED


@dataclass(frozen=True)
class _Context:
    """What the quotes in a block have in common."""

    source: str = ""
    file: str = ""
    authority: str = ""
    provenance: ast.Provenance = UNSTATED


def authorities(files: Mapping[str, ast.File]) -> dict[str, ast.Authority]:
    """The authorities that files declare, by name."""
    return {b.name.text: b for f in files.values() for b in f.blocks if isinstance(b, ast.Authority)}


def declared_documents(files: Mapping[str, ast.File]) -> dict[str, str]:
    """The files of the record that cases name, each with the case file that names it."""
    return {
        b.file.text: name
        for name, f in sorted(files.items())
        for b in f.blocks
        if isinstance(b, ast.SourceDocument) and b.file is not None
    }


def own_documents(files: Mapping[str, ast.File]) -> dict[str, str]:
    """The file that an authority itself is, where the matter that decides it has but that one."""
    found: dict[str, str] = {}
    for file in files.values():
        documents = [b.file.text for b in file.blocks if isinstance(b, ast.SourceDocument) and b.file]
        decided = [n.text for b in file.blocks if isinstance(b, ast.Matter) for n in b.decides]
        if len(documents) == 1:
            found.update(dict.fromkeys(decided, documents[0]))
    return found


def quotes(file: ast.File, known: Mapping[str, ast.Authority], own: Mapping[str, str]) -> Iterator[Quote]:
    """The quotes of a file, in its order."""
    sources = {b.name.text: b for b in file.blocks if isinstance(b, ast.SourceDocument)}
    for block in file.blocks:
        for part in block.rules if isinstance(block, ast.Court) else (block,):
            yield from _within(part, _context(part, sources, known, own))


def _context(
    block: ast.Block | ast.CourtRule,
    sources: Mapping[str, ast.SourceDocument],
    known: Mapping[str, ast.Authority],
    own: Mapping[str, str],
) -> _Context:
    source = getattr(block, "source", None)
    if isinstance(source, ast.Name):
        named = sources.get(source.text)
        return _Context(source=source.text, file=named.file.text if named and named.file else "")
    place = getattr(block, "under", None)
    if isinstance(block, ast.Treatment):
        name = block.later.text  # its words are those of the later authority
    elif isinstance(place, ast.Place):
        name = place.authority.text
    else:
        return _Context(provenance=getattr(block, "provenance", None) or UNSTATED)
    authority = known.get(name)
    provenance = getattr(block, "provenance", None) or (authority.provenance if authority else None)
    return _Context(file=own.get(name, ""), authority=name, provenance=provenance or UNSTATED)


def _within(node: object, context: _Context) -> Iterator[Quote]:
    """The quotes in a part of a tree; each beside the pinpoint that is its own."""
    if isinstance(node, tuple):
        for part in node:
            yield from _within(part, context)
    elif is_dataclass(node) and not isinstance(node, Span):
        quote = getattr(node, "quote", None)
        if isinstance(quote, ast.Quoted):
            pinpoint = getattr(node, "pinpoint", None)
            yield Quote(
                quote.text,
                quote.span,
                pinpoint.text if isinstance(pinpoint, ast.Quoted) else "",
                context.source,
                context.file,
                context.authority,
                context.provenance,
            )
        for part in fields(node):
            if part.name not in ("quote", "span"):
                yield from _within(getattr(node, part.name), context)

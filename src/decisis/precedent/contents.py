"""Which provisions of a library state which authority: what a lawyer reads beside the text that is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decisis.citation import cite
from decisis.compiler.description import provenance_words
from decisis.compiler.force import authority_of, is_opinion
from decisis.compiler.library import Library
from decisis.render.contents import Stated
from decisis.syntax import ast

ORDER = ("constitution", "statute", "rules", "guideline", "policy", "commentary")  # then opinions
NUMBER = re.compile(r"(\d+)")


def contents(library: Library, wanted: str = "") -> tuple[Stated, ...]:
    """Every provision that states an authority, by authority and pinpoint.

    ``wanted``: only those whose citation, name, title or file has these words.
    """
    rows = sorted(_rows(library), key=lambda row: row[0])
    return tuple(stated for _, stated in rows if wanted.casefold() in _words(stated))


def _words(stated: Stated) -> str:
    cited = cite(stated.citation, stated.pinpoint)
    return "\n".join((cited, stated.citation, stated.name, stated.title, stated.file)).casefold()


def _rows(library: Library) -> Iterator[tuple[tuple[object, ...], Stated]]:
    for name, provision in library.provisions.items():
        authority = authority_of(provision, library)
        if authority is None or provision.under is None or " in " in name:
            continue
        stated = _stated(provision, authority)
        yield (_rank(authority), _natural(stated.citation), _natural(stated.pinpoint), stated.file), stated


def _rank(authority: ast.Authority) -> int:
    kind = authority.kind.text if authority.kind else ""
    return len(ORDER) if is_opinion(authority) or kind not in ORDER else ORDER.index(kind)


def _natural(text: str) -> list[tuple[int, str]]:
    """Numbers in a citation by what they count, and not sign by sign."""
    return [(int(p), "") if p.isdigit() else (0, p.casefold()) for p in NUMBER.split(text) if p]


def _stated(provision: ast.Provision, authority: ast.Authority) -> Stated:
    place, kind = provision.under, provision.kind
    assert place is not None
    source, line = (
        provision.name.span.source,
        provision.name.span.source.position(provision.name.span.start)[0],
    )
    return Stated(
        citation=authority.citation.text,
        pinpoint=place.pinpoint.text if place.pinpoint else "",
        in_force=_span(provision),
        title=provision.title.text if provision.title else "",
        name=provision.name.text,
        kind="not covered" if isinstance(provision.conclusion, ast.NotCovered) else kind,
        provenance=provenance_words(provision.provenance or authority.provenance),
        file=f"{'/'.join(source.name.split('/')[-2:])}:{line}",
    )


def _span(provision: ast.Provision) -> str:
    """The editions and days that a provision names for itself."""
    place = provision.construing or provision.under
    editions = place.editions if place else None
    parts = []
    if editions is not None:
        first, last = editions.first.text, editions.last.text
        parts.append(f"edition {first}" if first == last else f"editions {first} to {last}")
    if provision.in_force is not None:
        start, end = provision.in_force.start, provision.in_force.end
        parts.append(" ".join([f"from {start}" if start else "", f"to {end}" if end else ""]).strip())
    if provision.rows is not None:
        parts.append("by edition")
    return ", ".join(parts)

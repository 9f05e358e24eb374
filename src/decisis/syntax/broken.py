"""What blocks with mistakes in them would have declared, so that its absence is not a mistake of its own."""

from __future__ import annotations

from collections.abc import Iterable

from decisis.diagnostics import Diagnostic
from decisis.syntax.parser import without_comments
from decisis.syntax.scan import cut, lexemes


def lost_names(mistakes: Iterable[Diagnostic]) -> frozenset[str]:
    """The names after the keywords of the blocks in which something does not parse."""
    starts: dict[str, list[int]] = {}
    texts: dict[str, str] = {}
    for mistake in mistakes:
        if mistake.span is not None:
            source = mistake.span.source
            texts[source.name] = source.text
            starts.setdefault(source.name, []).append(mistake.span.start)
    return frozenset(
        block.words[1].text
        for name, text in texts.items()
        for block in cut(text, without_comments(lexemes(text)))
        if block.keyword is not None and len(block.words) > 1
        if any(block.start <= start <= block.end for start in starts[name])
    )

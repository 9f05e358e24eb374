"""What is indented below a variant as if it were one of its changes, and is the matter's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decisis.diagnostics import Diagnostic
from decisis.source import Span
from decisis.syntax import ast

_INDENTED = re.compile(r"^[ \t]+(fact|record|dispute)\b", re.MULTILINE)
_INSTEAD = {
    "fact": "write `suppose L` in the variant; or begin the line at the margin",
    "record": "write a `suppose L` for each in the variant; or begin the line at the margin",
    "dispute": "a variant can `resolve` a dispute of the matter; or begin the line at the margin",
}


def meant_for_variants(file: ast.File) -> Iterator[Diagnostic]:
    first = next((block for block in file.blocks if isinstance(block, ast.Variant)), None)
    if first is None:
        return
    source = first.name.span.source
    for found in _INDENTED.finditer(source.text, first.name.span.end):
        word = found.group(1)
        yield Diagnostic(
            "W0422",
            f"this `{word}` belongs to the matter and to every variant, not to the one above it",
            Span(source, found.start(1), found.end(1)),
            help=_INSTEAD[word],
        )

"""Files parsed before: a file is parsed once for as long as neither it nor the language changes."""

from __future__ import annotations

from decisis import values
from decisis.cache import Part, shipped, user_cache
from decisis.diagnostics import Diagnostic
from decisis.packing import Packed, Unreadable, classes_in, pack, unpack
from decisis.source import Source, Span
from decisis.syntax import ast
from decisis.syntax.lalr import grammar_text
from decisis.syntax.parser import parse

CLASSES = (Source, Span, *classes_in(values, ast))


def parsed(source: Source) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    """The same as `parse`. Only a file about which there is nothing to say is kept."""
    made_of = file_made_of(source)
    kept = shipped("file", *made_of) or user_cache().read("file", *made_of)
    if kept is not None:
        try:
            return ast.File(source.name, unpack(kept, tuple, CLASSES, (source,))), ()
        except Unreadable:
            pass
    file, problems = parse(source)
    if not problems:
        user_cache().write("file", packed(file, source), *made_of)
    return file, problems


def packed(file: ast.File, source: Source) -> Packed:
    """A parsed file as data, without its text and its name: these the reader has."""
    return pack(file.blocks, CLASSES, (source,))


def file_made_of(source: Source) -> tuple[Part, ...]:
    return grammar_text(), source.text

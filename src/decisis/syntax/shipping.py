"""What is parsed when the package is built, so that a new installation finds it done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.cache import to_ship
from decisis.source import Source
from decisis.syntax.kept import file_made_of, packed
from decisis.syntax.lalr import load_grammar, tables_made_of
from decisis.syntax.lalr_tables import tables_of
from decisis.syntax.parser import parse


def entries(law: Iterable[Source]) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of files: the tables of the grammar, and each text of law without mistakes."""
    yield to_ship("grammar", tables_of(load_grammar()), *tables_made_of())
    for source in law:
        file, problems = parse(source)
        if not problems:
            yield to_ship("file", packed(file, source), *file_made_of(source))

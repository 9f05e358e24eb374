"""The law of some areas, resolved and checked: as it is used, and as it is kept between commands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path

from decisis import calendar, values
from decisis.cache import Part, digest_of_tree, user_cache
from decisis.casework.elsewhere import Area, from_rows, to_rows
from decisis.compiler.library import Library
from decisis.compiler.lower import Lowering
from decisis.compiler.vocabulary import concluded
from decisis.diagnostics import Diagnostic
from decisis.files import decode
from decisis.packing import Unreadable, classes_in, pack, unpack
from decisis.source import Source, Span
from decisis.syntax import ast
from decisis.syntax.lalr import grammar_text

CLASSES = (Source, Span, Diagnostic, Library, *classes_in(values, calendar, ast))


@dataclass(frozen=True)
class LawFile:
    """A parsed `.law` file and the folder that it stands in."""

    area: str
    file: ast.File
    folder: Traversable


@dataclass(frozen=True)
class Doctrine:
    """A library of law, with warnings about it."""

    library: Library
    folders: Mapping[str, Traversable]  # by source name, for the tables that a file names
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def lowering(self) -> Lowering:
        """For all matters that use this law."""
        return Lowering.of(self.library)


def doctrine_made_of(root: Traversable, areas: tuple[str, ...]) -> tuple[Part, ...]:
    """What a doctrine depends on, beside the code; nothing if that cannot be told."""
    digest = digest_of_tree(str(root), user_cache()) if isinstance(root, Path) else ""
    return (grammar_text(), str(root), digest, *areas) if digest else ()


def kept_doctrine(root: Traversable, made_of: tuple[Part, ...]) -> Doctrine | None:
    """The doctrine that was made of this the last time."""
    kept = user_cache().read("doctrine", *made_of) if made_of else None
    if kept is None:
        return None
    try:
        folders = {str(root.joinpath(area, name)): root.joinpath(area) for area, name in kept["files"]}
        sources = [Source(name, decode(name, Path(name).read_bytes())) for name in folders]
        library, diagnostics = unpack(kept["rows"], tuple, CLASSES, sources)
    except (KeyError, OSError, TypeError, Unreadable, ValueError):
        return None
    return Doctrine(library, folders, diagnostics)


def keep_doctrine(doctrine: Doctrine, files: list[LawFile], made_of: tuple[Part, ...]) -> None:
    if made_of:
        sources = [_source_of(law.file) for law in files]
        names = [(law.area, Path(law.file.source_name).name) for law in files]
        rows = pack((doctrine.library, doctrine.diagnostics), CLASSES, sources)
        user_cache().write("doctrine", {"files": names, "rows": rows}, *made_of)


def kept_within(made_of: tuple[Part, ...]) -> tuple[str, ...]:
    """Some areas and all they build on, as they were found the last time; nothing if they were not."""
    kept = user_cache().read("doctrine", "within", *made_of) if made_of else None
    return tuple(kept) if isinstance(kept, list) else ()


def keep_within(areas: tuple[str, ...], made_of: tuple[Part, ...]) -> None:
    if made_of:
        user_cache().write("doctrine", [*areas], "within", *made_of)


def areas_of(files: Iterable[LawFile]) -> dict[str, Area]:
    """What each area builds on, and which relations its provisions give or deny."""
    beneath: dict[str, tuple[str, ...]] = {}
    gives: dict[str, Counter[str]] = {}
    for law in files:
        for block in law.file.blocks:
            if isinstance(block, ast.Area):
                beneath[law.area] = tuple(each.text for each in block.builds_on)
            elif isinstance(block, ast.Provision):
                gives.setdefault(law.area, Counter()).update(concluded(block))
            elif isinstance(block, ast.Deadline):
                gives.setdefault(law.area, Counter()).update((block.name.text,))
    return {name: Area(beneath.get(name, ()), dict(sorted(found.items()))) for name, found in gives.items()}


def kept_areas(made_of: tuple[Part, ...]) -> dict[str, Area] | None:
    """The areas that were made of this the last time."""
    return from_rows(user_cache().read("doctrine", "areas", *made_of)) if made_of else None


def keep_areas(areas: Mapping[str, Area], made_of: tuple[Part, ...]) -> None:
    if made_of:
        user_cache().write("doctrine", to_rows(areas), "areas", *made_of)


OF_A_MATTER = (
    *(ast.Matter, ast.SourceDocument, ast.Fact, ast.Dispute, ast.Question, ast.Expectation, ast.Variant),
)  # blocks that the law of a case does not depend on


def law_added(file: ast.File) -> str:
    """What a case file adds to the law that it uses: the same text, whatever it records and asks.

    Parties and things count by what they are called. Where it adds more, answers tell at which line that
    stands, and it is a matter of the whole text.
    """
    named = tuple(b for b in file.blocks if isinstance(b, ast.Individual))
    if all(isinstance(b, (ast.Individual, *OF_A_MATTER)) for b in file.blocks):
        return json.dumps([_called(each) for each in named])
    source = _source_of(file)
    return json.dumps([file.source_name, source and source.text])


def _called(individual: ast.Individual) -> list[str | None]:
    sort, label = individual.sort, individual.label
    return [individual.name.text, sort.text if sort else None, label.text if label else None]


def _source_of(file: ast.File) -> Source | None:
    return next((block.span.source for block in file.blocks), None)

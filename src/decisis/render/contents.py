"""What a library holds, provision by provision: as text, Markdown and JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from decisis.dataclass import dataclass
from decisis.render.table import table_markdown

HEAD = ("at", "in force", "what it says", "provision", "stated", "file")


@dataclass(frozen=True)
class Stated:
    """One provision, as it is listed under the authority that it states.

    ``in_force``: its editions or days, in words, "" if those of its authority. ``kind``: as the provision
    begins, or `not covered` where it says that the library ends. ``file``: from the folder of areas on,
    with the line.
    """

    citation: str
    pinpoint: str
    in_force: str
    title: str
    name: str
    kind: str
    provenance: str
    file: str

    @property
    def said(self) -> str:
        return self.title if self.kind in ("rule", "holding") else f"{self.title} ({self.kind})".lstrip()

    @property
    def row(self) -> tuple[str, ...]:
        return (self.pinpoint, self.in_force, self.said, self.name, self.provenance, self.file)


def contents_text(stated: Sequence[Stated], width: int) -> str:
    return "\n\n".join(
        "\n".join((citation, *(_entry(each, width) for each in group)))
        for citation, group in _by_authority(stated)
    )


def _entry(stated: Stated, width: int) -> str:
    """The pinpoint and what it says; below it what it is called here, when it holds, and where it stands."""
    said = " ".join(part for part in (stated.pinpoint, stated.said) if part)
    below = " · ".join(
        part for part in (stated.name, stated.in_force, stated.provenance, stated.file) if part
    )
    lines = (("  ", "    ", said), ("      ", "        ", below))
    return "\n".join(
        textwrap.fill(text, width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
        for first, then, text in lines
    )


def contents_markdown(stated: Sequence[Stated]) -> str:
    return "\n\n".join(
        f"## {citation}\n{table_markdown(HEAD, [each.row for each in group])}"
        for citation, group in _by_authority(stated)
    )


def contents_json(stated: Iterable[Stated]) -> str:
    names = ("citation", "pinpoint", "in_force", "title", "name", "kind", "provenance", "file")
    found = [{name: getattr(each, name) for name in names} for each in stated]
    return json.dumps({"format": "decisis.contents/1", "provisions": found}, ensure_ascii=False, indent=2)


def _by_authority(stated: Iterable[Stated]) -> Iterator[tuple[str, list[Stated]]]:
    for citation, group in groupby(stated, key=lambda s: s.citation):
        yield citation, list(group)

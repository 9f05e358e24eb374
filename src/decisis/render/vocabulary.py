"""What a case can say and ask under some law: text, Markdown, or JSON (format ``decisis.vocabulary/1``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from decisis.render.layout import Page
from decisis.render.table import table_text
from decisis.render.to_json import write
from decisis.render.to_markdown import escaped

FORMAT = "decisis.vocabulary/1"


@dataclass(frozen=True)
class ProvisionView:
    name: str
    title: str
    citation: str


@dataclass(frozen=True)
class RelationView:
    """``pattern``: `name(parameter: Sort, …)`; ``words``: how it is asked for, or how it reads.

    ``keys`` are the parameters that fix the others, if it is functional.
    """

    name: str
    pattern: str
    keys: tuple[str, ...]
    closed: bool
    words: str
    recorded: bool  # nothing in the law gives it


@dataclass(frozen=True)
class SortView:
    """``choices``: the values and their words; None where a case names its own."""

    name: str
    choices: tuple[tuple[str, str], ...] | None


@dataclass(frozen=True)
class AreaView:
    name: str
    title: str
    builds_on: tuple[str, ...]
    relations: tuple[RelationView, ...]
    sorts: tuple[SortView, ...]


@dataclass(frozen=True)
class VocabularyView:
    """The words of some areas; or, if ``about`` is not empty, what bears on those relations, by area.

    ``uses``: the areas that a case is to use, so that it hears all that bears on them.
    """

    about: tuple[RelationView, ...]
    given_by: tuple[ProvisionView, ...]
    areas: tuple[AreaView, ...]
    uses: tuple[str, ...] = ()


def overview_text(areas: tuple[AreaView, ...], width: int) -> str:
    """A line for each area."""
    rows = [(area.name, area.title, str(len(area.relations))) for area in areas]
    return table_text(("area", "about", "relations"), rows, width) + "\n"


def vocabulary_text(view: VocabularyView, width: int) -> str:
    page = Page(width)
    for relation in view.about:
        _relation(page, 0, relation)
    if view.given_by:
        page.add(0, "given by")
        for each in view.given_by:
            page.add(2, f"{each.name}  {each.title}".rstrip(), each.citation)
    if view.uses:
        page.add(0, f"all that bears on it is heard if the matter uses {', '.join(view.uses)}")
    for area in view.areas:
        page.blank()
        _area(page, area, bears=bool(view.about))
    return page.text()


def _area(page: Page, area: AreaView, bears: bool) -> None:
    page.add(0, f"{area.name}  {area.title}".rstrip(), _builds_on(area))
    for heading, relations in _parts(area, bears):
        page.add(2, heading)
        for relation in relations:
            _relation(page, 4, relation)
    if area.sorts:
        page.add(2, "sorts")
        for sort in area.sorts:
            page.add(4, sort_words(sort), mark=sort.name)


def _builds_on(area: AreaView) -> str:
    return f"builds on {', '.join(area.builds_on)}" if area.builds_on else ""


def _parts(area: AreaView, bears: bool) -> Iterator[tuple[str, tuple[RelationView, ...]]]:
    """Under headings, first what is looked for first: what an area decides, or the facts that bear."""
    decided = tuple(r for r in area.relations if not r.recorded)
    recorded = tuple(r for r in area.relations if r.recorded)
    parts = [("the law decides", decided), ("the record says", recorded)]
    if bears:
        parts = [("facts that bear on it", recorded), ("by way of", decided)]
    return ((heading, found) for heading, found in parts if found)


def _relation(page: Page, indent: int, relation: RelationView) -> None:
    page.add(indent, relation.pattern, relation_notes(relation))
    if relation.words:
        page.add(indent + 4, relation.words)


def relation_notes(relation: RelationView) -> str:
    notes = [f"one for each {' and '.join(relation.keys)}" if relation.keys else ""]
    notes.append("silence means no" if relation.closed else "")
    return ", ".join(note for note in notes if note)


def sort_words(sort: SortView, mark: str = "") -> str:
    """Which values a sort has; ``mark`` stands around what is written in the language."""
    if sort.choices is None:
        return f'is named in the case: {mark}thing NAME: {sort.name} "…"{mark}'
    return "is one of " + ", ".join(f"{mark}{name}{mark}" for name, _ in sort.choices)


def vocabulary_markdown(view: VocabularyView) -> str:
    lines = [f"# {escaped(r.pattern)}\n\n{escaped(r.words)}\n" for r in view.about]
    if view.given_by:
        lines.append("Given by:\n")
        lines += [f"- `{p.name}` {escaped(p.title)} ({escaped(p.citation)})" for p in view.given_by]
    if view.uses:
        lines.append(f"\nAll that bears on it is heard if the matter `uses {', '.join(view.uses)}`.")
    for area in view.areas:
        lines.append(f"\n## {area.name}\n\n{escaped(area.title)}")
        for heading, relations in _parts(area, bool(view.about)):
            lines += [f"\n### {heading.capitalize()}\n", *map(_item, relations)]
        lines += ["\n### Sorts\n"] if area.sorts else []
        lines += [f"- `{sort.name}` {sort_words(sort, '`')}" for sort in area.sorts]
    return "\n".join(lines).strip("\n") + "\n"


def _item(relation: RelationView) -> str:
    notes = relation_notes(relation)
    return f"- `{relation.pattern}`{f' ({notes})' if notes else ''}  \n  {escaped(relation.words)}".rstrip()


def vocabulary_json(view: VocabularyView) -> str:
    return write({"format": FORMAT, **asdict(view)})

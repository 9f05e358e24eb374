"""What a case can say and ask: the words of areas of law, or what bears on a relation, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from decisis.citation import cite
from decisis.compiler.force import authority_of
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean
from decisis.compiler.vocabulary import (
    affected,
    bearing_on,
    given_by_law,
    pattern_text,
    written_provisions,
)
from decisis.diagnostics import Diagnostic, Rejected
from decisis.render.vocabulary import AreaView, ProvisionView, RelationView, SortView, VocabularyView
from decisis.source import Span
from decisis.syntax import ast

AreaOf = Callable[[Span], str]  # the area in whose files something is declared; "" if in none
Declared = TypeVar("Declared", ast.Relation, ast.Sort)


def vocabulary(library: Library, area_of: AreaOf, names: Iterable[str] = ()) -> VocabularyView:
    """The words of the areas named (of all, if nothing is), and what bears on the relations named.

    Raises Rejected (E0508) if there is neither an area nor a relation of a name.
    """
    wanted = tuple(names)
    _demand_known(wanted, library)
    about = [name for name in wanted if name in library.relations]
    areas = {name for name in wanted if name not in library.relations}
    bearing = set[str]().union(*(bearing_on(name, library) for name in about)) - set(about)
    recorded = library.relations.keys() - given_by_law(library)

    def shown(area: str, relation: str) -> bool:
        return not wanted or area in areas or relation in bearing

    return VocabularyView(
        about=tuple(_relation(library.relations[name], recorded) for name in about),
        given_by=tuple(_giving(about, library)),
        areas=tuple(_areas(library, area_of, shown, recorded)),
        uses=_to_be_used(bearing | set(about), library, area_of) if about else (),
    )


def _to_be_used(bearing: set[str], library: Library, area_of: AreaOf) -> tuple[str, ...]:
    """The areas whose provisions speak to some relations, without those that others of them build on."""
    speaking = {
        area_of(provision.span)
        for provision in written_provisions(library)
        if not bearing.isdisjoint(affected(provision, library))
    }
    beneath = {
        name.text for area in speaking & library.areas.keys() for name in library.areas[area].builds_on
    }
    return tuple(sorted(speaking & library.areas.keys() - _all_beneath(beneath, library)))


def _all_beneath(names: set[str], library: Library) -> set[str]:
    found, pending = set[str](), list(names)
    while pending:
        name = pending.pop()
        if name in library.areas and name not in found:
            found.add(name)
            pending += [each.text for each in library.areas[name].builds_on]
    return found


def _demand_known(names: Iterable[str], library: Library) -> None:
    known = [*library.areas, *library.relations]
    problems = [
        Diagnostic(
            "E0508",
            f"no area of law, and no relation, is called `{name}`",
            help=did_you_mean(name, known, "`decisis vocabulary` lists the areas"),
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise Rejected(tuple(problems))


def _areas(
    library: Library, area_of: AreaOf, shown: Callable[[str, str], bool], recorded: set[str]
) -> Iterator[AreaView]:
    """Each area with something to show, its words in the order in which its files have them."""
    for name, area in library.areas.items():
        own = _in_order(r for r in library.relations.values() if area_of(r.span) == name)
        relations = [r for r in own if shown(name, r.name.text)]
        used = {parameter.sort.text for relation in relations for parameter in relation.parameters}
        sorts = [s for s in _in_order(library.sorts.values()) if s.name.text in used]
        if relations:
            yield AreaView(
                name=name,
                title=area.title.text if area.title else "",
                builds_on=tuple(each.text for each in area.builds_on),
                relations=tuple(_relation(r, recorded) for r in relations),
                sorts=tuple(map(_sort, sorts)),
            )


def _in_order(declared: Iterable[Declared]) -> list[Declared]:
    return sorted(declared, key=lambda each: (each.span.source.name, each.span.start))


def _relation(relation: ast.Relation, recorded: set[str]) -> RelationView:
    said = relation.asks if relation.name.text in recorded and relation.asks else relation.reads
    return RelationView(
        name=relation.name.text,
        pattern=pattern_text(relation),
        keys=tuple(key.text for key in relation.functional or ()),
        closed=relation.closed,
        words=said.text if said else "",
        recorded=relation.name.text in recorded,
    )


def _sort(sort: ast.Sort) -> SortView:
    choices = sort.choices
    if choices is None:
        return SortView(sort.name.text, None)
    return SortView(sort.name.text, tuple((c.name.text, c.label.text if c.label else "") for c in choices))


def _giving(about: list[str], library: Library) -> Iterator[ProvisionView]:
    for provision in written_provisions(library):
        if affected(provision, library).intersection(about):
            authority = authority_of(provision, library)
            pinpoint = provision.under.pinpoint.text if provision.under and provision.under.pinpoint else ""
            yield ProvisionView(
                name=provision.name.text,
                title=provision.title.text if provision.title else "",
                citation=cite(authority.citation.text, pinpoint) if authority else "",
            )

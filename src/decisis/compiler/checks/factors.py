"""Whom relations favour, and the factors of the cases in which holdings were made."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.compiler.checks.common import head_of
from decisis.compiler.library import Library
from decisis.compiler.names import near_miss
from decisis.compiler.reading import Doctrine
from decisis.diagnostics import Diagnostic
from decisis.source import Span
from decisis.syntax import ast

Found = Iterator[Diagnostic]


def factors(doctrine: Doctrine) -> Found:
    """A factor favours a side, and so does the conclusion for or against which it counts."""
    relations = doctrine.library.relations
    for reading in doctrine.readings:
        provision = reading.provision
        head = relations.get(head_of(provision))
        if provision.factors and (head is None or head.favours is None):
            yield Diagnostic(
                "E0393",
                f"`{provision.name.text}` has factors, and its conclusion favours nobody",
                provision.conclusion.span,
                context=reading.context,
                notes=("a factor counts for the conclusion or against it",),
                help="say of the relation that it concludes whom it `favours`",
            )
        for element in provision.factors:
            assert isinstance(element.formula, ast.Literal)
            relation = relations.get(element.formula.atom.relation.text)
            if relation is not None and relation.favours is None:
                yield Diagnostic(
                    "E0392",
                    f"`{relation.name.text}` favours nobody",
                    element.formula.span,
                    context=reading.context,
                    notes=("a factor is a reason for one side",),
                    help=f"say of `{relation.name.text}` whom it `favours`",
                )


def nearly_the_same_side(doctrine: Doctrine) -> Found:
    """A side that one relation favours, written nearly as one that others do, of law that is used with it."""
    named: dict[str, list[ast.Name]] = {}
    for relation in doctrine.library.relations.values():
        if relation.favours is not None:
            named.setdefault(relation.favours.text, []).append(relation.favours)
    for side, uses in named.items():
        if len(uses) > 1:
            continue
        beside = {
            other: sum(_used_together(use.span, uses[0].span, doctrine.library) for use in elsewhere)
            for other, elsewhere in named.items()
        }
        close = near_miss(side, [other for other, number in beside.items() if number > 1])
        if close:
            yield Diagnostic(
                "W0308",
                f"only one relation favours `{side}`",
                uses[0].span,
                help=f"did you mean `{close}`?",
            )


def _used_together(first: Span, second: Span, library: Library) -> bool:
    """Whether both stand in one folder, or one in that of an area on which the other's builds."""
    folders = {_folder(area.span): area for area in library.areas.values()}

    def beneath(span: Span) -> set[str]:
        found, pending = set[str](), [_folder(span)]
        while pending:
            folder = pending.pop()
            if folder not in found:
                found.add(folder)
                under = folders[folder].builds_on if folder in folders else ()
                pending += [_folder(library.areas[n.text].span) for n in under if n.text in library.areas]
        return found

    return _folder(first) in beneath(second) or _folder(second) in beneath(first)


def _folder(span: Span) -> str:
    return span.source.name.rpartition("/")[0]

"""Declarations that contradict themselves or one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from decisis.compiler.checks.common import listed
from decisis.compiler.names import did_you_mean
from decisis.compiler.reading import Doctrine
from decisis.compiler.resolve import BUILT_IN_RELATIONS, BUILT_IN_SORTS
from decisis.currencies import CURRENCIES
from decisis.diagnostics import Diagnostic
from decisis.source import Span
from decisis.syntax import ast

Found = Iterator[Diagnostic]
Item = TypeVar("Item")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


# --- relations and tables ----------------------------------------------------------------------------


def unknown_keys(doctrine: Doctrine) -> Found:
    """`functional in` names parameters, and leaves one that they fix."""
    for relation in doctrine.library.relations.values():
        parameters = [p.name.text for p in relation.parameters]
        for key in relation.functional or ():
            if key.text not in parameters:
                yield Diagnostic(
                    "E0315",
                    f"`{key.text}` is not a parameter of `{relation.name.text}`",
                    key.span,
                    notes=(f"its parameters are {listed(parameters)}",),
                    help=did_you_mean(key.text, parameters, "name the parameters that fix the others"),
                )
        if relation.functional and set(parameters) <= {key.text for key in relation.functional}:
            yield Diagnostic(
                "E0315",
                f"`{relation.name.text}` is functional in all of its parameters",
                relation.functional[-1].span,
                notes=("the parameters that are named fix the others, and there are none",),
                help="name only those that fix the rest, or leave out `functional in`",
            )


def unknown_placeholders(doctrine: Doctrine) -> Found:
    """`{x}` in the words of a relation stands for a parameter."""
    for relation in doctrine.library.relations.values():
        parameters = [p.name.text for p in relation.parameters]
        for words in filter(None, (relation.reads, relation.denied, relation.asks)):
            for found in _PLACEHOLDER.finditer(words.text):
                if found[1] not in parameters:
                    yield _placeholder(found, words, relation, parameters)


def _placeholder(
    found: re.Match[str], words: ast.Quoted, relation: ast.Relation, parameters: list[str]
) -> Diagnostic:
    start = words.span.text.find(found[0])
    place = words.span
    if start >= 0:
        place = Span(place.source, place.start + start, place.start + start + len(found[0]))
    return Diagnostic(
        "E0316",
        f"`{found[0]}` names no parameter of `{relation.name.text}`",
        place,
        notes=(f"its parameters are {listed(parameters)}",),
        help=did_you_mean(found[1], parameters, "write the name of a parameter in the braces"),
    )


def repeated_names(doctrine: Doctrine) -> Found:
    """Two parameters, values, editions, holidays or questions of one name in one declaration."""
    library = doctrine.library
    for relation in library.relations.values():
        yield from _repeated("parameter", (p.name for p in relation.parameters))
    for table in library.tables.values():
        yield from _repeated("parameter", (p.name for p in table.parameters))
    for sort in library.sorts.values():
        yield from _repeated("value", (c.name for c in sort.choices or ()))
    for authority in library.authorities.values():
        yield from _repeated("edition", (e.name for e in authority.editions))
    for holidays in library.holidays.values():
        yield from _repeated("holiday", (h.name for h in holidays.days))
    for provision in library.provisions.values():
        yield from _repeated("open question", (q.name for q in provision.leaves_open))


def built_in_sorts(doctrine: Doctrine) -> Found:
    """A sort that has the name of one that is there without being declared."""
    for sort in doctrine.library.sorts.values():
        if sort.name.text in BUILT_IN_SORTS or sort.name.text in CURRENCIES:
            yield Diagnostic(
                "E0301",
                f"`{sort.name.text}` is declared twice",
                sort.name.span,
                notes=("the name is built in",),
                help="give it another name",
            )


def _repeated(what: str, written: Iterable[ast.Name]) -> Found:
    first: dict[str, ast.Name] = {}
    for name in written:
        known = first.setdefault(name.text, name)
        if known is not name and known.span != name.span:
            yield Diagnostic(
                "E0333",
                f"{what} `{name.text}` stands here twice",
                name.span,
                notes=(f"it stands first at {known.span.where}",),
                help="give one of them another name",
            )


def repeated_labels(doctrine: Doctrine) -> Found:
    """Two elements of one number: a proof could not say which it means."""
    for reading in doctrine.readings:
        provision = reading.provision
        elements = (*provision.given, *provision.despite, *provision.unless, *provision.factors)
        for group in (elements, *(q.elements for q in provision.leaves_open)):
            first: dict[str, ast.Element] = {}
            for element in group:
                known = first.setdefault(element.label, element)
                if known is not element:
                    yield Diagnostic(
                        "E0336",
                        f"`{element.label}` numbers two elements",
                        element.span,
                        context=reading.context,
                        notes=(f"the first stands at {known.span.where}",),
                        help="number them as the provision does",
                    )


def tables_as_declared(doctrine: Doctrine) -> Found:
    """A table and the relation of its name have the same columns, and the relation is closed."""
    for table in doctrine.library.tables.values():
        relation = doctrine.library.relations[table.name.text]
        mine = [p.sort.text for p in table.parameters]
        if [p.sort.text for p in relation.parameters] != mine or not relation.closed:
            yield Diagnostic(
                "E0335",
                f"table `{table.name.text}` is not declared as its relation is",
                table.name.span,
                notes=(f"the relation is declared at {relation.name.span.where}",),
                help="leave out the relation, or declare it `closed` and with the same sorts",
            )


def concluded_tables(doctrine: Doctrine) -> Found:
    """No provision concludes what a table or the question itself says."""
    tables = doctrine.library.tables
    for reading in doctrine.readings:
        provision = reading.provision
        conclusion = provision.conclusion
        concluded = [conclusion] if isinstance(conclusion, ast.Literal) else []
        for literal in (*concluded, *(q.literal for q in provision.leaves_open)):
            name = literal.atom.relation.text
            if name in tables or name in BUILT_IN_RELATIONS:
                what = "a table" if name in tables else "the question that is asked"
                yield Diagnostic(
                    "E0332",
                    f"a provision cannot conclude `{name}`, which {what} gives",
                    literal.atom.relation.span,
                    context=reading.context,
                    help="conclude a relation of its own",
                )

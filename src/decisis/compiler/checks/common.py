"""What the checks share: the citation that a complaint carries, and the variables of a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from decisis.citation import cite
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean, probably_meant
from decisis.diagnostics import Diagnostic
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.walk import walk

DEADLINE = "deadline"  # the kind of a provision that a deadline was turned into


def place_words(place: ast.Place | None, library: Library) -> str:
    """The citation of a place; nothing if its authority is unknown."""
    if place is None or place.authority.text not in library.authorities:
        return ""
    citation = library.authorities[place.authority.text].citation.text
    return cite(citation, place.pinpoint.text if place.pinpoint else "")


def unknown(
    code: str, what: str, name: ast.Name, known: Iterable[str], *, context: str = "", otherwise: str = ""
) -> Diagnostic:
    """Nothing of a kind is called so, with the name that was probably meant."""
    known = set(known)
    return Diagnostic(
        code,
        f"no {what} is called `{name.text}`",
        name.span,
        context=context,
        help=did_you_mean(name.text, known, otherwise),
        lacks=what,
        meant=probably_meant(name.text, known),
    )


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names in backticks, as a list that breaks off when it is long."""
    every = [f"`{name}`" for name in names]
    return ", ".join(every[:most]) + (" and others" if len(every) > most else "")


# --- trees ---------------------------------------------------------------------------------------


def formulas(node: Any) -> Iterator[ast.Formula]:
    """Every formula inside, also those in alternatives, cases and conditions."""
    return (n for n in walk(node) if isinstance(n, ast.Formula))


def atoms(node: Any) -> Iterator[ast.Atom]:
    return (n for n in walk(node) if isinstance(n, ast.Atom))


def variables(node: Any) -> Iterator[ast.Variable]:
    """Every variable inside, as often as it occurs and in the order of writing."""
    return (n for n in walk(node) if isinstance(n, ast.Variable))


def names(node: Any) -> frozenset[str]:
    return frozenset(v.name for v in variables(node)) - {"_"}


def terms_of(atom: ast.Atom) -> tuple[ast.Term, ...]:
    front = atom.scenario.terms if atom.scenario else ()
    return (*front, *(a.term for a in atom.arguments))


# --- provisions ----------------------------------------------------------------------------------


def elements_of(provision: ast.Provision) -> tuple[ast.Element, ...]:
    return (*provision.given, *provision.despite, *provision.unless)


def head_of(provision: ast.Provision) -> str:
    """The relation that a provision concludes; nothing if it switches another one off."""
    conclusion = provision.conclusion
    return conclusion.atom.relation.text if isinstance(conclusion, ast.Literal) else ""


def is_open(literal: ast.Literal, library: Library) -> bool:
    """Whether silence leaves the literal's relation undecided; so does one that nobody knows."""
    relation = library.relations.get(literal.atom.relation.text)
    return relation is None or not relation.closed


def is_doctrine(source: Source) -> bool:
    return source.name.endswith(".law")

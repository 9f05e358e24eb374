"""What the checks share: the citation that a complaint carries, and the variables of a tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from decisis.citation import cite
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean
from decisis.diagnostics import Diagnostic
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.walk import walk

VALUE_SORTS = ("Int", "Decimal", "Money", "Date", "Duration")
DEADLINE = "deadline"  # the kind of a provision that a deadline was turned into


def place_words(place: ast.Place | None, library: Library) -> str:
    """The citation of a place; nothing if its authority is unknown."""
    if place is None or place.authority.text not in library.authorities:
        return ""
    citation = library.authorities[place.authority.text].citation.text
    return cite(citation, place.pinpoint.text if place.pinpoint else "")


def context_of(provision: ast.Provision, library: Library) -> str:
    """What stands after `in:` in a complaint about a provision."""
    return place_words(provision.under, library) or provision.name.text


def unknown(code: str, what: str, name: ast.Name, known: Iterable[str], *, context: str = "", otherwise: str = "") -> Diagnostic:
    """No `what` is called so, with the name that was probably meant."""
    return Diagnostic(
        code, f"no {what} is called `{name.text}`", name.span, context=context,
        help=did_you_mean(name.text, known, otherwise),
    )


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names in backticks, as a list that breaks off when it is long."""
    every = [f"`{name}`" for name in names]
    return ", ".join(every[:most]) + (" and others" if len(every) > most else "")


# --- provisions ----------------------------------------------------------------------------------


def written(provision: ast.Provision) -> tuple[Any, ...]:
    """The parts of a provision that hold variables, elements before conclusions."""
    return (
        provision.given, provision.despite, provision.unless, *filter(None, (provision.rows, provision.as_of)),
        provision.conclusion, provision.leaves_open,
    )


def elements_of(provision: ast.Provision) -> tuple[ast.Element, ...]:
    return (*provision.given, *provision.despite, *provision.unless)


def formulas(node: Any) -> Iterator[ast.Formula]:
    """Every formula inside, also those in alternatives, cases and conditions."""
    for inner in walk(node):
        if isinstance(inner, ast.Formula):
            yield inner


def atoms(node: Any) -> Iterator[ast.Atom]:
    return (n for n in walk(node) if isinstance(n, ast.Atom))


def variables(node: Any) -> Iterator[ast.Variable]:
    """Every variable inside, as often as it occurs and in the order of writing."""
    return (n for n in walk(node) if isinstance(n, ast.Variable))


def names(node: Any) -> frozenset[str]:
    return frozenset(v.name for v in variables(node)) - {"_"}


def times_used(provision: ast.Provision) -> Mapping[str, int]:
    """In how many places of a provision each variable stands."""
    return Counter(v.name for v in variables(written(provision)))


def head_of(provision: ast.Provision) -> str:
    """The relation that a provision concludes; nothing if it switches another one off."""
    conclusion = provision.conclusion
    return conclusion.atom.relation.text if isinstance(conclusion, ast.Literal) else ""


def terms_of(atom: ast.Atom) -> tuple[ast.Term, ...]:
    front = atom.scenario.terms if atom.scenario else ()
    return (*front, *(a.term for a in atom.arguments))


def is_open(literal: ast.Literal, library: Library) -> bool:
    """Whether silence leaves the literal's relation undecided; so is one that nobody knows."""
    relation = library.relations.get(literal.atom.relation.text)
    return relation is None or not relation.closed


def is_doctrine(source: Source) -> bool:
    return source.name.endswith(".law")

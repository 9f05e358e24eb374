"""The words of a doctrine: which relations its provisions give and ask for, and what bears on which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.compiler.library import Library
from decisis.syntax import ast
from decisis.syntax.walk import walk


def written_provisions(library: Library) -> Iterator[ast.Provision]:
    """The provisions as they were written, without the copies that scenarios make."""
    return (p for name, p in library.provisions.items() if " " not in name)


def concluded(provision: ast.Provision) -> set[str]:
    """The relations that a provision concludes something of, also as an open question."""
    conclusions = [provision.conclusion, *(q.literal for q in provision.leaves_open)]
    return {c.atom.relation.text for c in conclusions if isinstance(c, ast.Literal)}


def asked_for(provision: ast.Provision) -> set[str]:
    """The relations that the elements of a provision ask for."""
    parts = (*provision.given, *provision.despite, *provision.unless)
    elements = [*parts, *(e for q in provision.leaves_open for e in q.elements)]
    return _relations(elements)


def _relations(nodes: Iterable[object]) -> set[str]:
    return {node.relation.text for node in walk(tuple(nodes)) if isinstance(node, ast.Atom)}


def affected(provision: ast.Provision, library: Library) -> set[str]:
    """The relations that a provision speaks to; of one that another does not apply, those of that other."""
    if isinstance(provision.conclusion, ast.SwitchOff):
        switched = library.provisions.get(provision.conclusion.provision.text)
        return concluded(provision) | (concluded(switched) if switched else set())
    return concluded(provision)


def needed(provision: ast.Provision, library: Library) -> set[str]:
    """The relations that a provision asks for, and those by which its edition is chosen."""
    found = asked_for(provision)
    for place in (provision.under, provision.construing):
        work = library.authorities.get(place.authority.text) if place else None
        found |= {work.chosen_by.relation.text} if work and work.chosen_by else set()
    uses = {n.scenario.name.text for n in walk((*provision.given, *provision.unless)) if _in_scenario(n)}
    return found | _relations(library.scenarios[name] for name in uses if name in library.scenarios)


def _in_scenario(node: object) -> bool:
    return isinstance(node, ast.Atom) and node.scenario is not None


def bearing_on(relation: str, library: Library) -> set[str]:
    """Every relation that can make a difference to one, through any chain of provisions; and itself."""
    needs: dict[str, set[str]] = {}
    for provision in written_provisions(library):
        for name in affected(provision, library):
            needs.setdefault(name, set()).update(needed(provision, library))
    found, pending = {relation}, [relation]
    while pending:
        new = needs.get(pending.pop(), set()) - found
        found |= new
        pending += new
    return found


def given_by_law(library: Library) -> set[str]:
    """The relations that some provision concludes, or a table holds; all others are for the record."""
    return set(library.tables).union(*(concluded(p) for p in written_provisions(library)))


def pattern_text(relation: ast.Relation) -> str:
    """`sentence_imposed(c: Conviction, term: Duration)`"""
    inner = ", ".join(f"{p.name.text}: {p.sort.text}" for p in relation.parameters)
    return f"{relation.name.text}({inner})"

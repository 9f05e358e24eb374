"""What keeps silence from deciding a relation: provisions that are at odds about it, or leave it open."""

from __future__ import annotations

from collections.abc import Sequence

from decisis.compiler.library import Library
from decisis.syntax import ast


def why_never_closed(relation: ast.Relation, library: Library) -> str:
    """Why silence cannot mean no of a relation, in words; "" where it can."""
    name = relation.name.text
    contested = _contested(relation, library.concluding.get(name, ()))
    if contested:
        return contested
    openly = library.leaving_open.get(name)
    return f"`{openly.name.text}` leaves open whether it holds" if openly else ""


def _contested(relation: ast.Relation, provisions: Sequence[ast.Provision]) -> str:
    for_it = [p for p in provisions if not denies(p)]
    against = [p for p in provisions if denies(p) or p.otherwise_not]
    if for_it and for_it[0] in against:
        return f"`{for_it[0].name.text}` concludes it, and otherwise the opposite"
    if for_it and against:
        return f"`{for_it[0].name.text}` concludes it and `{against[0].name.text}` concludes the opposite"
    if for_it and relation.functional is not None:
        return f"it is functional, and `{for_it[0].name.text}` may conclude two values"
    return ""


def denies(provision: ast.Provision) -> bool:
    return isinstance(provision.conclusion, ast.Literal) and provision.conclusion.negated

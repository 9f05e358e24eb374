"""Whether two texts say the same: their trees, without the places at which things stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from decisis.source import Source, Span
from decisis.syntax import ast
from decisis.syntax.walk import rebuild
from decisis.values import Bounds

_NOWHERE = Span(Source("", ""), 0, 0)


def says_the_same(one: ast.File, other: ast.File) -> bool:
    """Whether two files are alike but for places, and for the names that imprecise values have by theirs."""
    return bool(rebuild(one.blocks, _without_place) == rebuild(other.blocks, _without_place))


def _without_place(node: Any) -> Any:
    changes: dict[str, Any] = {"span": _NOWHERE} if hasattr(node, "span") else {}
    if isinstance(node, ast.Constant) and isinstance(node.value, Bounds):
        changes["value"] = replace(node.value, tag="")
    return replace(node, **changes) if changes else node

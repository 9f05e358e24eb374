"""Walking and rebuilding syntax trees without knowing every node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from decisis.source import Span
from decisis.values import Bounds, Duration, Money

Node = TypeVar("Node")
_LEAVES = (Span, Duration, Money, Bounds)


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    """The fields of a node; none for what is not a node."""
    if not is_dataclass(kind) or kind in _LEAVES:
        return ()
    return tuple(f.name for f in fields(kind) if f.name != "span")


def walk(node: Any) -> Iterator[Any]:
    """The node and everything inside it, in the order of writing. Of a tuple, everything in it."""
    pending = [node]
    while pending:
        current = pending.pop()
        if type(current) is tuple:
            pending.extend(reversed(current))
            continue
        names = _field_names(type(current))  # type: ignore[arg-type]
        if names:
            yield current
            pending.extend([getattr(current, name) for name in reversed(names)])


def rebuild(node: Any, change: Callable[[Any], Any]) -> Any:
    """The tree with every node put through ``change``, innermost first; unchanged parts are kept."""
    if isinstance(node, tuple):
        rebuilt = tuple(rebuild(item, change) for item in node)
        return node if all(a is b for a, b in zip(node, rebuilt, strict=True)) else rebuilt
    if not is_dataclass(node) or isinstance(node, _LEAVES):
        return node
    updates = {}
    for name in _field_names(type(node)):  # type: ignore[arg-type]
        old = getattr(node, name)
        new = rebuild(old, change)
        if new is not old:
            updates[name] = new
    return change(replace(node, **updates) if updates else node)  # type: ignore[type-var]

"""Walking and rebuilding syntax trees without knowing every node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from decisis.source import Span
from decisis.values import Bounds, Duration, Money

Node = TypeVar("Node")
_LEAVES = (Span, Duration, Money, Bounds)
_PLAIN = ("Span", "Value", "Duration", "bool", "date", "int", "str")  # fields in which no node can be


@cache
def _parts(kind: Any) -> tuple[str, ...] | None:
    """The fields of a node that may hold nodes, in the order of writing; None for what is not a node."""
    if not is_dataclass(kind) or kind in _LEAVES:
        return None
    return tuple(f.name for f in fields(kind) if str(f.type).removesuffix(" | None") not in _PLAIN)


@cache
def _parts_of(kind: Any) -> Callable[[Any], tuple[Any, ...]] | None:
    """From a node to what is in it, last first; None for what is not a node."""
    names = _parts(kind)
    if names is None:
        return None
    if len(names) < 2:
        return lambda node: tuple([getattr(node, name) for name in names])
    return attrgetter(*reversed(names))


def walk(node: Any) -> Iterator[Any]:
    """The node and everything inside it, in the order of writing. Of a tuple, everything in it."""
    pending = [node]
    while pending:
        current = pending.pop()
        kind: Any = type(current)
        if kind is tuple:
            pending += current[::-1]
        elif (parts_of := _parts_of(kind)) is not None:
            yield current
            pending += parts_of(current)


def rebuild(node: Any, change: Callable[[Any], Any]) -> Any:
    """The tree with every node put through ``change``, innermost first; unchanged parts are kept."""
    if isinstance(node, tuple):
        rebuilt = tuple([rebuild(item, change) for item in node])
        return node if all(a is b for a, b in zip(node, rebuilt, strict=True)) else rebuilt
    kind: Any = type(node)
    names = _parts(kind)
    if names is None:
        return node
    updates = {}
    for name in names:
        old = getattr(node, name)
        new = rebuild(old, change)
        if new is not old:
            updates[name] = new
    return change(replace(node, **updates) if updates else node)

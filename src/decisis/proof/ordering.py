"""Orders in which what rests on something comes after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from decisis.static import TypeVar

Thing = TypeVar("Thing")


def from_below(top: Thing, below: Callable[[Thing], Iterable[Thing]]) -> tuple[list[Thing], bool]:
    """All that a thing rests on, each after what it rests on itself, and the thing last.

    With whether that is so of all of them: where things rest on one another in a circle, it cannot be.
    """
    found: list[Thing] = []
    open_: set[Thing] = set()
    seen: set[Thing] = set()
    circular = False
    pending: list[tuple[Thing, bool]] = [(top, False)]
    while pending:
        thing, done = pending.pop()
        if done:
            open_.discard(thing)
            found.append(thing)
        elif thing not in seen:
            seen.add(thing)
            open_.add(thing)
            pending.append((thing, True))
            pending += [(each, False) for each in below(thing)]
        elif thing in open_:
            circular = True
    return found, not circular

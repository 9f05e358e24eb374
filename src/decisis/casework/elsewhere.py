"""Areas of law that a matter does not use, and that bear on what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from decisis.dataclass import dataclass
from decisis.static import Any


@dataclass(frozen=True)
class Area:
    """What an area builds on, and how many of its provisions give or deny each relation."""

    builds_on: tuple[str, ...]
    gives: Mapping[str, int]


def to_rows(areas: Mapping[str, Area]) -> dict[str, list[object]]:
    """Areas as they are kept."""
    return {name: [list(area.builds_on), dict(area.gives)] for name, area in areas.items()}


def from_rows(kept: Any) -> dict[str, Area] | None:
    """Areas that were kept; None if there are none, or they are not readable."""
    try:
        return None if kept is None else {name: Area(tuple(b), dict(g)) for name, (b, g) in kept.items()}
    except (AttributeError, TypeError, ValueError):
        return None


@dataclass(frozen=True)
class Unused:
    """An area that is not used, and how many of its provisions bear on the question."""

    area: str
    provisions: int


def unused(relations: Iterable[str], areas: Mapping[str, Area], used: tuple[str, ...]) -> Iterator[Unused]:
    """The areas beside those used whose provisions speak to some relations, and how many do."""
    if not used:
        return  # a matter with law of its own
    within = all_beneath(used, areas)
    wanted = set(relations)
    for name in sorted(areas.keys() - within):
        number = sum(n for relation, n in areas[name].gives.items() if relation in wanted)
        if number:
            yield Unused(name, number)


def all_beneath(used: tuple[str, ...], areas: Mapping[str, Area]) -> set[str]:
    """Some areas, and all that they build on."""
    found: set[str] = set()
    pending = [*used]
    while pending:
        name = pending.pop()
        if name in areas and name not in found:
            found.add(name)
            pending += areas[name].builds_on
    return found

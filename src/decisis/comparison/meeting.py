"""Where two provisions meet: what makes their conclusions oppose each other, and what keeps them apart.

One concludes what the other denies; both give one key of a functional relation another value; or one leaves
open what the other concludes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from decisis.comparison.conditions import excludes, fails
from decisis.comparison.ways import (
    Holds,
    Stated,
    Vocabulary,
    Way,
    expanded,
    merged,
    substituted,
    unified,
)
from decisis.rules import ir, naming

DENIED, VALUE, OPEN = "denied", "value", "open"
Mapped = Mapping[str, ir.Expression]


@dataclass(frozen=True)
class Concluded:
    """A literal that a provision (or an open question of it) gives to what is of the relation ``applies``."""

    key: str  # the provision, or `provision.question`
    provision: str
    literal: str  # lowered: `p`, or `not p`; of an open question, `p`
    applies: str
    ways: tuple[Way, ...]
    is_open: bool = False

    @property
    def relation(self) -> str:
        return self.literal.removeprefix(naming.denied(""))

    @property
    def arity(self) -> int:
        return len(self.ways[0].head) if self.ways else 0


@dataclass(frozen=True)
class Apart:
    """Two ways that never meet: conditions that exclude each other, or (None) arguments that differ.

    ``alike``: they give the same thing the same value, so that nothing opposes.
    """

    first: Stated | None
    second: Stated | None
    alike: bool = False


@dataclass(frozen=True)
class Together:
    """Two ways that nothing in their elements keeps apart, and what their variables then stand for."""

    first: Way
    second: Way
    mapping: Mapped
    stated: tuple[Stated, ...]  # what both ask for, in the variables that are left


def opposition(first: Concluded, second: Concluded, known: Vocabulary) -> str:
    """How two conclusions oppose each other; "" if they do not."""
    if first.relation != second.relation or (first.is_open and second.is_open):
        return ""
    if first.is_open or second.is_open:
        return OPEN
    if first.literal != second.literal:
        return DENIED
    return VALUE if first.literal in known.keys and first.key != second.key else ""


def meeting(first: Concluded, second: Concluded, known: Vocabulary) -> Together | Apart | None:
    """How both can apply to what makes them opposed; or what keeps them apart. None without any way."""
    apart: Apart | None = None
    for one in first.ways:
        for other in second.ways:
            found = _together(one, renamed(other), opposition(first, second, known), first, known)
            if isinstance(found, Together):
                return found
            apart = apart or found
    return apart


def _together(one: Way, other: Way, how: str, first: Concluded, known: Vocabulary) -> Together | Apart:
    places = tuple(range(len(one.head)))
    if how in (VALUE, OPEN):  # another value would answer what is open
        places = known.keys.get(first.relation, places)
    given = unified(tuple(one.head[i] for i in places), tuple(other.head[i] for i in places))
    if given is None:
        return Apart(None, None)
    if how == VALUE and _same_values(one, other, given, places):
        return Apart(None, None, alike=True)
    return joined(one, other, given, known)


def joined(one: Way, other: Way, given: Mapped, known: Vocabulary) -> Together | Apart:
    """Both ways at once, under a mapping of their variables."""
    stated = (*stated_under(one, given), *stated_under(other, given))
    whole = merged(Way(one.provision, _places(one, other, given), stated, frozenset()), known)
    if whole is None:
        return Apart(*_clash_of_values(stated, known))
    for found in whole.stated:
        if fails(found.condition, known):
            return Apart(found, found)
    for i, mine in enumerate(whole.stated):
        for yours in whole.stated[i + 1 :]:
            if excludes(mine.condition, yours.condition, known):
                return Apart(mine, yours)
    return Together(one, other, _mapping(one, other, whole, given), whole.stated)


def _places(one: Way, other: Way, given: Mapped) -> tuple[ir.Expression, ...]:
    """Every variable of both ways, so that merging says what has become of it."""
    return tuple(expanded(ir.Variable(v), given) for v in (*one.variables, *other.variables))


def _mapping(one: Way, other: Way, whole: Way, given: Mapped) -> Mapped:
    return dict(zip((*one.variables, *other.variables), whole.head, strict=True))


def stated_under(way: Way, given: Mapped) -> Iterator[Stated]:
    for stated in way.stated:
        yield replace(stated, condition=substituted(stated.condition, given))


def _same_values(one: Way, other: Way, given: Mapped, keys: tuple[int, ...]) -> bool:
    """Whether the values that may differ are surely the same."""
    values = (i for i in range(len(one.head)) if i not in keys)
    return all(expanded(one.head[i], given) == expanded(other.head[i], given) for i in values)


def _clash_of_values(stated: tuple[Stated, ...], known: Vocabulary) -> tuple[Stated | None, Stated | None]:
    """Two elements that give one key of a functional relation two values."""
    held = [s for s in stated if isinstance(s.condition, Holds) and s.condition.relation in known.keys]
    for i, mine in enumerate(held):
        for yours in held[i + 1 :]:
            if excludes(mine.condition, yours.condition, known):
                return mine, yours
    return None, None


OTHERS = "'"  # ends the names of the second provision's variables


def renamed(way: Way) -> Way:
    """A way whose variables share no name with those of another provision."""
    given: Mapped = {name: ir.Variable(f"{name}{OTHERS}") for name in way.variables}
    return replace(
        way,
        head=tuple(expanded(t, given) for t in way.head),
        stated=tuple(stated_under(way, given)),
        computed=frozenset(expanded(e, given) for e in way.computed),
    )

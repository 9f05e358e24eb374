"""What one unknown would have to be for an expression to come to a value: its edges, found by halving.

The unknown is moved away from where it is, or from nothing, in the smallest steps of its kind. Whatever the
law computes with it (a day counted by a calendar that skips days, a share, a span between days) is taken to
grow with it, or to shrink; where it does neither, what is found is a guess as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from decisis.calendar import Calendar
from decisis.proof.amounts import CENT, further
from decisis.rules import ir
from decisis.rules.arithmetic import evaluate
from decisis.rules.plan import expression_variables
from decisis.values import Bounds, Duration, Exact, Money, Value, kind, nothing_of, sort_key

FURTHEST = 1 << 40  # steps from where the unknown is

Of = Callable[[Value], Value | None]  # what the expression comes to
Moved = Callable[[int], Exact | None]  # where the unknown is after so many steps


def solutions(
    at: ir.Expression, name: str, value: Value, known: Mapping[str, Value], calendar: Calendar
) -> Iterator[Exact]:
    """What the variable would have to be, for each kind that it may be of, and for each end of the result."""
    others = {n: known[n] for n in expression_variables(at) if n in known}
    for start in _starts(known.get(name), value, known):
        for moved in _moves(start):
            results = _Results(at, name, others, calendar)
            yield from _edges(moved, results.lower, value)
            if results.imprecise:
                yield from _edges(moved, results.upper, value)


@dataclass
class _Results:
    """What an expression comes to for values of one variable, each worked out once."""

    at: ir.Expression
    name: str
    others: Mapping[str, Value]
    calendar: Calendar
    imprecise: bool = False  # some of them are
    known: dict[Value, Value | None] = field(default_factory=dict)

    def lower(self, unknown: Value) -> Value | None:
        found = self._of(unknown)
        return found.low if isinstance(found, Bounds) else found

    def upper(self, unknown: Value) -> Value | None:
        found = self._of(unknown)
        return found.high if isinstance(found, Bounds) else found

    def _of(self, unknown: Value) -> Value | None:
        if unknown not in self.known:
            found = evaluate(self.at, {**self.others, self.name: unknown}, self.calendar)
            self.known[unknown] = found
            self.imprecise = self.imprecise or isinstance(found, Bounds)
        return self.known[unknown]


def _starts(now: Value | None, value: Value, known: Mapping[str, Value]) -> Iterable[Exact]:
    """Where the search begins: at what the variable is; of one that nobody knows, at nothing of each kind."""
    if isinstance(now, Bounds):
        return [end for end in (now.low, now.high) if end is not None]
    if now is not None:
        return [now]
    exact = [v for v in (value, *known.values()) if not isinstance(v, str | Bounds)]
    days = [v for v in exact if isinstance(v, date)]
    sorts = dict.fromkeys((*(kind(v) for v in exact if not isinstance(v, date)), "Duration", "Int"))
    return [*days[:1], *map(nothing_of, sorts)]


def _edges(moved: Moved, of: Of, value: Value) -> Iterator[Exact]:
    """The first that comes to the value or passes it, and the last that does not pass it."""

    @cache
    def side(steps: int) -> int | None:
        """Whether what it comes to is below the value, it, or above; None if it comes to nothing."""
        at = moved(steps)
        found = of(at) if at is not None else None
        if found is None or kind(found) != kind(value):
            return None
        return (sort_key(found) > sort_key(value)) - (sort_key(found) < sort_key(value))

    try:
        here = side(0)
    except TypeError:  # no value of this kind can stand there
        return
    if here is None:
        return
    for way in (1, -1):
        for passed in (_is_unlike(here), _is_beyond(here)) if here else (_is_unlike(0),):
            edge = _first(lambda n, way=way: side(way * n), passed)  # type: ignore[misc]
            for steps in () if edge is None else (way * edge, way * (edge - 1)):
                at = moved(steps)
                if at is not None:
                    yield at


def _is_unlike(here: int) -> Callable[[int], bool]:
    return lambda side: side != here


def _is_beyond(here: int) -> Callable[[int], bool]:
    return lambda side: side == -here


def _first(side: Callable[[int], int | None], passed: Callable[[int], bool]) -> int | None:
    """The least number of steps at which an edge is passed."""
    last, first = 0, 1
    while True:
        found = side(first)
        if found is None or first > FURTHEST:
            return None
        if passed(found):
            break
        last, first = first, first * 2
    while first - last > 1:
        middle = (first + last) // 2
        found = side(middle)
        if found is None:
            return None
        first, last = (middle, last) if passed(found) else (first, middle)
    return first


def _moves(start: Exact) -> Iterator[Moved]:
    """How an unknown is moved: what is in whole months by months, too."""
    if isinstance(start, Duration) and start.months and not start.days:
        yield lambda months: further(start, Duration(months))
    yield lambda steps: _moved(start, steps)


def _moved(start: Exact, steps: int) -> Exact | None:
    """So many of the smallest steps of its kind further."""
    match start:
        case Money(currency=currency):
            return further(start, Money(CENT * steps, currency))
        case Duration(life=False):
            return further(start, Duration(0, steps))
        case Decimal():
            return start + CENT * steps
        case date() | int():
            return further(start, steps)
    return None

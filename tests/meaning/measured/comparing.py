"""Asks Decisis and every world of a case the same questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import decisis
from decisis.values import Bounds, Duration, Money
from tests.meaning.doctrine import Length
from tests.meaning.measured import law as m
from tests.meaning.measured.completions import Worlds, rows_of
from tests.meaning.measured.elements import Row
from tests.meaning.measured.tables import LOGIC
from tests.meaning.measured.tally import Tally
from tests.meaning.measured.words import literal, text
from tests.meaning.measured.worlds import PROVED, UNDETERMINED, Clash, World

V = m.Var("V")


@dataclass(frozen=True)
class Difference:
    """A question to which Decisis gives an answer that some world does not."""

    asked: m.Literal
    says: str


@cache
def _doctrine() -> decisis.Doctrine:
    return decisis.load_doctrine(LOGIC)


def matter_of(case: m.Case) -> decisis.Matter:
    """The case as Decisis reads it. Raises Rejected."""
    return _doctrine().matter(text(case))


def differences(case: m.Case, matter: decisis.Matter, worlds: Worlds, tally: Tally) -> Iterator[Difference]:
    """Of every conclusion and thing."""
    for relation in case.law.relations:
        if relation.level:
            for thing in case.matter.things:
                try:
                    yield from _of(relation, thing, matter, worlds, tally)
                except Clash:
                    tally.clashing += 1


def _of(
    relation: m.Relation, thing: str, matter: decisis.Matter, worlds: Worlds, tally: Tally
) -> Iterator[Difference]:
    """Whether it is so; of what has a value also which."""
    if len(relation.sorts) == 2:
        yield from _values_compared(m.Literal(relation.name, (thing, V)), matter, worlds, tally)
    for row in _asked_of(relation, thing, worlds):
        yield from _verdicts_compared(m.Literal(relation.name, row), matter, worlds, tally)


def _asked_of(relation: m.Relation, thing: str, worlds: Worlds) -> list[Row]:
    if len(relation.sorts) == 1:
        return [(thing,)]
    found = {row for rows in worlds.values(relation.name, thing) for row in rows if _can_be_written(row)}
    return sorted(found, key=str)[:2]


def _can_be_written(row: Row) -> bool:
    """No number is written below 0, and no day less than none."""
    return not any(isinstance(each, int | Decimal) and each < 0 for each in row) and not any(
        isinstance(each, Length) and (each.months < 0 or each.days < 0) for each in row
    )


# --- verdicts --------------------------------------------------------------------------------------


def _verdicts_compared(
    asked: m.Literal, matter: decisis.Matter, worlds: Worlds, tally: Tally
) -> Iterator[Difference]:
    expected = worlds.verdicts(asked)
    answer = matter.ask(literal(asked))
    said = answer.verdict
    tally.asked += 1
    tally.verdicts[said + " by cases" * answer.by_cases] += 1
    if _is_right(said, expected, worlds):
        tally.cautious += said == UNDETERMINED and expected != {UNDETERMINED} and len(expected) == 1
    else:
        yield Difference(asked, f"decisis says {said}, some world {' or '.join(sorted(expected - {said}))}")


def _is_right(said: str, expected: set[str], worlds: Worlds) -> bool:
    if said == UNDETERMINED:
        return not worlds.is_one or expected == {UNDETERMINED}
    return expected == {said}


# --- values ----------------------------------------------------------------------------------------


def _values_compared(
    asked: m.Literal, matter: decisis.Matter, worlds: Worlds, tally: Tally
) -> Iterator[Difference]:
    thing = asked.terms[0]
    assert isinstance(thing, str)
    found = [(_values(world, asked.relation, thing), world) for world in worlds.all]
    answer = matter.ask(literal(asked))
    proved = [row.bindings["V"] for row in answer.found.rows if row.verdict == PROVED]
    tally.asked += 1
    tally.verdicts["a value" if proved else "no value"] += 1
    for said in proved:
        if not all(any(_encloses(said, each, world) for each in values) for values, world in found):
            yield Difference(asked, f"decisis says {said}, of which some world has nothing: {_shown(found)}")
    common = frozenset.intersection(*(values for values, _ in found))
    if worlds.is_one and len(proved) != len(common):
        yield Difference(asked, f"decisis says {[str(each) for each in proved]}, the world {_shown(found)}")
    tally.cautious += bool(common) and not proved


def _values(world: World, relation: str, thing: str) -> frozenset[Any]:
    return frozenset(row[-1] for row in rows_of(world, relation, thing))


def _shown(found: list[tuple[frozenset[Any], World]]) -> str:
    return "; ".join(sorted({str(sorted(map(str, values))) for values, _ in found})[:4])


def _encloses(said: Any, value: Any, world: World) -> bool:
    """Whether a value is what was said, or within it."""
    if not isinstance(said, Bounds):
        return world.amounts.compared(plain(said), "=", value)
    low, high = (None if end is None else plain(end) for end in (said.low, said.high))
    below = low is not None and not world.amounts.compared(value, ">" if said.low_open else ">=", low)
    above = high is not None and not world.amounts.compared(value, "<" if said.high_open else "<=", high)
    return not below and not above


def plain(value: Any) -> Any:
    """A value of Decisis's as one of the judge's."""
    match value:
        case Duration(months, days, False):
            return Length(months, days)
        case Money(amount):
            return amount
        case date() | int() | str() | Decimal():
            return value
        case _:
            raise AssertionError(value)

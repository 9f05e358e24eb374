"""Whether cases are worth asking: what stands in the rules that apply, and what is answered, how often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.meaning.measured import law as m
from tests.meaning.measured.completions import Worlds
from tests.meaning.measured.tables import ROWS
from tests.meaning.measured.tally import Tally
from tests.meaning.measured.worlds import Clash, World

VERDICTS = {"proved": 0.15, "refuted": 0.04, "undetermined": 0.08, "proved by cases": 0.002}
KINDS = {
    "a count": 0.02,
    "a sum": 0.02,
    "a greatest, least, earliest or latest": 0.02,
    "for every part": 0.005,
    "for every day": 0.001,
    "for every row of a table": 0.001,
    "any day": 0.001,
    "a day that is worked out": 0.02,
    "a day that is counted": 0.003,
    "an amount that is worked out": 0.04,
    "within a period": 0.005,
    "one of some values": 0.01,
    "looked up in a table": 0.01,
    "either": 0.01,
    "no showing": 0.05,
    "unless": 0.02,
    "a day that governs": 0.01,
    "an edition": 0.01,
    "in a scenario": 0.002,
    "the last day of a period": 0.004,
}


def count(worlds: Worlds, tally: Tally) -> None:
    """What stands in the rules that apply in the first world of a case."""
    world = worlds.all[0]
    for rule in world.law.rules:
        if _applies(rule, world):
            tally.rules += 1
            tally.kinds.update(set(_kinds(rule)))


def closed(tally: Tally) -> list[str]:
    """The gates that too few of the questions, or of the rules, pass."""
    return [*_closed(VERDICTS, tally.verdicts, tally.asked), *_closed(KINDS, tally.kinds, tally.rules)]


def _closed(gates: Mapping[str, float], counts: Mapping[str, int], of: int) -> list[str]:
    return [words for words, share in gates.items() if counts.get(words, 0) < share * of]


def _applies(rule: m.Rule, world: World) -> bool:
    try:
        return world.reading.holds(rule.elements, {})
    except Clash:
        return False


def _kinds(rule: m.Rule) -> Iterator[str]:
    for element in rule.given:
        yield from _kinds_of(element)
    if rule.unless:
        yield "unless"


def _kinds_of(element: m.Element) -> Iterator[str]:
    match element:
        case m.Literal(relation) | m.NoShowing(m.Literal(relation)) if relation in ROWS:
            yield "looked up in a table"
        case m.Literal(scenario=scenario) if scenario:
            yield "in a scenario"
        case m.Literal("due"):
            yield "the last day of a period"
        case m.NoShowing():
            yield "no showing"
        case m.OneOf():
            yield "one of some values"
        case m.Names(what=m.Shift(rule=rule)):
            yield "a day that is counted" if rule else "a day that is worked out"
        case m.Names():
            yield "an amount that is worked out"
        case m.Within():
            yield "within a period"
        case m.AnyDay():
            yield "any day"
        case m.Total(operator=operator):
            a_few = "a greatest, least, earliest or latest"
            yield {"count": "a count", "sum": "a sum"}.get(operator, a_few)
        case m.ForEvery(cases=cases):
            yield _every(cases[0])
        case m.Either():
            yield "either"
        case m.Governs(var=var):
            yield "an edition" if var else "a day that governs"
        case _:
            pass


def _every(case: Any) -> str:
    if isinstance(case, m.AnyDay):
        return "for every day"
    return "for every row of a table" if case.relation in ROWS else "for every part"

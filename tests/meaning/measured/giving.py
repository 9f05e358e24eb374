"""Draws what gives a rule its values: what is looked up, worked out, or a total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tests.meaning.doctrine import Length
from tests.meaning.measured import law as m
from tests.meaning.measured.draft import Draft
from tests.meaning.measured.tables import TABLES
from tests.meaning.measured.vocabulary import COURT_DAYS, PARTS, SIGNS

WAYS = ("after", "after", "before")
WHICH = ("greater", "lesser")
ROUNDINGS = ("down", "up", "nearest")
UNITS = (Length(1), Length(0, 1), Length(0, 7))


def give(draft: Draft, sort: str, *, fixed: bool = False) -> None:
    """An element that gives a value of a sort; ``fixed``: one alone."""
    chosen = draft.chance.random.randrange(13) if draft.elements else 0
    match chosen:
        case 0 | 1 | 2:
            _look_up(draft, sort, fixed=fixed)
        case 3 | 4 | 5 if sort != "Part":
            _add_up(draft, sort)
        case 6 | 7 | 8 | 9 if sort == "Date" and not fixed and _has_days_between(draft):
            first, last = draft.chance.some(draft.of("Date"), 2)
            var = draft.new("Date")
            draft.add(m.AnyDay(var, first, last), var)
            event, other = m.Literal("event", (m.X, var)), draft.other("Date")
            compared = m.Compares(var, draft.chance.one(SIGNS), other if other != var else first)
            draft.add(draft.chance.one((event, m.NoShowing(event), compared)))
        case 7 | 8 if sort in ("Int", "Money", "Duration") and not fixed and draft.of("Int"):
            _look_into_a_table(draft, sort)
        case _:
            if not _work_out(draft, sort):
                _look_up(draft, sort, fixed=fixed)


def _has_days_between(draft: Draft) -> bool:
    return draft.chance.days_are_near and len(draft.of("Date")) >= 2


# --- looked up -------------------------------------------------------------------------------------


def _look_up(draft: Draft, sort: str, *, fixed: bool) -> None:
    below = [e for e in draft.below if e.is_of_a_thing and e.sorts[-1] == sort and len(e.sorts) > 1]
    if fixed and sort != "Part":
        below = [each for each in below if each.keys == 1]
    higher = [each for each in below if each.level]
    if not below:
        draft.add(m.Literal("item", (m.X,)))
        return
    relation = draft.chance.one(higher if higher and draft.chance.happens(0.5) else below)
    variables = tuple(map(draft.new, relation.sorts[1:]))
    draft.add(_maybe_in_scenario(draft, m.Literal(relation.name, (m.X, *variables))), *variables)


def _maybe_in_scenario(draft: Draft, literal: m.Literal) -> m.Literal:
    if literal.relation not in draft.in_scenario or draft.chance.happens(0.1):
        return literal
    known = draft.of("Part")
    of: m.Term = draft.chance.one(known) if known else draft.chance.one(PARTS)
    return replace(literal, scenario="as_amended", of=of)


def _look_into_a_table(draft: Draft, sort: str) -> None:
    """For a value that is known, or between two values of the table."""
    table = draft.chance.one([each for each in TABLES if each.sorts[-1] == sort])
    known, found = draft.chance.one(draft.of("Int")), draft.new(sort)
    if table.name == "bracket":
        least, most = draft.new("Int"), draft.new("Int")
        draft.add(m.Literal("bracket", (least, most, found)))
        draft.add(m.Compares(known, ">=", least))
        draft.add(m.Compares(known, "<=", most), found)
        return
    others = [draft.new("Int") if draft.chance.happens(0.5) else draft.other("Int") for _ in table.sorts[2:]]
    draft.add(m.Literal(table.name, (known, *others, found)), found)


# --- worked out ------------------------------------------------------------------------------------


def _work_out(draft: Draft, sort: str) -> bool:
    ways = list(_workings(draft, sort))
    if ways:
        var = draft.new(sort)
        draft.add(m.Names(var, draft.chance.one(ways)), var)
    return bool(ways)


def _workings(draft: Draft, sort: str) -> Iterator[m.Expression]:
    chance, mine = draft.chance, draft.of(sort)
    one, other = (chance.one(mine), chance.one(mine)) if mine else (None, None)
    match sort:
        case "Int" if one and other:
            yield m.Sum(one, chance.one("+-"), chance.one((1, 2)))
            yield m.Sum(one, "*", chance.one((2, 3)))
            yield m.Sum(one, chance.one("+-"), other)
            yield m.Sum(m.Sum(one, "+", other), "-", draft.other("Int"))
            yield m.Extreme(chance.one(WHICH), one, draft.other("Int"))
            yield m.Rounded(one, _divisor(draft), chance.one(ROUNDINGS), chance.one((1, 1, 2, 5)))
        case "Date" if one and other:
            period = chance.period() if chance.happens(0.6) else draft.other("Duration")
            counted = COURT_DAYS if isinstance(period, Length) and chance.happens(0.5) else ""
            for _ in range(2):
                yield m.Shift(period, chance.one(WAYS), one, counted)
            yield m.Extreme(chance.one(WHICH), one, other)
        case "Duration" if one and other:
            yield m.Sum(one, "+", draft.other("Duration"))
            yield m.Sum(one, "*", chance.one((2, 3)))
            yield m.Extreme(chance.one(WHICH), one, other)
            yield m.Rounded(one, _divisor(draft), chance.one(ROUNDINGS), chance.one(UNITS))
        case "Money" if one and other:
            yield m.Sum(one, "+", draft.other("Money"))
            yield m.Sum(one, "*", draft.other("Int"))
            yield m.Extreme(chance.one(WHICH), one, other)
            yield m.Rounded(
                one, _divisor(draft), chance.one(ROUNDINGS), chance.one((Decimal(10), Decimal(100)))
            )
        case _:
            pass
    if sort == "Int" and len(draft.of("Date")) > 1 and (not mine or chance.happens(0.3)):
        yield m.DaysFrom(*chance.some(draft.of("Date"), 2))
    if sort == "Int" and draft.of("Duration") and chance.happens(0.5):
        yield m.Rounded(chance.one(draft.of("Duration")), chance.one(UNITS), chance.one(ROUNDINGS), 1)


def _divisor(draft: Draft) -> m.Term:
    return draft.chance.one((2, 3, 4)) if draft.chance.happens(0.6) else draft.other("Int")


# --- totals ----------------------------------------------------------------------------------------


def _add_up(draft: Draft, sort: str) -> None:
    if sort == "Int" and draft.chance.happens(0.5):
        total = _count(draft)
    elif sort == "Date":
        total = _earliest_or_latest(draft)
    else:
        total = _sum_or_greatest(draft, sort)
    draft.add(total, total.var)


def _count(draft: Draft) -> m.Total:
    var, chance = draft.new("Int"), draft.chance
    single = [each for sort in ("Part", "Date", "Int") for each in draft.of_things(sort)]
    if chance.happens(0.6):
        relation = chance.one(single)
        sort = relation.sorts[1]
        key = draft.new(sort)
        conditions: list[m.Element] = [m.Literal(relation.name, (m.X, key))]
        if sort == "Part":
            conditions += _further(draft, key, None)
        elif chance.happens(0.5):
            conditions.append(m.Compares(key, chance.one(SIGNS), draft.other(sort)))
    else:
        relation = chance.one(
            [e for e in draft.below if e.sorts[:2] == ("Item", "Part") and len(e.sorts) == 3]
        )
        key = draft.new("Part")
        conditions = [m.Literal(relation.name, (m.X, key, draft.other(relation.sorts[2])))]
        conditions += _further(draft, key, None)
    return m.Total(var, "count", None, (key,), tuple(conditions))


def _earliest_or_latest(draft: Draft) -> m.Total:
    var, value, chance = draft.new("Date"), draft.new("Date"), draft.chance
    which = chance.one(("earliest", "latest"))
    if chance.happens(0.4):
        key = draft.new("Part")
        conditions: list[m.Element] = [m.Literal("visited", (m.X, key, value)), *_further(draft, key, value)]
        return m.Total(var, which, value, (key,), tuple(conditions))
    conditions = [m.Literal(chance.one(draft.of_things("Date")).name, (m.X, value))]
    if chance.happens(0.3):
        conditions.append(m.Compares(value, chance.one(SIGNS[2:]), draft.other("Date")))
    return m.Total(var, which, value, (value,), tuple(conditions))


def _sum_or_greatest(draft: Draft, sort: str) -> m.Total:
    var, key, value = draft.new(sort), draft.new("Part"), draft.new(sort)
    relation = draft.chance.one([each for each in draft.below if each.sorts == ("Item", "Part", sort)])
    conditions = (m.Literal(relation.name, (m.X, key, value)), *_further(draft, key, value))
    operator = draft.chance.one(("sum", "sum", "sum", "greatest", "least"))
    return m.Total(var, operator, value, (key,), conditions)


def _further(draft: Draft, key: m.Var, value: m.Var | None) -> Iterator[m.Element]:
    """What else must be so of what is counted or added up."""
    if draft.chance.happens(0.5):
        literal = m.Literal(draft.chance.one(draft.of_things("Part")).name, (m.X, key))
        elements: tuple[m.Element, ...] = (literal, replace(literal, positive=False), m.NoShowing(literal))
        yield draft.chance.one((literal, *elements))
    if value is not None and draft.chance.happens(0.35):
        yield m.Compares(value, draft.chance.one(SIGNS), draft.other(draft.sort_of(value)))

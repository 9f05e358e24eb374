"""Draws what a rule asks of the values that it has."""

from __future__ import annotations

from dataclasses import replace

from tests.meaning.measured import law as m
from tests.meaning.measured.draft import Draft
from tests.meaning.measured.giving import WAYS
from tests.meaning.measured.tables import TABLES
from tests.meaning.measured.vocabulary import COURT_DAYS, SIGNS


def ask(draft: Draft) -> None:
    """One more element that must be so."""
    chance = draft.chance
    match chance.random.randrange(15):
        case 0 | 1 | 2 | 3:
            draft.add(comparison(draft))
        case 4 if draft.of("Int"):
            options = tuple(sorted({chance.value("Int") for _ in range(2)}))
            draft.add(m.OneOf(chance.one(draft.of("Int")), options, chance.happens(0.5)))
        case 5 | 6 if len(draft.of("Date")) >= 2:
            day, start = chance.some(draft.of("Date"), 2)
            counted = COURT_DAYS if chance.happens(0.6) else ""
            draft.add(m.Within(day, chance.period(), chance.one(WAYS), start, counted))
        case 7 | 8 | 9:
            draft.add(m.NoShowing(sought(draft)))
        case 10 | 11:
            draft.add(_for_every(draft))
        case 12 if len(draft.of("Date")) >= 2 and chance.days_are_near:
            draft.add(_every_day(draft))
        case 12 if not draft.is_definition:
            draft.add(m.Either((_simple(draft), _simple(draft))))
        case 13 if draft.of("Int"):
            draft.add(m.NoShowing(_in_a_table(draft)))
        case _:
            draft.add(_simple(draft))


def comparison(draft: Draft) -> m.Element:
    mine = [each for each in draft.variables if draft.sort_of(each) != "Part"]
    if not mine:
        return m.Literal("flag", (m.X,))
    left = draft.chance.one(mine)
    return m.Compares(left, draft.chance.one(SIGNS), draft.other(draft.sort_of(left)))


def sought(draft: Draft) -> m.Literal:
    """Something about X and what is known of it, or about any value."""
    relation = draft.chance.one([each for each in draft.below if each.is_of_a_thing and each.name != "item"])
    return m.Literal(relation.name, (m.X, *(_looked_for(draft, sort) for sort in relation.sorts[1:])))


def _looked_for(draft: Draft, sort: str) -> m.Term:
    mine = draft.of(sort)
    if mine and draft.chance.happens(0.6):
        return draft.chance.one(mine)
    return m.ANY if draft.chance.happens(0.4) else draft.chance.value(sort)


def _in_a_table(draft: Draft) -> m.Literal:
    table = draft.chance.one(TABLES)
    return m.Literal(table.name, tuple(_looked_for(draft, sort) for sort in table.sorts))


def _simple(draft: Draft) -> m.Element:
    chance = draft.chance
    match chance.random.randrange(6):
        case 0 | 1:
            return comparison(draft)
        case 2:
            return m.Literal(chance.one(draft.of_things()).name, (m.X,), chance.happens(0.6))
        case 3:
            relation = chance.one(
                [e for e in draft.below if e.keys == 1 and e.is_of_a_thing and len(e.sorts) == 2]
            )
            return m.Literal(relation.name, (m.X, draft.other(relation.sorts[1])), positive=False)
        case _:
            found = sought(draft)
            return comparison(draft) if m.ANY in found.terms and chance.happens(0.5) else found


# --- for every -------------------------------------------------------------------------------------


def _for_every(draft: Draft) -> m.ForEvery:
    chance = draft.chance
    if len(draft.of("Date")) >= 2 and chance.days_are_near and chance.happens(0.7):
        return _every_day(draft)
    if draft.of("Int") and chance.happens(0.3):
        return _every_row(draft)
    key, value = draft.new("Part"), draft.new("Int")
    open_ones = [each for each in draft.of_things("Part") if not each.closed]
    literal = m.Literal(chance.one(open_ones).name, (m.X, key))
    part = chance.one([each.name for each in draft.below if each.sorts == ("Item", "Part", "Int")])
    compared = m.Compares(value, chance.one(SIGNS), draft.other("Int"))
    asked: list[tuple[m.Element, ...]] = [
        (literal,),
        (m.NoShowing(literal),),
        (replace(literal, positive=False),),
        (m.Literal(part, (m.X, key, value)), compared),
    ]
    return m.ForEvery((key,), (m.Literal("member", (m.X, key)),), chance.one(asked))


def _every_day(draft: Draft) -> m.ForEvery:
    first, last = draft.chance.some(draft.of("Date"), 2)
    day = draft.new("Date")
    event = m.Literal("event", (m.X, day))
    compared = m.Compares(day, draft.chance.one(SIGNS), draft.other("Date"))
    asked: tuple[m.Element, ...] = (compared, event, m.NoShowing(event))
    return m.ForEvery((day,), (m.AnyDay(day, first, last),), (draft.chance.one(asked),))


def _every_row(draft: Draft) -> m.ForEvery:
    """Of a table, at a value that is known."""
    known, level = draft.chance.one(draft.of("Int")), draft.new("Int")
    listed = m.Literal("listed", (m.X, level))
    compared = m.Compares(level, draft.chance.one(SIGNS), draft.other("Int"))
    asked: tuple[m.Element, ...] = (compared, compared, listed, m.NoShowing(listed))
    row = m.Literal("grid", (known, m.ANY, level))
    return m.ForEvery((level,), (row,), (draft.chance.one(asked),))

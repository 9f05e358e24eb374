"""Draws what a record shows, and leaves a few things in it open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.meaning.doctrine import Between, Length
from tests.meaning.measured import law as m
from tests.meaning.measured.chance import Chance
from tests.meaning.measured.vocabulary import BASE, PARTS

FIRM = {"item", "amended"} | {each.name for each in BASE if each.closed}  # what is never left open


@dataclass(frozen=True)
class Records:
    chance: Chance

    def drawn(self, open_things: int) -> m.Matter:
        things = ("a", "b")[: self.chance.one((1, 1, 2))]
        facts = [fact for thing in things for relation in BASE for fact in self._recorded(relation, thing)]
        self.chance.random.shuffle(facts)
        return self._left_open(m.Matter(things, PARTS, tuple(facts)), open_things)

    # --- what is shown ------------------------------------------------------------------------------

    def _recorded(self, relation: m.Relation, thing: str) -> Iterator[m.Fact]:
        match relation:
            case m.Relation("item"):
                yield m.Fact(m.Literal("item", (thing,)))
            case m.Relation("amended"):
                yield from self._amended(thing)
            case m.Relation(sorts=("Item",)):
                yield from self._plain(relation, thing)
            case m.Relation(sorts=("Item", "Part", *_)):
                yield from self._of_parts(relation, thing)
            case m.Relation(sorts=("Item", sort), keys=None):
                number = self.chance.one((0, 1, 2, 2, 3))
                for value in sorted({self.chance.value(sort) for _ in range(number)}):
                    yield m.Fact(m.Literal(relation.name, (thing, value)))
            case _:
                if self.chance.happens(0.88):
                    values = tuple(map(self.chance.value, relation.sorts[1:]))
                    yield m.Fact(m.Literal(relation.name, (thing, *values)))

    def _amended(self, thing: str) -> Iterator[m.Fact]:
        for part in PARTS[:2]:
            if self.chance.happens(0.6):
                yield m.Fact(m.Literal("amended", (part, thing, self.chance.value("Int"))))

    def _plain(self, relation: m.Relation, thing: str) -> Iterator[m.Fact]:
        if self.chance.happens(0.75):
            positive = relation.closed or self.chance.happens(0.7)
            status = self.chance.one(("found", "admitted"))
            yield m.Fact(m.Literal(relation.name, (thing,), positive), status)

    def _of_parts(self, relation: m.Relation, thing: str) -> Iterator[m.Fact]:
        for part in PARTS:
            if self.chance.happens(0.65):
                values = tuple(map(self.chance.value, relation.sorts[2:]))
                positive = relation.closed or bool(values) or self.chance.happens(0.75)
                status = "found" if relation.closed or self.chance.happens(0.9) else "alleged"
                yield m.Fact(m.Literal(relation.name, (thing, part, *values), positive), status)

    # --- what is left open --------------------------------------------------------------------------

    def _left_open(self, matter: m.Matter, number: int) -> m.Matter:
        """Some of its facts become imprecise, or are disputed."""
        for _ in range(number):
            could = [fact for fact in matter.facts if _is_firm(fact)]
            if could:
                matter = self._opened(matter, self.chance.one(could))
        return matter

    def _opened(self, matter: m.Matter, fact: m.Fact) -> m.Matter:
        literal = fact.literal
        if self.chance.happens(0.7) and not isinstance(literal.terms[-1], str):
            blurred = m.Fact(self._blurred(literal))
            return replace(matter, facts=tuple(blurred if each == fact else each for each in matter.facts))
        dispute = m.Dispute(f"issue{len(matter.disputes)}", (literal, self._opponent(literal)))
        facts = tuple(each for each in matter.facts if each != fact)
        return replace(matter, facts=facts, disputes=(*matter.disputes, dispute))

    def _opponent(self, literal: m.Literal) -> m.Literal:
        relation = next(each for each in BASE if each.name == literal.relation)
        if relation.keys is not None and self.chance.happens(0.6):
            return replace(literal, terms=(*literal.terms[:-1], self._unlike(literal.terms[-1])))
        return replace(literal, positive=not literal.positive)

    def _unlike(self, value: Any) -> Any:
        match value:
            case date():
                return value + timedelta(self.chance.one((1, 2, 12)))
            case Length(months, days):
                return Length(months, days + self.chance.one((1, 3)))
            case _:
                return value + 1

    def _blurred(self, literal: m.Literal) -> m.Literal:
        """With an imprecise value in its last place, or in the one before it."""
        places = [i for i, term in enumerate(literal.terms) if not isinstance(term, str)]
        place = self.chance.one(places)
        terms = list(literal.terms)
        terms[place] = self._bounds(terms[place])
        return replace(literal, terms=tuple(terms))

    def _bounds(self, value: Any) -> Between:
        """Near to a value, on both sides or on one; or nothing is known of it."""
        if self.chance.happens(0.08) and not isinstance(value, date):
            return Between(None, None)
        step = self.chance.one((1, 1, 2, 3))
        low, high = value, value
        match value:
            case date():
                low, high = value - timedelta(self.chance.one((0, 1, 1))), value + timedelta(step)
            case Length() if self.chance.happens(0.3):
                months = self.chance.one((1, 1, 2, 12))
                low, high = Length(months), Length(months + step)
            case Length(_, days):
                low, high = Length(0, max(days, 1)), Length(0, max(days, 1) + step)
            case Decimal() | int():
                high = value + step
        shape = self.chance.random.randrange(6)
        return Between(None if shape == 0 else low, None if shape == 1 else high)


def _is_firm(fact: m.Fact) -> bool:
    imprecise = any(isinstance(each, Between) for each in fact.literal.terms)
    return fact.literal.relation not in FIRM and fact.status == "found" and not imprecise

"""Draws cases that measure: most of what a rule asks for is near to being so, and some of it is left open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.meaning.measured import law as m
from tests.meaning.measured.chance import Chance
from tests.meaning.measured.conditions import ask, sought
from tests.meaning.measured.draft import Draft, tidied
from tests.meaning.measured.giving import give
from tests.meaning.measured.records import Records
from tests.meaning.measured.tables import TABLES
from tests.meaning.measured.timing import Timing
from tests.meaning.measured.variables import relations_of
from tests.meaning.measured.vocabulary import BASE, DERIVED, DUE

OPEN_THINGS = (0, 0, 1, 2, 2, 3, 3, 4)
VALUED = ("Int", "Date", "Duration", "Money")
OF_DAYS = ("Date", "Date", "Date", "Duration")  # in law that is about days
CONCLUDED = {1: 4, 2: 2, 3: 1}  # how many relations of each level are drawn


def drawn(seed: int) -> m.Case:
    """The case of a seed."""
    chance = Chance.of(seed)
    matter = Records(chance).drawn(chance.one(OPEN_THINGS))
    return m.Case(_Law(chance).drawn(), matter)


@dataclass
class _Law:
    chance: Chance
    rules: list[m.Rule] = field(default_factory=list)
    priorities: list[tuple[str, str]] = field(default_factory=list)
    scenarios: tuple[m.Scenario, ...] = ()
    valued: tuple[str, ...] = VALUED

    def drawn(self) -> m.Law:
        self.valued = OF_DAYS if self.chance.happens(0.35) else VALUED
        counting = Timing(self.chance).counting()
        deadlines = (Timing(self.chance).deadline(counting),) if self.chance.happens(0.6) else ()
        if self.chance.happens(0.7):
            self.scenarios = (m.Scenario("as_amended", "size", "amended"),)
        relations = [*BASE, *([DUE] if deadlines else []), *self._concluded()]
        for each in relations:
            if each in DERIVED:
                self._add_rules(each, tuple(one for one in relations if one.level < each.level))
        return m.Law(
            (*relations, *TABLES),
            tuple(self.rules),
            deadlines,
            (counting,),
            self.scenarios,
            tuple(self.priorities),
        )

    def _concluded(self) -> list[m.Relation]:
        """The lower ones first."""
        return [
            each
            for level, number in CONCLUDED.items()
            for each in self.chance.some([one for one in DERIVED if one.level == level], number)
        ]

    # --- rules --------------------------------------------------------------------------------------

    def _add_rules(self, relation: m.Relation, below: tuple[m.Relation, ...]) -> None:
        first = self._rule(relation, f"{relation.name}_a", below)
        self.rules.append(first)
        if relation.closed or first.otherwise_not or not self.chance.happens(0.4):
            return
        second = self._rule(relation, f"{relation.name}_b", below)
        if relation.keys is None and self.chance.happens(0.7):
            second = replace(second, then=replace(second.then, positive=False))
        if relation.keys is not None or not second.then.positive:
            second = self._declared(second, first)
        self.rules.append(second)

    def _declared(self, second: m.Rule, first: m.Rule) -> m.Rule:
        """Who prevails where the two clash, from one end or the other, or nobody."""
        match self.chance.random.randrange(8):
            case 0:
                return second
            case 1 | 2:
                self.priorities.append((second.name, first.name))
            case 3:
                self.priorities.append((first.name, second.name))
            case _:
                return replace(second, exception_to=(first.name,))
        return second

    def _rule(self, relation: m.Relation, name: str, below: tuple[m.Relation, ...]) -> m.Rule:
        chance = self.chance
        draft = Draft(chance, below, self._otherwise_in_scenario(), relation.name.startswith("def"))
        wanted = relation.sorts[1:]
        give(draft, chance.one((*self.valued, *wanted[-1:])), fixed=True)
        for _ in range(chance.one((0, 1, 1, 2)) + (self.valued is OF_DAYS)):
            give(
                draft,
                chance.one(self.valued if self.valued is OF_DAYS else ("Int", *VALUED)),
                fixed=draft.is_definition,
            )
        for sort in wanted:
            if not draft.of(sort):
                give(draft, sort, fixed=draft.is_definition)
        self._govern(draft)
        for _ in range(chance.one((0, 1, 1, 2)) if wanted else chance.one((1, 1, 2))):
            ask(draft)
        unless = (sought(draft),) if chance.happens(0.15) else ()
        then = m.Literal(relation.name, (m.X, *(self._concluding(draft, sort) for sort in wanted)))
        return tidied(m.Rule(name, then, tuple(draft.elements), unless, (), draft.is_definition))

    def _concluding(self, draft: Draft, sort: str) -> m.Term:
        mine = draft.of(sort)
        return self.chance.one(mine) if mine and self.chance.happens(0.95) else self.chance.value(sort)

    def _otherwise_in_scenario(self) -> frozenset[str]:
        """The conclusions so far that rest on what a scenario replaces."""
        found = {each.relation for each in self.scenarios}
        for rule in self.rules:
            if found & relations_of(rule.elements):
                found.add(rule.then.relation)
        return frozenset(found) - {each.relation for each in self.scenarios}

    # --- days that govern ---------------------------------------------------------------------------

    def _govern(self, draft: Draft) -> None:
        """The rule is in force as of a day that it names, or has editions of that day."""
        chance, days = self.chance, draft.of("Date")
        if not days or not chance.happens(0.3):
            return
        day = chance.one(days)
        first, second = sorted((chance.value("Date"), chance.value("Date")))
        if chance.happens(0.4) or first == second:
            last = second if chance.happens(0.5) else None
            draft.add(m.Governs(day, chance.one((first, chance.first.replace(year=2000, day=1))), last))
            return
        sort = chance.one(("Int", "Int", "Money", "Duration"))
        var = draft.new(sort)
        editions = tuple(m.Edition(each, chance.value(sort)) for each in (first, second))
        draft.add(m.Governs(day, first, None, var, editions), var)

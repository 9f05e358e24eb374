"""Draws cases in which much is said of little, so that what is said meets.

Relations have levels; a relation of a higher one gets several provisions, of texts and opinions of every
weight, most of whose elements are met. Days are drawn at, before and after the same few days; numbers at and
beside the thresholds that the law names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from tests.meaning import doctrine as d
from tests.meaning.authority import KINDS, can_clash, spoken_on
from tests.meaning.values import SIGNS, compared

T = TypeVar("T")

THINGS = ("a", "b")
NUMBERS = (1, 2, 3, 4, 5)
EDITIONS = ("first", "second", "third")
PINPOINTS = ("1", "1", "2", "1(a)", "10")
HOME = "east"  # the court of which most opinions are, and where most is asked
ITEM = "item"  # what everything is that the law speaks of


def drawn(seed: int) -> d.Case:
    """The case of a seed."""
    return _Draw(Random(seed)).case()


@dataclass
class _Draw:
    random: Random
    marks: list[date] = field(default_factory=list)
    relations: list[d.Relation] = field(default_factory=list)
    courts: list[d.Court] = field(default_factory=list)
    texts: list[d.Text] = field(default_factory=list)
    opinions: list[d.Opinion] = field(default_factory=list)
    provisions: list[d.Provision] = field(default_factory=list)
    so: dict[str, d.Literal] = field(default_factory=dict)  # what the record says of the first thing

    def case(self) -> d.Case:
        self.marks = sorted(date(2000, 1, 1) + timedelta(self.random.randrange(3650)) for _ in range(5))
        self._relations()
        self._authorities()
        matter = self._matter()
        self.so = _said_of(matter, THINGS[0])
        self._provisions()
        doctrine = d.Doctrine(
            tuple(self.relations),
            tuple(self.courts),
            tuple(self.texts),
            tuple(self.opinions),
            tuple(self.provisions),
        )
        doctrine = self._declared(doctrine)
        doctrine = replace(doctrine, treatments=tuple(self._treatments()))
        return d.Case(doctrine, matter)

    # --- chance -------------------------------------------------------------------------------------

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, of: Sequence[T]) -> T:
        return self.random.choice(of)

    def day(self) -> date:
        """A day at one of a few days, or beside it."""
        return self.one(self.marks) + timedelta(self.one((-1, 0, 0, 1)))

    # --- what can be said ---------------------------------------------------------------------------

    def _relations(self) -> None:
        self.relations = [
            *(d.Relation(f"r{number}", 0) for number in range(self.one((3, 4)))),
            d.Relation("item", 0),
            d.Relation("shut", 0, closed=True),
            d.Relation("size", 0, "Int"),
            d.Relation("judged", 0, "Date"),
            d.Relation("term", 0, "Duration"),
            d.Relation("p", 1),
            *([d.Relation("q", 1)] if self.happens(0.5) else []),
            d.Relation("value", 1, "Int"),
            *([d.Relation("known", 1, closed=True)] if self.happens(0.3) else []),
            d.Relation("s", 2),
            *([d.Relation("sum", 2, "Int")] if self.happens(0.4) else []),
        ]

    def _authorities(self) -> None:
        self.texts = [
            d.Text("act", "statute", d.Span(self.marks[0]) if self.happens(0.5) else d.ALWAYS),
            d.Text("bill", "statute", d.Span(self.day()) if self.happens(0.6) else d.ALWAYS),
            d.Text("local", "rules", self._span(0.5)),
            d.Text("reform", "statute", d.Span(self.marks[-1] + timedelta(self.one((-1, 0, 1, 60))))),
            d.Text("norm", self.one(KINDS), self._span(0.3)),
            d.Text(
                "manual",
                "guideline",
                editions=tuple(zip(EDITIONS, sorted(self._three_days()), strict=True)),
                chosen_by="judged" if self.happens(0.6) else "",
            ),
        ]
        names = ["high", "east", "west", *(["south"] if self.happens(0.4) else [])]
        self.opinions = [self._opinion(name, names) for name in ("ash", "birch", "cedar", "elm", "fir")]
        self.courts = [
            d.Court(name, "" if name == "high" else "high", rules=self._rules(name, names)) for name in names
        ]
        self.courts += [d.Court("vale", "east", trial=True), d.Court("hill", "west", trial=True)]

    def _three_days(self) -> list[date]:
        first = self.random.sample(self.marks, 3)
        return [each + timedelta(self.one((0, 0, 1))) for each in first]

    def _span(self, share: float) -> d.Span:
        if not self.happens(share):
            return d.ALWAYS
        first, last = sorted((self.day(), self.day()))
        return d.Span(first, last if self.happens(0.4) and first < last else None)

    def _opinion(self, name: str, courts: Sequence[str]) -> d.Opinion:
        court = HOME if self.happens(0.5) else self.one(("high", *courts, "vale"))
        published = self.happens(0.65)
        whole = published and court in courts[1:] and self.happens(0.35)
        return d.Opinion(name, court, self.day(), self.happens(0.08), published, whole)

    def _rules(self, name: str, courts: Sequence[str]) -> tuple[d.CourtRule, ...]:
        if name == "high":
            return ()
        rules = []
        own = [each.name for each in self.opinions if each.court == name and each.published]
        under = self.one([*own, "local", "local"])
        if self.happens(0.7):
            rules.append(d.CourtRule(self.one(("earlier", "later", "neither")), under, force=self._span(0.4)))
        if self.happens(0.4):
            decided = d.Span(self.day()) if self.happens(0.5) else d.Span(None, self.day())
            rules.append(d.CourtRule("bind", "local", decided=decided))
        if self.happens(0.3):
            of = self.one([each for each in courts[1:] if each != name])
            rules.append(d.CourtRule("adopts", under, of, d.Span(None, self.day()), self._span(0.2)))
        return tuple(rules)

    # --- provisions ---------------------------------------------------------------------------------

    def _provisions(self) -> None:
        for relation in [each for each in self.relations if each.level]:
            for _ in range(self.one((1, 2, 3, 3, 4, 5))):
                self.provisions.append(self._provision(relation))
        for each in list(self.provisions):
            if self.happens(0.25) and isinstance(each.then, d.Literal) and each.then.value is None:
                level = self._relation(each.then.relation).level
                off = self._spoken(f"without_{each.name}", d.Off(each.name), self._given(level))
                self.provisions.append(off)

    def _relation(self, name: str) -> d.Relation:
        return next(each for each in self.relations if each.name == name)

    def _provision(self, relation: d.Relation) -> d.Provision:
        front = f"{relation.name}_"
        name = f"{front}{sum(each.name.startswith(front) for each in self.provisions)}"
        given = self._given(relation.level)
        made = self._spoken(name, self._conclusion(relation, given), given)
        if made.kind == "rule" and not relation.functional and not relation.closed and self.happens(0.3):
            literal = d.Literal(relation.name)
            something = () if d.Is(d.Literal(ITEM)) in made.given else (d.Is(d.Literal(ITEM)),)
            made = replace(made, kind="definition", then=literal, given=(*something, *made.given))
        if self.happens(0.14) and not relation.closed:
            literal = self._conclusion(relation, ())
            when = tuple(self._element(relation.level) for _ in range(self.one((1, 1, 2))))
            made = replace(made, leaves_open=(d.Question("further", literal, _of_something(when)),))
        if self.happens(0.12) and made.kind in ("rule", "definition") and not made.leaves_open:
            made = replace(made, given=(d.Names("judged", d.Var("Day")), *made.given), as_of=d.Var("Day"))
        return made

    def _spoken(self, name: str, then: d.Literal | d.Off, given: tuple[d.Element, ...]) -> d.Provision:
        """By a text or an opinion."""
        closed = isinstance(then, d.Literal) and self._relation(then.relation).closed
        if closed or self.happens(0.45):
            return d.Provision(name, "rule", self._part(), then, given, force=self._span(0.1))
        kind = self.one(("holding",) * 8 + ("dictum", "dissent"))
        construing = self._construed(then) if self.happens(0.6) else None
        opinion = self.one(self.opinions)
        return d.Provision(name, kind, d.Part(opinion.name, self.one(PINPOINTS)), then, given, construing)

    def _construed(self, then: d.Literal | d.Off) -> d.Part:
        """Often the text of a provision that says something of the same."""
        beside = [
            each.under
            for each in self.provisions
            if each.kind in ("rule", "definition")
            and isinstance(each.then, d.Literal)
            and isinstance(then, d.Literal)
            and each.then.relation == then.relation
        ]
        return self.one(beside) if beside and self.happens(0.7) else self._part()

    def _part(self) -> d.Part:
        text = self.one([each for each in self.texts if each.name not in ("local", "reform")])
        if not text.editions:
            return d.Part(text.name, self.one(PINPOINTS))
        first, last = sorted(self.one(range(3)) for _ in range(2))
        return d.Part(text.name, self.one(PINPOINTS), (EDITIONS[first], EDITIONS[last]))

    def _conclusion(self, relation: d.Relation, given: Sequence[d.Element]) -> d.Literal:
        if relation.closed:
            return d.Literal(relation.name)
        if not relation.functional:
            return d.Literal(relation.name, self.happens(0.55))
        numbers = [e.var for e in given if isinstance(e, d.Names) and e.relation in ("size", "value")]
        if numbers and self.happens(0.5):
            return d.Literal(relation.name, True, numbers[0])
        return d.Literal(relation.name, self.happens(0.9), self.one((1, 1, 2, 2, 3)))

    def _given(self, level: int) -> tuple[d.Element, ...]:
        if self.happens(0.3):
            return (d.Is(d.Literal(ITEM)),)
        elements: list[d.Element] = [self._element(level) for _ in range(self.one((1, 1, 1, 2)))]
        if self.happens(0.25):
            elements = [*self._measured(level), *elements]
        return _of_something(elements)

    def _measured(self, level: int) -> list[d.Element]:
        kinds = [
            each
            for each in self.relations
            if each.functional and each.level < level and each.name != "judged"
        ]
        relation = self.one(kinds)
        var = d.Var(relation.name.capitalize())
        value = self.one(NUMBERS) if relation.of == "Int" else self._length()
        signs = [sign for sign in SIGNS if self._is_met(relation, sign, value)]
        return [d.Names(relation.name, var), d.Compares(var, self.one(signs or [*SIGNS]), value)]

    def _is_met(self, relation: d.Relation, sign: str, value: d.Value) -> bool:
        said = self.so.get(relation.name)
        if said is None or said.value is None or isinstance(said.value, d.Var) or self.happens(0.2):
            return self.happens(0.5)
        return compared(said.value, sign, value) is True

    def _length(self) -> d.Length:
        return self.one((d.Length(12), d.Length(13), d.Length(0, 395), d.Length(0, 397), d.Length(0, 392)))

    def _element(self, level: int) -> d.Element:
        below = [each for each in self.relations if each.level < level and each.of in ("", "Int")]
        below = [each for each in below if each.name != ITEM]
        near = [each for each in below if each.level == level - 1]
        relation = self.one(near if self.happens(0.7) else below)
        literal = self._literal(relation)
        match self.random.randrange(20):
            case 0 | 1 | 2 | 3:
                hidden = literal.value is not None and self.happens(0.3)
                return d.NoShowing(d.Literal(relation.name, True, d.ANY) if hidden else literal)
            case 4 | 5 if not relation.closed:
                unshown = d.Literal(relation.name, True, literal.value)
                return d.Is(unshown if self.happens(0.7) else literal, for_the_court=True)
            case 6:
                return d.Either((literal, self._literal(self.one(below))))
            case 7 if relation.level == 0 and not relation.functional:
                return self.one((d.IsAlleged, d.IsDisputed))(replace(literal, positive=True))
            case _:
                return d.Is(literal)

    def _literal(self, relation: d.Relation) -> d.Literal:
        """Mostly what is so."""
        if relation.name in self.so and self.happens(0.75):
            return self.so[relation.name]
        value = self.one((1, 1, *NUMBERS[:3])) if relation.functional else None
        return d.Literal(relation.name, self.happens(0.8), value)

    # --- declarations and treatments ----------------------------------------------------------------

    def _declared(self, doctrine: d.Doctrine) -> d.Doctrine:
        priorities = []
        declared: list[set[str]] = []
        provisions = {each.name: each for each in doctrine.provisions}
        for one in doctrine.provisions:
            for other in doctrine.provisions:
                pair = {one.name, other.name}
                if pair not in declared and self._may_declare(doctrine, one, other):
                    declared.append(pair)
                    mine = provisions[one.name]
                    match self.random.randrange(3):
                        case 0:
                            mine = replace(mine, exception_to=(*mine.exception_to, other.name))
                        case 1:
                            mine = replace(mine, subject_to=(*mine.subject_to, other.name))
                        case _:
                            priorities.append((one.name, other.name))
                    provisions[one.name] = mine
        return replace(doctrine, provisions=tuple(provisions.values()), priorities=tuple(priorities))

    def _may_declare(self, doctrine: d.Doctrine, one: d.Provision, other: d.Provision) -> bool:
        clash = one.name != other.name and can_clash(doctrine, _shut(one), _shut(other))
        return clash and self.happens(0.2)

    def _treatments(self) -> list[d.Treatment]:
        found = []
        for text in ("act", "bill", "norm", "manual"):
            if self.happens(0.1):
                named = [each.name for each in self.provisions if each.under.text == text]
                found.append(d.Treatment("reform", "repeals", self.one([text, *named])))
        for later in self.opinions:
            for earlier in self.opinions:
                if self._can_overrule(later, earlier) and self.happens(0.15):
                    named = [each.name for each in self.provisions if each.under.text == earlier.name]
                    found.append(d.Treatment(later.name, "overrules", self.one([earlier.name, *named])))
            before = [t.name for t in self.texts if t.name != "local" and _begins(t) < spoken_on(later)]
            could = before and later.court in ("high", "east", "west") and later.published
            if could and self.happens(0.06):
                found.append(d.Treatment(later.name, "invalidates", self.one(before)))
        return found

    def _can_overrule(self, later: d.Opinion, earlier: d.Opinion) -> bool:
        if spoken_on(later) <= spoken_on(earlier):
            return False
        if later.court == "high":
            return True
        above = {each.name: each.above for each in self.courts}
        return above[earlier.court] == later.court or (
            later.court == earlier.court and later.en_banc and not earlier.en_banc
        )

    # --- matters ------------------------------------------------------------------------------------

    def _matter(self) -> d.Matter:
        things = THINGS[: self.one((1, 1, 2))]
        facts: list[d.Fact] = []
        disputes: list[d.Dispute] = []
        for thing in things:
            for relation in self.relations:
                if relation.level == 0:
                    self._recorded(relation, thing, facts, disputes)
                elif self.happens(0.06) and not relation.closed:
                    literal = self._literal(relation)
                    if self.happens(0.6):
                        facts.append(d.Fact(thing, literal))
                    else:
                        name = f"about_{relation.name}_{thing}"
                        disputes.append(d.Dispute(name, thing, (literal, literal.opposite)))
        decides = self.one(self.opinions).name if self.happens(0.2) else ""
        return d.Matter(things, self._court(), self._late_day(), tuple(facts), tuple(disputes), decides)

    def _court(self) -> str:
        return self.one((HOME, HOME, "vale")) if self.happens(0.6) else self.one(self.courts).name

    def _late_day(self) -> date:
        """Mostly when much of the law is there."""
        if self.happens(0.3):
            return self.day()
        return self.one(self.marks[-2:]) + timedelta(self.one((-1, 0, 1, 90)))

    def _recorded(
        self, relation: d.Relation, thing: str, facts: list[d.Fact], disputes: list[d.Dispute]
    ) -> None:
        literal = d.Literal(relation.name, True, self._value(relation))
        if relation.name == ITEM:
            facts.append(d.Fact(thing, literal))
            return
        chance = self.random.random()
        if relation.name == "judged":
            chance *= 0.75
        if relation.closed:
            if chance < 0.5:
                facts.append(d.Fact(thing, literal, "found" if chance < 0.4 else "alleged"))
        elif chance < 0.6:
            if relation.functional and self.happens(0.15):
                literal = replace(literal, value=self._imprecise(relation, literal.value))
            facts.append(d.Fact(thing, literal, self.one(("found", "admitted", "recited", "apparent"))))
        elif chance < 0.72 and len(disputes) < 3:
            other = literal.opposite
            if relation.functional:
                other = replace(literal, value=self._value(relation))
                if other == literal:
                    return
            disputes.append(d.Dispute(f"about_{relation.name}_{thing}", thing, (literal, other)))
        elif chance < 0.8:
            facts.append(d.Fact(thing, literal, "alleged"))
        elif chance < 0.9 and not relation.functional:
            facts.append(d.Fact(thing, literal.opposite))
        elif chance < 0.94:
            self._clashing(literal, thing, facts)

    def _clashing(self, literal: d.Literal, thing: str, facts: list[d.Fact]) -> None:
        facts.append(d.Fact(thing, literal))
        facts.append(d.Fact(thing, literal.opposite, despite=self.happens(0.5)))

    def _value(self, relation: d.Relation) -> d.Value | None:
        match relation.of:
            case "Int":
                return self.one(NUMBERS)
            case "Date":
                return self.day()
            case "Duration":
                return self._length()
            case _:
                return None

    def _imprecise(self, relation: d.Relation, value: d.Value | None) -> d.Value | None:
        other = self._value(relation)
        match value, other:
            case (int(), int()) | (date(), date()) if value != other:
                low, high = sorted((value, other))  # type: ignore[type-var]
                return self.one((d.Between(low, None), d.Between(None, high), d.Between(low, high)))
            case d.Length(months, 0), _ if months:
                return d.Between(d.Length(12), d.Length(14))
            case _:
                return value


def _said_of(matter: d.Matter, thing: str) -> dict[str, d.Literal]:
    sides = {e.sides[0].relation: e.sides[0] for e in matter.disputes if e.thing == thing}
    facts = {f.literal.relation: f.literal for f in matter.facts if f.thing == thing}
    exact = {name: each for name, each in facts.items() if not isinstance(each.value, d.Between)}
    return sides | exact


def _begins(text: d.Text) -> date:
    return text.editions[0][1] if text.editions else text.force.first or date.min


def _shut(each: d.Provision) -> d.Provision:
    return replace(each, leaves_open=())


def _gives(element: d.Is) -> bool:
    return element.literal.positive and not element.for_the_court


def _of_something(elements: Sequence[d.Element]) -> tuple[d.Element, ...]:
    """With an element that says what X is, if none of them does."""
    if any(isinstance(e, d.Names) or (isinstance(e, d.Is) and _gives(e)) for e in elements):
        return tuple(elements)
    return (d.Is(d.Literal(ITEM)), *elements)


def questions(case: d.Case) -> list[tuple[d.Literal, str]]:
    """Every ground question that the law can answer, and one or two that only the record can."""
    found = []
    for thing in case.matter.things:
        for relation in case.doctrine.relations:
            if relation.level and relation.functional:
                found += [(d.Literal(relation.name, True, number), thing) for number in NUMBERS[:3]]
            elif relation.level or relation.name in ("r0", "shut"):
                found.append((d.Literal(relation.name), thing))
    return found

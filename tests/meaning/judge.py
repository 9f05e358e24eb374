"""What a matter comes to: established, possible and conflicted, then the verdict, by docs/semantics.md alone.

By direct recursion: a relation is judged from what every provision, fact and dispute says of it, and what
they say rests on relations of lower levels. No clause, no model, no fixpoint; nothing of Decisis is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import product
from typing import assert_never

from tests.meaning import doctrine as d
from tests.meaning.authority import Forum
from tests.meaning.values import compared
from tests.meaning.writing import about

CONFLICTED, PROVED, DISCRETIONARY, REFUTED, UNDETERMINED = (
    "conflicted",
    "proved",
    "discretionary",
    "refuted",
    "undetermined",
)

Bound = Mapping[str, d.Value]


@dataclass(frozen=True)
class Speech:
    """What one provision, fact or side of a dispute says of one thing."""

    says: d.Literal
    is_open: bool = False  # it only leaves the question open
    speaker: d.Provision | None = None  # None: the record
    despite: bool = False  # a fact that was found although its opposite stands somewhere
    applies: bool = True
    may_apply: bool = True


@dataclass(frozen=True)
class Verdict:
    verdict: str
    by_cases: bool = False

    def __str__(self) -> str:
        return self.verdict + " by cases" * self.by_cases


@dataclass(frozen=True)
class Judge:
    """One matter in one court on one day, with every element for the court granted or not."""

    doctrine: d.Doctrine
    matter: d.Matter
    granted: bool = False
    order: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False)  # who beats whom
    heard: list[d.Provision] = field(default_factory=list, compare=False)
    speeches: dict[tuple[str, str], tuple[Speech, ...]] = field(default_factory=dict, compare=False)

    @property
    def forum(self) -> Forum:
        return Forum(self.doctrine, self.matter.court, self.matter.day, self.matter.decides)

    def over(self, matter: d.Matter, *, granted: bool = False) -> Judge:
        """The same law, court and day over another record: who is heard and who beats whom stays."""
        return Judge(self.doctrine, matter, granted, self.order, self.all_heard())

    def all_heard(self) -> list[d.Provision]:
        if not self.heard:
            self.heard.extend(each for each in self.doctrine.provisions if self.forum.is_heard(each))
        return self.heard

    def relation(self, name: str) -> d.Relation:
        return next(each for each in self.doctrine.relations if each.name == name)

    # --- what is said -------------------------------------------------------------------------------

    def said(self, name: str, thing: str) -> tuple[Speech, ...]:
        """Everything that is said of a relation of a thing. (Kept, for it is asked for again and again.)"""
        key = name, thing
        if key not in self.speeches:
            self.speeches[key] = (*self._of_the_record(*key), *self._of_the_law(*key))
        return self.speeches[key]

    def _of_the_record(self, name: str, thing: str) -> Iterator[Speech]:
        for fact in self.matter.facts:
            if fact.usable and fact.thing == thing and fact.literal.relation == name:
                yield Speech(fact.literal, despite=fact.despite)
        for dispute in self.matter.disputes:
            for side in dispute.sides:
                if dispute.thing == thing and side.relation == name:
                    yield Speech(side, applies=False)

    def _of_the_law(self, name: str, thing: str) -> Iterator[Speech]:
        for each in self.all_heard():
            if isinstance(each.then, d.Literal) and each.then.relation == name:
                yield from self._applied(each, thing)
                if each.kind == "definition":
                    yield from self._denied(each, thing)
            for question in each.leaves_open:
                if question.literal.relation == name:
                    yield from self._left_open(each, question, thing)

    def _applied(self, each: d.Provision, thing: str) -> Iterator[Speech]:
        assert isinstance(each.then, d.Literal)
        for bound in self._ways(each.given, thing):
            sure = self._is_on(each, thing, bound, True) and self._hold(each.given, thing, bound, True)
            maybe = self._is_on(each, thing, bound, False) and self._hold(each.given, thing, bound, False)
            yield Speech(_filled(each.then, bound), speaker=each, applies=sure, may_apply=maybe)

    def _denied(self, each: d.Provision, thing: str) -> Iterator[Speech]:
        """A definition concludes the opposite when one of its elements is established false."""
        assert isinstance(each.then, d.Literal)
        for element in each.given:
            vars_ = {each.as_of, element.var if isinstance(element, d.Compares) else None}
            named = tuple(e for e in each.given if isinstance(e, d.Names) and e.var in vars_)
            for bound in self._ways(named, thing):
                sure, maybe = (
                    self._is_on(each, thing, bound, surely)
                    and self._fails(each, element, thing, bound, surely)
                    for surely in (True, False)
                )
                yield Speech(each.then.opposite, speaker=each, applies=sure, may_apply=maybe)

    def _left_open(self, each: d.Provision, question: d.Question, thing: str) -> Iterator[Speech]:
        answers = [yes for name, of, yes in self.matter.answered if (name, of) == (each.name, question.name)]
        for bound in self._ways(question.when, thing):
            says = _filled(question.literal, bound)
            if answers and not answers[0]:
                says = says.opposite
            sure = self._is_law(each, thing, bound, True) and self._hold(question.when, thing, bound, True)
            maybe = self._is_law(each, thing, bound, False) and self._hold(question.when, thing, bound, False)
            yield Speech(says, is_open=not answers, speaker=each, applies=sure, may_apply=maybe)

    def _is_on(self, each: d.Provision, thing: str, bound: Bound, surely: bool) -> bool:
        """It is law, and nothing says that it does not apply."""
        return self._is_law(each, thing, bound, surely) and not any(
            self._hold(other.given, thing, way, not surely) and self._is_law(other, thing, way, not surely)
            for other in self.all_heard()
            if other.then == d.Off(each.name) and self.forum.takes_out(other, each)
            for way in self._ways(other.given, thing)
        )

    def _is_law(self, each: d.Provision, thing: str, bound: Bound, surely: bool) -> bool:
        """Its text is in force on the day that governs it."""
        name = self.forum.governed_by(each)
        if name is None:
            return self.forum.is_in_force(each, self.matter.day)
        day = bound.get(each.as_of.name) if each.as_of else None
        days = [day] if day is not None else self._values(name, thing, surely)
        lawful = [self._in_force_on(each, day, surely) for day in days if self._has(name, thing, day, surely)]
        return any(lawful)

    def _in_force_on(self, each: d.Provision, day: d.Value, surely: bool) -> bool:
        return (all if surely else any)(self.forum.is_in_force(each, one) for one in _days(self, day))

    # --- elements -----------------------------------------------------------------------------------

    def _ways(self, elements: tuple[d.Element, ...], thing: str) -> Iterator[Bound]:
        """Every choice of a value for each variable among those that may be its value."""
        named = [each for each in elements if isinstance(each, d.Names)]
        for values in product(*(self._values(each.relation, thing, False) for each in named)):
            yield {each.var.name: value for each, value in zip(named, values, strict=True)}

    def _hold(self, elements: tuple[d.Element, ...], thing: str, bound: Bound, surely: bool) -> bool:
        return all(self.holds(each, thing, bound, surely) for each in elements)

    def holds(self, element: d.Element, thing: str, bound: Bound, surely: bool) -> bool:
        """Whether an element is met, for an established conclusion or for a possible one."""
        match element:
            case d.Is(literal, True):
                otherwise = self._is(literal.opposite, thing, True)
                return not otherwise if self.granted or not surely else self._is(literal, thing, True)
            case d.Is(literal, False):
                return self._is(literal, thing, surely)
            case d.NoShowing(literal):
                return not self._is(literal, thing, not surely)
            case d.Names(name, var):
                return self._has(name, thing, bound[var.name], surely)
            case d.Compares(var, sign, value):
                found = compared(bound[var.name], sign, value)
                return found is True if surely else found is not False
            case d.Either(parts):
                return any(self._is(part, thing, surely) for part in parts)
            case d.IsAlleged(literal):
                return any(
                    f.status == "alleged" and (f.thing, f.literal) == (thing, literal)
                    for f in self.matter.facts
                )
            case d.IsDisputed(literal):
                return any(
                    e.thing == thing and literal in e.sides
                    for e in (*self.matter.disputes, *self.matter.resolved)
                )
            case _:
                assert_never(element)

    def _fails(self, each: d.Provision, element: d.Element, thing: str, bound: Bound, surely: bool) -> bool:
        """Whether an element is false: established so, or possibly so."""
        match element:
            case d.Is(literal, True) if not surely and not self.granted:
                return not self._is(literal, thing, True)
            case d.Is(literal, True) if not surely:
                return self._is(literal.opposite, thing, True)
            case d.Is(literal):
                return self._is(literal.opposite, thing, surely)
            case d.NoShowing(literal):
                return self._is(literal, thing, surely)
            case d.Names():
                return False  # silence denies nothing
            case d.Compares(var, sign, value):
                names = next(e for e in each.given if isinstance(e, d.Names) and e.var == var)
                if not self._has(names.relation, thing, bound[var.name], surely):
                    return False
                found = compared(bound[var.name], sign, value)
                return found is False if surely else found is not True
            case d.Either(parts):
                return all(self._is(part.opposite, thing, surely) for part in parts)
            case d.IsAlleged() | d.IsDisputed():
                return False  # that the record does not say so is silence
            case _:
                assert_never(element)

    def _is(self, literal: d.Literal, thing: str, surely: bool) -> bool:
        """An element `p(X)` or `not p(X)`, established or possible."""
        relation = self.relation(literal.relation)
        if literal.value == d.ANY:
            return bool(self._values_that_are(relation.name, thing, surely))
        if relation.closed and not literal.positive:
            return not self._is(literal.opposite, thing, not surely)
        if self.is_so(literal, thing, surely):
            return True
        if relation.functional and surely is False and literal.positive:
            return any(
                compared(each, "=", literal.value) is None  # type: ignore[arg-type]
                for each in self._values_that_are(relation.name, thing, False)
            )
        if relation.functional and not literal.positive:
            others = self._values_that_are(relation.name, thing, surely)
            found = (compared(each, "=", literal.value) for each in others)  # type: ignore[arg-type]
            return any(each is False if surely else each is not True for each in found)
        return False

    def _values(self, name: str, thing: str, surely: bool) -> list[d.Value]:
        found: list[d.Value] = []
        for each in self.said(name, thing):
            value = each.says.value
            if each.says.positive and (each.applies if surely else each.may_apply) and value not in found:
                assert value is not None and not isinstance(value, d.Var)
                found.append(value)
        return found

    def _values_that_are(self, name: str, thing: str, surely: bool) -> list[d.Value]:
        return [each for each in self._values(name, thing, surely) if self._has(name, thing, each, surely)]

    def _has(self, name: str, thing: str, value: d.Value, surely: bool) -> bool:
        return self.is_so(d.Literal(name, True, value), thing, surely)

    # --- opposition and defeat ----------------------------------------------------------------------

    def is_so(self, literal: d.Literal, thing: str, surely: bool) -> bool:
        """Whether a literal is established, or possible."""
        return self.established(literal, thing) if surely else self.possible(literal, thing)

    def established(self, literal: d.Literal, thing: str) -> bool:
        said = self.said(literal.relation, thing)
        mine = [each for each in said if not each.is_open and each.says == literal and each.applies]
        return bool(mine) and all(
            any(self._beats(each, opponent) for each in mine)
            for opponent in self._opponents(literal, thing)
            if opponent.may_apply
        )

    def possible(self, literal: d.Literal, thing: str) -> bool:
        said = self.said(literal.relation, thing)
        return any(each.may_apply and _supports(each, literal) for each in said) and not any(
            self.established(each.says, thing) for each in self._opponents(literal, thing) if not each.is_open
        )

    def conflicted(self, literal: d.Literal, thing: str) -> bool:
        """Both sides stand, of two values such as cannot be one, and neither is established."""
        said = self.said(literal.relation, thing)
        mine = [each for each in said if not each.is_open and each.says == literal]
        theirs = [each for each in self._opponents(literal, thing) if not each.is_open]
        return (
            any(self._stands(each, thing) for each in mine)
            and any(self._stands(each, thing) and _cannot_both_be(each.says, literal) for each in theirs)
            and not self.established(literal, thing)
            and not any(self.established(each.says, thing) for each in theirs)
        )

    def _stands(self, speech: Speech, thing: str) -> bool:
        """It applies, and nothing which may apply beats it."""
        return speech.applies and not any(
            other.may_apply and self.opposes(other, speech) and self._beats(other, speech)
            for other in self.said(speech.says.relation, thing)
        )

    def _opponents(self, literal: d.Literal, thing: str) -> list[Speech]:
        said = self.said(literal.relation, thing)
        return [each for each in said if self.opposes(each, Speech(literal))]

    def opposes(self, one: Speech, other: Speech) -> bool:
        mine, theirs = one.says, other.says
        if one.is_open or other.is_open:
            if one.is_open and other.is_open:
                return False
            fixed = theirs if one.is_open else mine
            return fixed.positive or mine.value == theirs.value
        if mine.positive and theirs.positive:
            return mine.value != theirs.value
        return mine.positive != theirs.positive and mine.value == theirs.value

    def _beats(self, one: Speech, other: Speech) -> bool:
        if one.speaker is None or other.speaker is None:
            return one.despite and not other.despite
        if one.speaker is other.speaker:
            return False
        pair = one.speaker.name, other.speaker.name
        if pair not in self.order:
            self.order[pair] = self.forum.beats(one.speaker, other.speaker)
        return self.order[pair]

    # --- verdicts -----------------------------------------------------------------------------------

    def plain(self, literal: d.Literal, thing: str) -> str:
        """The verdict without cases and without what the court might grant."""
        if self.conflicted(literal, thing):
            return CONFLICTED
        if self._is(literal, thing, True):
            return PROVED
        if self._is(literal.opposite, thing, True):
            return REFUTED
        return UNDETERMINED

    def verdict(self, literal: d.Literal, thing: str) -> Verdict:
        plain = self.plain(literal, thing)
        if plain in (CONFLICTED, PROVED):
            return Verdict(plain)
        if plain == REFUTED and not self.relation(literal.relation).closed:
            return Verdict(plain)
        ways = {self.over(each).plain(literal, thing) for each in ways_to_fall(self.doctrine, self.matter)}
        if plain != REFUTED and len(ways) == 1 and ways <= {PROVED, REFUTED}:
            return Verdict(ways.pop(), by_cases=True)
        if self.over(self.matter, granted=True).plain(literal, thing) == PROVED:
            return Verdict(DISCRETIONARY)
        return Verdict(plain)


def turns_on(judge: Judge, literal: d.Literal, thing: str) -> set[str]:
    """The disputes, open questions and allegations that change the verdict, each settled alone."""
    now = judge.verdict(literal, thing).verdict
    return {
        name
        for name, ways in (*open_things(judge.doctrine, judge.matter).items(), *_alleged(judge.matter))
        if " of " not in name
        and any(judge.over(way(judge.matter)).verdict(literal, thing).verdict != now for way in ways)
    }


def _alleged(matter: d.Matter) -> Iterator[tuple[str, list[Change]]]:
    for fact in matter.facts:
        if not fact.usable:
            yield about(fact.literal, fact.thing), [partial(believed, fact=fact)]


def believed(matter: d.Matter, fact: d.Fact) -> d.Matter:
    found = replace(fact, status="found")
    return replace(matter, facts=tuple(found if each == fact else each for each in matter.facts))


def _supports(speech: Speech, literal: d.Literal) -> bool:
    if speech.is_open:
        return speech.says.relation == literal.relation and speech.says.value == literal.value
    return speech.says == literal


def _filled(literal: d.Literal, bound: Bound) -> d.Literal:
    if isinstance(literal.value, d.Var):
        return replace(literal, value=bound[literal.value.name])
    return literal


def _days(judge: Judge, day: d.Value) -> list[object]:
    """A day, or of an imprecise one enough days to tell every span of the law apart."""
    if not isinstance(day, d.Between):
        return [day]
    return list(exact_values(judge.doctrine, day))


# --- what is open, and how it can fall -------------------------------------------------------------


def ways_to_fall(doctrine: d.Doctrine, matter: d.Matter) -> Iterator[d.Matter]:
    """Every way in which disputes, open questions and imprecise values can fall together."""
    for chosen in product(*open_things(doctrine, matter).values()):
        settled = matter
        for change in chosen:
            settled = change(settled)
        yield settled


Change = Callable[[d.Matter], d.Matter]


def open_things(doctrine: d.Doctrine, matter: d.Matter) -> dict[str, list[Change]]:
    """What is open, by name, with every way in which it can fall."""
    found: dict[str, list[Change]] = {}
    for dispute in matter.disputes:
        found[dispute.name] = [partial(resolved, dispute=dispute, side=side) for side in dispute.sides]
    for each in doctrine.provisions:
        for question in each.leaves_open:
            answers = [(each.name, question.name, yes) for yes in (True, False)]
            found[f"{each.name}.{question.name}"] = [partial(answered, answer=answer) for answer in answers]
    for fact in matter.facts:
        if isinstance(fact.literal.value, d.Between) and fact.usable:
            values = exact_values(doctrine, fact.literal.value)
            found[f"{fact.literal.relation} of {fact.thing}"] = [
                partial(made_exact, fact=fact, value=value) for value in values
            ]
    return found


def resolved(matter: d.Matter, dispute: d.Dispute, side: d.Literal) -> d.Matter:
    left = tuple(each for each in matter.disputes if each != dispute)
    facts = (*matter.facts, d.Fact(dispute.thing, side))
    return replace(matter, disputes=left, resolved=(*matter.resolved, dispute), facts=facts)


def answered(matter: d.Matter, answer: tuple[str, str, bool]) -> d.Matter:
    return replace(matter, answered=(*matter.answered, answer))


def made_exact(matter: d.Matter, fact: d.Fact, value: d.Value) -> d.Matter:
    exact = replace(fact, literal=replace(fact.literal, value=value))
    return replace(matter, facts=tuple(exact if each == fact else each for each in matter.facts))


def exact_values(doctrine: d.Doctrine, imprecise: d.Between) -> list[d.Value]:
    """Of the values that it may be, the bounds, and those at and beside whatever the law names."""
    ends = [end for end in (imprecise.low, imprecise.high) if end is not None]
    marks = {*ends, *(each for each in _constants(doctrine) if not ends or type(each) is type(ends[0]))}
    near = {beside for each in marks for beside in _beside(each)}
    return [each for each in sorted(near, key=str) if compared(each, "=", imprecise) is not False]


def _beside(value: d.Value) -> Iterator[d.Value]:
    match value:
        case int():
            yield from (value - 1, value, value + 1)
        case date():
            yield from (date.fromordinal(value.toordinal() + step) for step in (-1, 0, 1))
        case d.Length(months, days):
            yield from (d.Length(months, days + step) for step in (-1, 0, 1))


def _constants(doctrine: d.Doctrine) -> Iterator[d.Value]:
    for text in doctrine.texts:
        yield from (day for _, day in text.editions)
        yield from (day for day in (text.force.first, text.force.last) if day)
    for each in doctrine.treatments:
        yield from [each.day] if each.day else []
    for provision in doctrine.provisions:
        yield from (day for day in (provision.force.first, provision.force.last) if day)
        questions = (element for question in provision.leaves_open for element in question.when)
        for element in (*provision.given, *questions):
            if isinstance(element, d.Compares):
                yield element.value
            literals = (
                element.parts if isinstance(element, d.Either) else (getattr(element, "literal", None),)
            )
            for literal in literals:
                if literal and isinstance(literal.value, int | date | d.Length):
                    yield literal.value


def _cannot_both_be(one: d.Literal, other: d.Literal) -> bool:
    """Whether it is sure of two that oppose each other: of two values, only where they are not the same."""
    if not (one.positive and other.positive):
        return True
    return compared(one.value, "=", other.value) is False  # type: ignore[arg-type]

"""What a verdict turns on: open things which, settled one way or another, alone or together, change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby, islice, product
from math import prod

from decisis.casework.asking import Run
from decisis.casework.edges import settlements
from decisis.casework.interplay import at_work
from decisis.casework.question import Question
from decisis.casework.record import Side, base_relation
from decisis.casework.settlement import (
    MOST_THINGS,
    MOST_WAYS,
    Narrowed,
    OpenThing,
    Way,
    reaches,
    said_instead,
    spanning,
)
from decisis.casework.settlement import settled as with_settled
from decisis.casework.verdict import Asked, Decision, against, decide, plain_verdict
from decisis.dataclass import dataclass, replace
from decisis.proof.wording import Wording
from decisis.render.words import TOGETHER, through
from decisis.rules import naming
from decisis.rules.relevance import said_of
from decisis.static import Any
from decisis.values import Bounds, may_equal, sort_key
from decisis.values import text as value_text

MOST_TOGETHER = 3  # sets of things that change the verdict together
MOST_MORE = 48  # ways of settling things that are gone through for another such set
STRIDE = 211  # a prime, longer than any thing has ways
MOST_POSSIBLE = 8  # instances of a literal that are asked for themselves
FEW_THINGS = 3  # beside which what is left open is gone through by cases again

_Fallen = tuple[Way | None, ...]  # the way in which each thing falls; None: it stays open
Outcome = tuple[str, str, str]  # a way it can fall, the verdict then, and on which value if not on the same


@dataclass(frozen=True)
class TurnsOn:
    """Something open which, settled one way or another, changes the verdict; or plain silence."""

    kind: str  # dispute | open question | imprecise value | allegation | silence
    name: str
    text: str
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class Jointly:
    """Open things that change the verdict only when settled together, a way in which they do, and how."""

    things: tuple[OpenThing, ...]
    ways: tuple[Way, ...]
    decision: Decision


@dataclass(frozen=True)
class Turning:
    """What a verdict could still become."""

    asked: Asked
    question: Question
    side: Side
    now: Decision

    @cached_property
    def changing(self) -> tuple[TurnsOn, ...]:
        """Open things that change the verdict, alone or (up to six) together."""
        alone = (
            TurnsOn(thing.kind, thing.name, thing.words, self._outcomes(thing, found))
            for thing, found in self.settlements
            if self._turns(found)
        )
        return (*alone, *(each for found in _alike(self.together) for each in self._together(found)))

    @cached_property
    def settlements(self) -> tuple[tuple[OpenThing, tuple[Decision, ...]], ...]:
        """Each open thing, and the verdict for each way in which it alone can fall."""
        things = (_with_values(thing, self.now.apart) for thing in self.asked.things)
        return tuple(settlements(thing, self.settled, self.asked.run.wording) for thing in things)

    def _outcomes(self, thing: OpenThing, found: tuple[Decision, ...]) -> tuple[Outcome, ...]:
        """The verdict for each way; of amounts that have no next one, for each part with one verdict."""
        alone = tuple(map(self._outcome, thing.ways, found))
        if not thing.between:
            return alone
        parts = [list(run) for _, run in groupby(range(len(alone)), key=lambda i: alone[i][1:])]
        wording = self.asked.run.wording
        return tuple((part_words(thing, run[0], run[-1], wording), *alone[run[0]][1:]) for run in parts)

    def _outcome(self, way: Way, decision: Decision) -> Outcome:
        instead = self._instead(decision)
        then, now = (instead or decision.side).values, self.side.values
        told = [(name, then[i]) for i, name in sorted(self.question.names.items()) if then[i] != now[i]]
        verdict = "proved" if instead else decision.verdict
        return way.words, verdict, ", ".join(f"{name} = {value_text(v)}" for name, v in told)

    def _instead(self, decision: Decision) -> Side | None:
        """Another answer to the question that is so where this one is refuted: another value."""
        if decision.verdict != "refuted":
            return None
        run, side = decision.asked.run, decision.side
        opponent = against(run, side)
        if opponent is None or opponent.relation != side.relation:
            return None
        other = replace(side, values=opponent.values)
        pairs = zip(other.values, side.values, strict=True)
        asked_for = all(v == w or i in self.question.names for i, (v, w) in enumerate(pairs))
        return other if asked_for and plain_verdict(run, other) == "proved" else None

    def _together(self, found: tuple[Jointly, ...]) -> Iterator[TurnsOn]:
        """What the same things do together, one way and the other."""
        outcomes = tuple(map(self._joint_outcome, found))
        yield from (TurnsOn(t.kind, t.name, f"{t.words} {TOGETHER}", outcomes) for t in found[0].things)

    def _joint_outcome(self, found: Jointly) -> Outcome:
        _, verdict, answer = self._outcome(found.ways[0], found.decision)
        return " and ".join(w.words for w in found.ways), verdict, answer

    def _turns(self, decisions: tuple[Decision, ...]) -> bool:
        return any(each.verdict != self.now.verdict for each in decisions)

    @property
    def jointly(self) -> Jointly | None:
        """The first of `together`."""
        return next(iter(self.together), None)

    @cached_property
    def together(self) -> tuple[Jointly, ...]:
        """Where nothing open changes the verdict alone: sets that do together, none without a part in it.

        Each set of things once for each verdict, as far as ways of settling all of them are gone through.
        """
        if any(self._turns(found) for _, found in self.settlements):
            return ()
        things = self._at_work
        if not 1 < len(things) <= MOST_THINGS:
            return ()
        found: dict[tuple[tuple[OpenThing, ...], str], Jointly] = {}
        more = 0  # ways gone through since something was found
        for ways in _spread(tuple(product(*_fewer([_ways(thing) for thing in things])))):
            if any(set(known.ways) <= set(ways) for known in found.values()):
                continue
            each = self._changing_together(things, ways)
            if each is not None:
                found.setdefault((each.things, each.decision.verdict), each)
            more += bool(found)
            if len(_alike(found.values())) == MOST_TOGETHER or more > MOST_MORE:
                break
        return tuple(found.values())

    @property
    def _at_work(self) -> tuple[OpenThing, ...]:
        """The open things on which, together, the verdict may depend."""
        things = self.asked.things
        places = at_work([self._fallen(t) for t in things], said_of(base_relation(self.side.relation)))
        return tuple(things[place] for place in places)

    def _fallen(self, thing: OpenThing) -> list[tuple[Run, Run]]:
        """What is so before and after it falls, in each way; also if the court grants what it may."""
        now, aside = self.asked, self.asked.aside
        records = [with_settled(now.record, (way,)) for way in thing.ways]
        found = [(now.run, now.given(record)) for record in records]
        if any(c.origin.asks_the_court for c in now.run.lowered.program.clauses):
            found += [(aside.granted, replace(aside, record=record).granted) for record in records]
        return found

    @cached_property
    def _unchecked(self) -> Turning:
        """For the many ways of settling things that change nothing: what does is asked again and checked."""
        return replace(self, asked=self.asked.aside)

    def _changing_together(self, things: tuple[OpenThing, ...], ways: _Fallen) -> Jointly | None:
        chosen = [(thing, way) for thing, way in zip(things, ways, strict=True) if way is not None]
        fallen = tuple(way for _, way in chosen)
        looked_for = self._unchecked
        decision = looked_for.settled(fallen)
        if not self._changes(decision):
            return None
        needed = looked_for._needed(Jointly(tuple(thing for thing, _ in chosen), fallen, decision))
        by_cases = len(needed.ways) < len(fallen)
        return replace(needed, decision=self.settled(needed.ways, by_cases=by_cases))

    def _changes(self, decision: Decision) -> bool:
        return decision.verdict not in (self.now.verdict, "undetermined")

    def _needed(self, found: Jointly) -> Jointly:
        """The same without what changes nothing when it stays open: each of the things left is needed."""
        for thing, way in zip(found.things, found.ways, strict=True):
            things = tuple(t for t in found.things if t != thing)
            ways = tuple(w for w in found.ways if w != way)
            decision = self.settled(ways, by_cases=True)
            if self._changes(decision):
                found = Jointly(things, ways, decision)
        return found

    def settled(self, ways: tuple[Way, ...], *, by_cases: bool = False) -> Decision:
        """The verdict once things have fallen so; by the cases that remain, where there are not too many, or
        ``by_cases``: for who asks seldom."""
        by_cases = by_cases or self.now.by_cases or len(self.asked.things) <= FEW_THINGS
        asked = replace(self.asked, record=with_settled(self.asked.record, ways))
        side, run = self.side, asked.run
        if not run.model.holds(side.relation, side.values):
            side = next(self._instances(run, side.relation), side)
        plain = plain_verdict(asked.run, side)
        if plain != "undetermined":
            return Decision(asked, side, plain, whole=False)
        if by_cases:
            return self._decided(asked, side)
        if self.now.verdict != "discretionary":
            return Decision(asked, side, plain, whole=False)
        granted = plain_verdict(asked.granted, side) == "proved"  # what is for the court now may be so then
        return Decision(asked, side, "discretionary" if granted else plain)

    def _decided(self, asked: Asked, side: Side) -> Decision:
        """By cases too: of a value that is known by bounds, also what it may be exactly."""
        decision = decide(asked, side)
        if decision.verdict != "undetermined":
            return decision
        possible = (s for s in self._instances(asked.run, naming.possibly(side.relation)) if s != side)
        exact = (decide(asked, each) for each in islice(possible, MOST_POSSIBLE))
        return next((each for each in exact if each.verdict == "proved"), decision)

    def _instances(self, run: Run, relation: str) -> Iterator[Side]:
        """What a literal with imprecise values may be in a run; not what is already established beside it."""
        if not any(isinstance(v, Bounds) for v in self.side.values):
            return
        beside = self.asked.run.model.tuples(self.side.relation)
        for values in sorted(run.model.tuples(relation) - beside, key=lambda r: [sort_key(v) for v in r]):
            pairs = zip(self.side.values, values, strict=True)
            if all(a == b or (isinstance(a, Bounds) and may_equal(a, b)) for a, b in pairs):
                yield replace(self.side, values=values)


def _alike(found: Iterable[Jointly]) -> tuple[tuple[Jointly, ...], ...]:
    """Those of the same things, beside one another."""
    of: dict[tuple[OpenThing, ...], tuple[Jointly, ...]] = {}
    for each in found:
        of[each.things] = (*of.get(each.things, ()), each)
    return tuple(of.values())


def part_words(thing: OpenThing, first: int, last: int, wording: Wording) -> str:
    """What a fact says of an imprecise value from one of its ways to another, and all between."""
    values = [way.change.value for way in thing.ways if isinstance(way.change, Narrowed)]
    exact = [value for value in values if not isinstance(value, Bounds)]
    if thing.fact is None or (exact == values and not thing.between):
        return through([way.words for way in thing.ways[first : last + 1]])
    was = thing.unknown
    if isinstance(was, Bounds) and not thing.between:
        part = spanning(was, values[first], values[last])
    else:
        part = reaches(was, exact, thing.between, first, last)
    return said_instead(thing.fact, was, part, wording)


def _with_values(thing: OpenThing, apart: Iterable[Way]) -> OpenThing:
    """With those of its values besides that were not tried, in their order."""
    if not thing.divisible:
        return thing
    own = {way.change for way in thing.ways}
    others = [w for w in apart if isinstance(w.change, Narrowed) and w.change.unknown == thing.unknown]
    ways = (*thing.ways, *(way for way in others if way.change not in own))
    return replace(thing, ways=tuple(sorted(ways, key=_place)))


def _place(way: Way) -> tuple[Any, ...]:
    return sort_key(way.change.value) if isinstance(way.change, Narrowed) else ()


def _ways(thing: OpenThing) -> _Fallen:
    """The ways in which a thing may fall; an allegation may also come to nothing, and stay what it is."""
    return (None, *thing.ways) if thing.kind == "allegation" else thing.ways


def _spread(every: tuple[_Fallen, ...]) -> Iterator[_Fallen]:
    """All of them, neighbours far from one another: what differs in the first thing comes early, too."""
    yield from (every[i * STRIDE % len(every)] for i in range(len(every)))


def _fewer(ways: list[_Fallen]) -> list[_Fallen]:
    """So few of each that all can be combined: of the longest every other one, and the last."""
    while prod(map(len, ways)) > MOST_WAYS:
        longest = max(ways, key=len)
        fewer = tuple(way for i, way in enumerate(longest) if i % 2 == 0 or i == len(longest) - 1)
        if len(fewer) == len(longest):
            break
        ways[ways.index(longest)] = fewer
    return ways

"""Which plans lead away from a verdict, or to one: every set of moves that does contains one of them.

A verdict is read off several runs: the record as it stands, with everything for the court granted, and
each way in which what is open can fall. What changes it changes what one of these runs holds of the
literal, or changes what is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import assert_never

from decisis.casework.asking import Run
from decisis.casework.record import Record, Side, base_relation, opposite
from decisis.casework.settlement import (
    Answered,
    Believed,
    Change,
    Narrowed,
    OpenThing,
    Resolution,
    Way,
    combinations,
)
from decisis.casework.verdict import Asked, against, decide, plain_verdict, verdict_of
from decisis.proof.argument import Ground
from decisis.questions.moves import Resolve
from decisis.questions.plans import Effort, Plan, Plans, minimal
from decisis.questions.space import Space
from decisis.rules import naming


def quick_verdict(state: Asked, side: Side, space: Space) -> str:
    """The verdict of a literal. Cases are gone through only if two of them decide, and alike."""
    plain = plain_verdict(state.run, side)
    if plain != "undetermined":
        return plain
    if _may_be_by_cases(state, side, space):
        return verdict_of(state, side)[0]
    granted = space.asks_the_court and plain_verdict(state.granted, side) == "proved"
    return "discretionary" if granted else plain


def _may_be_by_cases(state: Asked, side: Side, space: Space) -> bool:
    """Whether the first and the last way in which what makes cases can fall decide the literal, and alike.

    What holds in every case holds in both.
    """
    things = [t for t in open_in(state, space) if t.makes_cases]
    if not things:
        return False
    first = plain_verdict(_fallen(state, tuple(t.ways[0] for t in things)), side)
    if first == "undetermined":
        return False
    last = plain_verdict(_fallen(state, tuple(t.ways[-1] for t in things)), side)
    return last != "undetermined" and {first, last} != {"proved", "refuted"}


def ways_to_fall(state: Asked, space: Space) -> Iterator[Run]:
    """Each way in which all that is open can fall, of what was open and still is."""
    things = open_in(state, space)
    if things:
        yield from (_fallen(state, ways) for ways in combinations(things))


def open_in(state: Asked, space: Space) -> tuple[OpenThing, ...]:
    """What was open, and still is."""
    return tuple(t for t in space.things if _is_open(t.ways[0].change, state.record))


def _fallen(state: Asked, ways: tuple[Way, ...]) -> Run:
    return state.given(fallen_record(state.record, ways))


def fallen_record(record: Record, ways: tuple[Way, ...]) -> Record:
    """The record as it is if what is open in it falls in these ways."""
    for way in ways:
        if _is_open(way.change, record):
            record = way.applied(record)
    return record


def _is_open(change: Change, record: Record) -> bool:
    match change:
        case Resolution(dispute):
            return any(d.name == dispute and d.resolved_as is None for d in record.disputes)
        case Answered(question):
            return question not in dict(record.settled)
        case Narrowed(unknown):
            return any(unknown in f.values for f in record.facts)
        case Believed(fact):
            return fact in record.facts
        case _:
            assert_never(change)


@dataclass
class WaysOut:
    """The plans from one state, for a literal of which values may be unknown (then: any)."""

    state: Asked
    side: Side | None  # None where nothing is asked for by its values
    verdict: str  # as it is in this state
    relation: str
    pattern: tuple[object, ...]
    space: Space
    effort: Effort
    most: int = 1
    known: dict[int, Plans] = field(default_factory=dict)

    def plans(self, to: str) -> tuple[Plan, ...]:
        """Plans towards a verdict ("" for any other than there is)."""
        return minimal(p for p in self._plans(to) if p and len(p) <= self.most)

    def _plans(self, to: str) -> Iterator[Plan]:
        yield from (frozenset({m}) for m in self.space.settings)
        if self.side is None:
            yield from self._anything()
            return
        now = self.verdict
        by_cases = now in ("proved", "refuted") and now != plain_verdict(self.state.run, self.side)
        if to == "proved":
            yield from self._towards("proved")
        elif to == "refuted":
            yield from self._towards("refuted")
        elif to == "undetermined" and now in ("proved", "refuted", "conflicted") and not by_cases:
            yield from self._breaking(self.state.run, now)
        elif to == "conflicted":
            yield from self._towards("conflicted")
        else:
            yield from self._away(now, by_cases)

    # --- away from what there is ------------------------------------------------------------------

    def _away(self, now: str, by_cases: bool) -> Iterator[Plan]:
        if now in ("proved", "refuted", "conflicted") and not by_cases:
            yield from self._breaking(self.state.run, now)
            return
        if now in ("proved", "refuted", "discretionary"):  # in every case, or if all is granted
            cases = decide(self.state, self._side).cases
            decided = (self.state.settled(ways) for ways in combinations(cases) if cases)
            runs = [self.state.granted, *ways_to_fall(self.state, self.space), *decided]
            for run in runs:
                yield from self._breaking(run, plain_verdict(run, self._side))
        yield from self._towards("proved")
        yield from self._towards("refuted")
        yield from self._towards("conflicted")
        yield from self._settling()

    def _breaking(self, run: Run, now: str) -> Iterator[Plan]:
        """Plans for a run no longer to say what it says of the literal."""
        plans, side = self._from(run), self._side
        if now == "proved":
            yield from self._undoing(plans, run, side)
            yield from self._contradicting(plans, opposite(side))
        elif now == "refuted":
            found = against(run, side)
            if found is not None:
                yield from plans.taking(found, self.most)
            else:  # a closed relation, of which nothing is possible
                yield from plans.giving(naming.possibly(base_relation(side.relation)), side.values, self.most)
            yield from self._contradicting(plans, side)
        elif now == "conflicted":
            yield from self._reconciling(plans, run)
        else:
            yield from self._proving(run)
            yield from self._refuting(run)
            yield from self._conflicting(run)

    def _undoing(self, plans: Plans, run: Run, side: Side) -> Iterator[Plan]:
        atom = Ground(side.relation, side.values)
        if run.argument.holds(atom):
            yield from plans.taking(atom, self.most)
        else:  # denied of a closed relation, because nothing makes it possible
            yield from plans.giving(naming.possibly(base_relation(side.relation)), side.values, self.most)

    def _contradicting(self, plans: Plans, side: Side) -> Iterator[Plan]:
        yield from plans.giving(side.relation, side.values, self.most)
        yield from plans.giving(naming.conflicted(base_relation(side.relation)), side.values, self.most)

    def _reconciling(self, plans: Plans, run: Run) -> Iterator[Plan]:
        conflict = Ground(naming.conflicted(base_relation(self._side.relation)), self._side.values)
        sides = (self._side, opposite(self._side))
        atoms = [Ground(s.relation, s.values) for s in sides]
        for atom in (conflict, *atoms):
            if run.argument.holds(atom):
                yield from plans.taking(atom, self.most)

    # --- towards a verdict ------------------------------------------------------------------------

    def _towards(self, wanted: str) -> Iterator[Plan]:
        plans = {"proved": self._proving, "refuted": self._refuting, "conflicted": self._conflicting}[wanted]
        for run in self._runs(wanted) if wanted != "conflicted" else (self.state.run,):
            yield from plans(run)
        if plain_verdict(self.state.run, self._side) == "conflicted":
            yield from self._reconciling(self._from(self.state.run), self.state.run)
        yield from self._settling()

    def _proving(self, run: Run) -> Iterator[Plan]:
        plans, side = self._from(run), self._side
        yield from plans.giving(side.relation, side.values, self.most)
        base = base_relation(side.relation)
        if side.relation != base and run.lowered.program.relations[base].closed:
            yield from self._impossible(plans, run, base)

    def _refuting(self, run: Run) -> Iterator[Plan]:
        plans, side = self._from(run), self._side
        other, base = opposite(side), base_relation(side.relation)
        yield from plans.giving(other.relation, other.values, self.most)
        info = run.lowered.program.relations[base]
        if side.relation == base and info.keys is not None:
            pattern = tuple(v if i in info.keys else None for i, v in enumerate(side.values))
            yield from plans.giving(side.relation, pattern, self.most)
        if side.relation == base and info.closed:
            yield from self._impossible(plans, run, base)

    def _impossible(self, plans: Plans, run: Run, base: str) -> Iterator[Plan]:
        possible = Ground(naming.possibly(base), self._side.values)
        if run.argument.holds(possible):
            yield from plans.taking(possible, self.most)

    def _conflicting(self, run: Run) -> Iterator[Plan]:
        plans, side = self._from(run), self._side
        yield from plans.giving(naming.conflicted(base_relation(side.relation)), side.values, self.most)
        for each in (side, opposite(side)):
            if not run.argument.holds(Ground(each.relation, each.values)):
                yield from plans.giving(each.relation, each.values, self.most)

    # --- the runs that a verdict is read off ------------------------------------------------------

    def _runs(self, wanted: str) -> Iterator[Run]:
        """The record as it stands, all granted, and a way of falling in which it is not as is wanted.

        What holds by cases holds in each of them: so it would have to hold in that one.
        """
        yield self.state.run
        if self.space.asks_the_court and wanted == "proved":
            yield self.state.granted
        others = ways_to_fall(self.state, self.space)
        yield from islice((r for r in others if plain_verdict(r, self._side) != wanted), 1)

    def _settling(self) -> Iterator[Plan]:
        """What is open is changed: a dispute resolved, a question answered, an imprecise value made exact."""
        for thing in self.state.things:
            if thing.kind == "imprecise value":
                yield from (frozenset({m}) for m in self.space.on_fact(thing.name))
        for dispute in self.space.disputes:
            yield from (frozenset({Resolve(dispute.name, s)}) for s in (dispute.side, dispute.other))
        for answer in self.space.questions.values():
            yield from (frozenset({replace(answer, answer=so)}) for so in (True, False))

    def _from(self, run: Run) -> Plans:
        if id(run) not in self.known:
            self.known[id(run)] = Plans(run, self.space, self.effort)
        return self.known[id(run)]

    @property
    def _side(self) -> Side:
        assert self.side is not None
        return self.side

    # --- where nothing speaks to the question -----------------------------------------------------

    def _anything(self) -> Iterator[Plan]:
        for run in (self.state.run, self.state.granted):
            plans = self._from(run)
            for name in (self.relation, *self._others()):
                yield from plans.giving(name, self.pattern, self.most)  # type: ignore[arg-type]

    def _others(self) -> tuple[str, ...]:
        base = base_relation(self.relation)
        denied = naming.denied(base)
        return (naming.possibly(base), denied if self.relation == base else base, naming.conflicted(base))

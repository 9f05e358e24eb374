"""Verdicts of ground literals: from one model, and by the cases of what is open.

In this order: conflicted; proved or refuted; proved or refuted by cases; discretionary; undetermined.
A closed relation that is not possible is refuted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from decisis.casework.asking import Court, Run
from decisis.casework.dividing import DECIDED, Division, Verdict, in_parts
from decisis.casework.record import Record, Side, base_relation, opposite
from decisis.casework.settlement import (
    OpenThing,
    Way,
    all_can_be_gone_through,
    combinations,
    open_things,
    settled,
)
from decisis.compiler.setting import Setting
from decisis.dataclass import dataclass, replace
from decisis.proof.argument import Ground
from decisis.proof.wording import literal_of
from decisis.rules import naming
from decisis.rules.relevance import reachable_relations
from decisis.values import Bounds, Truth, Value, compare, may_equal, sort_key

FEW_SAID = 2  # of the answers that an open question may give


@dataclass(frozen=True)
class Asked:
    """One state of the record asked about one relation in one setting, and the other runs that takes."""

    court: Court
    setting: Setting
    record: Record
    relation: str = ""  # what the question is about; everything if not named
    named: tuple[Value, ...] = ()  # the values that the question names
    variant: str = ""  # of the matter, if it is not the matter itself

    def about(self, relation: str, named: tuple[Value, ...] = ()) -> Asked:
        return replace(self, relation=relation, named=named)

    @cached_property
    def run(self) -> Run:
        return self.court.run(self.setting, self.record, self.relation)

    @cached_property
    def aside(self) -> Asked:
        """The same for who looks for what to ask: what is found there has to be asked here."""
        return replace(self, court=self.court.aside)

    @cached_property
    def granted(self) -> Run:
        return self.given(replace(self.record, granted=True))

    def given(self, record: Record) -> Run:
        """The same asked over another state of the record."""
        return self.court.run(self.setting, record, self.relation)

    def settled(self, ways: tuple[Way, ...]) -> Run:
        return self.given(settled(self.record, ways))

    @property
    def _worked_out(self) -> tuple[Value, ...]:
        """Every exact value that the law works out: concluded, or named on the way to a conclusion."""
        program, model = self.run.lowered.program, self.run.model
        rows = (row for r in program.relations if r not in program.tables for row in model.tuples(r))
        found = {value for row in rows for value in row}
        if any(isinstance(value, Bounds) for value in found):  # which may be compared with them
            found.update(self.run.argument.worked_out())
        return tuple(sorted((v for v in found if not isinstance(v, str | Bounds)), key=sort_key))

    @cached_property
    def things(self) -> tuple[OpenThing, ...]:
        """The open things that the relation can depend on."""
        return tuple(self._in_words(t) for t in self.whatever_the_record if self._arises(t))

    @cached_property
    def whatever_the_record(self) -> tuple[OpenThing, ...]:
        """The same with every open question, whether or not it can arise as the record stands."""
        run = self.run
        bases = {literal_of(name)[0] for name in reachable_relations(run.lowered.program, self.relation)}
        return open_things(self.record, run.lowered.program, run.wording, self.named, self._worked_out, bases)

    def _arises(self, thing: OpenThing) -> bool:
        """Whether a thing is open here: an open question is where its elements may hold."""
        return thing.kind != "open question" or any(
            run.model.tuples(naming.possibly_applies(thing.name)) for run in (self.run, self._believing)
        )

    def _in_words(self, thing: OpenThing) -> OpenThing:
        """An open question said as what it asks of this matter, with the name that answers it."""
        if thing.kind != "open question":
            return thing
        name = naming.possibly_applies(thing.name)
        runs = (run for run in (self.run, self._believing) if run.model.tuples(name))
        run = next(runs, self.run)
        asked = found_words(run, thing.relation, run.model.tuples(name))
        return replace(thing, words=f"the question whether {asked}, which is left open [{thing.name}]")

    @cached_property
    def _believing(self) -> Run:
        """The run in which every allegation is found to be so."""
        alleged = [f for f in self.record.facts if f.status == "alleged"]
        found = (replace(f, status="found") for f in alleged)
        return self.given(self.record.without(*alleged).add(*found)) if alleged else self.run


def found_words(run: Run, relation: str, rows: Iterable[tuple[Value, ...]]) -> str:
    """The first few atoms of a relation, in words."""
    ordered = sorted(rows, key=lambda r: [sort_key(v) for v in r])
    said = [run.wording.atom(relation, row) for row in ordered]
    more = [f"{len(said) - FEW_SAID} more"] if len(said) > FEW_SAID else []
    return " or ".join([*said[:FEW_SAID], *more])


def plain_verdict(run: Run, side: Side) -> str:
    """The verdict of a ground literal from one model, without cases or discretion."""
    base = base_relation(side.relation)
    if run.model.holds(naming.conflicted(base), side.values):
        return "conflicted"
    if run.model.holds(side.relation, side.values):
        other = opposite(side)
        return "conflicted" if run.model.holds(other.relation, other.values) else "proved"
    if against(run, side) is not None:
        return "refuted"
    info = run.lowered.program.relations[base]
    if info.closed and not is_possible(run, Side(base, side.values)):
        return "refuted" if side.relation == base else "proved"
    return "undetermined"


def is_possible(run: Run, side: Side) -> bool:
    """Whether a literal, or one that may be equal to it, as of `3 to 5` and 4, could still be established."""
    relation = naming.possibly(side.relation)
    return run.model.holds(relation, side.values) or any(
        all(map(may_equal, row, side.values)) for row in run.model.tuples(relation)
    )


def against(run: Run, side: Side) -> Ground | None:
    """The established atom that opposes a literal: its opposite, or another value for its key."""
    other = opposite(side)
    if run.model.holds(other.relation, other.values):
        return Ground(other.relation, other.values)
    keys = run.lowered.program.relations[base_relation(side.relation)].keys
    if keys is None or side.relation.startswith("not "):
        return None
    for row in sorted(run.model.tuples(side.relation), key=lambda r: [sort_key(v) for v in r]):
        same_key = all(row[i] == side.values[i] for i in keys)
        if same_key and any(compare(a, "!=", b) is Truth.TRUE for a, b in zip(row, side.values, strict=True)):
            return Ground(side.relation, row)
    return None


@dataclass(frozen=True)
class Decision:
    """A verdict of a ground literal, and what it took."""

    asked: Asked
    side: Side
    verdict: str
    cases: tuple[OpenThing, ...] = ()  # by whose every case it was reached
    whole: bool = True  # unless only one model was looked at
    apart: tuple[Way, ...] = ()  # values of bounds, found in dividing them, with which it is another one

    @property
    def by_cases(self) -> bool:
        return bool(self.cases)


def decide(asked: Asked, side: Side) -> Decision:
    plain = plain_verdict(asked.run, side)
    if plain != "undetermined":
        return Decision(asked, side, plain)
    verdict, found = _by_cases(asked, side)
    if found.things:
        return Decision(asked, side, verdict, found.things)
    granted = plain_verdict(asked.granted, side) == "proved"
    return Decision(asked, side, "discretionary" if granted else "undetermined", apart=found.apart)


def verdict_of(asked: Asked, side: Side) -> tuple[str, bool]:
    """The verdict of a ground literal, and whether it is one by cases."""
    decision = decide(asked, side)
    return decision.verdict, decision.by_cases


def case_things(asked: Asked, side: Side) -> Iterator[tuple[OpenThing, ...]]:
    """The open things that cases may be made of, as far as their ways are all there are: those that decide
    anything alone, then all; none of them if there are too many to go through."""
    return _chosen(asked, side, tuple(t for t in asked.things if t.in_cases))


def _chosen(asked: Asked, side: Side, things: tuple[OpenThing, ...]) -> Iterator[tuple[OpenThing, ...]]:
    """Those of the things that decide anything alone, then all: if there are any, and not too many."""
    alone = tuple(t for t in things if _matters(asked, side, t))
    for chosen in (alone, things) if alone != things else (things,):
        if chosen and all_can_be_gone_through(chosen):
            yield chosen


def _matters(asked: Asked, side: Side, thing: OpenThing) -> bool:
    return any(plain_verdict(asked.aside.settled((way,)), side) != "undetermined" for way in thing.ways)


def _by_cases(asked: Asked, side: Side) -> tuple[str, Division]:
    """The verdict in every case, and the things that cases are made of; none if they do not agree. Looked for
    aside; the cases that are found are asked of the court itself."""
    verdict, found = _looked_for(asked, side)
    for ways in combinations(found.things) if found.things else ():
        asked.settled(ways)
    return verdict, found


def _looked_for(asked: Asked, side: Side) -> tuple[str, Division]:
    """The verdict in every case. Bounds are divided only where nothing is decided without that."""

    def verdict(ways: tuple[Way, ...]) -> str:
        return plain_verdict(asked.aside.settled(ways), side)

    apart: tuple[Way, ...] = ()
    for division in _cases(asked, side, verdict):
        found = _in_every_case(division.things, verdict)
        if found:
            return found, Division(_needed(division.things, verdict))
        apart = apart or division.apart
    return "", Division(apart=apart)


def _cases(asked: Asked, side: Side, verdict: Verdict) -> Iterator[Division]:
    yield from map(Division, case_things(asked, side))
    if any(t.divisible for t in asked.things):
        for things in _chosen(asked, side, tuple(t for t in asked.things if t.makes_cases)):
            yield in_parts(things, verdict, asked.run.wording)


def _in_every_case(things: tuple[OpenThing, ...], verdict: Verdict) -> str:
    """The verdict in every case; "" as soon as one decides nothing, or otherwise than those before."""
    found = ""
    for ways in combinations(things) if things else ():
        here = verdict(ways)
        if here not in DECIDED or (found and here != found):
            return ""
        found = here
    return found


def _needed(things: tuple[OpenThing, ...], verdict: Verdict) -> tuple[OpenThing, ...]:
    """The things without those, one after the other, that may as well stay open."""
    for thing in things:
        others = tuple(t for t in things if t != thing)
        if _in_every_case(others, verdict):
            things = others
    return things

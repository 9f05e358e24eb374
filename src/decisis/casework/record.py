"""What the record of a matter says, and what a variant or an assumption changes in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from decisis.dataclass import dataclass, hashed_once, replace
from decisis.rules import ir, naming
from decisis.rules.imprecision import Place, imprecise_places
from decisis.source import Span
from decisis.values import Value

USABLE = ("found", "admitted", "undisputed", "recited", "apparent", "assumed")
STATUSES = (*USABLE, "alleged")


@hashed_once
@dataclass(frozen=True)
class Fact:
    """One thing the record says. ``relation`` is lowered: `p` or `not p`."""

    relation: str
    values: tuple[Value, ...]
    status: str
    source: str = ""
    pinpoint: str = ""
    quote: str = ""
    by: str = ""
    prevails: bool = False  # found despite what opposes it, or assumed
    others: tuple[Value, ...] = ()  # other values that the record gives for the last argument
    span: Span | None = None

    @property
    def usable(self) -> bool:
        return self.status in USABLE

    @cached_property
    def lowered(self) -> str:
        """The relation of the lowered program that the fact goes into."""
        if not self.usable:
            return naming.alleged(self.relation)
        return naming.prevailing(self.relation) if self.prevails else naming.recorded(self.relation)

    @property
    def where(self) -> str:
        return " at ".join(part for part in (self.source, self.pinpoint) if part)


@dataclass(frozen=True)
class Side:
    """One side of a dispute: a lowered relation and its values."""

    relation: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Dispute:
    """Two sides; unresolved, both stay possible."""

    name: str
    side: Side
    other: Side
    bearer: str = ""
    standard: str = ""
    resolved_as: Side | None = None
    source: str = ""
    pinpoint: str = ""

    @property
    def where(self) -> str:
        return " at ".join(part for part in (self.source, self.pinpoint) if part)


@hashed_once
@dataclass(frozen=True)
class Record:
    """Facts and disputes; how open questions are taken; whether what is for the court is granted."""

    facts: tuple[Fact, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    settled: tuple[tuple[str, bool], ...] = ()  # open questions taken as answered
    granted: bool = False
    wondered: tuple[Side, ...] = ()  # what nobody has spoken to, taken as possible, and in no dispute

    @cached_property
    def lowered(self) -> ir.Facts:
        """What it says as tuples of the lowered program, but for the questions that the law leaves open."""
        found: dict[str, set[tuple[Value, ...]]] = {}
        for relation, values in contributed(self):
            found.setdefault(relation, set()).add(values)
        return {name: frozenset(rows) for name, rows in sorted(found.items())}

    def add(self, *facts: Fact) -> Record:
        return replace(self, facts=(*self.facts, *facts))

    def without(self, *facts: Fact) -> Record:
        return replace(self, facts=tuple(f for f in self.facts if f not in facts))

    def instead(self, fact: Fact, keys: tuple[int, ...] | None) -> Record:
        """The fact replaces those of its relation that agree on the key, or on all but the last argument.

        Of a relation of one thing: on that thing, so that nothing that is said of others goes.
        """
        positions = keys if keys is not None else tuple(range(max(1, len(fact.values) - 1)))
        base = base_relation(fact.relation)

        def replaced(other: Fact) -> bool:
            return base_relation(other.relation) == base and all(
                other.values[i] == fact.values[i] for i in positions
            )

        return replace(self, facts=(*(f for f in self.facts if not replaced(f)), fact))

    def resolve(self, name: str, side: Side | None) -> Record:
        """A dispute as resolved for a side, or taken back to unresolved."""
        return replace(
            self, disputes=tuple(replace(d, resolved_as=side) if d.name == name else d for d in self.disputes)
        )

    def settle(self, question: str, answer: bool) -> Record:
        return replace(self, settled=(*self.settled, (question, answer)))

    @property
    def imprecise(self) -> frozenset[Place]:
        """Where it has imprecise values, or has them once what is open or alleged is found."""
        places = imprecise_places(self.lowered)
        open_ = (naming.in_question(""), naming.alleged(""))
        return places | {
            (naming.recorded(relation.removeprefix(kind)), position)
            for relation, position in places
            for kind in open_
            if relation.startswith(kind)
        }

    def literals(self) -> tuple[frozenset[str], frozenset[str]]:
        """The literals that usable facts or disputes may assert, and those of prevailing facts."""
        usable = {f.relation for f in self.facts if f.usable and not f.prevails}
        sides = {s.relation for d in self.disputes for s in (d.side, d.other)}
        wondered = {s.relation for s in self.wondered}
        return frozenset(usable | sides | wondered), frozenset(f.relation for f in self.facts if f.prevails)

    def heard(self) -> frozenset[str]:
        """The literals that facts or disputes would assert if whatever is alleged were found."""
        return self.literals()[0] | {f.relation for f in self.facts if not f.prevails}


def base_relation(literal: str) -> str:
    return literal.removeprefix("not ")


def opposite(side: Side) -> Side:
    negated = side.relation.startswith("not ")
    return replace(side, relation=base_relation(side.relation) if negated else naming.denied(side.relation))


def lowered_facts(record: Record, open_questions: Iterable[str]) -> ir.Facts:
    """The facts of a record as tuples of the lowered program."""
    answers = dict(record.settled)
    states = {naming.state_of(question, answers.get(question)): ir.SAID for question in open_questions}
    if not states:
        return record.lowered
    whole = {**record.lowered, **states}
    return {name: whole[name] for name in sorted(whole)}


def contributed(record: Record) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """The tuples of the lowered program that it contributes, each as often as something says it."""
    for fact in record.facts:
        yield fact.lowered, fact.values
    for dispute in record.disputes:
        yield from _dispute_tuples(dispute)
    for side in record.wondered:
        yield naming.in_question(side.relation), side.values
    if record.granted:
        yield naming.GRANTED, ()


def _dispute_tuples(dispute: Dispute) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield naming.ISSUE_DISPUTED, (dispute.name,)
    for number, side in enumerate((dispute.side, dispute.other), start=1):
        yield naming.disputed(side.relation), side.values
        yield naming.side_of(dispute.name, number, side.relation), side.values
    if dispute.resolved_as is not None:
        yield naming.recorded(dispute.resolved_as.relation), dispute.resolved_as.values
        return
    yield naming.ISSUE_UNRESOLVED, (dispute.name,)
    for side in (dispute.side, dispute.other):
        yield naming.in_question(side.relation), side.values

"""What is open in a record, and every way in which it can fall."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import islice, product
from math import prod

from decisis.casework.record import Dispute, Fact, Record, Side, base_relation
from decisis.dataclass import dataclass, replace
from decisis.division import TEN_YEARS, spread
from decisis.proof.wording import Wording, literal_of, source_text, yes_or_no
from decisis.render.words import SOME_TRIED
from decisis.representatives import candidates
from decisis.rules import ir, naming
from decisis.rules.plan import variables
from decisis.static import TypeVar
from decisis.values import STEPPED, Bounds, Duration, Exact, Truth, Value, closed, compare, kind

Said = TypeVar("Said", Fact, Side)
MOST_THINGS = 6  # settled together
MOST_EXACT = 31  # values gone through one by one: the days of any month
MOST_TRIED = 96  # values tried, to say whether anything turns on which it is
A_YEAR = 366  # days
MOST_SPREAD = 12  # values tried of bounds within which no limit lies
MOST_WAYS = 512  # of settling things together


@dataclass(frozen=True)
class Way:
    """One way in which an open thing can fall, in words, and the record if it does."""

    words: str
    change: Change

    def applied(self, record: Record) -> Record:
        return self.change.applied(record)


@dataclass(frozen=True)
class OpenThing:
    """A dispute, an open question, an imprecise value, or an allegation.

    ``name`` is what an expectation calls it: the dispute, `holding.question`, or the literal.
    ``in_cases``: whether its ways are all there are, so that a proof by cases may go through them. An
    allegation may simply not be so; and where the law computes with imprecise values, a few exact
    ones need not represent the rest: those bounds are ``divisible``, and make cases in parts.
    ``fact``: what says the imprecise value; ``between``: those values that
    stand for all between the one before and the one after (of days and whole numbers: for all beyond).
    """

    kind: str  # dispute | open question | imprecise value | allegation
    name: str
    relation: str  # the declared relation that it bears on
    words: str
    ways: tuple[Way, ...]
    in_cases: bool = True
    fact: Fact | None = None
    between: frozenset[Value] = frozenset()
    divisible: bool = False

    @property
    def makes_cases(self) -> bool:
        """Whether cases can be made of it, by its ways or in parts."""
        return self.in_cases or self.divisible

    @property
    def unknown(self) -> Value:
        """The imprecise value, of a thing that is one."""
        change = self.ways[0].change
        assert isinstance(change, Narrowed)
        return change.unknown


@dataclass(frozen=True)
class Resolution:
    dispute: str
    side: int  # 0: the side named first

    def applied(self, record: Record) -> Record:
        found = next(d for d in record.disputes if d.name == self.dispute)
        return record.resolve(self.dispute, (found.side, found.other)[self.side])


@dataclass(frozen=True)
class Answered:
    question: str
    answer: bool

    def applied(self, record: Record) -> Record:
        return record.settle(self.question, self.answer)


@dataclass(frozen=True)
class Narrowed:
    """An imprecise value made exact, or less imprecise, wherever the record uses it."""

    unknown: Value
    value: Value

    def applied(self, record: Record) -> Record:
        facts = tuple(map(self._narrowed, record.facts))
        return replace(record, facts=facts, disputes=tuple(map(self._dispute, record.disputes)))

    def _dispute(self, dispute: Dispute) -> Dispute:
        resolved = dispute.resolved_as and self._narrowed(dispute.resolved_as)
        side, other = self._narrowed(dispute.side), self._narrowed(dispute.other)
        return replace(dispute, side=side, other=other, resolved_as=resolved)

    def _narrowed(self, said: Said) -> Said:
        """A fact or a side, the same object if the value is not in it."""
        if self.unknown not in said.values:
            return said
        return replace(said, values=tuple(self.value if v == self.unknown else v for v in said.values))


@dataclass(frozen=True)
class Believed:
    fact: Fact

    def applied(self, record: Record) -> Record:
        return record.without(self.fact).add(replace(self.fact, status="found"))


Change = Resolution | Answered | Narrowed | Believed


def open_things(
    record: Record,
    program: ir.Program,
    wording: Wording,
    named: Iterable[Value],
    worked_out: Iterable[Value],
    relations: Collection[str],
) -> tuple[OpenThing, ...]:
    """What is open of some relations, in a fixed order: disputes, questions, imprecise values, allegations.

    ``named`` are the values that the question names, ``worked_out`` those that the law works out: an
    imprecise value may have to be compared with them, beside what the law and the record name.
    """
    limits = _Limits(record, program, tuple(named), tuple(worked_out))
    facts = tuple(f for f in record.facts if base_relation(f.relation) in relations)
    things = (
        *(_dispute(d, wording) for d in record.disputes if d.resolved_as is None),
        *_questions(record, program),
        *_imprecise(facts, limits, not _computes(program), program, wording),
        *(_allegation(f, wording) for f in facts if f.status == "alleged"),
    )
    return tuple(t for t in things if t.relation in relations)


@dataclass(frozen=True)
class _Limits:
    """What a value may have to be compared with."""

    record: Record
    program: ir.Program
    named: tuple[Value, ...]
    worked_out: tuple[Value, ...]

    @cached_property
    def stated(self) -> tuple[Value, ...]:
        """By the law and the record, whatever is worked out from them."""
        return thresholds(self.record, self.program)

    @cached_property
    def of_imprecise(self) -> tuple[Value, ...]:
        others = (v for v in (*self.named, *self.worked_out) if not isinstance(v, str | Bounds))
        return (*self.stated, *others)

    @cached_property
    def of_exact(self) -> tuple[Value, ...]:
        """An exact duration is open only to a comparison: 30 days and 1 month can be added up as they are."""
        found: list[Value] = [*self.named]
        for literal, clause in _compared(self.program):
            constants = [s.value for s in (literal.left, literal.right) if isinstance(s, ir.Constant)]
            if not constants and _may_be_of_durations(literal, clause, self.program):
                return self.of_imprecise
            found += constants
        return tuple(found)


def _compared(program: ir.Program) -> Iterator[tuple[ir.Comparison, ir.Clause]]:
    """What the elements of provisions compare."""
    for clause in program.clauses:
        for literal, info in zip(clause.body, clause.origin.elements, strict=False):
            if info is not None and isinstance(literal, ir.Comparison):
                yield literal, clause


def _may_be_of_durations(literal: ir.Comparison, clause: ir.Clause, program: ir.Program) -> bool:
    """Whether a relation says that a side of a comparison is a duration, or none says what it is."""
    known = {
        program.relations[name].sorts[place]
        for atom in clause.body
        if isinstance(atom, ir.Atom) and (name := literal_of(atom.relation)[0]) in program.relations
        for place, term in enumerate(atom.terms)
        if isinstance(term, ir.Variable) and term.name in variables(literal)
    }
    return not known or "Duration" in known


def _dispute(dispute: Dispute, wording: Wording) -> OpenThing:
    ways = tuple(
        Way(
            f"{dispute.name} is resolved so that {wording.atom(side.relation, side.values)}",
            Resolution(dispute.name, i),
        )
        for i, side in enumerate((dispute.side, dispute.other))
    )
    words = f"the unresolved dispute {dispute.name}"
    return OpenThing("dispute", dispute.name, base_relation(dispute.side.relation), words, ways)


def _questions(record: Record, program: ir.Program) -> Iterator[OpenThing]:
    for full, info in program.open_questions.items():
        if full in dict(record.settled):
            continue
        provision, _, question = full.rpartition(".")
        asked = f"the question {question.replace('_', ' ')} that {provision} leaves open"
        ways = tuple(
            Way(f"{asked} is answered {yes_or_no(answer)}", Answered(full, answer))
            for answer in (True, False)
        )
        yield OpenThing("open question", full, info.about, asked, ways)


def _allegation(fact: Fact, wording: Wording) -> OpenThing:
    words = wording.atom(fact.relation, fact.values)
    name = source_text(fact.relation, fact.values)
    ways = (Way(f"it is found that {words}", Believed(fact)),)
    return OpenThing(
        "allegation", name, base_relation(fact.relation), f"the allegation that {words}", ways, in_cases=False
    )


def _imprecise(
    facts: Iterable[Fact], limits: _Limits, exhaustive: bool, program: ir.Program, wording: Wording
) -> Iterator[OpenThing]:
    """One for each imprecise value; ``exhaustive``: the law only compares it, so the limits tell all."""
    seen: set[Value] = set()
    day_by_day = _goes_through_days(program)
    for fact in facts:
        sorts = program.relations[base_relation(fact.relation)].sorts
        for value, sort in zip(fact.values, sorts, strict=True):
            if value in seen or not isinstance(value, Bounds | Duration) or not fact.usable:
                continue
            seen.add(value)
            every = _every_one(value)
            of = limits.of_imprecise if isinstance(value, Bounds) else limits.of_exact
            named = [limit for limit in of if _is_of(sort, limit)]
            alike = [*named, *(limit for limit in program.tabled if _is_of(sort, limit))]
            few = every or candidates(value, alike)
            tried = few or candidates(value, alike, MOST_TRIED) or candidates(value, named, MOST_TRIED)
            if isinstance(value, Bounds) and not exhaustive and len(tried) <= 1:
                stated = [limit for limit in limits.stated if _is_of(sort, limit)]
                tried = _some_of(value, stated, A_YEAR if day_by_day else TEN_YEARS)
            exact = tuple(v for v in tried if _can_be_recorded(v))
            if len(exact) > 1:
                in_cases = bool(every) or (exhaustive and bool(few))
                between = _between(value, exact, alike) if in_cases and not every else frozenset[Value]()
                thing = _unknown(fact, value, exact, between, wording)
                words = thing.words if in_cases else f"{thing.words} {SOME_TRIED}"
                divisible = not in_cases and isinstance(value, Bounds) and not day_by_day
                yield replace(thing, words=words, in_cases=in_cases, divisible=divisible)


def _some_of(value: Value, stated: Sequence[Value], days: int) -> tuple[Exact, ...]:
    """Some values of bounds, where the law computes, and the limits that are known tell nothing apart or are
    too many: about those that are stated, or else at ever greater distances from an end."""
    return max(candidates(value, stated), spread(value, MOST_SPREAD, days), key=len)


def _goes_through_days(program: ir.Program) -> bool:
    """Whether the law looks at each day of a time: of every part, that would be days by the thousand."""
    return any(name.startswith(naming.DAYS) for clause in program.clauses for name in clause.reads)


def _between(value: Value, exact: Sequence[Value], limits: Iterable[Value]) -> frozenset[Value]:
    """Those that stand for others, too: no end, no limit; where there is a next one, beyond every limit."""
    if not isinstance(value, Bounds):
        return frozenset()
    outermost = {v for v, end in ((exact[0], value.low), (exact[-1], value.high)) if end is None}
    edges = {value.low, value.high}
    for limit in limits:
        edges |= {limit.low, limit.high} if isinstance(limit, Bounds) else {limit}
    return frozenset(v for v in exact if v not in edges and (kind(v) not in STEPPED or v in outermost))


def reaches(was: Value, exact: Sequence[Exact], between: Collection[Value], first: int, last: int) -> Value:
    """What an imprecise value may be, from one of these to another, with all that they stand for."""
    if not isinstance(was, Bounds):
        return exact[first]
    low: tuple[Exact | None, bool] = (exact[first], False)
    high: tuple[Exact | None, bool] = (exact[last], False)
    if exact[first] in between:
        low = (exact[first - 1], True) if first else (was.low, was.low_open)
    if exact[last] in between:
        high = (exact[last + 1], True) if last + 1 < len(exact) else (was.high, was.high_open)
    return (
        exact[first]
        if low == high
        else replace(was, low=low[0], high=high[0], low_open=low[1], high_open=high[1])
    )


def spanning(was: Bounds, first: Value, last: Value) -> Value:
    """All of what an imprecise value may be, from one part of it to another."""
    low, high = closed(first), closed(last)
    ends = replace(was, low=low.low, low_open=low.low_open, high=high.high, high_open=high.high_open)
    return first if first == last else ends


def _can_be_recorded(value: Value) -> bool:
    """Whether a record can say it: nothing lasts less than no time, though a law may compute it."""
    return not isinstance(value, Duration) or compare(value, "<", Duration()) is not Truth.TRUE


def _is_of(sort: str, limit: Value) -> bool:
    """Whether a value can be compared with those of a sort: whole numbers and decimals can."""
    return kind(limit) in (("Int", "Decimal") if sort in ("Int", "Decimal") else (sort, "unknown"))


def _every_one(value: Value) -> tuple[Exact, ...]:
    """All the days, or whole numbers, that an imprecise value can be, where they are few."""
    if not isinstance(value, Bounds):
        return ()
    ends = closed(value)
    match ends.low, ends.high:
        case (date() as first, date() as last) if (last - first).days < MOST_EXACT:
            return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
        case (int() as first, int() as last) if last - first < MOST_EXACT:
            return tuple(range(first, last + 1))
    return ()


def _unknown(
    fact: Fact, value: Value, exact: tuple[Exact, ...], between: frozenset[Value], wording: Wording
) -> OpenThing:
    """An imprecise value; each way is worded as the fact would be, of all the values that it stands for."""
    ways = tuple(
        Way(said_instead(fact, value, reaches(value, exact, between, i, i), wording), Narrowed(value, v))
        for i, v in enumerate(exact)
    )
    name = source_text(fact.relation, fact.values)
    words = f"the imprecise value in: {wording.atom(fact.relation, fact.values)}"
    return OpenThing(
        "imprecise value", name, base_relation(fact.relation), words, ways, fact=fact, between=between
    )


def said_instead(fact: Fact, was: Value, instead: Value, wording: Wording) -> str:
    """What a fact says, in words, with one of its values for another."""
    return wording.atom(fact.relation, tuple(instead if v == was else v for v in fact.values))


def thresholds(record: Record, program: ir.Program) -> tuple[Value, ...]:
    """Every value that the law or the record names, and with which an imprecise one may be compared."""
    found = dict.fromkeys(program.named)
    for fact in record.facts:
        found.update(dict.fromkeys(v for v in fact.values if not isinstance(v, str)))
    return tuple(v for v in found if not isinstance(v, str))


def _computes(program: ir.Program) -> bool:
    """Whether the law does more with values than compare them: thresholds are then not only constants."""
    return any(
        isinstance(literal, ir.Aggregate)
        or (isinstance(literal, ir.Binding) and isinstance(literal.expression, ir.Apply))
        or (
            isinstance(literal, ir.Comparison)
            and any(isinstance(s, ir.Apply) for s in (literal.left, literal.right))
        )
        for clause in program.clauses
        for literal in clause.body
    )


def all_can_be_gone_through(things: tuple[OpenThing, ...]) -> bool:
    """Whether `combinations` leaves none out, as a proof by cases needs."""
    return len(things) <= MOST_THINGS and prod(len(t.ways) for t in things) <= MOST_WAYS


def combinations(things: tuple[OpenThing, ...]) -> Iterator[tuple[Way, ...]]:
    """Every way in which all of these can fall; at most `MOST_WAYS`."""
    return islice(product(*(thing.ways for thing in things)), MOST_WAYS)


def settled(record: Record, ways: tuple[Way, ...]) -> Record:
    for way in ways:
        record = way.applied(record)
    return record

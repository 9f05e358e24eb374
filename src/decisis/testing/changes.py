"""Records that differ in one thing: in a value, in a fact more or less, or in the names that they use.

What properties of two matters compare. Every change is within the vocabulary of the law and the record:
other values are the classes that the law tells apart, and other facts are about what the record is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product

from decisis.casework.asking import Run
from decisis.casework.record import Dispute, Fact, Record, Side
from decisis.casework.settlement import thresholds
from decisis.representatives import candidates
from decisis.rules import ir
from decisis.testing.patterns import Pattern
from decisis.values import Bounds, Truth, Value, compare, kind, sort_key

MOST_ADDED = 64  # instances of a fact with variables
ANYTHING = Bounds(None, None)

Choices = Mapping[str, tuple[Value, ...]]  # the values of each sort that lists them


@dataclass(frozen=True)
class Change:
    """A record with one change, in words, and the values that the change binds variables to."""

    words: str
    record: Record
    binding: Mapping[str, Value]


def other_values(
    fact: Pattern, place: int, run: Run, choices: Choices
) -> Iterator[tuple[Fact, Value, Change]]:
    """Each usable fact of a pattern with every other class of values in one place: fact, value, change."""
    limits = thresholds(run.record, run.lowered.program)
    for stated in _stated(fact, run.record):
        old = stated.values[place]
        for new in _values_like(old, _sort(run.lowered.program, fact.relation, place), limits, run, choices):
            if new != old:
                values = (*stated.values[:place], new, *stated.values[place + 1 :])
                changed = replace(stated, values=values, others=())
                words = run.wording.atom(stated.relation, values)
                record = replace(
                    run.record, facts=tuple(changed if f is stated else f for f in run.record.facts)
                )
                binding = fact.match(stated.values) or {}
                yield stated, new, Change(f"if {words}", record, binding)


def _stated(fact: Pattern, record: Record) -> Iterator[Fact]:
    return (
        f
        for f in record.facts
        if f.usable and f.relation == fact.relation and fact.match(f.values) is not None
    )


def _values_like(
    value: Value, sort: str, limits: tuple[Value, ...], run: Run, choices: Choices
) -> tuple[Value, ...]:
    """The values that could stand in the place of one: the classes of its kind, or the names of its sort."""
    if isinstance(value, str):
        return choices.get(sort) or tuple(sorted({name for name, its in _symbols(run) if its == sort}))
    alike = tuple(v for v in limits if not isinstance(v, str) and kind(v) == kind(value))
    return tuple(candidates(ANYTHING, alike)) if alike else ()


def _sort(program: ir.Program, relation: str, place: int) -> str:
    info = program.relations.get(relation.removeprefix("not "))
    return info.sorts[place] if info else ""


def _symbols(run: Run) -> Iterator[tuple[str, str]]:
    """Every symbol of the record and of the clauses, with the sort of each place that it stands in."""
    program = run.lowered.program
    for fact in run.record.facts:
        yield from (
            (v, _sort(program, fact.relation, i)) for i, v in enumerate(fact.values) if isinstance(v, str)
        )
    for clause in program.clauses:
        for atom in (clause.head, *(b for b in clause.body if isinstance(b, ir.Atom))):
            for i, term in enumerate(atom.terms):
                if isinstance(term, ir.Constant) and isinstance(term.value, str):
                    yield term.value, _sort(program, atom.relation, i)


def with_more(fact: Pattern, run: Run, choices: Choices) -> Iterator[Change]:
    """The record with one more fact of a pattern, about what the record is about; `MOST_ADDED` at most."""
    program = run.lowered.program
    known = sorted(set(_symbols(run)))
    limits = thresholds(run.record, program)
    possible: list[tuple[Value, ...]] = []
    for place, term in enumerate(fact.terms):
        sort = _sort(program, fact.relation, place)
        symbols = choices.get(sort) or tuple(name for name, its in known if its == sort)
        values: tuple[Value, ...] = tuple(
            v for v in sorted(limits, key=sort_key) if not isinstance(v, str) and kind(v) == sort
        )
        possible.append((term.value,) if isinstance(term, ir.Constant) else symbols or values)
    stated = {f.values for f in run.record.facts if f.relation == fact.relation}
    for values in islice(product(*possible), MOST_ADDED):
        binding = fact.match(values)
        if binding is not None and values not in stated:
            words = f"if it were found that {run.wording.atom(fact.relation, values)}"
            yield Change(words, run.record.add(Fact(fact.relation, values, "found", "supposed")), binding)


def with_less(fact: Pattern, run: Run) -> Iterator[Change]:
    """The record without one of its facts of a pattern."""
    for stated in _stated(fact, run.record):
        words = f"without the fact that {run.wording.atom(stated.relation, stated.values)}"
        yield Change(words, run.record.without(stated), fact.match(stated.values) or {})


def renamed(run: Run) -> tuple[Change, Mapping[str, str]]:
    """The record with another name for every person and thing of it that the law does not name."""
    law = {v for v, _ in _symbols(replace(run, record=Record()))} | set(run.lowered.program.labels)
    tables = run.lowered.program.tables.values()
    law |= {v for rows in tables for row in rows for v in row if isinstance(v, str)}
    facts = run.record.facts
    rows = [f.values for f in facts]
    rows += [side.values for d in run.record.disputes for side in (d.side, d.other)]
    stated = {v for row in rows for v in row if isinstance(v, str)}
    names = {old: f"z{number}_{old}" for number, old in enumerate(sorted(stated - law, reverse=True))}

    def anew(values: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(names.get(v, v) if isinstance(v, str) else v for v in values)

    record = replace(
        run.record,
        facts=tuple(replace(f, values=anew(f.values)) for f in facts),
        disputes=tuple(_renamed_dispute(d, anew) for d in run.record.disputes),
    )
    return Change("under other names", record, {}), names


def _renamed_dispute(dispute: Dispute, anew: Callable[[tuple[Value, ...]], tuple[Value, ...]]) -> Dispute:
    def side(old: Side) -> Side:
        return replace(old, values=anew(old.values))

    resolved = side(dispute.resolved_as) if dispute.resolved_as else None
    return replace(dispute, side=side(dispute.side), other=side(dispute.other), resolved_as=resolved)


def is_more(value: Value, than: Value) -> bool:
    """Whether a value is certainly greater."""
    return compare(value, ">", than) is Truth.TRUE

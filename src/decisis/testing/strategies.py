"""Matters drawn from the vocabulary of a doctrine, for Hypothesis.

A drawn matter begins with the smallest one in which some provision applies (drawn blindly, hardly any would),
and then has facts more, less, and with other values. Shrinking takes it back to the smallest that fails.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from decisis.casework.record import Fact, Record
from decisis.rules import naming
from decisis.testing.domain import Domain, Row

MOST_MORE = 6  # facts that are drawn beside those of a beginning


def facts(domain: Domain) -> st.SearchStrategy[Fact]:
    """A fact that a record of this domain may state."""
    rows = [(name, row) for name, every in sorted(domain.rows.items()) for row in every]
    return st.sampled_from(rows).map(lambda pair: _fact(*pair)) if rows else st.nothing()


def records(domain: Domain, beginnings: Sequence[Record] = ()) -> st.SearchStrategy[Record]:
    """A record of this domain: part of a beginning, and some facts more."""
    starts = st.sampled_from([Record(), *beginnings])
    more = st.lists(facts(domain), max_size=MOST_MORE)
    return st.builds(_joined, starts.flatmap(_part), more if domain.rows else st.just([]))


def _part(record: Record) -> st.SearchStrategy[Record]:
    """A record, without a few of its facts."""
    if not record.facts:
        return st.just(record)
    without = st.lists(st.sampled_from(record.facts), max_size=2)
    return without.map(lambda gone: record.without(*gone))


def _joined(record: Record, more: list[Fact]) -> Record:
    """A record with facts added; what says the opposite, or another value for the same thing, is replaced."""
    kept = {(f.relation.removeprefix(naming.denied("")), f.values[:-1]): f for f in (*record.facts, *more)}
    return Record(tuple(sorted(kept.values(), key=lambda f: (f.relation, str(f.values)))))


def _fact(relation: str, row: Row) -> Fact:
    return Fact(relation.removeprefix(naming.recorded("")), row, "found", "supposed")


def first(
    drawn: st.SearchStrategy[Record], breaks: Callable[[Record], bool], examples: int, seed: int = 0
) -> Record | None:
    """The smallest drawn record that breaks something, if one of so many does. The same for the same seed."""
    quiet = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    try:
        return find(drawn, breaks, settings=quiet, random=Random(seed))
    except NoSuchExample:
        return None

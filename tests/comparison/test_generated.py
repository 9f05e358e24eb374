"""What is claimed of generated holdings is so when their law is run."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from decisis.casework.expectations import check_expectations
from decisis.casework.record import Record
from decisis.comparison.chain import BARS
from decisis.comparison.compare import Comparing, Pair
from decisis.comparison.matters import FOUND, Finding
from decisis.comparison.meeting import VALUE, Apart, Concluded
from decisis.comparison.searching import searcher
from decisis.diagnostics import Rejected
from decisis.engine import DEFAULT, engine
from decisis.pipeline import Loader
from decisis.source import Source
from decisis.testing.workbench import Workbench
from tests.comparison.generated import FIRST, SECOND, laws, library, records

CIRCLE = "E0339"  # what holds rests on its own absence
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def compared(text: str, folder: Path, seconds: float = 0.0) -> tuple[Loader, Pair] | None:
    """The two holdings of a law; None if it is refused (a holding may go round in a circle)."""
    loader = library(text, folder)
    try:
        found = loader.doctrine().library
    except Rejected:
        return None
    search = searcher(loader, found, (FIRST, SECOND), seconds) if seconds else None
    try:
        return loader, Comparing(found, ("top",), None, search).pair(FIRST, SECOND)
    except Rejected as refused:
        if any(diagnostic.code != CIRCLE for diagnostic in refused.diagnostics):
            raise
        return None  # two holdings may, too, which shows when they are lowered together


def applied(
    bench: Workbench, pair: Pair, record: Record, concluded: Concluded
) -> frozenset[tuple[object, ...]]:
    return frozenset(bench.run(pair.setting, record).model.tuples(concluded.applies))


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(laws(), st.lists(records(), min_size=8, max_size=8))
def test_what_elements_show_has_no_counter_matter(text: str, drawn: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        found = compared(text, Path(folder))
        if found is None:
            return
        loader, pair = found
        bench = Workbench(loader.doctrine().library, engine())
    for record in drawn:
        nothing_against(pair, record, bench)


def nothing_against(pair: Pair, record: Record, bench: Workbench) -> None:
    for implication in (i for i in pair.implications if i.holds):
        event("implied")
        narrow = applied(bench, pair, record, implication.narrow)
        assert narrow <= applied(bench, pair, record, implication.broad)
    for collision in (c for c in pair.collisions if isinstance(c.meets, Apart)):
        event("apart")
        first = applied(bench, pair, record, collision.first)
        second = applied(bench, pair, record, collision.second)
        if collision.how == VALUE:
            assert not {r[0] for r in first} & {r[0] for r in second}
        else:
            assert not first & second


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(laws())
def test_every_matter_found_shows_what_is_said_of_it(text: str) -> None:
    with TemporaryDirectory() as folder:
        found = compared(text, Path(folder), seconds=1.0)
        if found is None:
            return
        loader, pair = found
        for collision in pair.collisions:
            assert_runs(collision.search, loader)
        for implication in pair.implications:
            assert_runs(implication.search, loader)
            assert not (implication.holds and implication.search.case)
        for chained in (c for c in pair.chains if c.search.status == FOUND):
            event("chained")
            before, after = (
                applies(chained.link.taker, chained.search, loader, aside)
                for aside in ("", chained.link.giver.provision)
            )
            assert (before, after) == ((False, True) if chained.link.kind == BARS else (True, False))


def assert_runs(found: Finding, loader: Loader) -> None:
    """The case parses, asks what it is said to ask, and its expectation holds."""
    if found.case:
        matter = loader.matter_of(Source("found.case", found.case), Path())
        results = list(check_expectations(matter, matter.court(engine(DEFAULT))))
        assert results
        assert all(r.passed for r in results), found.case


def applies(taker: Concluded, found: Finding, loader: Loader, aside: str) -> bool:
    """Whether a provision applies in a case that was found, perhaps with another set aside."""
    from dataclasses import replace

    matter = loader.matter_of(Source("found.case", found.case), Path())
    setting = replace(matter.setting, set_aside=frozenset(filter(None, (aside,))))
    run = matter.court(engine(DEFAULT)).run(setting, matter.record)
    return bool(run.model.tuples(taker.applies))

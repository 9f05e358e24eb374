"""What two opposed provisions are to each other: by law, on a page of it."""

from __future__ import annotations

import pytest

from decisis.compiler.setting import Setting
from decisis.engine import engine
from decisis.pipeline import Loader, latest_day, logic_root
from decisis.testing.opposed import Opposed, Oppositions, pairs
from decisis.testing.workbench import Workbench
from tests.testing.test_finder import SETTING, bench

pytest.importorskip("clingo")


def pair(first: str, second: str) -> Opposed:
    return next(p for p in Oppositions(bench()).of(SETTING) if {p.first, p.second} == {first, second})


def test_an_exception_is_over_its_rule() -> None:
    found = pair("long", "excuse")
    assert found.status == "ordered"
    assert found.why == "`excuse` prevails over `long`: it is an exception to it"


def test_two_that_can_both_apply_collide_in_the_smallest_matter() -> None:
    found = pair("unopposed", "leave_it")
    assert found.status == "colliding"
    assert found.record is not None
    facts = {(f.relation, *f.values[1:]) for f in found.record.facts}
    assert facts == {("excused",), ("stayed", 7), ("zone", "blue")}


def test_two_that_can_never_both_apply_are_disjoint() -> None:
    found = pair("too_long", "leave_it")
    assert found.status == "disjoint"  # for one a zone must be red or green, for the other blue
    assert found.why == "`too_long` compares values of the record with each other"


def test_the_law_that_ships_is_gone_through() -> None:
    """Where a provision says that the library ends, it concludes nothing that could be opposed."""
    library = Loader(logic_root()).doctrine().library
    program = Workbench(library, engine()).program(Setting("ca2", latest_day(library)))
    assert all(first.literal in program.relations for first, _ in pairs(program))

"""What two opposed provisions are to each other: by law, on a page of it."""

from __future__ import annotations

import pytest

from decisis.testing.opposed import Opposed, Oppositions
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

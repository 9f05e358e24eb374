"""What two opposed provisions are to each other: by law, on a page of it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from decisis.compiler.setting import Setting
from decisis.engine import engine
from decisis.pipeline import Loader, latest_day, logic_root
from decisis.rules.ir import Program
from decisis.testing.opposed import Opposed, Oppositions, concluding, pairs
from decisis.testing.settled import Settled
from decisis.testing.verification import Verification
from decisis.testing.workbench import Workbench
from tests.shipped import LOADER
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


@cache
def all_that_ships() -> Program:
    library = LOADER.doctrine().library
    return Workbench(library, engine()).program(Setting("ca2", latest_day(library)))


@pytest.mark.xdist_group("all that ships")
def test_the_law_that_ships_is_gone_through() -> None:
    """Where a provision says that the library ends, it concludes nothing that could be opposed."""
    program = all_that_ships()
    assert all(first.literal in program.relations for first, _ in pairs(program))


OPEN = """
area parking "Parking permits"
court high "H."
court side "S."
court low "L."
authority old is "Old v. City, 1 F.3d 1 (2d Cir. 1990)" decided by high on 1990-05-01 from the document
authority new is "New v. City, 2 F.3d 2 (2d Cir. 1991)" decided by side on 1991-05-01 from the document
sort Permit
relation asked(x: Permit, day: Date) functional in x
relation issued(x: Permit, day: Date) functional in x
relation runs_from(x: Permit, day: Date) functional in x
holding from_asking of old at "4"
  given
    (1) asked(X, Day)
  then runs_from(X, Day)
holding from_issue of new at "5"
  given
    (1) issued(X, Day)
  then runs_from(X, Day)
  leaves open unissued: runs_from(X, Asked)
    when
      (1) asked(X, Asked)
      (2) no showing that issued(X, Day)
"""


def test_what_is_left_open_does_not_hide_that_holdings_collide(tmp_path: Path) -> None:
    """The answer to an open question is no conclusion: that it never comes about says nothing else."""
    (tmp_path / "logic" / "parking").mkdir(parents=True)
    (tmp_path / "logic" / "parking" / "parking.law").write_text(OPEN)
    library = Loader(logic_root(str(tmp_path / "logic"))).doctrine().library
    setting = Setting("low", latest_day(library))
    looking = Verification(Workbench(library, engine()), (setting,), settled=Settled())
    found = {(p.first, p.second): p.status for _, p in looking.oppositions()}
    assert found == {
        ("from_asking", "from_asking"): "disjoint",
        ("from_asking", "from_issue"): "colliding",
        ("from_issue", "from_issue"): "disjoint",
    }


@pytest.mark.xdist_group("all that ships")
def test_a_provision_concludes_a_literal_once_in_the_law_that_ships() -> None:
    """So that what is settled of a pair is that of no other."""
    every = concluding(all_that_ships())
    assert len({(c.provision, c.literal) for c in every}) == len(every)


PERSUADING = """
area parking "Parking permits"
court high "H."
court side "S."
court other "O."
authority binding is "High v. City, 3 F.3d 3 (2d Cir. 1992)" decided by high on 1992-05-01 from the document
authority yes is "Old v. City, 1 F.3d 1 (3d Cir. 1990)" decided by side on 1990-05-01 from the document
authority no is "New v. City, 2 F.3d 2 (4th Cir. 1991)" decided by other on 1991-05-01 from the document
sort Permit
relation stayed(x: Permit)
relation towed(x: Permit)
holding towed_elsewhere of yes
  given
    (1) stayed(X)
  then towed(X)
holding not_towed_elsewhere of no
  given
    (1) stayed(X)
  then not towed(X)
holding towed_here of binding
  given
    (1) stayed(X)
  then towed(X)
"""


@pytest.mark.parametrize("court, why", [("high", "`towed_here` prevails in this matter"), ("side", "")])
def test_what_decides_all_the_same_is_said(court: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "parking").mkdir()
    (tmp_path / "parking" / "parking.law").write_text(PERSUADING)
    library = Loader(logic_root(str(tmp_path))).doctrine().library
    every = Oppositions(Workbench(library, engine())).of(Setting(court, date(1995, 1, 1)))
    found = {frozenset((p.first, p.second)): p for p in every}
    between = found[frozenset(("towed_elsewhere", "not_towed_elsewhere"))]
    assert between.status == ("colliding" if why else "ordered")
    assert between.why == why or not why

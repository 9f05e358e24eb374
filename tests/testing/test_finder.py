"""A matter is found wherever there is one, it is the smallest, and where there is none it is said so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from decisis.casework.record import Record
from decisis.compiler.setting import Setting
from decisis.engine import engine
from decisis.pipeline import Loader
from decisis.proof.wording import source_text
from decisis.rules import ir, naming
from decisis.source import Source
from decisis.testing.domain import Bound, Domain
from decisis.testing.finder import Outcome, goal
from decisis.testing.workbench import Workbench

pytest.importorskip("clingo")

LAW = """
court high "H."
authority code is "City Code" statute from the document
authority old is "Old v. Case, 1 F.3d 1 (2d Cir. 1990)" decided by high from the document
sort Permit
sort Zone is one of red, green, blue
relation zone(x: Permit, in_zone: Zone) functional in x
relation stayed(x: Permit, hours: Int) functional in x
relation from_day(x: Permit, day: Date) functional in x
relation to_day(x: Permit, day: Date) functional in x
relation excused(x: Permit)
relation fined(x: Permit)
relation towed(x: Permit)
relation never_so(x: Permit)
rule long under code at "1"
  given
    (1) stayed(X, H)
    (2) H > 2
    (3) zone(X, Z)
    (4) Z is one of red, green
  then fined(X)
rule excuse exception to long under code at "2"
  given
    (1) stayed(X, _)
    (2) excused(X)
  then not fined(X)
rule too_long under code at "3"
  given
    (1) from_day(X, First)
    (2) to_day(X, Last)
    (3) Last > First
    (4) fined(X)
  then towed(X)
rule impossible under code at "4"
  given
    (1) stayed(X, H)
    (2) H > 5
    (3) H < 3
  then never_so(X)
rule unopposed under code at "5"
  given
    (1) not fined(X)
    (2) zone(X, blue)
  then towed(X)
holding leave_it of old
  given
    (1) zone(X, blue)
    (2) stayed(X, 7)
  then not towed(X)
matter parking is "City v. Bo" before high as of 2021-01-01
"""

SETTING = Setting("high", date(2021, 1, 1))
X = ir.Variable("X")


def test_a_search_that_takes_too_long_to_set_up_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grounding knows no limit of time of its own; what it did not finish is not said to be exhausted."""
    monkeypatch.setattr("decisis.testing.finder.GROUNDING", -1.0)
    wanted = (goal(ir.Atom("fined", (X,))),)
    outcome, _ = bench().find(SETTING, wanted, Bound(), 1.0)
    assert outcome == Outcome(None, exhausted=False)


def bench() -> Workbench:
    here = Path(__file__).parent
    library = Loader(here).matter_of(Source("parking.case", LAW), here).library
    return Workbench(library, engine())


def domain_of(name: str) -> Domain:
    at = bench()
    return at.domain(at.program(SETTING), SETTING, [goal(ir.Atom(name, (X,)))], Bound())


def look_for(*body: ir.Literal) -> Outcome:
    return bench().find(SETTING, [goal(*body)], Bound())[0]


def stated(record: Record | None) -> list[str]:
    assert record is not None
    return [source_text(f.relation, f.values) for f in record.facts]


def test_what_a_conclusion_takes() -> None:
    found = look_for(ir.Atom("fined", (X,)))
    stay, zone = stated(found.record)
    assert stay == "stayed(permit_1, 3)"
    assert zone in ("zone(permit_1, green)", "zone(permit_1, red)")


def test_what_an_exception_takes() -> None:
    found = look_for(ir.Atom(naming.applies("long"), (X,)), ir.Atom(naming.denied("fined"), (X,)))
    assert "excused(permit_1)" in stated(found.record)
    assert len(stated(found.record)) == 3


def test_what_lets_two_provisions_collide() -> None:
    found = look_for(ir.Atom(naming.conflicted("towed"), (X,)))
    assert stated(found.record) == ["excused(permit_1)", "stayed(permit_1, 7)", "zone(permit_1, blue)"]


def test_days_of_a_record_are_compared_with_each_other() -> None:
    found = look_for(ir.Atom("towed", (X,)))
    assert found.record is not None


def test_what_cannot_be() -> None:
    found = look_for(ir.Atom("never_so", (X,)))
    assert found == Outcome(None, exhausted=True)
    assert domain_of("never_so").limits == ()


def test_a_domain_says_why_it_is_not_all() -> None:
    limits = domain_of("towed").limits
    assert limits == ("`too_long` compares values of the record with each other",)


def test_the_classes_of_values_are_those_that_the_law_tells_apart() -> None:
    rows = domain_of("fined").rows
    assert [row[1] for row in rows[naming.recorded("stayed")]] == [1, 2, 3]
    assert [row[1] for row in rows[naming.recorded("zone")]] == ["red", "green", "blue"]

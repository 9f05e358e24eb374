"""`decisis.testing` for tests in Python: drawn matters, drawn facts, properties as assertions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import decisis
from decisis.testing import assert_property, facts, matters
from tests.testing.test_verify import LAW, PROPERTIES

pytest.importorskip("clingo")

DAY = date(1991, 12, 31)


@pytest.fixture(scope="module")
def doctrine(tmp_path_factory: pytest.TempPathFactory) -> decisis.Doctrine:
    folder: Path = tmp_path_factory.mktemp("logic") / "parking"
    folder.mkdir()
    (folder / "parking.law").write_text(LAW.format(long=2, fine=50, more=PROPERTIES))
    return decisis.load_doctrine(folder.parent)


@given(st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_drawn_matters_can_be_asked(doctrine: decisis.Doctrine, data: st.DataObject) -> None:
    matter = data.draw(matters(doctrine, "parking", court="high", as_of=DAY, about="fine"))
    assert matter.ask("fine(X, N)").verdict in ("proved", "undetermined")


def test_drawn_facts_are_in_the_vocabulary(doctrine: decisis.Doctrine) -> None:
    drawn = facts(doctrine, "parking", court="high", as_of=DAY, about="towed")

    @given(drawn)
    @settings(max_examples=30)
    def check(fact: object) -> None:
        assert getattr(fact, "relation") in ("zone", "not zone", "stayed", "not stayed")  # noqa: B009

    check()


def test_a_property_that_holds(doctrine: decisis.Doctrine) -> None:
    assert_property(doctrine, "longer_costs_more", "parking", court="high", as_of=str(DAY))


def test_a_property_that_does_not(doctrine: decisis.Doctrine) -> None:
    with pytest.raises(AssertionError, match=r"towed\(permit 1\), and fine\(permit 1, 10\)"):
        assert_property(doctrine, "no_free_tow", "parking", court="high", as_of=DAY)

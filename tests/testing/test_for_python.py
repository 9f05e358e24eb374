"""`decisis.testing` for tests in Python: drawn matters, drawn facts, properties as assertions."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

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


@given(st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_drawn_matter_has_its_things_even_without_facts(
    doctrine: decisis.Doctrine, data: st.DataObject
) -> None:
    matter = data.draw(matters(doctrine, court="high", as_of=str(DAY), about="towed", individuals=2))
    assert matter.ask("towed(permit_2)").verdict in ("proved", "undetermined", "refuted", "conflicted")


@pytest.mark.parametrize(
    "given, said",
    [
        ({"about": "towd"}, "no relation is called `towd`; did you mean `towed`?"),
        ({"court": "hihg"}, "no court is called `hihg`"),
        ({"as_of": "1991-12-41"}, "`1991-12-41` is not a day"),
        ({"areas": ("parkign",)}, "no area of law is called `parkign`; did you mean `parking`?"),
    ],
)
def test_what_the_law_does_not_have(doctrine: decisis.Doctrine, given: dict[str, Any], said: str) -> None:
    asked = {"court": "high", "as_of": DAY, **given}
    areas = asked.pop("areas", ("parking",))
    with pytest.raises(decisis.Rejected, match=re.escape(said)):
        matters(doctrine, *areas, **asked)


def test_a_property_that_the_law_does_not_have(doctrine: decisis.Doctrine) -> None:
    with pytest.raises(decisis.Rejected, match="no property is called `one_fin`; did you mean `one_fine`"):
        assert_property(doctrine, "one_fin", court="high", as_of=DAY)


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
    with pytest.raises(AssertionError, match=r"towed\(permit 1\), and fine\(permit 1, 10\)") as failed:
        assert_property(doctrine, "no_free_tow", court="high", as_of=DAY)
    _, _, case = str(failed.value).partition("\n\n")
    assert doctrine.matter(case).ask("towed(permit_1)").verdict == "proved"


def test_a_property_of_several_things_at_once(tmp_path: Path) -> None:
    """One person alone cannot break it."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "keys.law").write_text(
        'area keys "Keys"\ncourt high "H."\nsort Key is one of red, green\n'
        "relation has_key(p: Party, k: Key)\n"
        "property same_holder always has_key(P, green) if has_key(P, red) and has_key(Q, green)\n"
    )
    law = decisis.load_doctrine(str(tmp_path))
    with pytest.raises(AssertionError, match=r"has_key\(party .*, red\), and has_key\(party .*, green\)"):
        assert_property(law, "same_holder", court="high", as_of=DAY, individuals=2)

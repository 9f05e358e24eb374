"""Holdings compared, under a law of the tests' own and under the law that ships."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from decisis.casework.expectations import check_expectations
from decisis.comparison import matters
from decisis.comparison.compare import Pair
from decisis.comparison.inquiry import Asked, compared
from decisis.comparison.matters import FOUND, NONE, Finding
from decisis.comparison.meeting import Apart, Together
from decisis.comparison.present import present_comparison
from decisis.diagnostics import Rejected
from decisis.engine import DEFAULT, engine
from decisis.pipeline import Loader
from decisis.render.comparison import comparison_json, comparison_markdown, comparison_text
from decisis.source import Source
from tests.shipped import LOADER
from tests.thorough import THOROUGH

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SECRETS = Loader(ROOT / "tests" / "precedent" / "logic")
LEASES = Loader(HERE / "logic")


def pairs(loader: Loader, first: str, second: str, **more: str) -> tuple[Pair, ...]:
    return compared(Asked(first, second, **more), loader)[0]


def pair(loader: Loader, first: str, second: str, **more: str) -> Pair:
    (found,) = pairs(loader, first, second, **more)
    return found


def runs(found: Finding, loader: Loader) -> bool:
    """Whether a case that was found passes as it stands."""
    matter = loader.matter_of(Source("found.case", found.case), Path())
    results = list(check_expectations(matter, matter.court(engine(DEFAULT))))
    return bool(results) and all(r.passed for r in results)


# --- implications ------------------------------------------------------------------------------------

IMPLIED = [  # broad, narrow, and whether the elements show it
    ("six_months", "twelve_months", True),
    ("twelve_months", "six_months", False),
    ("early_or_middle", "early", True),
    ("early", "early_or_middle", False),
    ("within_a_month", "within_a_week", True),
    ("within_a_week", "within_a_month", False),
    ("counted_month", "counted_week", False),  # counted days need not grow with the period
    ("unless_waived", "not_waived", True),  # what is denied is not shown
    ("not_waived", "unless_waived", False),  # silence denies nothing
    ("either_way", "six_months", True),
    ("two_rents", "one_rent", True),  # of one lease there is one rent
]


@pytest.mark.parametrize("broad, narrow, so", IMPLIED)
def test_implications(broad: str, narrow: str, so: bool) -> None:
    found = next(i for i in pair(LEASES, broad, narrow).implications if i.broad.key == broad)
    assert found.holds is so
    if not so and found.search.status == FOUND:
        assert runs(found.search, LEASES)


def test_what_is_not_implied_has_a_matter_that_shows_it() -> None:
    found = next(i for i in pair(LEASES, "twelve_months", "six_months").implications if not i.holds)
    assert found.search.status == FOUND
    assert "fact length(lease_1, " in found.search.case
    assert runs(found.search, LEASES)


def test_an_enumeration_gone_through_to_the_end() -> None:
    """That the rest of a sort is all but one of its values, only the search sees."""
    found = next(i for i in pair(LEASES, "early_or_middle", "not_late").implications)
    pytest.importorskip("clingo")
    assert (found.broad.key, found.holds, found.search.status) == ("early_or_middle", False, NONE)


def test_what_only_the_narrower_one_prevails_over() -> None:
    found = next(i for i in pair(LEASES, "six_months", "twelve_months").implications if i.holds)
    assert found.outranked == ("no_end_in_winter",)


# --- collisions --------------------------------------------------------------------------------------


def test_a_conflict_of_persuasive_opinions_is_shown() -> None:
    (found,) = pair(SECRETS, "alpha", "sigma", court="third").collisions
    assert found.search.answer == "conflicted"
    assert runs(found.search, SECRETS)
    assert [(r.prevailing, r.why) for r in found.ranks] == [("", "neither prevails over the other")]


def test_ranks_are_those_of_each_court() -> None:
    (found,) = pair(SECRETS, "alpha", "sigma").collisions
    by_court = {court: r.prevailing for r in found.ranks for court in r.courts}
    assert by_court == {"first": "despite_disclosure", "second": "talks_are_open", "third": "", "high": ""}


def test_the_one_that_prevails_is_what_is_expected() -> None:
    (found,) = pair(SECRETS, "alpha", "gamma", court="first").collisions
    assert "because despite_disclosure considering disclosure_ends_it" in found.search.case
    (earlier,) = pair(SECRETS, "alpha", "gamma", court="first", as_of="1994-01-01").collisions
    assert "because disclosure_ends_it considering despite_disclosure" in earlier.search.case
    assert runs(earlier.search, SECRETS)


@pytest.mark.parametrize(
    "first, second",
    [("twelve_months", "no_end_under_a_year"), ("early", "no_end_late"), ("rent_1", "rent_2_above")],
)
def test_what_never_meets(first: str, second: str) -> None:
    (found,) = pair(LEASES, first, second).collisions
    assert isinstance(found.meets, Apart)


def test_values_of_a_functional_relation_oppose_each_other() -> None:
    (found,) = pair(LEASES, "rent_1", "rent_2").collisions
    assert found.how == "value"
    assert isinstance(found.meets, Together)
    assert found.search.answer == "conflicted"
    assert runs(found.search, LEASES)
    assert not pair(LEASES, "rent_1", "rent_1_again").collisions


def test_what_is_left_open_against_what_is_held() -> None:
    every = [c for p in pairs(SECRETS, "alpha", "omega") for c in p.collisions]
    found = [c for c in every if c.how == "open"]
    assert [c.second.key for c in found] == ["no_bribery_without_agreement.agreement"]
    assert all(runs(c.search, SECRETS) for c in found)


def test_holdings_that_were_never_law_together_are_compared() -> None:
    found = pair(SECRETS, "kappa", "omega")
    assert found.setting.compared == {"bribery_is_enough"}
    assert all("question" not in c.search.case for c in found.collisions)


# --- chains ------------------------------------------------------------------------------------------


def test_chains() -> None:
    (found,) = pair(SECRETS, "alpha", "liability").chains
    assert (found.link.kind, found.link.label) == ("gives", "(2)")
    assert "because despite_disclosure, liability" in found.search.case
    assert runs(found.search, SECRETS)


def test_what_bars_another() -> None:
    (found,) = pair(LEASES, "waiver", "unless_waived").chains
    assert (found.link.kind, found.link.label) == ("bars", "(3)")
    assert runs(found.search, LEASES)


# --- the law that ships, and what is asked badly ---------------------------------------------------------


@pytest.mark.skipif(not THOROUGH, reason="with DECISIS_THOROUGH=1")
def test_shipped_holdings(monkeypatch: pytest.MonkeyPatch) -> None:
    """By their elements alone: a search through all matters of so large a law takes long."""
    monkeypatch.setattr(matters, "can_search", lambda: False)
    found = pair(LOADER, "revocation_counts", "plus_16", court="ca2")
    gives = next(c for c in found.chains if c.link.kind == "gives")
    assert gives.link.label == "(4)"
    assert runs(gives.search, LOADER)
    same = pair(LOADER, "revocation_counts", "revocation_counts_5th")
    assert [i.holds for i in same.implications] == [True, True]


def test_without_clingo_the_elements_still_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matters, "can_search", lambda: False)
    monkeypatch.setattr("decisis.comparison.present.can_search", lambda: False)
    found, library = compared(Asked("six_months", "twelve_months"), LEASES)
    assert [i.holds for i in found[0].implications] == [True, False]
    shown = comparison_text(present_comparison(found, library), 100)
    assert "needs clingo: pip install 'decisis[testing]'" in shown


@pytest.mark.parametrize(
    "first, second, code",
    [("alpha", "alpha", "E0516"), ("alpha", "gama", "E0502"), ("reform", "alpha", "E0515")],
)
def test_bad_input(first: str, second: str, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        compared(Asked(first, second), SECRETS)
    assert [d.code for d in refused.value.diagnostics] == [code]


def test_a_court_and_a_day() -> None:
    found = pair(SECRETS, "alpha", "gamma", court="first", as_of="1994-01-01")
    assert (found.setting.court, found.setting.as_of) == ("first", date(1994, 1, 1))
    with pytest.raises(Rejected):
        pair(SECRETS, "alpha", "gamma", court="firt")


def test_appearance(snapshot: SnapshotAssertion) -> None:
    found, library = compared(Asked("six_months", "lease_law"), LEASES)
    view = present_comparison(found, library)
    assert comparison_text(view, 90) == snapshot(name="text")
    assert comparison_markdown(view) == snapshot(name="markdown")
    data = json.loads(comparison_json(view))
    assert data["format"] == "decisis.comparison/1"
    assert data == snapshot(name="json")


FERRIES = """
area ferries "Ferries"
sort Crossing
sort Cause is one of fog "fog", swell "a swell"
relation delayed_by(c: Crossing, cause: Cause) reads "{c} was delayed by {cause}"
relation excused(c: Crossing) reads "{c} is excused"
court top "Top"
court low "Low" under top
authority code is "Ferry Code" statute in force from 2005-01-01 from the document
authority old is "Old 1 (Low 2012)" decided by low on 2012-01-01 published from the document
authority new is "New 1 (Top 2021)" decided by top on 2021-01-01 published from the document
treatment new overrules old from 2021-01-01 from the document
rule of_fog under code at "1"
  given
    (1) delayed_by(C, fog)
  then excused(C)
holding swell_excuses of old at "1"
  given
    (1) delayed_by(C, swell)
  then excused(C)
holding swell_does_not of new at "1"
  given
    (1) delayed_by(C, swell)
  then not excused(C)
"""


def test_a_matter_of_an_overruled_holding_has_no_fact_that_only_others_need(tmp_path: Path) -> None:
    (tmp_path / "ferries").mkdir()
    (tmp_path / "ferries" / "ferries.law").write_text(FERRIES, "utf-8")
    found = pair(Loader(tmp_path), "swell_excuses", "swell_does_not").collisions[0].search
    assert [line for line in found.case.splitlines() if line.startswith("fact")] == [
        "fact delayed_by(crossing_1, swell) found"
    ]


CAUSES = """
area causes "Causes of delay"
court high "H."
authority act is "Air Act" statute from the document
authority old is "Old v. Air, 1 F.3d 1 (H. 1990)" decided by high on 1990-05-01 from the document
authority new is "New v. Air, 2 F.3d 2 (H. 2000)" decided by high on 2000-05-01 from the document
sort Flight
sort Cause is one of defect, storm, strike
relation caused_by(f: Flight, c: Cause)
relation excused(f: Flight, c: Cause)
holding forces_of_nature of old at "2" construing act at "5"
  given
    (1) caused_by(F, C)
    (2) C is one of storm, strike
  then excused(F, C)
holding defects of old at "3" construing act at "5"
  given (1) caused_by(F, defect)
  then not excused(F, defect)
holding defects_again of new at "4" construing act at "5"
  given (1) caused_by(F, defect)
  then not excused(F, defect)
"""


def test_to_prevail_over_what_speaks_of_something_else_is_no_difference(tmp_path: Path) -> None:
    """The later opinion ranks above the earlier one's excuses, which are of no defect."""
    (tmp_path / "causes").mkdir()
    (tmp_path / "causes" / "causes.law").write_text(CAUSES, "utf-8")
    found = pair(Loader(tmp_path), "defects_again", "defects")
    assert [each.outranked for each in found.implications] == [(), ()]

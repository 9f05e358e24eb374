"""The forty-four properties that the shipped law is to have, by number, and where each is held to.

A number has a home: a `property` of the library (which cases are held to, and against which `verify` looks
for a matter), a test of another folder, or a test here. `test_every_number_has_a_home` forgets none.
Those that ask the large cases, or lower the whole law, run with DECISIS_THOROUGH=1.
"""

from __future__ import annotations

import csv
import os
import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decisis
from decisis.api.matter import Matter
from decisis.casework.answer import ask
from decisis.casework.row import Row
from decisis.proof.argument import Ground
from decisis.values import Duration, Truth, compare, written
from tests.shipped import LOADER

ROOT = Path(__file__).parents[2]

HOMES: dict[int, tuple[str, ...]] = {
    1: ("property one_form",),
    2: ("property gate_open_or_closed", "tests/litmus/clash_of_facts.case"),
    3: ("test_a_gate_that_is_undetermined_says_what_is_missing",),
    4: ("tests/engine/test_seminaive.py", "test_the_order_of_clauses_and_facts_does_not_matter"),
    5: ("tests/cases/test_laws.py", "test_saying_it_twice_changes_nothing"),
    6: ("tests/cases/test_laws.py", "test_names_of_things_mean_nothing"),
    7: ("tests/citation", "test_the_same_short_name_is_not_the_same_authority"),
    8: ("tests/litmus/persuasive_split.case", "test_an_opinion_of_another_circuit_binds_nobody_here"),
    9: ("tests/litmus/opinions_that_bind.case", "test_the_supreme_court_binds_every_court"),
    10: ("test_no_opinion_of_a_trial_court_binds",),
    11: ("test_law_of_a_later_day_changes_nothing",),
    12: ("test_no_case_rests_on_law_that_is_younger_than_it",),
    13: ("property longer_is_no_better", "test_a_longer_term_is_no_better_under_any_manual"),
    14: ("test_thirteen_months_are_not_more_than_thirteen_months",),
    15: ("test_parts_of_a_sentence_add_up",),
    16: ("test_a_suspended_part_is_no_part_of_the_record",),
    17: ("test_a_revocation_after_the_removal_only_lowers_the_increase",),
    18: ("property higher_level_higher_bottom", "property higher_level_higher_top", "test_the_table_rises"),
    19: ("test_a_range_lies_between_minimum_and_maximum",),
    20: ("test_one_limb_of_5g1_1_gives_the_range",),
    21: ("test_cutting_a_range_twice_is_cutting_it_once",),
    22: ("property only_a_lowered_range", "property only_what_the_range_gave"),
    23: ("property reduced_within_the_gate", "test_a_reduction_stops_at_the_amended_bottom"),
    24: ("test_a_minimum_above_both_ranges_absorbs_every_amendment",),
    25: ("property departures_are_no_part_of_the_range",),
    26: ("property only_the_commission",),
    27: ("property government_moves_for_assistance",),
    28: ("property filing_is_no_act",),
    29: ("property later_judgment_later_deadline", "test_a_later_start_ends_no_earlier",
         "test_a_longer_period_ends_no_earlier", "test_another_holiday_ends_no_earlier"),
    30: ("tests/calendar", "test_eras_agree_on_a_window_without_days_off"),
    31: ("test_filing_earlier_is_never_late", "test_a_later_start_is_never_worse"),
    32: ("property one_vehicle",),
    33: ("test_a_resolved_dispute_is_as_good_as_none", "tests/litmus/unresolved_dispute.case"),
    34: ("tests/cases/test_laws.py", "test_an_allegation_changes_no_verdict"),
    35: ("tests/cases/test_laws.py", "test_independent_grounds_survive_the_loss_of_all_but_one",
         "test_two_orders_rest_on_more_than_one_ground"),
    36: ("tests/litmus/even_if.case",),
    37: ("tests/litmus/open_question.case", "test_an_open_ground_is_neither_allowed_nor_barred"),
    38: ("tests/litmus/open_question.case",),
    39: ("test_a_denial_says_nothing_of_other_relief",),
    40: ("property applied_for_first", "property discovered_first"),
    41: ("property class_by_maximum",),
    42: ("tests/certificate", "test_no_forgery_is_accepted"),
    43: ("test_what_an_answer_rests_on_is_all_that_changes_it", "tests/cases/test_withdrawals.py"),
    44: ("test_one_step_from_memory_is_said_of_the_conclusion", "tests/render/test_text.py"),
}  # fmt: skip


@cache
def every_test() -> frozenset[str]:
    found = (re.findall(r"^def (test_\w+)", p.read_text("utf-8"), re.M) for p in ROOT.glob("tests/*/*.py"))
    return frozenset(name for names in found for name in names)


def test_every_number_has_a_home() -> None:
    assert sorted(HOMES) == list(range(1, 45))
    properties = library().properties
    for number, homes in HOMES.items():
        for home in homes:
            if home.startswith("property "):
                assert home.removeprefix("property ") in properties, (number, home)
            elif home.startswith("tests/"):
                assert (ROOT / home).exists(), (number, home)
            else:
                assert home in every_test(), (number, home)


@cache
def doctrine() -> decisis.Doctrine:
    return decisis.load_doctrine()


@cache
def library():  # type: ignore[no-untyped-def]
    return LOADER.doctrine().library


@cache
def matter(name: str) -> Matter:
    (path,) = ROOT.glob(f"cases/*/{name}.case")
    return doctrine().matter(str(path))


def asked_rows(found: Matter, question: str) -> tuple[Row, ...]:
    filed = found.current
    return ask(found.asked, filed.questions[question])


def values(found: Matter, question: str, *names: str) -> tuple[object, ...]:
    (row,) = found.ask(question).bindings or ({},)
    return tuple(row.get(name) for name in names)


thorough = pytest.mark.skipif("DECISIS_THOROUGH" not in os.environ, reason="with DECISIS_THOROUGH=1")
few = settings(max_examples=30 if "DECISIS_THOROUGH" in os.environ else 5, deadline=None, derandomize=True)


# --- gates and grounds ---------------------------------------------------------------------------------


def choices(sort: str) -> st.SearchStrategy[str]:
    """The values of an enumeration of the library."""
    named = library().sorts[sort].choices or ()
    return st.sampled_from([choice.name.text for choice in named])


@st.composite
def fewer_facts(draw: st.DrawFn, name: str) -> Matter:
    """A decided matter, or one of its variants, without some of its facts."""
    found = matter(name)
    found = found.variant(draw(st.sampled_from(found.variants)))
    facts = [f for f in found.asked.record.facts if f.status == "found"]
    gone = draw(st.lists(st.sampled_from(facts), max_size=3, unique=True))
    return found.withdraw(*(f"{f.relation}({', '.join(map(written, f.values))})" for f in gone))


@few
@given(fewer_facts("lugo_marin"), st.deferred(lambda: choices("Gate")))
@thorough
def test_a_gate_that_is_undetermined_says_what_is_missing(found: Matter, gate: str) -> None:
    """3. Of each gate, in matters that say less than the decided one."""
    answer = found.ask(f"gate_open(judgment, {gate})")
    assert answer.verdict in ("proved", "refuted", "undetermined", "discretionary")
    if answer.verdict == "undetermined":
        assert any(row.turns_on for row in answer.rows) or "not" in str(answer.why_not())


@few
@given(fewer_facts("leiva_deras"), st.deferred(lambda: choices("Ground")))
@thorough
def test_an_open_ground_is_neither_allowed_nor_barred(found: Matter, ground: str) -> None:
    """37. Of each ground, in matters that say less than the decided one."""
    if found.ask(f"permissible(judgment, {ground})").verdict == "undetermined":
        assert found.ask(f"may_depart(judgment, {ground})").verdict in ("undetermined", "discretionary")


@few
@given(fewer_facts("lugo_marin"))
@thorough
def test_a_denial_says_nothing_of_other_relief(found: Matter) -> None:
    """39. What nobody asked for is not denied, whatever becomes of the rest."""
    asked = {b["R"] for b in found.ask("asks_for(motion, R)").bindings if "R" in b}
    for relief in (choice.name.text for choice in library().sorts["Relief"].choices or ()):
        if relief not in asked:
            assert found.ask(f"disposed(motion, {relief}, denial)").verdict != "proved", relief


# --- courts and days -------------------------------------------------------------------------------------


def strengths(court: str) -> dict[str, str]:
    from decisis.compiler.lower import Lowering
    from decisis.compiler.setting import RecordSides, Setting

    program = Lowering.of(library()).program(Setting(court, date(2013, 1, 1)), RecordSides()).program
    return {n: p.strength for n, p in program.provisions.items() if p.kind == "holding"}


def decided_by(name: str) -> str:
    found = library()
    provision = found.provisions[name.split(" in ")[0].split(".")[0]]
    authority = found.authorities[provision.under.authority.text]
    return authority.decided_by.text if authority.decided_by else ""


@thorough
def test_an_opinion_of_another_circuit_binds_nobody_here() -> None:
    """8."""
    for name, strength in strengths("ca2").items():
        if decided_by(name) not in ("ca2", "scotus", ""):
            assert strength != "binding", name


@thorough
def test_the_supreme_court_binds_every_court() -> None:
    """9."""
    for court in ("ca8", "mnd"):
        found = {n: s for n, s in strengths(court).items() if decided_by(n) == "scotus"}
        assert found
        assert set(found.values()) == {"binding"}
    assert {s for n, s in strengths("mnd").items() if decided_by(n) == "ca8"} == {"binding"}


@thorough
def test_no_opinion_of_a_trial_court_binds() -> None:
    """10."""
    trial = {n for n, c in library().courts.items() if c.trial}
    for court in ("mnd", "ctd"):
        assert not [n for n, s in strengths(court).items() if decided_by(n) in trial and s == "binding"]


@thorough
def test_law_of_a_later_day_changes_nothing() -> None:
    """11. What was decided, or came into force, after a day does not speak on it."""
    from decisis.compiler.setting import Setting
    from decisis.compiler.speaking import speaks

    found, day = library(), date(2004, 2, 17)
    for name, provision in found.provisions.items():
        if speaks(provision, found, Setting("ca2", day)) and provision.under is not None:
            authority = found.authorities[provision.under.authority.text]
            assert authority.decided_on is None or authority.decided_on <= day, name
            in_force = provision.in_force
            governed = provision.as_of or provision.rows or authority.chosen_by
            assert governed or not in_force or not in_force.start or in_force.start <= day, name


@pytest.mark.parametrize("name", ["leiva_deras", "palacios_becerril", "alcaraz", "lugo_marin"])
@thorough
def test_no_case_rests_on_law_that_is_younger_than_it(name: str) -> None:
    """12."""
    asked = matter(name).asked
    program = asked.court.law(asked.setting, asked.record).program
    authorities = library().authorities
    for info in program.provisions.values():
        decided = authorities[info.authority].decided_on if info.authority in authorities else None
        assert decided is None or decided <= asked.setting.as_of, info.name


# --- the increase ------------------------------------------------------------------------------------------

TERMS = [Duration(m, d) for m, d in ((6, 0), (12, 0), (12, 1), (13, 0), (13, 1), (24, 0))]


def level(found: Matter, conviction: str) -> int | None:
    answer = found.ask(f"enhancement(judgment, {conviction}, N)")
    levels = [r["N"] for r in answer.bindings if "N" in r] if answer.verdict == "proved" else []
    return max(levels, default=None)  # type: ignore[type-var, return-value]


@pytest.mark.parametrize("name, conviction", [("two_priors", "heroin_sale"), ("points_2012", "dealing")])
@thorough
def test_a_longer_term_is_no_better_under_any_manual(name: str, conviction: str) -> None:
    """13."""
    found = matter(name)
    if name == "points_2012":
        found = found.withdraw("prior_sentence_on(dealing, _)")
    levels = [
        level(found.suppose(f"original_term({conviction}, {written(t)})", instead=True), conviction)
        for t in TERMS
    ]
    decided = [n for n in levels if n is not None]
    assert len(decided) > 3
    assert all(a <= b for a, b in pairwise(decided)), levels


def test_thirteen_months_are_not_more_than_thirteen_months() -> None:
    """14."""
    found = matter("two_priors")
    terms = ("13 months", "13 months 1 day")
    levels = [
        level(found.suppose(f"original_term(heroin_sale, {t})", instead=True), "heroin_sale") for t in terms
    ]
    assert levels == [12, 16]


@few
@given(st.integers(1, 30).flatmap(lambda whole: st.tuples(st.just(whole), st.integers(0, whole))))
@thorough
def test_parts_of_a_sentence_add_up(drawn: tuple[int, int]) -> None:
    """15. Since 2003, how a term is divided between the original sentence and its revocation is nothing."""
    whole, original = drawn
    found = matter("two_priors")
    undivided = found.suppose(f"original_term(heroin_sale, {whole} months)", instead=True)
    divided = found.suppose(f"original_term(heroin_sale, {original} months)", instead=True)
    if original < whole:
        divided = divided.suppose(f"revocation_term(heroin_sale, {whole - original} months)")
    assert level(divided, "heroin_sale") in (level(undivided, "heroin_sale"), None)


def test_a_suspended_part_is_no_part_of_the_record() -> None:
    """16. The relation of the term says so to whoever records one; no other one holds such a part."""
    asks = library().relations["original_term"].asks
    assert asks is not None
    assert "not suspended" in asks.text
    assert not [n for n in library().relations if "suspended_term" in n or "suspended_part" in n]


@few
@given(st.integers(0, 14), st.integers(1, 20), st.dates(date(1990, 1, 1), date(2010, 1, 1)))
@thorough
def test_a_revocation_after_the_removal_only_lowers_the_increase(own: int, more: int, day: date) -> None:
    """17. For any division of the term: a later revocation never makes the increase higher."""
    found = matter("two_priors").suppose(f"original_term(heroin_sale, {own} months)", instead=True)
    revoked = found.suppose(f"revocation_term(heroin_sale, {more} months)")
    earlier, later = (
        level(revoked.suppose(f"revoked_on(heroin_sale, {on})"), "heroin_sale")
        for on in (day, day + timedelta(days=3650))
    )
    assert earlier is None or later is None or later <= earlier


# --- the range ---------------------------------------------------------------------------------------------


def test_the_table_rises() -> None:
    """18. On every one of the cells."""
    rows = [*csv.DictReader((ROOT / "logic/sentencing/tables/sentencing_table.csv").open())]
    assert len(rows) == 258
    cells = {(int(r["level"]), r["category"]): (months(r["min"]), months(r["max"])) for r in rows}
    categories = list(dict.fromkeys(r["category"] for r in rows))
    for n, (i, k) in product(range(1, 44), enumerate(categories)):
        for other in ((n + 1, k), (n, categories[min(i + 1, len(categories) - 1)])):
            if other in cells:
                assert all(a <= b for a, b in zip(cells[n, k], cells[other], strict=True)), (n, k, other)


def months(text: str) -> float:
    return float("inf") if text == "life" else float(text)


def ranged(n: int, least: int | None, most: int) -> tuple[Matter, object, object]:
    found = matter("levels").change(
        f"suppose adjusted_level(judgment, {n}) instead",
        f"suppose statutory_maximum(judgment, {most} months) instead",
    )
    if least is not None:
        found = found.withdraw("carries_no_minimum(judgment)")
        found = found.suppose(f"statutory_minimum(judgment, {least} months)")
    low, high = values(found, "range", "L", "H")
    return found, low, high


limits = st.tuples(
    st.integers(4, 43), st.sampled_from([12, 60, 120, 240]), st.sampled_from([12, 60, 240, 480])
)


@few
@given(limits)
def test_a_range_lies_between_minimum_and_maximum(drawn: tuple[int, int, int]) -> None:
    """19."""
    n, least, most = drawn
    if least <= most:
        _, low, high = ranged(n, least, most)
        assert compare(low, ">=", Duration(least)) is Truth.TRUE  # type: ignore[arg-type]
        assert compare(high, "<=", Duration(most)) is Truth.TRUE  # type: ignore[arg-type]
        assert compare(low, "<=", high) is Truth.TRUE  # type: ignore[arg-type]


@few
@given(limits)
def test_one_limb_of_5g1_1_gives_the_range(drawn: tuple[int, int, int]) -> None:
    """20."""
    n, least, most = drawn
    if least <= most:
        found, _, _ = ranged(n, least, most)
        model = found.asked.about("guideline_range").run.model
        limbs = ("range_above_maximum", "range_below_minimum", "range_within_limits")
        assert sum(bool(model.tuples(f"applies {limb}")) for limb in limbs) == 1


@few
@given(limits)
def test_cutting_a_range_twice_is_cutting_it_once(drawn: tuple[int, int, int]) -> None:
    """21. The range that was cut, taken for that of the table, is left as it is."""
    n, least, most = drawn
    if least <= most:
        found, low, high = ranged(n, least, most)
        again = found.withdraw(f"adjusted_level(judgment, {n})")
        again = again.suppose(f"table_range(judgment, {written(low)}, {written(high)})")  # type: ignore[arg-type]
        assert values(again, "range", "L", "H") == (low, high)


# --- reductions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term, reached", [(151, False), (121, True), (120, False)])
@thorough
def test_a_reduction_stops_at_the_amended_bottom(term: int, reached: bool) -> None:
    """23. Not below the bottom, and no reduction that reduces nothing."""
    found = matter("crack_amendments").suppose(f"proposed_term(judgment, {term} months)")
    answer = found.ask(f"may_reduce_to(judgment, amendment, {term} months)")
    assert (answer.verdict == "proved") == reached


@pytest.mark.parametrize("levels", [1, 2, 4])
@thorough
def test_a_minimum_above_both_ranges_absorbs_every_amendment(levels: int) -> None:
    """24."""
    found = matter("alcaraz").suppose(f"lowers_level_by(program, judgment, {levels})", instead=True)
    assert found.ask("lowers_floor(program, judgment)").verdict == "refuted"


# --- the year of § 2255 ------------------------------------------------------------------------------------

LAST = date(2013, 2, 28)


@pytest.mark.parametrize("days", [0, 1, 30, 300])
@thorough
def test_filing_earlier_is_never_late(days: int) -> None:
    """31."""
    day = LAST - timedelta(days=days)
    found = matter("section_2255").suppose(f"filed_on(motion, {day})", instead=True)
    assert found.ask("timely").verdict == "proved"


@pytest.mark.parametrize("start", ["new_right_recognized", "impediment_removed", "facts_discoverable"])
@pytest.mark.parametrize("day", ["2011-05-02", "2012-06-01", "2014-01-02"])
@thorough
def test_a_later_start_is_never_worse(start: str, day: str) -> None:
    """31."""
    found = matter("section_2255").suppose(f"{start}(judgment, {day})")
    assert found.ask("timely").verdict == "proved"


# --- disputes, grounds, provenance -----------------------------------------------------------------------


def test_a_resolved_dispute_is_as_good_as_none() -> None:
    """33."""
    found = doctrine().matter(str(ROOT / "tests/litmus/unresolved_dispute.case"))
    for name, dispute in ((d.name, d) for d in found.asked.record.disputes):
        side = f"{dispute.side.relation}({', '.join(written(v) for v in dispute.side.values)})"
        resolved = found.resolve(name, side)
        undisputed = found.withdraw(side).suppose(side)
        for question in found.questions:
            assert resolved.ask(question).verdict == undisputed.ask(question).verdict, (name, question)


@pytest.mark.parametrize(
    "name, question, least", [("palacios_becerril", "denial", 2), ("alcaraz", "denial", 3)]
)
@thorough
def test_two_orders_rest_on_more_than_one_ground(name: str, question: str, least: int) -> None:
    """35."""
    (row,) = [r for r in matter(name).ask(question).rows if r.verdict == "proved"]
    assert row.independent_grounds >= least


def test_what_an_answer_rests_on_is_all_that_changes_it() -> None:
    """43. A fact in no ground of an answer, nor in what kept an opponent out, can go."""
    found = matter("levels")
    kept = changed = 0
    for fact in found.asked.record.facts:
        less = found.withdraw(f"{fact.relation}({', '.join(map(written, fact.values))})")
        for question in found.questions:
            rows = [r for r in asked_rows(found, question) if r.verdict == "proved"]
            after = {r.literal for r in asked_rows(less, question) if r.verdict == "proved"}
            for row in rows:
                if all(Ground(fact.lowered, fact.values) in g.support for g in row.grounds):
                    changed += row.literal not in after
                else:
                    kept += 1
                    assert row.literal in after, (question, fact)
    assert kept > 30
    assert changed > 5


def test_one_step_from_memory_is_said_of_the_conclusion() -> None:
    """44."""
    found = doctrine().matter(str(ROOT / "tests/litmus/opinions_that_bind.case"))
    (row,) = found.ask("old_law").rows
    assert any("from memory" in warning for warning in row.warnings)
    (row,) = found.in_court("ca5").ask("old_law").rows
    assert not any("from memory" in warning for warning in row.warnings)

"""What is counted, and what a `for every` goes through, is said whole, and as open as it is."""

from __future__ import annotations

from pathlib import Path

import decisis
from decisis.api.answer import Answer
from decisis.casework.inquiry import Inquiry, answer
from decisis.source import Source

MUSEUM = Path(__file__).parents[1] / "museum"


def asked(page: str, question: str) -> Answer:
    return decisis.load_doctrine().matter(MUSEUM / f"{page}.case").ask(question)


def why(page: str, question: str) -> str:
    return in_a_line(asked(page, question).why())


def in_a_line(printed: object) -> str:
    return " ".join(str(printed).split())


def test_a_number_is_said_to_be_of_what_meets_every_condition() -> None:
    said = why("scenario_that_counts_absences", "high_out")
    assert "1 is the number of B where B offers something for the lot and no showing that B can buy" in said
    said = why("silence_in_a_sum", "counted")
    assert "1 is the number of F where the claim comprises F and F was not waived" in said


def test_why_something_is_a_case_is_shown_with_the_case() -> None:
    said = why("silence_in_a_sum", "settled")
    assert "namely the flight out (a) the claim comprises the flight out found, the file (b)" in said
    assert "what would make it otherwise is kept out" not in said
    said = why("who_is_not_counted", "all")
    assert said.index("(b) A counts") < said.index("what would make it otherwise is kept out - B is out")
    assert said.count("A counts") == 1


def test_all_that_keep_somebody_out_of_a_count_are_shown() -> None:
    said = why("scenario_that_counts_absences", "low_out")
    kept_out = said.partition("what would make it otherwise is kept out")[2]
    assert "Ann can buy the lot" in kept_out and "Ben can buy the lot" in kept_out


def test_a_total_that_may_have_another_member_is_not_decided() -> None:
    said = in_a_line(asked("definition_that_counts", "stall_busy").why_not())
    assert "FAILS (2) not decided: 1 to 2 is the number of V where V was to the stall" in said
    assert "not reached: (3)" in said
    assert "not so" not in said


def test_a_row_of_a_table_that_may_be_there_is_not_decided() -> None:
    for question in ("fare", "no_fare"):
        answer = asked("table_in_which_not_all_stands", question)
        assert "fails at (2), not decided: the fare for at most 3 is any price" in in_a_line(answer)
        assert "FAILS (2) not decided: the fare for at most 3 is any price" in in_a_line(answer.why_not())


def test_a_row_that_a_table_has_not_is_not_so_and_no_fact_is_asked_for() -> None:
    page = (MUSEUM / "table_in_which_not_all_stands.case").read_text().replace("at most 3) found", "9) found")
    page = page.replace("(2) fare(N, _)\n", "(2) fare(N, _)\n    (3) without_fare(L)\n")
    path = MUSEUM / "table_in_which_not_all_stands.case"
    loaded = decisis.load_doctrine().loader.matter_of(Source(str(path), page), MUSEUM)
    found = answer(loaded, "fare", Inquiry())
    assert "not so: the fare for 9 is any price" in found.rows[0].attempts[0].reason
    assert not found.search.leads


def test_a_total_known_by_bounds_may_be_what_is_asked() -> None:
    for question in ("two", "sum"):
        answer = asked("members_that_may_be_one", question)
        assert "fails at (2), not decided" in in_a_line(answer)
        assert "FAILS (2) not decided" in in_a_line(answer.why_not())


TWO_COURTS = """
court top "the High Court"
court north "the North Court" under top
court south "the South Court" under top
sort Plea
relation made(p: Plea)    reads "{p} was made"
relation barred(p: Plea)  reads "{p} is barred"
authority afar is "Afar, 1 R. 1" opinion decided by south on 1990-01-01 from memory
authority home is "Home, 2 R. 2" opinion decided by north on 1995-01-01 from memory
holding first of afar given (1) made(P) then barred(P)
holding second of home given (1) made(P) then barred(P)
source file is "the file"
matter m is "A plea" before north as of 2000-01-01
thing plea: Plea "the plea"
record found from file
  made(plea)
question barred: barred(plea)
"""


def test_what_stands_in_the_way_is_named_by_what_binds_the_court() -> None:
    said = in_a_line(decisis.load_doctrine().matter(TWO_COURTS).ask("barred").why_not())
    assert "but: the plea is barred: Home, 2 R. 2" in said


def test_a_precedent_is_held_against_what_is_asked_about_and_nothing_else() -> None:
    law = TWO_COURTS.replace("question barred: barred(plea)", "thing other: Plea\nquestion q: barred(other)")
    said = in_a_line(decisis.load_doctrine().matter(law).ask("q").why())
    assert "Home, 2 R. 2, binding: elements met: 0 of 1; not met: (1)" in said


def test_a_day_of_another_edition_that_may_govern_is_named() -> None:
    said = in_a_line(asked("edition_by_an_unnamed_thing", "passed").why_not())
    assert "no day of another edition may govern it, as one may: enrolled_on(older, 2016-01-01)" in said
    assert "not so: and" not in said


SEVERAL = """
court top "the High Court"
sort Gate
sort Plea
relation open(g: Gate, p: Plea) reads "{g} is open for {p}" denied "{g} is closed for {p}"
relation heard(p: Plea)         reads "{p} is heard"
authority code is "Code" statute from memory
rule hearing under code given (1) open(G, P) then heard(P)
source file is "the file"
matter m is "A plea" before top as of 2000-01-01
thing plea: Plea "the plea"
thing a: Gate "gate A"
thing b: Gate "gate B"
thing c: Gate "gate C"
record found from file
  not open(a, plea)
  not open(b, plea)
  not open(c, plea)
question heard: heard(plea)
"""


def test_of_several_that_are_otherwise_not_one_alone_is_named() -> None:
    said = in_a_line(decisis.load_doctrine().matter(SEVERAL).ask("heard").why_not())
    assert (
        "shown otherwise: gate A is closed for the plea and gate B is closed for the plea and 1 more" in said
    )


def test_a_row_of_a_table_is_given_with_its_place() -> None:
    page = (MUSEUM / "table_in_which_not_all_stands.case").read_text().replace("at most 3) found", "3) found")
    path = MUSEUM / "table_in_which_not_all_stands.case"
    loaded = decisis.load_doctrine().loader.matter_of(Source(str(path), page), MUSEUM)
    (ground,) = answer(loaded, "fare", Inquiry()).rows[0].grounds
    assert [s.source for s in ground.proof.premises if s.label == "(2)"] == ["Code § 1 sched. 1"]


CAUSES = """
court county "the County Court"
authority code is "Air Code" statute from the document
sort Flight
sort Cause is one of bird_strike, crew_illness, long_queue
relation caused_by(f: Flight, c: Cause) reads "{f} was disrupted by {c}"
relation excused(f: Flight)             reads "{f} is excused"
rule causes under code
  given
    (1) caused_by(F, C)
    (2) C is one of bird_strike, crew_illness
    (3) caused_by(F, crew_illness) is disputed
  then excused(F)
source file is "the file"
matter m is "M" before county as of 2020-01-01
record found from file
  caused_by(flight_1, long_queue)
question excused: excused(flight_1)
"""


def test_the_values_of_a_list_are_said_in_words() -> None:
    matter = decisis.load_doctrine().matter(CAUSES)
    said = in_a_line(matter.ask("excused").why_not())
    assert "not so: long queue is one of bird strike, crew illness" in said
    assert "it is disputed that flight 1 was disrupted by crew illness" in said


def test_what_is_in_no_list_is_named(tmp_path: Path) -> None:
    page = tmp_path / "matter.case"
    page.write_text(
        """
court top "Top Ct."
sort Zone is one of harbour, old_town "the old town"
sort Car
relation parked_in(c: Car, z: Zone) functional in c  reads "{c} stood in {z}"
relation lawful(c: Car)                              reads "{c} stood lawfully"
authority code is "Code" statute from the document
rule elsewhere under code at "1"
  given
    (1) parked_in(C, Z)
    (2) Z is not one of harbour
  then lawful(C)
source notes is "the notes"
matter m is "A matter" before top as of 2021-01-01
thing car: Car "the car"
record found from notes
  parked_in(car, old_town)
question lawful: lawful(car)
"""
    )
    said = in_a_line(decisis.load_doctrine().matter(page).ask("lawful").why())
    assert "(2) the old town is not one of harbour" in said


def test_what_keeps_a_member_out_of_a_sum_is_said_once_in_each_ground() -> None:
    grounds = why("left_out_of_a_sum_in_two_ways", "off").split("what would make it otherwise is kept out")
    assert [ground.count("- the strike is not excepted") for ground in grounds] == [0, 1, 1]


def test_a_period_is_named_in_the_unit_of_the_text() -> None:
    assert "2017-02-01 is 5 years after 2012-02-01" in why("month_of_which_no_day_is_known", "end")

"""`decisis mutate` on a small doctrine: what kills a mutant, what survives, and what would kill it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisis.cli.group import cli
from decisis.compiler.check import check
from decisis.diagnostics import Rejected, errors
from decisis.engine import engine
from decisis.pipeline import Loader, logic_root
from decisis.source import Source
from decisis.syntax.parser import parse
from decisis.testing.accepted import spelled_out
from decisis.testing.mutation.campaign import KILLED, Campaign, Doctrine
from decisis.testing.mutation.mutant import KINDS, Mutant
from decisis.testing.mutation.mutants import mutants
from decisis.testing.mutation.state import State
from decisis.testing.mutation.telling import Telling
from decisis.testing.mutation.touched import touched
from decisis.testing.mutation.trial import killed_by
from decisis.testing.mutation.watching import EXPECTATIONS, Case, parts_of, with_law_of
from tests.shipped import LOADER

pytest.importorskip("clingo")

PANELS = Path(__file__).parents[2] / "cases" / "ca8" / "panels.case"

LAW = """
area parking "Parking permits"
court high "H."
court side "S."
court low "L." under high trial
work code is "City Code" statute from the document
  editions first from 1990-01-01, second from 1995-01-01
authority old is "Old v. City, 1 F.3d 1 (2d Cir. 1990)" decided by high on 1990-05-01 from the document
authority new is "New v. City, 2 F.3d 2 (2d Cir. 1991)" decided by high on 1991-05-01 from the document
sort Permit
sort Zone is one of red, green
relation zone(x: Permit, in_zone: Zone) functional in x
relation stayed(x: Permit, hours: Int) functional in x
relation urgent(x: Permit)
relation towed(x: Permit)
relation warned(x: Permit)
rule red_zone under code at "3" editions first to second
  given
    (1) zone(X, red)
    (2) stayed(X, H)
    (3) H > 2
  unless
    (4) urgent(X)
  then towed(X)
holding short_stays of old at "4"
  given
    (1) stayed(X, H)
    (2) H < 4
  then warned(X)
holding no_warning of new at "5"
  given
    (1) zone(X, green)
  then not warned(X)
priority short_stays over no_warning because "the driver could not know"
"""

CASE = """
matter one is "One"
  before high as of 1996-01-01
  uses parking
thing car: Permit
fact zone(car, red) found
fact stayed(car, 3) found
question tow: towed(car)
question warning: warned(car)
expect tow is proved because red_zone
expect warning is proved because short_stays
variant green of one
  suppose zone(car, green) instead
  expect tow is undetermined
  expect warning is proved
variant brief of one
  suppose stayed(car, 2) instead
  expect tow is undetermined
variant ambulance of one
  suppose urgent(car)
  expect tow is undetermined
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "logic" / "parking").mkdir(parents=True)
    (tmp_path / "cases").mkdir()
    (tmp_path / "logic" / "parking" / "parking.law").write_text(LAW)
    (tmp_path / "cases" / "one.case").write_text(CASE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mutate(*options: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["mutate", "--logic", "logic", *options])
    assert not isinstance(result.exception, Exception), result.exception
    return result.exit_code, result.stdout


def words(kind: str) -> list[str]:
    _, output = mutate("--list", "--kind", kind)
    return [line.partition(": ")[2] for line in output.splitlines()]


@pytest.mark.usefixtures("place")
def test_an_area_is_named_as_a_folder_is() -> None:
    assert mutate("--list", "parking") == mutate("--list", "logic/parking") == mutate("--list")


def test_every_kind_of_mutant_is_made() -> None:
    found = {m.kind for m in mutants(LOADER.doctrine().library)}
    assert found == set(KINDS)


@pytest.mark.parametrize(
    "kind, made",
    [
        ("element", "red_zone: (3) `H > 2` is gone"),
        ("negation", "red_zone: (1) `zone(X, red)` becomes `not zone(X, red)`"),
        ("negation", "red_zone: unless (4) `urgent(X)` becomes `it is shown that urgent(X)`"),
        ("threshold", "red_zone: (3) `2` becomes `3` in `H > 2`"),
        ("threshold", "red_zone: (3) `2` becomes `1` in `H > 2`"),
        ("date", "code: edition first `1990-01-01` becomes `1990-01-02`"),
        ("court", "old: decided by `high` becomes `side`"),
        ("exception", "red_zone: unless (4) `urgent(X)` is gone"),
        ("rank", "old: `published` becomes `unpublished`"),
        ("rank", "code: `statute` becomes `rules`"),
        ("priority", "short_stays: no priority over `no_warning`"),
    ],
)
@pytest.mark.usefixtures("place")
def test_a_mutant_is_said_in_one_line(kind: str, made: str) -> None:
    assert made in words(kind)


@pytest.mark.usefixtures("place")
def test_what_no_case_notices_is_listed_with_a_case_that_would() -> None:
    exit_code, output = mutate()
    assert exit_code == 1
    assert "short_stays: (2) `4` becomes `5` in `H < 4`" in output
    assert "    fact stayed(permit_1, 4) found" in output
    assert "red_zone: (3) `2` becomes `3`" not in output  # the case is one of 3 hours
    assert "red_zone: unless (4) `urgent(X)` is gone" not in output


def test_the_case_that_is_shown_passes_under_the_law_and_fails_under_the_mutant(place: Path) -> None:
    loader = Loader(logic_root("logic"))
    library = loader.doctrine().library
    settings = [loader.matter("cases/one.case").setting]
    telling, shown = Telling(library, engine(), ("parking",)), 0
    for mutant in mutants(library):
        if mutant.complaints(library):
            continue
        told = telling.apart(mutant, settings)
        if told.case:
            shown += 1
            matter = loader.matter_of(Source("told.case", told.case), place)
            case = Case(matter, engine())
            assert len(case.seen) == 1, f"{mutant.identity}: it fails under the law\n{told.case}"
            assert killed_by(mutant, case), f"{mutant.identity}: it does not kill\n{told.case}"
    assert shown > 12


def by_running_everything(mutant: Mutant, case: Case) -> bool:
    """Whether a mutant is killed, found without any short cut."""
    from dataclasses import replace

    from decisis.casework.asking import Court
    from decisis.casework.programs import Programs

    library = mutant.applied(case.matter.library)
    written = replace(case.matter.read_written(), library=library)
    matter = replace(case.matter, read_written=lambda: written)
    court = Court(Programs(lambda: library), case.engine, case.sides)
    return any(any(True for _ in seen.check.failures(matter, court)) for seen in case.seen)


def killed_as_by_running_everything() -> set[str]:
    """The mutants of the law of this place that its case kills: no short cut misses one, or adds one."""
    loader = Loader(logic_root("logic"))
    case = Case(loader.matter("cases/one.case"), engine())
    every = [m for m in mutants(loader.doctrine().library) if not m.complaints(loader.doctrine().library)]
    killed = {m.identity for m in every if killed_by(m, case)}
    assert killed == {m.identity for m in every if by_running_everything(m, case)}
    return killed


@pytest.mark.usefixtures("place")
def test_the_short_cut_misses_nothing() -> None:
    loader = Loader(logic_root("logic"))
    library = loader.doctrine().library
    case = Case(loader.matter("cases/one.case"), engine())
    for mutant in mutants(library):
        if not mutant.complaints(library):
            assert bool(killed_by(mutant, case)) == by_running_everything(mutant, case), mutant.identity


ROWS = """
area parking "Parking permits"
court high "H."
authority code is "City Code" statute from the document
sort Permit
sort Order
relation stayed(x: Permit, hours: Int) functional in x
relation extended(o: Order, x: Permit, hours: Int) functional in o, x
relation towed(x: Permit)
relation towed_under(o: Order, x: Permit)
rule long_stay under code
  given
    (1) stayed(X, H)
    (2) H > 2
    (3) asked_on(Now)
  then towed(X)
  editions as of Now
    from 1990-01-01 at "1(a)"
    from 1995-01-01 at "1(b)"
scenario as_extended(O) of X
  stayed(X, H) is extended(O, X, H)
rule after_extension under code at "2"
  given
    (1) extended(O, X, _)
    (2) as_extended(O): towed(X)
  then towed_under(O, X)
"""

CITING = """
matter one is "One"
  before high as of 1995-01-01
  uses parking
thing car: Permit
fact stayed(car, 3) found
question tow: towed(car)
expect tow is proved citing "1(b)"
expect tow as of 1994-12-31 is proved citing "1(a)"
"""


def test_the_short_cut_misses_no_citation_of_what_a_scenario_copies(place: Path) -> None:
    """Whether a row begins a day sooner changes no conclusion, and what the proof cites."""
    (place / "logic" / "parking" / "parking.law").write_text(ROWS)
    (place / "cases" / "one.case").write_text(CITING)
    killed = killed_as_by_running_everything()
    assert "long_stay: row from `1995-01-01` becomes `1994-12-31`" in killed


ENDS = """
area parking "Parking permits"
court high "H."
authority code is "City Code" statute from the document
sort Permit
relation stayed(x: Permit)
relation closed_to(x: Permit)
relation towed(x: Permit)
rule in_a_closed_street under code
  given
    (1) closed_to(X)
  then towed(X)
rule older_code under code in force from 1990-01-01 to 1994-12-31
  given
    (1) stayed(X)
  then towed(X) is not covered
"""

BESIDE_THE_END = """
matter one is "One"
  before high as of 1989-12-31
  uses parking
thing car: Permit
fact stayed(car) found
question tow: towed(car)
expect tow is undetermined turning on nothing
expect tow as of 1995-01-01 is undetermined turning on nothing
"""


def test_the_short_cut_sees_where_the_library_ends_on_one_day_more(place: Path) -> None:
    """On the day before, nothing of the law says that the library ends there, and no clause reads it."""
    (place / "logic" / "parking" / "parking.law").write_text(ENDS)
    (place / "cases" / "one.case").write_text(BESIDE_THE_END)
    killed = killed_as_by_running_everything()
    assert {
        "older_code: in force `1990-01-01` becomes `1989-12-31`",
        "older_code: in force `1994-12-31` becomes `1995-01-01`",
    } <= killed


OPEN = """
area parking "Parking permits"
court high "H."
authority code is "City Code" statute from the document
sort Permit
relation stayed(x: Permit)
relation fined(x: Permit)
relation towed(x: Permit)
rule fines_unsettled under code at "1"
  given
    (1) stayed(X)
  then fined(X) is not covered
  leaves open fines: fined(X)
    when
      (1) stayed(X)
rule older_towing under code at "2"
  given
    (1) stayed(X)
  then towed(X)
rule towing_unsettled under code at "2" in force from 1990-01-01 to 1994-12-31
  given
    (1) stayed(X)
  then towed(X) is not covered
  leaves open towing: towed(X)
    when
      (1) stayed(X)
"""

BESIDE_A_QUESTION = """
matter one is "One"
  before high as of 1989-12-31
  uses parking
thing car: Permit
fact stayed(car) found
question fine: fined(car)
question tow: towed(car)
expect fine is undetermined turning on fines_unsettled.fines
expect tow is proved
expect tow as of 1990-01-01 is undetermined
expect tow as of 1994-12-31 is undetermined
expect tow as of 1995-01-01 is proved
"""


def test_the_short_cut_sees_a_question_that_is_open_on_one_day_more(place: Path) -> None:
    """Beside it another one is open all the time: what is open is no longer what was."""
    (place / "logic" / "parking" / "parking.law").write_text(OPEN)
    (place / "cases" / "one.case").write_text(BESIDE_A_QUESTION)
    killed = killed_as_by_running_everything()
    assert {
        "towing_unsettled: in force `1990-01-01` becomes `1989-12-31`",
        "towing_unsettled: in force `1994-12-31` becomes `1995-01-01`",
    } <= killed


@pytest.mark.usefixtures("place")
def test_what_nothing_gave_before_may_be_given() -> None:
    """The day before the first opinion there is no clause for what is asked; a day more, and there is."""
    early = CASE.partition("expect")[0] + "expect warning as of 1990-04-30 is undetermined\n"
    Path("cases/one.case").write_text(early)
    loader = Loader(logic_root("logic"))
    case = Case(loader.matter("cases/one.case"), engine())
    killed = {m.identity for m in mutants(loader.doctrine().library) if killed_by(m, case)}
    assert killed == {"old: decided `1990-05-01` becomes `1990-04-30`"}


def test_the_short_cut_misses_nothing_of_the_weight_of_opinions() -> None:
    """On the courts of the library: who beats whom changes, and with it which clauses there are."""
    case = Case(LOADER.matter(str(PANELS)), engine())
    found = set()
    for mutant in mutants(LOADER.doctrine(("courts",)).library)[::4]:
        killed = bool(killed_by(mutant, case, EXPECTATIONS))
        assert killed == by_running_everything(mutant, case), mutant.identity
        found.add(killed)
    assert found == {True, False}


CASES = Path(__file__).parents[2] / "cases"


@pytest.mark.parametrize("name", ["ca10/townsend.case", "ca3/levels.case", "ca3/which_manual.case"])
def test_a_part_of_the_law_gives_the_answers_of_all_of_it(name: str) -> None:
    matter = LOADER.matter(str(CASES / name))
    parts = [p for p in parts_of(matter) if p.name.startswith(EXPECTATIONS)]
    held = [seen.check for p in parts for seen in Case(with_law_of(p, matter), engine(), p.asks).expectations]
    assert len(held) == len(matter.expectations)
    assert min(len(p.library.provisions) for p in parts) < len(matter.library.provisions)


@pytest.mark.usefixtures("place")
def test_the_parts_of_a_case_miss_nothing() -> None:
    matter = Loader(logic_root("logic")).matter("cases/one.case")
    library, whole = matter.library, Case(matter, engine())
    cut = [Case(with_law_of(p, matter), engine(), p.asks) for p in parts_of(matter)]
    for mutant in mutants(library):
        if not mutant.complaints(library):
            assert any(killed_by(mutant, case) for case in cut) == by_running_everything(mutant, whole)


CONSTRUED = """
area parking "Parking permits"
court high "H."
authority code is "City Code" statute from the document
authority old is "Old v. City, 2 F.3d 2 (2d Cir. 1991)" decided by high from the document
sort Permit
relation stayed(x: Permit)
relation fined(x: Permit)
relation towed(x: Permit)
rule unsettled "The code does not say" under code at "1" in force from 1990-01-01 to 1994-12-31
  given
    (1) stayed(X)
  then towed(X) is not covered
rule fine "It is fined" under code at "1"
  given
    (1) stayed(X)
  then fined(X)
holding towing "It is towed" of old
  construing code at "1"
  given
    (1) stayed(X)
  then towed(X)
"""

AFTER_THE_GAP = """
matter one is "One"
  before high as of 1995-01-01
  uses parking
thing car: Permit
fact stayed(car) found
question tow: towed(car)
expect tow is proved because towing
"""


def test_a_part_keeps_the_texts_that_its_opinions_construe(place: Path) -> None:
    """An opinion ends with the last text that it construes, whatever that text gives."""
    (place / "logic" / "parking" / "parking.law").write_text(CONSTRUED)
    (place / "cases" / "one.case").write_text(AFTER_THE_GAP)
    matter = Loader(logic_root("logic")).matter("cases/one.case")
    (part,) = (p for p in parts_of(matter) if p.name.startswith(EXPECTATIONS))
    assert len(Case(with_law_of(part, matter), engine(), part.asks).expectations) == 1


def test_what_reaches_only_opinions_that_the_case_declares_is_tried() -> None:
    doctrine = Doctrine(None, (str(PANELS),))
    library = doctrine.loader().doctrine().library
    chosen = [m for m in mutants(library) if m.name in ("ca8", "ca9") and m.table == "courts"]
    fates = Campaign(doctrine, tuple(chosen), library).run()
    case = Case(doctrine.loader().matter(str(PANELS)), engine())
    assert {f.mutant.identity for f in fates if f.status == KILLED} == {
        m.identity for m in chosen if killed_by(m, case, EXPECTATIONS)
    }
    assert any(f.status == KILLED for f in fates)


def test_a_run_goes_on_where_it_was_broken_off(place: Path) -> None:
    state = place / "state"
    _, whole = mutate("--no-search", "--state", str(state))
    lines = state.read_text().splitlines(keepends=True)
    state.write_text("".join(lines[:6]) + '["half a')
    assert mutate("--no-search", "--state", str(state))[1] == whole
    assert mutate("--no-search", "--state", str(state), "--jobs", "2")[1] == whole


def test_a_run_that_stops_says_what_it_has_not_tried_and_goes_on(place: Path) -> None:
    state = place / "state"
    _, whole = mutate("--no-search", "--state", str(place / "other"))
    exit_code, stopped = mutate("--no-search", "--state", str(state), "--within", "0")
    assert exit_code == 1
    assert "not tried to the end" in stopped
    assert "H < 4" not in stopped  # it may yet be killed: it is no survivor
    for _ in range(1000):
        if (said := mutate("--no-search", "--state", str(state), "--within", "0.2")[1]) == whole:
            break
    assert said == whole


def test_what_is_known_under_other_law_is_forgotten(place: Path) -> None:
    doctrine = Doctrine("logic", ("cases/one.case",))
    state = known(place / "state", doctrine, ("a mutant", "cases/one.case"))
    law = place / "logic" / "parking" / "parking.law"
    law.write_text(law.read_text().replace("H < 4", "H < 5"))
    assert state == {("a mutant", "cases/one.case", "part"): "killed by"}
    assert not known(place / "state", doctrine)


def test_what_is_known_of_a_case_is_forgotten_when_that_case_is_changed(place: Path) -> None:
    (place / "cases" / "two.case").write_text(CASE)
    doctrine = Doctrine("logic", ("cases/one.case", "cases/two.case"))
    known(place / "state", doctrine, ("a mutant", "cases/one.case"), ("a mutant", "cases/two.case"))
    (place / "cases" / "one.case").write_text(CASE + "variant again of one\n  expect tow is proved\n")
    assert set(known(place / "state", doctrine)) == {("a mutant", "cases/two.case", "part")}
    alone = Doctrine("logic", ("cases/one.case",))
    assert not known(place / "state", alone)
    assert set(known(place / "state", doctrine)) == {("a mutant", "cases/two.case", "part")}


def known(path: Path, doctrine: Doctrine, *found: tuple[str, str]) -> dict[tuple[str, str, str], str]:
    """What a run reads from its file, with what it finds."""
    state = State(path, doctrine.digest, doctrine.texts)
    state.read()
    state.begin()
    for mutant, case in found:
        state.add(mutant, (case, "part"), "killed by")
    return state.known


def test_an_explained_survivor_is_no_failure(place: Path) -> None:
    _, output = mutate("--rule", "short_stays", "--no-search")
    survivors = [line.partition(": ")[2] for line in output.splitlines() if ".law:" in line]
    accepted = place / "accepted.txt"
    accepted.write_text("# looked at\n" + "".join(f"{name} :: no such stay is known\n" for name in survivors))
    exit_code, output = mutate("--rule", "short_stays", "--no-search", "--accepted", str(accepted))
    assert exit_code == 0, output


@pytest.mark.parametrize(
    "lines, said",
    [
        ("short_stays: (2) `H < 4` is gone\n", "what is accepted has no reason"),
        ("a: b :: why\na: b :: why\n", "what is accepted is listed twice"),
    ],
)
def test_a_survivor_is_accepted_for_one_reason(lines: str, said: str, place: Path) -> None:
    accepted = place / "accepted.txt"
    accepted.write_text(lines)
    result = CliRunner().invoke(cli, ["mutate", "--logic", "logic", "--accepted", str(accepted)])
    assert isinstance(result.exception, Rejected)
    assert said in str(result.exception)


@pytest.mark.parametrize(
    "accepted, said",
    [
        ({"all 2 of a: * gone": "why"}, None),
        ({"all 3 of a: * gone": "why"}, "`all 3 of a: * gone`: there are 2"),
        ({"all 1 of a: * gone": "why"}, "`all 1 of a: * gone`: there are 2"),
        ({"all 2 of a: * gone": "why", "a: y gone": "so"}, "`a: y gone` is explained twice"),
    ],
)
def test_one_reason_explains_as_many_survivors_as_it_says(accepted: dict[str, str], said: str | None) -> None:
    known = ["a: x gone", "a: y gone", "a: x moved", "b: x gone"]
    if said is None:
        assert spelled_out(accepted, known) == {"a: x gone": "why", "a: y gone": "why"}
        return
    with pytest.raises(Rejected, match=re.escape(said)):
        spelled_out(accepted, known)


def test_more_survivors_of_one_shape_than_were_explained_are_refused(place: Path) -> None:
    (place / "accepted.txt").write_text("all 1 of * :: nobody minds\n")
    result = CliRunner().invoke(cli, ["mutate", "--logic", "logic", "--accepted", "accepted.txt"])
    assert isinstance(result.exception, Rejected)
    assert "`all 1 of *`: there are" in str(result.exception)


@pytest.mark.parametrize(
    "path, said",
    [
        ("nowhere.law", "there is no file or folder `nowhere.law`"),
        ("cases/one.case", "`cases/one.case` is not among the law in `logic`"),
    ],
)
def test_what_is_no_law_is_refused(place: Path, path: str, said: str) -> None:
    """A second case after `--cases`, above all: it would not be tried on."""
    result = CliRunner().invoke(cli, ["mutate", "--logic", "logic", "--cases", "cases", path])
    assert isinstance(result.exception, Rejected)
    assert said in str(result.exception)


def test_without_cases_it_says_so(place: Path) -> None:
    (place / "cases" / "one.case").unlink()
    for folder in (place / "cases", place / "nowhere"):
        result = CliRunner().invoke(cli, ["mutate", "--logic", "logic", "--cases", str(folder)])
        assert isinstance(result.exception, Rejected)
        (problem,) = result.exception.diagnostics
        assert problem.help
    (place / "cases").rmdir()
    result = CliRunner().invoke(cli, ["mutate", "--logic", "logic"])
    assert isinstance(result.exception, Rejected)


PRECEDENT = """
area parking "Parking permits"
court top "T."
court high "H." under top
  of conflicting panels neither controls under free
  of conflicting panels the earlier controls under bound
court low "L." under high trial
authority free is "In re Panels, 1 H. 1 (1990)" decided by high on 1990-05-01 from the document
authority bound is "In re Panels, 2 H. 2 (1995)" decided by high on 1995-05-01 en banc from the document
treatment bound overrules free
"""


@pytest.mark.parametrize("kind", ["treatment", "court", "rank"])
def test_what_check_says_of_courts_and_treatments_refuses_a_mutant(kind: str, place: Path) -> None:
    """Two rules of one court at one day, and an authority that can no longer do what it did, are errors."""
    (place / "logic" / "parking" / "parking.law").write_text(PRECEDENT)
    library = Loader(logic_root("logic")).doctrine().library
    every = [m for m in mutants(library) if m.kind == kind]
    refused = {m.identity for m in every if m.complaints(library)}
    for mutant in every:
        assert (mutant.identity in refused) == bool(errors(check(mutant.applied(library)))), mutant.identity
    assert kind == "court" or refused


def test_the_rule_of_a_court_goes_with_what_is_done_to_its_authority() -> None:
    """Opinions of a court weigh otherwise once what overruled its rule, or the rule itself, is changed."""
    library = LOADER.matter(str(PANELS)).library
    changed = [m for m in mutants(library) if m.name in ("mader", "kilmartin")]
    assert {m.table for m in changed} == {"authorities", "treatments"}
    for mutant in changed:
        assert {"eighth_counts", "eighth_does_not"} <= (touched(mutant, library) or set()), mutant.identity


def test_an_accepted_mutant_that_is_killed_is_said_so(place: Path) -> None:
    accepted = place / "accepted.txt"
    accepted.write_text("red_zone: unless (4) `urgent(X)` is gone :: nobody minds\n")
    exit_code, output = mutate("--rule", "red_zone", "--kind", "exception", "--accepted", str(accepted))
    assert exit_code == 1
    assert "accepted as a survivor, and killed: red_zone: unless (4) `urgent(X)` is gone" in output


def test_an_accepted_mutant_that_there_is_not_is_said_so(place: Path) -> None:
    accepted = place / "accepted.txt"
    accepted.write_text("red_zone: (9) `raining` is gone :: the provision was rewritten since\n")
    _, output = mutate("--rule", "red_zone", "--kind", "exception", "--accepted", str(accepted))
    assert "accepted as a survivor, and no mutant of this law: red_zone: (9) `raining` is gone" in output


@pytest.mark.usefixtures("place")
def test_json() -> None:
    found = json.loads(mutate("--json", "--no-search")[1])
    assert found["format"] == "decisis.mutate/1"
    assert found["killed"] + found["survived"] + found["refused"] + found["left"] == len(found["mutants"])


def test_a_mutant_is_on_the_tree_and_leaves_the_law_alone(place: Path) -> None:
    library = Loader(logic_root("logic")).doctrine().library
    for mutant in mutants(library):
        assert mutant.is_in(library)
        assert not mutant.is_in(mutant.applied(library)), mutant.identity
    file, problems = parse(Source("parking.law", LAW))
    assert not problems
    assert file.blocks
    assert date(1995, 1, 1) in {e.start for e in library.authorities["code"].editions}

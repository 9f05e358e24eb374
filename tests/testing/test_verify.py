"""`decisis verify` on a small doctrine with a contradiction planted in it."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisis.cli.group import cli
from decisis.testing import searching
from decisis.testing.settled import Settled
from decisis.testing.verification import Verification
from decisis.testing.workbench import Workbench

pytest.importorskip("clingo")

LAW = """
area parking "Parking permits"
court high "H."
court low "L." under high trial
authority code is "City Code" statute from the document
authority old is "Old v. City, 1 F.3d 1 (2d Cir. 1990)" decided by high from the document
authority new is "New v. City, 2 F.3d 2 (2d Cir. 1991)" decided by high from the document
sort Permit
sort Zone is one of red, green
relation zone(x: Permit, in_zone: Zone) functional in x
relation stayed(x: Permit, hours: Int) functional in x
relation fine(x: Permit, amount: Int) functional in x
relation towed(x: Permit)
rule short under code at "1"
  given
    (1) stayed(X, H)
    (2) H <= 2
  then fine(X, 10)
rule long under code at "2"
  given
    (1) stayed(X, H)
    (2) H > {long}
  then fine(X, {fine})
rule red_zone under code at "3"
  given
    (1) zone(X, red)
  then towed(X)
rule short_stays under code at "4"
  given
    (1) stayed(X, 1)
  then not towed(X)
{more}
"""

PROPERTIES = """
property no_free_tow
  never towed(X) and fine(X, 10)
property one_fine
  exactly one of fine(X, 10), fine(X, 50) if stayed(X, _)
property longer_costs_more
  raising H in stayed(X, H) never lowers N in fine(X, N)
property names_do_not_matter
  changing who never changes what
"""


@pytest.fixture
def logic(tmp_path: Path) -> Path:
    (tmp_path / "logic" / "parking").mkdir(parents=True)
    return tmp_path / "logic"


def write(logic: Path, *, long: int = 2, fine: int = 50, more: str = PROPERTIES) -> None:
    (logic / "parking" / "parking.law").write_text(LAW.format(long=long, fine=fine, more=more))


def verify(logic: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["verify", "--logic", str(logic), *options])
    return result.exit_code, result.output


def test_a_collision_is_shown_by_its_smallest_matter(logic: Path) -> None:
    write(logic)
    exit_code, output = verify(logic)
    assert exit_code == 1
    assert "`red_zone` and `short_stays`: colliding  [high, 1991-12-31]" in output
    assert "    fact stayed(permit_1, 1) found\n    fact zone(permit_1, red) found" in output
    assert "3 opposed pairs" in output or "4 opposed pairs" in output


def test_the_day_that_is_asked_of_is_said_with_what_is_not_the_law_on_it(logic: Path) -> None:
    write(
        logic,
        more='rule repealed under code at "5" in force from 1980-01-01 to 1985-12-31\n'
        "  given (1) zone(X, green) then towed(X)\n",
    )
    said = (
        "all of it as of 1991-12-31, when these are not the law: `repealed`; `--as-of` looks at another day"
    )
    assert said in verify(logic)[1]
    assert "all of it as of 1985-12-31\n" in verify(logic, "--as-of", "1985-12-31")[1]


def test_law_without_opinions_is_asked_of_the_day_on_which_its_latest_text_begins(logic: Path) -> None:
    write(logic)
    path = logic / "parking" / "parking.law"
    kept = (line for line in path.read_text().splitlines() if " v. City" not in line)
    law = "\n".join(kept)
    path.write_text(law)
    assert "`red_zone` and `short_stays`: colliding  [high, 2000-01-01]" in verify(logic)[1]
    path.write_text(law.replace('under code at "4"', 'under code at "4" in force from 2010-06-01'))
    assert "`red_zone` and `short_stays`: colliding  [high, 2010-06-01]" in verify(logic)[1]


def test_what_is_shown_parses_runs_and_fails_as_claimed(logic: Path, tmp_path: Path) -> None:
    write(logic)
    _, output = verify(logic, "--property", "no_free_tow")
    shown = output[output.index("    matter") :].split("property ")[0]
    case = tmp_path / "shown.case"
    case.write_text("\n".join(line.removeprefix("    ") for line in shown.splitlines()))
    result = CliRunner().invoke(cli, ["test", str(case), "--logic", str(logic)])
    assert result.exit_code == 1
    assert "breaks_no_free_tow: no_free_tow: towed(permit 1), and fine(permit 1, 10)" in result.output


def test_what_holds_is_proved_within_bounds_that_are_the_whole_truth(logic: Path) -> None:
    write(logic)
    exit_code, output = verify(logic, "--property", "one_fine")
    assert exit_code == 0
    assert output.splitlines() == [
        "property one_fine: holds within the bounds  [high, 1991-12-31]",
        "  the bounds are the whole truth, but for the number of persons and things",
    ]


def test_a_gap_between_thresholds_is_found(logic: Path) -> None:
    write(logic, long=3)
    exit_code, output = verify(logic, "--property", "one_fine")
    assert exit_code == 1
    assert "fact stayed(permit_1, 3) found" in output


def test_a_property_of_two_matters_is_searched_for(logic: Path) -> None:
    write(logic)
    assert verify(logic, "--property", "longer_costs_more")[0] == 0
    write(logic, fine=5)
    exit_code, output = verify(logic, "--property", "longer_costs_more")
    assert exit_code == 1
    assert "fine(permit 1, 10); if stayed(permit 1, 3), fine(permit 1, 5)" in output


def test_matters_to_begin_with_are_looked_for_no_longer_than_asked(
    logic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second each is not three, and ten of them are enough for all."""
    write(logic)
    given, find = [], Workbench.find
    clock = count(0, 6)
    monkeypatch.setattr(searching, "monotonic", lambda: next(clock))
    monkeypatch.setattr(
        Workbench, "find", lambda bench, *asked, **more: given.append(asked[3]) or find(bench, *asked, **more)
    )
    assert verify(logic, "--property", "longer_costs_more", "--seconds", "1")[0] == 0
    assert given == [1.0, 1.0], "of what is supposed, and of the relation; a second one is past ten seconds"


def test_collisions_can_be_looked_for_alone(logic: Path) -> None:
    write(logic)
    exit_code, output = verify(logic, "--collisions")
    assert exit_code == 1
    assert "`red_zone` and `short_stays`: colliding" in output
    assert "property" not in output
    both = CliRunner().invoke(
        cli, ["verify", "--logic", str(logic), "--collisions", "--property", "one_fine"]
    )
    assert both.exit_code == 2
    assert "`--collisions` looks at no property" in both.output


BANDS = """
area ferry "Delayed ferries"
authority code is "Ferry Code" statute from the document
court high "H."
sort Trip
relation ticket(t: Trip)
relation on_time_at_the_pier(t: Trip)
relation operated_from_here(t: Trip)
relation pays_in_full(t: Trip)
relation miles(t: Trip, miles: Int) functional in t
relation late_by(t: Trip, minutes: Int) functional in t
relation refund(t: Trip, percent: Int) functional in t
relation entitled(t: Trip)
rule entitlement under code at "1"
  given
    (1) ticket(T)
    (2) on_time_at_the_pier(T)
    (3) operated_from_here(T)
    (4) late_by(T, M)
    (5) M >= 60
  then entitled(T)
rule short_trip under code at "2(a)"
  given
    (1) entitled(T)
    (2) miles(T, D)
    (3) D <= 10
  then refund(T, 25)
rule longer_trip under code at "2(b)"
  given
    (1) entitled(T)
    (2) miles(T, D)
    (3) D > 10
  then refund(T, 50)
rule little_late_after_a_long_trip under code at "3"
  exception to longer_trip
  given
    (1) entitled(T)
    (2) miles(T, D)
    (3) D > 30
    (4) late_by(T, M)
    (5) M < 120
  then refund(T, 30)
property farther_pays_no_less
  raising D in miles(T, D) never lowers N in refund(T, N) if pays_in_full(T)
property later_pays_no_less
  raising M in late_by(T, M) never lowers N in refund(T, N)
"""


def test_a_property_that_only_matters_of_many_elements_can_break_is_broken(tmp_path: Path) -> None:
    """By a trip on one side of a threshold that no smallest matter begins on."""
    (tmp_path / "ferry").mkdir()
    (tmp_path / "ferry" / "ferry.law").write_text(BANDS)
    done = CliRunner().invoke(cli, ["verify", "ferry", "--logic", str(tmp_path), "--examples", "20"])
    assert done.exit_code == 1
    assert "property farther_pays_no_less: broken" in done.stdout
    assert "property later_pays_no_less: not broken by search" in done.stdout


def test_json(logic: Path) -> None:
    write(logic)
    found = json.loads(verify(logic, "--json", "--idle")[1])
    assert found["format"] == "decisis.verify/1"
    assert {p["name"]: p["status"] for p in found["properties"]} == {
        "longer_costs_more": "not broken by search",
        "names_do_not_matter": "not broken by search",
        "no_free_tow": "broken",
        "one_fine": "holds within the bounds",
    }


@pytest.mark.parametrize(
    "options, said",
    [
        (("--property", "one_fin"), "no property is called `one_fin`"),
        (("--court", "hihg"), "no court is called `hihg`"),
        (("--as-of", "yesterday"), "`yesterday` is not a day"),
        (("parkign",), "no area of law is called `parkign`; did you mean `parking`?"),
    ],
)
def test_what_is_not_there(logic: Path, options: tuple[str, ...], said: str) -> None:
    from decisis.diagnostics import Rejected

    write(logic)
    result = CliRunner().invoke(cli, ["verify", "--logic", str(logic), *options])
    assert isinstance(result.exception, Rejected)
    assert said in str(result.exception)


def test_what_concludes_no_literal_is_no_part_of_a_pair(logic: Path) -> None:
    """A provision that takes another out of application, and one that says where the law here ends."""
    more = """
rule not_on_holidays under code at "6"
  given
    (1) zone(X, green)
  then long does not apply to (X, 50)
rule fines_elsewhere under code at "7"
  given
    (1) zone(X, _)
  then fine(X, _) is not covered
"""
    write(logic, more=more)
    exit_code, output = verify(logic, "--idle")
    assert exit_code == 1
    assert "`red_zone` and `short_stays`: colliding" in output


SUMS = """
sort Stop
relation known(x: Permit)
relation stopped(x: Permit, s: Stop, hours: Int)
relation hours_in_all(x: Permit, hours: Int) functional in x
relation longest_stop(x: Permit, hours: Int) functional in x
rule in_all under code at "8"
  given
    (1) known(X)
    (2) Sum is the sum of H for each S such that stopped(X, S, H)
  then hours_in_all(X, Sum)
rule longest under code at "9"
  given
    (1) known(X)
    (2) Most is the greatest of H for each S such that stopped(X, S, H)
  then longest_stop(X, Most)
"""


def test_what_adds_up_numbers_that_the_law_never_names_applies(logic: Path) -> None:
    """No number of hours in all is named anywhere; and of one permit there is one sum."""
    write(logic, more=SUMS)
    output = verify(logic, "--idle")[1]
    assert "`in_all`" not in output
    assert "`longest`" not in output


def test_a_collision_that_is_explained_is_no_failure(logic: Path, tmp_path: Path) -> None:
    write(logic, more="")
    accepted = tmp_path / "accepted.txt"
    accepted.write_text("short_stays and red_zone :: the code leaves it open\n")
    exit_code, output = verify(logic, "--accepted", str(accepted))
    assert exit_code == 0
    assert "  explained: the code leaves it open" in output
    accepted.write_text("red_* and short_* :: the code leaves it open\n")
    assert verify(logic, "--accepted", str(accepted))[0] == 0
    accepted.write_text("short_stays and long :: another pair\n")
    assert verify(logic, "--accepted", str(accepted))[0] == 1


def test_an_explained_collision_that_there_is_no_more_is_said_so(logic: Path, tmp_path: Path) -> None:
    write(logic, more='priority red_zone over short_stays because "no stay is allowed there"')
    accepted = tmp_path / "accepted.txt"
    accepted.write_text("short_stays and red_zone :: the code leaves it open\n")
    exit_code, output = verify(logic, "--accepted", str(accepted))
    assert exit_code == 1
    assert "accepted as a collision, and none any more: short_stays and red_zone" in output
    assert verify(logic, "--accepted", str(accepted), "--court", "low")[0] == 0  # elsewhere it may collide


ELSEWHERE = """
court far "F."
court near "N."
court third "T."
authority a_far is "A v. City, 3 F.3d 3 (1st Cir. 1992)" decided by far from the document
authority a_near is "A v. Town, 4 F.3d 4 (3d Cir. 1992)" decided by near from the document
relation excused(x: Permit)
holding excused_far of a_far
  given
    (1) stayed(X, _)
  then excused(X)
holding blamed_near of a_near
  given
    (1) stayed(X, _)
  then not excused(X)
"""


def test_opinions_that_only_persuade_are_explained_together(logic: Path, tmp_path: Path) -> None:
    """Where neither binds; where one does, they are ordered; what is no such pair is explained by itself."""
    write(logic, more=ELSEWHERE)
    accepted = tmp_path / "accepted.txt"
    accepted.write_text("opinions that only persuade :: the courts divide\n")
    asked = ("--collisions", "--accepted", str(accepted))
    exit_code, output = verify(logic, *asked, "--court", "third")
    assert "1 of those that collide are opinions that only persuade: the courts divide" in output
    assert "`excused_far` and `blamed_near`" not in output
    assert exit_code == 1  # for `red_zone` and `short_stays`
    assert "only persuade" not in verify(logic, *asked, "--court", "far")[1]


OWING = """
relation owing(x: Permit)
rule fined_is_owing under code at "5"
  given
    (1) fine(X, _)
  then owing(X)
rule waived exception to fined_is_owing under code at "6"
  given
    (1) zone(X, green)
  then not owing(X)
property owing_or_not
  never owing(X) and not owing(X)
"""
COMPARED = """
rule longest under code at "9"
  given
    (1) stayed(X, H)
    (2) stayed(Y, K)
    (3) H > K
  then fine(X, 10)
"""


def test_values_of_the_law_itself_are_all_tried(logic: Path) -> None:
    """What a fine comes to is written in the law: that one fine is compared with another limits nothing."""
    write(logic, more=OWING)
    _, output = verify(logic, "--property", "owing_or_not")
    assert "the bounds are the whole truth" in output
    write(logic, more=OWING + COMPARED)
    _, output = verify(logic, "--property", "owing_or_not")
    assert "not exhaustive: `longest` compares values of the record with each other" in output


def test_a_run_goes_on_where_it_was_broken_off(logic: Path, tmp_path: Path) -> None:
    write(logic)
    state = tmp_path / "state"
    whole = verify(logic, "--idle")
    assert verify(logic, "--idle", "--state", str(state)) == whole
    lines = state.read_text().splitlines(keepends=True)
    assert len(lines) > 3
    state.write_text("".join(lines[:3]) + '["half a')
    assert verify(logic, "--idle", "--state", str(state)) == whole
    assert verify(logic, "--idle", "--state", str(state)) == whole


def test_what_was_settled_of_other_law_is_forgotten(logic: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    write(logic, long=3)
    broken = verify(logic, "--property", "one_fine", "--state", str(state))
    write(logic)
    assert verify(logic, "--property", "one_fine", "--state", str(state))[0] == 0
    write(logic, long=3)
    assert verify(logic, "--property", "one_fine", "--state", str(state)) == broken


def test_a_search_that_was_not_finished_is_taken_up_with_more_time(tmp_path: Path) -> None:
    path = tmp_path / "state"
    settled = Settled(path, ("the law",))
    settled.add(("opposed", "a", "b"), "unsettled", ("the search was not finished",), 5.0)
    settled.add(("opposed", "a", "c"), "disjoint", ())
    again = Settled(path, ("the law",))
    assert again.get(("opposed", "a", "b"), 5.0) == ("unsettled", ("the search was not finished",))
    assert again.get(("opposed", "a", "b"), 20.0) is None
    assert again.get(("opposed", "a", "c"), 20.0) == ("disjoint", ())
    assert Settled(path, ("other law",)).get(("opposed", "a", "c"), 1.0) is None


def test_findings_are_told_as_they_come(logic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The collision is printed before what every provision can do has been gone through."""
    write(logic)
    told: list[str] = []
    monkeypatch.setattr("decisis.cli.verify._tell", told.append)

    def idle(self: Verification) -> None:
        assert any("colliding" in text for text in told)
        raise KeyboardInterrupt

    monkeypatch.setattr(Verification, "idle", idle)
    verify(logic, "--idle")
    assert any("colliding" in text for text in told)


def test_the_page_for_newcomers_goes_as_it_is_written(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "verify.md").read_text("utf-8")
    law, shown = page.split("```\n")[1:4:2]
    logic, case = tmp_path / "logic", tmp_path / "towed.case"
    file = logic / "parking" / "parking.law"
    file.parent.mkdir(parents=True)
    file.write_text(law, "utf-8")
    assert shown in verify(logic, "parking")[1]
    matter = "\n".join(line.removeprefix("    ") for line in shown.splitlines()[1:])
    case.write_text(matter, "utf-8")
    asked = CliRunner().invoke(cli, ["why", str(case), "--logic", str(logic)])
    assert "neither prevails" in asked.output
    rule = 'red_zone under code at "3"'
    file.write_text(law.replace(rule, f"{rule} exception to short_stays"), "utf-8")
    assert "1 opposed pairs: 1 ordered" in verify(logic, "parking")[1]

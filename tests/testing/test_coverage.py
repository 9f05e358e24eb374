"""What cases leave untested of a small law."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from decisis.cli.group import cli

CASE = """
court high "H."
authority code is "City Code" statute from the document
sort Permit
relation stayed(x: Permit, hours: Int) functional in x
relation excused(x: Permit)
relation resident(x: Permit)
relation fined(x: Permit)
rule long under code at "1"
  given
    (1) stayed(X, H)
    (2) H > 2
    (3) no showing that excused(X)
  then fined(X)
rule longer under code at "2"
  given
    (1) stayed(X, H)
    (2) H > 4
  then fined(X)
rule never under code at "3"
  given
    (1) resident(X)
  then fined(X)
matter m is "Case" before high as of 2000-01-01
fact stayed(permit, {hours}) found
question fined: fined(permit)
variant excuse of m
  suppose excused(permit)
"""


def coverage(tmp_path: Path, hours: int) -> list[str]:
    case = tmp_path / "x.case"
    case.write_text(CASE.format(hours=hours))
    result = CliRunner().invoke(cli, ["test", str(case), "--coverage"])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()[1:]


@pytest.mark.parametrize(
    "hours, expected",
    [
        (
            3,
            [
                "  long: (1), (2) never failed alone",
                "  longer: never fired",
                "  never: never fired",
                "3 provisions: 1 fired, 1 decided alone; 6 elements: 2 failed as the only reason",
            ],
        ),
        (
            5,
            [
                "  long: never alone; (1), (2) never failed alone",
                "  longer: (1), (2) never failed alone",
                "  never: never fired",
                "3 provisions: 2 fired, 1 decided alone; 6 elements: 1 failed as the only reason",
            ],
        ),
        (
            1,
            [
                "  long: never fired",
                "  longer: never fired",
                "  never: never fired",
                "3 provisions: 0 fired, 0 decided alone; 6 elements: 2 failed as the only reason",
            ],
        ),
    ],
)
def test_what_is_left_untested(tmp_path: Path, hours: int, expected: list[str]) -> None:
    assert coverage(tmp_path, hours)[:-1] == expected


# --- as a page, and with suggestions ---------------------------------------------------------------------

LAW, MATTER = CASE.partition("matter m")[0], "matter m" + CASE.partition("matter m")[2]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    (tmp_path / "logic" / "city").mkdir(parents=True)
    (tmp_path / "logic" / "city" / "city.law").write_text(f"area city\n{LAW}")
    uses = MATTER.replace("as of 2000-01-01", "as of 2000-01-01 uses city")
    (tmp_path / "x.case").write_text(uses.format(hours=3))
    return tmp_path


def run(city: Path, *options: str) -> str:
    command = ["test", str(city / "x.case"), "--logic", str(city / "logic"), *options]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_is_missing_is_suggested_as_a_case_that_tests_it(city: Path) -> None:
    pytest.importorskip("clingo")
    lines = run(city, "--coverage", "--suggest").splitlines()
    shown = lines.index("    it fires in:")
    assert lines[shown - 1] == "  longer: never fired"
    assert "      fact stayed(permit_1, 5) found" in lines[shown:]
    assert "    (2) fails alone in:" in lines
    # every suggested case, pasted into a file, passes; and then every provision has fired
    text = "\n".join(line.removeprefix("      ") for line in lines if line.startswith("      ") or not line)
    cases = [f"matter{part}" for part in text.split("matter")[1:]]
    for number, case in enumerate(cases):
        (city / f"suggested_{number}.case").write_text(case)
    command = ["test", str(city), "--logic", str(city / "logic"), "--coverage"]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 0, result.output
    assert f"{1 + len(cases)} cases: {len(cases)} passed, 0 failed" in result.output
    assert "never fired" not in result.output


def test_the_page_says_the_same(city: Path) -> None:
    pytest.importorskip("clingo")
    run(city, "--html", str(city / "page.html"), "--suggest")
    page = (city / "page.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "3 provisions: 1 fired, 1 decided alone" in page
    assert '<td id="longer"><code>longer</code></td><td class="no">never</td>' in page
    assert "a case in which it fires" in page
    assert "stayed(permit_1, 5)" in page
    assert "http" not in page


def test_a_page_that_cannot_be_written(city: Path) -> None:
    command = ["test", str(city / "x.case"), "--logic", str(city / "logic"), "--html", str(city / "no" / "x")]
    result = CliRunner().invoke(cli, command)
    assert "cannot be written" in str(result.exception)


DEADLINE = """
relation ended_on(x: Permit, day: Date)
relation stood_still(x: Permit, t: Duration) functional in x
deadline renewal under code at "4" runs from ended_on(X, Day) period 3 months tolled by stood_still(X, T)
"""


def test_what_a_deadline_is_made_of_has_its_name(tmp_path: Path) -> None:
    case = tmp_path / "x.case"
    case.write_text(CASE.format(hours=3).replace("matter m", f"{DEADLINE}matter m"))
    result = CliRunner().invoke(cli, ["test", str(case), "--coverage"])
    assert [line for line in result.output.splitlines() if "renewal" in line] == [
        "  renewal: never fired",
        "  renewal, tolled: never fired",
    ]

"""Case files as pytest items: names, places, failures, and how they are collected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CASE = """
court high "H."
authority code is "City Code" statute from the document
sort Permit
relation stayed(x: Permit, hours: Int) functional in x
relation fine(x: Permit, amount: Int) functional in x
rule short under code at "1"
  given
    (1) stayed(X, H)
    (2) H <= 2
  then fine(X, 10)
property never_ten
  never fine(X, 10)
matter m is "Case" before high as of 2000-01-01
fact stayed(permit, 1) found
question amount: fine(permit, N)
expect amount is N = 10 because short
expect amount is N = 20
"""


@pytest.fixture(autouse=True)
def as_nobody_set_it_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the run of these tests was told by its environment is not for the runs inside it."""
    for name in [n for n in os.environ if n.startswith(("PYTEST_", "COV_")) and n != "PYTEST_CURRENT_TEST"]:
        monkeypatch.delenv(name)


@pytest.fixture
def case(pytester: pytest.Pytester) -> Path:
    return Path(pytester.makefile(".case", small=CASE))


def run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-v", *args)


def test_each_expectation_and_property_is_an_item(pytester: pytest.Pytester, case: Path) -> None:
    result = run(pytester, case.name)
    result.stdout.fnmatch_lines(
        [
            "*small.case::m:amount PASSED*",
            "*small.case::m:amount#2 FAILED*",
            "*small.case::property never_ten FAILED*",
        ]
    )
    result.stdout.fnmatch_lines(["small.case:17: *10*", "m: never_ten: fine(permit, 10)"])
    result.assert_outcomes(passed=1, failed=2)


def test_items_are_chosen_by_name(pytester: pytest.Pytester, case: Path) -> None:
    run(pytester, case.name, "-k", "never_ten").assert_outcomes(failed=1, deselected=2)
    run(pytester, f"{case.name}::m:amount").assert_outcomes(passed=1)


def test_they_are_collected_when_asked_for(pytester: pytest.Pytester, case: Path) -> None:
    run(pytester).assert_outcomes()
    run(pytester, "--cases").assert_outcomes(passed=1, failed=2)
    pytester.makeini("[pytest]\ndecisis_cases = true\n")
    run(pytester).assert_outcomes(passed=1, failed=2)


def test_bad_input_is_said_at_its_place(pytester: pytest.Pytester) -> None:
    bad = pytester.makefile(".case", bad=CASE.replace("stayed(permit, 1)", "staid(permit, 1)"))
    result = run(pytester, bad.name)
    result.stdout.fnmatch_lines(["*bad.case:14:6: error*staid*"])
    result.assert_outcomes(errors=1)


def test_nothing_heavy_is_imported_for_a_run_without_cases(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import sys\ndef test(): assert not {m for m in sys.modules if m.split('.')[0] in ('lark', 'clingo')}"
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)

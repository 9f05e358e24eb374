"""What `test --coverage --suggest` writes down can be pasted, whatever the law makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from decisis.cli.group import cli

LAW = """area appeals
court top "Top Ct."
sort Order
relation entered(o: Order, day: Date) functional in o
relation served(o: Order, day: Date) functional in o
relation last_day(o: Order, day: Date) functional in o
authority code is "Code" statute from the document
deadline due under code at "1"
  runs from the latest of
    (1) entered(O, Day)
    (2) served(O, Day)
  period 10 days
rule the_last under code at "2"
  given
    (1) due(O, Day)
  then last_day(O, Day)
"""
MATTER = """matter m is "M" before top as of 2000-01-01 uses appeals
thing order: Order
question last: last_day(order, Day)
"""


def test_a_value_known_by_bounds_alone_is_asked_for(tmp_path: Path) -> None:
    """One of the days from which a period runs is unknown: its last day is known only as not before one."""
    pytest.importorskip("clingo")
    (tmp_path / "logic" / "appeals").mkdir(parents=True)
    (tmp_path / "logic" / "appeals" / "appeals.law").write_text(LAW)
    (tmp_path / "m.case").write_text(MATTER)
    logic = ["--logic", str(tmp_path / "logic")]
    output = _run("test", str(tmp_path / "m.case"), *logic, "--coverage", "--suggest")
    lines = [
        line.removeprefix("      ") for line in output.splitlines() if line.startswith("      ") or not line
    ]
    cases = [f"matter{part}" for part in "\n".join(lines).split("matter")[1:]]
    (asking,) = {line for line in lines if line.startswith("question shown: last_day")}
    assert asking == "question shown: last_day(order_1, V2)"
    for number, case in enumerate(cases):
        (tmp_path / f"suggested_{number}.case").write_text(case)
    assert f"{1 + len(cases)} cases: {len(cases)} passed, 0 failed" in _run("test", str(tmp_path), *logic)


def _run(*command: str) -> str:
    result = CliRunner().invoke(cli, list(command))
    assert result.exit_code == 0, result.output + str(result.exception)
    return result.output

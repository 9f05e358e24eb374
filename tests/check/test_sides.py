"""A side that is nearly another one is held to be that only where both are law of one matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from decisis.cli.group import cli

SHIPS = """area ships
sort Ship
relation laden(s: Ship) favours owner
relation late(s: Ship) favours owner
"""
CRICKET = """area cricket{builds_on}
sort Ball
relation straight(b: Ball) favours bowner
"""


@pytest.mark.parametrize("builds_on, warned", [("", False), (" builds on ships", True)])
def test_a_side_of_an_area_that_is_not_used_is_not_meant(
    tmp_path: Path, builds_on: str, warned: bool
) -> None:
    for name, law in (("ships", SHIPS), ("cricket", CRICKET.format(builds_on=builds_on))):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.law").write_text(law)
    result = CliRunner().invoke(cli, ["check", "--logic", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert ("did you mean `owner`?" in result.output + result.stderr) == warned

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

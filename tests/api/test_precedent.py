"""Precedent from Python prints what the commands print, and holds a changed matter against it."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import decisis
from decisis.cli import main

ROOT = Path(__file__).parents[2]
LOGIC = ROOT / "tests" / "precedent" / "logic"
CASE = ROOT / "tests" / "precedent" / "claim.case"
SECRETS = decisis.load_doctrine(LOGIC)

ASKED: dict[str, Callable[[], decisis.Report[object]]] = {  # what a command is asked, and Python
    f"split {CASE} taken": lambda: SECRETS.matter(CASE).split("taken"),
    f"split {CASE} taken --courts first,third": lambda: SECRETS.matter(CASE).split("taken", "first", "third"),
    f"split {CASE} taken --trial": lambda: SECRETS.matter(CASE).split("taken", trial=True),
    f"distinguish {CASE} alpha talks_are_open": lambda: SECRETS.matter(CASE).distinguish(
        "alpha", "talks_are_open"
    ),
    f"citator alpha {CASE}": lambda: SECRETS.citator("alpha", CASE),
    f"citator order_of_panels {CASE} --overruled-from 2004-01-01": lambda: SECRETS.citator(
        "order_of_panels", SECRETS.matter(CASE), overruled_from="2004-01-01"
    ),
    "compare alpha gamma --court first": lambda: decisis.compare(SECRETS, "alpha", "gamma", court="first"),
}


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("command", ASKED)
def test_it_prints_what_the_command_prints(
    command: str, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(
        sys, "argv", ["decisis", *shlex.split(command), "--logic", str(LOGIC), "--format", form]
    )
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out == ASKED[command]().to(form) + "\n"


def test_a_changed_matter_is_what_is_held_against_a_precedent() -> None:
    claim = SECRETS.matter(CASE)
    (before,), (after,) = (
        m.distinguish("alpha").view.precedents for m in (claim, claim.withdraw("guarded(north)"))
    )
    assert (before.applies, after.applies) == (True, False)
    assert claim.in_court("second").split("taken").view.home == "second"


def test_what_cannot_be_asked_is_refused() -> None:
    claim = SECRETS.matter(CASE)
    for ask in (
        lambda: claim.split("taken", "firt"),
        lambda: claim.distinguish("alfa"),
        lambda: SECRETS.citator("alfa", claim),
        lambda: SECRETS.citator("alpha", claim, overruled_from="soon"),
        lambda: decisis.compare(SECRETS, "alpha", "alpha"),
    ):
        with pytest.raises(decisis.Rejected):
            ask()
    with pytest.raises(ValueError, match="no form `pdf`"):
        claim.split("taken").to("pdf")

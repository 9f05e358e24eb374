"""The whole court is asked: its panels persuade it. Where no rule says which panel controls, it is said."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from decisis.casework.inquiry import Inquiry, answer
from decisis.casework.matter import Matter
from decisis.cli import main
from decisis.diagnostics import Rejected
from decisis.pipeline import load_matter
from tests.precedent.conftest import HERE

UNRULED = "no rule of Arc. App. 1st Dist. on conflicting panels is recorded for 1994-01-01"

ASKED = [  # court, what is answered of two panels that conflict, and how strongly
    ("first", "proved", "binding"),
    ("first en banc", "conflicted", ""),
    ("alder", "proved", "binding"),
    ("second", "refuted", "binding"),
    ("second en banc", "conflicted", ""),
    ("high", "conflicted", ""),
    ("high en banc", "conflicted", ""),
]


@pytest.mark.parametrize("court, verdict, strength", ASKED)
def test_panels_do_not_bind_the_whole_court(claim: Matter, court: str, verdict: str, strength: str) -> None:
    found = answer(claim, "taken", Inquiry(court=court))
    assert found.verdict == verdict
    assert {row.strength or "" for row in found.headline_rows} == {strength}
    assert ("en banc" in found.court_title) == ("en banc" in court)


def test_what_it_said_in_full_binds_the_whole_court() -> None:
    ranks = load_matter(str(HERE.parent / "litmus" / "rank_of_a_declaration.case"))
    kept = answer(ranks, "kept", Inquiry(court="low en banc")).headline_rows
    assert [(row.verdict, row.strength) for row in kept] == [("proved", "binding")]
    heard = answer(ranks, "heard", Inquiry(court="low en banc")).headline_rows
    assert [(row.verdict, row.strength) for row in heard] == [("proved", "binding")]


def test_a_trial_court_has_no_panels(claim: Matter) -> None:
    with pytest.raises(Rejected) as refused:
        answer(claim, "taken", Inquiry(court="alder en banc"))
    assert [d.code for d in refused.value.diagnostics] == ["E0520"]


@pytest.mark.parametrize("court", ["first", "alder"])
def test_that_the_later_is_only_taken_to_control_is_said(claim: Matter, court: str) -> None:
    before_the_rule = answer(claim, "taken", Inquiry(court=court, as_of="1994-01-01"))
    assert before_the_rule.verdict == "refuted"
    assert any(UNRULED in warning for row in before_the_rule.headline_rows for warning in row.warnings)
    under_the_rule = answer(claim, "taken", Inquiry(court=court))
    assert not [w for row in under_the_rule.headline_rows for w in row.warnings if "panels" in w]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    def run(text: str) -> str:
        monkeypatch.setattr(sys, "argv", shlex.split(text))
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        assert ended.value.code == 0, shown.err
        return shown.out

    return run


def test_its_answers_are_certified(command: Callable[[str], str], tmp_path: Path) -> None:
    case, certificate = HERE / "claim.case", tmp_path / "certificate.json"
    asked = f"{case} taken --court 'first en banc' --logic {HERE / 'logic'}"
    assert "en banc" in command(f"decisis why {asked} --certificate {certificate}")
    assert "conflicted" in command(f"decisis check-proof {certificate}").casefold()
    assert "Arc. App. 1st Dist. en banc" in command(
        f"decisis distinguish {case} alpha --court 'first en banc' --logic {HERE / 'logic'}"
    )

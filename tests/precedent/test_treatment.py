"""What proofs say of authorities that were treated, or that bind by a rule; matters asked elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from decisis.casework.inquiry import Inquiry, answer
from decisis.casework.matter import Matter
from decisis.casework.present import present
from decisis.cli import main
from decisis.quotation.quotes import authorities, quotes
from decisis.render import render
from decisis.source import Source
from decisis.syntax.parser import parse
from tests.precedent.conftest import HERE
from tests.shipped import LOADER

LITMUS = Path(__file__).parents[1] / "litmus"
Run = Callable[..., tuple[int, str, str]]


def litmus(name: str) -> Matter:
    return LOADER.matter(str(LITMUS / f"{name}.case"))


def proof(matter: Matter, question: str, form: str, **more: str) -> str:
    return render(form, [present(answer(matter, question, Inquiry(**more)), proofs=True)])


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_proof_says_who_declined_to_follow_what_it_rests_on(claim: Matter, form: str) -> None:
    shown = " ".join(proof(claim, "taken", form).replace("\\", "").split())
    assert "not followed in Sigma" in shown
    assert "distinguished in Gamma, 20 Arc. 2d at 211" in shown


def test_a_proof_as_data_says_so_too(claim: Matter) -> None:
    data = json.loads(proof(claim, "taken", "json"))
    (ground,) = data["answers"][0]["grounds"]
    assert [words.partition(" in ")[0] for words in ground["treated"]] == ["distinguished", "not followed"]


def test_what_comes_later_is_not_said(claim: Matter) -> None:
    """Adding an authority of a later day changes nothing as of an earlier one."""
    shown = proof(claim, "taken", "text", as_of="1990-01-01")
    assert "Gamma" not in shown
    assert "Sigma" not in shown


def test_one_holding_is_treated_and_the_other_is_not() -> None:
    treated = litmus("later_treatment")
    both = json.loads(proof(treated, "counts", "json"))["answers"][0]["grounds"]
    assert {g["provision"]: g.get("treated", []) for g in both} == {
        "capped_counts": [],
        "revoked_counts": ["not followed in Other, 2 F.3d at 2 (2d Cir. 2003)"],
    }


def test_a_step_that_binds_by_a_rule_rests_on_it() -> None:
    shown = proof(litmus("opinions_that_bind"), "old_law", "text")
    assert "opinions of the 5th Cir. decided until 1981-09-30 are those of the 11th Cir." in shown
    assert "warning: rests on law stated from memory, not checked: Bonner" in shown


# --- elsewhere and later -------------------------------------------------------------------------------


def warnings(matter: Matter, **more: str) -> tuple[str, ...]:
    return present(answer(matter, "counts", Inquiry(**more)), proofs=False).rows[0].warnings  # type: ignore[arg-type]


def test_a_matter_asked_later_says_that_its_own_authority_is_left_out() -> None:
    own = litmus("self_deciding")
    assert warnings(own) == ()
    (said,) = warnings(own, as_of="2005-01-01")
    assert said.startswith("Own, 3 F.3d 3 (1st Cir. 2001) is left out, as this matter made it")
    assert said.endswith("for another case it would bind here")
    assert warnings(own, as_of="2000-01-01") == ()


def test_another_case_with_the_same_record_takes_it_in() -> None:
    own = litmus("self_deciding")
    asked = Inquiry(as_of="2005-01-01", another_case=True)
    (row,) = answer(own, "counts", asked).rows
    assert {p for g in row.grounds for p in g.provisions} == {"early_counts", "own_counts"}
    assert present(answer(own, "counts", asked), proofs=False).rows[0].warnings == ()


# --- quotes --------------------------------------------------------------------------------------------


def test_quotes_of_treatments_and_rules_are_held_against_the_later_authority() -> None:
    text = (
        'court high "Arc." of conflicting panels neither controls under omega quote "no panel"\n'
        'authority omega is "Omega v. Psi, 90 Arc. 900 (Arc. 2008)" decided by high from the document\n'
        'treatment omega overrules kappa at "906" quote "we disagree"\n'
    )
    file, problems = parse(Source("made.law", text))
    assert problems == ()
    found = [(q.text, q.authority, q.pinpoint) for q in quotes(file, authorities({"made.law": file}), {})]
    assert found == [("no panel", "omega", ""), ("we disagree", "omega", "906")]


# --- bad input -----------------------------------------------------------------------------------------


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["decisis", *arguments, "--logic", str(HERE / "logic")])
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, shown.out, shown.err

    return command


CLAIM = str(HERE / "claim.case")
WRONG = [
    (("split", CLAIM, "takn"), "did you mean `taken`?"),
    (("split", CLAIM, "taken", "--courts", "frist"), "did you mean `first`?"),
    (("split", CLAIM, "taken", "--courts", "first,,second"), "no court is called ``"),
    (("split", CLAIM, "taken", "--as-of", "2005"), "`2005` is not a day"),
    (("split", CLAIM, "taken", "--variant", "none"), "no variant is called `none`"),
    (("citator", "alhpa", str(HERE)), "did you mean `alpha`?"),
    (("citator", "alpha", str(HERE), "--overruled-from", "soon"), "`soon` is not a day"),
    (("citator", "alpha", str(HERE / "nowhere.case")), "nowhere.case"),
    (("distinguish", CLAIM, "code"), "`code` has no holdings"),
    (("distinguish", CLAIM, "liability"), "`liability` has no holdings"),
    (("distinguish", CLAIM, "disclosure_end_it"), "did you mean `disclosure_ends_it`?"),
    (("distinguish", CLAIM, "alpha", "--court", "nowhere"), "no court is called `nowhere`"),
]


@pytest.mark.parametrize("arguments, complaint", WRONG, ids=[" ".join(a[:1] + a[2:]) for a, _ in WRONG])
def test_bad_input(run: Run, arguments: tuple[str, ...], complaint: str) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert complaint in err
    assert "Traceback" not in err


@pytest.mark.parametrize("form", ["json", "markdown", "text"])
def test_every_form(run: Run, form: str) -> None:
    for arguments in (
        ("split", CLAIM, "taken"),
        ("citator", "alpha", str(HERE)),
        ("distinguish", CLAIM, "alpha"),
    ):
        code, out, err = run(*arguments, "--format", form)
        assert (code, err) == (0, "")
        assert out.endswith("\n")
        assert not out.endswith("\n\n")
        if form == "json":
            assert run(*arguments, "--json")[1] == out


def test_days(claim: Matter) -> None:
    """The day on which each of the tests' authorities is first heard."""
    for day, strength in ((date(1988, 2, 29), ""), (date(1988, 3, 1), "binding")):
        (row,) = answer(claim, "taken", Inquiry(as_of=day.isoformat())).rows
        assert row.strength == strength

"""The three commands: what goes where, what the exit says, and what is refused."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from decisis import cli

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PERMIT = (str(HERE / "permit.case"), "--logic", str(HERE / "law"))
FORMATS = (ROOT / "docs" / "question-formats.md").read_text("utf-8")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["decisis", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, printed.out, printed.err

    return command


def keys_in(data: Any) -> set[str]:
    """Every key of every object, but for those of steps, bindings and the space."""
    if isinstance(data, list):
        return {k for each in data for k in keys_in(each)}
    if not isinstance(data, dict) or {"kind", "text"} <= data.keys():
        return set()
    inner = {k for name, v in data.items() if name not in ("bindings", "space") for k in keys_in(v)}
    return set(data) | inner


@pytest.mark.parametrize(
    "command, arguments, form",
    [
        ("why-not", ("birch_permit",), "decisis.why-not/1"),
        ("what-if", ("fine", "--suppose", "parked_without(van, 5)", "--instead"), "decisis.what-if/1"),
        ("needs", ("fine",), "decisis.needs/1"),
    ],
)
def test_json_is_as_documented(run: Run, command: str, arguments: tuple[str, ...], form: str) -> None:
    code, out, err = run(command, PERMIT[0], *arguments, *PERMIT[1:], "--json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert data["format"] == form
    undocumented = {k for k in keys_in(data) if f"`{k}`" not in FORMATS}
    assert not undocumented
    assert run(command, PERMIT[0], *arguments, *PERMIT[1:], "--json")[1] == out


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize(
    "command, arguments, said",
    [
        ("why-not", ("time",), "625 days late"),
        ("what-if", ("--without", "moss"), "nothing changes"),
        ("needs", ("time",), "625 days late"),
    ],
)
def test_forms(run: Run, command: str, arguments: tuple[str, ...], said: str, form: str) -> None:
    code, out, _ = run(command, PERMIT[0], *arguments, *PERMIT[1:], "--format", form)
    assert code == 0
    assert said in out.lower()


def test_several_questions_and_options_as_on_ask(run: Run) -> None:
    code, out, _ = run("why-not", PERMIT[0], "settled", "time", *PERMIT[1:], "--json")
    assert code == 0
    assert [d["question"] for d in json.loads(out)] == ["home_is_settled(birch)", "in_time(first)"]
    options = ("--as-of", "2021-01-01", "--court", "appeals", "--assume", "home_is_settled(birch)")
    code, out, _ = run("why-not", PERMIT[0], "birch_permit", *PERMIT[1:], *options, "--without", "fern")
    assert code == 0
    assert "only alleged: Birch holds a badge" in out


def test_nothing_changes(run: Run) -> None:
    code, out, _ = run("what-if", PERMIT[0], "fine", *PERMIT[1:], "--withdraw", "length_of(van, 540)")
    assert code == 0
    assert "nothing changes" in out


def test_a_variant_is_compared(run: Run) -> None:
    leiva = str(ROOT / "cases" / "ca2" / "leiva_deras.case")
    code, out, _ = run("what-if", leiva, "increase", "--compare", "twelve_months")
    assert code == 0
    assert "as in twelve_months" in out
    assert "undetermined" in out


def test_what_needs_lists_what_if_takes(run: Run) -> None:
    _, out, _ = run("needs", PERMIT[0], "ash_permit", *PERMIT[1:], "--json", "--most", "1")
    for flip in json.loads(out)["flips"]:
        changes = [a for c in flip["changes"] for w in c["written"] for a in ("--change", w)]
        code, told, err = run("what-if", PERMIT[0], "ash_permit", *PERMIT[1:], *changes, "--json")
        assert (code, err) == (0, "")
        assert json.loads(told)["questions"][0]["answer"]["after"] == flip["answer"]


def test_a_limit_is_said(run: Run) -> None:
    code, out, _ = run("needs", PERMIT[0], "birch_permit", *PERMIT[1:], "--limit", "3")
    assert code == 0  # what was found by then is shown
    assert "not complete up to 3: the search stopped when 3 states of the matter were run" in " ".join(
        out.split()
    )


def test_needs_stops_in_time_and_says_how_far_it_came(run: Run) -> None:
    code, out, _ = run("needs", PERMIT[0], "birch_permit", *PERMIT[1:], "--seconds", "0.000001", "--json")
    found = json.loads(out)
    assert code == 3  # nothing can be said
    assert (found["flips"], found["covered"], found["complete"]) == ([], 0, False)
    _, out, _ = run("needs", PERMIT[0], "birch_permit", *PERMIT[1:], "--seconds", "0.000001")
    assert "not every single change was tried; `--seconds` gives it more time" in " ".join(out.split())


def test_date_and_court_where_asked(run: Run) -> None:
    code, out, _ = run(
        "needs",
        PERMIT[0],
        "birch_permit",
        *PERMIT[1:],
        "--changing",
        "date,allegations",
        "--to",
        "proved",
        "--json",
    )
    assert code == 0
    (flip,) = (f for f in json.loads(out)["flips"] if "2020-07-01" in str(f))
    assert sorted(c["kind"] for c in flip["changes"]) == ["date", "find"]
    code, out, _ = run("needs", PERMIT[0], "settled", *PERMIT[1:], "--changing", "court", "--json")
    assert code == 0


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (("needs", PERMIT[0], "tme", *PERMIT[1:]), "error[E0504]"),
        (("needs", PERMIT[0], "time", *PERMIT[1:], "--to", "prooved"), "error[E0507]"),
        (("needs", PERMIT[0], "fine", *PERMIT[1:], "--to", "Amount = 3 months"), "error[E"),
        (("needs", PERMIT[0], "time", *PERMIT[1:], "--changing", "weather"), "`weather` cannot be changed"),
        (("what-if", PERMIT[0], *PERMIT[1:]), "nothing is changed"),
        (("what-if", PERMIT[0], *PERMIT[1:], "--suppose", "in_tme(first)"), "error[E"),
        (("what-if", PERMIT[0], *PERMIT[1:], "--withdraw", "keeps(birch, car)"), "nothing to withdraw"),
        (("what-if", PERMIT[0], *PERMIT[1:], "--without", "mos"), "error[E0406]"),
        (("what-if", PERMIT[0], *PERMIT[1:], "--compare", "nobody"), "error[E0502]"),
        (("why-not", PERMIT[0], "time", *PERMIT[1:], "--as-of", "yesterday"), "error[E0503]"),
    ],
)
def test_bad_input(run: Run, arguments: tuple[str, ...], complaint: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert complaint in err


TWO = """court county "the County Court"
authority code is "Code" statute from the document
sort Book
relation pages(b: Book, n: Int) functional in b         reads "{b} has {n} pages"
relation loan(b: Book, n: Int) functional in b          reads "{b} was out for {n} days"
relation size(b: Book, n: Int, m: Int) functional in b  reads "{b} is of {n} pages and {m} days"
rule sized under code given (1) pages(B, N) (2) loan(B, M) then size(B, n: N, m: M)
source card is "the loan card"
matter atlas is "The atlas" before county as of 2020-03-01
record found from card
  pages(atlas, 10)
  loan(atlas, 3)
question size: size(atlas, N, M)
"""


@pytest.mark.parametrize(
    "to, said",
    [
        ("N = 11, M = 4", "proved (N = 11, M = 4) if "),
        ("N=11,M=4", "proved (N = 11, M = 4) if "),
        ("N = 11", "`N = 11` does not say what `M` is to be\n  = help: write `N = 11, M = …`"),
        ("M = 11, K = 2", "or a value such as `N = …, M = 11`"),
    ],
)
def test_what_a_question_with_two_variables_is_to_be(run: Run, tmp_path: Path, to: str, said: str) -> None:
    case = tmp_path / "two.case"
    case.write_text(TWO, "utf-8")
    _, out, err = run("needs", str(case), "size", "--to", to)
    assert said in out + err

"""`decisis ask-me` as it is called: by a person, and by another program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import decisis

ROOT = Path(__file__).parents[2]
BARE = "tests/interview/bare.case"
ANSWERS = ("landlord, tenant", "3", "no", "no")


def run(answers: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "decisis", "ask-me", *arguments]
    narrow = {**os.environ, "COLUMNS": "80"}
    return subprocess.run(
        command, input=answers, capture_output=True, encoding="utf-8", cwd=ROOT, check=False, env=narrow
    )


def test_the_page_prints_what_it_says(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs" / "ask-me.md"
    before, _, rest = page.read_text("utf-8").partition("```interview\n")
    printed, _, after = rest.partition("```\n")
    found = run("".join(f"{a}\n" for a in ANSWERS), BARE, "evict")
    assert (found.returncode, found.stderr) == (0, "")
    if request.config.getoption("update_snapshots"):
        page.write_text(f"{before}```interview\n{found.stdout}```\n{after}", "utf-8")
        return
    assert found.stdout == printed


def test_what_was_answered_is_saved_as_a_case(tmp_path: Path) -> None:
    path = tmp_path / "kept.case"
    run("".join(f"{a}\n" for a in ANSWERS), BARE, "evict", "--save", str(path))
    assert decisis.load_doctrine().matter(path).ask("evict").verdict == "proved"
    assert path.stat().st_mode & 0o077 == 0
    again = run("", str(path), "evict")
    assert "0 questions were asked; nothing else" in again.stdout
    refused = run("", BARE, "evict", "--save", str(path))
    assert (refused.returncode, "is there already" in refused.stderr) == (2, True)


def test_a_mere_yes_is_asked_for_the_value() -> None:
    found = run("landlord, tenant\nyes\n3\nno\nno\n", BARE, "evict")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.count("2. How many months of rent are owed for the flat?") == 2
    assert "4 questions were asked" in found.stdout


@pytest.mark.parametrize(
    "answer, code",
    [("perhaps", "E0702"), ("landlord, tenent", "E0505"), ("landlord", "E0702"), ("landlord, 3", "E0352")],
)
def test_what_is_no_answer_is_asked_again(answer: str, code: str) -> None:
    found = run(f"{answer}\nstop\n", BARE, "evict")
    assert found.returncode == 0
    assert f"error[{code}]" in found.stderr
    assert "there are others whose answers can change this" in found.stdout


def test_unknown_imprecise_and_no_answers() -> None:
    assert run("landlord, tenant\nmore than 1\nno\nno\n", BARE, "evict").stdout.count("PROVED") == 1
    unknown = run("unknown\n" * 9, BARE, "evict").stdout
    assert "UNDETERMINED" in unknown
    assert "nothing else that can be answered" in unknown


def test_another_program_drives_it() -> None:
    sent: list[Any] = [[["landlord", "tenant"]], "what", 3, False, False]
    found = run(
        "".join(f"{json.dumps({'answer': a})}\n" for a in sent) + "nonsense\n", BARE, "evict", "--json"
    )
    events = [json.loads(line) for line in found.stdout.splitlines()]
    assert all(e["format"] == "decisis.interview/1" for e in events)
    assert [e["event"] for e in events] == ["question", "question", "error", "question", "question", "end"]
    first = events[0]
    assert first["literal"] == "tenancy(_, _, flat)"
    assert [a["value"] for a in first["arguments"]] == [None, None, "flat"]
    assert first["arguments"][0]["choices"] == ["landlord", "tenant"]
    assert first["because"]["provision"] == "eviction_for_rent"
    assert events[2]["diagnostics"][0]["code"]
    assert (events[-1]["asked"], events[-1]["more"]) == (4, False)
    assert events[-1]["answer"]["verdict"] == "proved"


def test_which_side_of_a_dispute_is_asked_and_saved(tmp_path: Path) -> None:
    case, path = "tests/sessions/lease.case", tmp_path / "kept.case"
    found = run("3\n1\n" + "no\n" * 4, case, "evict", "--save", str(path))
    assert "1. Which is so: (1) the landlord gave notice to the tenant of the flat, or (2)" in found.stdout
    assert "   answer 1, 2 or unknown\n" in found.stdout
    assert "help: answer 1, 2 or unknown" in found.stderr
    assert "PROVED" in found.stdout
    text = path.read_text("utf-8")
    assert "resolved as notice_given(landlord, flat)" in text
    assert "unresolved" not in text
    assert decisis.load_doctrine().matter(path).ask("evict").verdict == "proved"


def test_another_program_is_told_of_a_dispute() -> None:
    first = json.loads(run("", "tests/sessions/lease.case", "evict", "--json").stdout.splitlines()[0])
    assert first["dispute"]["name"] == "notice"
    assert len(first["dispute"]["sides"]) == 2


PARTLY = """
court county "the County Court"
authority code is "Clinic Code" statute from the document
sort Patient
sort Drug is one of metformin, insulin
relation takes(p: Patient, d: Drug) closed
relation tested(p: Patient, d: Drug)
relation safe(p: Patient)
rule all_tested under code
  given
    (1) takes(P, _)
    (2) for every D such that (a) takes(P, D) it holds that (b) tested(P, D)
  then safe(P)
source chart is "the chart"
matter m is "A patient" before county as of 2020-03-01
thing ann: Patient
record found from chart
  takes(ann, metformin)
  takes(ann, insulin)
  tested(ann, insulin)
question safe: safe(ann)
"""


def test_what_the_record_may_not_have_told_whole_is_named(tmp_path: Path) -> None:
    path = tmp_path / "partly.case"
    path.write_text(PARTLY, "utf-8")
    last = run("", str(path), "safe").stdout.splitlines()[-1]
    assert last.endswith("; what the record says of tested(ann, _) was taken to be all of it")

"""What the README and the page on a case show is so: what is printed, what is there, what a change does."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from decisis import cli
from decisis.casework.elsewhere import all_beneath
from tests.shipped import LOADER
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
LEIVA = ROOT / "cases" / "ca2" / "leiva_deras.case"
CASE_PAGE = (ROOT / "docs" / "case.md").read_text("utf-8")
FENCE = re.compile(r"^```\n(.*?)^```", re.DOTALL | re.MULTILINE)

Print = Callable[[str], str]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Print:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")

    def command(line: str) -> str:
        monkeypatch.setattr(sys, "argv", shlex.split(line, comments=True))
        with pytest.raises(SystemExit):
            cli.main()
        return capsys.readouterr().out

    return command


def fenced(beginning: str, page: str = README) -> str:
    (block,) = (b.strip("\n") for b in FENCE.findall(page) if b.lstrip().startswith(beginning))
    return block


def holds(whole: str, shown: str) -> bool:
    """Whether a text is shown; `…` at the end of a line stands for what is left out, and spacing is free."""
    pieces = re.split(r"…$", shown, flags=re.MULTILINE)
    pattern = ".*".join(re.escape(" ".join(piece.split())) for piece in pieces)
    return re.search(pattern, " ".join(whole.split())) is not None


def test_the_proof_is_what_is_printed(printed: Print) -> None:
    assert holds(printed(f"decisis why {LEIVA.relative_to(ROOT)} long_sentence"), fenced("PROVED"))


def test_the_path_that_controls_is_what_is_printed(printed: Print) -> None:
    brief = printed(f"decisis why {LEIVA.relative_to(ROOT)} long_sentence --brief")
    assert fenced("A term imposed") in brief


def test_the_demo_is_a_proof_that_a_stranger_reads(printed: Print) -> None:
    (asked,) = re.findall(r"^DEMO := (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    shown = printed(f"decisis {asked}")
    assert shown.count("independent of every allegation and dispute") == 1
    assert len(shown.splitlines()) < 40


def test_the_record_and_the_rule_stand_in_the_library() -> None:
    assert holds(LEIVA.read_text("utf-8"), fenced("record recited"))
    law = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "logic").rglob("*.law")))
    assert holds(law, fenced("holding revocation_counts"))


def test_one_fact_is_changed(printed: Print, tmp_path: Path) -> None:
    changed = tmp_path / LEIVA.name
    fact = "revocation_term(sale, 4 years)"
    assert fact in README
    changed.write_text(LEIVA.read_text("utf-8").replace(fact, "revocation_term(sale, 6 months)"), "utf-8")
    before = printed(f"decisis ask {LEIVA} increase range")
    after = printed(f"decisis ask {changed} increase range")
    assert re.search(r"16.*46.*57", before, re.DOTALL)
    assert re.search(r"12.*30.*37", after, re.DOTALL)


def test_law_of_your_own(printed: Print, tmp_path: Path) -> None:
    atlas = tmp_path / "atlas.case"
    text = fenced("court county")
    for changed, verdict in (
        (text, "UNDETERMINED"),
        (text.replace("2020-01-30 to 2020-02-02", "2020-02-02"), "PROVED"),
        (text.replace("\n\nquestion", '\n  waived(atlas) at "line 3"\n\nquestion'), "REFUTED"),
    ):
        atlas.write_text(changed, "utf-8")
        assert printed(f"decisis ask {atlas} fine").startswith(verdict)
    atlas.write_text(text, "utf-8")
    assert holds(printed(f"decisis ask {atlas} fine"), fenced("UNDETERMINED"))


@pytest.mark.parametrize(
    "option, word",
    [
        ("--court idd", "persuasive"),
        ("--without huerta_moran", "UNDETERMINED"),
        ("--variant twelve_months", "UNDETERMINED"),
        ("offense_level", '"verdict": "proved"'),
    ],
)
def test_elsewhere_later_or_without(printed: Print, option: str, word: str) -> None:
    (line,) = (each for each in README.splitlines() if each.startswith("decisis ask ") and option in each)
    assert word in printed(line)


DOCKET = 'source docket is "the docket"\nmatter '
FURTHER = (f"{DOCKET}late_motion", f"{DOCKET}correction", "source file")


@pytest.mark.parametrize("beginning", FURTHER)
def test_the_further_matters_hold_what_they_expect(beginning: str, printed: Print, tmp_path: Path) -> None:
    path = tmp_path / "further.case"
    path.write_text(fenced(beginning, CASE_PAGE) + "\n", "utf-8")
    assert re.search(r"[3-9] passed, 0 failed", printed(f"decisis test {path}"))


def test_the_areas_of_the_table_are_those_that_give_what_is_asked(printed: Print) -> None:
    rows = re.findall(r"^\| .* \| (`.*`) \| `(.*)` \|$", CASE_PAGE, re.MULTILINE)
    assert len(rows) == 17
    areas = LOADER.areas
    for relations, used in rows:
        within = all_beneath(tuple(used.split(", ")), areas)
        for relation in re.findall(r"`(\w+)`", relations):
            assert any(relation in areas[name].gives for name in within), relation


def test_a_case_of_your_own(printed: Print, tmp_path: Path) -> None:
    mine = tmp_path / "mine.case"
    mine.write_text(f"{fenced('source report', CASE_PAGE)}\n\n{fenced('expect', CASE_PAGE)}\n", "utf-8")
    assert holds(printed("decisis vocabulary increase"), fenced("increase(j", CASE_PAGE))
    assert holds(printed(f"decisis ask {mine}"), fenced("PROVED", CASE_PAGE))
    assert "2 passed" in printed(f"decisis test {mine}")
    for line in fenced("decisis needs", CASE_PAGE).splitlines():
        if "ask-me" not in line and (THOROUGH or not re.search("needs|split", line)):
            assert printed(line.replace("mine.case", str(mine)))

"""A matter read back from where it was kept answers as one that was just compiled, or is compiled again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from decisis import cache
from decisis.casework.inquiry import Inquiry, answers
from decisis.casework.matter import Matter
from decisis.casework.present import present
from decisis.casework.programs import Programs
from decisis.diagnostics import Rejected
from decisis.pipeline import Loader, logic_root
from decisis.prepared import prepared
from decisis.render import render
from decisis.source import Source
from decisis.syntax import lalr
from decisis.syntax.parser import parse
from tests.shipped import CASES
from tests.thorough import THOROUGH, some

ROOT = Path(__file__).parents[2]
LITMUS = sorted((ROOT / "tests" / "litmus").glob("*.case"))
EVERY = 1 if THOROUGH else 12  # every which question of a shipped case is asked

LAW = """area lending
relation lent(t: Thing, days: Int) reads "{t} was lent for {days} days"
relation late(t: Thing) reads "{t} is late"
sort Thing
court top "Top Ct."
authority act is "Act" statute from the document
table terms(days: Int) from "terms.csv" under act
rule lateness under act given (1) lent(T, D) (2) terms(Most) (3) D > Most then late(T)
relation fair(t: Thing) reads "it is fair to lend {t}"
rule lending_is_fair under act given (1) lent(T, _) then fair(T)
rule lending_is_not under act given (1) lent(T, _) then not fair(T)
relation dear(t: Thing) reads "{t} is dear"
rule dear_from_2030 under act in force from 2030-01-01 given (1) lent(T, _) then dear(T)
"""
CASE = """source book is "the book"
matter loan is "A loan" before top as of 2020-01-01
uses lending
thing b: Thing "the book"
record found from book
  lent(b, 20)
question late: late(b)
question fair: fair(b)
question dear: dear(b)
"""


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for each test."""
    monkeypatch.setenv("DECISIS_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def loan(tmp_path: Path) -> Path:
    """A case, and the law that it uses in a folder beside it."""
    (tmp_path / "logic" / "lending").mkdir(parents=True)
    (tmp_path / "logic" / "lending" / "lending.law").write_text(LAW)
    (tmp_path / "logic" / "lending" / "terms.csv").write_text("days\n14\n")
    (tmp_path / "loan.case").write_text(CASE)
    return tmp_path / "loan.case"


def said(matter: Matter, step: int = 1) -> list[str]:
    """Every answer with its proofs, as JSON and as text."""
    names = list(matter.questions)[1 % step :: step]
    views = [present(answer, proofs=True) for answer in answers(matter, names, Inquiry())]
    return [
        render(form, [view], brief=False, depth=None, width=100, paint=None)
        for view in views
        for form in ("json", "text")
    ]


def verdict(case: Path) -> str:
    matter = prepared(str(case), str(case.parent / "logic"))
    (answer,) = answers(matter, ["late"], Inquiry())
    return answer.verdict


def needs_no_source(matter: Matter, monkeypatch: pytest.MonkeyPatch, step: int) -> list[str]:
    """Its answers, given without anything being parsed or lowered."""
    monkeypatch.setattr(Loader, "matter_of", lambda *_: pytest.fail("it was compiled again"))
    return said(matter, step)


@pytest.mark.parametrize("case", [*some(CASES, 2), *LITMUS], ids=lambda p: p.stem)
def test_the_same_answers_come_back(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = EVERY if case in CASES else 1
    fresh = said(prepared(str(case)), step)
    assert needs_no_source(prepared(str(case)), monkeypatch, step) == fresh


@pytest.mark.parametrize("case", LITMUS, ids=lambda p: p.stem)
def test_they_are_those_of_a_matter_that_was_never_kept(case: Path) -> None:
    said(prepared(str(case)))
    kept, loaded = prepared(str(case)), Loader(logic_root()).matter(str(case))
    assert kept == loaded
    assert said(kept) == said(loaded)
    assert kept.library == loaded.library
    assert kept.expectations == loaded.expectations


def asked_as(case: Path, seed: str, place: str) -> tuple[int, bytes, bytes]:
    """`why` in a process of its own, with a hash seed and a place for what is kept."""
    ended = subprocess.run(
        [sys.executable, "-m", "decisis", "why", str(case), "--json"],
        env={**os.environ, "PYTHONHASHSEED": seed, "DECISIS_CACHE": place},
        capture_output=True,
    )
    return ended.returncode, ended.stdout, ended.stderr


def test_answers_and_entries_do_not_depend_on_hash_seeds(tmp_path: Path) -> None:
    case = ROOT / "tests" / "litmus" / "proof_by_cases.case"
    places = [tmp_path / "one", tmp_path / "other"]
    seeds = [("0", "off"), ("1", str(places[0])), ("2", str(places[0])), ("3", str(places[1]))]
    printed = {asked_as(case, *each) for each in seeds}
    assert len(printed) == 1
    assert next(iter(printed))[0] == 0
    one, other = ({path.name: path.read_bytes() for path in place.iterdir()} for place in places)
    assert one == other


# --- what changes is compiled again -------------------------------------------------------------


def test_a_changed_case_is_another_case(loan: Path) -> None:
    assert [verdict(loan), verdict(loan)] == ["proved", "proved"]
    loan.write_text(CASE.replace("lent(b, 20)", "lent(b, 10)"))
    assert verdict(loan) == "undetermined"
    loan.write_text(CASE)
    assert verdict(loan) == "proved"


def test_a_changed_fact_needs_no_law_anew(loan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdict(loan) == "proved"
    monkeypatch.setattr(Programs, "lowering", property(lambda _: pytest.fail("the law was lowered again")))
    loan.write_text(CASE.replace("lent(b, 20)", "lent(b, 10)").replace("loan is", "# another fact\nloan is"))
    assert verdict(loan) == "undetermined"


@pytest.mark.parametrize(
    "said, adds",
    [
        ('thing b: Thing "the book"', 'thing b: Thing "the novel"'),
        (
            'thing b: Thing "the book"',
            'thing b: Thing "the book"\nrule mine given (1) lent(T, _) then late(T)',
        ),
        ("uses lending", "uses lending, other"),
    ],
)
def test_what_a_case_adds_to_the_law_is_other_law(loan: Path, said: str, adds: str, kept: Path) -> None:
    (loan.parent / "logic" / "other").mkdir()
    (loan.parent / "logic" / "other" / "other.law").write_text("area other\n")
    verdict(loan)
    before = set(kept.glob("program-*.json"))
    loan.write_text(CASE.replace(said, adds))
    verdict(loan)
    assert set(kept.glob("program-*.json")) > before


@pytest.mark.parametrize(
    "file, old, new", [("lending.law", "D > Most", "D < Most"), ("terms.csv", "14", "44")]
)
def test_changed_law_is_other_law(loan: Path, file: str, old: str, new: str) -> None:
    changed = loan.parent / "logic" / "lending" / file
    assert [verdict(loan), verdict(loan)] == ["proved", "proved"]
    changed.write_text(changed.read_text().replace(old, new))
    assert [verdict(loan), verdict(loan)] == ["undetermined", "undetermined"]


def test_a_file_more_is_other_law(loan: Path) -> None:
    assert verdict(loan) == "proved"
    more = loan.parent / "logic" / "lending" / "more.law"
    more.write_text("rule never_on_time under act given (1) lent(T, D) (2) D > 10 then not late(T)\n")
    assert verdict(loan) == "conflicted"


def test_new_code_compiles_again(loan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verdict(loan)
    monkeypatch.setattr(cache, "code_stamp", lambda: "another state of the code")
    with pytest.raises(pytest.fail.Exception):
        needs_no_source(prepared_again(loan, monkeypatch), monkeypatch, 1)


def prepared_again(case: Path, monkeypatch: pytest.MonkeyPatch) -> Matter:
    monkeypatch.setattr(Loader, "matter_of", lambda *_: pytest.fail("it was compiled again"))
    return prepared(str(case), str(case.parent / "logic"))


def test_one_answer_rests_on_one_state_of_the_law(loan: Path) -> None:
    verdict(loan)
    matter = prepared(str(loan), str(loan.parent / "logic"))
    law = loan.parent / "logic" / "lending" / "lending.law"
    law.write_text(LAW + "# changed\n")
    with pytest.raises(Rejected) as refused:
        _ = matter.library
    assert [d.code for d in refused.value.diagnostics] == ["E0127"]


def test_tables_of_the_case_itself_are_read_each_time(loan: Path) -> None:
    loan.write_text(CASE + 'table ends(days: Int) from "ends.csv"\n')
    (loan.parent / "ends.csv").write_text("days\n1\n")
    verdict(loan)
    (loan.parent / "ends.csv").write_text("days\n2\n")
    assert prepared(str(loan), str(loan.parent / "logic")).library.rows["ends"] == {(2,)}


# --- what was spoilt is compiled again --------------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def scramble(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"not", b"yes"))


def plant(path: Path) -> None:
    """A whole entry with a right hash, in which there is nothing that can be read."""
    replace_body(path, [[99, 0]])


def plant_an_object(path: Path) -> None:
    replace_body(path, {"__reduce__": ["os.system", "false"]})


def plant_a_word(path: Path) -> None:
    replace_body(path, ["proved"])


def replace_body(path: Path, data: object) -> None:
    key = path.name.partition("-")[2].removesuffix(".json")
    path.write_bytes(cache.entry_text(data, key))


@pytest.mark.parametrize(
    "spoil", [cut, scramble, plant, plant_an_object, plant_a_word], ids=lambda s: s.__name__
)
@pytest.mark.parametrize("kind", sorted({*cache.KINDS} - {"grammar"}))
def test_what_was_spoilt_changes_no_answer(
    loan: Path, kept: Path, kind: str, spoil: Callable[[Path], None]
) -> None:
    logic = str(loan.parent / "logic")
    before = said(prepared(str(loan), logic))
    found = list(kept.glob(f"{kind}-*.json"))
    assert found
    for path in found:
        spoil(path)
    assert said(prepared(str(loan), logic)) == before


def test_spoilt_tables_of_the_parser_are_made_again(kept: Path) -> None:
    text = Source("t.law", LAW)
    lalr.lark.cache_clear()
    before = parse(text)
    (tables,) = kept.glob("grammar-*.json")
    whole = tables.read_bytes()
    for spoil in (cut, plant_an_object):
        spoil(tables)
        lalr.lark.cache_clear()
        assert parse(text) == before
        assert tables.read_bytes() == whole
    lalr.lark.cache_clear()
    assert parse(text) == before


@pytest.mark.parametrize("place", ["off", "/proc/none", "{}/loan.case"])
def test_without_a_place_answers_are_the_same(
    place: str, loan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logic = str(loan.parent / "logic")
    before = said(prepared(str(loan), logic))
    monkeypatch.setenv("DECISIS_CACHE", place.format(tmp_path))
    assert said(prepared(str(loan), logic)) == before
    assert said(prepared(str(loan), logic)) == before


# --- what a warm start loads ----------------------------------------------------------------------------

MODULES = """
import sys
from decisis.cli import main
try:
    main()
except SystemExit as ended:
    print(ended.code, *sorted(sys.modules), file=sys.stderr)
"""
NOT_LOADED = {
    "click",
    "contextlib",
    "dataclasses",
    "fractions",
    "hashlib",
    "inspect",
    "lark",
    "pyDatalog",
    "decisis.pipeline",
    "decisis.doctrine",
    "pathlib",
    "textwrap",
    "typing",
    "importlib.resources",
}


WARM = [
    ("ask", "late", "PROVED"), ("why", "late", "PROVED"),
    ("why", "fair", "both rank as statute texts"), ("why", "dear", "in force only from 2030-01-01"),
]  # fmt: skip


@pytest.mark.parametrize("command, question, says", WARM)
def test_a_warm_start_loads_no_syntax(command: str, question: str, says: str, loan: Path) -> None:
    """Neither the parser nor the compiler, nor what else a look at kept programs has no use for."""
    arguments = [command, str(loan), question, "--logic", str(loan.parent / "logic")]
    for _ in range(2):
        ended = subprocess.run(
            [sys.executable, "-c", MODULES, *arguments],
            env={**os.environ, "COLUMNS": "400"},  # nothing is so long that it has to be broken
            capture_output=True,
            text=True,
            check=True,
        )
    code, *loaded = ended.stderr.split()
    assert (code, says in ended.stdout) == ("0", True), ended.stdout
    assert NOT_LOADED.isdisjoint(loaded)
    assert not [name for name in loaded if name.startswith("decisis.syntax")]
    assert [n for n in loaded if n.startswith("decisis.compiler.")] == ["decisis.compiler.setting"]


def test_the_shape_of_an_entry_is_as_the_page_says(loan: Path, kept: Path) -> None:
    verdict(loan)
    for path in kept.iterdir():
        head, _, body = path.read_bytes().partition(b"\n")
        assert head.split()[:2] == [b"decisis", str(cache.FORMAT).encode()]
        json.loads(body)

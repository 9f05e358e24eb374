"""Laws that hold of every matter: what allegations cannot do, names do not mean, grounds survive."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from decisis.casework.answer import ask
from decisis.casework.asking import Court
from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.record import Record
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.engine import engine
from decisis.source import Source
from tests.shipped import LOADER, page_of
from tests.thorough import THOROUGH, some

ROOT = Path(__file__).parents[2]
LITMUS = sorted((ROOT / "tests" / "litmus").glob("*.case"))
DECIDED = some(
    [ROOT / "cases" / "nmd" / "lugo_marin.case", ROOT / "cases" / "idd" / "palacios_becerril.case"], 1
)

Verdicts = dict[tuple[str, str], str]  # by variant or question, and the literal
VARIANT = re.compile(r"^(?:matter|variant) (\w+)", re.MULTILINE)
NAMED = re.compile(r"^(?:thing|party) (\w+)", re.MULTILINE)


@cache
def matter_of(case: Path) -> Matter:
    return page_of(case) if case in LITMUS else LOADER.matter(str(case))


@cache
def court_of(case: Path) -> Court:
    return matter_of(case).court(engine())


def rows_of(matter: Matter, court: Court, variant: str, record: Record | None = None) -> dict[str, list[Row]]:
    """The answers to every question of a variant, perhaps over another record."""
    base = matter.variants[variant]
    asked = Asked(court, base.setting, base.record if record is None else record)
    return {name: list(ask(asked, question)) for name, question in matter.questions.items()}


def verdicts(rows: dict[str, list[Row]]) -> Verdicts:
    """What is decided, one way or the other; a row that says nothing is as good as none."""
    return {
        (name, row.literal): f"{row.verdict}{' by cases' if row.by_cases else ''}"
        for name, found in rows.items()
        for row in found
        if row.verdict != "undetermined"
    }


def named_in(case: Path) -> list[str]:
    """The matter and its variants, without reading what they say."""
    return VARIANT.findall(case.read_text("utf-8"))


EVERY = [(case, name) for case in LITMUS for name in named_in(case)] + [(c, named_in(c)[0]) for c in DECIDED]
NAMES = [f"{case.stem}-{variant}" for case, variant in EVERY]

LOSING = EVERY if THOROUGH else EVERY[: -len(DECIDED)]  # these have many grounds, and take longest


# --- the record ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", LITMUS, ids=lambda p: p.stem)
def test_no_variant_is_passed_over(case: Path) -> None:
    assert set(named_in(case)) == set(matter_of(case).variants)


@pytest.mark.parametrize("case, variant", EVERY, ids=NAMES)
def test_an_allegation_changes_no_verdict(case: Path, variant: str) -> None:
    """Neither does taking it back; and what is found is worth nothing once it is only alleged."""
    matter, court = matter_of(case), court_of(case)
    record = matter.variants[variant].record
    expected = verdicts(rows_of(matter, court, variant))
    alleged = [f for f in record.facts if f.status == "alleged"]
    if alleged:
        assert verdicts(rows_of(matter, court, variant, record.without(*alleged))) == expected
    if case in LITMUS:
        for fact in record.facts:
            lowered = [replace(f, status="alleged", prevails=False) if f is fact else f for f in record.facts]
            less = verdicts(rows_of(matter, court, variant, replace(record, facts=tuple(lowered))))
            assert less == verdicts(rows_of(matter, court, variant, record.without(fact))), fact


@pytest.mark.parametrize("case, variant", EVERY, ids=NAMES)
def test_saying_it_twice_changes_nothing(case: Path, variant: str) -> None:
    matter, court = matter_of(case), court_of(case)
    record = matter.variants[variant].record
    twice = replace(record, facts=record.facts * 2)
    assert verdicts(rows_of(matter, court, variant, twice)) == verdicts(rows_of(matter, court, variant))


@pytest.mark.parametrize("case", LITMUS, ids=lambda p: p.stem)
def test_names_of_things_mean_nothing(case: Path) -> None:
    """With every party and thing under another name, the verdicts are those of before, renamed."""
    text = case.read_text("utf-8")
    names = {name: f"renamed_{i}" for i, name in enumerate(reversed(NAMED.findall(text)))}
    pattern = re.compile(rf"(?<=[(, ])({'|'.join(names)})(?=[,:) ])") if names else re.compile("(?!)")
    other = LOADER.matter_of(Source(case.name, renamed(text, pattern, names)), case.parent)
    matter = matter_of(case)
    court = other.court(engine())
    for variant in matter.variants:
        before = verdicts(rows_of(matter, court_of(case), variant))
        after = verdicts(rows_of(other, court, variant))
        assert after == {(q, pattern.sub(lambda m: names[m[1]], said)): v for (q, said), v in before.items()}


def renamed(text: str, pattern: re.Pattern[str], names: dict[str, str]) -> str:
    """Texts in quotation marks stay as they are, and so do the names of parameters of relations."""
    lines = (
        line
        if line.startswith("relation")
        else "".join(
            part if part.startswith('"') else pattern.sub(lambda m: names[m[1]], part)
            for part in re.split(r'("[^"]*")', line)
        )
        for line in text.split("\n")
    )
    return "\n".join(lines)


# --- independent grounds -----------------------------------------------------------------------------


def set_aside(case: Path, variant: str, question: Question, row: Row, gone: frozenset[str]) -> str:
    """The verdict on the same literal with some provisions set aside."""
    base = matter_of(case).variants[variant]
    setting = replace(base.setting, set_aside=base.setting.set_aside | gone)
    asked = Asked(court_of(case), setting, base.record).about(question.relation)
    return Row(asked, question, row.side).verdict


@pytest.mark.parametrize("case, variant", LOSING, ids=NAMES[: len(LOSING)])
def test_independent_grounds_survive_the_loss_of_all_but_one(case: Path, variant: str) -> None:
    """What rests on k independent grounds is not lost with any k - 1 provisions.

    The record's silence is a ground too, so that only the provisions in grounds are set aside.
    """
    matter = matter_of(case)
    for name, rows in rows_of(matter, court_of(case), variant).items():
        for row in rows:
            if row.verdict not in ("proved", "refuted") or row.by_cases or row.independent_grounds < 2:
                continue
            provisions = sorted(frozenset().union(*(g.provisions for g in row.grounds)))
            lost = list(combinations(provisions, min(row.independent_grounds - 1, 2)))
            step = max(1, len(lost) // MOST_LOSSES)
            for gone in lost[::step]:
                after = set_aside(case, variant, matter.questions[name], row, frozenset(gone))
                assert after == row.verdict, (name, row.literal, gone)


MOST_LOSSES = 8  # ways to lose provisions that are tried for one conclusion; each lowers the law anew

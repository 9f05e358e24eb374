"""Every provision of the library fires in some case and decides one alone, or `untested.txt` says why not.

A provision *fires* where its elements hold in a variant of a case, in the court and on the day of the
variant or of an expectation; one that a passing expectation names among its reasons does. It *decides alone*
where an expected answer has no ground without it, turns on what it leaves open, is undetermined because it
says that the library ends there, or is another one `without` it. The first takes a run of every variant, the
second an answer to every expectation: both are asked with DECISIS_THOROUGH=1.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from decisis.casework.answer import HEADLINES, answer_words, ask
from decisis.casework.coverage import gaps
from decisis.casework.expectations import expected_asking
from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.engine import engine
from decisis.rules import naming
from decisis.syntax import ast
from decisis.testing.coverage import states
from tests.shipped import CASES, LOADER
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[2]
UNTESTED = Path(__file__).with_name("untested.txt")
LINE = re.compile(r"(?P<name>\w+): (?P<reason>\S.*)")
SILENT, IDLE = "fires in no case", "decides no case alone"


@cache
def matter_of(case: Path) -> Matter:
    return LOADER.matter(str(case))


@cache
def listed() -> dict[str, dict[str, str]]:
    """The provisions excused under each heading of the list, with the reasons."""
    found: dict[str, dict[str, str]] = {}
    for line in UNTESTED.read_text("utf-8").splitlines():
        if line.startswith("== "):
            found[line.removeprefix("== ")] = {}
        elif line and not line.startswith("#"):
            entry = LINE.fullmatch(line)
            assert entry, f"not `provision: reason`: {line}"
            names = [*found.values()][-1]
            assert entry["name"] not in names, f"`{entry['name']}` is listed twice"
            names[entry["name"]] = entry["reason"]
    return found


def every_provision() -> frozenset[str]:
    return frozenset(LOADER.doctrine().library.provisions)


def itself(name: str) -> str:
    """A provision, of which there may be a copy in a scenario, or a question that it leaves open."""
    return name.split(" in ")[0].split(".")[0]


# --- what fires --------------------------------------------------------------------------------------


def named_as_reasons() -> frozenset[str]:
    """The provisions that expectations name among their reasons; cases are tested for whether rightly."""
    expectations = [e for case in CASES for _, e in matter_of(case).expectations]
    names = (n for e in expectations for n in (*e.because, *e.considering, *(e.turning_on or ())))
    return frozenset(n.text for n in names)


@cache
def fired() -> frozenset[str]:
    """The provisions that fire in some case, gone through one after the other: each lets go what it needs."""
    found: set[str] = set()
    for case in CASES:
        for asked in states(LOADER.matter(str(case)), engine()):
            run = asked.run
            names = (n for n in run.lowered.program.provisions if "." not in n)
            found.update(itself(n) for n in names if run.model.tuples(naming.applies(n)))
        gc.collect()
    return frozenset(found)


def is_switch(provision: ast.Provision) -> bool:
    """Whether it only takes another out of application, which no expectation can name."""
    return isinstance(provision.conclusion, ast.SwitchOff)


@pytest.mark.skipif(not THOROUGH, reason="with DECISIS_THOROUGH=1")
def test_every_provision_fires_in_some_case() -> None:
    unnamed = every_provision() - named_as_reasons() - set(listed()[SILENT]) - set(listed()[IDLE])
    switches = {n for n, p in LOADER.doctrine().library.provisions.items() if is_switch(p)}
    silent = sorted(unnamed - switches - fired())
    assert silent == [], "neither fires in a case nor is listed"


def test_the_list_names_provisions() -> None:
    for heading, names in listed().items():
        assert not set(names) - every_provision(), f"listed as `{heading}`, and no provision"
        assert list(names) == sorted(names), f"`{heading}` is not in alphabetical order"


@pytest.mark.skipif(not THOROUGH, reason="with DECISIS_THOROUGH=1")
def test_what_is_listed_as_silent_is_so() -> None:
    assert sorted(set(listed()[SILENT]) & fired()) == [], "listed, but it fires in a case"


# --- what decides ------------------------------------------------------------------------------------


def decisive(row: Row) -> frozenset[str]:
    """The provisions without which a row would have no ground, or that leave open what it turns on."""
    if row.established is not None:
        supports = row.asked.run.grounds.of(row.established)
        return frozenset.intersection(*(provisions(s) for s in supports))
    if row.by_cases and row.grounds:
        return frozenset.intersection(*(frozenset(map(itself, g.provisions)) for g in row.grounds))
    return frozenset(itself(t.name) for t in row.open_things if t.kind == "open question")


def provisions(support: frozenset[object]) -> frozenset[str]:
    return frozenset(itself(p) for p in support if isinstance(p, str))


def set_aside(matter: Matter, asked: Asked, question: Question) -> frozenset[str]:
    """What an expectation asks `without`, if it is one thing and the answer with it is another."""
    names = asked.setting.set_aside
    whole = replace(asked, setting=replace(asked.setting, set_aside=frozenset()))
    if len(names) != 1 or answer_words(ask(asked, question)) == answer_words(ask(whole, question)):
        return frozenset()
    found = matter.library.provisions
    return frozenset(
        n for n, p in found.items() if n in names or (p.under and p.under.authority.text in names)
    )


def decided_in(matter: Matter) -> Iterator[str]:
    court, last = matter.court(engine()), matter.setting
    for variant, expectation in matter.expectations:
        asked, question = expected_asking(matter, variant, expectation, court)
        if asked.setting != last:
            matter.programs.let_go()
            court, last = matter.court(engine()), asked.setting
            asked = replace(asked, court=court)
        rows = ask(asked, question)
        verdict = next((v for v in HEADLINES if any(r.verdict == v for r in rows)), "undetermined")
        for row in (r for r in rows if r.verdict == verdict):
            yield from decisive(row)
        if verdict == "undetermined":
            yield from (gap.provision for gap in gaps(asked, question))
        yield from set_aside(matter, asked, question)


@pytest.mark.skipif(not THOROUGH, reason="with DECISIS_THOROUGH=1")
def test_every_provision_that_fires_decides_some_case_alone() -> None:
    found = {name for case in CASES for name in decided_in(LOADER.matter(str(case)))}
    excused = {*listed()[SILENT], *listed()[IDLE]}
    idle = sorted(every_provision() - found - excused)
    assert idle == [], "decides no case alone, and is not listed"
    assert sorted(set(listed()[IDLE]) & found) == [], "listed, but it decides a case alone"

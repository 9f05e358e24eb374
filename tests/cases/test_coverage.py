"""Every provision of the library fires in some case and decides one alone, or `untested.txt` says why not.

A provision *fires* where its elements hold in a variant of a case, in the court and on the day of the variant
or of an expectation. It *decides alone* where an expected answer has no ground without it, or turns on what
it leaves open. The second takes an answer to every expectation, so it is asked with DECISIS_THOROUGH=1.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from decisis.casework.answer import HEADLINES, Row, ask
from decisis.casework.expectations import expected_asking
from decisis.casework.matter import Matter
from decisis.casework.verdict import Asked
from decisis.engine import engine
from decisis.pipeline import Loader, logic_root
from decisis.rules import ir

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "cases").rglob("*.case"))
UNTESTED = Path(__file__).with_name("untested.txt")
THOROUGH = "DECISIS_THOROUGH" in os.environ
LOADER = Loader(logic_root())
LINE = re.compile(r"(?P<name>\w+): (?P<reason>\S.*)")


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


def askings(matter: Matter) -> Iterator[Asked]:
    """Each state of the record, court and day that a case asks about, once."""
    court = matter.court(engine())
    found = {(v.setting, v.record): None for v in matter.variants.values()}
    for variant, expectation in matter.expectations:
        asked, _ = expected_asking(matter, variant, expectation, court)
        found[asked.setting, asked.record] = None
    return (Asked(court, setting, record) for setting, record in found)


def fired_in(matter: Matter, wanted: frozenset[str]) -> Iterator[str]:
    """The provisions that fire in a case; no more states are gone through once all that is wanted has."""
    missing = set(wanted & set(matter.library.provisions))
    for asked in askings(matter):
        if not missing:
            return
        run = asked.run
        for name in run.lowered.program.provisions:
            if run.model.tuples(ir.applies(name)):
                missing.discard(_itself(name))
                yield _itself(name)


def _itself(name: str) -> str:
    """A provision, of which there may be a copy in a scenario."""
    return name.split(" in ")[0]


@cache
def fired() -> frozenset[str]:
    found: set[str] = set()
    excused = frozenset() if THOROUGH else frozenset(listed()["fires in no case"])
    for case in CASES:
        found.update(fired_in(LOADER.matter(str(case)), every_provision() - excused - found))
    return frozenset(found)


def decisive(row: Row) -> frozenset[str]:
    """The provisions without which a row would have no ground, or that leave open what it turns on."""
    if row.established is not None:
        supports = row.asked.run.grounds.of(row.established)
        return frozenset.intersection(
            *(frozenset(_itself(p) for p in s if isinstance(p, str)) for s in supports)
        )
    if row.by_cases and row.grounds:
        return frozenset.intersection(*(frozenset(map(_itself, g.provisions)) for g in row.grounds))
    return frozenset(t.name.split(".")[0] for t in row.open_things if t.kind == "open question")


def decided_in(matter: Matter) -> Iterator[str]:
    court = matter.court(engine())
    for variant, expectation in matter.expectations:
        asked, question = expected_asking(matter, variant, expectation, court)
        rows = ask(asked, question)
        verdict = next((v for v in HEADLINES if any(r.verdict == v for r in rows)), "")
        for row in (r for r in rows if r.verdict == verdict):
            yield from decisive(row)


def test_every_provision_fires_in_some_case() -> None:
    silent = every_provision() - fired()
    assert not silent - set(listed()["fires in no case"]), "neither fires in a case nor is listed"


def test_the_list_names_provisions() -> None:
    for heading, names in listed().items():
        assert not set(names) - every_provision(), f"listed as `{heading}`, and no provision"
        assert list(names) == sorted(names), f"`{heading}` is not in alphabetical order"


@pytest.mark.skipif(not THOROUGH, reason="with DECISIS_THOROUGH=1")
def test_what_is_listed_as_silent_is_so() -> None:
    assert not set(listed()["fires in no case"]) & fired(), "listed, but it fires in a case"


@pytest.mark.skipif(not THOROUGH, reason="with DECISIS_THOROUGH=1")
def test_every_provision_that_fires_decides_some_case_alone() -> None:
    found = {name for case in CASES for name in decided_in(LOADER.matter(str(case)))}
    excused = {*listed()["fires in no case"], *listed()["decides no case alone"]}
    assert not every_provision() - found - excused, "decides no case alone, and is not listed"
    assert not set(listed()["decides no case alone"]) & found, "listed, but it decides a case alone"

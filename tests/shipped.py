"""The cases that ship: those that a court decided, and those that were made up to test the law."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from decisis.casework.matter import Matter
from decisis.pipeline import Loader, logic_root

CASES = sorted((Path(__file__).parents[1] / "cases").rglob("*.case"))
MATTER = re.compile(r'^matter \w+ is "(.*)"', re.MULTILINE)


def _was_decided(case: Path) -> bool:
    return "hypothetical" not in MATTER.findall(case.read_text("utf-8"))[0].casefold()


DECIDED = [case for case in CASES if _was_decided(case)]
LOADER = Loader(logic_root())
PAGES = sorted(p for folder in ("litmus", "museum") for p in (Path(__file__).parent / folder).glob("*.case"))
_HELD: dict[Path, Matter] = {}  # the one that was last asked for


def matter_of(case: Path) -> Matter:
    """A shipped case, with its programs: one by one, so that the tests of a case share what they lower."""
    if case not in _HELD:
        let_go()
        _HELD[case] = LOADER.matter(str(case))
    return _HELD[case]


@cache
def page_of(page: Path) -> Matter:
    """A small matter with law of its own: many tests ask each of them, and it is read once."""
    return LOADER.matter(str(page))


def let_go() -> None:
    """Forgets the case that was last asked for, and what was lowered for it: up to two gigabytes."""
    while _HELD:
        _HELD.popitem()[1].programs.let_go()

"""The cases that ship: those that a court decided, and those that were made up to test the law."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from decisis.casework.matter import Matter
from decisis.pipeline import Loader, logic_root

CASES = sorted((Path(__file__).parents[1] / "cases").rglob("*.case"))
MATTER = re.compile(r'^matter \w+ is "(.*)"', re.MULTILINE)


def _was_decided(case: Path) -> bool:
    return "hypothetical" not in MATTER.findall(case.read_text("utf-8"))[0].casefold()


DECIDED = [case for case in CASES if _was_decided(case)]
LOADER = Loader(logic_root())
_HELD: list[Matter] = []


@lru_cache(maxsize=1)
def matter_of(case: Path) -> Matter:
    """A shipped case, with its programs: one by one, so that the tests of a case share what they lower.

    What was lowered for the one before is let go: it is some gigabytes, and garbage is rarely looked for.
    """
    while _HELD:
        _HELD.pop().programs.let_go()
    _HELD.append(LOADER.matter(str(case)))
    return _HELD[0]

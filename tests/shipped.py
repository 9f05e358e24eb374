"""The cases that ship: those that a court decided, and those that were made up to test the law."""

from __future__ import annotations

import re
from pathlib import Path

CASES = sorted((Path(__file__).parents[1] / "cases").rglob("*.case"))
MATTER = re.compile(r'^matter \w+ is "(.*)"', re.MULTILINE)


def _was_decided(case: Path) -> bool:
    return "hypothetical" not in MATTER.findall(case.read_text("utf-8"))[0].casefold()


DECIDED = [case for case in CASES if _was_decided(case)]

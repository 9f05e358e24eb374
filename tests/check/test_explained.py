"""Every complaint has a code that is explained, in a command and on a page that shows it being made."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import category

import pytest

from decisis.repl.codes import CASE_CODES, CODES, COMPILER_CODES, EVERY_CODE, SYNTAX_CODES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "errors.md"
SHOWN = [*sorted((ROOT / "tests/check/errors").iterdir()), *sorted((ROOT / "tests/syntax/errors").iterdir())]
MARK = re.compile(r"#\s*\^+ (?P<code>[EW]\d{4}) .*")
FOLLOWS = re.compile(r"#\s*(\^|=).*")  # another mark, or the help under one
CODE = re.compile(r'"([EW]\d{4})"')


def test_what_is_said_is_explained_and_what_is_explained_is_said() -> None:
    sources = (p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py") if p.name != "codes.py")
    assert {code for text in sources for code in CODE.findall(text)} == EVERY_CODE.keys()


def test_no_code_is_given_twice() -> None:
    assert sum(map(len, (SYNTAX_CODES, COMPILER_CODES, CASE_CODES, CODES))) == len(EVERY_CODE)


def explain(*codes: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "decisis", "explain", *codes]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_one_is_explained() -> None:
    said = explain("e0302").stdout
    assert said == f"E0302  error, about the law\n  {EVERY_CODE['E0302']}\n"


def test_all_are_listed() -> None:
    lines = explain().stdout.splitlines()
    assert {line.partition("  ")[0] for line in lines} == EVERY_CODE.keys()
    assert {each["code"] for each in json.loads(explain("--json").stdout)["codes"]} == EVERY_CODE.keys()


def test_a_code_that_nobody_knows() -> None:
    result = explain("E0999")
    assert (result.returncode, result.stdout) == (2, "")
    assert "E0513" in result.stderr


# --- the page --------------------------------------------------------------------------------------


def blocks(text: str) -> Iterator[list[str]]:
    """The lines from one beginning of a block to the next, without comments that mark nothing."""
    block: list[str] = []
    for line in text.splitlines():
        begins = line[:1].strip() and not line.startswith("#")
        if begins and any(MARK.fullmatch(each) for each in block):
            yield block
        if begins:
            block = []
        if line.strip() and (not line.startswith("#") or FOLLOWS.fullmatch(line)):
            block.append(line)
    yield block


def visible(sign: str) -> str:
    """A sign, or the number of one that would not be seen on the page."""
    unseen = category(sign) in ("Cf", "Cc") and sign != "\n"
    return f"[U+{ord(sign):04X}]" if unseen else sign


def examples() -> dict[str, str]:
    """For each code the shortest block that shows it, the mark under the fault."""
    found: dict[str, str] = {}
    for page in SHOWN:
        for block in blocks(page.read_text("utf-8")):
            shown = "".join(map(visible, "\n".join(block)))
            for code in {mark["code"] for line in block if (mark := MARK.fullmatch(line))}:
                found[code] = min(found.get(code, shown), shown, key=lambda text: (len(text), text))
    return found


def page_text() -> str:
    shown = examples()
    parts = [
        "# Errors and warnings\n"
        "What each code means, and a fault that has it, marked in place by the line under it. In the\n"
        "terminal `decisis explain E0302` says it, and `decisis explain` says all."
    ]
    for code in sorted(EVERY_CODE, key=lambda c: c[1:]):
        example = f"\n```\n{shown[code]}\n```" if code in shown else ""
        parts.append(f"## {code}\n{EVERY_CODE[code]}{example}")
    return "\n\n".join(parts) + "\n"


def test_the_page_is_up_to_date(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("update_snapshots", default=False):
        PAGE.write_text(page_text(), "utf-8")
    assert PAGE.read_text("utf-8") == page_text()

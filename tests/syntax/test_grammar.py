"""The grammar has no conflicts, every rule of it is built, and it reserves what the reference says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from decisis.files import resource
from decisis.syntax import build
from decisis.syntax.building import RULES
from decisis.syntax.codes import CODES
from decisis.syntax.lalr import GRAMMAR, lark, load_grammar
from decisis.syntax.scan import RESERVED

ROOT = Path(__file__).resolve().parents[2]
TEXT = (resource("grammar") / GRAMMAR).read_text("utf-8")


def test_strict_mode_finds_no_conflict_and_no_collision() -> None:
    pytest.importorskip("interegular")
    load_grammar(strict=True)


# Rules that the builder of the rule they stand in looks into itself, and those that leave no node.
LOOKED_INTO = {
    "always", "any_day", "assumption", "atom", "binding", "block", "by_cases", "change", "conclusion",
    "en_banc", "entry", "membership", "never", "otherwise_not", "provision_kind", "rolls_forward",
    "ruling_kind", "shortened", "span_part", "trial", "unit", "which_controls", "within",
}  # fmt: skip


def test_every_rule_of_the_grammar_is_built() -> None:
    assert build.BUILDERS
    names = {str(rule.alias or rule.origin.name) for rule in lark().rules}
    assert {name for name in names if not name.startswith("_")} == set(RULES) | LOOKED_INTO


def test_reserved_words_are_those_that_begin_blocks() -> None:
    reference = (ROOT / "docs" / "language.md").read_text("utf-8")
    listed = re.search(r"Reserved \(never a name\): `([^`]*)`", reference)
    assert listed is not None
    assert set(listed[1].split()) == RESERVED
    blocks = TEXT[TEXT.index("?block:") : TEXT.index("?assumption:")]
    rules = set(re.findall(r"\w+", blocks)) - {"block"}
    assert rules - {"expectation", "holding"} <= RESERVED


def test_importing_the_parser_is_cheap() -> None:
    code = "import sys, decisis.syntax.parser; print('lark' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


def test_codes_are_explained_in_a_sentence() -> None:
    for code, meaning in CODES.items():
        assert re.fullmatch(r"E0[12]\d\d", code)
        assert meaning.endswith(".") and ". " not in meaning

"""How a file is written, and in which order its law stands, changes no answer (M2, M23)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from decisis.files import decode
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.kept import parsed
from decisis.testing.report import report_of
from tests.shipped import LOADER

TESTS = Path(__file__).parents[1]
FILES = sorted([*(TESTS / "litmus").glob("*.case"), *(TESTS / "museum").glob("*.case")])
CHOSEN = FILES if os.environ.get("DECISIS_THOROUGH") else FILES[::6]
LAW = (ast.Provision, ast.Priority)

WRITTEN: dict[str, Callable[[str], str]] = {
    "lines end as on Windows": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "empty lines between": lambda text: text.replace("\n", "\n\n"),
    "wide spaces": lambda text: re.sub(r"(?m)^ +", "        ", text),
    "a comment at each end": lambda text: text.replace("\n", "  # said by nobody\n"),
    "no end of the last line": lambda text: text.rstrip("\n"),
}


def _holds(file: ast.File, path: Path) -> bool:
    report = report_of(path.name, LOADER.matter_from(file, {path.name: path.parent}), "seminaive")
    return bool(report.results) and not report.failed


def _parsed(text: bytes, path: Path) -> ast.File:
    file, problems = parsed(Source(path.name, decode(path.name, text)))
    assert not problems
    return file


@pytest.mark.parametrize("path", CHOSEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("change", WRITTEN.values(), ids=WRITTEN)
def test_it_means_the_same_however_it_is_written(path: Path, change: Callable[[str], str]) -> None:
    assert _holds(_parsed(change(path.read_text("utf-8")).encode(), path), path)


@pytest.mark.parametrize("path", CHOSEN, ids=lambda path: path.stem)
def test_it_means_the_same_in_whatever_order_its_law_stands(path: Path) -> None:
    file = _parsed(path.read_bytes(), path)
    places = [place for place, block in enumerate(file.blocks) if isinstance(block, LAW)]
    blocks = list(file.blocks)
    for place, other in zip(places, Random(0).sample(places, len(places)), strict=True):
        blocks[place] = file.blocks[other]
    assert _holds(replace(file, blocks=tuple(blocks)), path)

"""The canonical layout: it says the same, it is its own, and what ships has it but for little.

Longer: `DECISIS_THOROUGH=1 python -m pytest tests/formatting`.
"""

from __future__ import annotations

import re
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisis.diagnostics import Rejected, errors
from decisis.files import decode
from decisis.formatting import WIDTH, formatted
from decisis.formatting.saying import says_the_same
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.parser import parse
from decisis.syntax.scan import Lexeme, lexemes
from tests.interview import generated as interviews
from tests.questions import generated as questions
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "pages"
FILES = sorted(
    p
    for folder in ("logic", "cases", "tests")
    for p in (ROOT / folder).rglob("*")
    if p.suffix in (".law", ".case")
)
SHIPPED = [p for p in FILES if "tests" not in p.parts]
SMALL = [p for p in FILES if p.parent.name in ("litmus", "samples", "errors", "interview", "questions")][::4]
FEW = settings(max_examples=300 if THOROUGH else 8, deadline=None, suppress_health_check=list(HealthCheck))


def tree(text: str) -> ast.File:
    file, problems = parse(Source("text", text))
    assert not errors(problems)
    return file


def holds(text: str) -> str:
    """What must be so of every text that is well formed."""
    after = formatted(Source("text", text))
    assert says_the_same(tree(text), tree(after))
    assert formatted(Source("text", after)) == after
    assert after.endswith("\n") and not after.endswith("\n\n")
    assert all(line == line.rstrip() and "\t" not in line for line in after.split("\n"))
    assert "\n\n\n" not in after
    assert comments(after) == comments(text)
    assert texts(after) == texts(text)
    return after


def comments(text: str) -> list[str]:
    return [w.text.rstrip() for w in lexemes(text) if w.kind == "comment"]


def texts(text: str) -> list[str]:
    return [w.text for w in lexemes(text) if w.kind == "text"]


def well_formed(path: Path) -> str | None:
    try:
        text = decode(path.name, path.read_bytes())
    except Rejected:
        return None
    return None if errors(parse(Source(path.name, text))[1]) else text


@pytest.mark.parametrize("path", FILES if THOROUGH else SMALL, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_file(path: Path) -> None:
    text = well_formed(path)
    if text is None:
        with pytest.raises(Rejected):
            formatted(Source(path.name, decode(path.name, path.read_bytes())))
    else:
        holds(text)


def test_what_ships_is_laid_out_so() -> None:
    """But for a line here and there; and only what cannot be broken is wider than it should be."""
    lines, other = 0, 0
    for path in SHIPPED:
        text = path.read_text("utf-8")
        after = formatted(Source(path.name, text))
        lines += text.count("\n")
        other += sum(line[:1] == "+" for line in unified_diff(text.split("\n"), after.split("\n"), n=0))
        wide = [line for line in after.split("\n") if len(line) > WIDTH and not line.lstrip().startswith("#")]
        assert all(re.search(r'"[^"]{60,}"', line) for line in wide), wide
    assert other < lines / 100


@FEW
@given(interviews.programs())
def test_matters_made_for_interviews(text: str) -> None:
    holds(text)


@FEW
@given(questions.matters())
def test_matters_made_for_questions(text: str) -> None:
    if not errors(parse(Source("text", text))[1]):
        holds(text)


# --- however it was laid out ----------------------------------------------------------------------------


@FEW
@given(st.sampled_from(SHIPPED), st.data())
def test_a_layout_of_any_kind(path: Path, data: st.DataObject) -> None:
    """The words of a file with other blanks and lines between them."""
    text = path.read_text("utf-8")
    words = list(lexemes(text))
    start = data.draw(st.integers(0, max(0, len(words) - 200)))
    start = next((i for i in range(start, len(words)) if begins_block(text, words[i])), 0)
    some = words[start : start + 200]
    end = next((i for i in range(len(some) - 1, 0, -1) if begins_block(text, some[i])), len(some))
    laid = scrambled(some[:end], text, data.draw(st.randoms(use_true_random=False)))
    if not errors(parse(Source("text", laid))[1]):
        holds(laid)


def begins_block(text: str, word: Lexeme) -> bool:
    at_margin = word.start == 0 or text[word.start - 1] == "\n"
    return at_margin and word.kind == "name"


def scrambled(words: list[Lexeme], text: str, chance: object) -> str:
    parts = [words[0].text]
    for before, word in pairwise(words):
        if before.kind == "comment":
            gap = "\n" + " " * chance.randint(0, 9)  # type: ignore[attr-defined]
        elif before.end == word.start:
            gap = ""
        else:
            gap = chance.choice([" ", " ", "   ", "\t", "\n", "\n    ", "\n\n\n  ", "\r\n"])  # type: ignore[attr-defined]
        parts += [gap, word.text]
    return "".join(parts)


# --- as it looks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.before")), ids=lambda p: p.stem)
def test_page(page: Path) -> None:
    assert holds(page.read_text("utf-8")) == page.with_suffix(".after").read_text("utf-8")


# --- nothing that says something else is written ----------------------------------------------------------


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("fact p(a, 13 months) found", "fact p(a,\n  13 months) found", True),
        ("fact p(a, 12 months) found", "fact p(a, 1 year) found", True),
        ("fact p(a, after 1990-02-15) found", "\nfact p(a, after 1990-02-15) found", True),
        ("fact p(a, 13 months) found", "fact p(a, 12 months) found", False),
        ("fact p(a) found", "fact not p(a) found", False),
        ("fact p(a) found", "fact p(a) found fact p(a) found", False),
        ("fact p(a, after 1990-02-15) found", "fact p(a, on or after 1990-02-15) found", False),
    ],
)
def test_what_two_texts_say(one: str, other: str, same: bool) -> None:
    assert says_the_same(tree(one), tree(other)) is same


def test_a_layout_that_would_say_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("decisis.formatting.says_the_same", lambda one, other: False)
    with pytest.raises(Rejected, match="E0129"):
        formatted(Source("text", "sort   Claim"))

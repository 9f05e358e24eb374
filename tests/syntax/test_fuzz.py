"""Whatever the text, the parser answers with a tree and diagnostics, and raises nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.codes import CODES
from decisis.syntax.lalr import fixed_words
from decisis.syntax.parser import parse, parse_literal
from decisis.syntax.scan import RESERVED, Lexeme, cut, lexemes

SAMPLES = [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "samples").iterdir())]
ODD = [
    "“",
    "у",
    "\u200b",
    "\x00",
    "\ud800",
    '"',
    "#",
    "(",
    ")",
    "==",
    "2023-02-29",
    "1_000",
    "p(",
    "(1)",
    "(a)",
    "_",
]
INSERTED = sorted({*RESERVED, *fixed_words().values(), *ODD, "X", "name", "p(X)", "3 months", '"text"'})


def words(text: str) -> tuple[Lexeme, ...]:
    return tuple(lexeme for lexeme in lexemes(text) if lexeme.kind != "comment")


BLOCKS = sorted({text[b.start : b.end] for text in SAMPLES for b in cut(text, words(text))})


def answers(text: str) -> ast.File:
    """What holds of every text."""
    source = Source("fuzz", text)
    file, diagnostics = parse(source)
    assert file.blocks or diagnostics
    for diagnostic in diagnostics:
        assert diagnostic.code in CODES
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        assert "\x00" not in diagnostic.message + diagnostic.help
    for block in file.blocks:
        assert 0 <= block.span.start < block.span.end <= len(text)
    assert parse(source) == (file, diagnostics)
    return file


@st.composite
def disturbed(draw: st.DrawFn) -> str:
    """A few blocks of the samples in which a word is deleted, inserted, doubled or swapped."""
    text = "\n".join(draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=3)))
    parts = [lexeme.text for lexeme in lexemes(text)]
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(parts) - 1))
        match draw(st.sampled_from(["delete", "insert", "double", "swap"])):
            case "delete" if len(parts) > 1:
                del parts[at]
            case "insert":
                parts.insert(at, draw(st.sampled_from(INSERTED)))
            case "double":
                parts.insert(at, parts[at])
            case _:
                other = draw(st.integers(0, len(parts) - 1))
                parts[at], parts[other] = parts[other], parts[at]
    return draw(st.sampled_from([" ", "\n"])).join(parts).replace(" (", "(")


@given(disturbed())
def test_a_word_out_of_place_is_survived(text: str) -> None:
    answers(text)


@given(st.lists(st.sampled_from(INSERTED), max_size=30))
@example(["\x00", "authority", "\x00"])
def test_any_words_are_survived(chosen: list[str]) -> None:
    answers(" ".join(chosen))


@given(st.text(max_size=60))
@example("rule\ud800")
@example('rule a "\\')
@example("rule .rule.")
@example("relation relation(")
def test_any_text_is_survived(text: str) -> None:
    answers(text)
    literal, diagnostics = parse_literal(Source("fuzz", text))
    assert literal is not None or diagnostics


@given(st.integers(0, len(BLOCKS) - 1), st.data())
def test_a_block_cut_short_is_survived(index: int, data: st.DataObject) -> None:
    text = BLOCKS[index]
    answers(text[: data.draw(st.integers(0, len(text)))])


@pytest.mark.parametrize(
    "unit", ["rule a given (1) p(X) then q(X)\n", "(", "not ", "@", '"', "# \n", "a ", "1"]
)
def test_time_is_proportional_to_size(unit: str) -> None:
    """Four times the text takes no more than some ten times as long."""

    def seconds(count: int) -> float:
        source = Source("big", unit * (count // len(unit)))
        start = time.perf_counter()
        parse(source)
        return time.perf_counter() - start

    seconds(2_000)
    small = min(seconds(20_000) for _ in range(2))
    assert min(seconds(80_000) for _ in range(2)) < 10 * small + 0.5

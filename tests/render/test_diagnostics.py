"""Complaints in the style of compilers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from decisis.diagnostics import Diagnostic
from decisis.render.diagnostics_text import diagnostics_json, diagnostics_text, folded_text, summary
from decisis.render.layout import columns, visible
from decisis.source import Source, Span

LAW = Source(
    "logic/contracts/acceptance.law", "sort Offer\n\nrule r\n  given (1) p(X)\nthen accepts(Oferee, Offer)\n"
)


def at(source: Source, marked: str) -> Span:
    start = source.text.index(marked)
    return Span(source, start, start + len(marked))


UNBOUND = Diagnostic(
    "E0302",
    "variable `Oferee` in the conclusion is not bound by any element",
    at(LAW, "Oferee"),
    "appears only in the conclusion",
    "Restatement (Second) of Contracts § 50(1)",
    ("every variable of a conclusion must occur in an element under `given`",),
    "did you mean `Offeree`?",
)
NO_PLACE = Diagnostic("W0001", "no file was named", help="name one")


def test_the_design_is_followed_exactly() -> None:
    assert (
        diagnostics_text((UNBOUND,))
        == """\
error[E0302]: variable `Oferee` in the conclusion is not bound by any element
 --> logic/contracts/acceptance.law:5:14
  |
5 | then accepts(Oferee, Offer)
  |              ^^^^^^ appears only in the conclusion
  = in: Restatement (Second) of Contracts § 50(1)
  = note: every variable of a conclusion must occur in an element under `given`
  = help: did you mean `Offeree`?"""
    )


def marked(text: str, part: str, **more: str) -> list[str]:
    return diagnostics_text((Diagnostic("E0001", "m", at(Source("f", text), part), **more),)).splitlines()


def test_line_numbers_widen_the_margin() -> None:
    assert marked("\n" * 99 + "xy z", "z") == [
        "error[E0001]: m",
        "   --> f:100:4",
        "    |",
        "100 | xy z",
        "    |    ^",
    ]


@pytest.mark.parametrize(
    "text", ["\tab", "字ab", "e\u0301 ab", "\x1b[2Jab", "\u202eab", "\r" + "ab", "x" * 500 + "ab"]
)
def test_carets_stand_under_what_they_mark(text: str) -> None:
    *_, line, carets = marked(text, "ab")
    assert columns(line[: line.index("ab")]) == columns(carets[: carets.index("^")])
    assert carets.count("^") == 2
    assert visible(line) == line


def test_a_span_of_several_lines_is_marked_on_the_first() -> None:
    assert marked("ab\ncd", "b\nc")[-2:] == ["1 | ab", "  |  ^"]


def test_a_span_at_the_end_has_one_caret() -> None:
    source = Source("f", "ab")
    text = diagnostics_text((Diagnostic("E0001", "m", Span(source, 2, 2)),))
    assert text.splitlines()[-2:] == ["1 | ab", "  |   ^"]


def test_long_lines_are_cut_around_the_span() -> None:
    lines = marked("x " * 400 + "here" + " y" * 400, "here", label="this")
    assert max(map(len, lines)) < 200
    assert "… x" in lines[3] or "…x" in lines[3]
    assert lines[3].endswith("…")


def test_no_hostile_text_reaches_the_terminal() -> None:
    bad = "a\x1b[31m\nb\u202e"
    found = Diagnostic("E0001", bad, Span(Source(bad, bad), 0, 3), bad, bad, (bad,), bad)
    text = diagnostics_text((found,))
    assert visible(text.replace("\n", "")) == text.replace("\n", "")


def test_order_and_repeats(snapshot: SnapshotAssertion) -> None:
    other = Diagnostic("E0100", "unknown sort", at(LAW, "Offer"))
    assert diagnostics_text((UNBOUND, NO_PLACE, other, UNBOUND)) == snapshot


def test_json(snapshot: SnapshotAssertion) -> None:
    text = diagnostics_json((UNBOUND, NO_PLACE))
    assert text == snapshot
    assert json.loads(text)["format"] == "decisis.diagnostics/1"


@pytest.mark.parametrize(
    "found,said",
    [
        ((), ""),
        ((UNBOUND,), "1 error"),
        ((NO_PLACE,), "1 warning"),
        ((UNBOUND, NO_PLACE), "1 error, 1 warning"),
    ],
)
def test_summary(found: tuple[Diagnostic, ...], said: str) -> None:
    assert summary(found) == said


def test_paint_changes_no_words() -> None:
    painted = diagnostics_text((UNBOUND,), lambda style, text: f"<{text}>")
    assert painted.replace("<", "").replace(">", "", 2).count("Oferee") == 2
    assert painted.startswith("<error[E0302]>: variable")


def test_who_asked_something_else_reads_the_first_of_a_kind_in_full() -> None:
    other = replace(UNBOUND, message="variable `X` is not bound", span=at(LAW, "X"))
    first, second = diagnostics_text((NO_PLACE, other)), folded_text((UNBOUND, other, NO_PLACE))
    line = "error[E0302]: variable `Oferee` in the conclusion is not bound by any element"
    assert second == f"{first}\n{line} --> logic/contracts/acceptance.law:5:14"
    assert folded_text((NO_PLACE,)) == diagnostics_text((NO_PLACE,))


def test_who_asked_something_else_reads_of_many_how_many_there_are() -> None:
    alike = tuple(replace(UNBOUND, message=f"variable `X{n}` is not bound") for n in range(7))
    said = folded_text(alike)
    assert said.count("is not bound -->") == 3
    assert said.endswith("\nerror[E0302]: 3 more, which `decisis check` shows")

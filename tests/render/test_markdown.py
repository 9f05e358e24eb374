"""Markdown: numbered steps, a table of authorities, and nothing that Markdown would take for its own."""

from __future__ import annotations

import re

import pytest
from syrupy.assertion import SnapshotAssertion

from decisis.render import RENDERERS, Options
from decisis.render.to_markdown import escaped, spans
from tests.render import views

MARKDOWN = RENDERERS["markdown"]


@pytest.mark.parametrize("name", views.ALL)
def test_look(name: str, snapshot: SnapshotAssertion) -> None:
    assert MARKDOWN(views.ALL[name], Options()) == snapshot


def test_steps_rest_only_on_earlier_steps() -> None:
    for line in MARKDOWN(views.REFUTED, Options()).splitlines():
        found = re.match(r"(\d+)\. .*\(from ([\d, and]+)\)", line)
        if found:
            assert all(int(n) < int(found[1]) for n in re.findall(r"\d+", found[2]))


def test_ten_thousand_steps() -> None:
    text = MARKDOWN(views.chain(10_000), Options())
    assert "\n10001. Conclusion 9999" in text


@pytest.mark.parametrize(
    "text,shown",
    [
        ("a * b_c [d]", r"a \* b\_c \[d\]"),
        ("- x", r"\- x"),
        ("1. x", r"1\. x"),
        ("# x", r"\# x"),
        ("<b>&amp;", r"\<b\>&amp;amp;"),
        ("a | b", r"a \| b"),
    ],
)
def test_marks_are_shown_as_they_are(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_the_table_lists_steps_in_a_row_by_the_first_and_the_last() -> None:
    assert list(spans([2, 5, 6, 8, 9, 10, 14])) == ["2", "5", "6", "8–10", "14"]
    assert list(spans([])) == []

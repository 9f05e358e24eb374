"""The page: it stands alone, runs nothing, and shows hostile text as text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from decisis.render import RENDERERS, Options, render
from decisis.render.view import GroundView, RowView
from tests.render import read_back, views

HTML = RENDERERS["html"]
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "h2", "h3", "h4", "p", "span"),
    *("ol", "ul", "li", "details", "summary", "cite", "q", "a", "table", "tr", "th", "td"),
}
PAYLOADS = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "]]><!--",
    "&lt;script&gt;",
    "<a href=https://example.org>x</a>",
    "{{7*7}}${7*7}",
    "\x00<\x1b[31m>",
)


@pytest.mark.parametrize("name", ["refuted", "conflicted", "undetermined"])
def test_look(name: str, snapshot: SnapshotAssertion) -> None:
    page = HTML(views.ALL[name], Options())
    assert re.sub(r"<style>.*?</style>", "<style>…</style>", page, flags=re.DOTALL) == snapshot


def hostile(text: str) -> str:
    fact = views.given(text, text, quote=text, source=text, status=text)
    step = views.derived(text, text, text, [fact], reason=text, label=text)
    row = RowView(text, text, "proved", strength=text, grounds=(GroundView(step, text),), warnings=(text,))
    return HTML(
        replace(views.answer(row, question=text, title=text), court_title=text, matter=text), Options()
    )


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_names_are_text(text: str) -> None:
    alone_and_well_formed(hostile(text))


@given(st.text(max_size=40))
def test_any_name_is_text(text: str) -> None:
    alone_and_well_formed(hostile(text))


def alone_and_well_formed(page: str) -> None:
    parser = read_back.HtmlSteps()
    parser.feed(page)
    parser.close()
    assert not parser.open
    assert parser.tags <= TAGS
    names = {name for name, _ in parser.attributes}
    assert names <= {"class", "id", "href", "open", "lang", "charset", "content", "name", "http-equiv"}
    assert all(re.fullmatch(r"#q\d+a\d+s\d+", value) for name, value in parser.attributes if name == "href")


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = render("html", list(views.ALL.values()))
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r"<script|\son\w+=|src=|url\(|https?:|@import|javascript:", page)


def test_several_answers_are_one_page_with_anchors_of_their_own() -> None:
    page = render("html", [views.REFUTED, views.REFUTED])
    assert page.count("<!DOCTYPE html>") == 1
    anchors = re.findall(r' id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors)) > 2


def test_no_browser_is_asked_to_nest_too_deep() -> None:
    deepest = depth = 0
    for tag in re.findall(r"<(/?)(?:ol|li|details)\b", HTML(views.chain(2_000), Options())):
        depth += -1 if tag else 1
        deepest = max(deepest, depth)
    assert 60 < deepest < 120

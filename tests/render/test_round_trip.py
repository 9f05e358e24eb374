"""Every form carries the same steps: read back, they are those of the proof."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from decisis.proof.nodes import Node
from decisis.render import RENDERERS, Options
from decisis.render.layout import visible
from decisis.render.shared import below
from decisis.render.to_markdown import escaped
from decisis.render.view import AnswerView
from tests.render import read_back, views

EVERY = {**views.ALL, "chain": views.chain(60), "doubling": views.doubling(7), "hostile": views.HOSTILE_VIEW}
each_view = pytest.mark.parametrize("name", EVERY)


def written(form: str, view: AnswerView) -> str:
    return RENDERERS[form](view, Options(width=100_000))


def steps(view: AnswerView) -> Iterator[Node]:
    for row in view.rows:
        shown = *row.grounds, *row.arguendo, *row.granted
        yield from below([*row.conflict, *(g.proof for g in shown)])


@each_view
def test_json(name: str) -> None:
    assert read_back.of_json(written("json", EVERY[name])) == read_back.of_view(EVERY[name])


@each_view
def test_dot(name: str) -> None:
    found = read_back.of_dot(written("dot", EVERY[name]))
    assert {s for s in found if s[0][0] != "answer"} == read_back.labels_of_view(EVERY[name])


@each_view
def test_mermaid(name: str) -> None:
    found = read_back.of_mermaid(written("mermaid", EVERY[name]))
    assert {s for s in found if s[0][0] != "answer"} == read_back.labels_of_view(EVERY[name])


@each_view
def test_html(name: str) -> None:
    """Each step stands there once in full; below it, its premises in order, in full or referred to."""
    parser = read_back.HtmlSteps()
    parser.feed(written("html", EVERY[name]))
    assert not parser.open
    said = [read_back.flat(item["text"]) for item in parser.items]
    full = {(item["kind"], len(item["below"])) for item in parser.items if item["id"]}
    for step in steps(EVERY[name]):
        if step.premises:
            assert (step.kind.replace(" ", "_"), len(step.premises)) in full
        if step.kind != "considered" and not (step.kind == "absent" and step.reason):
            assert any(read_back.flat(visible(step.text)) in text for text in said)
    anchors = {item["id"] for item in parser.items if item["id"]}
    links = {value.removeprefix("#") for key, value in parser.attributes if key == "href"}
    assert links <= anchors


@each_view
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_pages(name: str, form: str) -> None:
    """In a form for readers every step that has words of its own stands somewhere."""
    page = read_back.flat(written(form, EVERY[name]))
    for step in steps(EVERY[name]):
        if step.kind in ("given", "computed", "case") and step.section != "in force":
            words = (
                escaped(step.text[:1]) + escaped(step.text)[1:] if form == "markdown" else visible(step.text)
            )
            assert read_back.flat(words)[1:] in page or escaped(step.text)[1:] in page


@pytest.mark.parametrize("form", RENDERERS)
def test_ten_thousand_steps(form: str) -> None:
    """Without a limit of recursion, in linear size; and the first fact, at the very bottom, is there."""
    small, large = (RENDERERS[form](views.chain(n), Options()) for n in (1_000, 10_000))
    assert "first fact" in large
    assert len(large) < 12 * len(small)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "dot", "mermaid"])
def test_what_is_folded_is_counted(form: str) -> None:
    page = RENDERERS[form](views.chain(10), Options(depth=3))
    assert re.search(r"(…|#8230;) 7 more steps", page)
    assert "first fact" not in page


@pytest.mark.parametrize("form", ["html", "dot", "mermaid"])
def test_shared_steps_do_not_multiply(form: str) -> None:
    assert len(RENDERERS[form](views.doubling(200), Options())) < 200_000

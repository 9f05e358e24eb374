"""What a notebook shows: HTML that stands alone and runs nothing, whatever names are in it."""

from __future__ import annotations

from html import escape

from decisis.render import RENDERERS, render
from decisis.render.layout import visible
from decisis.render.view import AnswerView

FRAME = (
    '<iframe sandbox srcdoc="{page}" title="{title}" style="width: 100%; height: 30em; border: 0"></iframe>'
)
BLOCK = '<pre style="white-space: pre-wrap">{text}</pre>'


def answer_html(view: AnswerView) -> str:
    """An answer as a page in a frame of its own, so that no style of it reaches the notebook."""
    if "html" not in RENDERERS:
        return text_html(render("text", [view]))
    page = escape(render("html", [view]), quote=True)
    return FRAME.format(page=page, title=escape(view.question, quote=True))


def text_html(text: str) -> str:
    """Lines of text, as they are."""
    return BLOCK.format(text=escape("\n".join(map(visible, text.split("\n")))))

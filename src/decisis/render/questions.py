"""Renderers of why-not, what-if and needs by name; each is imported when it is first used."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import cast

from decisis.render.question_views import QuestionView
from decisis.render.view import PLAIN, Options

QUESTION_FORMS = {  # name: the module that renders it
    "text": "questions_text",
    "json": "questions_json",
    "markdown": "questions_markdown",
}


def render_questions(form: str, views: Sequence[QuestionView], options: Options = PLAIN) -> str:
    """Views as one document, no line end after the last. As JSON, one is an object, more are an array."""
    module = import_module(f"decisis.render.{QUESTION_FORMS[form]}")
    if hasattr(module, "render_all"):
        return cast(str, module.render_all(views, options)).removesuffix("\n")
    return "\n".join(module.render(view, options) for view in views).removesuffix("\n")

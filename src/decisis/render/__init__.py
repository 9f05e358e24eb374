"""Renderers by name. Each is a function ``(AnswerView, Options) -> str`` and is imported when first used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import cast

from decisis.render.view import PLAIN, AnswerView, Options, Paint, Renderer

__all__ = ["PLAIN", "RENDERERS", "AnswerView", "Options", "Renderer", "render"]


def _lazy(module: str) -> Renderer:
    def rendered(view: AnswerView, options: Options = PLAIN) -> str:
        return cast(Renderer, import_module(f"decisis.render.{module}").render)(view, options)

    return rendered


RENDERERS: Mapping[str, Renderer] = MappingProxyType(
    {"text": _lazy("to_text"), "json": _lazy("to_json"), "markdown": _lazy("to_markdown")}
)


def render(
    form: str,
    views: Sequence[AnswerView],
    *,
    brief: bool = False,
    depth: int | None = None,
    grounds: int | None = PLAIN.grounds,
    width: int = PLAIN.width,
    paint: Paint | None = None,
) -> str:
    """Answers in one form, no line end after the last. As JSON, one is an object, more are an array."""
    options = Options(width, depth, grounds, brief, paint)
    if form == "json" and len(views) != 1:
        from decisis.render.to_json import render_all

        return render_all(views).removesuffix("\n")
    return "\n".join(RENDERERS[form](view, options) for view in views).removesuffix("\n")

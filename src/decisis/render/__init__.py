"""Renderers by name. Each is a function ``(AnswerView, Options) -> str`` and is imported when first used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType, ModuleType

from decisis.render.view import PLAIN, AnswerView, Options, Paint, Renderer
from decisis.static import cast

__all__ = ["PLAIN", "RENDERERS", "AnswerView", "Options", "Renderer", "render"]


FORMS = {  # name: the module that renders it
    "text": "to_text",
    "json": "to_json",
    "markdown": "to_markdown",
    "html": "to_html",
    "dot": "to_dot",
    "mermaid": "to_mermaid",
}


def _lazy(form: str) -> Renderer:
    def rendered(view: AnswerView, options: Options = PLAIN) -> str:
        return cast(Renderer, _module(form).render)(view, options)

    return rendered


def _module(form: str) -> ModuleType:
    """As `importlib` does it, which would have to be imported for that."""
    return __import__(f"decisis.render.{FORMS[form]}", fromlist=["render"])


RENDERERS: Mapping[str, Renderer] = MappingProxyType({name: _lazy(name) for name in FORMS})


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
    """Answers as one document, no line end after the last. As JSON, one is an object, more are an array."""
    options = Options(width, depth, grounds, brief, paint)
    module = _module(form)
    if hasattr(module, "render_all"):
        return cast(str, module.render_all(views, options)).removesuffix("\n")
    return "\n".join(RENDERERS[form](view, options) for view in views).removesuffix("\n")

"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
FORMS = ["text", "markdown", "html", "json", "dot", "mermaid"]


class EngineName(click.ParamType[str]):
    """The name of an engine of the registry, which is read only when one is named."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from decisis.engine import ENGINES

        if value not in ENGINES:
            self.fail(f"there is no engine `{value}`; there are {', '.join(ENGINES)}", param, ctx)
        return value


def asking(command: Command) -> Command:
    """The arguments and options that asking takes, on every command that asks."""
    for option in reversed(
        (
            click.argument("case"),
            click.argument("questions", nargs=-1),
            click.option("--as-of", help="Ask as of this day (YYYY-MM-DD)."),
            click.option("--court", help="Ask in this court."),
            click.option("--without", multiple=True, help="Set a provision or an authority aside."),
            click.option("--assume", multiple=True, help="Assume a literal, whatever opposes it."),
            click.option("--before", help="Ask the law as it stood before this authority."),
            click.option("--variant", help="Ask about a variant of the matter."),
            click.option("--engine", type=EngineName(), help="The engine to evaluate with."),
            click.option("--logic", help="Folder of areas of law, instead of the library that ships."),
            click.option("--json", "as_json", is_flag=True, help="The answer as JSON."),
        )
    ):
        command = option(command)
    return command

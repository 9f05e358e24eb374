"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from decisis.cli.plain import FORMS as FORMS

Command = TypeVar("Command", bound=Callable[..., Any])


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
    return _with(
        command,
        click.argument("case"),
        click.argument("questions", nargs=-1),
        AS_OF,
        COURT,
        *CHANGES,
        ENGINE,
        LOGIC,
        click.option("--json", "as_json", is_flag=True, help="The answer as JSON."),
        CERTIFICATE,
    )


def asked_in(command: Command) -> Command:
    return _with(command, COURT)


def changes(command: Command) -> Command:
    """What the asker changes for the asking, but for the court; and the engine and the law to ask with."""
    return _with(command, AS_OF, *CHANGES, ENGINE, LOGIC)


def output(forms: Sequence[str]) -> Callable[[Command], Command]:
    """`--format FORM`, and `--json` as the short way to say it; the command is given ``form``."""

    def chosen(command: Command) -> Command:
        return _with(
            command,
            click.option("--format", "form", type=click.Choice(forms), default="text", show_default=True),
            click.option("--json", "form", flag_value="json", help="The same as --format json."),
        )

    return chosen


def _with(command: Command, *options: Callable[[Command], Command]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


COURT = click.option("--court", help="Ask in this court; the whole of it as `ca8 en banc`.")
AS_OF = click.option("--as-of", help="Ask as of this day (YYYY-MM-DD).")
CHANGES = (
    click.option("--without", multiple=True, help="Set a provision or an authority aside."),
    click.option("--assume", multiple=True, help="Assume a literal, whatever opposes it."),
    click.option("--before", help="Ask the law as it stood before this authority."),
    click.option(
        "--another-case", is_flag=True, help="As another case with this record: its own holdings are law."
    ),
    click.option("--variant", help="Ask about a variant of the matter."),
)
CERTIFICATE = click.option(
    "--certificate", metavar="FILE", help="Write the certificate of the answer to FILE."
)
ENGINE = click.option("--engine", type=EngineName(), help="The engine to evaluate with.")
LOGIC = click.option("--logic", help="Folder of areas of law, instead of the library that ships.")

"""The commands as click reads them from a command line."""

from __future__ import annotations

import os
from importlib import import_module
from typing import cast

import click

from decisis.cli import COMMANDS
from decisis.cli.status import BAD_INPUT
from decisis.version import VERSION


class Commands(click.Group):
    """The commands of the table. Only the one that is run is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"decisis.cli.{COMMANDS[name]}")
        return cast(click.Command, getattr(module, name.replace("-", "_")))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--no-cache", is_flag=True, help="Compile anew, and keep nothing (as DECISIS_CACHE=off).")
@click.version_option(VERSION, prog_name="decisis")
def cli(no_cache: bool) -> None:
    """Legal rules that come from authority: what follows, for which court, as of which day, and why."""
    if no_cache:
        os.environ["DECISIS_CACHE"] = "off"


def run() -> int | None:
    """Run the command that was called; a call that click does not understand is bad input."""
    try:
        return cast("int | None", cli(standalone_mode=False))
    except click.NoSuchOption as wrong:
        _naming_commands(wrong).show()
        return BAD_INPUT
    except click.ClickException as wrong:
        wrong.show()
        return BAD_INPUT
    except click.Abort:
        return BAD_INPUT


def _naming_commands(wrong: click.NoSuchOption) -> click.NoSuchOption:
    """Says which commands have an option that this one has not, rather than what is spelt nearly so."""
    ctx = click.Context(cli)
    having = []
    for name in cli.list_commands(ctx):
        command = cli.get_command(ctx, name)
        if command is not None and any(wrong.option_name in p.opts for p in command.params):
            having.append(f"`{name}`")
    if not having:
        return wrong
    message = f"{wrong.message} It is an option of {', '.join(having)}."
    return click.NoSuchOption(wrong.option_name, message, ctx=wrong.ctx)

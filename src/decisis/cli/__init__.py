"""The command line: data on standard output, complaints on standard error, and what the exit says.

0 answered, or all passed · 1 an expectation or property failed · 2 bad input · 3 a limit was reached
· 4 an error of ours · 5 a certificate was refused.

Each command stands in a module of its own, which is imported when the command is run.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import cast

import click

from decisis import __version__
from decisis.cli.status import ANSWERED, BAD_INPUT, INTERNAL, LIMIT, REFUSED, complain

COMMANDS = {  # name: the module of `decisis.cli` that has it
    "ask": "asking",
    "check": "check",
    "check-proof": "check_proof",
    "citator": "citator",
    "quotes": "quotes",
    "repl": "repl",
    "split": "split",
    "test": "test",
    "why": "asking",
}


class Commands(click.Group):
    """The commands of the table above. Only the one that is run is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"decisis.cli.{COMMANDS[name]}")
        return cast(click.Command, getattr(module, name.replace("-", "_")))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="decisis")
def cli() -> None:
    """Legal rules that come from authority: what follows, for which court, as of which day, and why."""


def main() -> None:
    """Run a command; every complaint is printed once, and the exit code says what kind it was."""
    gc.set_threshold(1_000_000, 20, 20)  # a command makes much, and keeps it until it ends
    from decisis.diagnostics import Rejected
    from decisis.engine import LimitReached, Unsound
    from decisis_check.reading import Refused

    try:
        sys.exit(cli(standalone_mode=False) or ANSWERED)
    except Rejected as rejected:
        complain(rejected)
        sys.exit(BAD_INPUT)
    except LimitReached as limit:
        click.echo(f"undetermined: {limit}", err=True)
        sys.exit(LIMIT)
    except (Refused, Unsound) as refused:
        click.echo(f"refused: {refused}", err=True)
        sys.exit(REFUSED)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        sys.exit(ANSWERED)
    except Exception as bug:
        click.echo(
            f"internal error: {type(bug).__name__}; please report it with the files that lead to it", err=True
        )
        if "DECISIS_DEBUG" in os.environ:
            raise
        sys.exit(INTERNAL)

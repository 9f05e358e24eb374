"""What the exit of a command says, and how a complaint is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from decisis.diagnostics import Rejected

ANSWERED, FAILED, BAD_INPUT, LIMIT, INTERNAL, REFUSED = range(6)


def complain(rejected: Rejected) -> None:
    from decisis.render.diagnostics_text import diagnostics_text

    click.echo(diagnostics_text(rejected.diagnostics), err=True)

"""`decisis repl`: a session on a matter."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisis.cli.streams import accept_any_bytes
from decisis.cli.terminal import paint, width

if TYPE_CHECKING:
    from decisis.repl.journal import Journal
    from decisis.repl.session import Session


@click.command()
@click.argument("case", required=False)
@click.option("--variant", help="Begin at a variant of the matter.")
@click.option("--logic", help="Folder of areas of law, instead of the library that ships.")
@click.option("--journal", type=click.Path(dir_okay=False), help="Keep the journal of the session here.")
@click.option("--plain", is_flag=True, help="Line by line, even on a terminal that could do more.")
def repl(case: str | None, variant: str | None, logic: str | None, journal: str | None, plain: bool) -> None:
    """Ask CASE, change it, and ask again, line by line. `help` lists what can be typed."""
    from decisis.repl import pipe
    from decisis.repl.shell import Shell

    on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    session = _opened(case or "", variant, logic, on_terminal)
    kept = _journal(case or "", journal, on_terminal)
    shell = Shell(session, click.echo, lambda text: click.echo(text, err=True), kept)
    shell.recover()
    gc.freeze()  # what is loaded stays: no answer waits while it is looked through for garbage
    if not on_terminal:
        accept_any_bytes(sys.stdin)
        pipe.run(shell, sys.stdin)
        shell.leave()
        sys.exit(shell.status)
    from decisis.repl import terminal

    terminal.run(shell, plain=plain)
    shell.leave()


def _opened(case: str, variant: str | None, logic: str | None, on_terminal: bool) -> Session:
    from dataclasses import replace

    from decisis.pipeline import Loader, logic_root
    from decisis.render.view import Options
    from decisis.repl.session import State, Workshop, opened
    from decisis.repl.shell import workshop_of
    from decisis.source import Source

    loader = Loader(logic_root(logic))
    workshop = workshop_of(case, loader) if case else Workshop(loader, Source("", ""))
    look = Options(width() if on_terminal else Options().width, paint=paint())
    session = replace(opened(workshop, look), careful=on_terminal)
    if variant:
        state = State(origin=variant)
        session = replace(session, state=state, first=state, current=workshop.matter(state))
    return session


def _journal(case: str, named: str | None, on_terminal: bool) -> Journal | None:
    """The journal that is named; on a terminal, else the one of the case. Without one, that is said."""
    from decisis.diagnostics import Diagnostic, Rejected
    from decisis.repl.journal import journal_of, open_journal

    try:
        found = open_journal(Path(named)) if named else journal_of(case) if on_terminal else None
    except OSError as error:
        reason = (error.strerror or "the disk refuses").lower()
        if named:
            raise Rejected((Diagnostic("E0614", f"`{named}` cannot be a journal: {reason}"),)) from None
        click.echo(
            f"no journal can be kept ({reason}): what is typed is lost if the session is killed", err=True
        )
        return None
    if named and found is None:
        raise Rejected((Diagnostic("E0614", f"`{named}` is the journal of another session that is open"),))
    return found

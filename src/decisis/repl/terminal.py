"""A session on a terminal: with prompt_toolkit where it is installed, else with what Python has."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from decisis.repl.completion import candidates
from decisis.repl.disk import private, state_folder
from decisis.repl.keeping import greeting
from decisis.repl.shell import Shell
from decisis.repl.typed import complete, entries

PLAIN_TERMINALS = ("dumb", "unknown")


def run(shell: Shell, *, plain: bool = False) -> None:
    """Asks for entries until the session ends, or the terminal does."""
    read = _plain_reader(shell) if plain or os.environ.get("TERM") in PLAIN_TERMINALS else _reader(shell)
    shell.say(greeting(shell.session).text)
    while not shell.ended:
        shell.notice()
        try:
            text = read()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        look = replace(shell.session.look, width=shutil.get_terminal_size((100, 24)).columns)
        shell.session = replace(shell.session, look=look)
        for entry in entries(text):
            if not shell.ended:
                shell.take(entry)


def prompt_words(shell: Shell) -> str:
    """`lease county 2021-06-01*> `: where one is, and whether something is not saved."""
    matter = shell.session.current
    if matter is None:
        return "decisis> "
    return f"{matter.name} {matter.court} {matter.day}{'*' if shell.session.unsaved else ''}> "


def _history() -> Path | None:
    """The file of what was typed before; None if none can be kept."""
    try:
        return private(state_folder() / "history")
    except OSError:
        return None


def _reader(shell: Shell) -> Callable[[], str]:
    try:
        from decisis.repl.prompt import reader
    except ImportError:
        return _plain_reader(shell)
    return reader(lambda: shell.session, lambda: prompt_words(shell), _history())


# --- without prompt_toolkit -------------------------------------------------------------------------------


def _plain_reader(shell: Shell) -> Callable[[], str]:
    _use_readline(shell)

    def read() -> str:
        text = input(prompt_words(shell))
        while not complete(text):
            try:
                text += "\n" + input("... ")
            except EOFError:
                return text
        return text

    return read


def _use_readline(shell: Shell) -> None:
    """Line editing, history and completion, where Python has them."""
    try:
        import readline
    except ImportError:
        return
    history = _history()
    if history is not None:
        import atexit

        with suppress(OSError):
            readline.read_history_file(history)
        atexit.register(_write_history, history)
    readline.set_completer_delims(" \t\n(,")
    readline.parse_and_bind("tab: complete")

    def completer(typed: str, number: int) -> str | None:
        before = readline.get_line_buffer()[: readline.get_endidx()]
        found = candidates(shell.session, before)
        return found[number].text if number < len(found) else None

    readline.set_completer(completer)


def _write_history(history: Path) -> None:
    import readline

    with suppress(OSError):
        readline.write_history_file(history)

"""A session on a pipe: lines in, answers out; no colour, no prompt."""

from __future__ import annotations

from typing import TextIO

from decisis.repl.shell import Shell
from decisis.repl.typed import Entries


def run(shell: Shell, lines: TextIO) -> None:
    """Takes each entry as soon as it is complete."""
    found = Entries()
    for line in lines:
        found = found.then(line.rstrip("\r\n"))
        found = _taken(shell, found)
        if shell.ended:
            return
    for entry in found.end():
        shell.take(entry)


def _taken(shell: Shell, found: Entries) -> Entries:
    for entry in found.done:
        if not shell.ended:
            shell.take(entry)
    return Entries(begun=found.begun)

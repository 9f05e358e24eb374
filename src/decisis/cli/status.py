"""What the exit of a command says, and how a complaint is printed."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decisis.diagnostics import Rejected

ANSWERED, FAILED, BAD_INPUT, LIMIT, INTERNAL, REFUSED = range(6)


def say(text: str) -> None:
    """A line for the person who called, not for what reads the data."""
    print(text, file=sys.stderr, flush=True)


def complain(rejected: Rejected) -> None:
    from decisis.render.diagnostics_text import diagnostics_text

    say(diagnostics_text(rejected.diagnostics))

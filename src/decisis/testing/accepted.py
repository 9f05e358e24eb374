"""What somebody has looked at and explained, a mutant or a collision: `NAME :: reason`, one a line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from decisis.diagnostics import Diagnostic, Rejected
from decisis.source import Source, Span

BETWEEN = " :: "  # the name of a mutant has colons in it


def read_accepted(path: str) -> dict[str, str]:
    """The reason for each thing that is accepted. Raises Rejected for one without, or one said twice."""
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Rejected((Diagnostic("E0518", f"`{path}` cannot be read", help="name a text file"),)) from None
    source, at = Source(path, text), 0
    found: dict[str, str] = {}
    for line in text.splitlines(keepends=True):
        name, _, reason = line.strip().partition(BETWEEN)
        if name and not name.startswith("#"):
            if not reason.strip() or name in found:
                what = "is listed twice" if name in found else "has no reason"
                help = f"write `NAME{BETWEEN}reason`, one a line"
                span = Span(source, at, at + len(line.rstrip("\n")))
                raise Rejected((Diagnostic("E0518", f"what is accepted {what}", span, help=help),))
            found[name] = reason.strip()
        at += len(line)
    return found


def unheard_of(accepted: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """What is accepted and is not there any more: the law has changed, or the line is misspelt."""
    return tuple(sorted(set(accepted) - set(known)))


def stale(accepted: Iterable[str], survivors: Iterable[str]) -> tuple[str, ...]:
    """What is accepted and does not survive any more."""
    return tuple(sorted(set(accepted) - set(survivors)))

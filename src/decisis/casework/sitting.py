"""A court that sits in full: how that is written, and that trial courts never do."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic
from decisis.source import Span

EN_BANC = " en banc"


def never_sits(court: str, span: Span | None = None) -> Diagnostic:
    message = f"`{court}` is a trial court, and never sits en banc"
    return Diagnostic("E0520", message, span, help=f"ask in `{court}`")

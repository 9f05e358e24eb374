"""`expect …`: asked at once, and kept with the session if it is so."""

from __future__ import annotations

from dataclasses import replace

from decisis.diagnostics import Rejected
from decisis.repl.saved_text import failures
from decisis.repl.session import FAILED, Output, Session
from decisis.repl.typed import complaints


def expect(session: Session, block: str) -> tuple[Session, Output]:
    """Raises Rejected, at its place in the block."""
    if complaints(block):
        raise Rejected(complaints(block))
    failed = failures(session, block)
    if failed:
        return session, Output("\n".join(failed), status=FAILED)
    text = " ".join(block.split())
    expects = session.state.expects if text in session.state.expects else (*session.state.expects, text)
    return session.at(replace(session.state, expects=expects)), Output("it is so")

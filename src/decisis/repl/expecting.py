"""`expect …`: asked at once, and kept with the session if it is so."""

from __future__ import annotations

from dataclasses import replace

from decisis.casework.expectations import check_expectations
from decisis.casework.matter import Written
from decisis.diagnostics import Rejected
from decisis.engine import DEFAULT, engine
from decisis.repl.saved_text import session_variant
from decisis.repl.session import FAILED, Output, Session
from decisis.repl.typed import complaints


def expect(session: Session, block: str) -> tuple[Session, Output]:
    """Raises Rejected, at its place in the block."""
    if complaints(block):
        raise Rejected(complaints(block))
    failures = _failures(session, block)
    if failures:
        return session, Output("\n".join(failures), status=FAILED)
    text = " ".join(block.split())
    expects = session.state.expects if text in session.state.expects else (*session.state.expects, text)
    return session.at(replace(session.state, expects=expects)), Output("it is so")


def _failures(session: Session, block: str) -> tuple[str, ...]:
    matter = session.workshop.compiled((*session.state.typed, session_variant(session), block))
    last = Written(matter.library, matter.expectations[-1:])
    (result,) = check_expectations(replace(matter, read_written=lambda: last), matter.court(engine(DEFAULT)))
    return result.failures

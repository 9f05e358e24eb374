"""The shell around a session: it carries out effects, keeps the journal, and prints. All else is `step`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from decisis.diagnostics import Rejected
from decisis.files import read_source
from decisis.pipeline import Loader
from decisis.render.diagnostics_text import diagnostics_text
from decisis.repl import keeping
from decisis.repl.disk import Stamp, stamp, write_whole
from decisis.repl.journal import Journal
from decisis.repl.session import (
    BAD_INPUT,
    INTERNAL,
    Load,
    Output,
    Quit,
    Reload,
    Save,
    Session,
    Workshop,
)
from decisis.repl.step import step, told

Result = tuple[Session, Output]


def workshop_of(case: str, loader: Loader) -> Workshop:
    """Where the matters of a case file are made. Raises Rejected."""
    return Workshop(loader, read_source(case), Path(case).parent)


@dataclass
class Shell:
    """One running session. ``say`` and ``complain`` print a text and end its line."""

    session: Session
    say: Callable[[str], None]
    complain: Callable[[str], None]
    journal: Journal | None = None
    status: int = 0  # the worst that a line came to
    ended: bool = False
    _seen: Stamp = field(default=(), repr=False)

    def __post_init__(self) -> None:
        self._seen = self._stamp()

    def take(self, entry: str) -> None:
        """One entry: what it changes is in the journal before it is acknowledged."""
        before = self.session
        after, output = self._stepped(before, entry)
        if _durable(before) != _durable(after) or isinstance(output.effect, Save):
            self._note(entry)
        self.session = after
        self._seen = self._seen or self._stamp()
        self._show(output)

    def _stepped(self, session: Session, entry: str) -> Result:
        try:
            return self._carried_out(session, *step(session, entry))
        except KeyboardInterrupt:
            return session, Output("stopped; the session is as it was")
        except Rejected as rejected:
            return session, Output(diagnostics=rejected.diagnostics, status=BAD_INPUT)
        except Exception as bug:  # a line never ends the session
            return session, _internal(bug)

    def _carried_out(self, before: Session, after: Session, output: Output) -> Result:
        match output.effect:
            case None:
                return after, output
            case Quit():
                self.ended = True
                return after, output
            case Save(path, text, over):
                if not before.silent:
                    write_whole(Path(path), text, over=over)
                saved, said = keeping.was_saved(after, path)
                return saved, replace(said, effect=output.effect)
            case Load(path):
                self._seen = ()
                return keeping.loaded(after, workshop_of(path, Loader(after.workshop.loader.root)))
            case Reload():
                found = keeping.reloaded(after, read_source(after.workshop.source.name))
                self._seen = ()
                return found

    def _show(self, output: Output) -> None:
        """Everything that a line is answered with, each piece as soon as it is known."""
        try:
            for piece in told(output):
                self._show_piece(piece)
        except KeyboardInterrupt:
            self.say("stopped; the session is as it was")
        except Exception as bug:  # a line never ends the session
            self._show_piece(_internal(bug))

    def _show_piece(self, output: Output) -> None:
        self.status = max(self.status, output.status)
        if output.text:
            self.say(output.text)
        if output.diagnostics:
            self.complain(diagnostics_text(output.diagnostics, self.session.look.paint))

    # --- the journal --------------------------------------------------------------------------------

    def _note(self, entry: str) -> None:
        if self.journal is None:
            return
        try:
            self.journal.append(entry)
        except OSError as error:
            reason = (error.strerror or "the disk refuses").lower()
            self.journal = None
            self.complain(f"the journal cannot be written ({reason}): from here on, `save` keeps what you do")

    def recover(self) -> None:
        """Goes again through what a session that was broken off had acknowledged."""
        lines = self.journal.lines if self.journal else ()
        lost = []
        for line in lines:
            was = replace(self.session, silent=True)
            after, output = self._stepped(was, line)
            if output.status:
                lost.append(line)
            else:
                self.session = replace(after, silent=False)
        self.ended = False
        if lines:
            self.say(_recovered(len(lines) - len(lost)))
        for line in lost:
            self.complain(f"this no longer fits the case, and was left out: {line}")

    def leave(self) -> None:
        """Ends the session. What was typed and not saved stays in the journal, unless `quit` was typed."""
        if self.journal is None:
            return
        if self.ended or not self.session.unsaved:
            self.journal.clear()
        elif self.session.careful:
            self.say("what was typed is kept, and taken up when the case is opened next")
        self.journal.close()

    # --- the disk -----------------------------------------------------------------------------------

    def notice(self) -> None:
        """Says once if a file of the session has changed on the disk."""
        now = self._stamp()
        if self._seen and now != self._seen:
            changed = [a[0] for a, b in zip(now, self._seen, strict=False) if a != b]
            self.say(
                f"{changed[0] if changed else 'the law'} has changed on the disk: `reload` reads it again"
            )
        self._seen = now

    def _stamp(self) -> Stamp:
        workshop = self.session.workshop
        return stamp(workshop.source.name, workshop.loader.root)


def _internal(bug: Exception) -> Output:
    return Output(f"internal error: {type(bug).__name__}; the session is as it was", status=INTERNAL)


def _durable(session: Session) -> object:
    """What a session must not lose."""
    return session.state, session.question, session.asked, session.workshop.source, session.saved


def _recovered(number: int) -> str:
    lines = "1 line was" if number == 1 else f"{number} lines were"
    return f"{lines} taken up from a session that was broken off; `undo` takes them back, `diff` shows them"

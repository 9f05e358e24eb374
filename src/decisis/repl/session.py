"""The values that a session is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from decisis.api.matter import Matter, matter_of
from decisis.casework.matter import Matter as Filed
from decisis.compiler.library import Library
from decisis.diagnostics import Diagnostic, Rejected, errors
from decisis.pipeline import Loader
from decisis.render.view import PLAIN, Options
from decisis.source import Source
from decisis.syntax.ast import File
from decisis.syntax.kept import parsed
from decisis.syntax.parser import parse

ANSWERED, FAILED, BAD_INPUT, LIMIT, INTERNAL, REFUSED = range(6)  # as the exit codes of the commands


@dataclass(frozen=True)
class State:
    """Everything that was typed and holds, as text: enough to make the matter again."""

    typed: tuple[str, ...] = ()  # blocks of the language, in the order in which they were typed
    origin: str = ""  # the variant that the changes are made to; "": the matter itself
    changes: tuple[str, ...] = ()  # as a variant would write them
    expects: tuple[str, ...] = ()  # expectations

    @property
    def empty(self) -> bool:
        return not (self.typed or self.changes or self.expects)


@dataclass(frozen=True)
class Workshop:
    """Makes matters from the text of a case and what was typed; remembers what it has made."""

    loader: Loader
    source: Source  # the case as its file has it; empty if there is none
    folder: Path = Path()
    _made: dict[tuple[str, ...], Matter] = field(default_factory=dict, compare=False, repr=False)

    MOST = 8  # matters that are kept

    def filed(self, typed: tuple[str, ...]) -> Matter:
        """The matter of the file with blocks typed after it. Raises Rejected, at the typed place."""
        if typed not in self._made:
            made = matter_of(self.compiled(typed))
            while len(self._made) >= self.MOST:
                del self._made[next(iter(self._made))]
            self._made[typed] = made
        return self._made[typed]

    def compiled(self, typed: tuple[str, ...]) -> Filed:
        """The file and the typed blocks, each a source of its own, as one case. Raises Rejected."""
        sources = [Source(f"<typed {n}>", block) for n, block in enumerate(typed, 1)]
        pieces = [*([self._parsed] if self.source.text.strip() else []), *map(parse, sources)]
        problems = [d for _, found in pieces for d in found]
        if errors(tuple(problems)):
            raise Rejected(tuple(problems))
        blocks = tuple(block for file, _ in pieces for block in file.blocks)
        folders = {source.name: self.folder for source in (self.source, *sources)}
        return self.loader.matter_from(File(self.source.name, blocks), folders, problems)

    @cached_property
    def _parsed(self) -> tuple[File, tuple[Diagnostic, ...]]:
        return parsed(self.source)

    def matter(self, state: State) -> Matter:
        """The matter in a state. Raises Rejected."""
        matter = self.filed(state.typed)
        if state.origin:
            matter = matter.variant(state.origin)
        return matter.change(*state.changes)


@dataclass(frozen=True)
class Session:
    """One moment of a session. ``past`` and ``future`` are what undo and redo go through."""

    workshop: Workshop = field(repr=False)
    state: State = State()
    current: Matter | None = None  # None: no matter has been opened
    past: tuple[State, ...] = ()
    future: tuple[State, ...] = ()
    question: str = ""  # the last one asked
    answered: State | None = None  # the state in which it was answered
    asked: tuple[str, ...] = ()  # every question, once, in the order of asking
    saved: State | None = None
    saved_to: str = ""
    leaving: bool = False  # `quit` was typed, and there is something to lose
    look: Options = PLAIN
    silent: bool = False  # nobody reads the answers: what was typed is gone through again
    careful: bool = False  # whether leaving with something unsaved is asked about
    first: State = State()  # as the session began

    @property
    def matter(self) -> Matter:
        """The matter that is open. Raises Rejected if there is none."""
        if self.current is None:
            help = '`load CASE`, or type a `matter … is "…" before COURT as of DATE uses AREA`'
            raise Rejected((Diagnostic("E0601", "no matter is open", help=help),))
        return self.current

    @cached_property
    def library(self) -> Library:
        """The law that can be spoken of: the matter's, or all there is. Raises Rejected."""
        return self.current.filed.library if self.current else self.workshop.loader.doctrine().library

    @property
    def unsaved(self) -> bool:
        return not self.state.empty and self.state not in (self.saved, self.first)

    def at(self, state: State) -> Session:
        """The session in another state, with the one before it to go back to. Raises Rejected."""
        if state == self.state:
            return self
        matter = self.workshop.matter(state)
        past = (*self.past, self.state)
        return replace(self, state=state, current=matter, past=past, future=(), leaving=False)

    def now_asked(self, question: str) -> Session:
        asked = self.asked if question in self.asked else (*self.asked, question)
        return replace(self, question=question, answered=self.state, asked=asked, leaving=False)


# --- what a line leads to ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Save:
    """Write a text to a file, in one piece or not at all."""

    path: str
    text: str
    over: bool  # whether another file may stand there


@dataclass(frozen=True)
class Load:
    """Read a case file, and begin a session on it."""

    path: str


@dataclass(frozen=True)
class Reload:
    """Read the case file of the session again."""


@dataclass(frozen=True)
class Quit:
    pass


Effect = Save | Load | Reload | Quit


@dataclass(frozen=True)
class Output:
    """What a line is answered with. ``text`` has no line end after its last line.

    ``following`` are more such texts, each worked out as it is asked for; `step.told` goes through them.
    """

    text: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    effect: Effect | None = None
    status: int = ANSWERED
    following: Iterable[str] = ()


NOTHING = Output()


def refusal(code: str, message: str, help: str = "", notes: tuple[str, ...] = ()) -> Rejected:
    return Rejected((Diagnostic(code, message, notes=notes, help=help),))


def opened(workshop: Workshop, look: Options = PLAIN) -> Session:
    """A session on a case; where the file was saved by a session, it goes on from there. Raises Rejected."""
    if not workshop.source.text.strip():
        return Session(workshop, look=look)
    filed = workshop.filed(())
    origin = last_session(filed.filed.variants)
    state = State(origin=origin)
    matter = workshop.matter(state)
    return Session(workshop, state, matter, look=look, first=state)


def last_session(variants: Mapping[str, object]) -> str:
    """The variant that a session on this matter was last saved as."""
    found = [name for name in variants if name == SESSION or name.startswith(f"{SESSION}_")]
    return found[-1] if found else ""


SESSION = "session"  # what a saved session is called, as a variant

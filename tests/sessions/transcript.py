"""Transcripts: a session in one file, as it reads on a screen.

The first line is `case PATH`. A line that begins with `> ` is typed, one with `. ` goes on with it; below
stands what it is answered with, complaints included. Everything before the first `> ` is a remark.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from decisis.diagnostics import Rejected
from decisis.files import read_source
from decisis.render.diagnostics_text import diagnostics_text
from decisis.repl import keeping
from decisis.repl.session import Load, Output, Reload, Save, Session, Workshop, opened
from decisis.repl.step import step, told
from decisis.source import Source
from tests.shipped import LOADER

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Exchange:
    typed: str
    answered: str  # with a line end after every line


@dataclass(frozen=True)
class Transcript:
    path: Path
    head: str  # the case, and remarks
    exchanges: tuple[Exchange, ...]

    @property
    def case(self) -> str:
        return self.head.split("\n")[0].removeprefix("case").strip()

    @property
    def typed(self) -> str:
        """As it goes into a pipe: an empty line ends what goes on for lines."""
        return "".join(f"{e.typed}\n" + "\n" * ("\n" in e.typed) for e in self.exchanges)

    @property
    def answered(self) -> str:
        return "".join(e.answered for e in self.exchanges)

    def rewritten(self, answers: list[str]) -> str:
        shown = (
            f"> {e.typed.replace(chr(10), chr(10) + '. ')}\n{answer}"
            for e, answer in zip(self.exchanges, answers, strict=True)
        )
        return self.head + "".join(shown)


def read(path: Path) -> Transcript:
    head, exchanges = [], list[list[str]]()
    for line in path.read_text("utf-8").split("\n")[:-1]:
        if line.startswith("> "):
            exchanges.append([line[2:], ""])
        elif not exchanges:
            head.append(f"{line}\n")
        elif line.startswith(". ") and not exchanges[-1][1]:
            exchanges[-1][0] += f"\n{line[2:]}"
        else:
            exchanges[-1][1] += f"{line}\n"
    return Transcript(path, "".join(head), tuple(Exchange(t, a) for t, a in exchanges))


def workplace(transcript: Transcript, folder: Path) -> Path:
    """A folder with the case at its path, for sessions that write files."""
    if transcript.case:
        there = folder / transcript.case
        there.parent.mkdir(parents=True)
        shutil.copy(ROOT / transcript.case, there)
    return folder


# --- through `step` alone ------------------------------------------------------------------------------


@dataclass
class Disk:
    """Files in memory, over those of the working directory."""

    files: dict[str, str]

    def read(self, path: str) -> Source:
        return Source(path, self.files[path]) if path in self.files else read_source(path)


def begun(case: str, disk: Disk) -> Session:
    source = disk.read(case) if case else Source("", "")
    return opened(Workshop(LOADER, source, (ROOT / case).parent))


def replayed(transcript: Transcript, disk: Disk) -> Iterator[str]:
    """What each line is answered with, without a terminal, a pipe or a disk."""
    session = begun(transcript.case, disk)
    for exchange in transcript.exchanges:
        try:
            session, output = carried_out(*step(session, exchange.typed), disk)
        except Rejected as rejected:
            output = Output(diagnostics=rejected.diagnostics)
        yield shown(output)


def carried_out(session: Session, output: Output, disk: Disk) -> tuple[Session, Output]:
    match output.effect:
        case Save(path, text, _):
            disk.files[path] = text
            return keeping.was_saved(session, path)
        case Load(path):
            workshop = Workshop(session.workshop.loader, disk.read(path), ROOT)
            return keeping.loaded(session, workshop)
        case Reload():
            return keeping.reloaded(session, disk.read(session.workshop.source.name))
        case _:
            return session, output


def shown(output: Output) -> str:
    return "".join(map(_shown, told(output)))


def _shown(output: Output) -> str:
    text = f"{output.text}\n" if output.text else ""
    return text + (f"{diagnostics_text(output.diagnostics)}\n" if output.diagnostics else "")

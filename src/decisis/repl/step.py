"""One line of a session: what it is, and what it leads to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from decisis.diagnostics import Rejected
from decisis.engine import LimitReached, Unsound
from decisis.repl import asking, changing
from decisis.repl.commands import COMMANDS, command_of, help
from decisis.repl.expecting import expect
from decisis.repl.session import BAD_INPUT, LIMIT, NOTHING, REFUSED, Output, Session
from decisis.repl.typed import begins_block, first_word
from decisis_check.reading import Refused

Result = tuple[Session, Output]
LITERAL = re.compile(r"(not\s+)?[a-z][a-z0-9_]*\(")


def step(session: Session, line: str) -> Result:
    """The session after a line (or a block of several), and what it is answered with.

    A mistake is a diagnostic in the output, and the session is then the one that was given.
    """
    text = without_comment(line)
    if not text:
        return session, NOTHING
    try:
        return meant(session, text)(session)
    except KNOWN as mistake:
        return session, _said(mistake)


def told(output: Output) -> Iterator[Output]:
    """What a line is answered with, piece by piece as it becomes known; a mistake ends it."""
    yield output
    try:
        yield from map(Output, output.following)
    except KNOWN as mistake:
        yield _said(mistake)


KNOWN = (Rejected, LimitReached, Refused, Unsound)


def _said(mistake: Exception) -> Output:
    match mistake:
        case Rejected():
            return Output(diagnostics=mistake.diagnostics, status=BAD_INPUT)
        case LimitReached():
            return Output(f"undetermined: {mistake}", status=LIMIT)
        case _:
            return Output(f"refused: {mistake}", status=REFUSED)


def without_comment(line: str) -> str:
    """A line without blanks around it; nothing, if all of it is a comment."""
    text = line.strip()
    return "" if all(part.lstrip().startswith("#") for part in text.split("\n")) else text


def meant(session: Session, text: str) -> Callable[[Session], Result]:
    """What a line is: a block, a command, a question by its name, or a literal."""
    if text.startswith("?"):
        return lambda s: help(s, text.removeprefix("?").strip())
    if first_word(text) == "expect":
        return lambda s: expect(s, text)
    if begins_block(text):
        return lambda s: changing.declare(s, text)
    name = command_of(text)
    if name:
        rest = " ".join(text.split()).removeprefix(name).strip()
        return lambda s: COMMANDS[name].run(s, rest)
    if LITERAL.match(text) or (session.current is not None and text in session.current.filed.questions):
        return lambda s: asking.ask(s, " ".join(line.strip() for line in text.split("\n")))
    return lambda s: asking.unknown(s, text, COMMANDS)

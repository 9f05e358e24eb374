"""The prompt on a terminal that prompt_toolkit can use: colours, completion, history, several lines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import Lexer, PygmentsLexer
from prompt_toolkit.output import ColorDepth

from decisis.render.layout import visible
from decisis.repl.commands import COMMANDS, command_of
from decisis.repl.completion import candidates
from decisis.repl.session import Session
from decisis.repl.typed import complete


def reader(
    session: Callable[[], Session], prompt: Callable[[], str], history: Path | None
) -> Callable[[], str]:
    """A function that reads one entry. Raises EOFError at the end, KeyboardInterrupt when told to stop."""
    kept: History = FileHistory(str(history)) if history is not None else InMemoryHistory()
    asking: PromptSession[str] = PromptSession(
        history=kept,
        lexer=_lexer(),
        completer=Names(session),
        complete_while_typing=False,
        auto_suggest=AutoSuggestFromHistory(),
        key_bindings=_keys(),
        multiline=True,
        prompt_continuation=lambda width, number, wrapped: FormattedText([("", "... ".rjust(width))]),
        color_depth=ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None,
        enable_open_in_editor=False,
    )
    return lambda: asking.prompt(FormattedText([("bold", prompt())]))


def _lexer() -> Lexer | None:
    try:
        from decisis.repl.lexer import DecisisLexer
    except ImportError:
        return None
    return PygmentsLexer(DecisisLexer)


def _keys() -> KeyBindings:
    """Enter ends an entry that is complete, and otherwise begins another line of it."""
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        at_end = not buffer.document.text_after_cursor.strip()
        if at_end and complete(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n  " if at_end and buffer.document.current_line.strip() else "\n")

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    return keys


class Names(Completer):
    """Completes names from the law and the matter, and the names of files for `load` and `save`."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self.session = session
        self.paths = PathCompleter(expanduser=False)

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        before = document.text_before_cursor
        command = command_of(before)
        if command and COMMANDS[command].takes == "file" and " " in before:
            path = before.split(maxsplit=1)[1] if len(before.split()) > 1 else ""
            yield from self.paths.get_completions(Document(path), event)
            return
        for found in candidates(self.session(), before):
            note = visible(found.note)
            yield Completion(found.text, -found.length, display_meta=note)

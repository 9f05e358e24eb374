"""What is wrong with single lexemes: one function for each kind that can be wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from decisis.diagnostics import Diagnostic
from decisis.source import Source, Span
from decisis.syntax.characters import (
    CONTROL,
    INVISIBLE,
    LOOK_ALIKE,
    OPERATORS,
    SIGNS_OF_CURRENCIES,
    STRAYS,
    described,
)
from decisis.syntax.numerals import daylike, grouped, number
from decisis.syntax.scan import RESERVED, Lexeme
from decisis.syntax.wording import shown

LONGEST_NAME = 128
MOST_COMPLAINTS = 200  # a binary file has one on every line

_NAME_AND_VARIABLE = re.compile(r"([a-z][a-z0-9_]*)([A-Z]\w*)")
_ESCAPE = re.compile(r"\\(.)")


def complaints(source: Source, lexemes: Iterable[Lexeme]) -> list[Diagnostic]:
    """What is wrong with the lexemes: the first on each line of a block, and `MOST_COMPLAINTS` in all."""
    found: list[Diagnostic] = []
    line_end = 0
    for lexeme in lexemes:
        if lexeme.text in RESERVED:
            line_end = 0
        if lexeme.start < line_end or lexeme.kind not in CHECKS:
            continue
        complaint = CHECKS[lexeme.kind](source, lexeme)
        if complaint is not None:
            found.append(complaint)
            line_end = end_of_line(source.text, lexeme.start)
            if len(found) == MOST_COMPLAINTS:
                break
    return found


def end_of_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def at(
    source: Source, code: str, message: str, start: int, end: int, *, label: str = "", help: str = ""
) -> Diagnostic:
    return Diagnostic(code, message, Span(source, start, end), label=label, help=help)


def on(
    source: Source, code: str, message: str, lexeme: Lexeme, *, label: str = "", help: str = ""
) -> Diagnostic:
    return at(source, code, message, lexeme.start, lexeme.end, label=label, help=help)


# --- names ---------------------------------------------------------------------------------------


def name(source: Source, lexeme: Lexeme) -> Diagnostic | None:
    if lexeme.end - lexeme.start <= LONGEST_NAME:
        return None
    length = lexeme.end - lexeme.start
    return on(
        source,
        "E0110",
        f"`{lexeme.text[:20]}…` has {length:,} characters, and a name has {LONGEST_NAME} at most",
        lexeme,
        help="say the rest in a title or in a comment",
    )


def odd_word(source: Source, lexeme: Lexeme) -> Diagnostic:
    """A word that is neither a name nor a variable."""
    for offset, char in enumerate(lexeme.text):
        if not char.isascii():
            return foreign_letter(source, lexeme, lexeme.start + offset, char)
    if (joined := _NAME_AND_VARIABLE.fullmatch(lexeme.text)) and source.text[lexeme.end :][:1] in (",", ")"):
        help = f"write `{joined[1]}({joined[2]}` if a parenthesis is missing"
        return on(source, "E0113", f"{shown(lexeme)} is neither a name nor a variable", lexeme, help=help)
    parts = re.findall(r"[A-Z]*[a-z0-9]+|[A-Z]+", lexeme.text)
    spelling = "_".join(part.lower() for part in parts) or "name"
    return on(
        source,
        "E0113",
        f"{shown(lexeme)} is neither a name nor a variable",
        lexeme,
        help=f"write `{spelling}`",
    )


def foreign_letter(source: Source, lexeme: Lexeme, start: int, char: str) -> Diagnostic:
    spelt = unicodedata.normalize("NFKD", lexeme.text.translate(LOOK_ALIKE))
    plain = "".join(c for c in spelt if c.isascii() and c.isprintable())
    same = len(plain) == len(lexeme.text)
    return at(
        source,
        "E0103",
        f"{shown(lexeme)} contains {described(char)}, which is no plain letter",
        start,
        start + 1,
        label="not an ASCII letter",
        help=f"write `{plain}`" if same else "type the word again in plain letters",
    )


# --- texts and comments --------------------------------------------------------------------------


def text(source: Source, lexeme: Lexeme) -> Diagnostic | None:
    if "\\" in lexeme.text:
        for escape in _ESCAPE.finditer(lexeme.text):
            if escape.group(1) not in '"\\':
                start = lexeme.start + escape.start()
                return at(
                    source,
                    "E0112",
                    f"`{escape.group()}` means nothing in a text",
                    start,
                    start + 2,
                    help="for a backslash write `\\\\`",
                )
    return control(source, lexeme)


def control(source: Source, lexeme: Lexeme) -> Diagnostic | None:
    found = CONTROL.search(lexeme.text)
    if found is None:
        return None
    start = lexeme.start + found.start()
    return at(
        source,
        "E0105",
        f"{described(found.group())} is a control character",
        start,
        start + 1,
        help="remove it",
    )


def comment(source: Source, lexeme: Lexeme) -> Diagnostic | None:
    found = None if lexeme.text.isascii() else INVISIBLE.search(lexeme.text)
    if found is None:
        return control(source, lexeme)
    return invisible(source, lexeme.start + found.start(), found.group())


def invisible(source: Source, start: int, char: str) -> Diagnostic:
    return at(
        source,
        "E0104",
        f"{described(char)} is invisible and may not stand here",
        start,
        start + 1,
        help="remove it; retype the line if you cannot find it",
    )


def open_text(source: Source, lexeme: Lexeme) -> Diagnostic:
    return on(
        source,
        "E0101",
        "this text does not end on its line",
        lexeme,
        label='no closing `"`',
        help='close it with `"`; inside of a text write `\\"`',
    )


def curly(source: Source, lexeme: Lexeme) -> Diagnostic:
    mark = lexeme.text[0]
    return at(
        source,
        "E0102",
        f"`{mark}` is a typographic quotation mark",
        lexeme.start,
        lexeme.start + 1,
        help='write straight quotation marks, `"…"`',
    )


# --- signs ---------------------------------------------------------------------------------------


def operator(source: Source, lexeme: Lexeme) -> Diagnostic:
    return on(
        source,
        "E0114",
        f"`{lexeme.text}` is not a sign of this language",
        lexeme,
        help=OPERATORS[lexeme.text],
    )


def unsettled(source: Source, lexed: Iterable[Lexeme]) -> Diagnostic | None:
    """The first conflict marker of a merge: while there is one, nothing else is worth saying."""
    marker = next((lexeme for lexeme in lexed if lexeme.kind == "marker"), None)
    if marker is None:
        return None
    return at(
        source,
        "E0111",
        "this file holds an unsettled merge",
        marker.start,
        marker.start + 7,
        label="a conflict marker",
        help="settle it and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`",
    )


def stray(source: Source, lexeme: Lexeme) -> Diagnostic:
    char = lexeme.text
    if INVISIBLE.match(char):
        return invisible(source, lexeme.start, char)
    if CONTROL.match(char):
        return on(source, "E0105", f"{described(char)} is a control character", lexeme, help="remove it")
    subject = f"`{char}`" if char.isascii() else described(char)
    return on(source, "E0103", f"{subject} has no meaning here", lexeme, help=_stray_help(source, lexeme))


def _stray_help(source: Source, lexeme: Lexeme) -> str:
    """What is written instead; of an amount, with the amount."""
    amount = re.match(r"[ \t]*([0-9][0-9,]*(?:\.[0-9]+)?)", source.text[lexeme.start + 1 :])
    code = SIGNS_OF_CURRENCIES.get(lexeme.text)
    if code and amount:
        return f"write `{code} {amount[1]}`"
    line = source.text[source.text.rfind("\n", 0, lexeme.start) + 1 : lexeme.start]
    if lexeme.text == ";" and line.count("(") > line.count(")"):
        return "write `,` between arguments"
    if lexeme.text == "/" and source.text[lexeme.start : lexeme.start + 2] in ("//", "/*"):
        return "a comment begins with `#`"
    among = re.search(r"(\w+) (?:not )?in\s*$", line)
    if lexeme.text == "[" and among:
        return f"to compare write `{among[1]} is one of a, b`"
    plain = unicodedata.normalize("NFKC", lexeme.text)
    alike = plain != lexeme.text and len(plain) == 1 and plain.isascii() and plain.strip()
    return STRAYS.get(lexeme.text, f"write `{plain}`" if alike else "")


CHECKS: dict[str, Callable[[Source, Lexeme], Diagnostic | None]] = {
    "name": name,
    "variable": name,
    "odd": odd_word,
    "text": text,
    "comment": comment,
    "open_text": open_text,
    "curly": curly,
    "daylike": daylike,
    "grouped": grouped,
    "number": number,
    "foreign": operator,
    "stray": stray,
}

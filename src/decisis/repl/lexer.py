"""The language for Pygments: highlighting at the prompt, and wherever else Pygments is used."""

from __future__ import annotations

from typing import ClassVar

from pygments.lexer import RegexLexer, words
from pygments.token import (
    Comment,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Whitespace,
)

from decisis.syntax.scan import RESERVED

CLAUSES = (
    "given", "despite", "unless", "then", "otherwise", "not", "no", "showing", "that", "under",
    "construing", "editions", "edition", "from", "to", "quote", "exception", "subject", "leaves", "open",
    "when", "either", "for", "every", "each", "such", "it", "holds", "is", "one", "of", "within", "after",
    "before", "counted", "by", "burden", "on", "in", "as", "at", "also", "uses", "decides", "suppose",
    "withdraw", "resolve", "set", "aside", "instead", "even", "if", "versus", "unresolved", "resolved",
    "alleged", "found", "admitted", "undisputed", "recited", "apparent", "because", "never", "citing",
    "turning", "presuming", "nothing", "closed", "functional", "reads", "denied", "asks", "published",
    "unpublished", "does", "apply", "and",
)  # fmt: skip
SESSION = (
    "ask", "why", "what", "needs", "assume", "undo", "redo", "diff", "facts", "rules", "about", "questions",
    "variants", "where", "save", "over", "load", "reload", "help", "quit", "exit", "court",
)  # fmt: skip


class DecisisLexer(RegexLexer):  # type: ignore[misc] # Pygments has no types
    """Doctrine (`.law`), matters (`.case`), and what is typed in a session."""

    name = "Decisis"
    aliases: ClassVar[list[str]] = ["decisis"]
    filenames: ClassVar[list[str]] = ["*.law", "*.case"]
    url = ""

    tokens: ClassVar[dict[str, list[tuple[object, ...]]]] = {
        "root": [
            (r"\s+", Whitespace),
            (r"#[^\r\n]*", Comment.Single),
            (r'"(?:[^"\\\r\n]|\\.)*"?', String.Double),
            (r"\((?:[0-9]+|[a-z])\)(?=\s)", Name.Label),
            (r"[0-9]{4}-[0-9]{2}-[0-9]{2}\b", Literal.Date),
            (r"(?:\$|\b[A-Z]{3}[ \t]+)[0-9]+(?:\.[0-9]+)?", Number),
            (r"[0-9]+(?:\.[0-9]+)?", Number),
            (r"(?:years?|months?|weeks?|days?|life)\b", Keyword.Type),
            (r"[a-z][a-z0-9_]*(?=\()", Name.Function),
            (r"[a-z][a-z0-9_]*(?=[ \t]*:)", Name.Attribute),
            (words(sorted(RESERVED), suffix=r"\b"), Keyword.Declaration),
            (words(CLAUSES, suffix=r"\b"), Keyword),
            (words(SESSION, prefix=r"(?m:^)[ \t]*", suffix=r"\b"), Name.Builtin),
            (r"[A-Z][A-Za-z0-9_]*|_(?!\w)", Name.Variable),
            (r"[a-z][a-z0-9_]*", Name),
            (r"[<>!]?=|[<>+*-]", Operator),
            (r"[(),.:?]", Punctuation),
            (r".", Punctuation),
        ]
    }

"""Single characters and signs: which cannot be seen, which look like others, what to write instead."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")

OPERATORS = {
    "==": "write `=`",
    "=>": "for at least write `>=`; a conclusion follows `then`",
    "=<": "write `<=`",
    "<>": "write `!=`",
    "≠": "write `!=`",
    "≤": "write `<=`",
    "≥": "write `>=`",
    ":=": "write `is`",
    "×": "write `*`",
    "–": "write `-`",
    "—": "write `-`",
    "−": "write `-`",
    "&": "give each condition an element of its own",
    "&&": "give each condition an element of its own",
    "|": "write `either (a) … (b) …`",
    "||": "write `either (a) … (b) …`",
}  # fmt: skip

# Letters of other alphabets that look like these plain ones.
LOOK_ALIKE = str.maketrans("аеорсухіјѕԁһѵοονυαρıɡℓ", "aeopcyxijsdhvoovuapigl")

STRAYS = {
    ";": "nothing is needed between blocks, clauses or elements",
    "{": "a block ends where the next begins; no brackets are needed",
    "}": "a block ends where the next begins; no brackets are needed",
    "[": "write parentheses",
    "]": "write parentheses",
    "'": 'texts stand between `"`',
    "`": 'texts stand between `"`',
    "%": "write a share as a decimal, such as `0.1`; a comment begins with `#`",
    "\\": "write `no showing that p(X)`, or `not p(X)` where the opposite is shown",
    "€": "write the code of the currency before an amount, as in `EUR 100`",
    "£": "write the code of the currency before an amount, as in `EUR 100`",
    "¥": "write the code of the currency before an amount, as in `EUR 100`",
    "§": 'a citation stands in a text, as in `at "§ 2"`',
    "¶": 'a citation stands in a text, as in `at "¶ 2"`',
    "/": "write a decimal such as `0.5`, or `A divided by B rounded down to 1`; a comment begins with `#`",
    "÷": "write `A divided by B rounded down to 1`",
    "?": "a question needs no question mark",
    "!": "write `not`, or `!=` between two values",
    "\u2010": "write `-`",
    "\u2011": "write `-`",
    "…": "write out what stands here",
    "\u00a0": "write a plain space",
}
SIGNS_OF_CURRENCIES = {"€": "EUR", "£": "GBP", "¥": "JPY"}


def described(char: str) -> str:
    """A character by code point and name, and as itself if that can be seen."""
    code = f"U+{ord(char):04X}"
    title = unicodedata.name(char, "").lower()
    visible = char.isprintable() and not char.isspace() and not unicodedata.combining(char)
    visible = visible and not INVISIBLE.match(char)
    return " ".join(filter(None, [f"`{char}`," if visible else "", code, f"({title})" if title else ""]))

"""Text as words that can be compared, whatever typesetting did to them.

Told apart: other words, other order, other case. Not told apart: straight and curly quotation marks, kinds of
dash and space, emphasis, ligatures, and letters of other alphabets that look like Latin ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

GAP = "…"  # words left out
PUNCTUATION = frozenset(",;:.?!()")

_LOOK_ALIKES = str.maketrans(
    "АВЕЗКМНОРСТУХІЈЅаеорсухіјѕԁһӏԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανι",
    "ABE3KMHOPCTYXIJSaeopcyxijsdhlqwABEZHIKMNOPTYXoavi",
)
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_QUOTATION_MARKS = dict.fromkeys(map(ord, '"“”„‟«»‹›'))
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘‛′ʼ`", "'"))
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ELLIPSIS = re.compile(r"\[\s*(?:…|\.(?:\s?\.){2,3})\s*\]|…|\.(?:\s?\.){2,3}|\*(?:\s?\*){2}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!$-])")
_EMPHASIS = dict.fromkeys(map(ord, "*_"))
_WORD = re.compile(r"…|'s\b|[^\W_]+(?:'(?!s\b)[^\W_]+)*|[,;:.?!()]|[§$¶%&/]")  # a possessive may be cut off


@dataclass(frozen=True)
class Word:
    """A word or sign, and the line that it stands on."""

    text: str
    line: int = 0

    @property
    def is_sign(self) -> bool:
        return self.text in PUNCTUATION


def plain(text: str) -> str:
    """Text without the marks of its typesetting; brackets stay."""
    text = text.translate(_INVISIBLE).translate(dict.fromkeys(map(ord, _SUPERSCRIPTS), " "))
    text = unicodedata.normalize("NFKC", _ELLIPSIS.sub(f" {GAP} ", text).replace(GAP, "\ue000"))
    text = _ESCAPED.sub(r"\1", text.replace("\ue000", GAP)).translate(_EMPHASIS)
    return text.translate(_APOSTROPHES).translate(_QUOTATION_MARKS).translate(_LOOK_ALIKES)


def words(text: str, line: int = 0) -> Iterator[Word]:
    """The words and signs of plain text on one line, in order."""
    return (Word(found.group(), line) for found in _WORD.finditer(text))


def has_look_alikes(text: str) -> bool:
    """Whether some letter is of another alphabet than it looks."""
    return text != text.translate(_LOOK_ALIKES)

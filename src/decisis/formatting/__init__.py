"""The canonical layout of law and of cases: how a text looks is changed, and nothing of what it says."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic, Rejected, errors
from decisis.formatting.breaking import broken
from decisis.formatting.saying import says_the_same
from decisis.formatting.words import blocks_of
from decisis.formatting.wrapping import wrapped
from decisis.source import Source
from decisis.syntax.parser import parse

WIDTH = 140  # columns


def formatted(source: Source) -> str:
    """The text in its canonical layout. Raises Rejected if it is not well formed.

    The tree of what is laid out anew is compared with that of what was given: if it differed in anything
    but places, Rejected.
    """
    file, problems = parse(source)
    wrong = errors(problems)
    if wrong:
        raise Rejected(wrong)
    lines = [line for block in blocks_of(source) for line in broken(block, WIDTH)]
    text = "".join(f"{line}\n" for line in wrapped(lines, WIDTH))
    if text == source.text:
        return text
    after, complaints = parse(Source(source.name, text))
    if errors(complaints) or not says_the_same(file, after):
        message = "the canonical layout of this would say something else"
        help = "leave the file as it is, and report it with the file"
        raise Rejected((Diagnostic("E0129", message, help=help),))
    return text

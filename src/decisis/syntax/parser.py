"""Text to syntax tree: scan, cut into blocks, parse each block alone, build.

A mistake costs the block it is in and no other. Nothing is raised: what is wrong is said in diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from decisis.diagnostics import Diagnostic, in_order
from decisis.source import Source, Span
from decisis.syntax import ast
from decisis.syntax.build import build_block, build_change, build_literal
from decisis.syntax.explain import explain, no_block, reserved
from decisis.syntax.failure import Failure
from decisis.syntax.lalr import Node, parse_words
from decisis.syntax.lexical import MOST_COMPLAINTS, complaints, unsettled
from decisis.syntax.scan import RESERVED, Block, Lexeme, cut, lexemes

DEEPEST = 100

Parsed = tuple[tuple[ast.Block, ...], tuple[Diagnostic, ...]]


def parse(source: Source) -> tuple[ast.File, tuple[Diagnostic, ...]]:
    """The blocks of a text that are well formed, and what is wrong with the others.

    The tree of a text with errors is for tools that help its author; it must not be evaluated.
    """
    lexed = tuple(lexemes(source.text))
    merge = unsettled(source, lexed)
    found = [merge] if merge else complaints(source, lexed)
    if merge or len(found) >= MOST_COMPLAINTS:
        return ast.File(source.name, ()), tuple(found)
    words = without_comments(lexed)
    if not words and not found:
        said = "the file has nothing but comments" if lexed else "the file is empty"
        found.append(empty(source, said, "begin with a block, such as `area sentencing`"))
    blocks, complained = parse_blocks(source, cut(source.text, words), found)
    return ast.File(source.name, blocks), in_order(complained)


def parse_literal(source: Source) -> tuple[ast.Literal | None, tuple[Diagnostic, ...]]:
    """`p(X)` or `not p(a)`, as typed on a command line; its values may be imprecise."""
    block, result, wrong = _alone(
        source, "assumption", "nothing is asked", "write a relation such as `felony(C)`"
    )
    return (None, wrong) if wrong else build_literal(source, block, result)


def parse_change(source: Source) -> tuple[ast.Change | None, tuple[Diagnostic, ...]]:
    """`suppose p(a) instead`, `set aside plus_16`: one change, as a variant has many."""
    block, result, wrong = _alone(
        source, "change", "nothing is changed", "write a change such as `withdraw p(a)`"
    )
    return (None, wrong) if wrong else build_change(source, block, result)


def _alone(source: Source, start: str, nothing: str, help: str) -> tuple[Block, Node, tuple[Diagnostic, ...]]:
    """A text that is one thing and no file: as a block without a keyword, its tree, what is wrong with it."""
    lexed = tuple(lexemes(source.text))
    words = without_comments(lexed)
    wrong = tuple(complaints(source, lexed))
    if not words and not wrong:
        wrong = (empty(source, nothing, help),)
    block = Block(words, None, tuple(word for word in words if word.kind == "name" and word.text in RESERVED))
    wrong = wrong or misused(source, block) or too_deep(source, block)
    result = None if wrong else parse_words(source, block, start)
    return (block, None, (explain(result),)) if isinstance(result, Failure) else (block, result, wrong)


def without_comments(lexed: Iterable[Lexeme]) -> tuple[Lexeme, ...]:
    return tuple(lexeme for lexeme in lexed if lexeme.kind != "comment")


def empty(source: Source, message: str, help: str) -> Diagnostic:
    return Diagnostic("E0203", message, Span(source, 0, 0), help=help)


# --- blocks --------------------------------------------------------------------------------------


def parse_blocks(source: Source, blocks: tuple[Block, ...], lexical: list[Diagnostic]) -> Parsed:
    """Every block parsed alone.

    One with a lexical error is not parsed, as its words are not what they seem.
    """
    built: list[ast.Block] = []
    found: list[Diagnostic] = []
    spilt = False  # the block is but the rest of the one before
    for block, following in zip_longest(blocks, blocks[1:]):
        mine = take_until(lexical, following.start if following else len(source.text) + 1)
        wrong = () if spilt else up_to_open_text(mine) or refused(source, block)
        result = None if wrong or spilt else parse_words(source, block, "block", following)
        spilt = isinstance(result, Failure) and result.spills
        if isinstance(result, Failure):
            wrong = (explain(result),)
        elif result is not None:
            good, wrong = build_block(source, block, result)
            built += good
        found += wrong or closed_before(source, block, following)
    return tuple(built), (*found, *lexical)


def take_until(diagnostics: list[Diagnostic], offset: int) -> list[Diagnostic]:
    """Removes and returns the diagnostics, which are in order, that begin before an offset."""
    count = sum(1 for d in diagnostics if d.span is not None and d.span.start < offset)
    taken, diagnostics[:] = diagnostics[:count], diagnostics[count:]
    return taken


def up_to_open_text(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Once a text does not end on its line, what follows in the block may well be part of it."""
    codes = [d.code for d in diagnostics]
    return tuple(diagnostics[: codes.index("E0101") + 1] if "E0101" in codes else diagnostics)


# --- what is refused before parsing --------------------------------------------------------------


def refused(source: Source, block: Block) -> tuple[Diagnostic, ...]:
    stray = () if block.keyword or block.misused else (no_block(source, block),)
    return stray or misused(source, block) or too_deep(source, block)


def misused(source: Source, block: Block) -> tuple[Diagnostic, ...]:
    """Each reserved word that stands where only a name can, once."""
    first_uses = {word.text: word for word in reversed(block.misused)}
    return tuple(reserved(source, word) for word in first_uses.values())


def closed_before(source: Source, block: Block, following: Block | None) -> tuple[Diagnostic, ...]:
    """`closed relation p(…)`: `closed` would be said of the block above, if that is a relation, too."""
    if following is None or following.keyword != "relation" or len(block.words) < 2:
        return ()
    before, closed = block.words[-2:]
    on_its_line = "\n" not in source.text[closed.end : following.start]
    begins_it = "\n" in source.text[before.end : closed.start]
    if closed.text != "closed" or not (on_its_line and begins_it):
        return ()
    name = following.words[1].text if len(following.words) > 1 else "p"
    message = "`closed` stands before the relation that it is meant for"
    help = f"write it behind the parameters: `relation {name}(…) closed`"
    return (Diagnostic("E0201", message, closed.span(source), help=help),)


def too_deep(source: Source, block: Block) -> tuple[Diagnostic, ...]:
    """Lark's stack has no limit, but Python's has: what builds, walks and prints a tree may recurse."""
    depth = 0
    for word in block.words:
        if word.text in ("(", "greater", "lesser"):
            depth += 1
        elif word.text == ")":
            depth -= 1
        elif word.kind == "label" or word.text == "then":
            depth = 0
        if depth > DEEPEST:
            span = word.span(source)
            help = "name parts of it in elements of their own, with `is`"
            return (Diagnostic("E0204", f"this is nested more than {DEEPEST} deep", span, help=help),)
    return ()

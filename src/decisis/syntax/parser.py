"""Text to syntax tree: scan, cut into blocks, parse each block alone, build.

A mistake costs the block it is in and no other. Lark is known to this package only, and loaded when
first needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from decisis.diagnostics import Diagnostic, in_order
from decisis.files import resource
from decisis.source import Source, Span
from decisis.syntax import ast
from decisis.syntax.build import build_block, build_literal
from decisis.syntax.explain import explain, no_block, reserved
from decisis.syntax.failure import Failure
from decisis.syntax.lexical import MOST_COMPLAINTS, complaints, unsettled
from decisis.syntax.scan import Block, Lexeme, cut, lexemes

if TYPE_CHECKING:
    from lark import Lark, Token, Tree, UnexpectedInput

GRAMMAR = "decisis.lark"
STARTS = ("block", "assumption")
DEEPEST = 100

Parsed = tuple[tuple[ast.Block, ...], tuple[Diagnostic, ...]]


class WholeWords:
    """Lets every state of the contextual lexer know names and numbers.

    Otherwise a state that knows `given` but no names would read `givens` as `given` and `s`.
    """

    always_accept = ("NAME", "CALL", "VARIABLE", "DATE", "DECIMAL", "INT", "STRING")

    def process(self, stream: Any) -> Any:
        return stream


def load_grammar(**options: Any) -> Lark:
    """A parser made from the grammar. Never cached on disk: Lark would unpickle a file that anyone can plant."""
    from lark import Lark

    return Lark(
        (resource("grammar") / GRAMMAR).read_text("utf-8"), parser="lalr", lexer="contextual", start=list(STARTS),
        postlex=WholeWords(), maybe_placeholders=True, propagate_positions=True, **options,
    )


@cache
def lark() -> Lark:
    return load_grammar()


@cache
def fixed_words() -> dict[str, str]:
    """The terminals that are words or signs, as they are written."""
    return {t.name: str(t.pattern.value) for t in lark().terminals if t.pattern.type == "str"}


# --- files ---------------------------------------------------------------------------------------


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
        found.append(empty(source))
    blocks, complained = parse_blocks(source, cut(source.text, words), found)
    return ast.File(source.name, blocks), in_order(complained)


def without_comments(lexed: Iterable[Lexeme]) -> tuple[Lexeme, ...]:
    return tuple(lexeme for lexeme in lexed if lexeme.kind != "comment")


def empty(source: Source) -> Diagnostic:
    return Diagnostic(
        "E0203", "the file is empty", Span(source, 0, 0),
        help="begin with a block, such as `area sentencing` or `matter smith is \"United States v. Smith\"`",
    )


def parse_blocks(source: Source, blocks: tuple[Block, ...], lexical: list[Diagnostic]) -> Parsed:
    """Every block parsed alone; one with a lexical error is not parsed, as its words are not what they seem."""
    built: list[ast.Block] = []
    found: list[Diagnostic] = []
    cut_off = None  # the rest of a block that a reserved word, used as a name, split in two
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        mine = take_until(lexical, following.start if following else len(source.text) + 1)
        if mine:
            found += up_to_open_text(mine)
        elif block is not cut_off:
            good, bad = parse_block(source, block, following)
            built += good
            found += bad
            if following and any(d.span and d.span.start == following.start for d in bad):
                cut_off = following
    return tuple(built), (*found, *lexical)


def take_until(diagnostics: list[Diagnostic], offset: int) -> list[Diagnostic]:
    """Removes and returns the diagnostics, which are in order, that begin before an offset."""
    count = sum(1 for d in diagnostics if d.span is not None and d.span.start < offset)
    taken, diagnostics[:] = diagnostics[:count], diagnostics[count:]
    return taken


def up_to_open_text(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Once a text does not end on its line, what follows in the block may well be part of it."""
    codes = [d.code for d in diagnostics]
    return diagnostics[: codes.index("E0101") + 1] if "E0101" in codes else diagnostics


def parse_block(source: Source, block: Block, following: Block | None) -> Parsed:
    wrong = misused_words(source, block) or stray_start(source, block) or too_deep(source, block)
    if wrong:
        return (), wrong
    tree = run_lark(source, block, "block", following)
    if isinstance(tree, Diagnostic):
        return (), (tree,)
    return build_block(source, block.start, block.keyword, tree)


def run_lark(source: Source, block: Block, start: str, following: Block | None) -> Tree[Token] | Diagnostic:
    """Lark's tree of one block, its offsets relative to the block, or why there is none."""
    from lark import UnexpectedInput

    try:
        return lark().parse(source.text[block.start : block.end], start=start)
    except UnexpectedInput as error:
        return explain(failure(source, block, error, following))


def failure(source: Source, block: Block, error: UnexpectedInput, following: Block | None) -> Failure:
    """Where the parser stopped, and what it would have accepted there."""
    token = getattr(error, "token", None)
    ended = token is not None and token.type == "$END"
    offset = block.end if ended else block.start + (error.pos_in_stream or 0)
    accepted: set[str] = error.interactive_parser.accepts()  # type: ignore[no-untyped-call]
    written = fixed_words()
    return Failure(
        source, block,
        index=sum(1 for word in block.words if word.end <= offset),
        words=frozenset(written[terminal] for terminal in accepted if terminal in written),
        kinds=frozenset(terminal for terminal in accepted if terminal not in written),
        following=following,
    )


# --- single literals -----------------------------------------------------------------------------


def parse_literal(source: Source) -> tuple[ast.Literal | None, tuple[Diagnostic, ...]]:
    """`p(X)` or `not p(a)`, as typed on a command line; its values may be imprecise."""
    lexed = tuple(lexemes(source.text))
    block = Block(without_comments(lexed), None)
    wrong = tuple(complaints(source, lexed)) or empty_literal(source, block) or too_deep(source, block)
    if wrong:
        return None, wrong
    tree = run_lark(source, block, "assumption", None)
    if isinstance(tree, Diagnostic):
        return None, (tree,)
    return build_literal(source, block.start, tree)


def empty_literal(source: Source, block: Block) -> tuple[Diagnostic, ...]:
    if block.words:
        return ()
    return (Diagnostic("E0203", "nothing is asked", Span(source, 0, 0), help="write a relation such as `felony(C)`"),)


# --- what is refused before parsing --------------------------------------------------------------


def misused_words(source: Source, block: Block) -> tuple[Diagnostic, ...]:
    """Each reserved word that stands where only a name can, once."""
    first_uses = {word.text: word for word in reversed(block.misused)}
    return tuple(reserved(source, word) for word in first_uses.values())


def stray_start(source: Source, block: Block) -> tuple[Diagnostic, ...]:
    return () if block.keyword else (no_block(source, block),)


def too_deep(source: Source, block: Block) -> tuple[Diagnostic, ...]:
    depth = 0
    for word in block.words:
        if word.text in ("(", "greater", "lesser"):
            depth += 1
        elif word.text == ")":
            depth -= 1
        elif word.kind == "label":
            depth = 0
        if depth > DEEPEST:
            return (
                Diagnostic(
                    "E0204", f"this is nested more than {DEEPEST} deep", Span(source, word.start, word.end),
                    help="name parts of it in elements of their own, with `is`",
                ),
            )
    return ()

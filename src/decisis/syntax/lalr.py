"""The parser that Lark makes from the grammar.

No other module knows Lark, and it is loaded when first needed.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from decisis.cache import shipped, user_cache
from decisis.files import shipped_text
from decisis.source import Source
from decisis.syntax.failure import Failure
from decisis.syntax.lalr_tables import parser_of, tables_of
from decisis.syntax.scan import Block

if TYPE_CHECKING:
    from lark import Lark, UnexpectedInput

GRAMMAR = "decisis.lark"
STARTS = ("block", "assumption", "change")

Node = Any  # a Lark tree


class WholeWords:
    """Lets every state of the contextual lexer know names and numbers.

    Otherwise a state that knows `given` but no names would read `givens` as `given` and `s`.
    """

    always_accept = ("NAME", "CALL", "VARIABLE", "DATE", "DECIMAL", "INT", "STRING")

    def process(self, stream: Any) -> Any:
        return stream


def load_grammar(**options: Any) -> Lark:
    """A parser made from the grammar.

    Never with Lark's own cache: it would unpickle a file that anyone can plant.
    """
    from lark import Lark

    return Lark(
        grammar_text(),
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        postlex=WholeWords(),
        maybe_placeholders=True,
        propagate_positions=True,
        **options,
    )


@cache
def grammar_text() -> str:
    return shipped_text("grammar", GRAMMAR)


@cache
def lark() -> Lark:
    """The parser, from tables that were made before if there are any."""
    made_of = tables_made_of()
    kept = shipped("grammar", *made_of) or user_cache().read("grammar", *made_of)
    if kept is not None:
        try:
            return parser_of(kept, WholeWords())
        except (AttributeError, KeyError, TypeError, ValueError):
            pass  # another Lark than it says it is
    parser = load_grammar()
    user_cache().write("grammar", tables_of(parser), *made_of)
    return parser


def tables_made_of() -> tuple[str, ...]:
    """What the tables depend on, beside the code here."""
    from lark import __version__

    return grammar_text(), __version__


@cache
def fixed_words() -> dict[str, str]:
    """The terminals that are words or signs, as they are written."""
    return {t.name: str(t.pattern.value) for t in lark().terminals if t.pattern.type == "str"}


def parse_words(source: Source, block: Block, start: str, following: Block | None = None) -> Node | Failure:
    """Lark's tree of one block, its offsets counted from the block's own start, or why there is none."""
    from lark import UnexpectedInput

    try:
        return lark().parse(source.text[block.start : block.end], start=start)
    except UnexpectedInput as error:
        return failure(source, block, error, following)


def failure(source: Source, block: Block, error: UnexpectedInput, following: Block | None) -> Failure:
    """Where the parser stopped, and what it would have accepted there."""
    token = getattr(error, "token", None)
    ended = token is not None and token.type == "$END"
    position: Any = error.pos_in_stream  # typed None by Lark
    offset = block.end if ended else block.start + position
    accepted: set[str] = error.interactive_parser.accepts()  # type: ignore[no-untyped-call]
    stack: list[Any] = error.interactive_parser.parser_state.value_stack
    written = fixed_words()
    return Failure(
        source,
        block,
        index=sum(1 for word in block.words if word.end <= offset),
        words=frozenset(written[terminal] for terminal in accepted if terminal in written),
        kinds=frozenset(terminal for terminal in accepted if terminal not in written),
        language=frozenset(written.values()),
        following=following,
        after_name=getattr(stack[-1] if stack else None, "type", "") == "NAME",
    )

"""Turning the place where the parser stopped into something that an author can act on.

The common mistakes have explanations of their own (`hints`); for every other, what could have stood
there is named in the language's own terms.
"""

from __future__ import annotations

from difflib import get_close_matches

from decisis.diagnostics import Diagnostic
from decisis.source import Source
from decisis.syntax.failure import Failure
from decisis.syntax.hints import HINTS, OTHER_WORDS
from decisis.syntax.hints_heads import PROVISIONS
from decisis.syntax.scan import RESERVED, Block, Lexeme
from decisis.syntax.wording import expectations, listed, shown

MOST_IN_MESSAGE = 4


def explain(failure: Failure) -> Diagnostic:
    """The one complaint about a block that does not parse."""
    for hint in HINTS:
        if (diagnostic := hint(failure)) is not None:
            return diagnostic
    if failure.word() is None:
        return ends_early(failure)
    return unexpected(failure)


def unexpected(f: Failure) -> Diagnostic:
    found, wanted = shown(f.word()), expectations(f)
    if len(wanted) <= MOST_IN_MESSAGE:
        return f.error("E0201", f"expected {listed(wanted)}, found {found}", help=suggestion(f))
    return Diagnostic(
        "E0201",
        f"{found} does not belong here",
        f.span(),
        context=f.block.title,
        notes=(f"expected {listed(wanted)}",),
        help=suggestion(f),
    )


def ends_early(f: Failure) -> Diagnostic:
    """The block ended; perhaps because a name is spelt like the word that begins the next one."""
    if f.following is not None and f.spills:
        return reserved(f.source, f.following.words[0])
    wanted = expectations(f)
    what = f"`{f.block.title}`" if f.block.keyword else "this"
    if f.block.keyword in PROVISIONS and "then" in f.words:
        return f.error(
            "E0208", f"{what} has no conclusion", label="the last word of it", help=_conclusion_help(f)
        )
    if len(wanted) <= MOST_IN_MESSAGE:
        return f.error(
            "E0208", f"{what} ends too early: expected {listed(wanted)}", label="the last word of it"
        )
    return Diagnostic(
        "E0208",
        f"{what} ends too early",
        f.span(),
        label="the last word of it",
        context=f.block.title,
        notes=(f"expected {listed(wanted)}",),
    )


def _conclusion_help(f: Failure) -> str:
    """How to say what follows; the last element may have been meant to say it."""
    if not any(word.text == "given" for word in f.block.words):
        return "say when and what follows: elements stand under `given`, and the conclusion follows `then`"
    labels = [at for at, word in enumerate(f.block.words) if word.kind == "label"]
    last = [word.text for word in f.block.words[labels[-1] :]] if labels else []
    if len(labels) > 1 and last[-1:] == [")"] and last.count("(") == 1:
        name = " ".join(last[1 : last.index("(")])
        return (
            f"say what follows, as in `then q(X)`; if `{name}(…)` does, write `then` in place of `{last[0]}`"
        )
    return "say what follows, as in `then q(X)`"


def reserved(source: Source, word: Lexeme) -> Diagnostic:
    return Diagnostic(
        "E0205",
        f"`{word.text}` is a reserved word and cannot be a name",
        word.span(source),
        help=f"choose another spelling, such as `the_{word.text}`",
    )


WITHIN = {"uses": "matter", "decides": "matter", "before": "matter", "given": "rule", "then": "rule"}


def no_block(source: Source, block: Block) -> Diagnostic:
    """Words before the first reserved word."""
    word = block.words[0]
    near = get_close_matches(word.text, sorted(RESERVED), 1, 0.7)
    help = (
        f"did you mean `{near[0]}`?" if near else "begin with a word such as `rule`, `relation` or `matter`"
    )
    if word.text in WITHIN:
        begun = WITHIN[word.text]
        help = f"it belongs to a `{begun}`: write it below the line that begins with `{begun}`"
    return Diagnostic("E0202", f"{shown(word)} begins no block", word.span(source), help=help)


def suggestion(f: Failure) -> str:
    """What the unexpected word may have been meant to be."""
    if f.kinds == {"STRING"} and not f.words:
        return 'texts stand between quotation marks, as in `"§ 2"`'
    if f.text() in OTHER_WORDS and (f.kind() == "name" or f.kinds & {"$END", "NUMBERED"}):
        return OTHER_WORDS[f.text()]
    known = sorted(text for text in f.words | (frozenset() if f.same_line() else RESERVED) if text.isalpha())
    near = get_close_matches(f.text(), known, 1, 0.7) if f.kind() == "name" else []
    if near:
        return f"did you mean `{near[0]}`?"
    return f"write {expectations(f)[0]} before it" if len(f.words) == 1 and not f.kinds else ""

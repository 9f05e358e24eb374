"""The mistakes that authors make most, each with the explanation it deserves.

A hint is asked in turn whether a failure is its mistake; the first that says so speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure

PROVISIONS = frozenset(["rule", "definition", "holding", "dictum", "dissent"])
SECTIONS = ("given", "despite", "unless", "then", "leaves", "editions")
HEAD = frozenset(["under", "construing", "in", "exception", "subject", "checked"])
TERMS = frozenset(["name", "variable", "number", "daylike", "text"])
MODALS = frozenset(["must", "may", "shall", "should", "can", "cannot", "will"])

AGGREGATES = frozenset(["sum", "count", "greatest", "least", "earliest", "latest", "greater", "lesser", "days"])
COMPARISONS = {
    "more than": ">", "greater than": ">", "longer than": ">", "after": ">", "later than": ">",
    "less than": "<", "shorter than": "<", "before": "<", "earlier than": "<", "at least": ">=", "at most": "<=",
}  # fmt: skip

# Words of other languages and of lawyers, with what is written instead.
OTHER_WORDS = {
    "if": "conditions stand as elements under `given`, before `then`",
    "when": "conditions stand as elements under `given`, before `then`",
    "where": "conditions stand as elements under `given`, before `then`",
    "provided": "conditions stand as elements under `given`, before `then`",
    "notwithstanding": "write `exception to NAME` in the head, or list what did not matter under `despite`",
    "except": "list what stands in the way under `unless`",
    "end": "a block needs no end",
    "else": "a definition may say `, otherwise not` after its conclusion",
    "equals": "write `=`",
    "exceeds": "write `>`",
    "all": "write `for every X such that (a) … it holds that (b) …`",
    "any": "a variable that occurs nowhere else means any; write `_`",
    "exists": "a variable that occurs in an element already means that there is one",
    "business": "write the days, and `counted by` with a counting rule that skips days off",
    "calendar": "write the days, and `counted by` with a counting rule",
    "true": "what a record states holds; write the relation alone",
    "false": "write `not` before the relation",
    ".": "nothing is needed between blocks, clauses or elements",
    ",": "nothing is needed between blocks, clauses or elements",
}


def element_joined(f: Failure) -> Diagnostic | None:
    """`(1) p(X) and q(X)`, or a comma."""
    if "NUMBERED" not in f.kinds and "LETTERED" not in f.kinds or f.text() not in ("and", "or", ","):
        return None
    help = "remove it, and give what follows a number of its own, as in `(2) q(X)`"
    if "LETTERED" in f.kinds:
        help = "remove it, and give what follows a letter of its own, as in `(b) q(X)`"
    elif f.text() == "or":
        help = "write alternatives as `either (a) p(X) (b) q(X)`"
    return f.error("E0221", f"elements are not joined by `{f.text()}`", help=help)


def joined_conclusions(f: Failure) -> Diagnostic | None:
    """`then p(X) and q(X)`."""
    texts = [word.text for word in f.block.words[: f.index]]
    if f.block.keyword not in PROVISIONS or f.text() not in ("and", "or", ",") or "then" not in texts:
        return None
    if any(word.kind == "label" for word in f.block.words[texts.index("then") : f.index]):
        return None
    return f.error(
        "E0226", f"a {f.block.keyword} has one conclusion", help="write the other conclusion in a provision of its own"
    )


def element_without_section(f: Failure) -> Diagnostic | None:
    """`rule x (1) p(X)`."""
    if f.kind() != "label" or "given" not in f.words:
        return None
    return f.error("E0201", "an element stands under `given`, `despite` or `unless`", help="write `given` before it")


def glued_word(f: Failure) -> Diagnostic | None:
    """`either(a)`, `given(1)`, `not(p(X))`: read as the name of a relation."""
    word = f.text()
    if word not in f.words or f.text(1) != "(" or not f.touches(1):
        return None
    if word == "not":
        return f.error("E0201", "`not` takes no parentheses", f.span(0, 1), help="write `not p(X)`")
    return f.error("E0201", f"a space is missing after `{word}`", f.span(0, 1), help=f"write `{word} (`")


def missing_label(f: Failure) -> Diagnostic | None:
    """A condition where an element should begin."""
    sort = "NUMBERED" if "NUMBERED" in f.kinds else "LETTERED" if "LETTERED" in f.kinds else ""
    begins = f.text() in ("not", "no", "either") or f.text() == "for" and f.text(1) == "every"
    relation = f.kind() == "name" and f.text(1) == "(" and f.touches(1)
    if not sort or not (begins or relation or f.kind() == "variable"):
        return None
    label, what = next_label(f, sort), "number" if sort == "NUMBERED" else "letter"
    rest = f"{f.text()}(…)" if relation else f"{f.text()} …"
    return f.error(
        "E0206", f"this element has no {what}", label="an element begins here", help=f"write `{label} {rest}`"
    )


def next_label(f: Failure, sort: str) -> str:
    """The label that would come next in the block."""
    for word in reversed(f.block.words[: f.index]):
        inner = word.text[1:-1]
        if word.kind == "label" and inner.isdigit() and sort == "NUMBERED":
            return f"({int(inner[:9]) + 1})"
        if word.kind == "label" and inner.isalpha() and sort == "LETTERED":
            return f"({chr(min(ord(inner) + 1, ord('z')))})"
    return "(1)" if sort == "NUMBERED" else "(a)"


def wrong_label(f: Failure) -> Diagnostic | None:
    """`(a)` where a number is wanted, `(1)` where a letter is."""
    if f.kind() != "label" or f.touches():
        return None
    number = f.text()[1:-1].isdigit()
    if number and "LETTERED" in f.kinds and "NUMBERED" not in f.kinds:
        return f.error("E0206", "alternatives and parts bear letters", help=f"write `{next_label(f, 'LETTERED')}`")
    if not number and "NUMBERED" in f.kinds and "LETTERED" not in f.kinds:
        return f.error("E0206", "elements bear numbers", help=f"write `{next_label(f, 'NUMBERED')}`")
    return None


def capital_relation(f: Failure) -> Diagnostic | None:
    """`Felony(C)`: stops at the parenthesis, or at the word if no variable can stand there either."""
    for at in (-1, 0):
        if f.kind(at) == "variable" and f.text(at + 1) == "(" and f.touches(at + 1):
            name = f.text(at)
            return f.error(
                "E0211", f"`{name}` is capitalised, and names of relations are not", f.span(at),
                help=f"write `{name.lower()}(…)`",
            )
    return None


def space_before_parenthesis(f: Failure) -> Diagnostic | None:
    """`felony (C)`: stops at the parenthesis, or at the word if no name can stand there."""
    for at in (0, 1):
        opens = f.text(at).startswith("(") and f.same_line(at) and not f.touches(at)
        opens = opens and not f.text(at)[1:2].isdigit()
        if opens and f.kind(at - 1) == "name" and (at == 1 or not known_word(f, at - 1)):
            if at == 1 and "CALL" not in f.kinds and "NUMBERED" not in f.kinds:
                continue
            name = f.text(at - 1)
            return f.error(
                "E0212", f"a space separates `{name}` from its parenthesis", f.span(at - 1, at),
                help=f"write `{name}{f.text(at)}{'…)' if f.text(at) == '(' else ''}`",
            )
    return None


def known_word(f: Failure, offset: int) -> bool:
    return f.text(offset) in SECTIONS or f.text(offset) in ("either", "that", "when", "of", "to", "from")


def relation_alone(f: Failure) -> Diagnostic | None:
    """`(1) felony`: a name where a condition should be, and nothing that could make it one."""
    before = f.kind(-1) == "name" and f.kind(-2) == "label" and f.text(-1) not in ("either", "not", "no")
    after_then = f.kind(-1) == "name" and f.text(-2) in ("then", "not", "that") and f.words == {"does"}
    if not before and not (after_then and f.text(-1) not in MODALS and f.text() not in ("not", "(")):
        return None
    if f.text() == "(" or f.kind() == "name" and not f.touches() and f.text(1) == "(" and f.touches(1):
        return None
    return f.error(
        "E0225", f"`{f.text(-1)}` has no arguments", f.span(-1), help=f"write of whom it is said, as in `{f.text(-1)}(X)`"
    )


def modal(f: Failure) -> Diagnostic | None:
    """`then must remand(J)`."""
    for at in (-1, 0):
        if f.text(at) in MODALS and f.kind(at) == "name" and f.kind(at + 1) == "name":
            joined = f"{f.text(at)}_{f.text(at + 1)}"
            return f.error(
                "E0201", f"`{f.text(at)}` has no meaning of its own", f.span(at),
                help=f"make it part of a relation, as in `{joined}(…)`",
            )
    return None


def nested_relation(f: Failure) -> Diagnostic | None:
    """`p(q(X))`."""
    in_arguments = "ROLE" in f.kinds or f.text(-1) in ("(", ",") and "VARIABLE" in f.kinds and "CALL" not in f.kinds
    if not in_arguments or f.kind() != "name" or f.text(1) != "(" or not f.touches(1):
        return None
    return f.error(
        "E0223", f"`{f.text()}(…)` is a relation, and an argument is a variable or a value",
        help=f"name its value in an element of its own, as in `(1) {f.text()}(…, V)`",
    )


def open_parenthesis(f: Failure) -> Diagnostic | None:
    """An argument list that goes on where it should have ended, or lacks a comma."""
    if ")" not in f.words:
        return None
    opened = next((i for i in range(f.index - 1, -1, -1) if f.block.words[i].text == "("), None)
    if opened is None:
        return None
    name = f.block.words[opened - 1].text if opened else ""
    if lacks_comma(f):
        return missing_comma_at(f)
    return f.error(
        "E0210", f"the parenthesis of `{name}(` is not closed", f.span(opened - f.index - 1, opened - f.index),
        label="opened here", help="close it with `)`",
    )


def lacks_comma(f: Failure) -> bool:
    """Whether the parenthesis is closed later on, so that only a comma is missing."""
    if f.kind(-1) not in TERMS or f.kind() not in TERMS:
        return False
    for word in f.block.words[f.index :]:
        if word.text in (")", "("):
            return word.text == ")" and f.same_line()
        if word.kind == "label":
            return False
    return False


def missing_comma(f: Failure) -> Diagnostic | None:
    """Two members of a list side by side, or `then felony(C) otherwise not`."""
    if "," not in f.words:
        return None
    if f.text() in ("otherwise", "rolls"):
        return f.error("E0222", f"a comma is missing before `{f.text()}`", help=f"write `, {f.text()}`")
    alike = f.kind() == f.kind(-1) and f.kind() in TERMS
    listed = alike and f.same_line() and "NUMBERED" not in f.kinds and f.text() not in OTHER_WORDS
    return missing_comma_at(f) if listed and not near_miss(f) else None


def near_miss(f: Failure) -> bool:
    """Whether the word looks like one of those that could have stood there."""
    return bool(get_close_matches(f.text(), [word for word in f.words if word.isalpha()], 1, 0.7))


def missing_comma_at(f: Failure) -> Diagnostic:
    return f.error(
        "E0222", f"a comma is missing between `{f.text(-1)}` and `{f.text()}`", f.span(-1, 0),
        help=f"write `{f.text(-1)}, {f.text()}`",
    )


def section_order(f: Failure) -> Diagnostic | None:
    """A section or a head clause that comes too late."""
    if f.block.keyword not in PROVISIONS or f.kind() != "name":
        return None
    begun = [word.text for word in f.block.words[: f.index] if word.kind == "name" and word.text in SECTIONS]
    word = f.text()
    if not begun or word in f.words:
        return None
    if word in SECTIONS and word == begun[-1]:
        return f.error("E0207", f"`{word}` is given twice", label="the second one", help="join the two lists")
    if word in SECTIONS and SECTIONS.index(word) < SECTIONS.index(begun[-1]):
        return f.error(
            "E0214", f"`{word}` comes before `{begun[-1]}`",
            help="the order is `given`, `despite`, `unless`, `then`, `leaves open`, `editions as of`",
        )
    if word in HEAD or word == "from":
        return f.error(
            "E0214", f"`{word}` comes before `{begun[0]}`", help=f"move it to the head of the {f.block.keyword}"
        )
    return None


def wrong_case(f: Failure) -> Diagnostic | None:
    """A lower-case sort or variable, a capitalised name."""
    text, capital = f.text(), f.kind() == "variable" and f.text() != "_"
    if f.kind() == "name" and f.kinds == {"VARIABLE"} and not f.words:
        right = "".join(part.capitalize() for part in text.split("_"))
        return f.error("E0224", f"variables and sorts begin with a capital letter: `{text}`", help=f"write `{right}`")
    if capital and not f.words and f.kinds in ({"NAME"}, {"CALL"}, {"ROLE"}):
        return f.error("E0224", f"names begin with a small letter: `{text}`", help=f"write `{text.lower()}`")
    if f.text() == ":" and f.kind(-1) == "variable" and ")" in f.words:
        right = f.text(-1).lower()
        return f.error(
            "E0224", f"names of arguments begin with a small letter: `{f.text(-1)}`", f.span(-1),
            help=f"write `{right}:`",
        )
    return None


def worded_comparison(f: Failure) -> Diagnostic | None:
    """`T is more than 13 months`, `T at least 3`, `Day is after D`."""
    for at in (-1, 0):
        sign = COMPARISONS.get(f"{f.text(at)} {f.text(at + 1)}") or (
            COMPARISONS.get(f.text(at)) if f.kind(at + 1) in TERMS - {"name"} else None
        )
        if sign and f.kind(at - 1) in ("variable", "name") and f.text(at - 1) not in ("(", ","):
            words = f.text(at) if f.text(at) in COMPARISONS else f"{f.text(at)} {f.text(at + 1)}"
            last = at if f.text(at) in COMPARISONS else at + 1
            return f.error(
                "E0209", f"`{words}` states an imprecise value, and does not compare", f.span(at, last),
                help=f"to compare write `{sign}`",
            )
    return None


def bare_aggregate(f: Failure) -> Diagnostic | None:
    """`N is sum of T …`."""
    word = f.text(-1)
    if f.text() != "of" or word not in AGGREGATES:
        return None
    return f.error("E0201", f"`{word} of` lacks its article", f.span(-1, 0), help=f"write `the {word} of`")


HINTS: tuple[Callable[[Failure], Diagnostic | None], ...] = (
    capital_relation,
    joined_conclusions,
    element_joined,
    glued_word,
    nested_relation,
    space_before_parenthesis,
    modal,
    worded_comparison,
    bare_aggregate,
    relation_alone,
    missing_label,
    wrong_label,
    element_without_section,
    section_order,
    wrong_case,
    open_parenthesis,
    missing_comma,
)

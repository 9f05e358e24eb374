"""The mistakes that authors make most, each with the explanation it deserves.

A hint is asked in turn whether a failure is its mistake; the first that says so speaks. Those about
single conditions are in `hints_terms`, those about values in `hints_values`, those about variants in
`hints_changes`, those of English sentences in `hints_english`, of other languages in `hints_foreign`; here
are those about elements, sections and clauses.
"""

from __future__ import annotations

from collections.abc import Callable

from decisis.diagnostics import Diagnostic
from decisis.syntax import hints_answers, hints_changes, hints_terms
from decisis.syntax.failure import Failure, words
from decisis.syntax.hints_bounds import BOUNDS_IN_WORDS
from decisis.syntax.hints_choices import alternatives, another_value
from decisis.syntax.hints_english import ENGLISH
from decisis.syntax.hints_foreign import FOREIGN
from decisis.syntax.hints_heads import BEGINNINGS, HEADS, PROVISIONS, conclusion_in_words
from decisis.syntax.hints_rounding import ROUNDED
from decisis.syntax.hints_values import VALUES_AMISS

SECTIONS = ("given", "despite", "unless", "then", "factors", "leaves", "editions")
CONNECTIVES = frozenset(SECTIONS) | words(
    "under construing exception subject quote edition counted versus without"
    " of at is by to from in on as over because and or when that"
)
IN_FULL = {"leaves": "leaves open", "editions": "editions as of"}
HEAD = words("under construing exception subject checked from")

SKIPPED = "write the days, and `counted by` with a counting rule that skips days off"

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
    "vs": "write `versus`",
    "therefore": "the conclusion follows `then`",
    "hence": "the conclusion follows `then`",
    "so": "the conclusion follows `then`",
    "implies": "the conclusion follows `then`",
    "in": "write `X is one of a, b`; in a `matter`, `before` the court",
    "all": "write `for every X such that (a) … it holds that (b) …`",
    "any": "a variable that occurs nowhere else means any; write `_`",
    "exists": "a variable that occurs in an element already means that there is one",
    **dict.fromkeys(words("business working workdays weekdays"), SKIPPED),
    "calendar": "write the days, and `counted by` with a counting rule",
    "true": "what a record states holds; write the relation alone",
    "false": "write `not` before the relation",
    ".": "nothing is needed between blocks, clauses or elements",
    ",": "nothing is needed between blocks, clauses or elements",
}

# --- elements ------------------------------------------------------------------------------------


def element_joined(f: Failure) -> Diagnostic | None:
    """`(1) p(X) and q(X)`, or a comma."""
    if not f.kinds & {"NUMBERED", "LETTERED"} or f.text() not in ("and", "or", ","):
        return None
    help = "remove it, and give what follows a number of its own, as in `(2) q(X)`"
    if f.text() == "," and _in_an_aggregate(f):
        help = "write `and`, which joins the conditions of an aggregate"
    elif "LETTERED" in f.kinds:
        help = _lettered(f)
    elif f.text() == "or":
        help = "write alternatives as `either (a) p(X) (b) q(X)`"
    return f.error("E0221", f"elements are not joined by `{f.text()}`", help=help)


def _lettered(f: Failure) -> str:
    """A further letter is one more alternative of an `either`, and one more part of a `for every`."""
    opening = next((w.text for w in reversed(f.block.words[: f.index]) if w.text in ("either", "every")), "")
    if (opening, f.text()) in (("either", "and"), ("either", ","), ("every", "or")):
        return "let a rule of its own conclude what is joined, and ask for its conclusion here"
    return "remove it, and give what follows a letter of its own, as in `(b) q(X)`"


def _in_an_aggregate(f: Failure) -> bool:
    """Whether the element so far is `… for each K such that p(K)`, or a count."""
    before = f.block.words[: f.index]
    starts = [at for at, word in enumerate(before) if word.kind in ("NUMBERED", "LETTERED")]
    element = [word.text for word in before[max(starts, default=0) :]]
    return "such" in element and "every" not in element


def joined_conclusions(f: Failure) -> Diagnostic | None:
    """`then p(X) and q(X)`, `then p(X), q(X)`."""
    texts = [word.text for word in f.block.words[: f.index]]
    at = -1 if f.text(-1) == "," and f.words == {"otherwise"} else 0
    if f.block.keyword not in PROVISIONS or f.text(at) not in ("and", "or", ",") or "then" not in texts:
        return None
    if "leaves" not in f.words and f.words != {"otherwise"}:
        return None
    help = "write the other conclusion in a provision of its own"
    return f.error("E0226", f"a {f.block.keyword} has one conclusion", f.span(at), help=help)


def missing_label(f: Failure) -> Diagnostic | None:
    """A condition where an element should begin."""
    sort = next((kind for kind in ("NUMBERED", "LETTERED") if kind in f.kinds), None)
    begins = f.text() in ("not", "no", "either") or (f.text() == "for" and f.text(1) == "every")
    relation = f.kind() == "name" and f.calls()
    if sort is None or not (begins or relation or f.kind() == "variable"):
        return None
    label, what = next_label(f, sort), "number" if sort == "NUMBERED" else "letter"
    rest = f"{f.text()}(…)" if relation else f"{f.text()} …"
    help = f"write `{label} {rest}`"
    if sort == "NUMBERED" and "then" in f.words and _is_last(f):
        help = f"if it is the conclusion, write `then {rest}`; if it is an element, `{label} {rest}`"
    return f.error("E0206", f"this element has no {what}", label="an element begins here", help=help)


def _is_last(f: Failure) -> bool:
    """Whether nothing but one literal is left of the block."""
    rest = [word.text for word in f.block.words[f.index :]]
    return rest[-1:] == [")"] and rest.count("(") == 1


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
    if f.kind() != "label":
        return None
    number = f.text()[1:-1].isdigit()
    if number and "LETTERED" in f.kinds and "NUMBERED" not in f.kinds:
        return f.error(
            "E0206", "alternatives and parts bear letters", help=f"write `{next_label(f, 'LETTERED')}`"
        )
    if not number and "NUMBERED" in f.kinds and "LETTERED" not in f.kinds:
        return f.error("E0206", "elements bear numbers", help=f"write `{next_label(f, 'NUMBERED')}`")
    return None


def unfinished_label(f: Failure) -> Diagnostic | None:
    """`(1 p(X)`, `1) p(X)`, `1 p(X)`, `- p(X)`."""
    if not f.kinds & {"NUMBERED", "LETTERED"}:
        return None
    opened = f.text() == "(" and f.kind(1) in ("number", "name")
    number = f.text(1) if opened else f.text() if f.kind() == "number" and not f.same_line() else ""
    if (opened and f.text(2) == ")") or not (number or f.text() in ("-", "*")):
        return None
    label = f"({number})" if number else next_label(f, "NUMBERED" if "NUMBERED" in f.kinds else "LETTERED")
    end = 1 if opened or f.text(1) == ")" else 0
    help = f"write `{label}`"
    return f.error("E0206", "the number of an element stands between parentheses", f.span(0, end), help=help)


def colon_after_word(f: Failure) -> Diagnostic | None:
    """`given:`, `then:`, `record found from card:`."""
    if f.text() != ":" or f.kind(-1) != "name":
        return None
    if f.text(-1) not in SECTIONS and f.block.keyword != "record":
        return None
    return f.error("E0201", f"no colon follows `{f.text(-1)}`", help="remove it")


def element_without_section(f: Failure) -> Diagnostic | None:
    """`rule x (1) p(X)`."""
    if f.kind() != "label" or "given" not in f.words:
        return None
    return f.error(
        "E0201", "an element stands under `given`, `despite` or `unless`", help="write `given` before it"
    )


def swallowed_word(f: Failure) -> Diagnostic | None:
    """`X is one of a, then q(X)`, `rule given (1) p(X)`: a word of the language was read as a name."""
    word = f.text(-1)
    if word not in CONNECTIVES or not (f.after_name or f.text(-2) in (",", "of")):
        return None
    return f.error(
        "E0201",
        f"a name is missing before `{word}`",
        f.span(-1),
        label="read as a name",
        help="say it, or finish the list",
    )


# --- clauses -------------------------------------------------------------------------------------


def section_order(f: Failure) -> Diagnostic | None:
    """A section or a head clause out of its place."""
    if f.block.keyword not in PROVISIONS or f.kind() != "name" or f.text() in f.words:
        return None
    begun = [word.text for word in f.block.words[: f.index] if word.kind == "name" and word.text in SECTIONS]
    word = f.text()
    if not begun:
        return None
    if word in SECTIONS and word == begun[-1] != "leaves":
        return f.error("E0207", f"`{word}` is given twice", label="the second one", help="join the two lists")
    if word in SECTIONS:
        late = SECTIONS.index(word) < SECTIONS.index(begun[-1])
        if not late and word not in ("factors", "leaves", "editions"):
            return None
        order = f"before `{begun[-1]}`" if late else "after `then`"
        return f.error(
            "E0214",
            f"`{IN_FULL.get(word, word)}` comes {order}",
            help=f"the order is {', '.join(f'`{IN_FULL.get(s, s)}`' for s in SECTIONS)}",
        )
    if word in HEAD or (word == "in" and f.text(1) == "force"):
        return f.error(
            "E0214",
            f"`{word}` comes before `{begun[0]}`",
            help=f"move it to the head of the {f.block.keyword}",
        )
    return None


def denied_at_the_end(f: Failure) -> Diagnostic | None:
    """`then p(X) is not so`."""
    if f.words != {"covered"} or f.text(-1) != "not":
        return None
    help = "write `not` before the relation"
    return f.error("E0201", "the opposite of a relation has `not` before it", f.span(-2, -1), help=help)


def names_joined(f: Failure) -> Diagnostic | None:
    """`exception to a and b`, `set aside a and b`, `because a and b`."""
    listing = f.kind(-1) == "name" and "," in f.words and f.kind(1) == "name"
    if f.text() not in ("and", "or") or not listing:
        return None
    return f.error("E0222", "names in a list stand between commas", help=f"write `{f.text(-1)}, {f.text(1)}`")


def not_showing(f: Failure) -> Diagnostic | None:
    """`not showing that p(X)`."""
    if f.text() != "showing" or f.text(-1) != "not":
        return None
    return f.error("E0201", "`showing` follows `no`", f.span(-1, 0), help="write `no showing`")


def provision_under_unless(f: Failure) -> Diagnostic | None:
    """`unless other_rule`."""
    if f.text(-1) != "unless" or f.kind() != "name" or f.calls():
        return None
    help = f"write `subject to {f.text()}` in the head, or what bars it as an element, `(1) p(X)`"
    return f.error("E0201", "`unless` takes elements, and no provision", help=help)


def also_as_last(f: Failure) -> Diagnostic | None:
    """`fact p(a, 3 months) found also as 4 months quote "…"`."""
    said = [word.text for word in f.block.words[: f.index]]
    if f.block.keyword not in ("fact", "record") or "also" not in said:
        return None
    if f.text() not in ("at", "quote", "from", "by", "despite"):
        return None
    return f.error("E0214", f"`{f.text()}` comes before `also as`", help="move it; `also as` ends a fact")


HINTS: tuple[Callable[[Failure], Diagnostic | None], ...] = (
    *BEGINNINGS,
    *ROUNDED,
    *ENGLISH,
    *VALUES_AMISS,
    *BOUNDS_IN_WORDS,
    hints_terms.counted_relation,
    hints_terms.over_what,
    *FOREIGN,
    hints_terms.compared_relation,
    hints_terms.not_is,
    hints_terms.parameter_without_colon,
    hints_terms.parameter_without_sort,
    hints_terms.capital_relation,
    hints_terms.worded_comparison,
    hints_terms.bare_aggregate,
    hints_terms.prose,
    hints_terms.condition_within,
    hints_terms.bound_as_a_name,
    alternatives,
    another_value,
    colon_after_word,
    unfinished_label,
    swallowed_word,
    joined_conclusions,
    element_joined,
    hints_terms.glued_word,
    hints_terms.nested_relation,
    hints_terms.grouping,
    hints_terms.space_before_parenthesis,
    conclusion_in_words,
    hints_terms.modal,
    hints_answers.asks_twice,
    hints_answers.asked_in_words,
    hints_answers.place_of_no_fact,
    hints_terms.relation_alone,
    missing_label,
    wrong_label,
    element_without_section,
    *HEADS,
    section_order,
    names_joined,
    not_showing,
    provision_under_unless,
    denied_at_the_end,
    also_as_last,
    hints_changes.variant_of_nothing,
    hints_changes.other_change,
    hints_changes.supposed_in_full,
    hints_answers.other_verdict,
    hints_answers.value_without_name,
    hints_answers.sign_within,
    hints_answers.missing_is,
    hints_answers.values_after_verdict,
    hints_answers.literal_for_a_name,
    hints_answers.words_after_matter,
    hints_answers.question_without_colon,
    hints_answers.sides_joined,
    hints_answers.dispute_without_colon,
    hints_terms.wrong_case,
    hints_terms.open_parenthesis,
    hints_terms.missing_comma,
)

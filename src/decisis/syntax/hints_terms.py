"""Mistakes within a condition: relations and their parentheses, arguments, comparisons, lists."""

from __future__ import annotations

from difflib import get_close_matches

from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure, words
from decisis.syntax.hints_foreign import ASK_WITH_A_VARIABLE

TERMS = words("name variable number daylike text")
ARTICLES = words("the a an this that his her its")
MODALS = words("must may shall should can cannot will")
AGGREGATES = words("sum count greatest least earliest latest greater lesser days")
BOUNDS = ("after", "before", "between")
BEGINNING_BOUNDS = {
    "at": "at least 3", "on": "on or after 2004-02-17", "more": "more than 3", "less": "less than 3",
}  # fmt: skip
COMPARISONS = {
    "more than": ">", "greater than": ">", "longer than": ">", "later than": ">", "after": ">",
    "less than": "<", "shorter than": "<", "earlier than": "<", "before": "<",
    "at least": ">=", "at most": "<=",
}  # fmt: skip

# --- relations -----------------------------------------------------------------------------------


def capital_relation(f: Failure) -> Diagnostic | None:
    """`Felony(C)`: stops at the parenthesis, or at the word if no variable can stand there either."""
    for at in (-1, 0):
        if f.kind(at) == "variable" and f.calls(at):
            name = f.text(at)
            return f.error(
                "E0211",
                f"`{name}` is capitalised, and names of relations are not",
                f.span(at),
                help=f"write `{name.lower()}(…)`",
            )
    return None


def glued_word(f: Failure) -> Diagnostic | None:
    """`either(a)`, `given(1)`, `not(p(X))`: read as the name of a relation."""
    for at in (0, -2, -4):
        word = f.text(at)
        if word == "not" and f.calls(at) and at != -4:
            return f.error("E0201", "`not` takes no parentheses", f.span(at, at + 1), help="write `not p(X)`")
        if f.calls(at) and (word == "either" or (at == 0 and word in f.words)):
            return f.error(
                "E0201", f"a space is missing after `{word}`", f.span(at, at + 1), help=f"write `{word} (`"
            )
    return None


def space_before_parenthesis(f: Failure) -> Diagnostic | None:
    """`felony (C)`: stops at the parenthesis, or at the word if no name can stand there."""
    for at in (0, 1):
        name, opens = f.text(at - 1), f.text(at)
        if f.kind(at - 1) != "name" or name in f.language or f.touches(at) or not f.same_line(at):
            continue
        if (
            not opens.startswith("(")
            or opens[1:2].isdigit()
            or (at == 1 and not f.kinds & {"CALL", "NUMBERED"})
        ):
            continue
        return f.error(
            "E0212",
            f"a space separates `{name}` from its parenthesis",
            f.span(at - 1, at),
            help=f"write `{name}{opens}{'…)' if opens == '(' else ''}`",
        )
    return None


def bound_as_a_name(f: Failure) -> Diagnostic | None:
    """`waived(atlas, at)`, of a party called `at`: read as the beginning of `at least` or the like."""
    word = f.text(-1)
    if word not in BEGINNING_BOUNDS or f.text() not in (")", ",") or f.text(-2)[-1:] not in ("(", ","):
        return None
    return f.error(
        "E0201",
        f"`{word}` begins a bound such as `{BEGINNING_BOUNDS[word]}`, and cannot be a name here",
        f.span(-1),
        help=f"give what it names another name, such as `{word}_1`, here and where it is declared",
    )


def modal(f: Failure) -> Diagnostic | None:
    """`then must remand(J)`."""
    for at in (-1, 0):
        if f.text(at) in MODALS and f.kind(at + 1) == "name":
            return f.error(
                "E0201",
                f"`{f.text(at)}` has no meaning of its own",
                f.span(at),
                help=f"make it part of a relation, as in `{f.text(at)}_{f.text(at + 1)}(…)`",
            )
    return None


def prose(f: Failure) -> Diagnostic | None:
    """`(1) the defendant is guilty`."""
    if f.kind(-2) != "label" or f.text(-1) not in ARTICLES:
        return None
    return f.error(
        "E0201",
        f"a condition does not begin with `{f.text(-1)}`",
        f.span(-1),
        help="write a relation such as `guilty(D)`, or name a value, as in `N is the greater of A and B`",
    )


def condition_within(f: Failure) -> Diagnostic | None:
    """`(1) if p(X)`."""
    word = f.text(-1)
    if f.kind(-2) != "label" or word not in ("if", "when", "where", "provided") or f.calls(-1):
        return None
    help = "leave it out: each element is a condition, and what follows from all of them stands after `then`"
    return f.error("E0201", f"a condition does not begin with `{word}`", f.span(-1), help=help)


def relation_alone(f: Failure) -> Diagnostic | None:
    """A name where a relation should be."""
    bare = f.kind() == "name" and f.text() not in f.language and not f.calls()
    if bare and f.kinds == {"CALL"} and f.words <= {"not"}:
        return no_arguments(f, 0)
    condition = f.kind(-2) == "label" and f.text(-1) not in ("either", "not", "no")
    conclusion = f.text(-2) == "then" and f.words == {"does"} and f.text() != "not"
    if f.kind(-1) != "name" or not (condition or conclusion) or f.text() == "(" or f.calls():
        return None
    return no_arguments(f, -1)


def no_arguments(f: Failure, at: int) -> Diagnostic:
    name = f.text(at)
    return f.error("E0225", f"`{name}` has no arguments", f.span(at), help=f"say of what, as in `{name}(X)`")


# --- parameters ----------------------------------------------------------------------------------


def parameter_without_colon(f: Failure) -> Diagnostic | None:
    """`relation p(x X)`."""
    if f.block.keyword not in ("relation", "table") or f.kind() != "name" or f.kind(1) != "variable":
        return None
    if f.text(-1) not in ("(", ","):
        return None
    return f.error(
        "E0201", "a colon stands between a parameter and its sort", help=f"write `{f.text()}: {f.text(1)}`"
    )


def parameter_without_sort(f: Failure) -> Diagnostic | None:
    """`relation p(x, y)`, `relation p(Flight)`."""
    if f.block.keyword not in ("relation", "table") or "ROLE" not in f.kinds or f.text(1) not in (",", ")"):
        return None
    if f.kind() == "variable":
        help = f"write `{f.text()[0].lower()}: {f.text()}`"
        return f.error("E0201", "a parameter has a name before its sort", help=help)
    if f.kind() != "name":
        return None
    help = (
        f"write `{f.text()}: SORT`, where the sort is declared, or such as `Int`, `Money`, `Date` or `Party`"
    )
    return f.error("E0201", "a parameter has a sort after its name", help=help)


# --- arguments -----------------------------------------------------------------------------------


def nested_relation(f: Failure) -> Diagnostic | None:
    """`p(q(X))`."""
    if "ROLE" not in f.kinds or "VARIABLE" not in f.kinds or f.kind() != "name" or not f.calls():
        return None
    return f.error(
        "E0223",
        f"`{f.text()}(…)` is a relation, and an argument is a variable or a value",
        help=f"name its value in an element of its own, as in `(1) {f.text()}(…, V)`",
    )


def open_parenthesis(f: Failure) -> Diagnostic | None:
    """An argument list that goes on where it should have ended, or lacks a comma."""
    opened = next((i for i in range(f.index - 1, -1, -1) if f.block.words[i].text == "("), None)
    if ")" not in f.words or not opened:
        return None
    if lacks_comma(f):
        misspelt_unit = f.kind(-1) == "number" and near_miss(f)
        return None if misspelt_unit else misspelt_bound(f) or missing_comma_at(f)
    return f.error(
        "E0210",
        f"the parenthesis of `{f.block.words[opened - 1].text}(` is not closed",
        f.span(opened - f.index - 1, opened - f.index),
        label="opened here",
        help="close it with `)`",
    )


def lacks_comma(f: Failure) -> bool:
    """Whether the parenthesis is closed later on, so that only a comma is missing."""
    if f.kind(-1) not in TERMS or f.kind() not in TERMS or not f.same_line():
        return False
    for word in f.block.words[f.index :]:
        if word.text in (")", "(") or word.kind == "label":
            return word.text == ")"
    return False


def missing_comma(f: Failure) -> Diagnostic | None:
    """Two members of a list side by side, or `then felony(C) otherwise not`."""
    if "," not in f.words:
        return None
    if f.text() in ("otherwise", "rolls"):
        return f.error("E0222", f"a comma is missing before `{f.text()}`", help=f"write `, {f.text()}`")
    alike = f.kind() == f.kind(-1) and f.kind() in TERMS and f.same_line()
    if not alike or "NUMBERED" in f.kinds or f.text() in f.language or near_miss(f):
        return None
    return missing_comma_at(f)


def misspelt_bound(f: Failure) -> Diagnostic | None:
    """`afer 2020-02-20`: a word that nearly makes an imprecise value of the next one."""
    if f.kind(-1) != "name" or f.kind() not in ("number", "daylike"):
        return None
    close = get_close_matches(f.text(-1), BOUNDS, 1, 0.7)
    if not close:
        return None
    message = f"`{f.text(-1)}` does not belong before a value"
    return f.error("E0201", message, f.span(-1), help=f"did you mean `{close[0]}`?")


def missing_comma_at(f: Failure) -> Diagnostic:
    return f.error(
        "E0222",
        f"a comma is missing between `{f.text(-1)}` and `{f.text()}`",
        f.span(-1, 0),
        help=f"write `{f.text(-1)}, {f.text()}`",
    )


def near_miss(f: Failure) -> bool:
    """Whether the word looks like one of those that could have stood there."""
    return bool(get_close_matches(f.text(), [word for word in f.words if word.isalpha()], 1, 0.7))


def wrong_case(f: Failure) -> Diagnostic | None:
    """A lower-case sort or variable, a capitalised name."""
    text = f.text()
    if f.kind() == "name" and text not in f.language and f.kinds == {"VARIABLE"} and not f.words:
        right = "".join(part.capitalize() for part in text.split("_"))
        return f.error(
            "E0224", f"variables and sorts begin with a capital letter: `{text}`", help=f"write `{right}`"
        )
    if f.kind() == "variable" and text != "_" and not f.words and f.kinds in ({"NAME"}, {"CALL"}, {"ROLE"}):
        return f.error("E0224", f"names begin with a small letter: `{text}`", help=f"write `{text.lower()}`")
    if text == ":" and f.kind(-1) == "variable" and ")" in f.words:
        role = f.text(-1)
        return f.error(
            "E0224",
            f"names of arguments begin with a small letter: `{role}`",
            f.span(-1),
            help=f"write `{role.lower()}:`",
        )
    return None


# --- values --------------------------------------------------------------------------------------


def worded_comparison(f: Failure) -> Diagnostic | None:
    """`T is more than 13 months`, `T at least 3`, `Day is after D`."""
    for at in (-1, 0):
        pair = f"{f.text(at)} {f.text(at + 1)}"
        words = pair if pair in COMPARISONS else f.text(at)
        if words not in COMPARISONS or f.text(at - 1) in ("(", ",", "also", "as"):
            continue
        if words == pair or f.kind(at + 1) in TERMS - {"name"}:
            return f.error(
                "E0209",
                f"`{words}` states an imprecise value, and does not compare",
                f.span(at, at + words.count(" ")),
                help=f"to compare write `{COMPARISONS[words]}`",
            )
    return None


def compared_relation(f: Failure) -> Diagnostic | None:
    """`age(P) > 18`, `count(K) > 3`."""
    name = _called_before(f) if f.text() in ("<", "<=", ">", ">=", "!=") else ""
    if not name:
        return None
    help = f"let it name its value, as in `{name}(X, N)`, and compare `N` in an element of its own"
    if name == "count":
        help = "name it, as in `N is the count of K such that p(K)`, and compare `N`"
    elif name in AGGREGATES:
        help = f"name it, as in `N is the {name} of V for each K such that p(K, V)`, and compare `N`"
    return f.error("E0201", f"`{name}(…)` holds or does not, and is no value", help=help)


def _called_before(f: Failure) -> str:
    """The name of the relation whose arguments end before the word."""
    at = -1 if f.text(-1) == ")" else 0
    while at and f.text(at) not in ("(", ""):
        at -= 1
    return f.text(at - 1) if at and f.kind(at - 1) == "name" and f.calls(at - 1) else ""


def not_is(f: Failure) -> Diagnostic | None:
    """`Day not within 10 days after Due`."""
    if f.text() != "not" or f.text(1) not in ("within", "one") or f.kind(-1) != "variable":
        return None
    words = "within …" if f.text(1) == "within" else "one of a, b"
    return f.error(
        "E0201",
        "`is` is missing before `not`",
        f.span(0, 1),
        help=f"write `{f.text(-1)} is not {words}`",
    )


def bare_aggregate(f: Failure) -> Diagnostic | None:
    """`N is sum of T …`."""
    word = f.text(-1)
    if f.text() != "of" or word not in AGGREGATES:
        return None
    return f.error("E0201", f"`{word} of` lacks its article", f.span(-1, 0), help=f"write `the {word} of`")


def counted_relation(f: Failure) -> Diagnostic | None:
    """`N is the count of p(X)`, `N is the number of K such that …`, `N = count(K: p(K))`."""
    help = "write `N is the count of K such that p(K)`"
    if f.text(-1) == "of" and f.text(-2) in AGGREGATES and f.kinds == {"VARIABLE"} and f.calls():
        which = f.text(-2)
        if which != "count":
            help = f"write `N is the {which} of V for each K such that p(K, V)`"
        return f.error("E0201", f"what the {which} goes over follows `such that`", help=help)
    if f.text() in ("number", "amount") and f.text(1) == "of" and "count" in f.words:
        return f.error("E0201", f"`the {f.text()} of` counts nothing", help=help)
    if f.text() in AGGREGATES and f.calls() and f.text(-1) in ("=", "is", "<", ">", "<=", ">="):
        return f.error("E0201", f"`{f.text()}(…)` is read as a relation", help=help)
    return None


def over_what(f: Failure) -> Diagnostic | None:
    """`N is the count of K where p(K)`, `Sum is the sum of T for each K in p(K, T)`."""
    if "such" not in f.words or not f.text().isalpha() or (f.text(), f.text(1)) == ("for", "each"):
        return None
    help = f"write `{f.text(-1)} such that …`"
    return f.error("E0201", f"what it goes over follows `such that`, and not `{f.text()}`", help=help)


def grouping(f: Failure) -> Diagnostic | None:
    """`T > (A + B)`, `p(X, -3)`."""
    if not f.kinds >= {"INT", "DATE"} or "CALL" in f.kinds:
        return None
    if f.text() == "-":
        help = "subtract, as in `N is A - 3`, or let a relation say what decreases"
        if f.asks:
            help = ASK_WITH_A_VARIABLE
        return f.error("E0201", "no value is negative", help=help)
    if f.text() == "(" or f.kind() == "label":
        return f.error(
            "E0201",
            "sums have no parentheses",
            help="name the part in an element of its own, as in `(1) N is A + B`",
        )
    return None

"""Mistakes of who writes conditions as English sentences: what is denied, the later of two days, so many days
before another, shares and parts of a year."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure, words
from decisis.syntax.hints_foreign import EXTREMES, OPPOSITE, PERIODS
from decisis.syntax.hints_terms import COMPARISONS

VALUES = words("name variable number daylike text")
OF_TWO = {
    **dict.fromkeys(words("later higher larger bigger longer"), "greater"),
    **dict.fromkeys(words("earlier lower smaller shorter"), "lesser"),
}
OF_MANY = {
    **dict.fromkeys(words("highest largest biggest longest maximum max"), "greatest"),
    **dict.fromkeys(words("lowest smallest shortest minimum min"), "least"),
    "greatest": "greatest", "latest": "latest", "least": "least", "earliest": "earliest",
}  # fmt: skip
OF_TWO_FOR = {"greatest": "greater", "latest": "greater", "least": "lesser", "earliest": "lesser"}
WORDED = {said: sign for said, sign in COMPARISONS.items() if " " in said}
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
PARTS_OF_TIME = words("first last end beginning start year month week weekday quarter")


# --- of two, of many -------------------------------------------------------------------------------


def of_two(f: Failure) -> Diagnostic | None:
    """`L is the later of A and B`, `the maximum of A and B`, `the latest of A and B`, `max(A, B)`."""
    word = f.text()
    if f.text(-1) == "the" and f.text(1) == "of" and word in (*OF_TWO, *OF_MANY):
        return _of_two(f, 0, word)
    if word in ("and", ",") and f.text(-2) == "of" and f.text(-3) in OF_MANY and f.text(-4) == "the":
        return _of_two(f, -3, f.text(-3))
    if word == "and" and (f.text(-4), f.text(-3), f.text(-2)) == ("the", "sum", "of"):
        help = f"write `{f.text(-1)} + {f.text(1)}`"
        return f.error("E0201", "`the sum of` adds up one of each thing", f.span(-3), help=help)
    if word in EXTREMES and f.calls() and f.text(-1) in ("is", "=", "*", "+", "-"):
        a, b = f.text(2) or "A", f.text(4) or "B"
        help = f"write `the {EXTREMES[word]} of {a} and {b}`"
        return f.error("E0201", f"`{word}(…)` is read as a relation", help=help)
    return None


def _of_two(f: Failure, at: int, word: str) -> Diagnostic:
    many = OF_MANY.get(word, "")
    first, joined, second = f.text(at + 2), f.text(at + 3), f.text(at + 4)
    if joined in ("and", ",") and f.text(at + 5) not in ("and", ","):
        called = OF_TWO.get(word) or OF_TWO_FOR[many]
        help = f"write `the {called} of {first} and {second}`"
        return f.error("E0201", f"of two values, the {word} is called the {called}", f.span(at), help=help)
    help = f"write `the {many or OF_TWO[word]} of V for each K such that p(K, V)`"
    return f.error("E0201", f"`the {word} of` goes over nothing", f.span(at), help=help)


# --- denied, and so many days away -----------------------------------------------------------------


def so_many_days_away(f: Failure) -> Diagnostic | None:
    """`A is more than 30 days before B`, `A >= 30 days after B`."""
    for at in range(-5, 2):
        pair = f"{f.text(at)} {f.text(at + 1)}"
        sign = WORDED.get(pair) or (f.text(at) if f.text(at) in FLIPPED else "")
        if not sign:
            continue
        number = at + (2 if pair in WORDED else 1)
        side = f.text(number + 2)
        if f.kind(number) != "number" or f.text(number + 1) not in PERIODS or side not in ("before", "after"):
            continue
        subject, denied = _subject(f, at)
        if pair in WORDED and side == "before":
            sign = FLIPPED[sign]
        sign = OPPOSITE[sign] if denied else sign
        away = f"{f.text(number)} {f.text(number + 1)} {side} {f.text(number + 3)}"
        help = f"name the day, `Limit is {away}`, and compare with it next, `{subject} {sign} Limit`"
        return f.error(
            "E0209",
            f"`{away}` is a day, and is not compared as it stands",
            f.span(number, number + 3),
            help=help,
        )
    return None


def on_or_before(f: Failure) -> Diagnostic | None:
    """`A is on or before B`."""
    for at in (0, -1):
        if f.text(at) == "on" and f.text(at + 1) == "or" and f.text(at + 2) in ("before", "after"):
            subject, denied = _subject(f, at)
            if f.text(at - 1) not in ("is", "not", "be") or f.kind(at + 3) not in VALUES:
                return None
            sign = "<=" if f.text(at + 2) == "before" else ">="
            help = f"to compare write `{subject} {OPPOSITE[sign] if denied else sign} {f.text(at + 3)}`"
            said = f"`on or {f.text(at + 2)}` states an imprecise value, and does not compare"
            return f.error("E0209", said, f.span(at, at + 2), help=help)
    return None


def denied_comparison(f: Failure) -> Diagnostic | None:
    """`A is not later than B`, `N is not between 1 and 3`."""
    for at in (-1, 0):
        pair = f"{f.text(at)} {f.text(at + 1)}"
        sign = COMPARISONS.get(pair) or COMPARISONS.get(f.text(at), "")
        subject, denied = _subject(f, at)
        if not denied:
            continue
        if sign and (pair in WORDED or f.kind(at + 1) in VALUES):
            said = pair if pair in WORDED else f.text(at)
            value = at + (2 if pair in WORDED else 1)
            unit = f" {f.text(value + 1)}" if f.text(value + 1) in PERIODS else ""
            return f.error(
                "E0209",
                f"`{said}` states an imprecise value, and does not compare",
                f.span(at, at + said.count(" ")),
                help=f"to compare write `{subject} {OPPOSITE[sign]} {f.text(value)}{unit}`",
            )
        if f.text(at) == "between" and f.text(at + 2) == "and":
            low, high = f.text(at + 1), f.text(at + 3)
            help = f"write `either (a) {subject} < {low} (b) {subject} > {high}`"
            said = "`between` states an imprecise value, and does not compare"
            return f.error("E0209", said, f.span(at), help=help)
    return None


def _subject(f: Failure, at: int) -> tuple[str, bool]:
    """What stands before `is`, `is not` or `not`, and whether there is a `not`."""
    denied = f.text(at - 1) == "not"
    at -= denied
    at -= f.text(at - 1) == "is"
    return f.text(at - 1), denied


def counted_in_words(f: Failure) -> Diagnostic | None:
    """`at least 2 of p(X, D)`, `at least two D such that p(X, D)`."""
    for at in (0, -1, -2):
        pair = f"{f.text(at)} {f.text(at + 1)}"
        if f.kind(at - 1) == "label" and pair in WORDED:
            number = f.text(at + 2)
            compared = f"`N {WORDED[pair]} {number}`"
            help = f"count them, `N is the count of K such that p(K)`, and compare next, {compared}"
            return f.error("E0209", f"`{pair} {number}` counts nothing", f.span(at, at + 2), help=help)
    return None


def nothing_of_it(f: Failure) -> Diagnostic | None:
    """`no p(X)`, `there is no p(X)`, `not exists p(X)`."""
    for at in (0, 1, -1):
        begun = f.text(at - 1) == "no" and (f.kind(at - 2) == "label" or f.text(at - 3) == "there")
        begun |= f.text(at - 1) in ("exists", "exist") and f.text(at - 2) == "not"
        if begun and f.kind(at) == "name" and f.calls(at):
            help = f"write `no showing that {f.text(at)}(…)`, with `_` for what may be anything"
            return f.error(
                "E0201", f"`{f.text(at - 1)}` does not stand before a relation", f.span(at - 1), help=help
            )
    return None


# --- what is not worked out ------------------------------------------------------------------------


def not_worked_out(f: Failure) -> Diagnostic | None:
    """`the last day of the year of A`, `the average of N`."""
    word, named = f.text(), f.text(-1)
    if (
        named == "the"
        and word in PARTS_OF_TIME
        and f.text(-2) in ("is", "=", "to", "from", "after", "before")
    ):
        help = "let a relation say it, or a table: `end_of_year(X, Day)`, `years(n: Int, last: Date)`"
        return f.error("E0201", "parts of days and years are not worked out", help=help)
    if word in ("average", "mean", "median") and named == "the":
        help = "divide the sum by the count, `Mean is Sum divided by N rounded down to 1`"
        return f.error("E0201", f"`the {word}` is not worked out", help=help)
    return None


ENGLISH = (
    of_two,
    so_many_days_away,
    on_or_before,
    counted_in_words,
    nothing_of_it,
    denied_comparison,
    not_worked_out,
)

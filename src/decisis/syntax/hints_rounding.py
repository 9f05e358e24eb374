"""Mistakes around shares of amounts: what is divided without being rounded, and how it is rounded."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure, words

SHARES = {
    **dict.fromkeys(words("half halves"), 2), **dict.fromkeys(words("third thirds"), 3),
    **dict.fromkeys(words("quarter quarters fourth fourths"), 4), **dict.fromkeys(words("fifth fifths"), 5),
    **dict.fromkeys(words("sixth sixths"), 6), **dict.fromkeys(words("eighth eighths"), 8),
    **dict.fromkeys(words("tenth tenths"), 10),
}  # fmt: skip
OTHER_DIVISIONS = words("div mod modulo over per")
ROUNDING = words("round rounded floor ceil ceiling trunc truncate")
OTHER_WAYS = "rounded up to 1`", "rounded to the nearest 1`"
HOW = "write how: `rounded down to 1`, `rounded up to 1` or `rounded to the nearest 1`"
BEGINS_A_SHARE = words("one two three a the is of")


def not_rounded(f: Failure) -> Diagnostic | None:
    """`N divided by 3`, and nothing more; `N divided by 3, rounded to the nearest 1`."""
    if "rounded" not in f.words or "divided" not in _element(f):
        return None
    if f.text() == "," and f.text(1) == "rounded":
        return f.error("E0201", "no comma stands before `rounded`", help="remove it")
    help = "say how, behind it: `rounded down to 1`, `rounded up to 1` or `rounded to the nearest 1`"
    return f.error("E0201", "what is divided is rounded, too", f.span(-1), help=help)


def rounded_somehow(f: Failure) -> Diagnostic | None:
    """`rounded to 1`, `rounded off to 1`, `rounded`."""
    said = _element(f)
    if "rounded" not in said or not f.words & {"down", "the", "to", "nearest"}:
        return None
    begun = said[-said[::-1].index("rounded") - 1 :]
    return f.error("E0201", "it does not say how it is rounded", f.span(-len(begun), 0), help=HOW)


def rounded_in_two(f: Failure) -> Diagnostic | None:
    """`the greater of A divided by 3 and B`."""
    if f.text() not in ("divided", "rounded") or f.text(1) not in ("by", "down", "up", "to"):
        return None
    return f.error(
        "E0201",
        f"what is {f.text()} stands alone behind `is`",
        help="name it first, in an element of its own: `(1) Part is A divided by 3 rounded down to 1`",
    )


def share(f: Failure) -> Diagnostic | None:
    """`one third of N`, `N div 3`, `round(N)`."""
    word, named = f.text(), f.text(-1)
    part = SHARES.get(word, 0) if named in BEGINS_A_SHARE else SHARES.get(named, 0) if word == "of" else 0
    if part:
        of = _behind(f, 0 if word == "of" else 1)
        return f.error("E0201", "a share is an amount divided, and rounded", help=_rounded(of, str(part)))
    if word in OTHER_DIVISIONS and f.kind(-1) in ("name", "variable", "number") and f.kind(1):
        help = _rounded(f.text(-1), f.text(1))
        return f.error("E0201", f"`{word}` divides nothing", help=help)
    if word in ROUNDING and f.calls():
        help = f"write `{_argument(f)} rounded down to 1`, `rounded up to 1` or `rounded to the nearest 1`"
        return f.error("E0201", f"`{word}` is no function", help=help)
    return None


def percent(f: Failure) -> Diagnostic | None:
    """`15 percent of Paid`."""
    if f.text() not in ("percent", "pct") or f.kind(-1) != "number" or not f.text(-1).isdigit():
        return None
    of = _behind(f, 1) if f.text(1) == "of" else "N"
    help = f"multiply by a decimal: `{of} * 0.{int(f.text(-1)):02}`"
    return f.error("E0201", "a share is a decimal", f.span(-1, 0), help=help)


def _element(f: Failure) -> list[str]:
    """The words before, from the label of the element on."""
    said: list[str] = []
    for offset in range(-1, -f.index - 1, -1):
        if f.kind(offset) == "label":
            break
        said.insert(0, f.text(offset))
    return said


def _behind(f: Failure, of: int) -> str:
    return f.text(of + 1) if f.text(of) == "of" and f.kind(of + 1) == "variable" else "N"


def _argument(f: Failure) -> str:
    return f.text(2) if f.kind(2) == "variable" else "N"


def _rounded(amount: str, by: str) -> str:
    return f"write `{amount} divided by {by} rounded down to 1`, or `… {' or `… '.join(OTHER_WAYS)}"


ROUNDED = (not_rounded, rounded_somehow, rounded_in_two, share, percent)

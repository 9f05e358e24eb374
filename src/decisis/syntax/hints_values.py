"""Mistakes in values that are known by bounds, in days that are not said in full, and around periods."""

from __future__ import annotations

from calendar import monthrange

from decisis.currencies import CURRENCIES
from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure, words
from decisis.syntax.hints_foreign import ASK_WITH_A_VARIABLE, OPPOSITE, PERIODS

VALUES = words("number daylike variable")
ROUGHLY = words("about around approximately approx circa ca roughly nearly almost")
SIGNS = {">": ("more than", "after"), ">=": ("at least", "on or after"),
         "<": ("less than", "before"), "<=": ("at most", "on or before")}  # fmt: skip
TEXTS = ("constitution", "statute", "rules", "guideline", "policy", "commentary")
YEARS = range(1000, 3000)


def sign_in_a_fact(f: Failure) -> Diagnostic | None:
    """`imposed(j, >= 13 months)`: bounds are said in words."""
    if f.text() not in SIGNS or f.text(-1) not in ("(", ",", ":") or f.kind(1) not in VALUES:
        return None
    unit = f" {f.text(2)}" if f.text(2) in PERIODS else ""
    help = f"write `{SIGNS[f.text()][f.kind(1) == 'daylike']} {f.text(1)}{unit}`"
    return f.error("E0209", f"`{f.text()}` compares, and a fact has bounds", help=help)


def sign_after_currency(f: Failure) -> Diagnostic | None:
    """`owed(ann, EUR -300)`: the word of the currency was read as a variable."""
    if (
        f.text() != "-"
        or f.text(-1) not in CURRENCIES
        or f.kind(1) != "number"
        or f.block.keyword == "expect"
    ):
        return None
    help = "let a relation say which way it goes: `owed_back(X, N)` beside `owed(X, N)`"
    if f.asks:
        help = ASK_WITH_A_VARIABLE
    return f.error("E0201", "no value is negative", f.span(-1, 1), help=help)


def rough_value(f: Failure) -> Diagnostic | None:
    """`weight(p, about 60)`: stops at the value, as `about` can be a name."""
    for at in (-1, 0):
        if f.text(at) in ROUGHLY and f.text(at - 1) in ("(", ",", ":") and f.kind(at + 1) in VALUES:
            help = "say between which bounds it lies, as in `3 to 6`, or `unknown` if nobody can say"
            return f.error("E0209", f"`{f.text(at)}` says no bounds", f.span(at), help=help)
    return None


def month_for_a_day(f: Failure) -> Diagnostic | None:
    """`filed(m, 2020-02)`."""
    if f.text() != "-" or not f.touches() or not f.touches(1) or _year(f, -1) is None or ")" not in f.words:
        return None
    month = f.text(1)
    if len(month) != 2 or not month.isdigit() or not 1 <= int(month) <= 12:
        return None
    said = f"{f.text(-1)}-{month}"
    _, last = monthrange(int(f.text(-1)), int(month))
    help = f"of a day known only by its month, write `{said}-01 to {said}-{last}`"
    return f.error("E0107", f"`{said}` is no day", f.span(-1, 1), help=help)


def year_for_a_day(f: Failure) -> Diagnostic | None:
    """`in force from 2010`."""
    if "DATE" not in f.kinds or "INT" in f.kinds or _year(f, 0) is None:
        return None
    first = f.text(-1) != "to"
    help = f"write `{f.text()}-{'01-01' if first else '12-31'}`"
    return f.error("E0107", f"`{f.text()}` is a year, and a day is asked for", help=help)


def until(f: Failure) -> Diagnostic | None:
    """`in force until 2010-12-31`, `in force from 2001-01-01 until 2010-12-31`."""
    if f.text() not in ("until", "till", "through") or not {"from", "to"} & f.words:
        return None
    day = f.text(1) if f.kind(1) == "daylike" else "2010-12-31"
    begins = "from DAY " if "to" not in f.words else ""
    return f.error("E0201", f"`{f.text()}` does not end a time", help=f"write `{begins}to {day}`")


def period_of(f: Failure) -> Diagnostic | None:
    """`period of 30 days`, `period is 30 days`."""
    if f.text(-1) != "period" or f.text() not in ("of", "is", ":", "=") or f.kind(1) != "number":
        return None
    help = f"write `period {f.text(1)} {f.text(2) if f.text(2) in PERIODS else 'days'}`"
    return f.error("E0201", f"no `{f.text()}` follows `period`", help=help)


def denied_comparison(f: Failure) -> Diagnostic | None:
    """`not (N > 3)`, `not N > 3`: stops behind `not`, or behind the name."""
    for opened in (0, 1):
        if f.text(-1) != "not" or (opened and f.text() != "(") or f.kind(opened) != "variable":
            continue
        sign, value = f.text(opened + 1), f.text(opened + 2)
        if sign in OPPOSITE:
            help = f"write the other comparison, `{f.text(opened)} {OPPOSITE[sign]} {value}`"
            return f.error("E0201", "`not` comes before a relation", f.span(-1), help=help)
    return None


def days_of_a_holiday(f: Failure) -> Diagnostic | None:
    """`easter on 2024-04-01, 2025-04-21`."""
    if f.block.keyword != "holidays" or f.text() not in (",", "and") or f.kind(1) != "daylike":
        return None
    help = f"give each a name and an `on` of its own, as in `day_{f.text(1)[:4]} on {f.text(1)}`"
    return f.error("E0201", "each day of a list of holidays has a name", help=help)


def keyless_aggregate(f: Failure) -> Diagnostic | None:
    """`Sum is the sum of T such that term_of(K, T)`."""
    if f.words != {"for"} or f.text() != "such" or f.kind(-1) != "variable" or f.text(-2) != "of":
        return None
    value = f.text(-1)
    help = (
        f"write `{value} for each K such that …`: one for each `K`; `for each {value}` counts equal ones once"
    )
    return f.error("E0201", f"nothing says of what each `{value}` is", f.span(-1), help=help)


def kind_of_authority(f: Failure) -> Diagnostic | None:
    """`authority d is "…" directive`."""
    if f.block.keyword not in ("authority", "work") or "statute" not in f.words or f.kind() != "name":
        return None
    if f.text() in f.language or f.kind(-1) != "text":
        return None
    help = f"write as what it ranks: {', '.join(f'`{k}`' for k in TEXTS)}; of an opinion, `decided by`"
    return f.error("E0201", f"`{f.text()}` is no kind of authority", help=help)


def days_that_count(f: Failure) -> Diagnostic | None:
    """`from 2000-01-01 all days`, `calendar days`."""
    if f.block.keyword != "counting" or f.text() not in ("all", "calendar") or "business" not in f.words:
        return None
    help = "write `every day, rolls forward`, or `business days under 7 days`"
    return f.error("E0201", "a counting rule says which days count", help=help)


def _year(f: Failure, at: int) -> int | None:
    text = f.text(at)
    year = int(text) if f.kind(at) == "number" and text.isdigit() and len(text) == 4 else 0
    return year if year in YEARS else None


VALUES_AMISS = (
    sign_in_a_fact,
    sign_after_currency,
    rough_value,
    month_for_a_day,
    year_for_a_day,
    until,
    period_of,
    denied_comparison,
    days_of_a_holiday,
    keyless_aggregate,
    kind_of_authority,
    days_that_count,
)

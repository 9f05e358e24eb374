"""What a newcomer writes first, from English or another language of rules: the one thing to write instead."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure, words
from decisis.syntax.numerals import LONGEST_MONTH, MONTHS

TERMS = words("name variable number daylike text")
COMPARATORS = words("= != < <= > >=")
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
PERIODS = words("day days week weeks month months year years")
MONTH_WORDS = frozenset(MONTHS) | {name.capitalize() for name in MONTHS}
UNITS = {
    "semester": "months", "semesters": "months", "term": "months", "terms": "months",
    "quarter": "months", "quarters": "months", "decade": "years", "decades": "years",
    "fortnight": "days", "fortnights": "days", "hour": "days", "hours": "days",
    "minute": "days", "minutes": "days", "night": "days", "nights": "days",
}  # fmt: skip
PARTS_OF_A_DAY = words("hours minutes")
OTHER_UNITS = words("km kilometers miles m meters cm kg g percent points persons pages copies euro cents")
NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
QUANTIFIERS = words("forall foreach every all each exists some")
ASK_WITH_A_VARIABLE = "ask with a variable, as in `p(a, N)`: what is worked out may lie below zero"
EXTREMES = {"max": "greater", "maximum": "greater", "min": "lesser", "minimum": "lesser"}

# --- comparing -------------------------------------------------------------------------------------


def between_two(f: Failure) -> Diagnostic | None:
    """`K between 3 and 5`, `K is between 3 and 5`."""
    for at in (0, -1):
        before, value = f.text(at - 1), f.kind(at + 1)
        if f.text(at) != "between" or value not in TERMS or before in ("(", ",", "also", "as", "the", "from"):
            continue
        subject = f.text(at - 2) if before == "is" else before
        low, high = f.text(at + 1), f.text(at + 3)
        help = f"write two elements: `{subject} >= {low}`, and `{subject} <= {high or '…'}`"
        return f.error(
            "E0209", "`between` states an imprecise value, and does not compare", f.span(at), help=help
        )
    return None


def chained_comparison(f: Failure) -> Diagnostic | None:
    """`3 <= K <= 5`."""
    if f.text() not in COMPARATORS or f.text(-2) not in COMPARATORS:
        return None
    return f.error(
        "E0201",
        f"`{f.text()}` would compare a second time",
        help=f"write an element for each comparison: `{f.text(-3)} {f.text(-2)} {f.text(-1)}`, and"
        f" `{f.text(-1)} {f.text()} {f.text(1)}`",
    )


def equated_relation(f: Failure) -> Diagnostic | None:
    """`q(X) = true`."""
    if f.text() != "=" or f.text(-1) != ")":
        return None
    help = "write the relation alone, or `not` before it; a value that it has is one of its arguments"
    return f.error("E0201", "a relation holds, and equals nothing", help=help)


def compared_under_unless(f: Failure) -> Diagnostic | None:
    """`unless (1) N > 3`: there stands what would have to be shown, and a comparison is not shown."""
    if f.text(1) not in COMPARATORS | {"is"} or _section(f) != "unless":
        return None
    opposite = OPPOSITE.get(f.text(1))
    help = "write an `exception to` this provision, and the comparison among its elements"
    if opposite:
        other_way = f"`{f.text()} {opposite} {f.text(2)}`"
        help = f"write it the other way round under `given`, {other_way}; or {help.removeprefix('write ')}"
    return f.error("E0201", "`unless` takes what would have to be shown, and no comparison", help=help)


def shown_comparison(f: Failure) -> Diagnostic | None:
    """`no showing that N > 3`."""
    sign = f.text(1)
    if f.text(-1) != "that" or f.text(-2) != "showing" or sign not in OPPOSITE:
        return None
    unit = f" {f.text(3)}" if f.text(3) in PERIODS or f.kind(2) == "variable" else ""
    help = f"write the other comparison, `{f.text()} {OPPOSITE[sign]} {f.text(2)}{unit}`"
    return f.error("E0201", "a comparison is so or not, and nobody shows it", f.span(-3, -1), help=help)


def _section(f: Failure) -> str:
    """The section of its provision in which the word stands."""
    before = (f.text(at) for at in range(-1, -f.index - 1, -1))
    return next((word for word in before if word in ("given", "despite", "unless", "then")), "")


# --- days and periods ------------------------------------------------------------------------------


def outside_of_period(f: Failure) -> Diagnostic | None:
    """`E is not within 14 days after D`."""
    if f.text() != "within" or f.text(-1) != "not":
        return None
    help = "name the last day, and compare: `Last is 14 days after Day`, and `Filed > Last`"
    return f.error("E0201", "`is within` has no opposite", f.span(-1, 0), help=help)


def within_of(f: Failure) -> Diagnostic | None:
    """`E is within 14 days of D`."""
    said = [f.text(at) for at in range(-4, 0)]
    if f.text() != "of" or "within" not in said:
        return None
    help = "say on which side: `within 14 days after Day`, or `before Day`"
    return f.error("E0201", "a period runs after a day, or before it", help=help)


def within_days(f: Failure) -> Diagnostic | None:
    """`E is within First to Last`, `E is within First and Last`."""
    if f.text() not in ("to", "and") or f.text(-2) != "within" or f.kind(-1) not in ("variable", "date"):
        return None
    day, first, last = f.text(-4) or "Day", f.text(-1), f.text(1) or "Last"
    help = f"write two elements: `{day} >= {first}`, and `{day} <= {last}`"
    return f.error(
        "E0201", "`is within` has a period that runs after a day, or before it", f.span(-2), help=help
    )


def later_than(f: Failure) -> Diagnostic | None:
    """`E is 14 days later than D`."""
    for at in (0, -1):
        way = {"later": "after", "earlier": "before"}.get(f.text(at), "")
        if way and f.text(at + 1) == "than" and f.kind(at - 2) == "number":
            help = f"write `{f.text(at - 2)} {f.text(at - 1)} {way} {f.text(at + 2) or 'Day'}`"
            return f.error("E0201", f"`{f.text(at)} than` does not count", f.span(at, at + 1), help=help)
    return None


def day_before_month(f: Failure) -> Diagnostic | None:
    """`new_year on 1 january`."""
    if f.block.keyword != "holidays" or f.kind() != "number" or f.text(1) not in MONTH_WORDS:
        return None
    help = f"write `{f.text(1).lower()} {f.text()}`"
    return f.error("E0201", "the month comes before the day of it", f.span(0, 1), help=help)


def day_in_words(f: Failure) -> Diagnostic | None:
    """`1 January 2020`, `January 1, 2020`."""
    for at in (0, -1):
        if f.text(at) in MONTH_WORDS and (f.kind(at - 1) == "number" or f.kind(at + 1) == "number"):
            return f.error("E0107", "a day is written in numbers", f.span(at), help=_day_help(f, at))
    return None


def _day_help(f: Failure, month: int) -> str:
    """The day, where its three parts stand around the name of the month."""
    around = [f.text(month + offset) for offset in (-1, 1, 2, 3) if f.kind(month + offset) == "number"]
    day = next((part for part in around if len(part) < 3), "")
    year = next((part for part in around if len(part) == 4), "")
    number = MONTHS.index(f.text(month).lower()) + 1
    if not day or not year or not 1 <= int(day) <= LONGEST_MONTH[number - 1]:
        return "write the year, the month and the day as `2004-02-17`"
    return f"write `{year}-{number:02d}-{int(day):02d}`"


def unit_of_time(f: Failure) -> Diagnostic | None:
    """`2 semesters`, `48 hours`."""
    if f.kind(-1) != "number" or f.text() not in UNITS:
        return None
    help = f"say how many {UNITS[f.text()]} that is, as in `6 {UNITS[f.text()]}`"
    if f.text() in PARTS_OF_A_DAY and f.block.keyword != "deadline":
        help = f"let the relation count {f.text()}, as in `late(F, {f.text()}: N)`, and write `{f.text(-1)}`"
    return f.error("E0201", "periods are in days, weeks, months and years", help=help)


def other_unit(f: Failure) -> Diagnostic | None:
    """`Km <= 1500 km`: a unit that is none of time."""
    if f.kind(-1) != "number" or f.text() not in OTHER_UNITS or not f.same_line():
        return None
    help = f"leave it out, and let the relation say of what: `{f.text(-1)}`"
    return f.error("E0201", f"a number has no unit such as `{f.text()}`", help=help)


def worded_sum(f: Failure) -> Diagnostic | None:
    """`Day minus 14 days`, `A plus B`, `A times B`."""
    sign = {"minus": "-", "plus": "+", "times": "*", "less": "-"}.get(f.text(), "")
    if not sign or f.kind(-1) not in TERMS or f.kind(1) not in TERMS or "SIGN" not in f.kinds:
        return None
    unit = f" {f.text(2)}" if f.text(2) in PERIODS else ""
    help = f"write `{f.text(-1)} {sign} {f.text(1)}{unit}`"
    return f.error("E0201", f"`{f.text()}` is a sign here", help=help)


def number_in_words(f: Failure) -> Diagnostic | None:
    """`three years`."""
    if f.text() not in NUMBER_WORDS or "INT" not in f.kinds:
        return None
    number = NUMBER_WORDS.index(f.text())
    return f.error("E0108", f"`{f.text()}` is not a number", help=f"write `{number}`")


def period_joined(f: Failure) -> Diagnostic | None:
    """`1 year and 1 month`."""
    units = {f.text(-1), f.text(2)} <= PERIODS
    if f.text() != "and" or not units or f.kind(-2) != "number" or f.kind(1) != "number":
        return None
    help = f"write `{f.text(-2)} {f.text(-1)} {f.text(1)} {f.text(2)}`"
    return f.error("E0201", "the parts of a period are not joined by `and`", help=help)


def currency(f: Failure) -> Diagnostic | None:
    """`100 EUR`, `100 dollars`."""
    word = f.text()
    named = f.kind() == "variable" and len(word) == 3 and word.isupper()
    if f.kind(-1) != "number" or not (named or word in ("dollars", "euros", "pounds")):
        return None
    sign = {"dollars": "$", "euros": "EUR ", "pounds": "GBP ", "USD": "$"}.get(word, f"{word} ")
    return f.error(
        "E0201",
        f"an amount of money has `{sign.strip()}` before it",
        f.span(-1, 0),
        help=f"write `{sign}{f.text(-1)}`",
    )


def rolls_backward(f: Failure) -> Diagnostic | None:
    """`every day, rolls backward`."""
    if f.text(-1) != "rolls" or f.text() not in ("backward", "backwards", "back"):
        return None
    help = "write `rolls forward`: on as the period runs, which is back in time where it runs before a day"
    return f.error("E0201", "a last day that is off moves on, never towards the first", help=help)


def working_days(f: Failure) -> Diagnostic | None:
    """`working days`, `court days`."""
    if f.block.keyword != "counting" or f.text(1) != "days" or "business" not in f.words:
        return None
    help = "write `business days under 7 days`: in periods that are shorter, days off do not count"
    return f.error("E0201", "a counting rule says up to which length days off do not count", help=help)


def movable_feast(f: Failure) -> Diagnostic | None:
    """`on easter monday`."""
    if f.block.keyword != "holidays" or not any(f.text(at) == "easter" for at in (-2, -1, 0, 1)):
        return None
    help = "list its days one by one, as in `easter_2020 on 2020-04-13`"
    return f.error("E0201", "a movable feast has no rule here", help=help)


def period_missing(f: Failure) -> Diagnostic | None:
    """`runs from d(X, Day) within 14 days`."""
    if f.block.keyword != "deadline" or f.text() not in ("within", "for") or "period" not in f.words:
        return None
    help = f"write `period {f.text(1)} {f.text(2)}`"
    return f.error("E0201", "how long it runs follows `period`", help=help)


# --- relations and provisions ----------------------------------------------------------------------


def quantifier(f: Failure) -> Diagnostic | None:
    """`forall X: p(X)`, `for all X`, `there is a p(X)`, `exists X`."""
    for at in (-3, -1, 0):
        begins = f.kind(at - 1) == "label"
        if begins and f.text(at) in ("exists", "some", "there"):
            help = "leave it out: a variable that occurs in an element means that there is one"
            return f.error("E0201", f"a condition does not begin with `{f.text(at)}`", f.span(at), help=help)
        after_for = f.text(at - 1) == "for" and f.text(at) in ("all", "each", "any")
        if (begins and f.text(at) in QUANTIFIERS) or (after_for and f.kind(at - 2) == "label"):
            help = "write `for every X such that (a) p(X) it holds that (b) q(X)`"
            return f.error("E0201", f"a condition does not begin with `{f.text(at)}`", f.span(at), help=help)
    return None


def concluded_value(f: Failure) -> Diagnostic | None:
    """`then X is q`."""
    if f.text(-1) != "then" or f.kind() != "variable" or f.calls():
        return None
    help = f"write a relation of it, as in `then q({f.text()})`"
    return f.error("E0201", "what is concluded is a relation", help=help)


def member_access(f: Failure) -> Diagnostic | None:
    """`X.p`."""
    if f.text() != "." or f.kind(-1) != "variable" or f.kind(1) != "name" or not f.touches():
        return None
    said = f"{f.text(1)}({f.text(-1)}, Value)"
    return f.error("E0201", "values have no parts", help=f"write a relation, as in `{said}`")


def extreme(f: Failure) -> Diagnostic | None:
    """`max(A, B) > 3`."""
    opened = next((at for at in range(-1, -8, -1) if f.text(at) == "("), None)
    name = f.text(opened - 1) if opened is not None else ""
    if f.text(-1) != ")" or name not in EXTREMES or opened is None:
        return None
    help = f"name it in an element: `M is the {EXTREMES[name]} of A and B`"
    return f.error("E0201", f"`{name}(…)` is read as a relation", f.span(opened - 1, -1), help=help)


# --- beginnings ------------------------------------------------------------------------------------


def in_capitals(f: Failure) -> Diagnostic | None:
    """`GIVEN`, `IF`, `AND`: words of the language are in lower case."""
    word = f.text()
    if len(word) < 2 or not word.isupper() or word.lower() not in f.language or f.kinds == {"VARIABLE"}:
        return None
    return f.error(
        "E0224", f"words of the language are in small letters: `{word}`", help=f"write `{word.lower()}`"
    )


FOREIGN = (
    between_two,
    chained_comparison,
    equated_relation,
    compared_under_unless,
    shown_comparison,
    outside_of_period,
    within_of,
    within_days,
    later_than,
    day_before_month,
    day_in_words,
    unit_of_time,
    other_unit,
    worded_sum,
    number_in_words,
    period_joined,
    currency,
    rolls_backward,
    working_days,
    movable_feast,
    period_missing,
    quantifier,
    concluded_value,
    extreme,
    member_access,
    in_capitals,
)

"""Values: their JSON, days, comparisons, and arithmetic with what is known only by bounds.

A value is a symbol (`str`), or (kind, x, y): ("number", int or Fraction, 0), ("money USD", Fraction, 0),
("date", day number, 0), ("duration", months, days), or ("bounds", low end, high end, tag), where an end is
(value or None, open?). Whatever has no meaning raises one of `WRONG`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, lru_cache, reduce
from math import inf

from decisis_check.cheap import Any, sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction

LIMIT, LAST_DAY, LIFE = 10**38, 3652059, ("duration", inf, 0)
WRONG = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
End = tuple[Any, bool]


dumps = json.JSONEncoder(separators=(",", ":")).encode  # canonical: ASCII, no spaces, keys as they stand


# --- values ----------------------------------------------------------------------------------------------


def whole(text: str) -> int:
    if len(text) > 400:
        raise ValueError("too many digits")
    return int(text)


def decimal(text: str) -> Fraction:
    from fractions import Fraction  # which takes long to load, and few values need

    before, _, after = text.partition(".")
    return Fraction(whole(before + after), 10 ** len(after))


def plain(number: Fraction) -> str:
    places = next(n for n in range(999) if 10**n % number.denominator == 0)
    digits = str(abs(number) * 10**places).rjust(places + 1, "0")
    return "-" * (number < 0) + digits[: len(digits) - places] + f".{digits[-places:]}" * (places > 0)


READ: dict[str, Callable[..., Any]] = {
    "int": lambda number: ("number", whole(number), 0),
    "decimal": lambda number: ("number", decimal(number), 0),
    "money": lambda amount, currency: ("money " + currency, decimal(amount), 0),
    "date": lambda day: shifted(day_number(*map(int, day.split("-"))), 0),
    "duration": lambda months, days: ("duration", whole(months), whole(days)),
    "life": lambda: LIFE,
    "bounds": lambda low, high, opens, tag: (
        ("bounds", (low and value(low), opens[0] == "("), (high and value(high), opens[1] == ")"), tag + "")
    ),
}


def value(data: Any) -> Any:
    """A value from JSON. Raises one of `WRONG`."""
    if type(data) is str:
        return data
    if type(data) is not list or data[0] == "bounds":
        return checked(data)
    return remembered(*data)


@lru_cache(maxsize=4096)
def remembered(*data: Any) -> Any:
    return checked(list(data))


def checked(data: list[Any]) -> Any:
    found = READ[data[0]](*data[1:])
    if not kind(found) or written(found) != data:
        raise ValueError(f"no value, or not in canonical form: {dumps(data)[:80]}")
    return found


def written(v: Any) -> Any:
    if type(v) is str:
        return v
    match v:
        case ("number", x, _):
            return ["int", str(x)] if type(x) is int else ["decimal", plain(x)]
        case ("date", x, _):
            return ["date", "{:04}-{:02}-{:02}".format(*civil(x))]
        case ("duration", x, y):
            return ["life"] if v == LIFE else ["duration", str(x), str(y)]
        case ("bounds", (low, low_open), (high, high_open), tag):
            ends = [None if end is None else written(end) for end in (low, high)]
            return ["bounds", *ends, "[("[low_open] + "])"[high_open], tag]
        case (money, x, _):
            return ["money", plain(x), money[6:]]
    return v


def kind(v: Any) -> str:
    """As the first of the tuple says; of bounds as their ends do: "unknown" if there are none."""
    if type(v) is str or v[0] != "bounds":
        return "symbol" if type(v) is str else str(v[0])
    kinds = {kind(end) for end, _ in v[1:3] if end is not None}
    if len(kinds) > 1 or not kinds.isdisjoint(("symbol", "bounds", "unknown")):
        raise TypeError("bounds of no kind")
    return min(kinds, default="unknown")


def text(v: Any) -> str:
    """As a person reads it."""
    if type(v) is str:
        return v
    if bounded(v):
        low, high = ("…" if end is None else text(end) for end, _ in v[1:3])
        return f"{'after ' * v[1][1]}{low} to {'before ' * v[2][1]}{high}"
    match written(v):
        case ["duration", months, days]:
            parts = [f"{n} {unit}" for n, unit in ((months, "months"), (days, "days")) if n != "0"]
            return " ".join(parts or ["0 days"])
        case [kind_, *parts]:
            return " ".join(parts or [kind_])
    raise TypeError("no value")


def bounded(v: Any) -> bool:
    return type(v) is tuple and v[0] == "bounds"


def stepped(v: Any) -> bool:
    """Whether it is of a kind with a least step: whole numbers, days, durations."""
    ends = [end for end, _ in v[1:3] if end is not None] if bounded(v) else [v]
    return all(end[0] in ("date", "duration") or type(end[1]) is int for end in ends) and bool(ends)


def step(v: Any, by: int) -> Any:
    """The next value of such a kind, or the one before."""
    if v is None or v[0] == "date":
        return v and shifted(v[1], by)
    return v if v == LIFE else (v[0], v[1], v[2] + by) if v[0] == "duration" else (v[0], v[1] + by, 0)


def ends(v: Any) -> tuple[End, End]:
    """The low and the high end; closed, where there are steps."""
    if not bounded(v):
        return (v, False), (v, False)
    closing = stepped(v)
    low, high = ((step(v[i][0], by), False) if closing and v[i][1] else v[i] for i, by in ((1, 1), (2, -1)))
    return low, high


# --- days ------------------------------------------------------------------------------------------------


def day_number(year: int, month: int, day: int) -> int:
    """1 for 0001-01-01."""
    years = year - (month < 3)
    leaps = years // 4 - years // 100 + years // 400
    return 365 * years + leaps + (153 * ((month + 9) % 12) + 2) // 5 + day - 306


@lru_cache(maxsize=4096)
def civil(number: int) -> tuple[int, int, int]:
    """The year, the month and the day of a day number; the year is counted from March."""
    eras, rest = divmod(number + 305, 146097)
    years = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    rest -= 365 * years + years // 4 - years // 100
    months = (5 * rest + 2) // 153
    year, month = divmod(eras * 4800 + years * 12 + months + 2, 12)
    return year, month + 1, rest - (153 * months + 2) // 5 + 1


def first_of(month: int) -> int:
    """The first day of a month, which is counted from January of the year 1."""
    return day_number(1 + month // 12, 1 + month % 12, 1)


@cache
def days_in(months: int) -> tuple[int, int]:
    """The least and the most days of so many months, over all there are: they repeat after 4800."""
    lengths = [first_of(start + months) - first_of(start) for start in range(4800)]
    return min(lengths), max(lengths)


def shifted(number: int, days: int) -> Any:
    return ("date", number + days, 0) if 1 <= number + days <= LAST_DAY else None


def add(start: Any, period: Any, way: int) -> Any:
    """The day a period later (or earlier): months first, to the last of a month that has no such day."""
    year, month, day = civil(of("date", start)[1])
    months = year * 12 + month - 13 + way * of("duration", period)[1]
    if not 0 <= months < 9999 * 12:
        return None
    first = first_of(months)
    return shifted(first + min(day, first_of(months + 1) - first) - 1, way * period[2])


# --- comparisons -----------------------------------------------------------------------------------------

NEGATED = {"!=": "=", "<=": ">", ">=": "<"}


def compare(left: Any, operator: str, right: Any) -> bool | None:
    """Whether it holds in every way in which the two can be made exact; None if in some only."""
    if operator in NEGATED:
        holds = compare(left, NEGATED[operator], right)
        return None if holds is None else not holds
    kinds = {kind(left), kind(right)}
    if (len(kinds) > 1 and "unknown" not in kinds) or ("symbol" in kinds and operator != "="):
        raise TypeError(f"{' and '.join(sorted(kinds))} are not compared by {operator}")
    low, high = difference(left, right)
    tests = {
        "<": (high < 0, low >= 0),
        ">": (low > 0, high <= 0),
        "=": (low == high == 0, low > 0 or high < 0),
    }
    holds, fails = tests[operator]
    return True if holds else False if fails else None


def difference(left: Any, right: Any) -> tuple[int, int]:
    """The least and the most that left - right can be; only the signs mean something."""
    if not bounded(left) and not bounded(right):
        return exact_difference(left, right)
    if bounded(left) and bounded(right) and left[3] and left[3] == right[3]:
        return 0, 0
    (least, most), (low, high) = ends(left), ends(right)
    return end_difference(least, high), -end_difference(low, most)


def end_difference(low: End, high: End) -> int:
    if low[0] is None or high[0] is None:
        return -1
    least = exact_difference(low[0], high[0])[0]
    return 1 if least == 0 and (low[1] or high[1]) else least


def exact_difference(left: Any, right: Any) -> tuple[int, int]:
    if type(left) is str or type(right) is str:
        return (0, 0) if left == right else (1, 1)
    if left[0] == "duration" and LIFE not in (left, right):
        months, days = left[1] - right[1], left[2] - right[2]
        mean = months * 146097 // 4800 + days
        if months and days and -9 < mean < 9:
            least, most = days_in(abs(months))
            return (least + days, most + days) if months > 0 else (days - most, days - least)
        return (mean, mean) if months and days else (months + days, months + days)
    sign = (left[1] > right[1]) - (left[1] < right[1])
    return sign, sign


# --- functions -------------------------------------------------------------------------------------------


class NotForLife(ArithmeticError):
    """A bounded operand may be life, for which the function has no value."""


def of(name: str, v: Any) -> Any:
    if kind(v) != name:
        raise TypeError(f"{kind(v)} where {name} is needed")
    return v


def plus(x: Any, y: Any, sign: int = 1) -> Any:
    if kind(x) == "date":
        return add(x, y, sign)
    of("number" if type(x) is str else x[0], x if type(x) is str else y)
    first = x[1] + sign * y[1]
    return x[0], first, 0 if first == inf else x[2] + sign * y[2]


def times(x: Any, y: Any) -> Any:
    x, y = (x, of("number", y)[1]) if kind(y) == "number" else (y, of("number", x)[1])
    if kind(x) == "date" or (kind(x) == "duration" and type(y) is not int):
        raise TypeError(f"no multiple of {kind(x)}")
    return kind(x), (x[1] if y or x != LIFE else 0) * y, x[2] * y


def limited(v: Any) -> Any:
    """The value, if it is not too large, and of at most 38 decimal places."""
    if v is None or v == LIFE or v[0] == "date":
        return v
    return v if all(abs(part) < LIMIT and LIMIT % part.denominator == 0 for part in v[1:]) else None


def tag_of(name: str, *operands: Any) -> str:
    parts = [v[3] if bounded(v) else dumps(written(as_whole(v))) for v in operands]
    said = f"{name}({','.join(sorted(parts) if name in ('+', '*', 'greater', 'lesser') else parts)})"
    return short(name, said) if all(parts) else ""


def as_whole(v: Any) -> Any:
    """A decimal that is a whole number is that number."""
    return (v[0], int(v[1]), 0) if type(v) is tuple and v[0] == "number" and v[1].denominator == 1 else v


def short(name: str, tag: str) -> str:
    return tag if len(tag) <= 400 else f"{name}#{sha256(tag.encode()).hexdigest()}"


def bounds(low: End, high: End, tag: str) -> Any:
    exact = low[0] is not None and low[0] == high[0] and not low[1] and not high[1]
    return low[0] if exact else ("bounds", low, high, tag)


def unknown(tag: str) -> Any:
    return "bounds", (None, False), (None, False), tag


def corner(one: End, other: End, exact: Callable[[Any, Any], Any]) -> End:
    if one[0] is None or other[0] is None:
        return None, False
    result = limited(exact(one[0], other[0]))
    if result is None and LIFE in (one[0], other[0]):
        raise NotForLife
    return result, result is not None and (one[1] or other[1])


def lifted(
    tag: str, x: Any, y: Any, exact: Callable[[Any, Any], Any], falls: tuple[int, int] = (0, 0)
) -> Any:
    """A function that grows with each operand, or falls with it."""
    if not bounded(x) and not bounded(y):
        return limited(exact(x, y))
    try:
        low, high = (corner(ends(x)[i ^ falls[0]], ends(y)[i ^ falls[1]], exact) for i in (0, 1))
    except NotForLife:
        return unknown(tag)
    return bounds(low, high, tag)


def cut(difference: Any, x: Any, y: Any) -> Any:
    """A difference, cut off at nothing if one side is the lesser (the greater) of the other and something."""
    known = [end for v in (difference, x, y) if bounded(v) for end, _ in v[1:3] if end is not None]
    if not (bounded(x) and bounded(y) and known and kind(known[0]).partition(" ")[0] in ("number", "money")):
        return difference
    nothing, (low, high) = (times(known[0], ("number", 0, 0)), False), ends(difference)
    if is_of("lesser", y[3], x[3]) or is_of("greater", x[3], y[3]):
        low = pick(low, nothing, True, True)
    if is_of("greater", y[3], x[3]) or is_of("lesser", x[3], y[3]):
        high = pick(high, nothing, False, False)
    return bounds(low, high, difference[3])


def is_of(name: str, tag: str, part: str) -> bool:
    """Whether a tag is of a function of two operands, one of which has the other tag."""
    inner = tag.removeprefix(f"{name}(").removesuffix(")")
    return (
        bool(part)
        and tag == f"{name}({inner})"
        and (inner.startswith(f"{part},") or inner.endswith(f",{part}"))
    )


def product_of(tag: str, x: Any, y: Any) -> Any:
    if bounded(y) and not bounded(x):
        x, y = y, x
    if not bounded(y) and (not bounded(x) or kind(y) == "number"):
        some = next((end for end, _ in x[1:3] if end is not None), None) if bounded(x) else None
        if some is not None and y[1] == 0:
            return times(some, ("number", 0, 0))
        return lifted(tag, x, y, times, (y[1] < 0, 0)) if bounded(x) else limited(times(x, y))
    x, y = ([(end, False) for end, _ in ends(v)] for v in (x, y))
    if any(end is None for end, _ in (*x, *y)):
        zeros = [
            end is not None and compare(end, "<", times(end, ("number", 0, 0))) is False
            for end, _ in (x[0], y[0])
        ]
        return (
            bounds(corner(x[0], y[0], times), corner(x[1], y[1], times), tag) if all(zeros) else unknown(tag)
        )
    try:
        corners = [corner(one, other, times) for one in x for other in y]
    except NotForLife:
        return unknown(tag)
    low, high = (reduce(lambda p, q: pick(p, q, larger, not larger), corners) for larger in (False, True))
    return bounds(low, high, tag)


# --- rounded ---------------------------------------------------------------------------------------------


def rounded(name: str, tag: Callable[[], str], x: Any, by: Any, unit: Any) -> Any:
    """A share in whole units: it grows with the amount, and shrinks towards nothing with `by`."""
    if not bounded(x) and not bounded(by) and not bounded(unit):
        found = share(name, x, by, unit, 0)
        return found and bounds((found[0], False), (found[1], False), tag())
    (least, _), (most, _) = ends(by)
    if bounded(unit) or least is None or length(least) <= 0:
        return unknown(tag())

    def end(this: Any, is_open: bool, side: int) -> End:
        if this is None:
            return None, False
        outer = least if (length(this) > 0) == (side < 0) else most
        if outer is None:
            return times(unit, ("number", 0, 0)), False
        found = share(name, this, outer, unit, side * is_open)
        return found and found[side < 0], False

    low, high = x[1:3] if bounded(x) else ends(x)
    return bounds(end(low[0], low[1], 1), end(high[0], high[1], -1), tag())


def share(name: str, x: Any, by: Any, unit: Any, side: int) -> Any:
    """The least and the greatest that it can be; with a side, of what comes near to `x` from there."""
    if (kind(x), "number") != (kind(unit), kind(by)) and (kind(x), "number") != (kind(by), kind(unit)):
        raise TypeError(f"{kind(x)} by {kind(by)} is not rounded to {kind(unit)}")
    if x == LIFE and kind(unit) == "duration":
        return LIFE, LIFE
    if LIFE in (x, by, unit) or length(by) <= 0 or length(unit) <= 0:
        return None
    step, number = (by, unit) if kind(unit) == "number" else (unit, by)
    whole, step = (times(v, ("number", n, 0)) for v, n in zip((x, step), of_whole(number), strict=True))
    up = name == "rounded up"
    if up:
        whole, side = times(whole, ("number", -1, 0)), -side
    if name == "rounded to the nearest":
        whole, step = plus(plus(whole, whole), step), plus(step, step)
    least, most = (steps(whole, step, "<" if side < 0 and not sure else "<=", sure) for sure in (True, False))
    found = [limited(times(unit, ("number", n, 0))) for n in ((-most, -least) if up else (least, most))]
    return None if None in found else found


def of_whole(number: Any) -> tuple[int, int]:
    return number[1].denominator, number[1].numerator


def steps(whole: Any, step: Any, sign: str, sure: bool) -> int:
    """The greatest number of steps that surely (perhaps) do not go beyond the whole."""
    count = int(length(whole) // length(step))
    if kind(whole) != "duration":
        return count - 1 if sign == "<" and length(step) * count == length(whole) else count
    decided = (True,) if sure else (True, None)
    while compare(times(step, ("number", count + 1, 0)), sign, whole) in decided:
        count += 1
    while compare(times(step, ("number", count, 0)), sign, whole) not in decided:
        count -= 1
    return count


def length(v: Any) -> Any:
    """Its size; of a duration the mean, in 4800ths of a day."""
    if kind(v) == "date" or type(v) is str:
        raise TypeError(f"no share of {kind(v)}")
    return v[1] * 146097 + v[2] * 4800 if kind(v) == "duration" else v[1]


def pick(one: End, other: End, larger: bool, low_side: bool) -> End:
    """The larger (smaller) of two ends; where that is not decided, one that serves for both.

    Outward (the smaller of low ends, the larger of high ones) the result encloses both.
    """
    outward = larger != low_side
    if one[0] is None or other[0] is None:
        return (None, False) if outward else other if one[0] is None else one
    if compare(one[0], "=", other[0]):
        return one[0], (one[1] and other[1]) if outward else (one[1] or other[1])
    for end, against in ((one, other), (other, one)):
        if compare(end[0], ">=" if larger else "<=", against[0]):
            return end
    days = [days_in(end[0][1])[not low_side] + end[0][2] for end in (one, other)]
    best = (max if larger else min)(days)
    return (("duration", 0, best), False) if outward else one if days[0] == best else other


def hull(tag: str, x: Any, y: Any) -> Any:
    """The value, if the two are one, else bounds around both."""
    if compare(x, "=", y):
        return y if bounded(x) else x
    (a, b), (c, d) = ends(x), ends(y)
    return bounds(pick(a, c, False, True), pick(b, d, True, False), tag)


def extreme(name: str, x: Any, y: Any) -> Any:
    larger = name == "greater"
    for one, other in ((x, y), (y, x)):
        if compare(one, ">=" if larger else "<=", other):
            return one
    (a, b), (c, d) = ends(x), ends(y)
    return bounds(pick(a, c, larger, True), pick(b, d, larger, False), tag_of(name, x, y))

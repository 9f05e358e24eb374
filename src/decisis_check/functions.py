"""Functions of values, counting of days, and aggregates, as `docs/certificate.md` has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import pairwise

from decisis_check.cheap import Any
from decisis_check.quantities import (
    LAST_DAY,
    LIFE,
    End,
    add,
    bounded,
    bounds,
    civil,
    compare,
    cut,
    day_number,
    ends,
    extreme,
    first_of,
    hull,
    kind,
    length,
    lifted,
    of,
    plus,
    product_of,
    rounded,
    step,
    stepped,
    tag_of,
    times,
    unknown,
    value,
)


def function(name: str, operands: Sequence[Any], calendar: Calendar) -> Any:
    """What a function comes to; None if it has no value."""
    way, tag = -1 if name in ("-", "before") else 1, ""
    if any(map(bounded, operands)):
        tag = tag_of(name, *operands)
    match name, *operands:
        case "+", x, y:
            return lifted(tag, x, y, plus)
        case "-", x, y:
            found = lifted(tag, x, y, lambda one, other: plus(one, other, -1), (0, 1))
            return cut(found, x, y) if bounded(found) else found
        case "*", x, y:
            return product_of(tag, x, y)
        case "greater" | "lesser", x, y:
            return extreme(name, x, y)
        case "rounded down" | "rounded up" | "rounded to the nearest", x, by, unit:
            return rounded(name, lambda: tag_of(name, *operands), x, by, unit)
        case "days between", x, y:
            return lifted(tag, x, y, lambda f, t: ("number", of("date", t)[1] - of("date", f)[1], 0), (1, 0))
        case "after" | "before", period, start:
            return lifted(tag, period, start, lambda length, day: add(day, length, way), (way < 0, 0))
        case "after" | "before", period, start, str(rule):
            if bounded(period) or bounded(start):
                return calendar.counted(tag, period, start, rule, way)
            return calendar.count(start, period, rule, way)
    raise TypeError(f"{name} is no function of {len(operands)}")


# --- aggregates ------------------------------------------------------------------------------------------

FOLDS = {"sum": "+", "greatest": "greater", "latest": "greater", "least": "lesser", "earliest": "lesser"}
RANKS = {"unknown": 0, "number": 1, "money": 2, "date": 3, "duration": 4, "symbol": 5}


def sort_key(v: Any) -> tuple[Any, ...]:
    """An order of all values: kinds, then exact before imprecise, then size (durations by their mean)."""
    rank = RANKS[kind(v).partition(" ")[0]]
    if bounded(v):
        low, high = (() if end is None else sort_key(end) for end, _ in v[1:3])
        return rank, 1, low, v[1][1], high, not v[2][1], v[3]
    if rank == 4:
        return rank, 0, v == LIFE, length(v), v[1]
    return (rank, 0, v) if rank == 5 else (rank, 0, v[0], v[1])


def aggregate(operator: str, members: Iterable[Any], zero: Any) -> Any:
    """The sum of nothing is `zero`; the greatest (least, …) of nothing does not exist."""
    found = sorted(members, key=sort_key)
    if operator == "count":
        return "number", len(found), 0
    fold = FOLDS[operator]
    if operator in ("earliest", "latest") and not {kind(v) for v in found} <= {"date", "unknown"}:
        raise TypeError(f"{operator} of what are no days")
    result = found[0] if found else zero if operator == "sum" else None
    for v in found[1:]:
        result = None if result is None else function(fold, (result, v), Calendar({}, {}))
    return result


OTHER_END = {"greatest": "least", "least": "greatest", "earliest": "latest", "latest": "earliest"}


def total(operator: str, members: Sequence[Any], zero: Any, tag: Callable[[], str]) -> Any:
    """What the sure members come to; with those that may be there beside them, bounds around both."""
    if len(members) == 1:
        return aggregate(operator, members[0], zero)
    surely, perhaps = members
    if operator == "sum":
        ways = [
            [*(v for v in surely if not may_be(op, v)), *(v for v in perhaps if may_be(op, v))] for op in "<>"
        ]
    else:
        ways = [surely, perhaps]
    low, high = (aggregate(operator, each, zero) for each in ways)
    if low is None and not surely and operator in OTHER_END:  # if there is one, it is of those
        low = aggregate(OTHER_END[operator], perhaps, zero)
    return None if low is None or high is None else hull(tag(), low, high)


def may_be(operator: str, v: Any) -> bool:
    """Whether an amount may be above or below nothing."""
    end = v[1 if operator == "<" else 2][0] if bounded(v) else v
    return end is None or compare(end, operator, times(end, ("number", 0, 0))) is not False


# --- counting --------------------------------------------------------------------------------------------

Era = tuple[
    int, Any, bool
]  # its first day, what shorter periods skip days off, whether the last day moves on


class Calendar:
    """Counting rules (the list of holidays each keeps, and its eras), and lists of holidays."""

    def __init__(
        self, rules: dict[str, tuple[str, list[Era]]], holidays: dict[str, list[Any]], digest: str = ""
    ) -> None:
        self.rules, self.holidays, self.digest = rules, holidays, digest
        self._years: dict[tuple[str, int], set[int]] = {}

    def off(self, day: int, holidays: str) -> bool:
        if day % 7 in (6, 0):  # 0001-01-01 is a Monday
            return True
        key = (holidays, civil(day)[0])
        if holidays and key not in self._years:
            rules = self.holidays[holidays]
            self._years[key] = {d for rule in rules for y in (-1, 0, 1) for d in days_off(rule, key[1] + y)}
        return bool(holidays) and day in self._years[key]

    def era(self, rule: str, day: int) -> Era | None:
        return max(
            (era for era in self.rules[rule][1] if era[0] <= day), key=lambda era: era[0], default=None
        )

    def count(self, start: Any, period: Any, rule: str, way: int) -> Any:
        """The last day of a period, by the era of the rule that is in force on the first."""
        holidays, era = self.rules[rule][0], self.era(rule, of("date", start)[1])
        if era is None or of("duration", period) == LIFE or min(period[1:]) < 0:
            return None
        _, short, rolls = era
        day, left = start[1], period[2]
        if short is not None and not period[1] and compare(period, "<", short):
            while left and 1 <= day <= LAST_DAY:
                day += way
                left -= not self.off(day, holidays)
        else:
            day = (add(start, period, way) or (0, 0))[1]
        while rolls and 1 <= day <= LAST_DAY and self.off(day, holidays):
            day += way
        return ("date", day, 0) if 1 <= day <= LAST_DAY else None

    def counted(self, tag: str, period: Any, start: Any, rule: str, way: int) -> Any:
        """Bounds of a counted day: its extremes are at the ends, and where an era or a short period ends."""
        eras, (low, high), (first, last) = self.rules[rule][1], ends(period), ends(start)
        turns = [("date", era[0] - n, 0) for era in sorted(eras, key=lambda era: era[0]) for n in (1, 0)][1:]
        limits = [step(era[1], -n) for era in eras if era[1] is not None for n in (1, 0)]
        starts = [d for d in (first[0], last[0]) if d] + [d for d in turns if d[1] and within(first, d, last)]
        periods = [p for p in (low[0], high[0]) if p] + [p for p in limits if within(low, p, high)]
        found: list[Any] = []
        beyond = False
        for long in periods:
            for day in starts:
                end = self.count(day, long, rule, way)
                if end is None and (long == LIFE or self.era(rule, day[1]) is None):
                    return unknown(tag)
                beyond, found = beyond or end is None, found if end is None else [*found, end]
        if not found:
            return unknown(tag)
        around = ends(reduce(lambda x, y: hull(tag, x, y), found))
        lacks = (first[0] is None, last[0] is None), (low[0] is None, high[0] is None)
        no_low = lacks[0][0] or lacks[1][way < 0] or (beyond and way < 0)
        no_high = lacks[0][1] or lacks[1][way > 0] or (beyond and way > 0)
        return bounds(
            (None if no_low else around[0][0], False), (None if no_high else around[1][0], False), tag
        )


def within(low: End, v: Any, high: End) -> bool:
    tests = ((low[0], ">="), (high[0], "<="))
    return all(end is None or compare(v, operator, end) is not False for end, operator in tests)


def days_off(rule: Any, year: int) -> Iterable[int]:
    """The day of a holiday in a year, and the day on which it is observed."""
    month, day, weekday, which, observed, single, start, end = rule
    if not 1 <= year <= 9999:
        return
    if single:
        found = single if civil(single)[0] == year else 0
    else:
        first, length = (
            day_number(year, month, 1),
            first_of(year * 12 + month - 12) - day_number(year, month, 1),
        )
        nth = day if weekday < 0 else 1 + (weekday - first - 6) % 7 + 7 * (which - 1)
        if which == -1 and weekday >= 0:
            nth = length - (first + length - 1 + 6 - weekday) % 7
        found = first + nth - 1 if nth <= length else 0
    if found and (not start or found >= start) and (not end or found <= end):
        yield found
        if observed and found % 7 in (6, 0):
            yield found + (-1 if found % 7 == 6 else 1)


def read_calendar(rules: Any, holidays: Any, digest: str) -> Calendar:
    def day(said: Any) -> Any:
        return None if said is None else value(["date", said])[1]

    found, lists = {}, {}
    for name, kept, eras in rules:
        said = [(day(start), None if short is None else value(short), rolls) for start, short, rolls in eras]
        found[name] = (kept, said)
    for name, days in holidays:
        lists[name] = [(*fixed, *map(day, spans)) for *fixed, x, y, z in days for spans in ((x, y, z),)]
    return Calendar(found, lists, digest)


# --- standing for an unknown -----------------------------------------------------------------------------


def every_one(v: Any) -> set[Any] | None:
    """All that an imprecise whole number or day can be, where they are few."""
    if (
        not bounded(v)
        or v[1][0] is None
        or v[2][0] is None
        or kind(v) not in ("number", "date")
        or not stepped(v)
    ):
        return None
    (low, _), (high, _) = ends(v)
    return {(low[0], n, 0) for n in range(low[1], high[1] + 1)} if high[1] - low[1] < 31 else None


def covers(v: Any, values: Sequence[Any], limits: Iterable[Any]) -> bool:
    """Whether some value stands on each side of every limit, and on it, where what is unknown can."""
    exact = {e for w in limits for e, _ in (w[1:3] if bounded(w) else ((w, 0),)) if e is not None}
    near = sorted((e for e in exact if kind(v) in ("unknown", kind(e)) and kind(e) != "symbol"), key=sort_key)
    sides = [(op, e) for e in near for op in ("<", "=", ">") if compare(v, op, e) is not False]
    if not all(any(compare(w, op, e) for w in values) for op, e in sides):
        return False
    for low, high in pairwise(near):
        between = (
            compare(low, "<", high)
            and compare(v, ">", low) is not False
            and compare(v, "<", high) is not False
        )
        room = not stepped(low) or compare(step(low, 1), "<", high)
        if between and room and not any(compare(w, ">", low) and compare(w, "<", high) for w in values):
            return False
    return all(type(w) is not str for w in values)


def are_parts(v: Any, values: Sequence[Any]) -> bool:
    """Whether values are of one unknown, from its low end to its high one, with nothing between two."""
    if not bounded(v) or not values or any(bounded(w) and w[3] != v[3] for w in values):
        return False
    around = [ends(w) for w in values]
    meet = all(follows(high, low) for (_, high), (low, _) in pairwise(around))
    return meet and (around[0][0], around[-1][1]) == ends(v)


def follows(high: End, low: End) -> bool:
    """Whether nothing is between two ends; 45 days may be on both sides of a month and a half."""
    if high[0] is None or low[0] is None or kind(high[0]) != kind(low[0]) or kind(low[0]) == "duration":
        return False
    if stepped(high[0]) and stepped(low[0]):
        return bool(step(high[0], 1) == low[0])
    return bool(high[0] == low[0]) and not (high[1] and low[1])

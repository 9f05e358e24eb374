"""The days of a counted period: which were passed over and why, and what is doubtful about the count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from decisis.calendar import Count
from decisis.dataclass import dataclass
from decisis.proof.nodes import FROM_MEMORY
from decisis.rules import ir
from decisis.rules.arithmetic import evaluate
from decisis.static import TypeGuard
from decisis.values import Duration, Value, closed, text

FEW = 3  # counts of a period that are each told
MOST_DAYS = 400  # on which a period may start, that are each counted from


@dataclass(frozen=True)
class CountedDays:
    words: str = ""
    cautions: tuple[str, ...] = ()


def counted_days(expression: ir.Expression, binding: Mapping[str, Value], program: ir.Program) -> CountedDays:
    """What a proof says of a period that is counted by a rule; nothing of any other expression.

    Where it is not known exactly how long the period is, or when it starts, it is counted from every day
    and for every length that bear on the last day.
    """
    if not _is_counted(expression):
        return CountedDays()
    period, start, rule = (evaluate(o, binding, program.calendar) for o in expression.operands)
    if not isinstance(rule, str) or period is None or start is None:
        return CountedDays()
    counts = [
        (day, length, count)
        for day in _days_of(start)
        for length in _lengths_of(period)
        if (count := program.calendar.count(day, length, rule, expression.function)) is not None
    ]
    if not counts:
        return CountedDays()
    cautions = [c for day, length, count in counts for c in _cautions(program, day, length, count, rule)]
    if not _is_whole(start, period):
        cautions += _whatever_is_from_memory(program, rule)
    said = [_passed_over(count) for _, _, count in counts]
    parts = [f"counted under {program.calendar.rules[rule].citation}"]
    parts += said[0] if isinstance(start, date) and isinstance(period, Duration) else _of_each(counts, said)
    return CountedDays("; ".join(parts), tuple(dict.fromkeys(cautions)))


def _is_counted(expression: ir.Expression) -> TypeGuard[ir.Apply]:
    """Whether it is a period that a rule counts."""
    match expression:
        case ir.Apply("after" | "before", (_, _, _)):
            return True
        case _:
            return False


def _days_of(start: Value) -> list[date]:
    """The day, or all that it may be; of very many, and of a span without an end, the ends."""
    ends = closed(start)
    return _every_day(start) or [end for end in (ends.low, ends.high) if isinstance(end, date)]


def _every_day(start: Value) -> list[date] | None:
    """All the days that a day may be, if they are not too many."""
    ends = closed(start)
    match ends.low, ends.high:
        case (date() as first, date() as last) if (last - first).days < MOST_DAYS:
            return [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return None


def _lengths_of(period: Value) -> list[Duration]:
    ends = closed(period)
    return list(dict.fromkeys(end for end in (ends.low, ends.high) if isinstance(end, Duration)))


def _is_whole(start: Value, period: Value) -> bool:
    """Whether every count that may be meant was made."""
    return isinstance(period, Duration) and _every_day(start) is not None


def _of_each(counts: Sequence[tuple[date, Duration, Count]], said: Sequence[list[str]]) -> Iterator[str]:
    """The same of each of few counts; of many, of the one that ends first and the one that ends last."""
    if len(counts) <= FEW:
        shown: tuple[int, ...] = tuple(range(len(counts)))
    else:
        by_end = sorted(range(len(counts)), key=lambda i: counts[i][2].last_day)
        shown = (by_end[0], by_end[-1])
    lengths = {length for _, length, _ in counts}
    for day, length, count, passed in ((*counts[i], said[i]) for i in shown):
        of = f" for {text(length)}" if len(lengths) > 1 else ""
        yield ", ".join((f"from {day.isoformat()}{of} to {count.last_day.isoformat()}", *passed))


def _passed_over(count: Count) -> list[str]:
    found = (("not counting", count.skipped), ("not ending on", count.rolled))
    return [
        f"{what} {', '.join(f'{s.day.isoformat()} ({s.why})' for s in skips)}"
        for what, skips in found
        if skips
    ]


def no_day(literal: ir.Binding, binding: Mapping[str, Value], program: ir.Program) -> str:
    """Why a period has no last day, where the rule that counts it is not yet in force; "" otherwise."""
    expression = literal.expression
    if not _is_counted(expression):
        return ""
    _, start, name = (evaluate(o, binding, program.calendar) for o in expression.operands)
    if not isinstance(name, str) or start is None:
        return ""
    rule = program.calendar.rules[name]
    first = min((era.start for era in rule.eras), default=None)
    latest = closed(start).high
    if first is None or not isinstance(latest, date) or first <= latest:
        return ""
    said = f"the library records no counting rule for {text(start)}"
    return f"{said}: {rule.citation} begins on {first.isoformat()}"


def _cautions(program: ir.Program, start: date, period: Duration, count: Count, rule: str) -> Iterator[str]:
    yield from _straddling(program, start, period, rule)
    yield from _set_aside_once(program, count, rule)
    yield from _kept_below(program, start, period, rule)
    yield from _from_memory(program, count, rule)


def _straddling(program: ir.Program, start: date, period: Duration, rule: str) -> Iterator[str]:
    """A period that begins under one way of counting and ends under another."""
    if program.calendar.straddles(start, period, rule):
        found = program.calendar.rules[rule]
        change = min(era.start for era in found.eras if era.start > start)
        yield (
            f"the period that starts on {start} is counted as {found.citation} did then, "
            f"though it counts otherwise from {change} and the period ended later"
        )


def _set_aside_once(program: ir.Program, count: Count, rule: str) -> Iterator[str]:
    """Days that no statute sets aside every year: whether such a day is a holiday may be in doubt."""
    for holiday in program.calendar.passed_over(count, rule):
        if holiday.single is not None:
            yield f"the count passes over {holiday.single.isoformat()}: {holiday.title or holiday.name}"


def _kept_below(program: ir.Program, start: date, period: Duration, rule: str) -> Iterator[str]:
    """Days that some court below keeps: where it is the one from which the matter comes."""
    for skip in program.calendar.off_below(start, period, rule):
        yield f"{skip.day} is {skip.why} in a court below: in a matter from there the last day is later"


def _whatever_is_from_memory(program: ir.Program, rule: str) -> Iterator[str]:
    """All that a count by the rule may rest on, and that is stated from memory."""
    found = program.calendar.rules[rule]
    texts = ((h.provenance, h.citation) for h in program.calendar.holidays.get(found.holidays, ()))
    for provenance, citation in ((found.provenance, found.citation), *texts):
        if provenance == FROM_MEMORY:
            yield f"rests on law stated from memory, not checked: {citation}"


def _from_memory(program: ir.Program, count: Count, rule: str) -> Iterator[str]:
    """Texts from memory that decided which days count: the rule, and what set aside a day that does not."""
    found = program.calendar.rules[rule]
    if found.provenance == FROM_MEMORY:
        yield f"rests on law stated from memory, not checked: {found.citation}"
    for holiday in program.calendar.passed_over(count, rule):
        if holiday.provenance == FROM_MEMORY:
            yield f"rests on law stated from memory, not checked: {holiday.citation}"

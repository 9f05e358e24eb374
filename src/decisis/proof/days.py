"""The days of a counted period: which were passed over and why, and what is doubtful about the count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from decisis.calendar import Count
from decisis.dataclass import dataclass
from decisis.rules import ir
from decisis.rules.arithmetic import evaluate
from decisis.values import Duration, Value

FROM_MEMORY = "from memory"


@dataclass(frozen=True)
class CountedDays:
    words: str = ""
    cautions: tuple[str, ...] = ()


def counted_days(expression: ir.Expression, binding: Mapping[str, Value], program: ir.Program) -> CountedDays:
    """What a proof says of a period that is counted by a rule; nothing of any other expression."""
    if not isinstance(expression, ir.Apply) or len(expression.operands) != 3:
        return CountedDays()
    period, start, rule = (evaluate(o, binding, program.calendar) for o in expression.operands)
    if not (isinstance(period, Duration) and isinstance(start, date) and isinstance(rule, str)):
        return CountedDays()
    count = program.calendar.count(start, period, rule, expression.function)
    if count is None:
        return CountedDays()
    cautions = [
        *_straddling(program, start, period, rule),
        *_set_aside_once(program, count, rule),
        *_from_memory(program, count, rule),
    ]
    return CountedDays(_words(program, count, rule), tuple(dict.fromkeys(cautions)))


def _words(program: ir.Program, count: Count, rule: str) -> str:
    parts = [f"counted under {program.calendar.rules[rule].citation}"]
    if count.skipped:
        parts.append("not counting " + ", ".join(f"{s.day.isoformat()} ({s.why})" for s in count.skipped))
    if count.rolled:
        parts.append("not ending on " + ", ".join(f"{s.day.isoformat()} ({s.why})" for s in count.rolled))
    return "; ".join(parts)


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


def _from_memory(program: ir.Program, count: Count, rule: str) -> Iterator[str]:
    """Texts stated from memory that made a day not count: the rule, or the list of holidays."""
    found = program.calendar.rules[rule]
    if found.provenance == FROM_MEMORY and (count.skipped or count.rolled):
        yield f"rests on law stated from memory, not checked: {found.citation}"
    for holiday in program.calendar.passed_over(count, rule):
        if holiday.provenance == FROM_MEMORY:
            yield f"rests on law stated from memory, not checked: {holiday.citation}"

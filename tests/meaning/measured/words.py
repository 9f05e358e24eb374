"""Writes a case that measures in the language, as one `.case` file."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, assert_never

from tests.meaning.doctrine import Between, Length
from tests.meaning.measured import law as m
from tests.meaning.measured.tables import TABLES
from tests.meaning.measured.variables import sharing_names
from tests.meaning.writing import written as plainly

MONTHS = tuple(name.lower() for name in month_name[1:])
DAY = "2012-06-01"


def text(case: m.Case) -> str:
    return "\n".join((*law(case.law), "", *matter(case.matter))) + "\n"


def law(each: m.Law) -> Iterator[str]:
    yield "sort Item"
    yield "sort Part"
    yield 'court tribunal "Tribunal"'
    yield 'authority act is "Act" statute from the document'
    due = {deadline.name for deadline in each.deadlines}
    tables = {table.name for table in TABLES}
    yield from (relation(one) for one in each.relations if one.name not in due | tables)
    for counting in each.countings:
        yield from _counting(counting)
    for scenario in each.scenarios:
        value = "V"
        yield f"scenario {scenario.name}(A) of X"
        yield f"  {scenario.relation}(X, {value}) is {scenario.by}(A, X, {value})"
    for deadline in each.deadlines:
        yield from _deadline(deadline)
    for number, rule in enumerate(each.rules, 1):
        yield from _rule(rule, number)
    yield from (f'priority {one} over {other} because "it is so"' for one, other in each.priorities)


def relation(each: m.Relation) -> str:
    names = ["x", *(f"v{number}" for number in range(1, len(each.sorts)))]
    places = ", ".join(f"{name}: {sort}" for name, sort in zip(names, each.sorts, strict=True))
    keys = f" functional in {', '.join(names[: each.keys])}" if each.keys is not None else ""
    return f"relation {each.name}({places}){keys}{' closed' * each.closed}"


def _counting(each: m.Counting) -> Iterator[str]:
    observing = f" observing {each.name}_days" if each.holidays else ""
    yield f'counting {each.name} "Counting {each.name}" under act at "{each.name}"{observing}'
    for era in each.eras:
        how = f"business days under {era.business_under} days" if era.business_under else "every day"
        yield f"  from {era.first} {how}{', rolls forward' * era.rolls}"
    if each.holidays:
        yield f'holidays {each.name}_days "Holidays" under act'
        for number, (month, day, observed) in enumerate(each.holidays):
            yield f'  day{number} "Day {number}" on {MONTHS[month - 1]} {day}{" observed" * observed}'


def _deadline(each: m.Deadline) -> Iterator[str]:
    yield f'deadline {each.name} "{each.name}" under act at "{each.name}"'
    if len(each.triggers) == 1:
        yield f"  runs from {each.triggers[0].relation}(X, Day)"
    else:
        yield "  runs from the latest of"
        for number, trigger in enumerate(each.triggers, 1):
            borne = " burden on movant by preponderance" * trigger.borne
            yield f"    ({number}) {trigger.relation}(X, Day){borne}"
    periods = (value(length) + (f" from {since}" if since else "") for length, since in each.periods)
    yield f"  period {', '.join(periods)}"
    if each.rule:
        yield f"  counted by {each.rule}"
    if each.tolled_by:
        yield f"  tolled by {each.tolled_by}(X, Time)"


def _rule(each: m.Rule, number: int) -> Iterator[str]:
    yield f'{"definition" if each.otherwise_not else "rule"} {each.name} under act at "{number}"'
    governing = [one for one in each.given if isinstance(one, m.Governs)]
    yield from (line for one in governing if not one.var for line in _in_force(one))
    if each.exception_to:
        yield f"  exception to {', '.join(each.exception_to)}"
    yield "  given"
    asked = sharing_names(tuple(one for one in each.given if not isinstance(one, m.Governs)))
    yield from _numbered(map(element, asked), 1)
    if each.unless:
        yield "  unless"
        yield from _numbered(map(literal, each.unless), len(asked) + 1)
    yield f"  then {literal(each.then)}{', otherwise not' * each.otherwise_not}"
    yield from (line for one in governing if one.var for line in _editions(one))


def _numbered(words: Iterable[str], first: int) -> Iterator[str]:
    return (f"    ({number}) {each}" for number, each in enumerate(words, first))


def _in_force(each: m.Governs) -> Iterator[str]:
    until = f" to {each.last}" if each.last else ""
    yield f"  in force from {each.first}{until} as of {each.day.name}"


def _editions(each: m.Governs) -> Iterator[str]:
    assert each.var
    yield f"  editions as of {each.day.name}"
    yield from (f"    from {one.first} {each.var.name} is {value(one.value)}" for one in each.editions)


# --- elements --------------------------------------------------------------------------------------


def element(each: m.Element) -> str:
    match each:
        case m.Literal():
            return literal(each)
        case m.NoShowing(what):
            return f"no showing that {literal(what)}"
        case m.Compares(left, sign, right):
            return f"{expression(left)} {sign} {expression(right)}"
        case m.OneOf(var, options, positive):
            return f"{var.name} is {'' if positive else 'not '}one of {', '.join(map(value, options))}"
        case m.Names(var, what):
            return f"{var.name} is {expression(what)}"
        case m.Within(day, period, way, start, rule):
            counted = f" counted by {rule}" * bool(rule)
            return f"{value(day)} is within {expression(period)} {way} {value(start)}{counted}"
        case m.AnyDay(var, first, last):
            return f"{var.name} is any day from {value(first)} to {value(last)}"
        case m.Total(var, operator, what, keys, conditions):
            names = ", ".join(key.name for key in keys)
            of = names if what is None else f"{what.name} for each {names}"
            such = " and ".join(map(element, conditions))
            return f"{var.name} is the {operator} of {of} such that {such}"
        case m.ForEvery(variables, cases, holds):
            names = ", ".join(each.name for each in variables)
            letters = iter("abcdefgh")
            such = " ".join(f"({next(letters)}) {element(one)}" for one in cases)
            good = " ".join(f"({next(letters)}) {element(one)}" for one in holds)
            return f"for every {names} such that {such} it holds that {good}"
        case m.Either(parts):
            lettered = zip("abcdefgh", parts, strict=False)
            return "either " + " ".join(f"({letter}) {element(part)}" for letter, part in lettered)
        case m.Governs():
            raise AssertionError("it stands outside of the elements")
        case _:
            assert_never(each)


def literal(each: m.Literal) -> str:
    scenario = f"{each.scenario}({value(each.of)}): " if each.scenario else ""
    return f"{'' if each.positive else 'not '}{scenario}{each.relation}({', '.join(map(value, each.terms))})"


def expression(each: m.Expression) -> str:
    match each:
        case m.Sum(left, sign, right):
            return f"{expression(left)} {sign} {expression(right)}"
        case m.Extreme(which, left, right):
            return f"the {which} of {value(left)} and {value(right)}"
        case m.Shift(period, way, start, rule):
            return f"{expression(period)} {way} {expression(start)}{f' counted by {rule}' * bool(rule)}"
        case m.DaysFrom(first, last):
            return f"the days from {value(first)} to {value(last)}"
        case m.Rounded(amount, divisor, way, unit):
            to = "to the nearest" if way == "nearest" else f"{way} to"
            return f"{value(amount)} divided by {value(divisor)} rounded {to} {value(unit)}"
        case _:
            return value(each)


def value(each: Any) -> str:
    match each:
        case m.Var(name):
            return name
        case Decimal():
            return f"${each}"
        case Between(low, high) if isinstance(low if low is not None else high, Decimal):
            return _money_between(low, high)
        case Length(months, days) if months > 0 > days:
            return f"{months} months less {-days} day{'s' * (days != -1)}"
        case _:
            return plainly(each)


def _money_between(low: Any, high: Any) -> str:
    if low is None:
        return f"at most ${high}"
    return f"at least ${low}" if high is None else f"${low} to ${high}"


# --- matters ---------------------------------------------------------------------------------------


def matter(each: m.Matter) -> Iterator[str]:
    yield 'source docket is "the docket"'
    yield f'matter generated is "A matter" before tribunal as of {DAY}'
    yield "  uses measures"
    yield 'party movant "the movant"'
    yield from (f'thing {thing}: Item "{thing}"' for thing in each.things)
    yield from (f'thing {part}: Part "{part}"' for part in each.parts)
    for fact in each.facts:
        yield f"fact {literal(fact.literal)} {fact.status} from docket"
    for dispute in each.disputes:
        one, other = map(literal, dispute.sides)
        yield f"dispute {dispute.name}: {one} versus {other} unresolved from docket"

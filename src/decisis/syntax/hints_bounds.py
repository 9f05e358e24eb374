"""Mistakes of who states a value as a lawyer would: no more than $5, six months, 24-30 months, early 2004."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure, words
from decisis.syntax.hints_foreign import NUMBER_WORDS
from decisis.syntax.scan import Lexeme

STATED_IN = words("fact record dispute variant expect")
IN_WORDS = {
    **{name: number for number, name in enumerate(NUMBER_WORDS)},
    "a": 1, "an": 1, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
UNITS = {
    **{unit: unit for unit in ("day", "days", "week", "weeks", "month", "months", "year", "years")},
    **dict.fromkeys(words("mo mos mth mths"), "months"), **dict.fromkeys(words("yr yrs"), "years"),
    **dict.fromkeys(words("wk wks"), "weeks"),
}  # fmt: skip
IN_MONTHS = {"year": 12, "years": 12, "month": 1, "months": 1}
MORE, LESS, LEAST, MOST = ("more than", "after"), ("less than", "before"), ("at least", "on or after"), (
    "at most", "on or before"
)  # fmt: skip
BEFORE_A_VALUE = {  # of two phrases that begin alike, the longer first
    "no more than": MOST, "not more than": MOST, "no greater than": MOST, "not exceeding": MOST,
    "not over": MOST, "no later than": MOST, "not later than": MOST, "no longer than": MOST,
    "no less than": LEAST, "not less than": LEAST, "no fewer than": LEAST, "not under": LEAST,
    "no earlier than": LEAST, "not earlier than": LEAST, "not before": LEAST, "not after": MOST,
    "a minimum of": LEAST, "minimum of": LEAST, "minimum": LEAST, "min": LEAST, "since": LEAST,
    "a maximum of": MOST, "maximum of": MOST, "maximum": MOST, "max": MOST, "up to": MOST, "until": MOST,
    "by": MOST, "greater than": MORE, "later than": MORE, "longer than": MORE, "in excess of": MORE,
    "over": MORE, "above": MORE, "exceeding": MORE, "beyond": MORE, "fewer than": LESS,
    "earlier than": LESS, "shorter than": LESS, "prior to": LESS, "under": LESS, "below": LESS,
    "more than": MORE, "less than": LESS, "at least": LEAST, "at most": MOST, "on or after": LEAST,
    "on or before": MOST, "after": MORE, "before": LESS,
}  # fmt: skip
BEHIND_A_VALUE = {
    "or more": LEAST, "or longer": LEAST, "or later": LEAST, "or over": LEAST, "+": LEAST, "plus": LEAST,
    "or less": MOST, "or fewer": MOST, "or earlier": MOST, "or under": MOST, "at least": LEAST,
    "at most": MOST,
}  # fmt: skip
JOINED = words("and but to or -")
VAGUE = words("early mid late spring summer fall autumn winter beginning middle end")
IN_A_YEAR = ("in or about", "in", "during", "about", "around", "circa", "sometime in")

Said = tuple[str, bool]  # a value as it is written, and whether it is a day


def stated_as_in_prose(f: Failure) -> Diagnostic | None:
    """`paid(ann, no more than $5)`, `term(ann, six months)`, `on(ann, in 2004)`."""
    if f.block.keyword is not None and f.block.keyword not in STATED_IN:
        return None
    argument = _argument(f)
    texts = [word.text for word in argument]
    value = (_written(argument) or _of_a_year(texts)) if len(argument) > 1 else ""
    if not value or value == " ".join(texts):
        return None
    first = f.block.words.index(argument[0]) - f.index
    said = f.source.text[argument[0].start : argument[-1].end]
    return f.error(
        "E0209",
        f"`{said}` is no value as values are written here",
        f.span(first, first + len(argument) - 1),
        help=f"write `{value}`" + _beside(texts),
    )


def _beside(texts: Sequence[str]) -> str:
    """What else may have been meant."""
    if texts[0] in VAGUE:
        return ", or nearer days"
    return (
        ", or a `dispute` with a side for each"
        if texts[-2] == "or" and " ".join(texts[-2:]) not in BEHIND_A_VALUE
        else ""
    )


def _argument(f: Failure) -> Sequence[Lexeme]:
    """The words of the argument in which the word stands, or that ends before it."""
    every = f.block.words
    last = f.index - 1 if f.text() in (")", ",") or f.word() is None else f.index
    first = last
    while first > 0 and every[first - 1].text not in ("(", ",", ":", "="):
        first -= 1
    while last + 1 < len(every) and every[last + 1].text not in (")", ","):
        last += 1
    inside = any(word.text in ("(", "=") for word in every[:first])
    return every[first : last + 1] if inside and last - first < 12 else ()


def _written(argument: Sequence[Lexeme]) -> str:
    """The argument as the language writes it; "" if nobody can say."""
    if [word.text for word in argument] == ["half", "a", "year"]:
        return "6 months"
    if argument[0].text == "either":
        argument = argument[1:]
    for phrase, bound in BEFORE_A_VALUE.items():
        if (rest := _behind(argument, phrase)) is not None:
            return _one_end(rest, bound) or _two_ends(rest, bound)
    value, rest = _value(argument)
    if value is None:
        return ""
    said = " ".join(word.text for word in rest)
    if not rest:
        return value[0]
    if said in BEHIND_A_VALUE:
        return _bound(value, BEHIND_A_VALUE[said])
    return _from_to(value, rest[1:]) if rest[0].text in JOINED else ""


def _one_end(argument: Sequence[Lexeme], bound: tuple[str, str]) -> str:
    value, rest = _value(argument)
    return _bound(value, bound) if value is not None and not rest else ""


def _two_ends(argument: Sequence[Lexeme], bound: tuple[str, str]) -> str:
    """`more than 12 but less than 16`: both ends belong to what is written from one to the other."""
    value, rest = _value(argument)
    if value is None or bound not in (MORE, LEAST) or not rest or rest[0].text not in JOINED:
        return ""
    for phrase, other in BEFORE_A_VALUE.items():
        if (second := _behind(rest[1:], phrase)) is not None:
            return _from_to(_next(value, 1) if bound is MORE else value, second, -1 if other is LESS else 0)
    return ""


def _from_to(first: Said, argument: Sequence[Lexeme], by: int = 0) -> str:
    """``by``: -1 if the second value lies beyond."""
    second, rest = _value(argument)
    if second is None or rest or second[1] != first[1]:
        return ""
    low, high = first[0], _next(second, by)[0]
    if high.partition(" ")[2] and low.isdigit():  # `24-30 months`
        low = f"{low} {high.partition(' ')[2]}"
    return f"{low} to {high}"


def _next(value: Said, by: int) -> Said:
    """The next whole number or day, or the one before; other values stay: nothing is left out by that."""
    said, is_day = value
    if said.isdigit():
        return str(int(said) + by), is_day
    with suppress(ValueError, OverflowError):
        return (date.fromisoformat(said) + timedelta(days=by)).isoformat(), is_day
    return value


def _bound(value: Said, bound: tuple[str, str]) -> str:
    return f"{bound[value[1]]} {value[0]}"


def _behind(argument: Sequence[Lexeme], phrase: str) -> Sequence[Lexeme] | None:
    said = phrase.split()
    if [word.text for word in argument[: len(said)]] != said or len(argument) == len(said):
        return None
    return argument[len(said) :]


def _value(argument: Sequence[Lexeme]) -> tuple[Said | None, Sequence[Lexeme]]:
    """The value that the words begin with, and the words behind it."""
    if argument and argument[0].kind == "daylike":
        return (argument[0].text, True), argument[1:]
    parts: list[str] = []
    rest = argument
    while rest and (number := _number(rest[0])):
        unit = UNITS.get(rest[1].text, "") if len(rest) > 1 else ""
        if parts and not unit:
            break
        parts.append(_in_whole_units(number, unit))
        rest = rest[2:] if unit else rest[1:]
        if not unit:
            break
        if len(rest) > 2 and rest[0].text == "and" and rest[2].text in UNITS:
            rest = rest[1:]
    return ((" ".join(parts), False) if parts else None), rest


def _number(word: Lexeme) -> str:
    return word.text if word.kind == "number" else str(IN_WORDS.get(word.text, ""))


def _in_whole_units(number: str, unit: str) -> str:
    """`1.5 years` are 18 months."""
    in_months = float(number) * IN_MONTHS.get(unit, 0) if number.replace(".", "", 1).isdigit() else 0.0
    if "." in number and in_months and in_months.is_integer():
        return f"{int(in_months)} months"
    return f"{number} {unit}" if unit else number


def _of_a_year(texts: Sequence[str]) -> str:
    """`in 2004`, `early 2004`."""
    year = texts[-1]
    if len(year) != 4 or not year.isdigit():
        return ""
    meant = " ".join(texts[:-1]) in IN_A_YEAR or texts[0] in VAGUE
    return f"{year}-01-01 to {year}-12-31" if meant else ""


BOUNDS_IN_WORDS = (stated_as_in_prose,)

"""What is wrong with numbers, amounts and days."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date

from decisis.currencies import CURRENCIES
from decisis.diagnostics import Diagnostic
from decisis.source import Source
from decisis.syntax.scan import Lexeme
from decisis.syntax.wording import shown

MOST_DIGITS = 38
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SIGN = r"(\$|[A-Z]{3}[ \t]+)"
_NUMBER = re.compile(rf"({_SIGN}[0-9]{{1,3}}(,[0-9]{{3}})+|{_SIGN}?[0-9]+)(\.[0-9]+)?")
_COUNT_AND_WORD = re.compile(rf"({_SIGN}?[0-9]+)_?([a-z]+)")


def on(source: Source, code: str, message: str, lexeme: Lexeme, *, help: str = "") -> Diagnostic:
    return Diagnostic(code, message, lexeme.span(source), help=help)


def daylike(source: Source, lexeme: Lexeme) -> Diagnostic | None:
    if "." in lexeme.text and not re.search(r"\d{4}", lexeme.text):
        return number(source, lexeme)  # `1.2.3` rather than `1.2.2004`
    if not _DAY.fullmatch(lexeme.text):
        return on(
            source,
            "E0107",
            f"{shown(lexeme)} is not a day as days are written here",
            lexeme,
            help=_day_help(lexeme.text),
        )
    try:
        date.fromisoformat(lexeme.text)
    except ValueError:
        return on(source, "E0106", f"there is no day {shown(lexeme)}", lexeme, help=last_day(lexeme.text))
    return None


def _day_help(written: str) -> str:
    """The day itself where the parts can be read in one order only."""
    parts = [int(part) for part in re.findall(r"[0-9]+", written)]
    found = set[date]()
    if re.fullmatch(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}", written):
        found = _days((parts[0], parts[1], parts[2]))
    elif re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}", written):
        found = _days((parts[2], parts[0], parts[1]), (parts[2], parts[1], parts[0]))
    if len(found) == 1:
        return f"write `{found.pop().isoformat()}`"
    return "write the year, the month and the day as `2004-02-17`"


def _days(*readings: tuple[int, int, int]) -> set[date]:
    """Those of the readings that are days."""
    found = set[date]()
    for reading in readings:
        with suppress(ValueError):
            found.add(date(*reading))
    return found


def last_day(written: str) -> str:
    """How long the month is, if there is such a month."""
    year, month = int(written[:4]), int(written[5:7])
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return "months are 01 to 12, and years begin with 0001"
    following = date(year + month // 12, month % 12 + 1, 1)
    return f"the last day of that month is `{date.fromordinal(following.toordinal() - 1).isoformat()}`"


_FIRST_OF_TWO = re.compile(r"(?:([A-Z]{3}) |\$)[0-9][0-9,.]* to $")


def grouped(source: Source, lexeme: Lexeme) -> Diagnostic:
    first = _FIRST_OF_TWO.search(source.text[max(0, lexeme.start - MOST_DIGITS * 2) : lexeme.start])
    if first:
        sign = f"{first[1]} " if first[1] else "$"
        help = f"write `{sign}{lexeme.text}`, the currency before both"
        return on(source, "E0108", f"{shown(lexeme)} has no currency before it", lexeme, help=help)
    return on(
        source,
        "E0108",
        f"{shown(lexeme)} can be read as one number or as several",
        lexeme,
        help=f"write `{lexeme.text.replace(',', '')}`, or a space after each comma of a list",
    )


def number(source: Source, lexeme: Lexeme) -> Diagnostic | None:
    if sum(char.isdigit() for char in lexeme.text) > MOST_DIGITS:
        return on(source, "E0109", f"`{lexeme.text[:20]}…` has more than {MOST_DIGITS} digits", lexeme)
    code = lexeme.text[:3]
    if code.isalpha() and code not in CURRENCIES:
        return on(
            source,
            "E0115",
            f"`{code}` is the code of no currency",
            lexeme,
            help="write its code, as in `EUR 10`, or `$10` for dollars",
        )
    if _NUMBER.fullmatch(lexeme.text):
        return None
    return on(source, "E0108", f"{shown(lexeme)} is not a number", lexeme, help=number_help(lexeme.text))


def number_help(written: str) -> str:
    if not written.isascii():
        plain = "".join(str(unicodedata.decimal(char, char)) for char in written)
        return f"write it in plain digits, `{plain}`" if plain.isascii() else "write it in plain digits"
    if re.fullmatch(r"[0-9]+\.", written):
        return f"write `{written[:-1]}`; the number of an element is written `({written[:-1]})`"
    if ordinal := re.fullmatch(r"([0-9]+)(st|nd|rd|th)", written):
        which = {"1": "`first`", "2": "`second`", "3": "`third`", "4": "`fourth`"}
        before = which.get(ordinal[1], "`first` to `fourth`, or `last`")
        return f"before a weekday write {before}, and of a day `{ordinal[1]}`"
    if (glued := _COUNT_AND_WORD.fullmatch(written)) and glued[3] != "e":
        return f"put a space between `{glued[1]}` and `{glued[3]}`"
    if re.fullmatch(rf"{_SIGN}?[0-9_]+", written):
        return f"write `{written.replace('_', '')}`"
    return "write digits only, with a point before decimals"

"""What to write instead of a heading or a cell of a table that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from decisis.compiler.names import did_you_mean
from decisis.syntax import ast
from decisis.values import MONEY

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
_AMOUNT = re.compile(
    r"(?P<before>[$€£]|[A-Z]{3})?\s*(?P<number>-?[0-9][0-9,.' ]*?)\s*(?P<after>[$€£]|[A-Z]{3})?"
)
_PERIOD = re.compile(r"(?P<number>[0-9]+)\s*(?P<unit>months?|years?|weeks?|days?)?")
_EXAMPLES = {
    "Int": "write the number alone, as in `16`",
    "Decimal": "write the number alone, with a point before decimals, as in `0.75`",
    "Duration": "write the months alone, as in `18`, or `life`",
    "Date": "write the year, the month and the day as `2004-02-17`",
}


def header_help(header: list[str], names: list[str]) -> str:
    """The first line as it should be; where a sign other than the comma separates, that."""
    wanted = ",".join(names)
    for sign, word in ((";", "`;`"), ("\t", "a tab"), ("|", "`|`")):
        if len(header) < len(names) and sign in ",".join(header):
            return f"separate the columns by `,` instead of {word}; the first line is `{wanted}`"
    return f"begin the file with the line `{wanted}`"


def cell_help(cell: str, sort: str, sorts: Mapping[str, ast.Sort]) -> str:
    """What to write instead of a cell that is no value of its sort."""
    if sort in MONEY:
        return _amount_help(cell, "USD" if sort == "Money" else sort)
    if sort == "Duration" and (period := _PERIOD.fullmatch(cell)):
        unit, number = period["unit"] or "months", int(period["number"][:9])
        if unit.startswith(("month", "year")):
            return f"write `{number * (12 if unit.startswith('year') else 1)}`: a table counts months"
        return "give the column the sort `Int`, of days: durations in a table are whole months"
    choices = sorts[sort].choices if sort in sorts else None
    if choices:
        named = [choice.name.text for choice in choices]
        return did_you_mean(cell.lower(), named, f"write one of the values of `{sort}`, such as `{named[0]}`")
    return _EXAMPLES.get(sort, "write a name")


def _amount_help(cell: str, currency: str) -> str:
    """The number alone, if it is one in the currency of the column."""
    found = _AMOUNT.fullmatch(cell)
    named_so = "dollars" if currency == "USD" else currency
    named = (found["before"] or found["after"] or currency) if found else currency
    if found is None:
        return "write the number alone, as in `250` or `99.50`"
    if _SIGNS.get(named, named) != currency:
        return f"the column is of amounts in {named_so}: give another currency a column of its own"
    number = found["number"].strip()
    if re.fullmatch(r"-?[0-9]{1,3}([,' ][0-9]{3})+(\.[0-9]+)?", number):
        number = re.sub("[,' ]", "", number)
    if re.fullmatch(r"-?[0-9]+,[0-9]{1,2}", number):
        number = number.replace(",", ".")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", number):
        return "write the number alone, with a point before decimals, as in `99.50`"
    return f"write `{number}` alone: the column is of amounts in {named_so}"

"""Tables of values: the text of a CSV file as rows of a declared relation. Nothing is guessed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from decisis.compiler.cells import cell_help, header_help
from decisis.compiler.library import Rows
from decisis.dataclass import replace
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast
from decisis.values import LIFE, MONEY, Duration, Money, Value, currency_of
from decisis.values import text as said

_WHOLE = re.compile(r"-?[0-9]{1,38}")
_DECIMAL = re.compile(r"-?[0-9]{1,38}(\.[0-9]{1,38})?")
_SORT_WORDS = {
    "Int": "a whole number",
    "Decimal": "a decimal number",
    "Duration": "a number of months",
    "Date": "a day such as `2004-02-17`",
}
MOST_PROBLEMS = 5  # of one table that are told one by one
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


Keys = tuple[int, ...] | None  # the columns that fix the others, where the relation is functional


def read_rows(
    table: ast.Table, text: str, sorts: Mapping[str, ast.Sort], keys: Keys = None
) -> tuple[Rows, tuple[Diagnostic, ...]]:
    """The rows of a table. Its header names the parameters in any order; every cell fits its sort, and
    nothing is said twice of one key."""
    names = [p.name.text for p in table.parameters]
    try:
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as wrong:
        return frozenset(), (_not_read(table, text, str(wrong)),)
    header = [name.strip() for name in lines[0]] if lines else []
    if sorted(header) != sorted(names):
        return frozenset(), (_bad_header(table, header, names),)
    problems: list[Diagnostic] = []
    numbered = dict(_rows(table, header, lines[1:], sorts, problems))
    if keys is not None:
        problems += _of_one_key(table, numbered, keys)
    return frozenset(numbered.values()), _together(problems)


def _together(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each of a few; of many one, which shows the first in the order of lines and counts the others."""
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    first, *others = problems[:MOST_PROBLEMS]
    notes = (*(each.message for each in others), f"and {len(problems) - MOST_PROBLEMS:,} more")
    return (replace(first, notes=notes),)


def _rows(
    table: ast.Table,
    header: list[str],
    lines: list[list[str]],
    sorts: Mapping[str, ast.Sort],
    problems: list[Diagnostic],
) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Each row with the number of its line."""
    for number, cells in enumerate(lines, 2):
        if not cells:
            continue  # an empty line
        if len(cells) != len(header):
            problems.append(_ragged(table, number, cells, len(header)))
            continue
        by_name = dict(zip(header, cells, strict=True))
        row = [cell_value(by_name[p.name.text].strip(), p.sort.text, sorts) for p in table.parameters]
        for parameter, value in zip(table.parameters, row, strict=True):
            if value is None:
                cell = by_name[parameter.name.text].strip()
                problems.append(_bad_cell(table, number, cell, parameter, sorts))
        if None not in row:
            yield number, tuple(v for v in row if v is not None)


def _of_one_key(
    table: ast.Table, numbered: Mapping[int, tuple[Value, ...]], keys: tuple[int, ...]
) -> Iterator[Diagnostic]:
    """Of rows with one key, each that does not say what the first of them says."""
    firsts: dict[tuple[Value, ...], int] = {}
    for number, row in numbered.items():
        first = firsts.setdefault(tuple(row[i] for i in keys), number)
        if row != numbered[first]:
            named = [(table.parameters[i].name.text, said(row[i])) for i in keys]
            yield _second_row(table, first, number, named)


def cell_value(cell: str, sort: str, sorts: Mapping[str, ast.Sort]) -> Value | None:
    """A cell as a value of a sort: durations are months, enumerated values have no case."""
    match sort:
        case "Int":
            return int(cell) if _WHOLE.fullmatch(cell) else None
        case "Decimal":
            return Decimal(cell) if _DECIMAL.fullmatch(cell) else None
        case _ if sort in MONEY:
            return Money(Decimal(cell), currency_of(sort)) if _DECIMAL.fullmatch(cell) else None
        case "Duration":
            return LIFE if cell == "life" else Duration(months=int(cell)) if _WHOLE.fullmatch(cell) else None
        case "Date":
            return _day(cell)
    choices = sorts[sort].choices if sort in sorts else None
    if choices is None:
        return cell.lower() or None
    return next((c.name.text for c in choices if c.name.text == cell.lower()), None)


def _sort_words(sort: str) -> str:
    """What belongs in a cell, as a complaint calls it."""
    return "an amount of money" if sort in MONEY else _SORT_WORDS.get(sort, f"a value of `{sort}`")


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if _DAY.fullmatch(cell) else None
    except ValueError:
        return None


def _bad_header(table: ast.Table, header: list[str], names: list[str]) -> Diagnostic:
    return Diagnostic(
        "E0347",
        f"the columns of `{table.file.text}` are not the parameters of `{table.name.text}`",
        table.file.span,
        notes=(f"the file has {', '.join(header) or 'none'}; the table declares {', '.join(names)}",),
        help=header_help(header, names),
    )


def _not_read(table: ast.Table, text: str, reason: str) -> Diagnostic:
    """The reader gives up where the text ends; an odd quotation mark is the usual cause."""
    odd = next((n for n, line in enumerate(text.splitlines(), 1) if line.count('"') % 2), 0)
    place = f"line {odd} of `{table.file.text}`" if odd else f"`{table.file.text}`"
    return Diagnostic(
        "E0347",
        f"{place} cannot be read as comma-separated values",
        table.file.span,
        notes=(reason,),
        help="close every quotation mark" if odd else "save the file as comma-separated values",
    )


def _cells(count: int) -> str:
    return f"{count} cell" if count == 1 else f"{count} cells"


def _ragged(table: ast.Table, number: int, cells: list[str], columns: int) -> Diagnostic:
    help = "write a cell for each column"
    if len(cells) > columns:
        help = 'write decimals with a point and amounts without commas; a text with a comma stands in `"`'
    return _bad_line(table, number, f"has {_cells(len(cells))}, not {columns}", help)


def _bad_cell(
    table: ast.Table, number: int, cell: str, parameter: ast.Parameter, sorts: Mapping[str, ast.Sort]
) -> Diagnostic:
    sort = parameter.sort.text
    has = f"`{cell}`" if cell else "an empty cell"
    what = f"has {has} where {_sort_words(sort)} belongs"
    return _bad_line(table, number, what, cell_help(cell, sort, sorts))


def _bad_line(table: ast.Table, number: int, what: str, help: str) -> Diagnostic:
    return Diagnostic("E0348", f"line {number} of `{table.file.text}` {what}", table.file.span, help=help)


def _second_row(table: ast.Table, first: int, number: int, named: Sequence[tuple[str, str]]) -> Diagnostic:
    of = " and ".join(f"`{name}` {value}" for name, value in named)
    columns = " and ".join(f"`{name}`" for name, _ in named)
    return Diagnostic(
        "E0349",
        f"line {number} of `{table.file.text}` contradicts line {first}: there is one row"
        + (f" for {of}" if of else ""),
        table.file.span,
        notes=(f"`{table.name.text}` is functional" + (f" in {columns}" if columns else ""),),
        help="leave one of the lines out, or name the column that tells them apart after `functional in`",
    )

"""What is said of a table that cannot be read: the line of it, and what to write there instead."""

from __future__ import annotations

import pytest

from decisis.compiler.tables import read_rows
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.parser import parse

FILE, _ = parse(
    Source(
        "rates.law",
        "sort Kind is one of book, atlas\n"
        "table rates(kind: Kind, fee: EUR, fine: Money, term: Duration, since: Date, most: Int)\n"
        'from "rates.csv"',
    )
)
SORTS = {"Kind": next(b for b in FILE.blocks if isinstance(b, ast.Sort))}
TABLE = next(b for b in FILE.blocks if isinstance(b, ast.Table))
HEADER = "kind,fee,fine,term,since,most"
ROW = ("book", "250", "0.50", "6", "2020-01-01", "3")


def said(text: str) -> list[tuple[str, str]]:
    _, problems = read_rows(TABLE, text, SORTS)
    return [(d.message.partition("` ")[2], d.help) for d in problems]


@pytest.mark.parametrize(
    "column, cell, help",
    [
        ("kind", "boook", "did you mean `book`?"),
        ("kind", "", "write one of the values of `Kind`, such as `book`"),
        ("fee", "EUR 250", "write `250` alone: the column is of amounts in EUR"),
        ("fee", "250 EUR", "write `250` alone: the column is of amounts in EUR"),
        ("fee", "€250", "write `250` alone: the column is of amounts in EUR"),
        ("fee", "2,50", "write `2.50` alone: the column is of amounts in EUR"),
        ("fee", "1,250.00", "write `1250.00` alone: the column is of amounts in EUR"),
        ("fee", "1.250,00", "write the number alone, with a point before decimals, as in `99.50`"),
        ("fee", "$3", "the column is of amounts in EUR: give another currency a column of its own"),
        ("fee", "none", "write the number alone, as in `250` or `99.50`"),
        ("fine", "$3", "write `3` alone: the column is of amounts in dollars"),
        ("term", "13 months", "write `13`: a table counts months"),
        ("term", "2 years", "write `24`: a table counts months"),
        ("term", "30 days", "give the column the sort `Int`, of days: durations in a table are whole months"),
        ("since", "1/2/2020", "write the year, the month and the day as `2004-02-17`"),
        ("most", "three", "write the number alone, as in `16`"),
    ],
)
def test_a_cell_that_is_no_value_of_its_column(column: str, cell: str, help: str) -> None:
    row = dict(zip(HEADER.split(","), ROW, strict=True)) | {column: f'"{cell}"'}
    ((message, found),) = said(f"{HEADER}\n{','.join(row.values())}\n")
    assert (f"`{cell}`" if cell else "an empty cell") in message
    assert found == help


@pytest.mark.parametrize(
    "first_line, help",
    [
        (
            "kind;fee;fine;term;since;most",
            f"separate the columns by `,` instead of `;`; the first line is `{HEADER}`",
        ),
        (
            HEADER.replace(",", "\t"),
            f"separate the columns by `,` instead of a tab; the first line is `{HEADER}`",
        ),
        ("kind,price,fine,term,since,most", f"begin the file with the line `{HEADER}`"),
        (",".join(ROW), f"begin the file with the line `{HEADER}`"),
        ("", f"begin the file with the line `{HEADER}`"),
    ],
)
def test_a_first_line_that_is_not_the_names_of_the_columns(first_line: str, help: str) -> None:
    ((_, found),) = said(f"{first_line}\n{','.join(ROW)}\n")
    assert found == help


def test_a_row_with_a_cell_too_many() -> None:
    ((message, help),) = said(f"{HEADER}\n{','.join(ROW)},2\n")
    assert message == "has 7 cells, not 6"
    assert help.startswith("write decimals with a point")


@pytest.mark.parametrize(
    "text", [f"{HEADER}\n\n{','.join(ROW)}\n\n", f"\ufeff{HEADER.replace(',', ', ')}\n{','.join(ROW)}"]
)
def test_empty_lines_blanks_and_the_mark_of_a_spreadsheet_say_nothing(text: str) -> None:
    rows, problems = read_rows(TABLE, text, SORTS)
    assert (len(rows), problems) == (1, ())

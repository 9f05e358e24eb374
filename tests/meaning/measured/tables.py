"""The tables of the area that generated law uses, as the judge reads them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.meaning.doctrine import Length
from tests.meaning.measured import law as m

LOGIC = Path(__file__).with_name("logic")
TABLES = (
    m.Relation("fare", ("Int", "Money"), closed=True),
    m.Relation("allowed", ("Int", "Duration"), closed=True),
    m.Relation("grid", ("Int", "Int", "Int"), closed=True),
    m.Relation("bracket", ("Int", "Int", "Int"), closed=True),
)
READ: dict[str, Callable[[str], Any]] = {
    "Int": int,
    "Money": Decimal,
    "Duration": lambda cell: Length(int(cell)),  # in months
}


def rows_of(table: m.Relation) -> frozenset[tuple[Any, ...]]:
    file = LOGIC / "measures" / "tables" / f"{table.name}.csv"
    _, *lines = csv.reader(file.read_text("utf-8").splitlines())
    return frozenset(
        tuple(READ[sort](cell) for sort, cell in zip(table.sorts, line, strict=True)) for line in lines
    )


ROWS = {table.name: rows_of(table) for table in TABLES}

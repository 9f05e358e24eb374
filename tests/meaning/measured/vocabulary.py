"""The words that generated law and records are made of. A variable's first letter says of what sort it is."""

from __future__ import annotations

from tests.meaning.measured import law as m

LETTERS = {"Int": "N", "Date": "D", "Duration": "T", "Money": "M", "Part": "K"}
SORTS = {letter: sort for sort, letter in LETTERS.items()}
SIGNS = ("=", "!=", "<", "<=", ">", ">=")
PARTS = ("p1", "p2", "p3")
COURT_DAYS = "court_days"  # the one counting rule

BASE = (
    m.Relation("item", ("Item",)),
    m.Relation("size", ("Item", "Int"), keys=1),
    m.Relation("cap", ("Item", "Int"), keys=1),
    m.Relation("fee", ("Item", "Money"), keys=1),
    m.Relation("began", ("Item", "Date"), keys=1),
    m.Relation("ended", ("Item", "Date"), keys=1),
    m.Relation("found_on", ("Item", "Date"), keys=1),
    m.Relation("term", ("Item", "Duration"), keys=1),
    m.Relation("span", ("Item", "Int", "Int"), keys=1),
    m.Relation("part", ("Item", "Part", "Int"), keys=2),
    m.Relation("spell", ("Item", "Part", "Duration"), keys=2),
    m.Relation("paid", ("Item", "Part", "Money"), keys=2),
    m.Relation("visited", ("Item", "Part", "Date"), keys=2),
    m.Relation("event", ("Item", "Date")),
    m.Relation("listed", ("Item", "Int")),
    m.Relation("mark", ("Item", "Part")),
    m.Relation("member", ("Item", "Part"), closed=True),
    m.Relation("flag", ("Item",)),
    m.Relation("shut", ("Item",), closed=True),
    m.Relation("amended", ("Part", "Item", "Int"), keys=2),
)
DERIVED = (
    m.Relation("num1", ("Item", "Int"), 1, 1),
    m.Relation("day1", ("Item", "Date"), 1, 1),
    m.Relation("len1", ("Item", "Duration"), 1, 1),
    m.Relation("sum1", ("Item", "Money"), 1, 1),
    m.Relation("yes1", ("Item",), 1),
    m.Relation("def1", ("Item",), 1),
    m.Relation("has1", ("Item", "Part"), 1),
    m.Relation("set1", ("Item", "Int"), 1),
    m.Relation("days1", ("Item", "Date"), 1),
    m.Relation("each1", ("Item", "Part", "Int"), 1, 2),
    m.Relation("num2", ("Item", "Int"), 2, 1),
    m.Relation("day2", ("Item", "Date"), 2, 1),
    m.Relation("yes2", ("Item",), 2),
    m.Relation("def2", ("Item",), 2),
    m.Relation("has2", ("Item", "Part"), 2),
    m.Relation("known2", ("Item",), 2, closed=True),
    m.Relation("yes3", ("Item",), 3),
    m.Relation("def3", ("Item",), 3),
    m.Relation("num3", ("Item", "Int"), 3, 1),
)
DUE = m.Relation("due", ("Item", "Date"), 1, 1)  # what the deadline gives

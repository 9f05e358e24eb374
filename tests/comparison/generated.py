"""Generated holdings about deliveries of goods: a law of four provisions, and records under it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from decisis.casework.record import Fact, Record
from decisis.pipeline import Loader
from decisis.values import Bounds, Duration, Value

LAW = """
court top "Top."
authority code is "Sale Code § 1" statute from the document
authority older is "Older v. Sale, 1 R. 1 (Top. 1990)" decided by top on 1990-01-01 from the document
authority later is "Later v. Sale, 2 R. 2 (Top. 1995)" decided by top on 1995-01-01 from the document
sort Sale
sort Kind is one of grain, wine, wool
relation late_by(s: Sale, length: Duration) functional in s
relation crates(s: Sale, number: Int) functional in s
relation sent_on(s: Sale, day: Date) functional in s
relation kind(s: Sale, k: Kind) functional in s
relation spoiled(s: Sale)
relation excused(s: Sale)
relation part_of(s: Sale, t: Sale)
relation breach(s: Sale)
relation price_cut(s: Sale, percent: Int) functional in s
relation damages(s: Sale)
rule damages_for_breach under code at "2"
  given
    (1) breach(S)
    (2) spoiled(S)
  then damages(S)
exceptions
"""
FIRST, SECOND = "first_holding", "second_holding"
OPERATORS = st.sampled_from(("=", "!=", "<", "<=", ">", ">="))
MONTHS = ("1 month", "30 days", "2 months", "1 month 1 day")
DAYS = ("2004-02-28", "2004-03-01", "2004-03-31")


def elements(draw: st.DrawFn, v: str) -> Iterator[str]:
    """Elements about a sale that a variable names; each safe by itself."""
    for which in draw(st.lists(st.integers(0, 8), min_size=1, max_size=4, unique=True)):
        operator = draw(OPERATORS)
        match which:
            case 0:
                yield f"late_by({v}, L{v})"
                yield f"L{v} {operator} {draw(st.sampled_from(MONTHS))}"
            case 1:
                yield f"crates({v}, N{v})"
                yield f"N{v} {operator} {draw(st.integers(1, 4))}"
            case 2:
                yield f"sent_on({v}, D{v})"
                yield f"D{v} {operator} {draw(st.sampled_from(DAYS))}"
            case 3:
                yield f"kind({v}, K{v})"
                word = draw(st.sampled_from(("is one of", "is not one of")))
                options = draw(
                    st.lists(st.sampled_from(("grain", "wine", "wool")), min_size=1, max_size=2, unique=True)
                )
                yield f"K{v} {word} {', '.join(options)}"
            case 4:
                yield draw(
                    st.sampled_from((f"spoiled({v})", f"not spoiled({v})", f"no showing that spoiled({v})"))
                )
            case 5:
                yield draw(
                    st.sampled_from((f"excused({v})", f"not excused({v})", f"no showing that excused({v})"))
                )
            case 6:
                yield f"kind({v}, {draw(st.sampled_from(('grain', 'wine')))})"
            case 7:
                yield f"sent_on({v}, Start{v})"
                yield f"sent_on(Of{v}, Day{v})"
                yield f"part_of(Of{v}, {v})"
                yield f"Day{v} is within {draw(st.sampled_from(('2 days', '30 days')))} after Start{v}"
            case 8:
                yield f"part_of({v}, Whole{v})"


CONCLUSIONS = ("breach({v})", "not breach({v})", "price_cut({v}, 10)", "price_cut({v}, 20)", "spoiled({v})")


@st.composite
def laws(draw: st.DrawFn) -> str:
    """The text of a law with two holdings, perhaps ordered, perhaps on conclusions of one another."""
    lines = [LAW]
    alike = draw(st.booleans())
    conclusion = draw(st.sampled_from(CONCLUSIONS))
    for name, authority, v in ((FIRST, "older", "S"), (SECOND, "later", "T")):
        said = [f"crates({v}, _)", *elements(draw, v)]
        own = conclusion if alike else draw(st.sampled_from(CONCLUSIONS))
        if "breach" not in own and draw(st.booleans()):
            said.append(f"breach({v})")
        said = [e for e in said if "spoiled" not in e] if "spoiled" in own else said
        numbered = "\n".join(f"    ({i}) {element}" for i, element in enumerate(said, 1))
        lines.append(f'holding {name} of {authority} at "1"\n  given\n{numbered}\n  then {own.format(v=v)}\n')
    if draw(st.booleans()):
        lines.append(f'priority {FIRST} over {SECOND} because "it says so"\n')
    return "\n".join(lines).replace("exceptions\n", "")


def library(text: str, folder: Path) -> Loader:
    (folder / "sales").mkdir(exist_ok=True)
    (folder / "sales" / "sales.law").write_text(f'area sales "Sales"\n{text}', "utf-8")
    return Loader(folder)


def records() -> st.SearchStrategy[Record]:
    sale = st.sampled_from(("one", "two"))
    lengths: st.SearchStrategy[Value] = st.sampled_from(
        (
            Duration(0, 29),
            Duration(0, 30),
            Duration(1),
            Duration(1, 1),
            Duration(2),
            Bounds(Duration(1), None),
        )
    )
    days: st.SearchStrategy[Value] = st.sampled_from(
        (date(2004, 2, 27), date(2004, 2, 28), date(2004, 3, 1), date(2004, 3, 31), date(2004, 4, 1))
    )
    numbers: st.SearchStrategy[Value] = st.integers(0, 5) | st.just(Bounds(3, None))
    kinds = st.sampled_from(("grain", "wine", "wool"))
    rows = st.one_of(
        st.tuples(st.just("late_by"), st.tuples(sale, lengths)),
        st.tuples(st.just("crates"), st.tuples(sale, numbers)),
        st.tuples(st.just("sent_on"), st.tuples(sale, days)),
        st.tuples(st.just("kind"), st.tuples(sale, kinds)),
        st.tuples(st.just("part_of"), st.tuples(sale, sale)),
        st.tuples(st.sampled_from(("spoiled", "not spoiled", "excused", "not excused")), st.tuples(sale)),
    )
    drawn = st.lists(rows, min_size=3, max_size=9)
    return drawn.map(_record)


def _record(rows: list[tuple[str, tuple[Value, ...]]]) -> Record:
    crates = [("crates", ("one", 2)), ("crates", ("two", 4)), *rows]
    facts = {
        (relation.removeprefix("not "), values[0]): Fact(relation, values, "found")
        for relation, values in crates
    }
    return Record(tuple(facts.values()))

"""Every page of errors/ holds faults, each marked in place by the line under it: `#   ^^^^ E0302 message`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from decisis.compiler.check import check
from decisis.compiler.checks.values import check_asked, check_ground_literal
from decisis.compiler.codes import CODES
from decisis.compiler.cycles import check_stratification, unsafe_clauses
from decisis.compiler.library import Library, Rows
from decisis.compiler.resolve import positional, resolve
from decisis.compiler.setting import Setting
from decisis.compiler.tables import Keys
from decisis.diagnostics import Diagnostic, Severity, errors, in_order
from decisis.rules import ir
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.parser import parse

HERE = Path(__file__).parent
PAGES = sorted((HERE / "errors").iterdir())
MARK = re.compile(r"#\s*(?P<carets>\^+) (?P<code>[EW]\d{4}) (?P<message>.*)")
HELP = re.compile(r"#\s*= (?P<help>.*)")
SETTING = Setting("ca2", date(2004, 2, 17))

Marked = tuple[int, int, int, str, str]  # line, first column, last column, code, message


def no_rows(
    table: ast.Table, sorts: Mapping[str, ast.Sort], keys: Keys
) -> tuple[Rows, tuple[Diagnostic, ...]]:
    return frozenset(), ()


def read(path: Path) -> ast.File:
    file, complaints = parse(Source(path.name, path.read_text("utf-8")))
    assert not complaints
    return file


def library_of(*paths: Path) -> tuple[Library, tuple[Diagnostic, ...]]:
    return resolve([read(path) for path in paths], no_rows)


def complaints_about(path: Path) -> tuple[Diagnostic, ...]:
    """What the checks say of a page and of the facts in it."""
    library, unresolved = library_of(HERE / "common.law", path)
    found = [*unresolved, *check(library)]
    for block in read(path).blocks:
        if isinstance(block, ast.Fact | ast.Question):
            literal, problems = positional(block.literal, library)
            asked = isinstance(block, ast.Question)
            found += [*problems, *check_ground_literal(literal, library, allow_variables=asked)]
            found += check_asked(literal) if asked else ()
    if not errors(tuple(found)):
        found += check_stratification(library, SETTING)
    return in_order(tuple(found))


def seen(complaint: Diagnostic) -> Marked:
    """Where a complaint would be underlined, as far as its first line goes, and what it says."""
    assert complaint.span is not None
    line, column = complaint.span.source.position(complaint.span.start)
    width = len(complaint.span.text.splitlines()[0])
    return line, column, column + width - 1, complaint.code, complaint.message


def marked(text: str) -> list[Marked]:
    """The faults that a page says it has; marks under one line all belong to it."""
    found: list[Marked] = []
    line = 0
    for number, written in enumerate(text.splitlines(), start=1):
        mark = MARK.fullmatch(written.rstrip())
        if mark is None:
            line = line if HELP.fullmatch(written) else number
        else:
            first = mark.start("carets") + 1
            found.append((line, first, mark.end("carets"), mark["code"], mark["message"]))
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page(path: Path) -> None:
    assert sorted(map(seen, complaints_about(path))) == sorted(marked(path.read_text("utf-8")))


def advised(text: str) -> list[tuple[str, str]]:
    """Where a page says what to do: the message of each such complaint, and its help."""
    lines = text.splitlines()
    pairs = ((MARK.fullmatch(one.rstrip()), HELP.fullmatch(two)) for one, two in pairwise(lines))
    return [(mark["message"], help["help"]) for mark, help in pairs if mark and help]


@pytest.mark.parametrize(
    "path", [p for p in PAGES if advised(p.read_text("utf-8"))], ids=lambda path: path.name
)
def test_advice(path: Path) -> None:
    given = [(complaint.message, complaint.help) for complaint in complaints_about(path)]
    assert [each for each in advised(path.read_text("utf-8")) if each not in given] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_style_of_complaints(path: Path) -> None:
    """Lower case, no full stop, one line, and nothing of the program behind it."""
    for complaint in complaints_about(path):
        for words in (complaint.message, complaint.label, complaint.help, *complaint.notes):
            assert not words.endswith(".")
            assert "\n" not in words
            assert not re.search(r"\b(None|frozenset|ast\.|Span|KeyError)\b", words)
        assert complaint.message[0] in "`" or complaint.message[0].islower()
        assert complaint.help


def test_pages_show_every_code() -> None:
    """Every code of the checks; those of `resolve`, areas and tables are shown with them, E0340 below."""
    shown = {mark[3] for path in PAGES for mark in marked(path.read_text("utf-8"))}
    elsewhere = {"E0301", "E0305", "E0340"}
    elsewhere |= {"E0309", "E0310", "E0311", "E0346", "E0347", "E0348", "E0349"}
    assert shown == {code for code in CODES if code[1:3] == "03"} - elsewhere


@pytest.mark.parametrize("sort", ["Money", "Party", "EUR", "USD"])
def test_sort_that_is_built_in_is_not_declared(sort: str) -> None:
    file, _ = parse(Source("own.law", f"sort {sort}"))
    library, _ = resolve([file], no_rows)
    (found,) = check(library)
    assert (found.code, found.span.text, found.notes) == ("E0301", sort, ("the name is built in",))


def test_common_law_is_sound() -> None:
    library, unresolved = library_of(HERE / "common.law")
    assert (*unresolved, *check(library), *check_stratification(library, SETTING)) == ()


def test_complaint_carries_its_citation_and_one_thing_to_do() -> None:
    """The example of the design: the near miss, the citation, the note."""
    (complaint,) = (
        c for c in complaints_about(HERE / "errors" / "unbound_conclusion.law") if c.code == "E0302"
    )
    assert complaint.severity is Severity.ERROR
    assert complaint.label == "appears only in the conclusion"
    assert complaint.context == "18 U.S.C. § 3582"
    assert complaint.notes == ("every variable of a conclusion must occur in a positive element",)
    assert complaint.help == "did you mean `Conviction`?"


def test_year_in_the_place_of_a_day_is_written_as_one() -> None:
    found = [c for c in complaints_about(HERE / "errors" / "facts.case") if c.span.text == "1998"]
    assert [c.help for c in found] == ["of a day known only by its year, write `1998-01-01 to 1998-12-31`"]


def test_cycle_names_its_provisions_and_their_places() -> None:
    (complaint,) = complaints_about(HERE / "errors" / "negative_cycle.law")
    said = " ".join(complaint.notes)
    assert all(f"`{name}` at negative_cycle.law:" in said for name in ("finality", "final_unless_modified"))


def test_ring_names_each_step() -> None:
    first, *_ = complaints_about(HERE / "errors" / "ring_of_priorities.law")
    assert first.code == "W0338"
    assert len(first.notes) == 2


def test_base_is_not_read_again() -> None:
    """A matter's own rules are checked, the doctrine that they build on was."""
    page = HERE / "errors" / "unbound_conclusion.law"
    base, _ = library_of(HERE / "common.law", page)
    library, unresolved = resolve([], no_rows, base)
    assert not unresolved
    assert any(c.code == "E0302" for c in check(library))
    assert check(library, base) == ()


def test_clause_without_value_is_said_of_its_provision() -> None:
    """The last net: a clause that no engine could evaluate is never handed to one."""
    library, _ = library_of(HERE / "common.law", HERE / "errors" / "negative_cycle.law")
    asked = (ir.Negation(ir.Atom("may_modify", (ir.Variable("J"),))),)
    origin = ir.Origin("applies", "final_unless_modified", (ir.ElementInfo("(2)"),))
    clause = ir.Clause(ir.Atom("applies final_unless_modified", (ir.Variable("J"),)), asked, origin)
    (complaint,) = unsafe_clauses((clause,), library)
    assert complaint.span is not None
    assert (complaint.code, complaint.span.text) == ("E0340", "(2) no showing that may_modify(J)")


def test_closing_is_not_advised_where_it_would_be_refused() -> None:
    (complaint,) = complaints_about(HERE / "errors" / "range_that_cannot_be_closed.law")
    contested = "it cannot be closed: `first` concludes it and `second` concludes the opposite"
    assert contested in complaint.notes
    assert complaint.help.startswith("go through a table, or a closed relation")


def test_a_ring_through_a_functional_relation_says_what_opposes_it() -> None:
    (complaint,) = complaints_about(HERE / "errors" / "functional_cycle.law")
    assert any("`level` is functional" in note for note in complaint.notes)
    assert complaint.help.endswith("or leave out `functional` of `level`")


def test_a_presumption_is_told_how_it_is_written() -> None:
    given = "(1) convicted(J, _) (2) no showing that not level(J, 1)"
    page = f"rule presumed under usc given {given} then level(J, 1)"
    library, _ = resolve([read(HERE / "common.law"), parse(Source("own.law", page))[0]], no_rows)
    (complaint,) = check_stratification(library, SETTING)
    assert complaint.code == "E0339"
    assert complaint.help.endswith("be an `exception to presumed`")


def test_one_name_in_two_areas_may_be_meant_to_be_one() -> None:
    files = [parse(Source(f"logic/{area}/{area}.law", 'court high "H."'))[0] for area in ("a", "b")]
    _, (complaint,) = resolve(files, no_rows)
    assert complaint.code == "E0301"
    assert complaint.help.endswith("or declare it in one area and let the other say `builds on` it")


INSTEAD = {
    "given (1) listed(J, C) (2) S is the sum of T for each C such that term_of(C, T) (3) S > 1 day": (
        "E0325",
        "if it is that of one `C` alone, leave `C` out after `for each`, and name what tells one `T` "
        "from the other",
    ),
    "given (1) N is the count of C such that listed(J, C) (2) N > 1": (
        "E0302",
        "what stands after `such that` gives `J` no value: add an element before it that does",
    ),
    "given (1) sentenced_on(J, D) (2) Due is D after 7 days (3) sentenced_on(J, Due)": (
        "E0359",
        "write `7 days after D`",
    ),
    "given (1) fee(J, $250)": ("E0352", "if that is its currency, write `EUR 250`"),
    "given (1) listed($250, _)": ("E0352", "write the name of one, in lower case"),
    "given (1) sentenced_on(J, $250)": ("E0352", "write a day as year, month and day: `2004-02-17`"),
    "given (1) fee(J, EUR 1.250,50)": ("E0304", "decimals follow a point: write `EUR 1250.50`"),
}


@pytest.mark.parametrize("given", INSTEAD)
def test_what_to_write_instead(given: str) -> None:
    code, help = INSTEAD[given]
    text = f"relation fee(j: Judgment, n: EUR) rule r under usc {given} then final(J)"
    file, complaints = parse(Source("own.law", text))
    assert not complaints
    library, unresolved = resolve([read(HERE / "common.law"), file], no_rows)
    assert help in [c.help for c in (*unresolved, *check(library)) if c.code == code]

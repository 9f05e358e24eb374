"""Every mistake is explained once, where it is, in the same words.

The pages in `errors/` are files with mistakes in them. A comment under a faulty line points at the fault
and says what the message is; a second one, if there is any help, says what the help is:

    rule typo givn (1) p(X) then q(X)
    #         ^^^^ E0201 `givn` does not belong here
    #         = did you mean `given`?
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decisis.diagnostics import Diagnostic
from decisis.source import Source
from decisis.syntax.codes import CODES
from decisis.syntax.parser import parse

PAGES = sorted((Path(__file__).parent / "errors").iterdir())
MARK = re.compile(r"#( *)(\^+) (E\d{4}) (.*)")
HELP = re.compile(r"# *= (.*)")


def marked(text: str) -> list[tuple[int, int, int, str, str, str]]:
    """Line, first column and width of each marked fault, with code, message and help."""
    faults: list[tuple[int, int, int, str, str, str]] = []
    code_line = 0
    for number, line in enumerate(text.split("\n"), 1):
        if mark := MARK.fullmatch(line):
            faults.append((code_line, len(mark[1]) + 2, len(mark[2]), mark[3], mark[4], ""))
        elif faults and (help := HELP.fullmatch(line)):
            faults[-1] = (*faults[-1][:5], help[1])
        else:
            code_line = number
    return faults


def found(diagnostic: Diagnostic) -> tuple[int, int, int, str, str, str]:
    """The same of a diagnostic; of a span over several lines, the part on the first is underlined."""
    span = diagnostic.span
    assert span is not None
    width = len(span.text.split("\n")[0])
    return (*span.source.position(span.start), width, diagnostic.code, diagnostic.message, diagnostic.help)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_of_mistakes(page: Path) -> None:
    text = page.read_text("utf-8")
    _, diagnostics = parse(Source(page.name, text))
    assert [found(d) for d in diagnostics] == marked(text)


def test_the_pages_hold_many_kinds_of_mistakes() -> None:
    faults = [fault for page in PAGES for fault in marked(page.read_text("utf-8"))]
    assert len(faults) > 150
    codes = {code for *_, code, _, _ in faults}
    elsewhere = {
        "E0105",
        "E0110",
        "E0111",
        "E0121",
        "E0122",
        "E0123",
        "E0128",
        "E0129",
        "E0130",
        "E0124",
        "E0125",
        "E0126",
        "E0127",
        "E0203",
        "E0204",
    }
    assert codes | elsewhere == set(CODES)


STYLE_EXEMPT = re.compile(r"`[^`]*`|U\+[0-9A-F]+|UTF-8|MiB|January|February")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_messages_have_one_style(page: Path) -> None:
    """Lower case, no full stop, the author's words in backticks; nothing of Python or of the parser."""
    for *_, message, help in marked(page.read_text("utf-8")):
        for text in (message, help):
            plain = STYLE_EXEMPT.sub("", text)
            assert plain == plain.lower(), text
            assert not text.endswith("."), text
            assert text.count("`") % 2 == 0, text


def one(text: str) -> Diagnostic:
    _, (diagnostic,) = parse(Source("x.law", text))
    return diagnostic


# Mistakes that a comment cannot stand under.


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", " \t\r\n# one\n  # two"])
def test_nothing_but_blanks_and_comments(text: str) -> None:
    assert one(text).code == "E0203"


def test_a_merge_that_is_not_settled_is_the_only_complaint() -> None:
    diagnostic = one("<<<<<<< HEAD\nrule a given (1 p(X)\n=======\nrule b then\n>>>>>>> other\n")
    assert diagnostic.code == "E0111"
    assert diagnostic.span is not None and diagnostic.span.text == "<<<<<<<"


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x0c", "\x7f", "\u2028", "\ud800"])
@pytest.mark.parametrize("place", ["rule{} a then p(X)", 'rule a "{}" then p(X)', "rule a # {}\n then p(X)"])
def test_control_characters_stand_nowhere(char: str, place: str) -> None:
    diagnostic = one(place.format(char))
    assert diagnostic.code == "E0105"
    assert char not in diagnostic.message
    assert diagnostic.span is not None and diagnostic.span.text == char


def test_long_names() -> None:
    assert parse(Source("x", f"rule {'a' * 128} then p(X)"))[1] == ()
    assert one(f"rule {'a' * 129} then p(X)").code == "E0110"


def test_a_long_number_has_38_digits_at_most() -> None:
    assert parse(Source("x", f"rule a given (1) N > {'9' * 38} then p(N)"))[1] == ()
    assert one(f"rule a given (1) N > {'9' * 5000} then p(N)").code == "E0109"


@pytest.mark.parametrize(
    "deep",
    [
        f"{'the greater of ' * 101} A {'and B ' * 101}",
        f"{'(' * 5000} A",
        f"A {'+ 1 ' * 101}",
    ],
)
def test_depth_is_limited(deep: str) -> None:
    assert one(f"rule a given (1) N is {deep} then p(N)").code in ("E0204", "E0212")


def test_a_hundred_deep_is_not_too_deep() -> None:
    deep = f"{'the greater of ' * 100} A {'and B ' * 100}"
    assert parse(Source("x", f"rule a given (1) N is {deep} then p(N)"))[1] == ()
    assert parse(Source("x", f"rule a given (1) N is A {'* 2 ' * 99} then p(N)"))[1] == ()


def test_a_file_of_garbage_is_complained_of_200_times() -> None:
    file, diagnostics = parse(Source("x", "@@@@\n" * 1000 + "rule a then p(X)"))
    assert (file.blocks, len(diagnostics)) == ((), 200)


# Recovery.


def test_a_mistake_costs_its_own_block_only() -> None:
    good = "rule good_{} given (1) p(X) then q(X)"
    bad = "rule bad_{} given (1) p(X then q(X)"
    lines = [(bad if number % 3 == 0 else good).format(number) for number in range(30)]
    for joined in ("\n".join(lines), " ".join(lines)):
        file, diagnostics = parse(Source("x", joined))
        assert len(file.blocks) == 20
        assert [d.code for d in diagnostics] == ["E0210"] * 10


@pytest.mark.parametrize(
    "text, codes",
    [
        ("sort A question: p(X)", ["E0205"]),  # on one line, a name that is reserved
        ("sort A\nquestion: p(X)", ["E0201"]),  # on two, a question without a name
        ("rule a given (1)\n  court(X) then p(X)", ["E0205"]),
        ("relation p(\n  record: Record)", ["E0205"]),
        ('rule a quote "the\n  court of appeals" then p(X)', ["E0101"]),
        ("relation p(x: A) reads the thing of x\nsort B c", ["E0201", "E0201"]),
    ],
)
def test_reserved_words_out_of_place_are_one_mistake(text: str, codes: list[str]) -> None:
    assert [d.code for d in parse(Source("x", text))[1]] == codes


def test_what_could_have_stood_there_is_sorted_and_in_words() -> None:
    diagnostic = one("rule a given (1) p(X) hello then q(X)")
    (note,) = diagnostic.notes
    assert note == (
        "expected an element such as `(1) p(X)`, `at`, `burden on`, `despite`, `for the court`, `is`,"
        " `quote`, `then` or `unless`"
    )


def test_the_block_is_named() -> None:
    assert one("holding revocation_counts given (1) p(X) then q(X)").context == "holding revocation_counts"

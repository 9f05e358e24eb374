"""How answers look as text. The look is in the snapshots; what must hold of any look is here."""

from __future__ import annotations

import sys
import textwrap
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from decisis.render import RENDERERS, Options, render
from decisis.render.layout import Page, is_harmful, visible
from decisis.render.view import AnswerView, GroundView, PresumptionView
from decisis.render.words import more_presumed, through
from tests.render import views

TEXT = RENDERERS["text"]


@pytest.mark.parametrize("name", views.ALL)
def test_look(name: str, snapshot: SnapshotAssertion) -> None:
    assert TEXT(views.ALL[name], Options()) == snapshot


@pytest.mark.parametrize("name", ["refuted", "undetermined", "conflicted"])
def test_brief(name: str, snapshot: SnapshotAssertion) -> None:
    assert TEXT(views.ALL[name], Options(brief=True)) == snapshot


def test_depth_folds_and_counts(snapshot: SnapshotAssertion) -> None:
    assert TEXT(views.REFUTED, Options(depth=1)) == snapshot


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 140])
@pytest.mark.parametrize("name", views.ALL)
def test_no_line_is_wider_than_asked(name: str, width: int) -> None:
    lines = TEXT(views.ALL[name], Options(width=width)).splitlines()
    assert max(map(len, lines)) <= max(width, 40)
    assert all(line == line.rstrip() for line in lines)


def test_grounds_beyond_the_limit_are_a_line_each_unless_independent() -> None:
    text = TEXT(views.REFUTED, Options(grounds=1))
    assert "2. A motion under a closed gate: 18 U.S.C. § 3582(c) " in text
    line = next(line for line in text.splitlines() if "3. The program does not reach it" in line)
    assert "by way of 18 U.S.C." in line
    assert "apparent" not in text


def test_absences_beyond_the_limit_are_counted_and_every_burden_is_shown() -> None:
    cited = [f"Act § {n // 4}({n})" if n < 12 else "Old Act, 1 Stat. 12, at (b)" for n in range(1, 13)]
    absent = tuple(PresumptionView(f"fact {n}", "rule", law) for n, law in enumerate(cited, 1))
    borne = tuple(PresumptionView(f"duty {n}", "rule", "Act § 9", "movant") for n in range(1, 9))
    few = TEXT(_presuming(*absent), Options(width=200))
    assert "fact 6 " in few and "fact 7 " not in few
    said = "nobody showed 6 further things, which no provision says who must show"
    assert f"presumes: {said}  [Act § 1; Act § 2; Old Act, 1 Stat. 12]  (`why --full` lists them)" in few
    many = TEXT(_presuming(*borne, *absent), Options(width=200))
    assert all(f"duty {n} (burden on movant)" in many for n in range(1, 9))
    assert "nobody showed 12 further things" in many
    assert "further" not in TEXT(_presuming(*absent[:9]), Options())


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_nothing_presumed_is_left_out_in_full(form: str) -> None:
    absent = [PresumptionView(f"fact {n} of all", "rule", "Act § 1") for n in range(30)]
    page = RENDERERS[form](_presuming(*absent), Options(grounds=None))
    assert all(each.text in page for each in absent)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_law_from_memory_that_an_absence_would_let_in_is_marked(form: str) -> None:
    """Once for each text, if some of what it says is from memory."""
    alike = (
        PresumptionView("he asked", "notice", "Act § 1", provenance="from the document"),
        PresumptionView("he asked", "hearing", "Act § 2", provenance="from memory"),
        PresumptionView("he asked", "appeal", "Act § 1", provenance="from memory"),
    )
    page = RENDERERS[form](_presuming(*alike), Options(width=200)).replace("\\", "")
    assert page.count("[Act § 1, from memory; Act § 2, from memory]") == 1
    page = RENDERERS[form](_presuming(*alike[:2]), Options(width=200)).replace("\\", "")
    assert page.count("[Act § 1; Act § 2, from memory]") == 1


def _presuming(*presumed: PresumptionView) -> AnswerView:
    return views.answer(replace(views.REFUTED.rows[0], presumes=presumed))


def test_a_step_is_shown_once_and_referred_to() -> None:
    text = TEXT(views.REFUTED, Options())
    assert text.count("No change is before the court") == 1
    assert "as shown at 2(2)" in text


def test_shared_steps_do_not_multiply() -> None:
    text = TEXT(views.doubling(200), Options())  # not in the assertion: pytest would show the proof as a tree
    assert len(text.splitlines()) < 2000


def test_ten_thousand_steps() -> None:
    text = TEXT(views.chain(10_000), Options())
    assert "the first fact" in text
    assert max(map(len, text.splitlines())) <= 100


def test_folded_steps_are_counted() -> None:
    text = TEXT(views.chain(10_000), Options(depth=1))
    assert "… 9999 more steps" in text


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("brief", [False, True])
def test_nothing_in_an_answer_can_harm_a_terminal(form: str, brief: bool) -> None:
    text = render(form, [views.HOSTILE_VIEW], brief=brief)
    assert visible(text.replace("\n", " ")) == text.replace("\n", " ")
    assert not any(line.startswith("REFUTED") for line in text.splitlines())
    assert "\\x1b" in text
    text.encode()


def test_what_python_prints_is_harmless() -> None:
    """So that text which is printable as a whole need not be looked through."""
    assert not any(is_harmful(c) for c in map(chr, range(sys.maxunicode + 1)) if c.isprintable())
    assert visible("\x1b[31m") == "\\x1b[31m"


@given(st.text(alphabet="ab  -§\u2003", max_size=60))
def test_a_paragraph_is_wrapped_as_the_standard_library_does(said: str) -> None:
    page = Page(40)
    page.add(0, said)
    lines = textwrap.wrap(visible(said), 40, break_on_hyphens=False) or [""]
    assert page.lines == [line.rstrip() for line in lines]


def test_paint_is_asked_for_verdicts_notes_and_headings_and_changes_no_words() -> None:
    seen: set[str] = set()

    def paint(style: str, text: str) -> str:
        seen.add(style)
        return f"<{text}>"

    painted = TEXT(views.REFUTED, Options(paint=paint))
    plain = TEXT(views.REFUTED, Options())
    assert painted.replace("<", "").replace(">", "") == plain
    assert seen == {"refuted", "note", "heading"}


def test_law_from_memory_is_labelled_where_it_is_relied_on() -> None:
    found = replace(views.PROVED, provenance="from memory")
    row = replace(views.VALUES.rows[0], grounds=(GroundView(found, "binding"),))
    assert "U.S.S.G. § 2L1.2" in TEXT(views.answer(row), Options())
    assert "binding, from memory" in TEXT(views.answer(row), Options())


def test_a_closed_relation_is_silent() -> None:
    row = replace(views.VALUES.rows[1], bindings=())
    assert "nothing shows it, and here silence means no" in TEXT(views.answer(row), Options())


def test_answers_are_told_apart_by_an_empty_line() -> None:
    text = render("text", [views.REFUTED, views.CONFLICTED])
    assert "\n\nCONFLICTED" in text
    assert not text.endswith("\n")


@pytest.mark.parametrize(
    "first, last, said",
    [
        ("it was on 1", "it was on 9", "it was on 1 … 9"),
        ("value(a, EUR 30)", "value(a, EUR 50)", "value(a, EUR 30 … 50)"),
        ("p(a, 3, b)", "p(a, 5, b)", "p(a, 3 … 5, b)"),
        ("it is $1,000 (a)", "it is $1,500 (a)", "it is $1,000 … $1,500 (a)"),
        ("it took 3 months there", "it took 5 months there", "it took 3 months … 5 months there"),
    ],
)
def test_values_that_lead_to_one_answer_are_said_as_a_range(first: str, last: str, said: str) -> None:
    assert through([first, last]) == said


def test_texts_that_absences_would_let_in_are_named_without_their_notes() -> None:
    left_out = [
        PresumptionView("p", "r", "U.S.S.G. ch. 5 pt. A & n.2"),
        PresumptionView("q", "r", "Act § 5(b) n.1"),
    ]
    assert "[U.S.S.G. ch. 5 pt. A; Act § 5]" in more_presumed(left_out)

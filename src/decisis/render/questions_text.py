"""Why-not, what-if and needs as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from decisis.proof.obstacles import Obstacle
from decisis.render import questions_words as say
from decisis.render import words
from decisis.render.layout import Page, unpainted
from decisis.render.question_views import (
    CandidateView,
    DifferenceView,
    FlipView,
    NeedsView,
    NotSoView,
    QuestionView,
    RowDifferenceView,
    WhatIfView,
    WhyNotView,
)
from decisis.render.view import PLAIN, Options

INDENT = 2


def render(view: QuestionView, options: Options = PLAIN) -> str:
    page = Page(options.width, options.paint or unpainted)
    match view:
        case WhyNotView():
            _why_not(page, view)
        case WhatIfView():
            _what_if(page, view)
        case NeedsView():
            _needs(page, view)
    return page.text()


# --- why not ----------------------------------------------------------------------------------


def _why_not(page: Page, view: WhyNotView) -> None:
    for number, found in enumerate(view.literals):
        if number:
            page.blank()
        _not_so(page, found, say.place(view.place))


def _not_so(page: Page, found: NotSoView, place: str) -> None:
    page.add(0, found.text, place, f"{say.heading(found)} ", found.verdict)
    if found.instead is not None:
        page.add(INDENT, say.instead(found.instead), words.step_note(found.instead), "but:", "heading")
    speaking = [c for c in found.candidates if c.speaks]
    for number, candidate in enumerate(speaking, 1):
        _candidate(page, candidate, f"{number}.")
    silent = [c for c in found.candidates if not c.speaks]
    if silent:
        page.add(INDENT, "", mark="not heard here", style="heading")
    for candidate in silent:
        page.add(2 * INDENT, say.silent(candidate))
    if say.nothing_speaks(found):
        page.add(INDENT, say.nothing_speaks(found))


def _candidate(page: Page, found: CandidateView, mark: str) -> None:
    page.add(INDENT, say.named(found.step), say.named_note(found.step), mark)
    inner = INDENT + len(mark) + 1
    for met in found.met:
        page.add(inner, words.said(met), words.step_note(met) or met.citation, say.met_mark(met))
    for obstacle in found.obstacles:
        _obstacle(page, obstacle, inner)
    for other in found.others:
        page.add(inner, "; ".join(say.obstacle(o) for o in other), mark="or fails:")
    if found.not_reached:
        page.add(inner, say.not_reached(found))
    if found.more:
        page.add(inner, say.more_attempts(found.more))
    for line in say.consequence(found):
        page.add(inner, line, mark="→")


def _obstacle(page: Page, found: Obstacle, indent: int) -> None:
    note = " · ".join(part for part in (found.margin, found.citation) if part)
    page.add(indent, say.obstacle(found, margin=False, cited=False), note, say.obstacle_mark(found))


# --- what if ----------------------------------------------------------------------------------


def _what_if(page: Page, view: WhatIfView) -> None:
    page.add(0, "; ".join(view.changes) or "nothing is changed", say.places(view), "WHAT IF ", "heading")
    changing = [q for q in view.questions if not q.nothing]
    for found in changing:
        _difference(page, found)
    same = [q.name or q.question for q in view.questions if q.nothing]
    if not changing:
        page.add(INDENT, "nothing changes")
    elif same:
        page.add(INDENT, ", ".join(same), mark="nothing changes in:", style="heading")


def _difference(page: Page, found: DifferenceView) -> None:
    before, after = found.answers
    said = f"{before} → {after}" if before != after else f"{before}, as before, but otherwise"
    page.add(INDENT, f"{found.question_title or found.question}: {said}", mark="*")
    for row in found.rows:
        _row(page, row, 2 * INDENT, several=len(found.rows) > 1)


def _row(page: Page, found: RowDifferenceView, indent: int, several: bool) -> None:
    if several:
        page.add(indent, f"{words.bound_values(found.bindings) or found.text}: {say.verdict_change(found)}")
        indent += INDENT
    for mark, line in say.row_changes(found):
        page.add(indent, line, mark=mark)


# --- needs ------------------------------------------------------------------------------------


def _needs(page: Page, view: NeedsView) -> None:
    _begun(page, view)
    for number, flip in enumerate(view.flips):
        _listed(page, flip, view.flips[:number])
    _ended(page, view)


def begun(view: NeedsView, options: Options = PLAIN) -> str:
    """What can be said before the search: how things stand. With the rest, the page that `render` gives."""
    return _part(options, lambda page: _begun(page, view))


def listed(flip: FlipView, before: Sequence[FlipView], options: Options = PLAIN) -> str:
    """A set of changes, after those that were listed before."""
    return _part(options, lambda page: _listed(page, flip, before))


def ended(view: NeedsView, options: Options = PLAIN) -> str:
    """How far the search went."""
    return _part(options, lambda page: _ended(page, view))


def _part(options: Options, written: Callable[[Page], None]) -> str:
    page = Page(options.width, options.paint or unpainted)
    written(page)
    return page.text()


def _begun(page: Page, view: NeedsView) -> None:
    page.add(0, say.wanted(view), say.place(view.place), f"{view.verdict.upper()} ", view.verdict)


def _listed(page: Page, flip: FlipView, before: Sequence[FlipView]) -> None:
    size = len(flip.moves)
    if not before or len(before[-1].moves) != size:
        page.add(INDENT, "", mark=say.so_many(size), style="heading")
    _flip(page, flip, f"{len(before) + 1}.")


def _ended(page: Page, view: NeedsView) -> None:
    for line in _footers(view):
        page.add(INDENT, line)


def _flip(page: Page, found: FlipView, mark: str) -> None:
    said = "; and ".join(m.text for m in found.moves)
    note = found.margin.text if found.margin else ""
    page.add(2 * INDENT, f"{found.answer} if {said}", note, mark)
    inner = 2 * INDENT + len(mark) + 1
    if found.margin is not None:
        page.add(inner, say.edge(found.margin))
    page.add(inner, "; ".join(w for m in found.moves for w in m.written), mark="write:")


def _footers(view: NeedsView) -> Iterator[str]:
    yield from say.found_nothing(view)
    yield say.covered(view)
    yield say.space(view)

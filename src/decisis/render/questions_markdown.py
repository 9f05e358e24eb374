"""Why-not, what-if and needs as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.render import questions_words as say
from decisis.render import words
from decisis.render.question_views import (
    CandidateView,
    DifferenceView,
    FlipView,
    NeedsView,
    NotSoView,
    QuestionView,
    WhatIfView,
    WhyNotView,
)
from decisis.render.to_markdown import escaped
from decisis.render.view import PLAIN, Options


def render(view: QuestionView, options: Options = PLAIN) -> str:
    match view:
        case WhyNotView():
            return _document(_why_not(view))
        case WhatIfView():
            return _document(_what_if(view))
        case NeedsView():
            return _document(_needs(view))


def _document(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _heading(title: str, note: str) -> Iterator[str]:
    yield f"# {escaped(title)}"
    yield ""
    yield f"{escaped(note)}."
    yield ""


def _noted(said: str, *notes: str) -> str:
    known = " · ".join(n for n in notes if n)
    return escaped(f"{said} ({known})" if known else said)


# --- why not ----------------------------------------------------------------------------------


def _why_not(view: WhyNotView) -> Iterator[str]:
    title = view.place.title or view.place.matter
    yield from _heading(
        f"Why not: {view.question_title or view.question}", f"{title}, {say.place(view.place)}"
    )
    for found in view.literals:
        yield from _not_so(found)


def _not_so(found: NotSoView) -> Iterator[str]:
    yield f"## {_standing(found)}: {escaped(found.text)}"
    yield ""
    if found.instead is not None:
        yield f"But {_noted(say.instead(found.instead), words.step_note(found.instead))}."
        yield ""
    for number, candidate in enumerate((c for c in found.candidates if c.speaks), 1):
        yield from _candidate(number, candidate)
    silent = [c for c in found.candidates if not c.speaks]
    if silent:
        yield "### Not heard here"
        yield ""
        yield from (f"- {escaped(say.silent(c))}" for c in silent)
        yield ""
    nothing = say.nothing_speaks(found)
    if nothing:
        yield f"{nothing[:1].upper()}{nothing[1:]}."


def _standing(found: NotSoView) -> str:
    """The verdict; of what is proved, the opposite is asked for, which is what stands here."""
    return "Why not otherwise" if found.verdict == "proved" else found.verdict.upper()


def _candidate(number: int, found: CandidateView) -> Iterator[str]:
    yield f"### {number}. {_noted(say.named(found.step), say.named_note(found.step))}"
    yield ""
    for met in found.met:
        note = words.step_note(met) or met.citation
        yield f"- {escaped(say.met_mark(met))}: {_noted(words.said(met), note)}"
    for obstacle in found.obstacles:
        yield f"- **{escaped(say.obstacle_mark(obstacle))}** {escaped(say.obstacle(obstacle))}"
    for other in found.others:
        yield f"- or fails: {escaped('; '.join(say.obstacle(o) for o in other))}"
    if found.not_reached:
        yield f"- {escaped(say.not_reached(found))}"
    if found.more:
        yield f"- {say.more_attempts(found.more)}"
    yield ""
    for line in say.consequence(found):
        yield f"{escaped(line[:1].upper() + line[1:])}."
        yield ""


# --- what if ----------------------------------------------------------------------------------


def _what_if(view: WhatIfView) -> Iterator[str]:
    title = view.place.title or view.place.matter
    yield from _heading("What if " + "; ".join(view.changes), f"{title}, {say.places(view)}")
    changing = [q for q in view.questions if not q.nothing]
    if not changing:
        yield "Nothing changes."
    for found in changing:
        yield from _difference(found)
    same = [q.name or q.question for q in view.questions if q.nothing]
    if changing and same:
        yield f"Nothing changes in: {escaped(', '.join(same))}."


def _difference(found: DifferenceView) -> Iterator[str]:
    before, after = found.answers
    said = f"{before} → {after}" if before != after else f"{before}, as before, but otherwise"
    yield f"## {escaped(found.question_title or found.question)}: {escaped(said)}"
    yield ""
    for row in found.rows:
        about = words.bound_values(row.bindings) or row.text
        yield f"- {escaped(about)}: {escaped(say.verdict_change(row))}"
        for mark, line in say.row_changes(row):
            sign = {"-": "no longer: ", "+": "now: "}.get(mark, "")
            yield f"  - {sign}{escaped(line)}"
    yield ""


# --- needs ------------------------------------------------------------------------------------


def _needs(view: NeedsView) -> Iterator[str]:
    title = view.place.title or view.place.matter
    yield from _heading(f"{view.verdict.upper()}: {say.wanted(view)}", f"{title}, {say.place(view.place)}")
    size = 0
    for number, flip in enumerate(view.flips, 1):
        if len(flip.moves) != size:
            size = len(flip.moves)
            yield f"## {say.so_many(size).capitalize()}"
            yield ""
        yield from _flip(number, flip)
    yield ""
    for line in (*say.found_nothing(view), say.covered(view), say.space(view)):
        yield f"{escaped(line[:1].upper() + line[1:])}."
        yield ""


def _flip(number: int, found: FlipView) -> Iterator[str]:
    said = "; and ".join(m.text for m in found.moves)
    note = found.margin.text if found.margin else ""
    yield f"{number}. **{escaped(found.answer)}** if {_noted(said, note)}"
    if found.margin is not None:
        yield f"   {escaped(say.edge(found.margin))}  "
    yield "   " + ", ".join(f"`{w}`" for m in found.moves for w in m.written)

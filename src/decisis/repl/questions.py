"""Why-not, what-if and needs as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from decisis.api.answer import Answer
from decisis.api.matter import Matter
from decisis.casework.difference import Difference, RowDifference
from decisis.casework.inquiry import question_in
from decisis.casework.moves import words_of, written
from decisis.casework.needs import Flip, Needs, needs
from decisis.casework.present import question_text
from decisis.casework.what_if import what_if
from decisis.casework.why_not import Candidate, NotSo, why_not
from decisis.casework.withdrawals import answer_words
from decisis.render import words
from decisis.render.layout import Page, unpainted
from decisis.render.view import Options


def _page(look: Options) -> Page:
    return Page(look.width, look.paint or unpainted)


def _text(page: Page) -> str:
    return page.text().removesuffix("\n")


# --- why not ----------------------------------------------------------------------------------------------


def why_not_text(answer: Answer, look: Options) -> str:
    page = _page(look)
    found = why_not(answer.matter.asked, answer.found.question)
    for literal in found.literals:
        _not_so(page, literal)
    if not found.literals:
        page.add(0, f"nothing speaks to {question_text(found.question)}")
    return _text(page)


def _not_so(page: Page, found: NotSo) -> None:
    page.add(0, found.text, mark=f"{found.verdict.upper()} ", style=found.verdict)
    for candidate in found.candidates:
        _candidate(page, candidate)
    if not found.candidates:
        page.add(2, "no provision that speaks here could give it")


def _candidate(page: Page, found: Candidate) -> None:
    page.add(2, words.authority(found.step) or found.step.text)
    for met in found.met:
        page.add(4, met.text, mark=f"{met.label} met:".strip())
    for obstacle in found.obstacles:
        margin = f" ({obstacle.margin})" if obstacle.margin else ""
        cited = f" [{obstacle.citation}]" if obstacle.citation else ""
        page.add(4, f"{obstacle.text}{margin}{cited}", mark=f"{obstacle.label} fails:".strip())


# --- what if ----------------------------------------------------------------------------------------------


def what_if_text(matter: Matter, changes: Sequence[str], questions: Iterable[str], look: Options) -> str:
    asked = [question_in(matter.current, q) for q in questions]
    page = _page(look)
    found = what_if(matter.asked, changes, asked)
    for difference in found:
        if not difference.nothing:
            _difference(page, difference)
    same = [d.question.name or question_text(d.question) for d in found if d.nothing]
    if same and len(same) == len(found):
        page.add(0, "nothing changes")
    elif same:
        page.add(0, f"the same: {', '.join(same)}")
    return _text(page)


def _difference(page: Page, found: Difference) -> None:
    name = found.question.name or question_text(found.question)
    page.add(0, f"{name}: {answer_words(found.before)} → {answer_words(found.after)}")
    for row in found.rows:
        for line in _row_lines(row):
            page.add(2, line)


def _row_lines(found: RowDifference) -> Iterator[str]:
    was, now = found.strengths
    if was != now and was and now:
        yield f"strength: {was} → {now}"
    for sign, grounds in (("-", found.grounds_lost), ("+", found.grounds_gained)):
        yield from (f"{sign} ground: {words.authority(g.proof) or g.proof.text}" for g in grounds)
    for sign, turns in (("-", found.turns_on_lost), ("+", found.turns_on_gained)):
        yield from (f"{sign} turns on {t.text}" for t in turns)
    for sign, warnings in (("-", found.warnings_lost), ("+", found.warnings_gained)):
        yield from (f"{sign} warning: {w}" for w in warnings)


# --- needs ------------------------------------------------------------------------------------------------


def needs_text(answer: Answer, verdict: str, look: Options) -> str:
    page = _page(look)
    found = needs(answer.matter.asked, answer.found.question, verdict)
    page.add(0, answer_words(answer.found.rows))
    for flip in found.flips:
        _flip(page, flip)
    page.add(2, _covered(found))
    return _text(page)


def _flip(page: Page, found: Flip) -> None:
    wording = found.asked.run.wording
    said = "; ".join(words_of(move, wording) for move in found.moves)
    margin = f" ({found.margin.text})" if found.margin else ""
    page.add(2, f"{answer_words(found.rows)} if {said}{margin}")
    page.add(4, " and ".join(change for move in found.moves for change in written(move)), style="note")


def _covered(found: Needs) -> str:
    if found.limit:
        return f"the search was stopped: {found.limit}"
    if not found.flips:
        return f"no {found.covered} changes or fewer make it another one"
    return f"complete up to {found.covered} {'change' if found.covered == 1 else 'changes'}"

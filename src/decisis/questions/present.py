"""Why-not, what-if and needs as the plain data that renderers take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from decisis.casework.answer import answer_words
from decisis.casework.present import (
    ground_view,
    presumption_view,
    question_text,
    standoff_view,
    turns_on_view,
)
from decisis.casework.question import Question
from decisis.casework.verdict import Asked
from decisis.proof.amounts import unit_of
from decisis.proof.wording import Wording, source_text
from decisis.questions.difference import Difference, RowDifference
from decisis.questions.margins import Margin
from decisis.questions.moves import (
    Alter,
    Answer,
    Find,
    MoveCourt,
    MoveDate,
    Oppose,
    Resolve,
    SetAside,
    Withdraw,
    words_of,
    written,
)
from decisis.questions.needs import Flip, Needs
from decisis.questions.why_not import Candidate, NotSo, WhyNot
from decisis.render.question_views import (
    CandidateView,
    ConsequenceView,
    DifferenceView,
    FlipView,
    MarginView,
    MoveView,
    NeedsView,
    NotSoView,
    Place,
    RowDifferenceView,
    WhatIfView,
    WhyNotView,
)
from decisis.values import text

KINDS: Mapping[type, str] = {
    Find: "find",
    Withdraw: "withdraw",
    Oppose: "oppose",
    Alter: "alter",
    Resolve: "resolve",
    Answer: "answer",
    SetAside: "set aside",
    MoveDate: "date",
    MoveCourt: "court",
}


def place_of(name: str, title: str, courts: Mapping[str, str], asked: Asked) -> Place:
    """Where something is asked; ``courts`` are the titles of courts by their names."""
    court = asked.setting.court
    setting = asked.setting
    called = courts.get(court) or court
    without = tuple(sorted(setting.set_aside))
    return Place(name, title, court, called, setting.as_of, asked.variant, setting.before, without)


# --- why not ----------------------------------------------------------------------------------


def present_why_not(found: WhyNot, place: Place) -> WhyNotView:
    literals = tuple(map(_not_so, found.literals))
    return WhyNotView(place, question_text(found.question), found.question.title, literals)


def _not_so(found: NotSo) -> NotSoView:
    candidates = tuple(map(_candidate, found.candidates))
    return NotSoView(found.text, found.literal, found.verdict, found.instead, candidates)


def _candidate(found: Candidate) -> CandidateView:
    return CandidateView(
        found.step,
        found.met,
        found.obstacles,
        found.not_reached,
        found.others,
        found.more,
        found.applies,
        found.speaks,
        found.heard_from,
        ConsequenceView(found.then.verdict, found.then.remaining) if found.then else None,
    )


# --- what if ----------------------------------------------------------------------------------


def present_what_if(
    found: Iterable[Difference], changes: Iterable[str], place: Place, then: Place
) -> WhatIfView:
    return WhatIfView(place, then, tuple(changes), tuple(map(_difference, found)))


def _difference(found: Difference) -> DifferenceView:
    return DifferenceView(
        found.question.name,
        question_text(found.question),
        found.question.title,
        (answer_words(found.before), answer_words(found.after)),
        found.verdicts,
        tuple(map(_row, found.rows)),
        found.nothing,
    )


def _row(found: RowDifference) -> RowDifferenceView:
    row = found.row
    return RowDifferenceView(
        row.literal,
        row.text,
        tuple(row.bindings.items()),
        found.verdicts,
        found.strengths,
        found.independent,
        (tuple(map(ground_view, found.grounds_lost)), tuple(map(ground_view, found.grounds_gained))),
        (tuple(map(turns_on_view, found.turns_on_lost)), tuple(map(turns_on_view, found.turns_on_gained))),
        (
            tuple(map(presumption_view, found.presumes_lost)),
            tuple(map(presumption_view, found.presumes_gained)),
        ),
        (found.warnings_lost, found.warnings_gained),
        (tuple(map(standoff_view, found.conflicts_lost)), tuple(map(standoff_view, found.conflicts_gained))),
    )


# --- needs ------------------------------------------------------------------------------------


def present_needs(found: Needs, place: Place) -> NeedsView:
    wording = found.asked.run.wording
    return NeedsView(
        place,
        question_text(found.question),
        found.question.title,
        _literal(found),
        _text(found, wording),
        found.verdict,
        found.to,
        tuple(present_flip(flip, wording) for flip in found.flips),
        found.covered,
        found.most,
        found.space,
        found.runs,
        found.cut,
        found.limit,
        found.seconds,
        found.unchecked,
    )


def _literal(found: Needs) -> str:
    return (
        source_text(found.side.relation, found.side.values) if found.side else question_text(found.question)
    )


def _text(found: Needs, wording: Wording) -> str:
    if found.side is not None:
        return wording.atom(found.side.relation, found.side.values)
    return found.question.title or wording.atom(_relation(found.question), found.question.pattern)


def _relation(question: Question) -> str:
    return f"not {question.relation}" if question.negated else question.relation


def present_flip(found: Flip, wording: Wording) -> FlipView:
    moves = tuple(MoveView(KINDS[type(m)], words_of(m, wording), written(m)) for m in found.moves)
    margin = _margin(found.margin) if found.margin else None
    return FlipView(moves, found.verdict, answer_words(found.rows), margin)


def _margin(found: Margin) -> MarginView:
    last = text(found.last) if found.last is not None else ""
    return MarginView(text(found.was), text(found.first), last, found.text, unit_of(found.first))

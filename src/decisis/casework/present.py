"""Answers as the plain data that renderers take. Proofs are made only if they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.casework.answer import Answer
from decisis.casework.grounds import Ground_
from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.standoff import Standoff
from decisis.casework.turning import TurnsOn
from decisis.dataclass import replace
from decisis.proof.presumptions import Presumption
from decisis.proof.wording import literal_of
from decisis.render.view import (
    AnswerView,
    GapView,
    GroundView,
    LeadView,
    PresumptionView,
    RowView,
    StandoffView,
    TurnsOnView,
    UnheardView,
    UnusedView,
)
from decisis.values import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decisis.casework.leads import Lead


def present(answer: Answer, *, proofs: bool) -> AnswerView:
    """An answer as a view; with ``proofs``, also its grounds, what is arguendo, both sides of a conflict."""
    rows = _told_apart(tuple(_row(row, proofs, answer.notes) for row in answer.rows))
    lacking = tuple(map(_lead, answer.search.leads))
    if lacking and len(rows) > 1 and not proofs:  # which says once what each row would say
        rows = tuple(replace(row, attempts=()) for row in rows)
    return AnswerView(
        matter=answer.matter,
        title=answer.title,
        court=answer.court,
        court_title=answer.court_title or answer.court,
        as_of=answer.as_of,
        question=question_text(answer.question),
        question_title=answer.question.title,
        verdict=_headline(answer.verdict, rows),
        rows=rows,
        not_covered=tuple(GapView(g.provision, g.title, g.citation) for g in answer.not_covered),
        lacking=lacking,
        not_used=tuple(UnusedView(u.area, u.provisions) for u in answer.not_used),
        not_heard=tuple(UnheardView(s.name, s.title, s.citation, s.text) for s in answer.not_heard),
        attempts=answer.attempts,
        in_conflict=tuple(map(standoff_view, answer.search.conflicts)),
        warnings=answer.warnings,
        variant=answer.asked.variant,
        before=answer.asked.setting.before,
        without=tuple(sorted(answer.asked.setting.set_aside)),
    )


def _told_apart(rows: tuple[RowView, ...]) -> tuple[RowView, ...]:
    """Two unknown values with the same bounds are two, though they read alike: such answers are numbered."""
    alike: dict[str, list[RowView]] = {}
    for row in rows:
        alike.setdefault(row.literal, []).append(row)
    if len(alike) == len(rows):
        return rows
    numbered = (
        replace(row, text=f"{row.text} ({1 + same.index(row)} of {len(same)} that read alike)")
        if len(same := alike[row.literal]) > 1
        else row
        for row in rows
    )
    return tuple(numbered)


def _lead(lead: Lead) -> LeadView:
    return LeadView(lead.question, lead.literal, lead.step.provision, lead.step.title, lead.step.citation)


def question_text(question: Question) -> str:
    """A question as it would be written in the language."""
    base, _ = literal_of(question.relation)
    terms = (question.names.get(i, "_") if v is None else written(v) for i, v in enumerate(question.pattern))
    return f"{'not ' if question.negated else ''}{base}({', '.join(terms)})"


def _headline(verdict: str, rows: tuple[RowView, ...]) -> str:
    """The verdict of an answer; "by cases" only if every row that has it has it by cases."""
    by_cases = f"{verdict} by cases"
    found = {row.verdict for row in rows if row.verdict in (verdict, by_cases)}
    return by_cases if found == {by_cases} else verdict


def _row(row: Row, proofs: bool, notes: tuple[str, ...]) -> RowView:
    decided = row.verdict in ("proved", "refuted") and not row.is_silence
    return RowView(
        literal=row.literal,
        text=row.text,
        verdict=f"{row.verdict} by cases" if row.by_cases else row.verdict,
        bindings=tuple(row.bindings.items()),
        strength=row.strength,
        all_grounds=len(row.grounds),
        independent_grounds=row.independent_grounds,
        at_least=row.at_least,
        grounds=tuple(ground_view(g) for g in row.grounds) if proofs else (),
        conflict=row.conflict if proofs and row.verdict == "conflicted" else (),
        neither_prevails=tuple(map(standoff_view, row.standoffs)),
        attempts=() if decided or row.verdict == "conflicted" else row.attempts,
        precedents=tuple(_precedents(row)) if proofs else (),
        arguendo=tuple(ground_view(g) for g in row.arguendo) if proofs else (),
        granted=tuple(ground_view(g) for g in row.granted) if proofs else (),
        turns_on=tuple(turns_on_view(t) for t in row.turns_on),
        presumes=tuple(presumption_view(p) for p in row.presumes),
        warnings=(*row.warnings, *notes),
    )


def _precedents(row: Row) -> Iterator[str]:
    """Of what is not decided: each precedent that could have given it, and which of its elements are met."""
    if row.verdict not in ("undetermined", "discretionary"):
        return
    from decisis.casework.matching import best_match

    run = row.asked.run
    for name in dict.fromkeys(step.provision for step in row.attempts):
        info = run.lowered.program.provisions.get(name)
        if info is not None and info.kind in ("holding", "dictum"):
            found = best_match(run, name, row.side.values)
            unmet = ", ".join(dict.fromkeys(e.label or e.text for e in found.unmet))
            met = len(found.elements) - len(found.unmet)
            said = f"elements met: {met} of {len(found.elements)}" + (f"; not met: {unmet}" if unmet else "")
            if found.elements:
                yield f"{info.citation or name}, {info.strength}: {said}"


def ground_view(found: Ground_) -> GroundView:
    return GroundView(found.proof, found.strength, found.independent)


def standoff_view(found: Standoff) -> StandoffView:
    return StandoffView(found.sides, found.why)


def turns_on_view(found: TurnsOn) -> TurnsOnView:
    return TurnsOnView(found.kind, found.name, found.text, found.outcomes)


def presumption_view(found: Presumption) -> PresumptionView:
    burden = found.bearer, found.standard
    said = found.text, found.provision, found.citation, *burden, found.provenance
    return PresumptionView(*said, in_some_cases=found.in_some_cases)

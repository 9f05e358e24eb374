"""Answers as certificates have them: each verdict with the runs that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from decisis.casework.agreement import as_asked
from decisis.casework.answer import Answer, about, headline, spoken_to
from decisis.casework.question import Question
from decisis.casework.record import Side
from decisis.casework.row import Row
from decisis.casework.settlement import (
    Answered,
    Believed,
    Narrowed,
    OpenThing,
    Resolution,
    combinations,
)
from decisis.casework.verdict import Asked, Decision, plain_verdict
from decisis.certificate.ledger import Certificate
from decisis.forms import Json, canonical
from decisis.rules import naming
from decisis.static import Any, assert_never
from decisis.values import Value


def certify(answers: Iterable[Answer]) -> Certificate:
    """The certificate of answers that were asked of one court. Raises `Refused` if it is not accepted."""
    certificate = Certificate()
    for answer in answers:
        certificate = certify_rows(answer.matter, answer.asked, answer.question, answer.rows)
    return certificate


def certify_rows(
    matter: str, asked: Asked, question: Question, rows: Sequence[Row], *, outright: bool = False
) -> Certificate:
    """Certifies what `ask` answered: for every command that shows a verdict. Raises `Refused`.

    ``outright`` leaves out what happens however the open things fall, for who shows nothing of it.
    """
    asked, certificate = about(asked, question), asked.court.certificate
    speaking = spoken_to(asked, question) if None in question.pattern else [row.side for row in rows]
    certificate.answer(_answer(matter, asked, question, [r for r in rows if r.side in speaking], outright))
    for row in rows:
        if row.side not in speaking:  # it is asked for itself: only the cases give it
            certificate.answer(_answer(matter, row.asked, as_asked(row), [row], outright))
    return certificate


def _answer(
    matter: str, asked: Asked, question: Question, rows: Sequence[Row], outright: bool
) -> dict[str, Any]:
    open_ = None in question.pattern
    shown = {row.side for row in rows}
    others = [Row(asked, question, s) for s in spoken_to(asked, question) if s not in shown] if open_ else []
    dropped = [row for row in others if row.by_cases and row.verdict == "refuted"]
    rows = [*rows, *(row for row in others if row not in dropped)]
    relation = naming.denied(question.relation) if question.negated else question.relation
    return {
        "answer": None,
        "matter": matter,
        "court": asked.setting.court,
        "as_of": asked.setting.as_of.isoformat(),
        "question": question.name,
        "asks": [relation, *(None if value is None else canonical(value) for value in question.pattern)],
        "verdict": headline(rows),
        "run": asked.run.number,
        "granted": asked.granted.number if open_ else None,
        "rows": [_row(row, outright) for row in rows],
        "dropped": [_finding(row.decision) for row in dropped],
    }


def _row(row: Row, outright: bool) -> dict[str, Any]:
    found = None if outright else row.turning.jointly
    assumed = None if outright else row.with_assumed
    return {
        "finding": _finding(row.decision),
        "open": None
        if outright
        else [
            {
                "thing": _thing(thing, row.asked),
                "findings": [_finding(each) for each in decisions],
                "changes": any(each.verdict != row.verdict for each in decisions),
            }
            for thing, decisions in row.turning.settlements
        ],
        "together": found
        and {
            "things": [_thing(thing, row.asked) for thing in found.things],
            "ways": [t.ways.index(w) for t, w in zip(found.things, found.ways, strict=True)],
            "finding": _finding(found.decision),
        },
        "arguendo": {
            "assumed": [_literal(side) for side in row.question.even_if],
            "finding": _finding(assumed.decision),
        }
        if assumed is not None and assumed.verdict == row.verdict
        else None,
    }


def _finding(decision: Decision) -> dict[str, Any]:
    """A verdict, with a run for each case, or the run in which all is granted, where it looked at them."""
    asked = decision.asked
    undecided = decision.whole and plain_verdict(asked.run, decision.side) == "undetermined"
    return {
        "literal": _literal(decision.side),
        "run": asked.run.number,
        "verdict": f"{decision.verdict} by cases" if decision.by_cases else decision.verdict,
        "cases": {
            "things": [_thing(thing, asked) for thing in decision.cases],
            "runs": [asked.settled(ways).number for ways in combinations(decision.cases)],
        }
        if decision.by_cases
        else None,
        "granted": asked.granted.number if undecided and not decision.by_cases else None,
    }


def _literal(side: Side) -> list[Json]:
    return _atom(side.relation, side.values)


def _atom(relation: str, values: tuple[Value, ...]) -> list[Json]:
    return [relation, *map(canonical, values)]


def _thing(thing: OpenThing, asked: Asked) -> list[Json]:
    match thing.ways[0].change:
        case Resolution(name, _):
            dispute = next(d for d in asked.record.disputes if d.name == name)
            return ["dispute", name, _literal(dispute.side), _literal(dispute.other)]
        case Answered(question, _):
            return ["question", question]
        case Narrowed(unknown, _):
            values = [w.change.value for w in thing.ways if isinstance(w.change, Narrowed)]
            return ["value", canonical(unknown), list(map(canonical, values))]
        case Believed(fact):
            return ["allegation", _atom(fact.relation, fact.values)]
        case _:
            assert_never(thing.ways[0].change)

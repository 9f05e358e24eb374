"""Why-not, what-if and needs as JSON, in versioned formats (docs/question-formats.md)."""

from __future__ import annotations

from collections.abc import Iterable

from decisis.forms import Json
from decisis.proof.obstacles import Obstacle
from decisis.render.question_views import (
    CandidateView,
    DifferenceView,
    FlipView,
    NeedsView,
    NotSoView,
    Place,
    QuestionView,
    RowDifferenceView,
    WhatIfView,
    WhyNotView,
)
from decisis.render.to_json import (
    bindings_data,
    own_data,
    presumption_data,
    standoff_data,
    turns_on_data,
    write,
)
from decisis.render.view import PLAIN, GroundView, Options

WHY_NOT, WHAT_IF, NEEDS = "decisis.why-not/1", "decisis.what-if/1", "decisis.needs/1"
SIDES = ("lost", "gained")


def render(view: QuestionView, options: Options = PLAIN) -> str:
    return write(as_data(view))


def render_all(views: Iterable[QuestionView], options: Options = PLAIN) -> str:
    """One view is an object, more are an array."""
    found: list[Json] = [as_data(view) for view in views]
    return write(found[0] if len(found) == 1 else found)


def as_data(view: QuestionView) -> dict[str, Json]:
    match view:
        case WhyNotView():
            return _why_not(view)
        case WhatIfView():
            return _what_if(view)
        case NeedsView():
            return _needs(view)


def _place(place: Place) -> dict[str, Json]:
    return {"matter": place.matter, **_setting(place)}


def _setting(place: Place) -> dict[str, Json]:
    return {
        "court": place.court,
        "as_of": place.as_of.isoformat(),
        **({"variant": place.variant} if place.variant else {}),
        **({"before": place.before} if place.before else {}),
        **({"without": list(place.without)} if place.without else {}),
    }


# --- why not ----------------------------------------------------------------------------------


def _why_not(view: WhyNotView) -> dict[str, Json]:
    return {
        "format": WHY_NOT,
        **_place(view.place),
        "question": view.question,
        "literals": [_not_so(n) for n in view.literals],
    }


def _not_so(found: NotSoView) -> Json:
    return {
        "literal": found.literal,
        "text": found.text,
        "verdict": found.verdict,
        "instead": own_data(found.instead) if found.instead else None,
        "provisions": [_candidate(c) for c in found.candidates],
    }


def _candidate(found: CandidateView) -> Json:
    data: dict[str, Json] = {
        "provision": found.step.provision,
        "citation": found.step.citation,
        "title": found.step.title or found.step.text,
        "strength": found.step.strength,
        "speaks": found.speaks,
        "applies": found.applies,
        "met": [own_data(m) for m in found.met],
        "obstacles": [_obstacle(o) for o in found.obstacles],
        "not_reached": list(found.not_reached),
        "other_attempts": [[_obstacle(o) for o in other] for other in found.others],
        "more_attempts": found.more,
        "heard_from": found.heard_from.isoformat() if found.heard_from else None,
        "then": None,
    }
    if found.then is not None:
        remaining: list[Json] = [_obstacle(o) for o in found.then.remaining]
        data["then"] = {"verdict": found.then.verdict, "remaining": remaining}
    return data


def _obstacle(found: Obstacle) -> Json:
    keys = ("label", "margin", "by", "citation", "literal")
    return {
        "kind": found.kind,
        "text": found.text,
        **{k: getattr(found, k) for k in keys if getattr(found, k)},
    }


# --- what if ----------------------------------------------------------------------------------


def _what_if(view: WhatIfView) -> dict[str, Json]:
    return {
        "format": WHAT_IF,
        **_place(view.place),
        "changes": list(view.changes),
        "then": _setting(view.then),
        "nothing_changes": all(q.nothing for q in view.questions),
        "questions": [_difference(q) for q in view.questions],
    }


def _difference(found: DifferenceView) -> Json:
    bindings = bindings_data(row.bindings for row in found.rows)
    return {
        "name": found.name,
        "question": found.question,
        "nothing_changes": found.nothing,
        "verdict": _pair(found.verdicts),
        "answer": _pair(found.answers),
        "instances": [_row(r, b) for r, b in zip(found.rows, bindings, strict=True)],
    }


def _pair(pair: tuple[str, str] | tuple[int, int]) -> Json:
    return {"before": pair[0], "after": pair[1]}


def _row(found: RowDifferenceView, bindings: dict[str, Json]) -> Json:
    return {
        "literal": found.literal,
        "bindings": bindings,
        "verdict": _pair(found.verdicts),
        "strength": _pair(found.strengths),
        "independent_grounds": _pair(found.independent_grounds),
        "grounds": {s: [_ground(g) for g in each] for s, each in zip(SIDES, found.grounds, strict=True)},
        "turns_on": {
            s: [turns_on_data(t) for t in each] for s, each in zip(SIDES, found.turns_on, strict=True)
        },
        "presumes": {
            s: [presumption_data(p) for p in each] for s, each in zip(SIDES, found.presumes, strict=True)
        },
        "neither_prevails": {
            s: [standoff_data(c) for c in each] for s, each in zip(SIDES, found.neither_prevails, strict=True)
        },
        "warnings": {s: list(each) for s, each in zip(SIDES, found.warnings, strict=True)},
    }


def _ground(found: GroundView) -> Json:
    return {**own_data(found.proof), "strength": found.strength}


# --- needs ------------------------------------------------------------------------------------


def _needs(view: NeedsView) -> dict[str, Json]:
    return {
        "format": NEEDS,
        **_place(view.place),
        "question": view.question,
        "literal": view.literal,
        "verdict": view.verdict,
        "to": view.to,
        "flips": [_flip(f) for f in view.flips],
        "covered": view.covered,
        "most": view.most,
        "complete": not view.limit and not view.cut,
        "limit": view.limit,
        "out_of_time": view.seconds is not None,
        "unchecked": view.unchecked,
        "space": dict(view.space),
        "cut": list(view.cut),
        "states_run": view.runs,
    }


def _flip(found: FlipView) -> Json:
    margin: Json = None
    if found.margin is not None:
        m = found.margin
        margin = {"was": m.was, "changes_at": m.first, "not_yet_at": m.last, "text": m.text, "unit": m.unit}
    return {
        "verdict": found.verdict,
        "answer": found.answer,
        "changes": [{"kind": m.kind, "text": m.text, "written": list(m.written)} for m in found.moves],
        "margin": margin,
    }

"""An answer as JSON, format ``decisis.answer/1`` (docs/answer-format.md). Written without recursion."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from decisis.dataclass import dataclass, field
from decisis.forms import Json, to_json
from decisis.proof.nodes import Identity, Node
from decisis.render.layout import is_harmful
from decisis.render.shared import by_what_is_shown
from decisis.render.view import (
    PLAIN,
    AnswerView,
    GapView,
    GroundView,
    LeadView,
    Options,
    PresumptionView,
    RowView,
    StandoffView,
    TurnsOnView,
    UnheardView,
)
from decisis.values import Bounds, Value, untagged

FORMAT = "decisis.answer/1"
Bindings = tuple[tuple[str, Value], ...]
NODE_KEYS = (
    "kind",
    "text",
    "literal",
    "provision",
    "citation",
    "pinpoint",
    "quote",
    "source",
    "label",
    "section",
    "title",
    "strength",
    "provenance",
    "status",
    "bearer",
    "standard",
    "reason",
)
DEEPEST_INDENT = 40
_NOT_ASCII = re.compile("[^\x20-\x7e]")


def render(view: AnswerView, options: Options = PLAIN) -> str:
    return write(as_data(view))


def render_all(views: Iterable[AnswerView], options: Options = PLAIN) -> str:
    """Several answers: an array of what each is alone; one is that object."""
    every: list[Json] = [as_data(view) for view in views]
    return write(every[0] if len(every) == 1 else every)


def as_data(view: AnswerView) -> dict[str, Json]:
    bindings = bindings_data(row.bindings for row in view.rows)
    return {
        "format": FORMAT,
        "matter": view.matter,
        "court": view.court,
        "as_of": view.as_of.isoformat(),
        **({"variant": view.variant} if view.variant else {}),
        **({"before": view.before} if view.before else {}),
        **({"without": list(view.without)} if view.without else {}),
        "question": view.question,
        "verdict": view.verdict,
        "answers": [
            _row(row, f"/answers/{i}", each)
            for i, (row, each) in enumerate(zip(view.rows, bindings, strict=True))
        ],
        "not_covered": [_gap(gap) for gap in view.not_covered],
        "lacking": [_lead(lead) for lead in view.lacking],
        "not_used": [{"area": u.area, "provisions": u.provisions} for u in view.not_used],
        "in_conflict": [standoff_data(each) for each in view.in_conflict],
        "not_heard": [_not_heard(each) for each in view.not_heard],
        "attempts": [own_data(step) for step in view.attempts],
        "warnings": list(view.warnings),
    }


def _lead(lead: LeadView) -> dict[str, Json]:
    known = {"text": lead.title, "citation": lead.citation}
    return {
        "question": lead.question,
        "literal": lead.literal,
        "provision": lead.provision,
        **{k: v for k, v in known.items() if v},
    }


def standoff_data(found: StandoffView) -> dict[str, Json]:
    return {"sides": [own_data(side) for side in found.sides], "why": found.why}


def _not_heard(found: UnheardView) -> dict[str, Json]:
    known = {"text": found.title, "citation": found.citation}
    return {"provision": found.provision, **{k: v for k, v in known.items() if v}, "why": found.why}


def _gap(gap: GapView) -> dict[str, Json]:
    known = {"text": gap.title, "citation": gap.citation}
    return {"provision": gap.provision, **{k: v for k, v in known.items() if v}}


def bindings_data(rows: Iterable[Bindings]) -> list[dict[str, Json]]:
    """The values of variables in each of several rows. What is known by bounds has a tag only where two
    unknowns would else read alike."""
    bound = tuple(rows)
    unknown = {value for row in bound for _, value in row if isinstance(value, Bounds)}
    alike = Counter(map(untagged, unknown))

    def data(value: Value) -> Json:
        bare = untagged(value)
        return to_json(value if alike[bare] > 1 else bare)

    return [{name: data(value) for name, value in row} for row in bound]


def _row(row: RowView, at: str, bindings: dict[str, Json]) -> dict[str, Json]:
    sides = tuple(GroundView(side) for side in row.conflict)
    shown = _Shown()
    return {
        "literal": row.literal,
        "verdict": row.verdict,
        "bindings": bindings,
        "strength": row.strength,
        "grounds": shown.proofs(row.grounds or sides, f"{at}/grounds"),
        "arguendo": shown.proofs(row.arguendo, f"{at}/arguendo"),
        "granted": shown.proofs(row.granted, f"{at}/granted"),
        "neither_prevails": [standoff_data(each) for each in row.neither_prevails],
        "turns_on": [turns_on_data(t) for t in row.turns_on],
        "presumes": [presumption_data(p) for p in row.presumes],
        "warnings": list(row.warnings),
        "attempts": [own_data(step) for step in row.attempts],
    }


def turns_on_data(found: TurnsOnView) -> dict[str, Json]:
    outcomes: list[Json] = [
        {"if": way, "verdict": verdict, **({"answer": answer} if answer else {})}
        for way, verdict, answer in found.outcomes
    ]
    return {"kind": found.kind, "name": found.name, "text": found.text, "outcomes": outcomes}


def presumption_data(found: PresumptionView) -> dict[str, Json]:
    names = "citation", "provenance", "bearer", "standard", "in_some_cases"
    known = {name: getattr(found, name) for name in names}
    return {"text": found.text, "provision": found.provision, **{k: v for k, v in known.items() if v}}


# --- proofs -----------------------------------------------------------------------------------------


@dataclass
class _Shown:
    """The steps written so far in one answer; a step with premises is written in full once."""

    identity: Identity = field(default_factory=by_what_is_shown)
    places: dict[int, _Place] = field(default_factory=dict)

    def proofs(self, grounds: Iterable[GroundView], at: str) -> list[Json]:
        return [self._proof(ground.proof, _Place(f"{at}/{i}")) for i, ground in enumerate(grounds)]

    def _proof(self, proof: Node, at: _Place) -> Json:
        top = own_data(proof)
        pending = [(proof, top, at)]
        while pending:
            step, data, place = pending.pop()
            pending += reversed(self._premises(step, data, place))
        return top

    def _premises(self, step: Node, data: dict[str, Json], place: _Place) -> list[_Unwritten]:
        if not step.premises:
            return []
        first = self.places.setdefault(self.identity.of(step), place)
        if first is not place:
            data["shown_at"] = first.pointer
            return []
        written = [own_data(p) for p in step.premises]
        data["premises"] = list(written)
        places = (_Place(f"/premises/{i}", place) for i in range(len(written)))
        return list(zip(step.premises, written, places, strict=True))


@dataclass(frozen=True)
class _Place:
    """Where a step stands in the document."""

    part: str
    above: _Place | None = None

    @property
    def pointer(self) -> str:
        parts, place = [self.part], self.above
        while place is not None:
            parts.append(place.part)
            place = place.above
        return "".join(reversed(parts))


_Unwritten = tuple[Node, dict[str, Json], _Place]


def own_data(step: Node) -> dict[str, Json]:
    """What a step says, without its premises."""
    required = {"kind": step.kind, "text": step.text}
    known = {key: getattr(step, key) for key in NODE_KEYS[2:] if getattr(step, key)}
    return {**required, **known, **({"treated": list(step.treated)} if step.treated else {})}


# --- writing ----------------------------------------------------------------------------------------


def write(data: Json) -> str:
    """JSON as `json.dumps(…, indent=2, ensure_ascii=False)` writes it, to any depth and safe to show."""
    return "".join(_written(data)) + "\n"


_Piece = tuple[str, Json, bool]  # text, then (if there is one) a value
_LEVEL_ENDS: _Piece = ("", None, False)


def _written(data: Json) -> Iterator[str]:
    level = 0
    pending: list[_Piece] = [("", data, True)]
    while pending:
        piece = pending.pop()
        if piece is _LEVEL_ENDS:
            level -= 1
            continue
        before, value, there = piece
        yield before
        if value and isinstance(value, dict | list):
            pending += _members(value, level)
            level += 1
        elif there:
            yield _string(value) if isinstance(value, str) else json.dumps(value)


def _members(value: dict[str, Json] | list[Json], level: int) -> Iterator[_Piece]:
    """What is to be written for a collection, last first."""
    inner, outer = "\n" + _indent(level + 1), "\n" + _indent(level)
    named = isinstance(value, dict)
    pairs = value.items() if isinstance(value, dict) else (("", v) for v in value)
    parts = [(f"{_string(k)}: " if named else "", v) for k, v in pairs]
    yield outer + ("}" if named else "]"), None, False
    yield _LEVEL_ENDS
    for position, (key, part) in reversed(list(enumerate(parts))):
        start = "," if position else "{" if named else "["
        yield start + inner + key, part, True


def _indent(level: int) -> str:
    return "  " * min(level, DEEPEST_INDENT)


def _string(text: str) -> str:
    return _NOT_ASCII.sub(_safe, json.dumps(text, ensure_ascii=False))


def _safe(match: re.Match[str]) -> str:
    char = match.group()
    return json.dumps(char)[1:-1] if is_harmful(char) else char

"""The phrases that renderers share: authorities, notes, references and what an open thing would change."""

from __future__ import annotations

from collections.abc import Iterable

from decisis.proof.tree import Node
from decisis.render.view import AnswerView, PresumptionView, RowView, TurnsOnView
from decisis.values import text

DECIDED = ("proved", "refuted", "proved by cases", "refuted by cases")


def place(view: AnswerView) -> str:
    return f"in {_the(view.court_title)} as of {view.as_of.isoformat()}"


def _the(court: str) -> str:
    return f"the {court}" if court.endswith("Cir.") else court


def asked(view: AnswerView) -> str:
    return view.question_title or view.question


def bound(row: RowView) -> str:
    return ", ".join(f"{name} = {text(value)}" for name, value in row.bindings)


def row_text(row: RowView) -> str:
    known = bound(row)
    return f"{known}: {row.text}" if known else row.text


def row_note(row: RowView) -> str:
    return " · ".join(part for part in (row.strength, _grounds(row)) if part)


def _grounds(row: RowView) -> str:
    number = row.independent_grounds
    if number < 2:
        return ""
    return f"{'at least ' if row.at_least else ''}{number} independent grounds"


def authority(step: Node) -> str:
    """The provision of a step: its title and its citation."""
    title = step.title or ("" if step.citation else step.provision.replace("_", " "))
    return ": ".join(dict.fromkeys(part for part in (title, step.citation) if part))


def authority_note(step: Node) -> str:
    weak = step.strength if step.strength != "binding" else ""
    memory = step.provenance if step.provenance == "from memory" else ""
    return ", ".join(part for part in (weak, memory) if part)


def step_note(step: Node) -> str:
    """Where a step comes from, for the right column."""
    match step.kind:
        case "given":
            return ", ".join(part for part in (step.status, step.source) if part)
        case "computed":
            return "computed"
        case "absent":
            return burden(step.bearer, step.standard)
        case _:
            return ""


def burden(bearer: str, standard: str) -> str:
    if not bearer:
        return ""
    return f"burden on {bearer}" + (f" by {standard.replace('_', ' ')}" if standard else "")


def said(step: Node) -> str:
    """The words of a step, with the quotation that it stands on."""
    begun = f"although {step.text}" if step.section == "despite" else step.text
    return f"{begun} “{step.quote}”" if step.quote else begun


def considered(step: Node) -> str:
    lost = authority(step) or step.text
    who = f"{step.source} prevails" if step.source else "it is beaten"
    return f"{lost}, which would be otherwise, but {who}" + (f": {step.reason}" if step.reason else "")


def attempt(step: Node) -> str:
    """A provision that could have given something, and where it failed."""
    where = f" at its {step.label}" if step.label else ""
    return f"{authority(step) or step.text}, fails{where}" + (f": {step.reason}" if step.reason else "")


def outcomes(found: TurnsOnView) -> str:
    ways = "; ".join(f"if {way}, {verdict}" for way, verdict in found.outcomes)
    return f"{found.text}: {ways}" if ways else found.text


def presumption(found: PresumptionView) -> str:
    said = f"nobody showed that {found.text}"
    by = burden(found.bearer, found.standard)
    return said + (f" ({by})" if by else "") + (f"  [{found.citation}]" if found.citation else "")


def open_things(row: RowView) -> tuple[TurnsOnView, ...]:
    return tuple(t for t in row.turns_on if t.kind != "silence")


def is_independent(row: RowView) -> bool:
    return row.verdict in DECIDED and not row.turns_on


def denies(step: Node, row: RowView) -> bool:
    """Whether a step says no more than that the row's literal is so, or is not so."""
    return step.literal.removeprefix("not ") == row.literal.removeprefix("not ") or step.text == row.text


def once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))

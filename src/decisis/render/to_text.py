"""An answer as text: what a careful clerk would write, with every line open to checking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.proof.tree import Node
from decisis.render import words
from decisis.render.layout import Page, unpainted
from decisis.render.steps_text import Item, Steps
from decisis.render.view import PLAIN, AnswerView, GroundView, Options, RowView

INDENT = 2


def render(view: AnswerView, options: Options = PLAIN) -> str:
    page = Page(options.width, options.paint or unpainted)
    if len(view.rows) == 1:
        _row(page, view.rows[0], options, 0, words.place(view))
        return page.text()
    _verdict(page, 0, view.verdict, words.asked(view), words.place(view))
    if not view.rows:
        page.add(INDENT, "nothing in the record or the law speaks to it")
    for row in view.rows:
        _row(page, row, options, INDENT, "")
    return page.text()


def _verdict(page: Page, indent: int, verdict: str, said: str, note: str) -> None:
    page.add(indent, f" {said}", note, verdict.upper(), verdict)


def _row(page: Page, row: RowView, options: Options, indent: int, place: str) -> None:
    note = " · ".join(part for part in (words.row_note(row), place) if part)
    _verdict(page, indent, row.verdict, words.row_text(row), note)
    inner = indent + INDENT
    if options.brief:
        _brief(page, row, inner)
        return
    _proofs(page, row, options, inner)
    _section(page, inner, "turns on", (words.outcomes(t) for t in words.open_things(row)))
    _section(page, inner, "what could have given it", (words.attempt(a) for a in row.attempts))
    _footers(page, row, inner)


def _section(page: Page, indent: int, heading: str, lines: Iterable[str]) -> None:
    found = words.once(lines)
    if found:
        page.add(indent, "", mark=heading, style="heading")
    for line in found:
        page.add(indent + INDENT, line)


def _footers(page: Page, row: RowView, indent: int) -> None:
    _labelled(page, indent, "considered", (words.considered(c) for c in _considered(row)))
    _labelled(page, indent, "presumes", (words.presumption(p) for p in row.presumes))
    _labelled(page, indent, "warning", row.warnings)
    if words.is_independent(row):
        page.add(indent, "independent of every allegation and dispute")


def _labelled(page: Page, indent: int, label: str, lines: Iterable[str]) -> None:
    for line in words.once(lines):
        page.add(indent, line, mark=f"{label}:", style="heading")


def _considered(row: RowView) -> Iterator[Node]:
    for found in row.grounds:
        yield from (p for p in found.proof.premises if p.kind == "considered")


# --- proofs -----------------------------------------------------------------------------------------


def _proofs(page: Page, row: RowView, options: Options, indent: int) -> None:
    steps = Steps(page, options.depth)
    for number, found in enumerate(row.grounds, 1):
        _ground(steps, row, found, indent, f"{number}.")
    if row.conflict:
        page.add(indent, "", mark="both sides", style="heading")
    for number, side in enumerate(row.conflict, 1):
        steps.write(Item(side, indent + INDENT, mark=f"{number}."))
    if row.arguendo:
        page.add(indent, "", mark="even if (not counted)", style="heading")
    for number, found in enumerate(row.arguendo, len(row.grounds) + 1):
        _ground(steps, row, found, indent + INDENT, f"{number}.")


def _ground(steps: Steps, row: RowView, found: GroundView, indent: int, mark: str) -> None:
    said = words.denies(found.proof, row)
    steps.write(Item(found.proof, indent, mark=mark, authority_only=said, strength=found.strength))


# --- brief ------------------------------------------------------------------------------------------


def _brief(page: Page, row: RowView, indent: int) -> None:
    if row.grounds:
        for line in _path(row.grounds[0].proof):
            page.add(indent, line)
    for line in [*words.once(words.outcomes(t) for t in words.open_things(row))][:2]:
        page.add(indent, f"turns on {line}")


def _path(proof: Node) -> Iterator[str]:
    """The controlling path: down the first step that rests on a provision, to the record."""
    step: Node | None = proof
    lines = 0
    while step is not None and lines < 5:
        yield f"because {words.authority(step)}" if words.authority(step) else step.text
        lines += 1
        step = next((p for p in step.premises if p.provision and p.kind == "derived"), None)

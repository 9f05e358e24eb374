"""An answer as text: what a careful clerk would write, with every line open to checking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from decisis.proof.nodes import Node
from decisis.render import tried, words
from decisis.render.layout import Page, unpainted
from decisis.render.shared import controlling, count
from decisis.render.steps_text import Item, Steps
from decisis.render.view import PLAIN, AnswerView, GroundView, Options, RowView

INDENT = 2
MOST_OF_PATH = 3  # authorities that the brief form names
MOST_PRESUMED = 6  # absences in full, with the burdens, which are so always
FEWEST_LEFT_OUT = 3  # for fewer, a line that says that they are left out gains nothing


def render(view: AnswerView, options: Options = PLAIN) -> str:
    page = Page(options.width, options.paint or unpainted)
    if len(view.rows) == 1:
        _row(page, view.rows[0], options, 0, words.place(view))
        _leading_on(page, view, options)
        return page.text()
    _verdict(page, 0, view.verdict, words.asked(view), words.place(view))
    if not view.rows and not view.not_covered:
        page.add(
            INDENT, "no provision gives an instance of it, as the record stands; none is excluded for that"
        )
    if not options.brief:
        _section(page, INDENT, "what could have given it", tried.attempts(view.attempts))
    for _, alike in groupby(view.rows, key=_body if not options.brief else id):
        *others, last = alike
        for row in others:
            _verdict(page, INDENT, row.verdict, words.row_text(row), words.row_note(row))
        _row(page, last, options, INDENT, "")
    _leading_on(page, view, options)
    return page.text()


def _leading_on(page: Page, view: AnswerView, options: Options) -> None:
    """What an undetermined answer lacks: facts of the record, and law."""
    if not options.brief:
        _section(page, INDENT, "not heard here", tried.not_heard(view))
        _labelled(page, INDENT, "in conflict", words.standoffs(view.in_conflict))
        _section(page, INDENT, "the record does not say", words.lacking(view))
    _labelled(page, INDENT, "warning", view.warnings)
    _labelled(page, INDENT, "not used", words.not_used(view))
    _labelled(page, INDENT, "not covered", words.gaps(view))


def _verdict(page: Page, indent: int, verdict: str, said: str, note: str) -> None:
    page.add(indent, said, note, f"{verdict.upper()} ", verdict)


def _row(page: Page, row: RowView, options: Options, indent: int, place: str) -> None:
    note = " · ".join(part for part in (words.row_note(row), place) if part)
    _verdict(page, indent, row.verdict, words.row_text(row), note)
    inner = indent + INDENT
    if options.brief:
        _brief(page, row, inner)
        return
    _proofs(page, row, options, inner)
    _labelled(page, inner, "neither prevails", words.standoffs(row.neither_prevails))
    _section(page, inner, "turns on", words.turns_on(words.open_things(row)))
    _section(page, inner, tried.attempted(row), tried.attempts(row.attempts))
    _section(page, inner, "to be distinguished", row.precedents)
    if row.verdict == "undetermined" and not row.attempts and not row.turns_on:
        page.add(inner, "no provision that speaks here could give it")
    _footers(page, row, options, inner)


def _body(row: RowView) -> object:
    """What is said of a row that is not decided, once for all rows that have it; others share nothing."""
    if row.verdict not in ("undetermined", "conflicted") or row.grounds or row.arguendo or row.conflict:
        return id(row)
    return row.neither_prevails, row.turns_on, row.attempts, row.precedents, row.presumes, row.warnings


def _section(page: Page, indent: int, heading: str, lines: Iterable[str]) -> None:
    found = words.once(lines)
    if found:
        page.add(indent, "", mark=heading, style="heading")
    for line in found:
        page.add(indent + INDENT, line)


def _footers(page: Page, row: RowView, options: Options, indent: int) -> None:
    if tried.is_silence(row):
        page.add(indent, tried.silence(row))
    _labelled(page, indent, "considered", (words.considered(c) for c in _considered(row)))
    _labelled(page, indent, "presumes", _presumes(row, options))
    _labelled(page, indent, "warning", words.warnings(row))
    if words.is_independent(row):
        page.add(indent, "independent of every allegation and dispute")


def _presumes(row: RowView, options: Options) -> Iterator[str]:
    """Every burden that nobody met; of what is merely absent, the nearest, how many more of what law."""
    presumed = words.presumed(row)
    borne = sum(bool(p.bearer) for p in presumed)
    most = len(presumed) if options.grounds is None else max(borne, MOST_PRESUMED)
    if len(presumed) <= most + FEWEST_LEFT_OUT:
        most = len(presumed)
    yield from map(words.presumption, presumed[:most])
    if presumed[most:]:
        yield words.more_presumed(presumed[most:])


def _labelled(page: Page, indent: int, label: str, lines: Iterable[str]) -> None:
    for line in words.once(lines):
        page.add(indent, line, mark=f"{label}:", style="heading")


def _considered(row: RowView) -> Iterator[Node]:
    for found in row.grounds:
        yield from (p for p in found.proof.premises if p.kind == "considered")


# --- proofs -----------------------------------------------------------------------------------------


def _proofs(page: Page, row: RowView, options: Options, indent: int) -> None:
    steps = Steps(page, options.depth, options.grounds is None)
    for number, found in enumerate(row.grounds, 1):
        if options.grounds is None or number <= options.grounds or found.independent:
            _ground(steps, row, found, indent, f"{number}.")
        else:
            page.add(indent, words.another_ground(found, row.grounds[0]), found.strength, f"{number}.")
    if row.conflict:
        page.add(indent, "", mark="both sides", style="heading")
    for number, side in enumerate(row.conflict, 1):
        steps.write(Item(side, indent + INDENT, mark=f"{number}."))
    if row.arguendo:
        page.add(indent, "", mark="even if (not counted)", style="heading")
    for number, found in enumerate(row.arguendo, len(row.grounds) + 1):
        _ground(steps, row, found, indent + INDENT, f"{number}.", counted=False)
    if row.granted:
        page.add(indent, "", mark=words.IF_GRANTED.lower(), style="heading")
    for number, found in enumerate(row.granted, 1):
        _ground(steps, row, found, indent + INDENT, f"{number}.", counted=False)


def _ground(
    steps: Steps, row: RowView, found: GroundView, indent: int, mark: str, counted: bool = True
) -> None:
    said = words.denies(found.proof, row)
    note = words.ground_note(found, row) if counted else found.strength
    top = Item(found.proof, indent, mark, concluded=said, strength=note, considered_later=counted)
    steps.write(top)


# --- brief -------------------------------------------------------------------------------------------


def _brief(page: Page, row: RowView, indent: int) -> None:
    """The controlling path, or what the answer turns on: about five lines."""
    for found in row.grounds[:1]:
        _path(page, found.proof, indent)
    first: dict[str, Node] = {}
    for side in row.conflict:
        first.setdefault(side.text, side)
    for side in first.values():
        page.add(indent, side.text)
        _path(page, side, indent + INDENT)
    _labelled(page, indent, "neither prevails", words.standoffs(row.neither_prevails[:1]))
    for line in [*words.once(words.turns_on(words.open_things(row)))][:2]:
        page.add(indent, line, mark="turns on:", style="heading")
    for line in [*tried.attempts(row.attempts)][:2]:
        page.add(indent, line)
    if tried.is_silence(row):
        page.add(indent, tried.silence(row))


def _no_provision(step: Node) -> str:
    """What a conclusion rests on that no provision gives, without saying it again."""
    return "the record says so" if step.kind == "given" else words.whichever(step)


def _path(page: Page, proof: Node, indent: int) -> None:
    path = [*islice(controlling(proof), MOST_OF_PATH)]
    for step in path:
        if step is not proof and not proof.text.startswith(step.text):
            page.add(indent, f"because {step.text}")
        by = words.authority(step)
        note = words.authority_note(step) if by else words.step_note(step)
        page.add(indent, by or _no_provision(step), note)
    rest = count([proof]) - len(path)
    if rest:
        page.add(indent, words.more_steps(rest))

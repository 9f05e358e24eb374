"""An answer as Markdown: numbered steps, each after those that it rests on, and a table of authorities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from decisis.proof.nodes import Identity, Node
from decisis.render import tried, words
from decisis.render.graph import proofs
from decisis.render.layout import visible
from decisis.render.shared import by_what_is_shown
from decisis.render.view import PLAIN, AnswerView, Options, RowView

_MARKS = re.compile(r"[\\`*_\[\]<>|~#]")
_LEADING = re.compile(r"^([-+=])|^(\d+)([.)])")
LEAST_OF_A_SPAN = 3  # steps in a row that a table names by the first and the last


def render(view: AnswerView, options: Options = PLAIN) -> str:
    lines = [*_heading(view), *(line for row in view.rows for line in _row(row, options))]
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    plain = _MARKS.sub(lambda m: f"\\{m.group()}", visible(text).replace("&", "&amp;"))
    return _LEADING.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", plain)


def _heading(view: AnswerView) -> Iterator[str]:
    yield f"# {view.verdict.upper()}: {escaped(words.asked(view))}"
    yield ""
    yield f"{escaped(view.title or view.matter)}, {escaped(words.place(view))}."
    yield ""
    if not view.rows and not view.not_covered:
        yield "No provision gives an instance of it, as the record stands; none is excluded for that."
    yield from _section("What could have given it", map(escaped, tried.attempts(view.attempts)))
    yield from _section("Not heard here", map(escaped, tried.not_heard(view)))
    yield from _section("In conflict", map(escaped, words.standoffs(view.in_conflict)))
    yield from _section("The record does not say", (escaped(line) for line in words.lacking(view)))
    yield from _section("Warnings", map(escaped, view.warnings))
    yield from _section("Not used", (escaped(line) for line in words.not_used(view)))
    yield from _section("Not covered", (escaped(g) for g in words.gaps(view)))


def _row(row: RowView, options: Options) -> Iterator[str]:
    yield f"## {row.verdict.upper()}: {escaped(words.row_text(row))}"
    yield ""
    if words.row_note(row):
        yield f"{escaped(words.row_note(row))}"
        yield ""
    steps = Numbered()
    for heading in proofs(row, options.depth):
        yield from _section(heading.words, [f"{n}. {line}" for n, line in steps.of(heading.proof)], "")
    yield from _section("Neither prevails", map(escaped, words.standoffs(row.neither_prevails)))
    yield from _section("Turns on", map(escaped, words.turns_on(words.open_things(row))))
    failed = (escaped(a) for a in tried.attempts(row.attempts))
    yield from _section(tried.attempted(row).capitalize(), failed)
    if tried.is_silence(row):
        yield f"{tried.silence(row).capitalize()}.\n"
    yield from _section("To be distinguished", (escaped(p) for p in row.precedents))
    yield from _section("Presumes", (escaped(p) for p in words.presumptions(row)))
    yield from _section("Warnings", (escaped(w) for w in words.warnings(row)))
    if words.is_independent(row):
        yield "Independent of every allegation and dispute.\n"
    yield from _section("Authorities", steps.table(), "")


def _section(heading: str, lines: Iterable[str], mark: str = "- ") -> Iterator[str]:
    found = words.once(lines)
    if found:
        yield f"### {heading}"
        yield ""
        yield from (mark + line for line in found)
        yield ""


@dataclass
class Numbered:
    """Numbers the steps of proofs, premises first; a step that was numbered before keeps its number."""

    _identity: Identity = field(default_factory=by_what_is_shown)
    _numbers: dict[int, int] = field(default_factory=dict)
    _authorities: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def of(self, proof: Node) -> Iterator[tuple[int, str]]:
        """The steps of a proof that are new, and at the end what it concludes."""
        if self._identity.of(proof) in self._numbers:
            yield len(self._numbers) + 1, f"The same as step {self._number(proof)}."
        pending = [proof]
        while pending:
            step = pending[-1]
            missing = [p for p in _rests_on(step) if self._identity.of(p) not in self._numbers]
            if missing:
                pending += reversed(missing)
                continue
            pending.pop()
            if self._identity.of(step) not in self._numbers:
                yield self._new(step), self._line(step)

    def _new(self, step: Node) -> int:
        number = self._numbers[self._identity.of(step)] = len(self._numbers) + 1
        if step.kind == "derived" and step.provision:
            self._authorities.setdefault((step.citation, step.title or step.provision), []).append(number)
        return number

    def _number(self, step: Node) -> int:
        return self._numbers[self._identity.of(step)]

    def _line(self, step: Node) -> str:
        """What a step says, on whose authority, and from which steps."""
        note = words.step_note(step)
        parts = [f"{words.said(step)} ({note})" if note else words.said(step)]
        parts += [part for part in (_by(step), step.reason) if part]
        also = [words.considered(p) for p in step.premises if p.kind == "considered"]
        also += [tried.attempt(p) for p in step.premises if tried.is_attempt(p)]
        return " ".join([f"{_sentences(parts)}{self._basis(step)}.", *(f"{_sentences([a])}." for a in also)])

    def _basis(self, step: Node) -> str:
        cases = [case for case in step.premises if case.kind == "case"]
        if cases:
            said = (f"{escaped(case.text)}: {self._from(case)}" for case in cases)
            return f" ({'; '.join(said)})"
        return f" ({self._from(step)})" if _rests_on(step) else ""

    def _from(self, step: Node) -> str:
        *first, last = [str(self._number(p)) for p in _rests_on(step)] or ["nothing"]
        return f"from {', '.join(first)} and {last}" if first else f"from {last}"

    def table(self) -> list[str]:
        if not self._authorities:
            return []
        rows = [
            f"| {escaped(citation)} | {escaped(title)} | {', '.join(spans(numbers))} |"
            for (citation, title), numbers in self._authorities.items()
        ]
        return ["| authority | provision | steps |", "|---|---|---|", *rows]


def spans(numbers: Iterable[int]) -> Iterator[str]:
    """Step numbers as a table lists pages: 2, 5, 7–12."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        same = [number for _, number in run]
        if len(same) < LEAST_OF_A_SPAN:
            yield from map(str, same)
        else:
            yield f"{same[0]}–{same[-1]}"


def _by(step: Node) -> str:
    """The authority of a step, with what there is to say of it."""
    if step.kind != "derived":
        return ""
    parts = (words.authority(step), words.authority_note(step), words.treated(step))
    return ", ".join(part for part in parts if part)


def _sentences(parts: list[str]) -> str:
    return ". ".join(escaped(part[:1].upper() + part[1:]) for part in parts)


def _rests_on(step: Node) -> list[Node]:
    """The steps that a step rests on, those of its cases among them."""
    own = [p for p in step.premises if p.kind not in ("case", "considered") and not tried.is_attempt(p)]
    return own + [p for case in step.premises if case.kind == "case" for p in case.premises]

"""An answer as a page of HTML that stands alone: no script, no address of anything else, made to be printed.

Steps can be folded by the reader; all are open at first, so that nothing is missing on paper. A step is
written in full once, under an anchor, and referred to after that. What stands too deep for a browser (they
stop nesting at some 500 elements) goes on in a list of its own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from decisis.proof.nodes import Identity, Node
from decisis.render import tried, words
from decisis.render.graph import proofs
from decisis.render.layout import visible
from decisis.render.shared import by_what_is_shown
from decisis.render.view import PLAIN, AnswerView, Options, RowView

DEEPEST = 24  # levels of steps in one list
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
.decisis { font: 1rem/1.45 Georgia, 'Times New Roman', serif; color: #1a1a1a; background: #fff; }
.decisis h2, .decisis h3, .decisis h4 { font-size: 1rem; margin: 1.2em 0 .4em; }
.decisis h2 { font-size: 1.2rem; }
.decisis .verdict { font: bold .8rem sans-serif; letter-spacing: .06em; text-transform: uppercase;
  border: 2px solid; border-radius: .3em; padding: .1em .5em; margin-right: .5em; }
.decisis .proved { color: #17603a; } .decisis .refuted { color: #9c1c1c; }
.decisis .conflicted { color: #7a1f7a; } .decisis .discretionary { color: #0b5a70; }
.decisis .undetermined { color: #7a5200; }
.decisis ol, .decisis ul { list-style: none; margin: 0; padding-left: 1.3em; border-left: 1px solid #ddd; }
.decisis li { margin: .25em 0; } .decisis summary { cursor: pointer; }
.decisis cite { display: block; font-style: italic; color: #333; }
.decisis .number { float: right; margin-left: 1em; } .decisis q { color: #333; }
.decisis .label { font-weight: bold; } .decisis .note { color: #595959; font-size: .88em; }
.decisis .considered, .decisis .attempt { color: #595959; }
.decisis table { border-collapse: collapse; } .decisis td, .decisis th { border: 1px solid #ccc;
  padding: .2em .6em; text-align: left; vertical-align: top; }
.decisis :target { background: #fff6d6; }
@media print { .decisis { font-size: 10.5pt; } .decisis summary { list-style: none; }
  .decisis li { break-inside: avoid-page; } .decisis h2 { break-after: avoid-page; } }
"""


def render(view: AnswerView, options: Options = PLAIN) -> str:
    return render_all([view], options)


def render_all(views: Sequence[AnswerView], options: Options = PLAIN) -> str:
    """Answers as one page."""
    title = views[0].title or views[0].matter if views else "No answer"
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_shown(title)}</title>\n"
        "<style>body { margin: 2em auto; max-width: 52em; padding: 0 1em; }</style>\n"
        "</head>\n<body>\n"
    )
    body = "".join(fragment(view, options, f"q{i}") for i, view in enumerate(views))
    return f"{head}<main>\n{body}</main>\n</body>\n</html>\n"


def fragment(view: AnswerView, options: Options = PLAIN, name: str = "q0") -> str:
    """An answer as a part of a page, with its own style. ``name`` begins its anchors."""
    return "".join(_fragment(view, options, name))


def _shown(text: str) -> str:
    return escape(visible(text))


def _fragment(view: AnswerView, options: Options, name: str) -> Iterator[str]:
    yield f'<section class="decisis">\n<style>{STYLE}</style>\n'
    yield f"<h2>{_verdict(view.verdict)}{_shown(words.asked(view))}</h2>\n"
    yield f'<p class="note">{_shown(view.title or view.matter)}, {_shown(words.place(view))}.</p>\n'
    if not view.rows and not view.not_covered:
        said = "No provision gives an instance of it, as the record stands; none is excluded for that."
        yield f"<p>{said}</p>\n"
    yield from _list("What could have given it", tried.attempts(view.attempts))
    yield from _list("Not heard here", tried.not_heard(view))
    yield from _list("In conflict", words.standoffs(view.in_conflict))
    yield from _list("The record does not say", words.lacking(view))
    yield from _list("Warnings", view.warnings)
    yield from _list("Not used", words.not_used(view))
    yield from _list("Not covered", words.gaps(view))
    for number, row in enumerate(view.rows):
        yield from _row(row, options, f"{name}a{number}")
    yield "</section>\n"


def _verdict(verdict: str) -> str:
    return f'<span class="verdict {verdict.split()[0]}">{_shown(verdict)}</span>'


def _row(row: RowView, options: Options, name: str) -> Iterator[str]:
    yield f"<h3>{_verdict(row.verdict)}{_shown(words.row_text(row))}</h3>\n"
    if words.row_note(row):
        yield f'<p class="note">{_shown(words.row_note(row))}</p>\n'
    steps = Steps(name)
    for heading in proofs(row, options.depth):
        yield f"<h4>{_shown(heading.words)}</h4>\n<ol>\n"
        yield from steps.write(heading.proof)
        yield "</ol>\n"
        yield from steps.rest()
    yield from _list("Neither prevails", words.standoffs(row.neither_prevails))
    yield from _list("Turns on", words.turns_on(words.open_things(row)))
    yield from _list(tried.attempted(row).capitalize(), tried.attempts(row.attempts))
    if tried.is_silence(row):
        yield f"<p>{tried.silence(row).capitalize()}.</p>\n"
    yield from _list("Presumes", words.presumptions(row))
    yield from _list("Warnings", words.warnings(row))
    if words.is_independent(row):
        yield "<p>Independent of every allegation and dispute.</p>\n"
    yield from _authorities(steps)


def _list(heading: str, lines: Iterable[str]) -> Iterator[str]:
    found = words.once(lines)
    if found:
        yield f"<h4>{heading}</h4>\n<ul>\n"
        yield from (f"<li>{_shown(line)}</li>\n" for line in found)
        yield "</ul>\n"


def _authorities(steps: Steps) -> Iterator[str]:
    if not steps.authorities:
        return
    yield "<h4>Authorities</h4>\n<table>\n<tr><th>authority</th><th>provision</th><th>steps</th></tr>\n"
    for (citation, title), anchors in steps.authorities.items():
        links = ", ".join(f'<a href="#{anchor}">{number}</a>' for number, anchor in anchors)
        yield f"<tr><td>{_shown(citation)}</td><td>{_shown(title)}</td><td>{links}</td></tr>\n"
    yield "</table>\n"


_Piece = str | tuple[Node, int]  # of the page: as it is, or a step at a depth that is still to be written


@dataclass
class Steps:
    """Writes proofs as lists in lists; equal steps with premises are written in full once."""

    name: str
    authorities: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=dict)
    _identity: Identity = field(default_factory=by_what_is_shown)
    _anchors: dict[int, int] = field(default_factory=dict)
    _written: set[int] = field(default_factory=set)
    _later: deque[Node] = field(default_factory=deque)

    def write(self, proof: Node) -> Iterator[str]:
        """A proof, down to the steps that go on in a list of their own."""
        pending: list[_Piece] = [(proof, 0)]
        while pending:
            piece = pending.pop()
            if isinstance(piece, str):
                yield piece
            else:
                pending += reversed(list(self._step(*piece)))

    def rest(self) -> Iterator[str]:
        """The steps that stood too deep."""
        while self._later:
            yield "<ol>\n"
            yield from self.write(self._later.popleft())
            yield "</ol>\n"

    def _step(self, step: Node, depth: int) -> Iterator[_Piece]:
        kind = f"step {step.kind.replace(' ', '_')}" + (
            " attempt" if step.reason and step.kind == "absent" else ""
        )
        if not step.premises:
            yield f'<li class="{kind}">{self._words(step)}</li>\n'
            return
        identity = self._identity.of(step)
        number = self._anchors.setdefault(identity, len(self._anchors) + 1)
        if identity in self._written:
            yield f'<li class="{kind} again">{self._reference(step, number, "as shown at")}</li>\n'
        elif depth >= DEEPEST:
            self._later.append(step)
            yield f'<li class="{kind} again">{self._reference(step, number, "as shown below, at")}</li>\n'
        else:
            self._written.add(identity)
            yield f'<li class="{kind}" id="{self.name}s{number}"><details open><summary>'
            yield f'<span class="number note">{number}</span>{self._words(step, number)}</summary>\n<ol>\n'
            yield from ((premise, depth + 1) for premise in step.premises)
            yield "</ol></details></li>\n"

    def _reference(self, step: Node, number: int, how: str) -> str:
        link = f'<a class="note" href="#{self.name}s{number}">{how} step {number}</a>'
        return f"{_label(step)}{_shown(step.text)} {link}"

    def _words(self, step: Node, number: int = 0) -> str:
        if step.kind == "considered":
            return f"considered: {_shown(words.considered(step))}"
        if tried.is_attempt(step):
            return _shown(tried.attempt(step))
        parts = [
            _label(step)
            + ("in force: " if step.section == "in force" else "")
            + ("although " if step.section == "despite" else "")
            + _shown(step.text)
        ]
        if step.quote:
            parts.append(f"<q>{_shown(step.quote)}</q>")
        if step.kind == "derived":
            parts.append(self._authority(step, number))
        note = ", ".join(part for part in (words.step_note(step), step.reason) if part)
        if note:
            parts.append(f'<span class="note">{_shown(note)}</span>')
        return " ".join(part for part in parts if part)

    def _authority(self, step: Node, number: int) -> str:
        if step.provision and number:
            key = (step.citation, step.title or step.provision)
            self.authorities.setdefault(key, []).append((number, f"{self.name}s{number}"))
        note = "; ".join(part for part in (words.authority_note(step), words.treated(step)) if part)
        said = _shown(words.authority(step)) + (f' <span class="note">{_shown(note)}</span>' if note else "")
        return f"<cite>{said}</cite>" if said else ""


def _label(step: Node) -> str:
    return f'<span class="label">{_shown(step.label)}</span> ' if step.label else ""

"""`decisis ask-me`: an interview that asks only what can still change the answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decisis.cli.streams import accept_any_bytes
from decisis.cli.terminal import paint, width

if TYPE_CHECKING:
    from decisis.api.matter import Matter
    from decisis.diagnostics import Rejected
    from decisis.questions.interview import Interview
    from decisis.questions.interview_words import Asked

FORMAT = "decisis.interview/1"
MOST_NAMED = 3  # of what was taken as all there is


@click.command("ask-me")
@click.argument("case")
@click.argument("question")
@click.option("--variant", help="Ask about a variant of the matter.")
@click.option("--court", help="Ask in this court.")
@click.option("--as-of", help="Ask as of this day (YYYY-MM-DD).")
@click.option("--logic", help="Folder of areas of law, instead of the library that ships.")
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=5,
    show_default=True,
    help="Of computing, before the search for what to ask next stops.",
)
@click.option("--save", type=click.Path(dir_okay=False), help="Write the case with what was answered.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, both ways: for another program."
)
def ask_me(
    case: str,
    question: str,
    variant: str | None,
    court: str | None,
    as_of: str | None,
    logic: str | None,
    seconds: float,
    save: str | None,
    as_json: bool,
) -> None:
    """Ask what CASE does not say, as far as it can change the answer to QUESTION, until nothing can.

    Answers are yes, no, values, none or unknown, one line each; `stop` ends the interview.
    """
    from decisis.api.doctrine import load_doctrine
    from decisis.casework.inquiry import question_in
    from decisis.questions.interview import interview

    doctrine = load_doctrine(logic)
    place = Place(variant or "", court or "", as_of or "")
    matter = place.of(doctrine.matter(case))
    asked = question_in(matter.current, question)
    accept_any_bytes(sys.stdin)
    talk = _Json() if as_json else _Text()
    found = _held(interview(matter.asked, asked, matter.filed.library, seconds), talk)
    if save:
        _save(Path(save), case, lambda text: place.of(doctrine.matter(text)), question, found)
    talk.end(matter, question, found)


@dataclass(frozen=True)
class Place:
    """The variant, the court and the day that are asked about, where they are not those of the file."""

    variant: str
    court: str
    as_of: str

    def of(self, matter: Matter) -> Matter:
        matter = matter.variant(self.variant) if self.variant else matter
        matter = matter.in_court(self.court) if self.court else matter
        return matter.as_of(self.as_of) if self.as_of else matter


def _held(interview: Interview, talk: Talk) -> Interview:
    """The interview, held until nothing changes the answer, or nobody answers any more."""
    from decisis.diagnostics import Rejected
    from decisis.questions.interview_words import put, read, wants_more

    while (asking := interview.next) is not None:
        number, asked = len(interview.replies) + 1, put(interview, asking)
        talk.ask(number, asked)
        while True:
            answer = talk.answer()
            if answer is None:
                return interview
            more = wants_more(asked, answer)
            if more is not None:
                talk.ask(number, more)
                continue
            try:
                interview = interview.answered(read(interview, asking.item, answer))
                break
            except Rejected as rejected:
                talk.refuse(rejected)
    return interview


# --- as text --------------------------------------------------------------------------------------------


class _Text:
    """Questions on standard output, answers from standard input, a line each."""

    def ask(self, number: int, asked: Asked) -> None:
        click.echo(f"{number}. {asked.text}")
        if asked.because:
            click.echo(f"   {asked.because}{f', element {asked.element}' if asked.element else ''}")
        click.echo(f"   answer {asked.how}")

    def answer(self) -> str | None:
        try:
            line = input("> ") if sys.stdin.isatty() else sys.stdin.readline()
        except EOFError:
            return None
        ended = not line and not sys.stdin.isatty()
        return None if ended or line.strip() in ("stop", "quit") else line

    def refuse(self, rejected: Rejected) -> None:
        from decisis.render.diagnostics_text import diagnostics_text

        click.echo(diagnostics_text(rejected.diagnostics), err=True)

    def end(self, matter: Matter, question: str, interview: Interview) -> None:
        from decisis.render import render

        click.echo(render("text", [_view(matter, question, interview)], width=width(), paint=paint()))
        click.echo(_why_it_ended(interview))


def _why_it_ended(interview: Interview) -> str:
    from decisis.proof.wording import source_text

    number = len(interview.replies)
    asked = "1 question was asked" if number == 1 else f"{number} questions were asked"
    if interview.next is not None:
        return f"{asked}; there are others whose answers can change this"
    if interview.skipped:
        things = "1 thing" if len(interview.skipped) == 1 else f"{len(interview.skipped)} things"
        named = ", ".join(dict.fromkeys(item.relation for item in interview.skipped))
        return (
            f"{asked}; the search was cut short (`--seconds` gives it more time): "
            f"whether {things} more can change this was not seen: {named}"
        )
    ended = f"{asked}; nothing else that can be answered was found to change this"
    whole = [source_text(item.relation, item.values) for item in interview.taken_as_all]
    if not whole:
        return ended
    more = f" and {len(whole) - MOST_NAMED} more" if len(whole) > MOST_NAMED else ""
    return f"{ended}; what the record says of {', '.join(whole[:MOST_NAMED])}{more} was taken to be all of it"


def _view(matter: Matter, question: str, interview: Interview) -> Any:
    from decisis.casework.certified import certify
    from decisis.casework.inquiry import answered, question_in
    from decisis.casework.present import present

    found = answered(matter.current, interview.asked, question_in(matter.current, question))
    certify([found])
    return present(found, proofs=False)


# --- as JSON --------------------------------------------------------------------------------------------


class _Json:
    """One object a line: questions out, `{"answer": …}` in, and the answer at the end."""

    def _write(self, event: str, **data: Any) -> None:
        click.echo(json.dumps({"format": FORMAT, "event": event, **data}, ensure_ascii=False))

    def ask(self, number: int, asked: Asked) -> None:
        arguments = [
            {"name": a.name, "sort": a.sort, "value": a.value or None, "choices": list(a.choices)}
            for a in asked.arguments
        ]
        because = {"provision": asked.provision, "text": asked.because, "element": asked.element}
        self._write(
            "question",
            number=number,
            text=asked.text,
            literal=asked.literal,
            relation=asked.relation,
            arguments=arguments,
            dispute={"name": asked.dispute, "sides": list(asked.sides)} if asked.dispute else None,
            because=because if asked.provision else None,
        )

    def answer(self) -> str | None:
        while line := sys.stdin.readline():
            try:
                return _as_text(json.loads(line)["answer"])
            except (ValueError, KeyError, TypeError):
                self._write("error", diagnostics=[], message='send one object a line: {"answer": "yes"}')
        return None

    def refuse(self, rejected: Rejected) -> None:
        from decisis.render.diagnostics_text import as_data

        self._write("error", diagnostics=[as_data(d) for d in rejected.diagnostics])

    def end(self, matter: Matter, question: str, interview: Interview) -> None:
        from decisis.proof.wording import source_text
        from decisis.render import render

        answer = json.loads(render("json", [_view(matter, question, interview)]))
        skipped = [source_text(item.relation, item.values) for item in interview.skipped]
        self._write(
            "end",
            asked=len(interview.replies),
            more=interview.next is not None,
            skipped=skipped,
            answer=answer,
        )


def _as_text(answer: object) -> str | None:
    """`"yes"`, `"4 years"`, or a list of rows, each a value or a list of values; null ends the interview."""
    match answer:
        case None:
            return None
        case bool():
            return "yes" if answer else "no"
        case str() | int():
            return str(answer)
        case list():
            rows = (", ".join(map(str, row)) if isinstance(row, list) else str(row) for row in answer)
            return "; ".join(rows) or "none"
        case _:
            raise TypeError


Talk = _Text | _Json


# --- kept -------------------------------------------------------------------------------------------------


def _save(
    path: Path, case: str, read_again: Callable[[str], Matter], question: str, interview: Interview
) -> None:
    """The case with what was answered; asked again before it is written. Raises Rejected."""
    from decisis.diagnostics import Diagnostic, Rejected
    from decisis.files import read_source
    from decisis.questions.interview_words import record_text, with_disputes_resolved
    from decisis.repl.disk import write_whole

    base = with_disputes_resolved(read_source(case).text, interview)
    name = next(n for n in _names() if f"source {n} " not in base)
    text = f"{base.rstrip()}\n\n{record_text(interview, name)}".rstrip() + "\n"
    if read_again(text).ask(question).verdict != interview.verdict:
        raise Rejected((Diagnostic("E0612", "what was answered could not be written down as it is"),))
    write_whole(path, text, over=False)


def _names() -> Iterator[str]:
    yield "interview"
    number = 1
    while number := number + 1:
        yield f"interview_{number}"

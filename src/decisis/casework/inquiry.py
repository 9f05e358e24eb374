"""One question put to a matter, with what the asker changes for the asking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from decisis.casework.answer import Answer, ask
from decisis.casework.matter import Matter
from decisis.casework.question import Question, question_of
from decisis.casework.record import Fact, literal_values
from decisis.casework.verdict import Asked
from decisis.compiler.check import check_ground_literal
from decisis.compiler.names import did_you_mean, near_miss
from decisis.compiler.precedence import before_authority
from decisis.compiler.resolve import positional
from decisis.diagnostics import Diagnostic, Rejected, errors
from decisis.engine import DEFAULT, Engine, engine
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.parser import parse_literal


@dataclass(frozen=True)
class Inquiry:
    """What differs from the matter as its file states it."""

    as_of: str = ""
    court: str = ""
    without: tuple[str, ...] = ()
    assume: tuple[str, ...] = ()
    before: str = ""
    variant: str = ""
    engine: str = DEFAULT


def answers(matter: Matter, questions: Iterable[str], inquiry: Inquiry) -> Iterator[Answer]:
    """Answers to questions by their names, or to literals as they would be written. Raises Rejected."""
    asked = asked_of(matter, inquiry)
    for question in [question_in(matter, text) for text in questions]:
        yield answered(matter, asked, question)


def answered(matter: Matter, asked: Asked, question: Question) -> Answer:
    """The answer to a question, asked of one state of a matter."""
    return Answer(
        matter=matter.name,
        title=matter.title,
        court=asked.setting.court,
        court_title=matter.library.courts[asked.setting.court].title.text,
        as_of=asked.setting.as_of,
        question=question,
        rows=ask(asked, question),
    )


def answer(matter: Matter, question: str, inquiry: Inquiry) -> Answer:
    """The answer to one question."""
    return next(answers(matter, (question,), inquiry))


def asked_of(matter: Matter, inquiry: Inquiry) -> Asked:
    """The matter in the setting and with the assumptions of an inquiry."""
    library = matter.library
    base = matter.variants[_known(inquiry.variant or matter.name, matter.variants, "variant")]
    setting = base.setting
    if inquiry.court:
        setting = replace(setting, court=_known(inquiry.court, library.courts, "court"))
    if inquiry.as_of:
        setting = replace(setting, as_of=_day(inquiry.as_of))
    if inquiry.before:
        authority = _known(inquiry.before, library.authorities, "authority")
        setting = before_authority(setting, authority, library)
    names = set(library.provisions) | set(library.authorities)
    aside = {_known(n, names, "provision or authority") for n in inquiry.without}
    setting = replace(setting, set_aside=setting.set_aside | aside)
    assumed = [_assumption(matter, text) for text in inquiry.assume]
    return Asked(matter.court(_engine(inquiry.engine)), setting, base.record.add(*assumed))


def _engine(name: str) -> Engine:
    try:
        return engine(name)
    except ValueError as unknown:
        raise Rejected((Diagnostic("E0501", str(unknown)),)) from None


def _known(name: str, known: Collection[str], what: str) -> str:
    if name not in known:
        raise Rejected(
            (Diagnostic("E0502", f"no {what} is called `{name}`", help=did_you_mean(name, known)),)
        )
    return name


def _day(text: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Rejected(
            (Diagnostic("E0503", f"`{text}` is not a day", help="write it as 2004-02-17"),)
        ) from None


def question_in(matter: Matter, text: str) -> Question:
    """A question by its name, or a literal as it would be written. Raises Rejected."""
    if text in matter.questions:
        return matter.questions[text]
    if "(" not in text:
        raise Rejected(
            (
                Diagnostic(
                    "E0504",
                    f"matter `{matter.name}` has no question `{text}`",
                    notes=(f"its questions are {', '.join(f'`{q}`' for q in matter.questions)}",),
                    help=did_you_mean(text, matter.questions, "write a literal to ask something else"),
                ),
            )
        )
    return question_of(text, _literal(matter, text, variables=True))


def _assumption(matter: Matter, text: str) -> Fact:
    relation, values = literal_values(_literal(matter, text, variables=False))
    return Fact(relation, values, "assumed", source="assumed", prevails=True)


def _literal(matter: Matter, text: str, *, variables: bool) -> ast.Literal:
    literal, problems = parse_literal(Source("<command line>", text))
    if literal is None or errors(problems):
        raise Rejected(problems)
    settled, complaints = positional(literal, matter.library)
    complaints = complaints or check_ground_literal(settled, matter.library, allow_variables=variables)
    if errors(tuple(complaints)):
        raise Rejected(tuple(complaints))
    found: ast.Literal = settled
    refuse_near_misses(found, matter)
    return found


def refuse_near_misses(literal: ast.Literal, matter: Matter) -> None:
    """A thing that nobody named, but for a letter or so of one that somebody did, is a slip."""
    known = {str(v) for f in matter.record.facts for v in f.values} | set(matter.library.individuals)
    known |= {c.name.text for s in matter.library.sorts.values() for c in s.choices or ()}
    for term in (a.term for a in literal.atom.arguments):
        if isinstance(term, ast.Constant) and isinstance(term.value, str) and term.value not in known:
            close = near_miss(term.value, known)
            if close:
                message = f"nothing in the matter is called `{term.value}`"
                raise Rejected((Diagnostic("E0505", message, term.span, help=f"did you mean `{close}`?"),))

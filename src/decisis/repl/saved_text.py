"""A session as the text of a case file: the case, what was typed, and the session as a variant of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from decisis.api.answer import Answer
from decisis.casework.expectations import check_expectations
from decisis.casework.matter import Written
from decisis.casework.record import Record, Side
from decisis.casework.row import Row
from decisis.diagnostics import Diagnostic, Rejected
from decisis.engine import DEFAULT, engine
from decisis.repl.session import SESSION, Session
from decisis.repl.typed import joined
from decisis.source import Source
from decisis.values import Bounds, Duration, Money, Value, written

MOST_EXPECTED = 12  # rows of one answer that are written one by one


def next_session(session: Session) -> str:
    """The name that the session is saved under: one that no variant of its file has."""
    taken = session.workshop.filed(()).filed.variants if session.workshop.source.text.strip() else {}
    names = (SESSION if n == 1 else f"{SESSION}_{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def saved_text(session: Session, path: str) -> str:
    """The text, which has been read again and found to say the same. Raises Rejected."""
    questions = dict(_questions(session))
    blocks = [f"question {name}: {asked}" for asked, name in questions.items() if name != asked]
    text = joined(session.workshop.source.text, (*session.state.typed, *blocks)).lstrip("\n")
    text = f"{text.rstrip()}\n\n{session_variant(session)}\n"
    text += "".join(f"  {line}\n" for line in dict.fromkeys(_expectations(session, questions)))
    _read_again(session, text, path)
    return text


def session_variant(session: Session) -> str:
    origin = session.state.origin or session.matter.name
    head = f'variant {next_session(session)} "What a session changed" of {origin}'
    return "\n".join((head, *(f"  {change}" for change in session.state.changes)))


def _questions(session: Session) -> Iterator[tuple[str, str]]:
    """What was asked, by name; a literal gets one of its own."""
    filed = session.matter.filed.questions
    names = (f"asked_{n}" for n in range(1, len(filed) + len(session.asked) + 2))
    free = (name for name in names if name not in filed)
    for asked in session.asked:
        if asked in filed:
            yield asked, asked
        elif _can_be_asked(session, asked):
            yield asked, next(free)


def _can_be_asked(session: Session, question: str) -> bool:
    try:
        session.matter.ask(question)
    except Rejected:
        return False
    return True


def _expectations(session: Session, questions: dict[str, str]) -> Iterator[str]:
    """The answers to what was asked, so that `decisis test` finds out when they change."""
    for asked, name in questions.items():
        yield from expectations(session.matter.ask(asked), name)
    gone = no_longer_so(session)
    yield from (" ".join(text.split()) for text in session.state.expects if text not in gone)


def no_longer_so(session: Session) -> tuple[str, ...]:
    """What was expected, and what the session has changed since: it would fail if it were written."""
    return tuple(text for text in session.state.expects if failures(session, text))


def failures(session: Session, expectation: str) -> tuple[str, ...]:
    """What is answered otherwise than is expected of the session as it is. Raises Rejected."""
    matter = session.workshop.compiled((*session.state.typed, session_variant(session), expectation))
    last = Written(matter.library, matter.expectations[-1:])
    (result,) = check_expectations(replace(matter, read_written=lambda: last), matter.court(engine(DEFAULT)))
    return result.failures


def expectations(answer: Answer, name: str) -> Iterator[str]:
    rows = answer.found.headline_rows
    exact = all(writable(v) for row in rows for v in row.bindings.values())
    if answer.found.question.names and exact and 0 < len(rows) <= MOST_EXPECTED:
        yield from (f"expect {name} is {_values(row)}" for row in rows)
    else:
        yield f"expect {name} is {answer.verdict}{' by cases' * answer.by_cases}"


def _values(row: Row) -> str:
    values = ", ".join(f"{n} = {written(v)}" for n, v in row.bindings.items())
    return values if row.verdict == "proved" else f"{values} {row.verdict}"


def writable(value: Value) -> bool:
    """Whether an expectation can name a value: not bounds, and nothing below zero."""
    match value:
        case Bounds():
            return False
        case Duration():
            return value.months >= 0 and value.days >= 0
        case Money():
            return value.amount >= 0
        case int() | Decimal():
            return value >= 0
        case _:
            return True


def _read_again(session: Session, text: str, path: str) -> None:
    """Refuses to save what would not be the session again."""
    workshop = session.workshop
    matter = workshop.loader.matter_of(Source(path, text), Path(path).parent)
    state = matter.variants[next_session(session)]
    now = session.matter.state
    if (state.setting, _said(state.record)) != (now.setting, _said(now.record)):
        message = "the session could not be written down as it is"
        raise Rejected((Diagnostic("E0612", message, help="report it with the lines that were typed"),))


def _said(record: Record) -> object:
    """What a record says, wherever it is written; an imprecise value is one of its own where it stands."""
    facts = [replace(f, span=None, values=tuple(map(written, f.values)), others=()) for f in record.facts]
    disputes = [
        replace(
            d, side=_side(d.side), other=_side(d.other), resolved_as=d.resolved_as and _side(d.resolved_as)
        )
        for d in record.disputes
    ]
    return facts, disputes, record.settled


def _side(side: Side) -> Side:
    return replace(side, values=tuple(map(written, side.values)))

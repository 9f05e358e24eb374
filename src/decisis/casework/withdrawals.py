"""What each fact of a record does: the verdicts that change when it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from decisis.casework.answer import HEADLINES, Asked, Question, ask
from decisis.casework.asking import Court
from decisis.casework.matter import Matter
from decisis.casework.record import Record
from decisis.engine import Engine
from decisis.proof.wording import source_text
from decisis.values import text


@dataclass(frozen=True)
class Change:
    """A question whose answer is another one without a fact."""

    question: str
    before: str
    after: str


@dataclass(frozen=True)
class Withdrawal:
    """A fact or dispute of the record, and what changes without it."""

    what: str
    where: str
    changes: tuple[Change, ...]


def withdrawals(matter: Matter, engine: Engine) -> Iterator[Withdrawal]:
    """Every fact and dispute of a matter, in the order of the record, each withdrawn alone."""
    court = Court(matter.library, engine)
    before = _answers(matter, court, matter.record)
    for what, where, record in _without_one(matter.record):
        after = _answers(matter, court, record)
        changes = tuple(Change(q, before[q], after[q]) for q in before if before[q] != after[q])
        yield Withdrawal(what, where, changes)


def _without_one(record: Record) -> Iterator[tuple[str, str, Record]]:
    for fact in record.facts:
        yield source_text(fact.relation, fact.values), f"{fact.status}, {fact.where}", record.without(fact)
    for dispute in record.disputes:
        rest = tuple(d for d in record.disputes if d is not dispute)
        yield f"dispute {dispute.name}", dispute.where, replace(record, disputes=rest)


def _answers(matter: Matter, court: Court, record: Record) -> dict[str, str]:
    asked = Asked(court, matter.setting, record)
    return {name: _answer(asked, question) for name, question in matter.questions.items()}


def _answer(asked: Asked, question: Question) -> str:
    """The headline verdict, with the values that have it."""
    rows = ask(asked, question)
    verdict = next((v for v in HEADLINES if any(r.verdict == v for r in rows)), "undetermined")
    values = [", ".join(f"{n} = {text(v)}" for n, v in r.bindings.items()) for r in rows if r.verdict == verdict]
    named = [v for v in values if v] if verdict != "undetermined" else []
    return f"{verdict} ({'; '.join(named)})" if named else verdict


def withdrawals_text(matter: Matter, engine: Engine) -> str:
    """One line for each fact, and one under it for each answer that changes."""
    lines = [matter.title, ""]
    for withdrawal in withdrawals(matter, engine):
        lines.append(f"without {withdrawal.what}  [{withdrawal.where}]")
        lines += [f"    {c.question}: {c.before} → {c.after}" for c in withdrawal.changes]
        if not withdrawal.changes:
            lines.append("    nothing changes")
    return "\n".join(lines) + "\n"

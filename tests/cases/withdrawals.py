"""What each fact of a record does: the answers that change when it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from decisis.casework.answer import answer_words, ask, with_headline
from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.record import Record
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.engine import Engine
from decisis.proof.argument import Ground
from decisis.proof.wording import literal_of, source_text
from decisis.rules.relevance import reachable_relations


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


@dataclass(frozen=True)
class _Part:
    """One part of a record, the record without it, and where it enters the lowered program."""

    what: str
    where: str
    relations: frozenset[str]  # declared
    facts: frozenset[Ground]
    rest: Record


@dataclass(frozen=True)
class _Before:
    """A question answered on the whole record."""

    question: Question
    asked: Asked
    rows: tuple[Row, ...]

    @property
    def reach(self) -> frozenset[str]:
        """The declared relations that the answer can depend on."""
        program = self.asked.run.lowered.program
        return frozenset(literal_of(r)[0] for r in reachable_relations(program, self.question.relation))


def withdrawals(matter: Matter, engine: Engine) -> Iterator[Withdrawal]:
    """Every fact and dispute of a matter, in the order of the record, each withdrawn alone."""
    court = matter.court(engine).searching()  # no command shows these: they need no check
    asked = Asked(court, matter.setting, matter.record)
    before = [_Before(q, asked.about(q.relation), ask(asked, q)) for q in matter.questions.values()]
    reaches = [b.reach for b in before]
    for part in _parts(matter.record):
        touched = [b for b, reach in zip(before, reaches, strict=True) if part.relations & reach]
        changes = (change for b in touched if (change := _change(b, part)) is not None)
        yield Withdrawal(part.what, part.where, tuple(changes))


def _parts(record: Record) -> Iterator[_Part]:
    for fact in record.facts:
        where = f"{fact.status}, {fact.where}"
        relations = frozenset({literal_of(fact.relation)[0]})
        facts = frozenset({Ground(fact.lowered, fact.values)})
        yield _Part(source_text(fact.relation, fact.values), where, relations, facts, record.without(fact))
    for dispute in record.disputes:
        rest = replace(record, disputes=tuple(d for d in record.disputes if d is not dispute))
        sides = (dispute.side, dispute.other)
        relations = frozenset(
            {*(literal_of(s.relation)[0] for s in sides), "issue unresolved", "issue disputed"}
        )
        yield _Part(f"dispute {dispute.name}", dispute.where, relations, frozenset(), rest)


def _change(before: _Before, part: _Part) -> Change | None:
    """The change in the answer: its verdict, its values, or the number of its independent grounds."""
    rows = ask(replace(before.asked, record=part.rest), before.question)
    old, new = answer_words(before.rows), answer_words(rows)
    if old == new and _rests_on(before.rows, part):
        old, new = (f"{words}{_grounds(r)}" for words, r in ((old, before.rows), (new, rows)))
    return Change(before.question.name, old, new) if old != new else None


def _rests_on(rows: tuple[Row, ...], part: _Part) -> bool:
    return any(part.facts & ground.support for row in with_headline(rows) for ground in row.grounds)


def _grounds(rows: tuple[Row, ...]) -> str:
    counts = ", ".join(str(r.independent_grounds) for r in with_headline(rows))
    return f", independent grounds: {counts}"


def withdrawals_text(matter: Matter, engine: Engine) -> str:
    """One line for each fact, and one under it for each answer that changes."""
    lines = [matter.title, ""]
    for withdrawal in withdrawals(matter, engine):
        lines.append(f"without {withdrawal.what}  [{withdrawal.where}]")
        lines += [f"    {c.question}: {c.before} → {c.after}" for c in withdrawal.changes]
        if not withdrawal.changes:
            lines.append("    nothing changes")
    return "\n".join(lines) + "\n"

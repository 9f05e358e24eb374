"""The answer to a question: a row for each instance, and what an undetermined one lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property

from decisis.casework.agreement import agreed, is_made_exact, told_once
from decisis.casework.arising import arising
from decisis.casework.coverage import Gap
from decisis.casework.elsewhere import Unused
from decisis.casework.programs import Told
from decisis.casework.question import Question
from decisis.casework.record import Side, opposite
from decisis.casework.row import Row, same_key
from decisis.casework.verdict import Asked
from decisis.casework.warnings import unchecked
from decisis.compiler.setting import DATED, Silence
from decisis.dataclass import dataclass, field
from decisis.proof.argument import Pattern
from decisis.proof.attempts import attempts
from decisis.proof.nodes import Node
from decisis.proof.other_values import ANOTHER_VALUE
from decisis.rules import naming
from decisis.values import Value, sort_key, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decisis.casework.leads import Search
    from decisis.compiler.library import Library

HEADLINES = ("conflicted", "proved", "discretionary", "refuted", "undetermined")


@dataclass(frozen=True)
class Answer:
    """The answer to a question: its headline, and a row for each instance."""

    matter: str
    title: str
    court: str
    court_title: str
    as_of: date
    question: Question
    asked: Asked = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    notes: tuple[str, ...] = ()  # on the asking, which each row carries as a warning
    gaps: tuple[Gap, ...] = ()  # in what the library covers, that the question can depend on
    read_unused: Callable[[Iterable[str]], Iterable[Unused]] = field(
        default=lambda relations: (), repr=False, compare=False
    )

    @property
    def not_covered(self) -> tuple[Gap, ...]:
        """The gaps that may be why nothing is decided."""
        return (*self.gaps, *self.search.uncounted) if self.verdict == "undetermined" else ()

    @cached_property
    def attempts(self) -> tuple[Node, ...]:
        """Where there is no instance: each provision that could have given one, and where it failed."""
        if self.rows:
            return ()
        run, asked = self.asked.run, self.question
        return tuple(attempts(run.argument, run.wording, Pattern(_literal(asked), asked.pattern)))

    @cached_property
    def not_heard(self) -> tuple[Silence, ...]:
        """Provisions that speak on another day, of what none that speaks on this one could give."""
        if (self.verdict != "undetermined" and not self._is_silence) or self._leads_on:
            return ()
        found = (s for sought in self._not_given() for s in self._silent_on(*sought))
        return tuple(dict.fromkeys(s for s in found if s.kind in DATED))

    def _silent_on(
        self, relation: str, negated: bool, pattern: tuple[Value | None, ...]
    ) -> tuple[Silence, ...]:
        """The provisions on a literal that do not speak here."""

        def read(library: Library) -> tuple[Silence, ...]:
            from decisis.compiler.unheard import silent_on

            return tuple(silent_on(relation, negated, pattern, library, self.asked.setting))

        told = Told("silent", (relation, str(negated), *pattern), self.asked.setting)
        return self.asked.court.programs.told(told, Silence, read)

    def _not_given(self) -> Iterator[tuple[str, bool, tuple[Value | None, ...]]]:
        """What is asked, if nothing could give it, and what the record lacks; with whether it is denied."""
        tried = (*self.attempts, *(step for row in self.rows for step in row.attempts))
        if all(step.section in ("in force", ANOTHER_VALUE) for step in tried):
            denied = self.question.negated and not self._is_silence
            yield self.question.relation, denied, self.question.pattern
        for name in dict.fromkeys(lead.relation for lead in self.search.leads):
            yield name, False, ()

    @property
    def _is_silence(self) -> bool:
        """Whether nothing but silence decides it."""
        return bool(self.rows) and all(row.is_silence for row in self.rows)

    @property
    def _leads_on(self) -> bool:
        """Whether something open decides each row."""
        return bool(self.rows) and all(map(_leads_on, self.rows))

    @cached_property
    def not_used(self) -> tuple[Unused, ...]:
        """The areas that the matter does not use, and that may be why nothing is decided, or why nothing is
        heard where silence decides."""
        sought = self._looked_for.relations if self._is_silence else self.search.relations
        return tuple(self.read_unused(sought)) if sought else ()

    @property
    def _looked_for(self) -> Search:
        """What would first have to be so for what silence denies."""
        from decisis.casework.leads import search

        return search(self.asked, self.question.relation, self.question.pattern)

    @cached_property
    def search(self) -> Search:
        """What an undetermined answer lacks; nothing where something open decides each of its rows."""
        from decisis.casework.leads import Search, search

        if self.verdict != "undetermined" or self._leads_on:
            return Search()
        return search(self.asked, _literal(self.question), self.question.pattern)

    @property
    def warnings(self) -> tuple[str, ...]:
        """That law which asks for what the record lacks is from memory, as far as no row says so."""
        asking = [*self.attempts, *(lead.step for lead in self.search.leads)]
        told = {step.citation for row in self.rows for step in row.attempts}
        return tuple(unchecked(step for step in asking if step.citation not in told))

    @property
    def verdict(self) -> str:
        """The first of conflicted, proved, discretionary, refuted, undetermined that occurs."""
        return headline(self.rows)

    @property
    def headline_rows(self) -> tuple[Row, ...]:
        return tuple(r for r in self.rows if r.verdict == self.verdict)


def _literal(question: Question) -> str:
    """The relation asked about, or its denial."""
    return naming.denied(question.relation) if question.negated else question.relation


def _leads_on(row: Row) -> bool:
    """Whether something open decides a row whichever way it falls."""
    decided = ("proved", "refuted")
    return any(o.outcomes and all(o_[1] in decided for o_ in o.outcomes) for o in row.open_things)


def headline(rows: Iterable[Row]) -> str:
    """The first verdict of `HEADLINES` that some row has."""
    found = {row.verdict for row in rows}
    return next((v for v in HEADLINES if v in found), "undetermined")


def with_headline(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that have it."""
    found = tuple(rows)
    verdict = headline(found)
    return tuple(row for row in found if row.verdict == verdict)


def answer_words(rows: Iterable[Row]) -> str:
    """The headline verdict, with the values that have it."""
    shown = with_headline(rows)
    verdict = headline(shown)
    values = [", ".join(f"{n} = {text(v)}" for n, v in r.bindings.items()) for r in shown]
    named = [v for v in values if v] if verdict != "undetermined" else []
    return f"{verdict} ({'; '.join(named)})" if named else verdict


def about(asked: Asked, question: Question) -> Asked:
    """What is asked, as far as it bears on a question."""
    return asked.about(question.relation, tuple(v for v in question.pattern if v is not None))


def ask(asked: Asked, question: Question) -> tuple[Row, ...]:
    """The instances of a question that something speaks to; for a ground question, the one."""
    asked = about(asked, question)
    relation = _literal(question)
    known = tuple(v for v in question.pattern if v is not None)
    if len(known) == len(question.pattern):
        return (Row(asked, question, Side(relation, known)),)
    found = [Row(asked, question, side) for side in arising(asked, tuple(spoken_to(asked, question)))]
    in_every_case = agreed(asked, question, found)
    answers = [r for r in found if not (_falls_away(r, found) or is_made_exact(r, in_every_case))]
    answers += in_every_case
    return tuple(told_once(sorted(answers, key=lambda r: HEADLINES.index(r.verdict))))


def spoken_to(asked: Asked, question: Question) -> tuple[Side, ...]:
    """Each instance of a question with variables that something speaks to."""
    relation = _literal(question)
    rows: set[tuple[Value, ...]] = set()
    for name in (relation, opposite(Side(relation, ())).relation):
        rows |= asked.run.model.tuples(name) | asked.run.model.tuples(naming.possibly(name))
    rows |= asked.run.model.tuples(naming.conflicted(question.relation))
    rows |= asked.granted.model.tuples(relation)
    matching = [r for r in rows if all(p is None or p == v for p, v in zip(question.pattern, r, strict=True))]
    return tuple(Side(relation, r) for r in sorted(matching, key=lambda r: [sort_key(v) for v in r]))


def _falls_away(row: Row, found: list[Row]) -> bool:
    """Whether a value that looked possible is so in no case, and another value of the same key may be.

    Then it is no answer, just as a value is none against which another one is established.
    """
    if not row.by_cases or row.verdict != "refuted" or row.question.negated:
        return False
    run, side = row.asked.run, row.side
    return any(
        r.verdict != "refuted" and same_key(run, side.relation, r.side.values, side.values)
        for r in found
        if r.side != side
    )

"""The interview: what to ask next, and when nothing that could be asked changes the answer any more."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from decisis.casework.answer import ask
from decisis.casework.question import Question
from decisis.casework.record import Record, base_relation
from decisis.casework.verdict import Asked
from decisis.compiler.library import Library
from decisis.proof.wording import literal_of
from decisis.questions.askable import Item, askable, items, taken_as_all, told, wide_court
from decisis.questions.difference import headline
from decisis.questions.interview_search import InterviewSearch
from decisis.questions.replies import Asking, Disputed, Reply
from decisis.rules import ir
from decisis.rules.relevance import reachable_relations


@dataclass(frozen=True)
class Interview:
    """One question about a matter, and what has been answered so far."""

    asked: Asked = field(repr=False)
    question: Question
    library: Library = field(repr=False)
    relations: frozenset[str] = field(repr=False)
    replies: tuple[Reply, ...] = ()
    seconds: float | None = None  # of computing that the search for a question may take

    @property
    def record(self) -> Record:
        return self.asked.record

    @cached_property
    def open(self) -> tuple[Item, ...]:
        """What could still be asked: nothing twice, and nothing that the record says."""
        done = {reply.item for reply in self.replies}
        return tuple(i for i in items(self.asked, self.relations, self.library) if i not in done)

    @property
    def taken_as_all(self) -> tuple[Item, ...]:
        """Where nothing is decided: what is not asked since the record, and no answer, names some of it."""
        if self.verdict != "undetermined":
            return ()
        answered = {reply.item for reply in self.replies}
        found = taken_as_all(self.asked, self.relations, self.library)
        return tuple(item for item in found if item not in answered)

    @cached_property
    def disputes(self) -> tuple[Disputed, ...]:
        """The unresolved disputes on which the question may depend, and that were not asked about."""
        done = {reply.item for reply in self.replies}
        bases = {literal_of(n)[0] for n in reachable_relations(self.law, self.asked.relation)}
        found = (
            Disputed(d.name, (d.side, d.other))
            for d in self.record.disputes
            if d.resolved_as is None and base_relation(d.side.relation) in bases
        )
        return tuple(dispute for dispute in found if dispute not in done)

    @property
    def law(self) -> ir.Program:
        return self.asked.run.lowered.program

    @cached_property
    def verdict(self) -> str:
        return headline(ask(self.asked, self.question))

    @property
    def next(self) -> Asking | None:
        """What to ask next; None if no answer that was tried changes the verdict any more."""
        return self._searched[0]

    @property
    def skipped(self) -> tuple[Item, ...]:
        """What could be asked, but was not tried: the search came to its limit, and found nothing."""
        return self._searched[1]

    @cached_property
    def _searched(self) -> tuple[Asking | None, tuple[Item, ...]]:
        search = InterviewSearch(
            self.asked, self.question, self.library, self.open, self.disputes, self.seconds
        )
        found = search.asking()
        return found, search.skipped if found is None else ()

    def answered(self, reply: Reply) -> Interview:
        record = self.record
        if isinstance(reply.item, Disputed):
            for side in reply.found:
                record = record.resolve(reply.item.name, side)
        else:
            record = record.add(*map(told, reply.found))
        asked = replace(self.asked, record=record)
        return replace(self, asked=asked, replies=(*self.replies, reply))


def interview(asked: Asked, question: Question, library: Library, seconds: float | None = None) -> Interview:
    """An interview that has not begun. Raises Rejected if the question cannot be asked.

    ``seconds`` of computing end the search for what to ask; what was not tried by then is `skipped`.
    """
    relations = askable(library)
    named = tuple(v for v in question.pattern if v is not None)
    about = asked.about(question.relation, named)
    court = wide_court(about, relations, library)
    return Interview(replace(about, court=court), question, library, relations, (), seconds)

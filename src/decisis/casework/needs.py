"""Needs: the smallest sets of changes under which the answer would be another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from decisis.casework.answer import Row, ask
from decisis.casework.difference import headline
from decisis.casework.moves import Answer, Find, Move, Oppose, Resolve, SetAside, Withdraw, moved
from decisis.casework.question import Question
from decisis.casework.record import Side, base_relation
from decisis.casework.verdict import Asked
from decisis.proof.wording import literal_of
from decisis.rules.relevance import reachable_relations

MOST_CHANGES = 3
CHANGING = ("facts", "findings", "disputes", "questions", "allegations", "authorities")
KINDS = (*CHANGING, "date", "court")


@dataclass(frozen=True)
class Margin:
    """How far a value is from where the answer becomes another one."""

    text: str  # "5 months 27 days short"
    last: str  # the nearest value at which it does not yet change
    first: str  # the nearest at which it does


@dataclass(frozen=True)
class Flip:
    """A set of changes, and the answer under it; run, and found to be so."""

    moves: tuple[Move, ...]
    asked: Asked = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    margin: Margin | None = None

    @property
    def verdict(self) -> str:
        return headline(self.rows)


@dataclass(frozen=True)
class Needs:
    """What it would take.

    ``covered``: every set of so many changes that the space holds has been ruled out or is listed.
    ``space`` says what could be changed, kind by kind, with how many things of each; ``limit`` says
    what stopped the search, if something did.
    """

    asked: Asked = field(repr=False)
    question: Question
    rows: tuple[Row, ...] = field(repr=False)
    target: str  # what was looked for: a verdict, or ""
    flips: tuple[Flip, ...]
    covered: int
    space: tuple[tuple[str, int], ...]
    runs: int
    limit: str = ""

    @property
    def verdict(self) -> str:
        return headline(self.rows)


def needs(
    asked: Asked,
    question: Question,
    to: str = "",
    changing: tuple[str, ...] = CHANGING,
    most: int = MOST_CHANGES,
) -> Needs:
    """The smallest sets of changes under which the answer is another one, or is ``to``."""
    asked = asked.about(question.relation)
    rows = ask(asked, question)
    flips = []
    moves = list(_single(asked, changing))
    for move in moves:
        state = moved(asked, (move,))
        after = ask(state, question)
        if headline(after) == to or (not to and headline(after) != headline(rows)):
            flips.append(Flip((move,), state, after))
    space = tuple((kind, len(moves)) for kind in changing)
    return Needs(asked, question, rows, to, tuple(flips), 1, space, len(moves))


def _single(asked: Asked, changing: tuple[str, ...]) -> Iterator[Move]:
    run = asked.run
    bases = {literal_of(name)[0] for name in reachable_relations(run.lowered.program, asked.relation)}
    for fact in asked.record.facts:
        side = Side(fact.relation, fact.values)
        if base_relation(fact.relation) not in bases:
            continue
        if fact.usable and "facts" in changing:
            yield Withdraw(side)
            yield Oppose(side)
        elif not fact.usable and "allegations" in changing:
            yield Find(side, alleged=True)
    for dispute in asked.record.disputes:
        if "disputes" in changing and dispute.resolved_as is None:
            yield Resolve(dispute.name, dispute.side)
            yield Resolve(dispute.name, dispute.other)
    for thing in asked.things:
        if thing.kind == "open question" and "questions" in changing:
            yield Answer(thing.name, True, "")
            yield Answer(thing.name, False, "")
    if "authorities" in changing:
        infos = run.lowered.program.provisions.values()
        named = {i.authority or i.name: i.citation or i.title for i in infos}
        used = {c.origin.provision for c in run.lowered.program.clauses}
        speaking = {i.authority or i.name for i in infos if i.name in used}
        yield from (SetAside(name, named[name]) for name in sorted(speaking))

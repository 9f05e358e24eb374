"""The interview: what to ask next, and when nothing that could be asked changes the answer any more.

A thing is asked only if there are answers to it, given answers to others, that lead to different
verdicts: these have been run. What is asked first belongs to the fewest answers that change the verdict;
a dispute that changes it by the way it falls comes before what the record does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice, product

from decisis.casework.answer import ask
from decisis.casework.asking import Run
from decisis.casework.question import Question
from decisis.casework.record import Record, Side, base_relation, lowered_facts, opposite
from decisis.casework.settlement import thresholds
from decisis.casework.verdict import Asked
from decisis.compiler.library import Library
from decisis.proof.argument import Ground
from decisis.proof.wording import literal_of, source_text
from decisis.questions.askable import Item, askable, items, told, wide_court, wondering
from decisis.questions.clock import Clock
from decisis.questions.difference import headline
from decisis.questions.pathways import Pathways, Step
from decisis.representatives import candidates
from decisis.rules import ir
from decisis.rules.relevance import reachable_relations
from decisis.values import MONEY, Bounds, Duration, Money, Value, currency_of, kind, sort_key

MOST_RUNS = 300  # for one question
MOST_WORK = 1_000_000  # clauses, over all runs for one question: of a larger program, fewer states are run
LEAST_RUNS = 100
MOST_DISPUTES = 6  # settled together
MOST_VALUES = 4  # of the values in one set of answers
MOST_TARGETS = 80
MOST_PAIRS = 60
MOST_MENDS = 4

Told = tuple[Side, ...]  # answers, as what is found
Rows = frozenset[tuple[Value, ...]]
Falls = Sequence[tuple["Disputed", Side]]  # disputes, each with the side for which it falls
Tuples = Callable[[str], Rows]


@dataclass(frozen=True)
class Disputed:
    """A dispute to be asked about: which of its sides is so."""

    name: str
    sides: tuple[Side, Side]


@dataclass(frozen=True)
class Reply:
    """What a person answered: what is found, which may be nothing."""

    item: Item | Disputed
    found: Told = ()


@dataclass(frozen=True)
class Asking:
    """A thing to ask, and why: with ``context`` found as well, ``answer`` to it changes the verdict."""

    item: Item | Disputed
    step: Step
    answer: Told
    context: Told
    without: Outcome  # with the context alone
    then: Outcome  # with the context and the answer


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
        search = _Search(self)
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


# --- the search --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What one run says of a question: which of its instances are established, and which are possible.

    ``left_open``: the questions that the law leaves open of it there; which of them arise is worth asking.
    """

    established: frozenset[str]
    possible: frozenset[str]
    left_open: frozenset[str]

    @property
    def settled(self) -> bool:
        return self.established == self.possible


def outcome(asked: Asked, question: Question) -> Outcome:
    return outcome_of(asked.run, question)


def outcome_of(run: Run, question: Question) -> Outcome:
    """Both sides of the question, and conflicts; imprecise values are what they are written as."""
    model, base = run.model, question.relation
    sides = (base, ir.denied(base))
    conflicts = _said(ir.conflicted(base), model.tuples(ir.conflicted(base)), question)
    established = (_said(s, model.tuples(s), question) for s in sides)
    possible = (_said(s, model.tuples(ir.possibly(s)) | model.tuples(s), question) for s in sides)
    about = (name for name, info in run.lowered.program.provisions.items() if info.about == base)
    left_open = (name for name in about if model.tuples(ir.possibly_applies(name)))
    possibly = frozenset().union(*possible, conflicts)
    return Outcome(frozenset().union(*established, conflicts), possibly, frozenset(left_open))


def _said(relation: str, rows: Rows, question: Question) -> frozenset[str]:
    """The instances that the question asks about or, of a functional relation, that speak against it."""
    return frozenset(source_text(relation, row) for row in rows if _about(row, question))


def _about(row: tuple[Value, ...], question: Question) -> bool:
    return all(
        p is None or p == v or not isinstance(p, str) for p, v in zip(question.pattern, row, strict=True)
    )


@dataclass
class _Search:
    """Looks for the fewest answers that change the verdict."""

    interview: Interview
    runs: int = 0
    limited: bool = False
    tried: set[Ground] = field(default_factory=set)
    _outcomes: dict[Told, Outcome] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = Clock(self.interview.seconds)

    @cached_property
    def now(self) -> Outcome:
        return self.after(())

    @cached_property
    def looking(self) -> Asked:
        """The same asked in a court that does not check its runs: what is shown of them is asked again."""
        asked = self.interview.asked
        return replace(asked, court=asked.court.searching())

    def after(self, answers: Told) -> Outcome:
        """The outcome once these things are found; run."""
        if not answers:
            return self.shown(self.interview.record)
        if answers not in self._outcomes:
            self.runs += 1
            run = self.looking.given(self.interview.record.add(*map(told, answers)))
            self._outcomes[answers] = outcome_of(run, self.interview.question)
        return self._outcomes[answers]

    def shown(self, record: Record) -> Outcome:
        """The outcome over a record; run, and checked."""
        return outcome_of(self.interview.asked.given(record), self.interview.question)

    def asking(self) -> Asking | None:
        if not (self.interview.open or self.interview.disputes) or self._nothing_can_change:
            return None
        return self._dispute_alone() or self._of_the_record() or self._disputes_together()

    def _of_the_record(self) -> Asking | None:
        """What the record does not say."""
        for needed in self._pathways() if self.interview.open else ():
            if self._enough:
                return None
            found = self._changing(needed)
            self.tried |= needed.keys()
            if found:
                return self._made(found, needed)
        return None

    @property
    def skipped(self) -> tuple[Item, ...]:
        """What could be asked and was not tried, because the search came to its limit."""
        items = self.interview.open if self.limited else ()
        tried = [(_literal(atom), atom.values) for atom in self.tried]
        return tuple(i for i in items if not any(i.covers(*literal) for literal in tried))

    @property
    def _enough(self) -> bool:
        """Whether the search has come to its limit, which is then remembered."""
        self.limited = self.limited or self.runs >= self.most_runs or self.clock.over
        return self.limited

    @cached_property
    def most_runs(self) -> int:
        return min(MOST_RUNS, max(LEAST_RUNS, MOST_WORK // (len(self.interview.law.clauses) + 1)))

    # --- disputes ------------------------------------------------------------------------------------

    def _dispute_alone(self) -> Asking | None:
        """The first dispute that changes the outcome by the way it falls."""
        for dispute in self.interview.disputes:
            for side in dispute.sides:
                if self._resolved(((dispute, side),)) != self.now:
                    return self._made_of(dispute, side, ((dispute, side),))
        return None

    def _disputes_together(self) -> Asking | None:
        """The first of several disputes that change the outcome together, where none does alone."""
        several = self.interview.disputes[:MOST_DISPUTES]
        for sides in product(*(dispute.sides for dispute in several)) if len(several) > 1 else ():
            falls = tuple(zip(several, sides, strict=True))
            if self._resolved(falls) != self.now:
                return self._made_of(several[0], sides[0], falls)
        return None

    def _resolved(self, falls: Falls) -> Outcome:
        """The outcome once disputes have fallen so; run."""
        self.runs += 1
        run = self.looking.given(_fallen(self.interview.record, falls))
        return outcome_of(run, self.interview.question)

    def _made_of(self, dispute: Disputed, side: Side, falls: Falls) -> Asking:
        step = self._named_by(base_relation(side.relation), Step())
        then = self.shown(_fallen(self.interview.record, falls))
        return Asking(dispute, step, (side,), (), self.now, then)

    # --- the record ----------------------------------------------------------------------------------

    @cached_property
    def everything(self) -> Run:
        """The run in which everything that is open is possible. It says where to look, and when to stop.

        It is not checked: whatever is asked on its account is run by itself, and what is answered too.
        """
        asked = self.interview.asked
        record = wondering(asked.record, self.interview.open, self.interview.library)
        law = asked.court.law(asked.setting, record, asked.relation)
        facts = lowered_facts(record, sorted(law.program.open_questions))
        return Run(law, asked.court.engine.evaluate(law, facts), record)

    @property
    def _nothing_can_change(self) -> bool:
        """What is established stays so whatever is answered, and nothing else can become so."""
        then = outcome_of(self.everything, self.interview.question)
        return then.settled and then == self.now

    def _made(self, answers: Told, needed: Mapping[Ground, Step]) -> Asking:
        """The first of the answers, in the order of the law; the others are its context."""
        first, *context = answers
        (item,) = (i for i in self.interview.open if i.covers(first.relation, first.values))
        step = next((s for g, s in needed.items() if item.covers(_literal(g), g.values)), Step())
        step = step if step.label else self._named_by(item.relation, step)
        without, then = (
            self.shown(self.interview.record.add(*map(told, found))) for found in (context, answers)
        )
        return Asking(item, step, (first,), tuple(context), without, then)

    def _named_by(self, relation: str, otherwise: Step) -> Step:
        """The first element of the law that speaks of a relation, where no way to a conclusion did."""
        for clause in self.interview.asked.run.lowered.program.clauses:
            for literal, info in zip(clause.body, clause.origin.elements, strict=False):
                atom = literal.atom if isinstance(literal, ir.Negation) else literal
                said = literal_of(atom.relation)[0] if isinstance(atom, ir.Atom) else ""
                if info is not None and clause.origin.provision and said == relation:
                    return Step(clause.origin.provision, info.label, info.quote)
        return otherwise

    # --- what may change it --------------------------------------------------------------------------

    def _pathways(self) -> Iterator[Mapping[Ground, Step]]:
        """Sets of open literals on which something rests that is not so now; the smallest first."""
        run = self.everything
        open_atoms = frozenset(Ground(ir.in_question(s.relation), s.values) for s in run.record.wondered)
        ways = Pathways(self.interview.asked.run.argument, run.argument, open_atoms)
        found: dict[frozenset[Ground], tuple[Mapping[Ground, Step], int]] = {}
        goals = list(self._goals(run.model.tuples))
        others = list(self._others(run.lowered.program, run.model.tuples))
        for rank, atom in enumerate([*goals, *others[:MOST_TARGETS]]):
            if self._enough:
                break
            needed = ways.needs(atom)
            if needed:
                found.setdefault(frozenset(needed), (needed, rank))
        singly = [{atom: Step()} for atom in sorted(open_atoms, key=repr)]
        ordered = sorted(found.values(), key=lambda n: (len(n[0]), n[1]))
        yield from (needed for needed, _ in ordered)
        for goal in goals if not self._enough else ():
            yield from self._mended(goal, ways.needs(goal), open_atoms)
        yield from (alone for alone in singly if frozenset(alone) not in found)
        yield from islice(_joined([needed for needed, _ in ordered]), MOST_PAIRS)

    def _mended(
        self, goal: Ground, needed: Mapping[Ground, Step], open_atoms: frozenset[Ground]
    ) -> Iterator[Mapping[Ground, Step]]:
        """A way that did not do, with what stands against it once all of it is so."""
        for _ in range(MOST_MENDS):
            answers = tuple(Side(_literal(g), g.values) for g in needed)
            self.runs += 1
            run = self.looking.given(self.interview.record.add(*map(told, answers)))
            more = Pathways(run.argument, self.everything.argument, open_atoms).needs(goal)
            if more.keys() <= needed.keys():
                return
            needed = {**needed, **more}
            yield needed

    def _goals(self, tuples: Tuples) -> Iterator[Ground]:
        """What is asked, and what opposes it, as far as it is possible."""
        question = self.interview.question
        side = Side(ir.denied(question.relation) if question.negated else question.relation, ())
        for relation in (side.relation, opposite(side).relation):
            rows = tuples(ir.possibly(relation))
            yield from (Ground(ir.possibly(relation), row) for row in _sorted(rows))

    def _others(self, program: ir.Program, tuples: Tuples) -> Iterator[Ground]:
        """Provisions that do not apply, and could."""
        now = self.interview.asked.run.model
        heads = dict.fromkeys(c.head.relation for c in program.clauses if c.origin.provision)
        for relation in heads:
            yield from (Ground(relation, row) for row in _sorted(tuples(relation) - now.tuples(relation)))

    # --- answers -------------------------------------------------------------------------------------

    def _changing(self, needed: Mapping[Ground, Step]) -> Told:
        """The fewest of these literals that, found with some values, change the outcome; () if none do."""
        for answers in self._answers(needed):
            if self._enough:
                return ()
            if self.after(answers) != self.now:
                return self._fewest(answers)
        return ()

    def _fewest(self, answers: Told) -> Told:
        for one in answers:
            fewer = tuple(a for a in answers if a != one)
            if fewer and self.after(fewer) != self.now:
                return self._fewest(fewer)
        return answers

    def _answers(self, needed: Iterable[Ground]) -> Iterator[Told]:
        """The literals with exact values where they have unknown ones."""
        sides = tuple(Side(_literal(g), g.values) for g in needed)
        yield sides  # that it is so, of some value
        unknown = [v for s in sides for v in s.values if isinstance(v, Bounds)]
        choices = [self._values_for(v, sides) for v in unknown]
        for values in islice(_diagonal_first(choices), MOST_VALUES):
            exact = dict(zip(unknown, values, strict=True))
            yield tuple(replace(s, values=tuple(exact.get(v, v) for v in s.values)) for s in sides)  # type: ignore[arg-type]

    def _values_for(self, unknown: Value, sides: Told) -> tuple[Value, ...]:
        """Values of the right sort, one for each class that the law tells apart."""
        sort = next(self._sort(s, s.values.index(unknown)) for s in sides if unknown in s.values)
        near = [v for v in self._thresholds if kind(v) == sort]
        default = DEFAULTS.get(sort, self.interview.asked.setting.as_of)
        return candidates(Bounds(None, None), near) or tuple(near[:MOST_VALUES]) or (default,)

    def _sort(self, side: Side, place: int) -> str:
        name, _ = literal_of(side.relation)
        return self.interview.library.relations[name].parameters[place].sort.text

    @cached_property
    def _thresholds(self) -> tuple[Value, ...]:
        asked = self.interview.asked
        return (*thresholds(asked.record, asked.run.lowered.program), *asked.named, asked.setting.as_of)


def _fallen(record: Record, falls: Falls) -> Record:
    for dispute, side in falls:
        record = record.resolve(dispute.name, side)
    return record


DEFAULTS: dict[str, Value] = {
    "Int": 1,
    "Decimal": Decimal(1),
    **{sort: Money(Decimal(1), currency_of(sort)) for sort in sorted(MONEY)},
    "Duration": Duration(12, 0),
}


def _sorted(rows: Rows) -> list[tuple[Value, ...]]:
    return sorted(rows, key=lambda row: [sort_key(v) for v in row])


def _literal(atom: Ground) -> str:
    return atom.relation.removeprefix(ir.in_question(""))


def _diagonal_first(choices: list[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    """Every combination; those first in which all are equally far along."""
    longest = max(map(len, choices), default=1)
    seen = set()
    for i in range(longest):
        combination = tuple(c[min(i, len(c) - 1)] for c in choices)
        seen.add(combination)
        yield combination
    yield from (c for c in product(*choices) if c not in seen)


def _joined(sets: list[Mapping[Ground, Step]]) -> Iterator[Mapping[Ground, Step]]:
    """Two together, where none alone changes anything."""
    for i, first in enumerate(sets):
        yield from ({**first, **second} for second in sets[i + 1 :])

"""Which of the things that could be asked can change the verdict: the fewest answers that do, run.

A thing is asked only if there are answers to it, given answers to others, that lead to different
verdicts: these have been run. What is asked first belongs to the fewest answers that change the verdict;
a dispute that changes it by the way it falls comes before what the record does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, product

from decisis.casework.asking import Run
from decisis.casework.question import Question
from decisis.casework.record import Record, Side, base_relation, opposite
from decisis.casework.verdict import Asked
from decisis.compiler.library import Library
from decisis.proof.argument import Ground
from decisis.proof.wording import literal_of
from decisis.questions.answers_tried import AnswersTried, literal_asked
from decisis.questions.askable import Item, told, wondering
from decisis.questions.clock import Clock
from decisis.questions.outcomes import Outcome, Rows, outcome_of
from decisis.questions.pathways import Pathways, Step
from decisis.questions.replies import Asking, Disputed, Told
from decisis.rules import ir, naming
from decisis.values import Value, sort_key

MOST_RUNS = 300  # for one question
MOST_WORK = 1_000_000  # clauses, over all runs for one question: of a larger program, fewer states are run
LEAST_RUNS = 100
MOST_DISPUTES = 6  # settled together
MOST_TARGETS = 80
MOST_PAIRS = 60
MOST_MENDS = 4

Falls = Sequence[tuple[Disputed, Side]]  # disputes, each with the side for which it falls
Tuples = Callable[[str], Rows]


@dataclass
class InterviewSearch:
    """Looks for the fewest answers that change the verdict."""

    asked: Asked  # in a court whose programs may be told all that is open
    question: Question
    library: Library = field(repr=False)
    open: tuple[Item, ...]
    disputes: tuple[Disputed, ...]
    seconds: float | None = None
    runs: int = 0
    limited: bool = False
    tried: set[Ground] = field(default_factory=set)
    _outcomes: dict[Told, Outcome] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = Clock(self.seconds)
        self._tried = AnswersTried(self.asked, self.library)

    @property
    def law(self) -> ir.Program:
        return self.asked.run.lowered.program

    @cached_property
    def now(self) -> Outcome:
        return self.after(())

    @cached_property
    def looking(self) -> Asked:
        """The same asked in a court that does not check its runs: what is shown of them is asked again."""
        return replace(self.asked, court=self.asked.court.searching())

    def after(self, answers: Told) -> Outcome:
        """The outcome once these things are found; run."""
        if not answers:
            return self.shown(self.asked.record)
        if answers not in self._outcomes:
            self.runs += 1
            run = self.looking.given(self.asked.record.add(*map(told, answers)))
            self._outcomes[answers] = outcome_of(run, self.question)
        return self._outcomes[answers]

    def shown(self, record: Record) -> Outcome:
        """The outcome over a record; run, and checked."""
        return outcome_of(self.asked.given(record), self.question)

    def asking(self) -> Asking | None:
        if not (self.open or self.disputes) or self._nothing_can_change:
            return None
        return self._dispute_alone() or self._of_the_record() or self._disputes_together()

    def _of_the_record(self) -> Asking | None:
        """What the record does not say."""
        for needed in self._pathways() if self.open else ():
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
        items = self.open if self.limited else ()
        tried = [(literal_asked(atom), atom.values) for atom in self.tried]
        return tuple(i for i in items if not any(i.covers(*literal) for literal in tried))

    @property
    def _enough(self) -> bool:
        """Whether the search has come to its limit, which is then remembered."""
        self.limited = self.limited or self.runs >= self.most_runs or self.clock.over
        return self.limited

    @cached_property
    def most_runs(self) -> int:
        return min(MOST_RUNS, max(LEAST_RUNS, MOST_WORK // (len(self.law.clauses) + 1)))

    # --- disputes ------------------------------------------------------------------------------------

    def _dispute_alone(self) -> Asking | None:
        """The first dispute that changes the outcome by the way it falls."""
        for dispute in self.disputes:
            for side in dispute.sides:
                if self._resolved(((dispute, side),)) != self.now:
                    return self._made_of(dispute, side, ((dispute, side),))
        return None

    def _disputes_together(self) -> Asking | None:
        """The first of several disputes that change the outcome together, where none does alone."""
        several = self.disputes[:MOST_DISPUTES]
        for sides in product(*(dispute.sides for dispute in several)) if len(several) > 1 else ():
            falls = tuple(zip(several, sides, strict=True))
            if self._resolved(falls) != self.now:
                return self._made_of(several[0], sides[0], falls)
        return None

    def _resolved(self, falls: Falls) -> Outcome:
        """The outcome once disputes have fallen so; run."""
        self.runs += 1
        run = self.looking.given(_fallen(self.asked.record, falls))
        return outcome_of(run, self.question)

    def _made_of(self, dispute: Disputed, side: Side, falls: Falls) -> Asking:
        fallen = (_fallen(self.asked.record, [*falls, (dispute, each)]) for each in dispute.sides)
        either = [self.looking.given(record) for record in fallen]
        step = self._named_by(base_relation(side.relation), Step(), either)
        then = self.shown(_fallen(self.asked.record, falls))
        return Asking(dispute, step, (side,), (), self.now, then)

    # --- the record ----------------------------------------------------------------------------------

    @cached_property
    def everything(self) -> Run:
        """The run in which everything that is open is possible. It says where to look, and when to stop.

        It is not checked: whatever is asked on its account is run by itself, and what is answered too.
        """
        return self.looking.given(wondering(self.asked.record, self.open, self.library))

    @property
    def _nothing_can_change(self) -> bool:
        """What is established stays so whatever is answered, and nothing else can become so."""
        then = outcome_of(self.everything, self.question)
        return then.settled and then == self.now

    def _made(self, answers: Told, needed: Mapping[Ground, Step]) -> Asking:
        """The first of the answers, in the order of the law; the others are its context."""
        first, *context = answers
        (item,) = (i for i in self.open if i.covers(first.relation, first.values))
        step = next((s for g, s in needed.items() if item.covers(literal_asked(g), g.values)), Step())
        step = step if step.label else self._named_by(item.relation, step)
        without, then = (self.shown(self.asked.record.add(*map(told, found))) for found in (context, answers))
        return Asking(item, step, (first,), tuple(context), without, then)

    def _named_by(self, relation: str, otherwise: Step, either: Sequence[Run] = ()) -> Step:
        """The first element of the law that speaks of a relation, where no way to a conclusion did; of a
        provision that applies in one of two runs alone, if there is one."""

        def tells(clause: ir.Clause) -> bool:
            return len({run.model.tuples(clause.head.relation) for run in either}) > 1

        for clause in sorted(self.law.clauses, key=tells, reverse=True):
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
        open_atoms = frozenset(Ground(naming.in_question(s.relation), s.values) for s in run.record.wondered)
        ways = Pathways(self.asked.run.argument, run.argument, open_atoms)
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
            answers = tuple(Side(literal_asked(g), g.values) for g in needed)
            self.runs += 1
            run = self.looking.given(self.asked.record.add(*map(told, answers)))
            more = Pathways(run.argument, self.everything.argument, open_atoms).needs(goal)
            if more.keys() <= needed.keys():
                return
            needed = {**needed, **more}
            yield needed

    def _goals(self, tuples: Tuples) -> Iterator[Ground]:
        """What is asked, and what opposes it, as far as it is possible."""
        question = self.question
        side = Side(naming.denied(question.relation) if question.negated else question.relation, ())
        for relation in (side.relation, opposite(side).relation):
            rows = tuples(naming.possibly(relation))
            yield from (Ground(naming.possibly(relation), row) for row in _sorted(rows))

    def _others(self, program: ir.Program, tuples: Tuples) -> Iterator[Ground]:
        """Provisions that do not apply, and could."""
        now = self.asked.run.model
        heads = dict.fromkeys(c.head.relation for c in program.clauses if c.origin.provision)
        for relation in heads:
            yield from (Ground(relation, row) for row in _sorted(tuples(relation) - now.tuples(relation)))

    # --- answers -------------------------------------------------------------------------------------

    def _changing(self, needed: Mapping[Ground, Step]) -> Told:
        """The fewest of these literals that, found with some values, change the outcome; () if none do."""
        for answers in self._tried.to(needed):
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


def _fallen(record: Record, falls: Falls) -> Record:
    for dispute, side in falls:
        record = record.resolve(dispute.name, side)
    return record


def _sorted(rows: Rows) -> list[tuple[Value, ...]]:
    return sorted(rows, key=lambda row: [sort_key(v) for v in row])


def _joined(sets: list[Mapping[Ground, Step]]) -> Iterator[Mapping[Ground, Step]]:
    """Two together, where none alone changes anything."""
    for i, first in enumerate(sets):
        yield from ({**first, **second} for second in sets[i + 1 :])

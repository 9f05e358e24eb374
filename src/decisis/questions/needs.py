"""Needs: the smallest sets of changes under which the answer would be another one.

The sets are gone through by size, all of one size together (`questions/together.py`). Where they are too
many for that, the plans out of each state that does not yet have what is looked for are followed; every set
that has it contains one of them, so none is passed over. Each set that is listed has been run, and none
contains another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations

from decisis.casework.answer import HEADLINES, ask
from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.record import Side
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.diagnostics import Diagnostic, Rejected
from decisis.questions.certain import certain
from decisis.questions.clock import Clock, OutOfTime
from decisis.questions.difference import headline
from decisis.questions.margins import Margin, margin_of
from decisis.questions.moves import (
    Alter,
    Answer,
    Move,
    Oppose,
    SetAside,
    Withdraw,
    moved,
    order_of,
    outline,
)
from decisis.questions.plans import Effort, Plan, fit
from decisis.questions.space import CHANGING, KINDS, Space, distance, space_of
from decisis.questions.together import Together, TooMuch, acts_apart, bits_of, questions_read
from decisis.questions.ways_out import WaysOut, quick_verdict
from decisis.questions.worlds import Budget
from decisis.rules import ir
from decisis.values import written

__all__ = ["CHANGING", "KINDS", "Flip", "Margin", "Needs", "needs", "wanted"]

MOST_CHANGES = 3
MOST_RUNS = 400  # states of the matter
MOST_WORK = 300_000  # clauses, over all runs: of a larger program, fewer states are run
LEAST_RUNS = 60
MOST_STEPS = 30_000  # of planning
MOST_ACTING = 2  # authorities whose setting aside lets other law stand again: each takes a law of its own
SOME_STEPS = 20_000  # where all single changes are known
MOST_JOINED = 700_000  # steps of going through all sets of a size together
MOST_FLIPS = 48


SoFar = Callable[[str, int, int], None]  # the verdict as things stand, a size gone through, sets found


@dataclass(frozen=True)
class Flip:
    """A set of changes, and the answer under it; run, and found to be so."""

    moves: tuple[Move, ...]
    asked: Asked = field(repr=False)
    question: Question = field(repr=False)
    verdict: str  # of what was looked for
    margin: Margin | None = None
    known: tuple[Row, ...] | None = field(default=None, repr=False)  # the answer, where it was asked for

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The whole answer under these changes, certified."""
        if self.known is not None:
            return self.known
        return certain(self.asked, self.question, outright=True)


@dataclass(frozen=True)
class Needs:
    """What it would take.

    ``seconds``: how long the search was allowed to take, if that was what stopped it; ``unchecked``: how many
    sets it had found by then that could not be checked in as many seconds more; they are not listed.
    ``covered``: every set of up to so many changes of the space that leads there is listed, or contains
    one that is. ``space`` says what could be changed, kind by kind, and how many of each; ``cut`` names
    the kinds of which not everything was taken in; ``limit`` says what stopped the search, if anything did.
    """

    asked: Asked = field(repr=False)
    question: Question
    rows: tuple[Row, ...] = field(repr=False)
    side: Side | None  # the literal that the search was about; None: any instance of the question
    verdict: str  # of it, as things stand
    to: str  # the verdict that was looked for; "": any other. Nothing is listed if it is so already
    flips: tuple[Flip, ...]
    most: int
    covered: int
    space: tuple[tuple[str, int], ...]
    runs: int
    cut: tuple[str, ...] = ()
    limit: str = ""
    seconds: float | None = None
    unchecked: int = 0

    @property
    def said_anything(self) -> bool:
        """Whether the search found something, or is sure that there is nothing up to some size."""
        return bool(self.flips) or self.covered > 0 or (bool(self.to) and self.verdict == self.to)


def needs(
    asked: Asked,
    question: Question,
    to: str = "",
    changing: tuple[str, ...] = CHANGING,
    most: int = MOST_CHANGES,
    side: Side | None = None,
    most_runs: int = 0,
    seconds: float | None = None,
    so_far: SoFar | None = None,
) -> Needs:
    """The smallest sets of changes under which the answer is another one, or the one that is wanted.

    ``side`` is the instance of the question that is meant: if none is named, that of the headline.
    ``most_runs`` states of the matter are run; if no number is given, as many as take about a second in most
    matters. Where each takes long, ``seconds`` of computing end the search, and as many more the checking of
    what it found; what there is without any change is always asked to the end.
    ``so_far`` is told that, and each size gone through.
    """
    asked = asked.about(question.relation, tuple(v for v in question.pattern if v is not None))
    rows = certain(asked, question, outright=True)
    side = side or (rows[0].side if rows else None)
    if so_far is not None:
        so_far(headline(rows), 0, 0)
    space = space_of(asked, changing)
    clock = Clock(seconds)
    asked_in_time = replace(space.asked, court=space.asked.court.stopping(clock.demand_time))
    space = space.searching(clock)
    allowed = most_runs or _affordable(space)
    search = _Search(space, asked_in_time, question, side, to, allowed, most_runs > 0, so_far, clock=clock)
    search.verdicts |= {frozenset(): row.verdict for row in rows if row.side == side}
    if search.verdict(frozenset()) != to:
        search.run(most)
    flips = sorted(search.checked(), key=lambda f: order_of(f.moves))
    clock.stop()
    return Needs(
        asked,
        question,
        rows,
        side,
        search.verdict(frozenset()),
        to,
        tuple(flips),
        most,
        search.covered,
        space.described(),
        len(search.verdicts),
        tuple(sorted(space.cut)),
        search.limit,
        seconds if search.out_of_time else None,
        search.unchecked,
    )


def _affordable(space: Space) -> int:
    return min(MOST_RUNS, max(LEAST_RUNS, MOST_WORK // (len(space.program.clauses) + 1)))


class _Enough(Exception):
    """The search has reached a limit."""


@dataclass
class _Search:
    """Goes through the sets of changes up to each size in turn, so that what was covered can be said."""

    space: Space
    asked: Asked  # what the sets that are found are asked of
    question: Question
    side: Side | None
    to: str
    most_runs: int
    patient: bool = False  # whether plans are followed for long where single changes are known
    so_far: SoFar | None = None
    effort: Effort = field(default_factory=lambda: Effort(MOST_STEPS))
    clock: Clock = field(default_factory=Clock)
    out_of_time: bool = False
    unchecked: int = 0  # sets that were found, and not listed
    found: list[Plan] = field(default_factory=list)
    verdicts: dict[Plan, str] = field(default_factory=dict)
    covered: int = 0
    limit: str = ""
    _ways: dict[Plan, WaysOut] = field(default_factory=dict)
    _too_many: bool = False  # sets of changes to be gone through together
    _most_states: int = 0  # that are run while plans are followed
    _joined: int = 0  # steps that it took to go through those of the last size

    def run(self, most: int) -> None:
        try:
            for size in range(1, most + 1):
                if not self._gone_through(size):
                    break
                self.covered, self.limit = size, ""
                if self.so_far is not None:
                    self.so_far(self.verdict(frozenset()), size, len(self.found))
        except _Enough as enough:
            self.limit = str(enough)
        except OutOfTime:
            self._out_of_time()
        self.found = [plan for plan in self.found if not self._is_more(plan)]

    def _gone_through(self, size: int) -> bool:
        """All together; where that is too much, along plans for as long as is allowed."""
        if self._all_of(size):
            return True
        briefly = self._may_be_joined and self.covered and not self.patient
        return self._planned(size, SOME_STEPS if briefly else MOST_STEPS, self.most_runs)

    @property
    def _may_be_joined(self) -> bool:
        """Whether states can be gone through together: other days and courts each have a law of their own."""
        return self.side is not None and not self.space.settings

    # --- all sets of a size together --------------------------------------------------------------------

    def _all_of(self, size: int) -> bool:
        """Finds every set of so many changes, given those of fewer; False if they are too many."""
        if self.side is None or self._too_many or not self._may_be_joined:
            return False
        before = self.found
        self.found = [plan for plan in before if len(plan) < size]  # of this size, the nearest are looked for
        try:
            found = dict.fromkeys(self._candidates(self.side, size))
        except TooMuch:
            self.found, self._too_many = before, True
            return False
        for plan in sorted(found, key=_order_of_visits):
            if not self._is_more(plan) and self._leads_there(plan):
                self._take(plan)
        return True

    def _candidates(self, side: Side, size: int) -> Iterator[Plan]:
        """The sets of so many changes that lead there, and those of which that has to be seen alone."""
        moves = [m for m in self._moves if not self._is_more(frozenset({m})) and {m} not in self.found]
        apart = [m for m in moves if m in self._apart]
        together = [m for m in moves if m not in self._apart]
        budget = Budget(MOST_JOINED, self._joined, self.clock)
        for first in self._other_laws(apart, size):
            if len(first) == size:
                yield first
            elif together:
                around = Together(self.moved(first), side, self.space, together, size - len(first), budget)
                yield from (first | plan for plan in self._leading(around))
        self._joined = MOST_JOINED - budget.left

    def _other_laws(self, apart: Sequence[Move], size: int) -> list[Plan]:
        """The law as it is, and every other law to which up to so many moves lead."""
        found = [frozenset(each) for number in range(size + 1) for each in combinations(apart, number)]
        return [first for first in found if fit(first)]

    def _leading(self, around: Together) -> Iterator[Plan]:
        verdicts = around.verdicts()
        now = self.verdict(frozenset())
        leading = verdicts.looked_at
        for verdict, worlds in verdicts.of.items():
            if verdict == self.to or (not self.to and verdict != now):
                leading |= worlds
        yield from map(around.chosen, bits_of(leading))
        yield from around.left_out()

    @cached_property
    def _moves(self) -> tuple[Move, ...]:
        """Every move but the answers to questions on which nothing rests."""
        read = questions_read(self.space.program)
        every = self.space.everything()
        return tuple(m for m in every if not isinstance(m, Answer) or m.question in read)

    @cached_property
    def _apart(self) -> frozenset[Move]:
        """Authorities whose setting aside lets other law stand again; of too many, that is left out."""
        aside = (m for m in self._moves if isinstance(m, SetAside))
        found = frozenset(m for m in aside if acts_apart(m, self.space))
        if len(found) <= MOST_ACTING:
            return found
        self.space.cut.add("authorities")
        return frozenset()

    def _take(self, plan: Plan) -> None:
        self.found.append(plan)
        if len(self.found) >= MOST_FLIPS:
            raise _Enough(f"{MOST_FLIPS} sets of changes were found")

    # --- along plans ------------------------------------------------------------------------------------

    def _planned(self, size: int, steps: int, runs: int) -> bool:
        """Follows every plan of up to so many changes; False if that would be too much."""
        if self.limit:  # what was left out stays out of what is remembered
            self._ways = {}
        self.limit, self.effort = "", Effort(steps, clock=self.clock)
        self._most_states = len(self.verdicts) + runs
        self._up_to(size)
        return not self.limit

    def _up_to(self, most: int) -> None:
        waiting: list[dict[Plan, None]] = [{} for _ in range(most + 1)]
        waiting[0][frozenset()] = None
        apart = [m for m in self._moves if m in self._apart]
        for plan in self._other_laws(apart, most)[1:]:
            waiting[len(plan)][plan] = None
        for states in waiting:
            for state in sorted(states, key=_order_of_visits):
                if not self._is_more(state) and state not in self.found:
                    self._visit(state, most - len(state), waiting)

    def _visit(self, state: Plan, left: int, waiting: list[dict[Plan, None]]) -> None:
        if len(self.verdicts) > self._most_states:
            self.limit = f"{len(self.verdicts)} states of the matter were run"
        elif state and self._leads_there(state):
            for found in self._smallest(state):
                if found not in self.found:
                    self._take(found)
        elif left and not self.limit:
            for plan in self._ways_out(state, left):
                both = state | plan
                if len(both) > len(state) and fit(both):
                    waiting[len(both)][both] = None

    def _smallest(self, state: Plan) -> list[Plan]:
        """The least sets within one that leads there that lead there too."""
        for size in range(1, len(state)):
            parts = map(frozenset, combinations(sorted(state, key=repr), size))
            if smaller := [part for part in parts if self._leads_there(part)]:
                return smaller
        return [state]

    def _leads_there(self, state: Plan) -> bool:
        verdict = self.verdict(state)
        return verdict == self.to if self.to else verdict != self.verdict(frozenset())

    def verdict(self, state: Plan) -> str:
        if state not in self.verdicts:
            if len(self.verdicts) > self.most_runs:
                raise _Enough(f"{self.most_runs} states of the matter were run")
            self.verdicts[state] = self._verdict(state)
        return self.verdicts[state]

    def _verdict(self, state: Plan) -> str:
        asked = self.moved(state)
        if self.side is None:
            return headline(ask(asked, self.question))
        return quick_verdict(asked, self.side, self.space)

    def moved(self, state: Plan) -> Asked:
        return moved(self.space.asked, sorted(state, key=repr))

    def _ways_out(self, state: Plan, left: int) -> tuple[Plan, ...]:
        if state not in self._ways:
            denied = self.question.negated
            relation = ir.denied(self.question.relation) if denied else self.question.relation
            pattern = self.question.pattern
            asked = self.moved(state)
            verdict = self.verdict(state)
            found = WaysOut(asked, self.side, verdict, relation, pattern, self.space, self.effort)
            self._ways[state] = found
        self._ways[state].most = left
        plans = self._ways[state].plans(self.to)
        if self.effort.spent:  # what was found is still run
            self.limit = f"{self.effort.most} steps of planning were gone through"
        return plans

    def _is_more(self, plan: Plan) -> bool:
        """Whether less is known to be enough.

        A set that changes no more, in other amounts; or one in which a fact is not shown, where this one
        has it found to be otherwise.
        """
        outlined = outline(plan)
        return any(
            outline(found) <= outlined or _no_more(found, plan) for found in self.found if found != plan
        )

    def checked(self) -> Iterator[Flip]:
        """What was found, the smallest sets first, each with its answer, as far as there is time for it."""
        self.clock.start_again()
        waiting = sorted(self.found, key=len)
        try:
            while waiting:
                flip = self._listed(waiting[0])
                if flip is not None:
                    yield flip
                waiting = waiting[1:]
        except OutOfTime:
            self._out_of_time()
            self.unchecked = len(waiting)
            self.covered = min(self.covered, len(waiting[0]) - 1)

    def _listed(self, plan: Plan) -> Flip | None:
        """A set with its amounts as near to what there is as they can be, and its answer if time is short.

        None for an amount of which any other would do: that it is not shown says as much.
        """
        flip = self._flip(plan)
        any_other = flip.margin is not None and flip.margin.last is None
        without = frozenset(Withdraw(m.side) for m in plan if isinstance(m, Alter))
        if any_other and without in self.found:
            return None
        if self.clock.seconds is None:
            return flip
        return replace(flip, known=certain(flip.asked, flip.question, outright=True))

    def _out_of_time(self) -> None:
        self.out_of_time, self.limit = True, f"{self.clock.seconds:g} seconds had passed"

    def _flip(self, plan: Plan) -> Flip:
        moves = tuple(sorted(plan, key=lambda m: order_of([m])))
        margin = margin_of(moves[0], self._is_enough) if len(moves) == 1 else None
        if margin is not None and isinstance(moves[0], Alter):
            moves = (replace(moves[0], value=margin.first),)
        state = frozenset(moves)
        return Flip(moves, moved(self.asked, moves), self.question, self._verdict(state), margin)

    def _is_enough(self, move: Move) -> bool:
        verdict = self._verdict(frozenset({move}))
        return verdict == self.to if self.to else verdict != self.verdicts[frozenset()]


def _order_of_visits(plan: Plan) -> tuple[object, ...]:
    """Those first that make others needless: what is not shown, then the nearest amounts."""
    withdrawn = sum(isinstance(m, Withdraw) for m in plan)
    return (
        -withdrawn,
        sum(distance(m.was, m.value)[0] for m in plan if isinstance(m, Alter)),
        order_of(plan),
    )


def _no_more(found: Plan, plan: Plan) -> bool:
    """Whether a set is the other, but for facts that are not shown where the other has their opposite."""
    if len(found) > len(plan):
        return False
    return all(m in plan or m in map(_less, plan) for m in found)


def _less(move: Move) -> Move | None:
    if isinstance(move, Oppose) or (isinstance(move, Alter) and isinstance(move.value, str)):
        return Withdraw(move.side)
    return None


def wanted(matter: Matter, question: Question, to: str) -> tuple[str, Side | None]:
    """What is looked for, as it was written: a verdict, or a value such as `N = 12`. Raises Rejected."""
    if not to or to in HEADLINES:
        return to, None
    name, equals, value = (part.strip() for part in to.partition("="))
    places = {n: i for i, n in question.names.items()}
    if not equals or name not in places or not value:
        raise Rejected((_not_wanted(to, question),))
    if any(v is None and i != places[name] for i, v in enumerate(question.pattern)):
        raise Rejected((_not_wanted(to, question),))
    from decisis.casework.typed import question_typed

    terms = (value if v is None else written(v) for v in question.pattern)
    literal = f"{'not ' if question.negated else ''}{question.relation}({', '.join(terms)})"
    pattern = tuple(v for v in question_typed(literal, matter).pattern if v is not None)
    return "proved", Side(ir.denied(question.relation) if question.negated else question.relation, pattern)


def _not_wanted(to: str, question: Question) -> Diagnostic:
    names = sorted(question.names.values())
    help = f"say a verdict ({', '.join(HEADLINES)})"
    return Diagnostic(
        "E0507",
        f"`{to}` is nothing that the answer can be",
        help=help + (f", or a value such as `{names[0]} = …`" if len(names) == 1 else ""),
    )

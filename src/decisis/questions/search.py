"""Going through sets of changes by size, so that what was covered can be said.

All sets of a size are gone through together (`questions/together.py`). Where they are too many for that,
the plans out of each state that does not yet have what is looked for are followed; every set that has it
contains one of them, so none is passed over. What is open, and what is not shown, one at a time, comes
first: it needs no other program than the answer did.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import combinations

from decisis.casework.answer import ask
from decisis.casework.question import Question
from decisis.casework.record import Side
from decisis.casework.verdict import Asked
from decisis.questions.amounts import distance
from decisis.questions.clock import Clock, OutOfTime
from decisis.questions.difference import headline
from decisis.questions.moves import Alter, Answer, Move, Oppose, Withdraw, moved, order_of, outline
from decisis.questions.plans import Effort, Plan, fit
from decisis.questions.scope import questions_read
from decisis.questions.space import Space
from decisis.questions.together import Together, TooMuch, bits_of
from decisis.questions.ways_out import WaysOut, quick_verdict
from decisis.questions.worlds import Budget
from decisis.rules import naming
from decisis.values import Bounds, Value, untagged

MOST_STEPS = 30_000  # of planning
SOME_STEPS = 20_000  # where all single changes are known
FEW_JOINED = 100_000  # steps of going through what is open and what is not shown
MOST_JOINED = 700_000  # steps of going through all sets of a size together; of single changes, twice as many
MOST_FLIPS = 48


Answers = frozenset[tuple[str, tuple[Value, ...]]]


class _Enough(Exception):
    """The search has reached a limit."""


@dataclass
class Search:
    """The sets of changes that lead away from a verdict, or to one, size by size.

    ``opened``: what may be changed, in a court whose programs take all of it; nothing is asked there before
    what the matter's own program can say. ``allowed``: how many states are run; None: what is ``affordable``.
    """

    asked: Asked  # in a court that checks what it says
    opened: Space
    question: Question
    side: Side | None
    to: str
    now: str  # the verdict as things stand
    allowed: int | None
    affordable: Callable[[Space], int]
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

    def __post_init__(self) -> None:
        self.verdicts[frozenset()] = self.now

    @cached_property
    def space(self) -> Space:
        return self.opened.searching(self.clock)

    @cached_property
    def most_runs(self) -> int:
        return self.allowed or self.affordable(self.space)

    def stages(self, most: int) -> Iterator[None]:
        """Goes further each time; what was found by then is in `found`, and what was covered in `covered`."""
        try:
            yield from self._near()
            for size in range(1, most + 1):
                if not self._gone_through(size):
                    break
                self.covered, self.limit = size, ""
                yield
        except _Enough as enough:
            self.limit = str(enough)
        except OutOfTime:
            self._out_of_time()
        yield

    def in_order(self, seen: Collection[Plan]) -> list[Plan]:
        """What was found beside this, without sets that change more than others do; as it is listed."""
        kept: list[Plan] = []
        for plan in sorted(self.found, key=len):
            if not any(_says_as_much(other, plan) for other in (*kept, *seen) if other != plan):
                kept.append(plan)
        self.found = kept
        return sorted((plan for plan in kept if plan not in seen), key=order_of)

    def stopped(self, waiting: Sequence[Plan]) -> None:
        """There is no time to check the sets that are waiting."""
        self._out_of_time()
        self.unchecked = len(waiting)
        self.covered = min(self.covered, len(waiting[0]) - 1)

    def _out_of_time(self) -> None:
        self.out_of_time, self.limit = True, f"{self.clock.seconds:g} seconds had passed"

    # --- what the program of the matter can say ---------------------------------------------------------

    def _near(self) -> Iterator[None]:
        """What is open, and what is not shown, one at a time."""
        if self.side is None or self._of_bounds or {"date", "court"} & self.opened.changing:
            return
        space = Space(
            self.asked,
            self.opened.changing - {"authorities"},
            self.opened.pattern,
            self.opened.named,
            clock=self.clock,
        )
        moves = tuple(space.near())
        around = Together(self.asked, self.side, space, moves, 1, Budget(FEW_JOINED, 0, self.clock))
        try:
            found = list(self._leading(around)) if moves else []
        except TooMuch:
            return
        for plan in sorted(found, key=order_of):
            self.verdicts[plan] = quick_verdict(moved(self.asked, plan), self.side, space)
            if self._leads_there(plan):
                self._take(plan)
                yield

    # --- through all of a size --------------------------------------------------------------------------

    def _gone_through(self, size: int) -> bool:
        """All together; where that is too much, along plans for as long as is allowed."""
        if self._of_bounds:
            return self._one_by_one(size)
        if self._all_of(size):
            return True
        briefly = self._may_be_joined and self.covered and not self.allowed
        return self._planned(size, SOME_STEPS if briefly else MOST_STEPS, self.most_runs)

    @property
    def _may_be_joined(self) -> bool:
        """Whether states can be gone through together: other days and courts each have a law of their own."""
        return self.side is not None and not self.space.settings

    # --- one set after the other ------------------------------------------------------------------------

    @cached_property
    def _of_bounds(self) -> Question | None:
        """Of a value that is known by bounds alone, the question for it: another answer is not read off what
        holds of a literal, as of 1 to 2 neither 1 nor 2 is one that denies it."""
        if self.side is None or not any(isinstance(v, Bounds) for v in self.side.values):
            return None
        pattern = without_bounds(self.side.values)
        names = {i: name for i, name in self.question.names.items() if pattern[i] is None}
        return replace(self.question, pattern=pattern, names=names)

    def _one_by_one(self, size: int) -> bool:
        """Asks under every set of so many changes; raises `_Enough` where they are too many."""
        moves = sorted(self._moves, key=lambda move: order_of([move]))
        for plan in map(frozenset, combinations(moves, size)):
            if fit(plan) and not self._is_more(plan) and self._leads_there(plan):
                self._take(plan)
        return True

    def _answered(self, asked: Asked, question: Question) -> str:
        """The headline; "refuted" of a value that is proved as it was, and is another one."""
        assert self.side is not None
        rows, was = ask(asked, question), tuple(map(untagged, self.side.values))
        found = headline(rows)
        same = any(tuple(map(untagged, row.side.values)) == was for row in rows)
        return "refuted" if found == self.now == "proved" and not same else found

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
        apart = [m for m in moves if m in self.space.acting]
        together = [m for m in moves if m not in self.space.acting]
        most = MOST_JOINED * (2 if size == 1 else 1)
        budget = Budget(most, self._joined, self.clock)
        for first in self._other_laws(apart, size):
            if len(first) == size:
                yield first
            elif together:
                around = Together(self.moved(first), side, self.space, together, size - len(first), budget)
                yield from (first | plan for plan in self._leading(around))
        self._joined = most - budget.left

    def _other_laws(self, apart: Sequence[Move], size: int) -> list[Plan]:
        """The law as it is, and every other law to which up to so many moves lead."""
        found = [frozenset(each) for number in range(size + 1) for each in combinations(apart, number)]
        return [first for first in found if fit(first)]

    def _leading(self, around: Together) -> Iterator[Plan]:
        verdicts = around.verdicts()
        leading = verdicts.looked_at
        for verdict, worlds in verdicts.of.items():
            if self.leads(verdict):
                leading |= worlds
        yield from map(around.chosen, bits_of(leading))
        yield from around.left_out()

    @cached_property
    def _moves(self) -> tuple[Move, ...]:
        """Every move but the answers to questions on which nothing rests."""
        read = questions_read(self.space.program)
        every = self.space.everything()
        return tuple(m for m in every if not isinstance(m, Answer) or m.question in read)

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
        apart = [m for m in self._moves if m in self.space.acting]
        for plan in self._other_laws(apart, most)[1:]:
            waiting[len(plan)][plan] = None
        for states in waiting:
            for state in sorted(states, key=_order_of_visits):
                if not self._is_more(state) and state not in self.found:
                    self._visit(state, most - len(state), waiting)

    def _visit(self, state: Plan, left: int, waiting: list[dict[Plan, None]]) -> None:
        if len(self.verdicts) > self._most_states:
            self.limit = _states_run(len(self.verdicts))
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
        return self.leads(self.verdict(state))

    def leads(self, verdict: str) -> bool:
        """Whether a verdict is what is looked for."""
        return verdict == self.to if self.to else verdict != self.now

    def verdict_under(self, moves: Collection[Move]) -> str:
        """The verdict once these moves are made, whatever the number of runs."""
        plan = frozenset(moves)
        return self.verdicts[plan] if plan in self.verdicts else self._verdict(plan)

    def answer_under(self, moves: Collection[Move]) -> tuple[str, Answers]:
        """The same and, of a value that is known by bounds alone, what it then is."""
        verdict = self.verdict_under(moves)
        if self._of_bounds is None:
            return verdict, frozenset()
        rows = ask(self.moved(frozenset(moves)), self._of_bounds)
        return verdict, frozenset(
            (row.verdict, tuple(map(untagged, row.side.values)))
            for row in rows
            if row.verdict == headline(rows)
        )

    def verdict(self, state: Plan) -> str:
        if state not in self.verdicts:
            if len(self.verdicts) > self.most_runs:
                raise _Enough(_states_run(self.most_runs))
            self.verdicts[state] = self._verdict(state)
        return self.verdicts[state]

    def _verdict(self, state: Plan) -> str:
        asked = self.moved(state)
        if self.side is None:
            return headline(ask(asked, self.question))
        if self._of_bounds is not None:
            return self._answered(asked, self._of_bounds)
        return quick_verdict(asked, self.side, self.space)

    def moved(self, state: Plan) -> Asked:
        return moved(self.space.asked, sorted(state, key=repr))

    def _ways_out(self, state: Plan, left: int) -> tuple[Plan, ...]:
        if state not in self._ways:
            denied = self.question.negated
            relation = naming.denied(self.question.relation) if denied else self.question.relation
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
        """Whether less is known to be enough."""
        return any(_says_as_much(found, plan) for found in self.found if found != plan)


def without_bounds(values: Sequence[Value]) -> tuple[Value | None, ...]:
    """The values of an instance that are known; None for any other."""
    return tuple(None if isinstance(value, Bounds) else value for value in values)


def _states_run(number: int) -> str:
    return f"{number} state{'' if number == 1 else 's'} of the matter {'was' if number == 1 else 'were'} run"


def _order_of_visits(plan: Plan) -> tuple[object, ...]:
    """Those first that make others needless: what is not shown, then the nearest amounts."""
    withdrawn = sum(isinstance(m, Withdraw) for m in plan)
    return (
        -withdrawn,
        sum(distance(m.was, m.value)[0] for m in plan if isinstance(m, Alter)),
        order_of(plan),
    )


def _says_as_much(found: Plan, plan: Plan) -> bool:
    """Whether a set changes no more than another, in other amounts, and leaves facts unshown where the
    other has them found to be otherwise.
    """
    return len(found) <= len(plan) and _changed(found) <= _changed_at_most(plan)


@lru_cache(maxsize=1 << 16)
def _changed(plan: Plan) -> frozenset[object]:
    return outline(plan)


@lru_cache(maxsize=1 << 16)
def _changed_at_most(plan: Plan) -> frozenset[object]:
    """What sets may change that change no more."""
    return outline(plan) | outline(filter(None, map(_less, plan)))


def _less(move: Move) -> Move | None:
    if isinstance(move, Oppose) or (isinstance(move, Alter) and isinstance(move.value, str)):
        return Withdraw(move.side)
    return None

"""Sets of changes as they are listed: with amounts as near as they can be, and with the answer, certified."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import combinations

from decisis.casework.question import Question
from decisis.casework.record import Side
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.proof.amounts import step
from decisis.questions.amounts import may_stand
from decisis.questions.certain import certain
from decisis.questions.margins import Margin, least_of, margin_of, widest_of
from decisis.questions.moves import Alter, Find, Move, Oppose, Withdraw, moved, order_of, written
from decisis.questions.plans import Plan
from decisis.questions.search import Search
from decisis.values import Bounds, Value, may_equal, sort_key

OUTRIGHT = ("proved", "refuted", "conflicted")  # what is not decided is not less so for not knowing more
MOST_NARROWING = 240  # runs, for amounts in sets of several changes to come nearer to what there is


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


@dataclass
class Listing:
    """Makes flips of the sets that a search finds.

    ``opened``: where sets are asked that find what the program of the matter does not take.
    """

    search: Search
    opened: Asked
    _narrowing: int = 0
    _listed: set[tuple[Move, ...]] = field(default_factory=set)

    def flip(self, plan: Plan) -> Flip | None:
        """A set with its amounts as near to what there is as they can be, and its answer if time is short.

        None for an amount of which any other would do: that it is not shown says as much.
        """
        moves = tuple(sorted(plan, key=lambda m: order_of([m])))
        margin = margin_of(moves[0], lambda move: self._leads((move,))) if len(moves) == 1 else None
        if margin is not None and isinstance(moves[0], Alter):
            if margin.last is None and frozenset({Withdraw(moves[0].side)}) in self.search.found:
                return None
            moves = (replace(moves[0], value=margin.first),)
        else:
            moves = self._narrowed(moves)
            if moves in self._listed or self._is_needless(moves):
                return None
            self._listed.add(moves)
        return self._with_answer(moves, margin)

    def beyond(self, flip: Flip) -> Flip | None:
        """Where a finding with a part of the values that it may have leads to one answer: with what lies
        next to that part, if it leads to another one."""
        if len(flip.moves) != 1 or not isinstance(flip.moves[0], Find):
            return None
        for move in _next_to(flip.moves[0]):
            if self._leads((move,)) and self.search.verdict_under((move,)) != flip.verdict:
                return self._with_answer(self._narrowed((move,)), None)
        return None

    def _with_answer(self, moves: tuple[Move, ...], margin: Margin | None) -> Flip:
        asked = moved(self._court_for(moves), moves)
        flip = Flip(moves, asked, self.search.question, self.search.verdict_under(moves), margin)
        if self.search.clock.seconds is None:
            return flip
        return replace(flip, known=certain(asked, flip.question, outright=True))

    def _court_for(self, moves: Collection[Move]) -> Asked:
        """That of the matter, for what its own program takes: it has been certified."""
        return self.opened if any(isinstance(m, Find | Oppose) for m in moves) else self.search.asked

    def _leads(self, moves: tuple[Move, ...]) -> bool:
        return self.search.leads(self.search.verdict_under(moves))

    def _is_needless(self, moves: tuple[Move, ...]) -> bool:
        """Whether it says of an imprecise value what it cannot be, where one that it can be does as well."""
        return any(
            isinstance(move, Alter)
            and _is_beyond(move)
            and any(self._does_as_well(plan, moves, move) for plan in self.search.found)
            for move in moves
        )

    def _does_as_well(self, plan: Plan, moves: tuple[Move, ...], move: Alter) -> bool:
        """Whether a set that was found changes the same things, no more of them beyond what the record says,
        and this one to a value that the imprecise one may have."""
        changed = {_what(m): m for m in plan}
        return (
            len(plan) == len(moves) == len(changed)
            and changed.keys() == {_what(m) for m in moves}
            and not _is_beyond(changed[_what(move)])
            and all(_is_beyond(m) for m in moves if _is_beyond(changed[_what(m)]))
            and self.search.verdict_under(plan) == self.search.verdict_under(moves)
        )

    def _narrowed(self, moves: tuple[Move, ...]) -> tuple[Move, ...]:
        """Each amount, one after the other, as near as it can be while the rest is as it is; of what is not
        known, or not exactly, all that it may be with the same verdict rather than one value of it."""
        found = moves
        for place, move in enumerate(moves):
            if isinstance(move, Alter | Find) and self._narrowing <= MOST_NARROWING:
                found = self._nearer(found, place)
        for place, move in enumerate(found):
            if isinstance(move, Alter | Find) and self._narrowing <= MOST_NARROWING:
                found = _instead(found, place, self._widened(found, place, move))
        return found

    def _nearer(self, moves: tuple[Move, ...], place: int) -> tuple[Move, ...]:
        """With one amount nearer, and the same verdict; as it was, if then less would be enough."""
        leads = self._leading(moves, place)
        move = moves[place]
        nearer = _altered(move, leads) if isinstance(move, Alter) else _found(move, leads)
        if nearer == move:
            return moves
        found = _instead(moves, place, nearer)
        fewer = (part for size in range(1, len(found)) for part in combinations(found, size))
        return moves if any(map(self._leads, fewer)) else found

    def _leading(self, moves: tuple[Move, ...], place: int) -> Callable[[Move], bool]:
        """Whether another move instead of one of these leads to the answer that these lead to."""
        wanted = self.search.answer_under(moves)

        def leads(move: Move) -> bool:
            self._narrowing += 1
            return self.search.answer_under(_instead(moves, place, move)) == wanted

        return leads

    def _widened(self, moves: tuple[Move, ...], place: int, move: Alter | Find) -> Move:
        """With all that a value may be which is not known, or known by its bounds alone."""
        leads = self._leading(moves, place)
        if isinstance(move, Alter):
            if not isinstance(move.was, Bounds) or not may_equal(move.was, move.value):
                return move
            every = [a.value for a in self.search.space.alterations(move.side) if a.place == move.place]
            inside = sorted((v for v in every if may_equal(move.was, v)), key=sort_key)
            return replace(move, value=widest_of(move.was, move.value, inside, partial(_alters, leads, move)))
        if move.alleged or self.search.verdict_under(moves) not in OUTRIGHT:
            return move
        for at, value in enumerate(move.side.values):
            if not isinstance(value, str):
                others = self.search.space.domain(move.side.relation, at)
                anything = Bounds(None, None, tag=f"found {at} {', '.join(written(move))}")
                part = widest_of(anything, value, others, partial(_leads_with, leads, move, at))
                move = move if part == anything else _with(move, at, part)
        return move


def _instead(moves: tuple[Move, ...], place: int, move: Move) -> tuple[Move, ...]:
    return (*moves[:place], move, *moves[place + 1 :])


def _what(move: Move) -> Move | tuple[Side, int]:
    """What a move changes, whatever the value that it changes it to."""
    return (move.side, move.place) if isinstance(move, Alter) else move


def _is_beyond(move: Move) -> bool:
    """Whether a move says of an imprecise value what it cannot be."""
    return isinstance(move, Alter) and isinstance(move.was, Bounds) and not may_equal(move.was, move.value)


def _alters(leads: Callable[[Move], bool], move: Alter, value: Value) -> bool:
    return leads(replace(move, value=value))


def _next_to(move: Find) -> Iterator[Find]:
    """A finding with the values that lie next to those that it may have, one at a time."""
    for at, value in enumerate(move.side.values):
        if isinstance(value, Bounds):
            for end, way in ((value.low, -1), (value.high, 1)):
                beside = step(end, way) if end is not None else None
                if beside is not None and may_stand(beside):
                    yield _with(move, at, beside)


def _altered(move: Alter, leads: Callable[[Move], bool]) -> Move:
    margin = margin_of(move, leads)
    return move if margin is None else replace(move, value=margin.first)


def _found(move: Move, leads: Callable[[Move], bool]) -> Move:
    """A finding with the least amounts that are enough."""
    if not isinstance(move, Find) or move.alleged:
        return move
    for place, value in enumerate(move.side.values):
        move = _with(move, place, least_of(value, partial(_leads_with, leads, move, place)))
    return move


def _leads_with(leads: Callable[[Move], bool], move: Find, place: int, value: Value) -> bool:
    return leads(_with(move, place, value))


def _with(move: Find, place: int, value: Value) -> Find:
    values = move.side.values
    side = replace(move.side, values=(*values[:place], value, *values[place + 1 :]))
    return replace(move, side=side)

"""Sets of changes as they are listed: with amounts as near as they can be, and with the answer, certified."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import combinations

from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.questions.certain import certain
from decisis.questions.margins import Margin, least_of, margin_of, widest_of
from decisis.questions.moves import Alter, Find, Move, Oppose, Withdraw, may_be, moved, order_of
from decisis.questions.plans import Plan
from decisis.questions.search import Search
from decisis.values import Bounds, Value, sort_key

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
    _parts: set[tuple[Move, ...]] = field(default_factory=set)  # of imprecise values, that are listed

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
        elif margin is None and len(moves) == 1 and isinstance(moves[0], Alter):
            moves = (self._widened(moves[0]),)
            if moves in self._parts or self._is_needless(moves[0]):
                return None
            self._parts.add(moves)
        elif margin is None:
            moves = self._narrowed(moves)
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

    def _is_needless(self, move: Alter) -> bool:
        """Whether it says of an imprecise value what it cannot be, where one that it can be does as well."""
        if not isinstance(move.was, Bounds) or may_be(move.was, move.value):
            return False
        alone = (other for plan in self.search.found if len(plan) == 1 for other in plan)
        return any(
            isinstance(other, Alter)
            and (other.side, other.place) == (move.side, move.place)
            and may_be(move.was, other.value)
            and self.search.verdict_under((other,)) == self.search.verdict_under((move,))
            for other in alone
        )

    def _widened(self, move: Alter) -> Alter:
        """Of what is imprecise, all that it may be with the same verdict rather than one value of it."""
        if not isinstance(move.was, Bounds) or not may_be(move.was, move.value):
            return move
        wanted = self.search.verdict_under((move,))

        def there(value: Value) -> bool:
            return self.search.verdict_under((replace(move, value=value),)) == wanted

        every = [a.value for a in self.search.space.alterations(move.side) if a.place == move.place]
        inside = sorted((v for v in every if may_be(move.was, v)), key=sort_key)
        return replace(move, value=widest_of(move.was, move.value, inside, there))

    def _narrowed(self, moves: tuple[Move, ...]) -> tuple[Move, ...]:
        """Each amount, one after the other, as near as it can be while the rest is as it is."""
        found = moves
        for place, move in enumerate(moves):
            if isinstance(move, Alter | Find) and self._narrowing <= MOST_NARROWING:
                found = self._nearer(found, place)
        return found

    def _nearer(self, moves: tuple[Move, ...], place: int) -> tuple[Move, ...]:
        """With one amount nearer, and the same verdict; as it was, if then less would be enough."""

        def instead(move: Move) -> tuple[Move, ...]:
            return (*moves[:place], move, *moves[place + 1 :])

        wanted = self.search.verdict_under(moves)

        def leads(move: Move) -> bool:
            self._narrowing += 1
            return self.search.verdict_under(instead(move)) == wanted

        move = moves[place]
        nearer = _altered(move, leads) if isinstance(move, Alter) else _found(move, leads)
        if nearer == move:
            return moves
        found = instead(nearer)
        fewer = (part for size in range(1, len(found)) for part in combinations(found, size))
        return moves if any(map(self._leads, fewer)) else found


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
    return Find(replace(move.side, values=(*values[:place], value, *values[place + 1 :])))

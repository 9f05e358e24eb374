"""Sets of changes as they are listed: with amounts as near as they can be, and with the answer, certified."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations

from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.questions.certain import certain
from decisis.questions.margins import Margin, margin_of
from decisis.questions.moves import Alter, Find, Move, Oppose, Withdraw, moved, order_of
from decisis.questions.plans import Plan
from decisis.questions.search import Search

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
        elif len(moves) > 1:
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

    def _narrowed(self, moves: tuple[Move, ...]) -> tuple[Move, ...]:
        """Each amount, one after the other, as near as it can be while the rest is as it is."""
        found = moves
        for place, move in enumerate(moves):
            if isinstance(move, Alter):
                found = self._nearer(found, place)
        return found

    def _nearer(self, moves: tuple[Move, ...], place: int) -> tuple[Move, ...]:
        before, after = moves[:place], moves[place + 1 :]

        def leads(move: Move) -> bool:
            self._narrowing += 1
            return self._leads((*before, move, *after))

        if self._narrowing > MOST_NARROWING:
            return moves
        margin = margin_of(moves[place], leads)
        nearer = moves[place]
        if margin is None or not isinstance(nearer, Alter) or margin.first == nearer.value:
            return moves
        found = (*before, replace(nearer, value=margin.first), *after)
        fewer = (part for size in range(1, len(found)) for part in combinations(found, size))
        return moves if any(map(self._leads, fewer)) else found

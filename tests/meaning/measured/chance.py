"""What is drawn by lot: near to each other, so that what is asked for is often so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from tests.meaning.doctrine import Length
from tests.meaning.measured.vocabulary import PARTS

T = TypeVar("T")
NEAR = (0, 1, 3, 10, 14, 31)  # days from the first of the days that a case is about
STEPS = (*NEAR, 365, 366)


@dataclass(frozen=True)
class Chance:
    random: Random
    first: date
    steps: tuple[int, ...] = STEPS

    @property
    def days_are_near(self) -> bool:
        """The days between two of them are few enough to be gone through again and again."""
        return self.steps == NEAR

    @classmethod
    def of(cls, seed: int) -> Chance:
        random = Random(seed)
        first = date(2003, 1, 1) + timedelta(random.randrange(2200))
        return cls(random, first, random.choice((NEAR, NEAR, STEPS)))

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, of: Sequence[T]) -> T:
        return self.random.choice(of)

    def some(self, of: Sequence[T], number: int) -> list[T]:
        return self.random.sample(of, min(number, len(of)))

    def value(self, sort: str) -> Any:
        match sort:
            case "Int":
                return self.one((1, 2, 2, 3, 3, 4, 5))
            case "Money":
                return Decimal(self.one((1, 2, 2, 3, 3, 4, 5)))
            case "Date":
                return self.mark() + timedelta(self.one((-1, 0, 0, 0, 1)))
            case "Duration":
                return self.length()
            case _:
                return self.one(PARTS)

    def mark(self) -> date:
        return self.first + timedelta(self.one(self.steps))

    def length(self) -> Length:
        if self.happens(0.2):
            return Length(self.one((1, 1, 12, 13)), self.one((0, 0, 0, -1)))
        return Length(0, self.one((0, 1, 3, 5, 7, 10, 11, 14, 30)))

    def period(self) -> Length:
        return self.one((Length(0, 3), Length(0, 7), Length(0, 10), Length(0, 14), Length(1), Length(12)))

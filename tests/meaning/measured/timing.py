"""Draws how days are counted, and a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.meaning.doctrine import Length
from tests.meaning.measured import law as m
from tests.meaning.measured.chance import Chance
from tests.meaning.measured.vocabulary import COURT_DAYS, DUE

LONG_AGO = date(1990, 1, 1)


@dataclass(frozen=True)
class Timing:
    chance: Chance

    def counting(self) -> m.Counting:
        """With rows of which the first may begin only when things have happened."""
        begins = self.chance.value("Date") if self.chance.happens(0.25) else LONG_AGO
        eras = [self._era(begins)]
        if self.chance.happens(0.6):
            later = self.chance.value("Date")
            eras += [self._era(later)] if later > begins else []
        near = self.chance.mark()
        holidays = [
            (near.month, min(near.day, 28), self.chance.happens(0.5))
            for _ in range(self.chance.one((0, 1, 1)))
        ]
        return m.Counting(COURT_DAYS, tuple(eras), tuple(holidays))

    def _era(self, first: date) -> m.Era:
        return m.Era(first, self.chance.one((0, 7, 11)), self.chance.happens(0.7))

    def deadline(self, counting: m.Counting) -> m.Deadline:
        names = self.chance.some(("began", "ended", "found_on"), self.chance.one((1, 1, 2, 3)))
        triggers = tuple(m.Trigger(name, self.chance.happens(0.6)) for name in names)
        periods: list[tuple[Length, date | None]] = [(self.chance.period(), None)]
        if self.chance.happens(0.5):
            periods.append((self.chance.period(), self.chance.value("Date")))
        rule = counting.name if self.chance.happens(0.5) else ""
        skips = rule and any(era.business_under for era in counting.eras)
        tolled = "term" if self.chance.happens(0.3) and not skips else ""
        return m.Deadline(DUE.name, triggers, tuple(periods), rule, tolled)

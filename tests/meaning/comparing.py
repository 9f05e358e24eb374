"""Asks Decisis what the judge was asked, in the way that its users ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import decisis
from tests.meaning import doctrine as d
from tests.meaning.judge import Judge, Verdict
from tests.meaning.writing import about, text


@dataclass(frozen=True)
class Asking:
    """A question put to a case in a court on a day."""

    literal: d.Literal
    thing: str
    court: str
    day: date

    def __str__(self) -> str:
        return f"{about(self.literal, self.thing)} in {self.court} as of {self.day}"


@cache
def _doctrine() -> decisis.Doctrine:
    """Some small law, of which the cases use nothing."""
    return decisis.load_doctrine(Path(__file__).parents[1] / "precedent" / "logic")


def matter_of(case: d.Case) -> decisis.Matter:
    """The case as Decisis reads it. Raises Rejected for one that it does not take."""
    return _doctrine().matter(text(case))


def answer(matter: decisis.Matter, asking: Asking) -> Verdict:
    there = matter.in_court(asking.court).as_of(str(asking.day))
    found = there.ask(about(asking.literal, asking.thing))
    return Verdict(found.verdict, found.by_cases)


def judged(case: d.Case, asking: Asking) -> Verdict:
    """The judge's verdict."""
    matter = replace(case.matter, court=asking.court, day=asking.day)
    return Judge(case.doctrine, matter).verdict(asking.literal, asking.thing)

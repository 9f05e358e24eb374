"""Asks Decisis what the judge was asked, in the way that its users ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import decisis
from tests.meaning import doctrine as d
from tests.meaning.judge import Judge, Verdict, open_things, turns_on
from tests.meaning.writing import about, text

OPEN = ("dispute", "open question", "allegation")


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


@dataclass(frozen=True)
class Answered:
    """What Decisis says, and what of disputes, questions and allegations it turns on (None: together)."""

    verdict: Verdict
    turns_on: frozenset[str] | None


def answer(matter: decisis.Matter, asking: Asking) -> Verdict:
    return answered(matter, asking).verdict


def answered(matter: decisis.Matter, asking: Asking) -> Answered:
    there = matter.in_court(asking.court).as_of(str(asking.day))
    found = there.ask(about(asking.literal, asking.thing))
    turns = [each for row in found.rows for each in row.turns_on if each.kind in OPEN]
    together = any("together" in str(each) for each in turns)
    names = None if together else frozenset(each.name for each in turns)
    return Answered(Verdict(found.verdict, found.by_cases), names)


def is_much_open(case: d.Case) -> bool:
    """Whether so much may be open that, beside what is settled, the rest is not gone through by cases."""
    alleged = [fact for fact in case.matter.facts if not fact.usable]
    return len(open_things(case.doctrine, case.matter)) + len(alleged) > 3


def judged_to_turn_on(case: d.Case, asking: Asking) -> frozenset[str]:
    """The same of the judge's."""
    matter = replace(case.matter, court=asking.court, day=asking.day)
    return frozenset(turns_on(Judge(case.doctrine, matter), asking.literal, asking.thing))


def judged(case: d.Case, asking: Asking) -> Verdict:
    """The judge's verdict."""
    matter = replace(case.matter, court=asking.court, day=asking.day)
    return Judge(case.doctrine, matter).verdict(asking.literal, asking.thing)

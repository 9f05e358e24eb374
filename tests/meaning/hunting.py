"""One case after the other, asked of Decisis and of the judge, and changed so that nothing changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import decisis
from tests.meaning import doctrine as d
from tests.meaning.comparing import (
    Asking,
    answer,
    answered,
    is_much_open,
    judged,
    judged_to_turn_on,
    matter_of,
)
from tests.meaning.gates import shown
from tests.meaning.generating import drawn, questions
from tests.meaning.relations import RELATIONS
from tests.meaning.shrinking import shrunk
from tests.meaning.writing import text

TURNED = 0.5  # of the questions, for which it is worked out what they turn on
LOOKED_AT = 0.2  # of the questions: each is judged a dozen times, without one part after the other


@dataclass(frozen=True)
class Finding:
    """A question that Decisis and the judge, or Decisis and itself, answer differently."""

    trial: str
    seed: int
    asking: str
    says: str

    def __str__(self) -> str:
        return f"{self.trial}, seed {self.seed}: {self.asking}: {self.says}"


@dataclass
class Tally:
    """What has been asked so far, and what came of it."""

    cases: int = 0
    refused: int = 0  # by the static checks
    asked: int = 0
    turned: int = 0  # questions whose answer turns on something, by the judge
    looked_at: int = 0  # questions that were held to the gates
    shown: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)  # relations that were asked for
    findings: list[Finding] = field(default_factory=list)


def hunt(seed: int, tally: Tally, *, relations: bool = True, gates: bool = True) -> None:
    """Asks everything about the case of one seed."""
    case = drawn(seed)
    tally.cases += 1
    try:
        matter = matter_of(case)
    except decisis.Rejected:
        tally.refused += 1
        return
    random = Random(seed)
    for asking in askings(case, Random(seed)):
        tally.asked += 1
        found = answered(matter, asking)
        mine, theirs = judged(case, asking), found.verdict
        if mine != theirs:
            says = f"decisis says {theirs}, the judge {mine}"
            tally.findings.append(Finding("the judge", seed, str(asking), says))
        if random.random() < TURNED:
            turns = judged_to_turn_on(case, asking)
            tally.turned += bool(turns)
            fewer = is_much_open(case) and (found.turns_on or frozenset()) <= turns
            if found.turns_on != turns and (turns or found.turns_on is not None) and not fewer:
                says = f"decisis says {sorted(found.turns_on or ())}, the judge {sorted(turns)}"
                tally.findings.append(Finding("what it turns on", seed, str(asking), says))
        if gates and random.random() < LOOKED_AT:
            tally.looked_at += 1
            tally.shown += shown(case, asking, mine, random.randrange(1000))
        if relations:
            _related(seed, case, asking, str(theirs), random, tally)


def askings(case: d.Case, random: Random) -> Iterator[Asking]:
    """Every ground question in the matter's court on its day, and in another court on another day."""
    courts = [each.name for each in case.doctrine.courts]
    days = {*(opinion.day for opinion in case.doctrine.opinions), case.matter.day}
    for literal, thing in questions(case):
        yield Asking(literal, thing, case.matter.court, case.matter.day)
        day = random.choice(sorted(days)) + timedelta(random.choice((-1, 0, 1)))
        yield Asking(literal, thing, random.choice(courts), day)


def _related(seed: int, case: d.Case, asking: Asking, verdict: str, random: Random, tally: Tally) -> None:
    if random.random() < 0.85:
        return
    relation = random.choice(RELATIONS)
    changed = relation(case, asking, random)
    if changed is None:
        return
    other, question = changed
    try:
        found = str(answer(matter_of(other), question))
    except decisis.Rejected as refused:
        found = f"refused: {str(refused).splitlines()[0]}"
    tally.held[relation.__name__] += 1
    if found != verdict:
        says = f"{verdict}, and then {found}"
        tally.findings.append(Finding(relation.__name__.replace("_", " "), seed, str(asking), says))


def smallest(finding: Finding) -> str:
    """A finding of the judge's as a small case, in the words of the language."""
    case = drawn(finding.seed)
    (asking,) = [each for each in askings(case, Random(finding.seed)) if str(each) == finding.asking][:1]
    return text(shrunk(case, lambda each: _differs(each, asking)))


def _differs(case: d.Case, asking: Asking) -> bool:
    try:
        return answer(matter_of(case), asking) != judged(case, asking)  # in this order: it may be refused
    except (decisis.Rejected, KeyError, StopIteration, RuntimeError):
        return False  # what is left says nothing

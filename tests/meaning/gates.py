"""Whether cases are worth asking: what must happen in them, how often, and how often it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tests.meaning import doctrine as d
from tests.meaning.authority import TESTS
from tests.meaning.comparing import Asking, judged
from tests.meaning.judge import Judge, Verdict

VERDICTS = {
    "conflicted": 0.01,
    "proved": 0.15,
    "proved by cases": 0.002,
    "discretionary": 0.002,
    "refuted": 0.10,
    "refuted by cases": 0.002,
    "undetermined": 0.20,
}
REASONS = {test.__name__: 0.0008 for test in TESTS} | {"strength": 0.03, "declared": 0.01, "source": 0.02}
ELEMENTS = {
    "Is": 0.02,
    "Is for the court": 0.0008,
    "NoShowing": 0.01,
    "Names": 0.004,
    "Compares": 0.001,
    "Either": 0.0008,
    "IsAlleged": 0.0003,
    "IsDisputed": 0.0003,
}
PARTS = {
    "an edition or a day that governs": 0.008,
    "later treatment": 0.005,
    "an open question": 0.02,
    "a provision that takes another out": 0.0015,
    "a court's own rules": 0.002,
    "an unresolved dispute": 0.015,
    "what the matter decides": 0.001,
}


@dataclass(frozen=True)
class Gate:
    """What so large a share of the questions (or of the cases) must show."""

    words: str
    share: float


GATES: tuple[Gate, ...] = (
    *(Gate(f"the verdict is {name}", share) for name, share in VERDICTS.items()),
    *(Gate(f"who prevails is decided by {name.replace('_', ' ')}", share) for name, share in REASONS.items()),
    *(Gate(f"an element decides: {name}", share) for name, share in ELEMENTS.items()),
    *(Gate(f"it matters: {name}", share) for name, share in PARTS.items()),
)


def shown(case: d.Case, asking: Asking, verdict: Verdict, chosen: int) -> Counter[str]:
    """What one question shows; ``chosen`` picks, by lot, the provision in which an element is left out."""
    found = Counter([f"the verdict is {verdict}"])
    found.update(
        f"who prevails is decided by {name.replace('_', ' ')}" for name in set(_reasons(case, asking))
    )
    without = _without_an_element(case, asking.literal.relation, chosen)
    for name, other in (*without, *_without_a_part(case)):
        found[name] += judged(other, asking) != verdict
    return +found


def _reasons(case: d.Case, asking: Asking) -> Iterator[str]:
    """The tests that decide between two provisions both of which apply."""
    judge = Judge(case.doctrine, replace(case.matter, court=asking.court, day=asking.day))
    said = [
        each for each in judge.said(asking.literal.relation, asking.thing) if each.speaker and each.applies
    ]
    for one in said:
        for other in said:
            if judge.opposes(one, other) and one.speaker and other.speaker:
                name, which = judge.forum.reason(one.speaker, other.speaker)
                if which > 0:
                    yield name


def _without_an_element(case: d.Case, relation: str, chosen: int) -> Iterator[tuple[str, d.Case]]:
    """The case without an element of a provision on a relation."""
    provisions = case.doctrine.provisions
    numbers = [i for i, p in enumerate(provisions) if isinstance(p.then, d.Literal)]
    numbers = [i for i in numbers if provisions[i].then.relation == relation]  # type: ignore[union-attr]
    if not numbers:
        return
    number = numbers[chosen % len(numbers)]
    each = provisions[number]
    for i, element in enumerate(each.given):
        kind = type(element).__name__ + " for the court" * (
            isinstance(element, d.Is) and element.for_the_court
        )
        left = each.given[:i] + each.given[i + 1 :]
        if isinstance(element, d.Names):
            gone = [e for e in left if isinstance(e, d.Compares) and e.var == element.var]
            left = tuple(e for e in left if e not in gone)
            uses = isinstance(each.then, d.Literal) and each.then.value == element.var
            if uses or each.as_of == element.var:
                continue
        changed = (*provisions[:number], replace(each, given=left), *provisions[number + 1 :])
        yield f"an element decides: {kind}", _with(case, provisions=changed)


def _without_a_part(case: d.Case) -> Iterator[tuple[str, d.Case]]:
    provisions = case.doctrine.provisions
    plain = tuple(replace(each, as_of=None) for each in provisions)
    texts = tuple(replace(each, chosen_by="") for each in case.doctrine.texts)
    yield "it matters: an edition or a day that governs", _with(case, provisions=plain, texts=texts)
    yield "it matters: later treatment", _with(case, treatments=())
    closed = tuple(replace(each, leaves_open=()) for each in provisions)
    yield "it matters: an open question", _with(case, provisions=closed)
    on = tuple(each for each in provisions if not isinstance(each.then, d.Off))
    yield "it matters: a provision that takes another out", _with(case, provisions=on)
    courts = tuple(replace(each, rules=()) for each in case.doctrine.courts)
    yield "it matters: a court's own rules", _with(case, courts=courts)
    matter = case.matter
    yield "it matters: an unresolved dispute", replace(case, matter=replace(matter, disputes=()))
    yield "it matters: what the matter decides", replace(case, matter=replace(matter, decides=""))


def _with(case: d.Case, **changed: tuple[object, ...]) -> d.Case:
    return replace(case, doctrine=replace(case.doctrine, **changed))  # type: ignore[arg-type]


def closed(counts: Mapping[str, int], asked: int) -> list[str]:
    """The gates that too few of the questions pass."""
    return [each.words for each in GATES if counts.get(each.words, 0) < each.share * asked]

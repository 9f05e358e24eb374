"""Needs: the smallest sets of changes under which the answer would be another one.

Each set is told as soon as it is certain: a smallest one, run and certified. Each set that is listed has been
run, and none contains another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from decisis.casework.answer import HEADLINES
from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.record import Side
from decisis.casework.row import Row
from decisis.casework.verdict import Asked, verdict_of
from decisis.diagnostics import Diagnostic, Rejected
from decisis.questions.certain import certain
from decisis.questions.clock import Clock, OutOfTime
from decisis.questions.difference import headline
from decisis.questions.listing import Flip, Listing
from decisis.questions.margins import Margin
from decisis.questions.plans import Plan
from decisis.questions.scope import CHANGING, KINDS
from decisis.questions.search import Search, without_bounds
from decisis.questions.space import Space, space_of
from decisis.rules import naming
from decisis.values import written

__all__ = ["CHANGING", "KINDS", "Flip", "Margin", "Needs", "as_found", "needs", "wanted"]

MOST_CHANGES = 3
MOST_RUNS = 400  # states of the matter
MOST_WORK = 300_000  # clauses, over all runs: of a larger program, fewer states are run
LEAST_RUNS = 60


@dataclass(frozen=True)
class Needs:
    """What it would take.

    ``seconds``: how long the search was allowed to take, if that was what stopped it; ``unchecked``: how many
    sets it had found by then that could not be checked in as many seconds more; they are not listed.
    ``covered``: every set of up to so many changes of the space that leads there is listed, or contains
    one that is. ``space`` says what could be changed, kind by kind, and how many of each; ``cut`` names
    the kinds of which not everything was taken in; ``limit`` says what stopped the search, if anything did.
    """

    asked: Asked = field(repr=False)
    question: Question
    rows: tuple[Row, ...] = field(repr=False)
    side: Side | None  # the literal that the search was about; None: any instance of the question
    verdict: str  # of it, as things stand
    to: str  # the verdict that was looked for; "": any other. Nothing is listed if it is so already
    flips: tuple[Flip, ...]
    most: int
    covered: int
    space: tuple[tuple[str, int], ...]
    runs: int
    cut: tuple[str, ...] = ()
    limit: str = ""
    seconds: float | None = None
    unchecked: int = 0

    @property
    def said_anything(self) -> bool:
        """Whether the search found something, or is sure that there is nothing up to some size."""
        return bool(self.flips) or self.covered > 0 or (bool(self.to) and self.verdict == self.to)


def needs(
    asked: Asked,
    question: Question,
    to: str = "",
    changing: tuple[str, ...] = CHANGING,
    most: int = MOST_CHANGES,
    side: Side | None = None,
    most_runs: int = 0,
    seconds: float | None = None,
) -> Needs:
    """The smallest sets of changes under which the answer is another one, or the one that is wanted.

    ``side`` is the instance of the question that is meant: if none is named, that of the headline.
    ``most_runs`` states of the matter are run; if no number is given, as many as take about a second in most
    matters. Where each takes long, ``seconds`` of computing end the search, and as many more the checking of
    what it found; what there is without any change is always asked to the end.
    """
    *_, found = as_found(asked, question, to, changing, most, side, most_runs, seconds)
    return found


def as_found(
    asked: Asked,
    question: Question,
    to: str = "",
    changing: tuple[str, ...] = CHANGING,
    most: int = MOST_CHANGES,
    side: Side | None = None,
    most_runs: int = 0,
    seconds: float | None = None,
) -> Iterator[Needs]:
    """The same, as far as it is known: the answer as things stand, then with each set more, at last all.

    Until the last, `space` is empty and `covered` is the size that was gone through by then.
    """
    asked = asked.about(question.relation, tuple(v for v in question.pattern if v is not None))
    rows = certain(asked, question, outright=True)
    named = question.pattern if side is None else side.values
    side = side or (rows[0].side if rows else None)
    known = next((row.verdict for row in rows if row.side == side), None)
    now = known or (verdict_of(asked, side)[0] if side is not None else headline(rows))
    told = Needs(asked, question, rows, side, now, to, (), most, 0, (), 1)
    yield told
    clock = Clock(seconds)
    pattern = question.pattern if side is None else without_bounds(side.values)
    space = space_of(asked, changing, pattern, named)
    search = Search(
        _in_time(asked, clock), space, question, side, to, now, most_runs or None, _affordable, clock=clock
    )
    if now != to:
        for more in _listed(told, search, Listing(search, _in_time(space.asked, clock))):
            told = more
            yield told
    clock.stop()
    yield replace(
        told,
        covered=search.covered,
        space=search.space.described(),
        runs=len(search.verdicts),
        cut=tuple(sorted(space.cut)),
        limit=search.limit,
        seconds=seconds if search.out_of_time else None,
        unchecked=search.unchecked,
    )


def _listed(told: Needs, search: Search, listing: Listing) -> Iterator[Needs]:
    """What is known once each set more is listed, stage by stage."""
    seen: set[Plan] = set()
    for _ in search.stages(told.most):
        waiting = search.in_order(seen)
        seen |= set(waiting)
        search.clock.turn_to("checking")
        try:
            while waiting:
                flip = listing.flip(waiting[0])
                for each in (flip, flip and listing.beyond(flip)):
                    if each is not None:
                        told = replace(told, flips=(*told.flips, each))
                        yield told
                waiting = waiting[1:]
        except OutOfTime:
            search.stopped(waiting)
            return
        search.clock.turn_to("searching")
        told = replace(told, covered=search.covered)
        yield told


def _in_time(asked: Asked, clock: Clock) -> Asked:
    return replace(asked, court=asked.court.stopping(clock.demand_time))


def _affordable(space: Space) -> int:
    return min(MOST_RUNS, max(LEAST_RUNS, MOST_WORK // (len(space.program.clauses) + 1)))


def wanted(matter: Matter, question: Question, to: str) -> tuple[str, Side | None]:
    """What is looked for, as it was written: a verdict, or a value such as `N = 12`. Raises Rejected."""
    if not to or to in HEADLINES:
        return to, None
    given = _given(to)
    names = set(question.names.values())
    if given is None or given.keys() != names:
        raise Rejected((_not_wanted(to, question, given),))
    from decisis.casework.typed import question_typed

    terms = (given[question.names[i]] if v is None else written(v) for i, v in enumerate(question.pattern))
    literal = f"{'not ' if question.negated else ''}{question.relation}({', '.join(terms)})"
    pattern = tuple(v for v in question_typed(literal, matter).pattern if v is not None)
    if len(pattern) < len(question.pattern):
        raise Rejected((_not_wanted(to, question, given),))
    return "proved", Side(
        naming.denied(question.relation) if question.negated else question.relation, pattern
    )


def _given(to: str) -> dict[str, str] | None:
    """The value of each variable in `N = 12, M = $1,500`; None if it says something else."""
    pairs = [part.partition("=") for part in re.split(r",\s*(?=[A-Z]\w*\s*=)", to)]
    given = {name.strip(): value.strip() for name, _, value in pairs}
    return given if all(given.values()) and len(given) == len(pairs) else None


def _not_wanted(to: str, question: Question, given: dict[str, str] | None) -> Diagnostic:
    names = list(question.names.values())
    values = ", ".join(f"{name} = {(given or {}).get(name, '…')}" for name in names)
    if given and names and given.keys() < set(names):
        left = " and ".join(f"`{name}`" for name in names if name not in given)
        message = f"`{to}` does not say what {left} {'is' if len(given) == len(names) - 1 else 'are'} to be"
        return Diagnostic("E0507", message, help=f"write `{values}`")
    help = f"say a verdict ({', '.join(HEADLINES)})"
    return Diagnostic(
        "E0507",
        f"`{to}` is nothing that the answer can be",
        help=help + (f", or a value such as `{values}`" if names else ""),
    )

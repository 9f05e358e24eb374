"""Forged answers over a law of a few rules, each with one thing wrong that a single check can see.

The law: ``p`` and ``not p`` as the record says, ``q`` and ``w`` as the question that a holding leaves open is
answered, ``late`` if something was filed after a day, ``g`` if the court grants all. The record: an
unresolved dispute about ``p``, a filing of an imprecise day, an allegation of ``r``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from decisis.calendar import Calendar, CountingRule
from decisis.certificate.ledger import Certificate
from decisis.engine import engine
from decisis.forms import canonical
from decisis.rules import ir
from decisis.rules.stratify import stratify
from decisis.values import Bounds, Value
from decisis_check.records import Run
from decisis_check.verdicts import plain_verdict
from tests.certificate.forging import SETTING, Record, Records, copied, sealed
from tests.engine.lowered_text import page

DAY = date(2004, 2, 17)
LAW = page(
    """
    p(X) :- 'recorded p'(X).
    'not p'(X) :- 'recorded not p'(X).
    'possibly p'(X) :- 'in question p'(X).
    'possibly p'(X) :- 'recorded p'(X).
    r(X) :- 'recorded r'(X).
    q(X) :- thing(X), 'settled for holding.question'().
    'possibly q'(X) :- thing(X), 'left open holding.question'().
    late(X) :- 'recorded filed'(X, D), D > 2004-02-17.
    'possibly late'(X) :- 'recorded filed'(X, D), D >? 2004-02-17.
    'possibly w'(X) :- thing(X), 'left open holding.question'().
    w(X) :- thing(X), 'settled against holding.question'().
    g(X) :- thing(X), 'all granted'().
    'more days than any day goes through (1)'() :- 'recorded long'(X).
    'any time: more days than any day goes through (1)'(X) :- thing(X),
        'more days than any day goes through (1)'().
    p(X) :- 'prevailing x'(X).
    """
)
INFO = {n: ir.RelationInfo(n, ("x",), ("T",)) for n in ("p", "q", "r", "w", "late", "g")}
Facts = dict[str, set[tuple[Value, ...]]]
Change = Callable[[Facts], None]


class Small:
    """A certificate to which models of the law over changed facts are added as they are asked for."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.x = f"thing {random.randrange(10**6)}"
        first = DAY + timedelta(days=random.randrange(-6, 1))
        self.filed = Bounds(first, first + timedelta(days=random.randrange(8, 12)), tag="filed")
        self._law, self._elsewhere = (
            stratify(ir.Program(LAW.program.clauses, calendar, relations=INFO))
            for calendar in (Calendar(), Calendar({"rule": CountingRule("rule", "", "", ())}))
        )
        self._certificate = Certificate()

    def run(
        self,
        *changes: Change,
        court: str = SETTING[0],
        elsewhere: bool = False,
        takes: list[Any] | None = None,
    ) -> int:
        row: tuple[Value, ...] = (self.x,)
        facts: Facts = {
            "thing": {row},
            "issue unresolved": {("d",)},
            "in question p": {row},
            "in question not p": {row},
            "side 1 of d: p": {row},
            "side 2 of d: not p": {row},
            "left open holding.question": {()},
            "recorded filed": {(self.x, self.filed)},
            "alleged r": {row},
        }
        for change in changes:
            change(facts)
        held = {name: frozenset(rows) for name, rows in facts.items() if rows}
        law = self._elsewhere if elsewhere else self._law
        model = engine("seminaive").evaluate(law, held)
        return self._certificate.run([court, *SETTING[1:]], law, held, model, takes)

    def finding(self, literal: str, verdict: str, run: int, **more: Any) -> Record:
        said = [literal, self.x]
        return {"literal": said, "run": run, "verdict": verdict, "cases": None, "granted": None} | more

    def answer(self, finding: Record, **more: Any) -> Record:
        row = {"finding": finding, "open": None, "together": None, "arguendo": None} | more
        return {
            "answer": 0,
            "matter": "small",
            "court": SETTING[0],
            "as_of": SETTING[1],
            "question": "asked",
            "asks": finding["literal"],
            "verdict": finding["verdict"].removesuffix(" by cases"),
            "run": finding["run"],
            "granted": None,
            "rows": [row],
            "dropped": [],
        }

    def verdict(self, literal: str, run: int) -> str:
        taken: Run = self._certificate.checker.kinds["run"][run]
        return plain_verdict(taken, (literal, (self.x,)))

    def records(self, answer: Record) -> Records:
        return copied([*self._certificate.records, answer])

    @property
    def dispute(self) -> list[Any]:
        return ["dispute", "d", ["p", self.x], ["not p", self.x]]

    # --- changes of the facts -----------------------------------------------------------------------------

    def resolved(self, side: str) -> Change:
        def change(facts: Facts) -> None:
            facts["issue unresolved"], facts["in question p"], facts["in question not p"] = (
                set(),
                set(),
                set(),
            )
            facts.setdefault(f"recorded {side}", set()).add((self.x,))

        return change

    def settled(self, way: str, *, keep: bool = False) -> Change:
        def change(facts: Facts) -> None:
            facts["left open holding.question"] = {()} if keep else set()
            facts[f"settled {way} holding.question"] = {()}

        return change

    def exactly(self, day: date) -> Change:
        return lambda facts: facts.update({"recorded filed": {(self.x, day)}})

    def believed(self) -> Change:
        return lambda facts: facts.update({"alleged r": set(), "recorded r": {(self.x,)}})

    def granted(self) -> Change:
        return lambda facts: facts.update({"all granted": {()}})

    def also(self, relation: str) -> Change:
        return lambda facts: facts.update({relation: {(self.x,)}})


Made = Callable[[Small], Records]


# --- what the law and the record do bear out ---------------------------------------------------------------


def undetermined(s: Small) -> Records:
    return s.records(s.answer(s.finding("p", "undetermined", s.run(), granted=s.run(s.granted()))))


def discretionary(s: Small) -> Records:
    return s.records(s.answer(s.finding("g", "discretionary", s.run(), granted=s.run(s.granted()))))


def whichever_day(s: Small) -> Records:
    first, last = s.filed.low, s.filed.high
    assert isinstance(first, date) and isinstance(last, date)
    s.filed = Bounds(DAY, DAY + timedelta(days=9), tag="filed")
    days = [DAY + timedelta(days=n) for n in range(10)]
    return _turning(s, "late", _value(s, days), [s.exactly(day) for day in days])


def turning_on_the_dispute(s: Small) -> Records:
    return _turning(s, "p", s.dispute, [s.resolved("p"), s.resolved("not p")])


def turning_on_the_question(s: Small) -> Records:
    return _turning(s, "q", QUESTION, [s.settled("for"), s.settled("against")])


TRUE: tuple[Made, ...] = (
    *(undetermined, discretionary, whichever_day, turning_on_the_dispute, turning_on_the_question),
)


# --- what they do not: each has one thing wrong, which is in its name ---------------------------------------


def granted_in_another_court(s: Small) -> Records:
    granted = s.run(s.granted(), court="another court")
    return s.records(s.answer(s.finding("g", "discretionary", s.run(), granted=granted)))


def granted_by_another_calendar(s: Small) -> Records:
    granted = s.run(s.granted(), elsewhere=True)
    return s.records(s.answer(s.finding("g", "discretionary", s.run(), granted=granted)))


def granted_and_more(s: Small) -> Records:
    granted = s.run(s.granted(), s.also("recorded p"))
    return s.records(s.answer(s.finding("p", "discretionary", s.run(), granted=granted)))


ALL: list[Any] = [["p", "not p", "r", "filed"], ["x"], [["recorded filed", 1]]]


def granted_in_a_program_about_something_else(s: Small) -> Records:
    runs = s.run(takes=["g", *ALL]), s.run(s.granted(), takes=["p", *ALL])
    return s.records(s.answer(s.finding("g", "discretionary", runs[0], granted=runs[1])))


def by_a_program_about_something_else(s: Small) -> Records:
    run = s.run(s.resolved("p"), takes=["q", *ALL])
    return s.records(s.answer(s.finding("p", "proved", run)))


def facts_that_the_program_does_not_take(s: Small) -> Records:
    return _made_for(s, ["p", ["filed"], *ALL[1:]])


def imprecise_where_the_program_is_exact(s: Small) -> Records:
    return _made_for(s, ["p", *ALL[:2], []])


def _made_for(s: Small, takes: list[Any]) -> Records:
    """An answer by a program that is said to be made for other facts."""
    records = s.records(s.answer(s.finding("p", "proved", s.run(s.resolved("p"), takes=["p", *ALL]))))
    for record in records:
        if next(iter(record)) == "program":
            record["takes"] = takes
    return sealed(records)


def more_days_than_are_gone_through(s: Small) -> Records:
    """By a program of which no rule speaks of the others."""
    run = s.run(s.resolved("p"), s.also("recorded long"))
    records = s.records(s.answer(s.finding("p", "proved", run)))
    return sealed(json.loads(json.dumps(records).replace("any time: ", "any times: ")))


def one_case_for_both(s: Small) -> Records:
    return _by_cases(s, "p", s.dispute, [s.run(s.resolved("p"))])


def both_sides_alike(s: Small) -> Records:
    run = s.run(s.resolved("p"), s.also("in question not p"))
    return _by_cases(s, "p", ["dispute", "d", ["p", s.x], ["p", s.x]], [run, run])


def believed_by_cases(s: Small) -> Records:
    return _by_cases(s, "r", ["allegation", ["r", s.x]], [s.run(s.believed())])


def days_left_out(s: Small) -> Records:
    last = s.filed.high
    assert isinstance(last, date)
    days = [DAY + timedelta(days=n) for n in range(1, (last - DAY).days + 1)]
    return _by_cases(s, "late", _value(s, days), [s.run(s.exactly(day)) for day in days])


def the_other_way_left_out(s: Small) -> Records:
    return _turning(s, "w", QUESTION, [s.settled("for")])


def of_something_else(s: Small) -> Records:
    """Whether `q` turns on the question is judged by `r`, which does not."""
    return _turning(s, "q", QUESTION, [s.settled("for"), s.settled("against")], about="r")


def open_though_resolved(s: Small) -> Records:
    both = s.run(s.resolved("p"), s.also("recorded not p"))
    found = s.finding("p", "conflicted", both)
    together = {"things": [s.dispute], "ways": [1], "finding": found}
    return s.records(s.answer(s.finding("p", "proved", s.run(s.resolved("p"))), together=together))


def otherwise_if_assumed(s: Small) -> Records:
    found = s.finding("p", "proved", s.run(s.also("prevailing x")))
    row = s.finding("p", "undetermined", s.run(), granted=s.run(s.granted()))
    return s.records(s.answer(row, arguendo={"assumed": [["x", s.x]], "finding": found}))


FALSE: tuple[Made, ...] = (
    *(granted_in_another_court, granted_by_another_calendar, granted_and_more, one_case_for_both),
    *(both_sides_alike, believed_by_cases, days_left_out, the_other_way_left_out, of_something_else),
    *(open_though_resolved, otherwise_if_assumed, granted_in_a_program_about_something_else),
    *(by_a_program_about_something_else, facts_that_the_program_does_not_take),
    *(imprecise_where_the_program_is_exact, more_days_than_are_gone_through),
)

QUESTION = ["question", "holding.question"]


def _value(s: Small, days: list[date]) -> list[Any]:
    return ["value", canonical(s.filed), [canonical(day) for day in days]]


def _by_cases(s: Small, literal: str, thing: Any, runs: list[int]) -> Records:
    cases = {"things": [thing], "runs": runs}
    return s.records(s.answer(s.finding(literal, "proved by cases", s.run(), cases=cases)))


def _turning(s: Small, literal: str, thing: Any, ways: list[Change], about: str = "") -> Records:
    """The verdict on a literal, however something falls; nothing else that is open has to do with it."""
    base, granted = s.run(), s.run(s.granted())
    everything = [
        (s.dispute, [s.resolved("p"), s.resolved("not p")]),
        (QUESTION, [s.settled("for"), s.settled("against")]),
        (["allegation", ["r", s.x]], [s.believed()]),
    ]
    open_ = []
    for each, falls in [(thing, ways), *((e, f) for e, f in everything if e[:2] != thing[:2])]:
        runs = [s.run(fall) for fall in falls]
        said = about if about and each is thing else literal
        findings = [s.finding(said, s.verdict(said, run), run) for run in runs]
        changes = any(finding["verdict"] != "undetermined" for finding in findings)
        open_.append({"thing": each, "findings": findings, "changes": changes})
    return s.records(s.answer(s.finding(literal, "undetermined", base, granted=granted), open=open_))

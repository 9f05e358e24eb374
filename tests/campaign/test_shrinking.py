"""What fails becomes small, and a page that fails in the same way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from decisis.engine import engine
from decisis.rules.ir import Negation
from decisis.rules.stratify import stratify
from tests.campaign.hunting import SEMANTICS, Finding, Trial
from tests.campaign.shrinking import fails_like, keep, shrunk
from tests.engine.generated import Case, case
from tests.engine.lowered_text import page, pages


def _without_negation(each: Case) -> Case:
    clauses = [
        replace(clause, body=tuple(literal for literal in clause.body if not isinstance(literal, Negation)))
        for clause in each.program.clauses
    ]
    return replace(each, program=replace(each.program, clauses=tuple(clauses)))


def _negation_matters(each: Case) -> bool:
    """What an engine that cannot negate would find is what there is to find."""
    models = [
        engine().evaluate(stratify(made.program), made.facts) for made in (each, _without_negation(each))
    ]
    return models[0] == models[1]


NO_NEGATION = Trial("an engine without negation", _negation_matters)


def test_a_disagreement_becomes_a_few_rules_and_facts(tmp_path: Path) -> None:
    for seed in range(6):
        each = case(Random(seed))
        if not _negation_matters(each):
            small = shrunk(each, fails_like(NO_NEGATION, ""))
            assert not _negation_matters(small)
            assert len(small.program.clauses) <= 6
            assert sum(map(len, small.facts.values())) <= 6
            file = keep(each, NO_NEGATION, Finding(NO_NEGATION.name, seed), tmp_path)
            (kept,) = pages(file)
            assert not _negation_matters(Case(kept.program, kept.facts))
            model = engine("naive").evaluate(stratify(kept.program), kept.facts)
            assert kept.expected
            assert {name: model.tuples(name) for name in kept.expected} == kept.expected


def test_nothing_that_is_lowered_from_provisions_is_left_out_alone() -> None:
    """Without a clause of theirs, priorities would fail for another reason."""
    each = next(made for seed in range(100) if (made := case(Random(seed))).opposed)
    contested = Trial("something is contested", lambda made: not made.opposed)
    small = shrunk(each, fails_like(contested, ""))
    assert small.opposed
    assert SEMANTICS.holds(small)


def test_a_crash_stays_the_same_crash() -> None:
    def crashes(each: Case) -> bool:
        if each.program.clauses:
            raise KeyError("something")
        raise ValueError("something else")

    small = shrunk(case(Random(1)), fails_like(Trial("a crash", crashes), "KeyError: 'something'"))
    assert len(small.program.clauses) == 1
    assert not small.facts


def test_a_page_names_the_calendar_that_it_counts_with() -> None:
    read = page('% calendar 17\np(E) :- d(D), E is after(3d, D, "court_days"). d(2004-02-27).')
    assert read.program.calendar.rules

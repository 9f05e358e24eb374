"""From a case that fails to the few rules and facts that make it fail, written down with past mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from decisis.engine import engine
from decisis.rules.ir import Clause
from decisis.rules.plan import unsafe_variables
from decisis.rules.stratify import NegativeCycle, stratify
from tests.campaign.hunting import JUDGE, Finding, Trial, outcome
from tests.campaign.rewriting import given
from tests.engine.generated import Case
from tests.engine.lowered_text import expected_text, text_of

MUSEUM = Path(__file__).parents[1] / "museum"
Fails = Callable[[Case], bool]
Item = TypeVar("Item")


def fails_like(trial: Trial, first: str) -> Fails:
    """Whether a case still fails as it did at first: by what it finds, or by the same kind of crash."""
    kind = first.partition(":")[0]

    def fails(case: Case) -> bool:
        try:
            stratify(case.program)
        except NegativeCycle:
            return False
        found = outcome(trial, case)
        return found.fails and found.says.partition(":")[0] == kind

    return fails


def shrunk(case: Case, fails: Fails) -> Case:
    """A case that still fails and of which nothing can be left out: no clause, literal, provision or fact."""
    without = replace(case, opposed=())
    if case.opposed and fails(without):
        case = without
    while True:
        smaller = _facts(_literals(_clauses(case, fails), fails), fails)
        if smaller == case:
            return case
        case = smaller


def _clauses(case: Case, fails: Fails) -> Case:
    """Relations with provisions for and against them go as a whole, with the clauses lowered from them."""
    for opposed in case.opposed:
        lowered = opposed.clauses()
        left = tuple(clause for clause in case.program.clauses if clause not in lowered)
        fewer = Case(
            replace(case.program, clauses=left),
            case.facts,
            tuple(each for each in case.opposed if each is not opposed),
        )
        if fails(fewer):
            case = fewer
    fixed = [clause for opposed in case.opposed for clause in opposed.clauses()]
    drawn = [clause for clause in case.program.clauses if clause not in fixed]

    def with_these(clauses: Sequence[Clause]) -> Case:
        return replace(case, program=replace(case.program, clauses=(*clauses, *fixed)))

    kept = _fewest(drawn, lambda clauses: fails(with_these(clauses)))
    return with_these(kept) if len(kept) < len(drawn) else case


def _literals(case: Case, fails: Fails) -> Case:
    fixed = [clause for opposed in case.opposed for clause in opposed.clauses()]
    for place, clause in enumerate(case.program.clauses):
        if clause in fixed:
            continue
        for index in reversed(range(len(clause.body))):
            now = case.program.clauses[place]
            fewer = replace(now, body=now.body[:index] + now.body[index + 1 :])
            clauses = list(case.program.clauses)
            clauses[place] = fewer
            smaller = replace(case, program=replace(case.program, clauses=tuple(clauses)))
            if not unsafe_variables(fewer) and fails(smaller):
                case = smaller
    return case


def _facts(case: Case, fails: Fails) -> Case:
    """Tables become facts, if they can; then as few facts as can be."""
    if case.program.tables:
        as_facts = Case(replace(case.program, tables={}), given(case), case.opposed)
        case = as_facts if fails(as_facts) else case
    rows = [(name, row) for name in sorted(case.facts) for row in sorted(case.facts[name], key=repr)]

    def with_these(kept: Sequence[tuple[str, tuple[object, ...]]]) -> Case:
        facts = {name: frozenset(row for other, row in kept if other == name) for name, _ in kept}
        return Case(case.program, facts, case.opposed)  # type: ignore[arg-type]

    kept = _fewest(rows, lambda some: fails(with_these(some)))
    return with_these(kept) if len(kept) < len(rows) else case


def _fewest(items: Sequence[Item], enough: Callable[[Sequence[Item]], bool]) -> Sequence[Item]:
    """Items of which none can be left out, found by leaving out halves, quarters, …, single ones."""
    size = max(len(items) // 2, 1)
    while True:
        for start in range(0, len(items), size):
            fewer = [*items[:start], *items[start + size :]]
            if len(fewer) < len(items) and enough(fewer):
                items = fewer
                break
        else:
            if size == 1:
                return items
            size //= 2


# --- written down ---------------------------------------------------------------------------------


def page_of(case: Case, finding: Finding) -> str:
    """The page of a case, with what the judge says of the relations that its rules conclude."""
    program = stratify(case.program)
    model = engine(JUDGE).evaluate(program, case.facts)
    says = f": {finding.says}" if finding.says else ""
    lines = [
        f"% Found by the campaign: {finding.trial}, seed {finding.seed}{says}",
        "% What is expected is what the judge says: read it, and correct it if the judge is wrong.",
        f"== {finding.trial}, seed {finding.seed}",
        text_of(case.program, case.facts).strip(),
        *_expected(case, model.relations),
    ]
    return "\n".join(lines) + "\n"


def _expected(case: Case, relations: object) -> Iterator[str]:
    assert hasattr(relations, "get")
    for name in sorted({clause.head.relation for clause in case.program.clauses}):
        text = expected_text(name, relations.get(name, frozenset()))
        if re.fullmatch(r"% expect [^:]*: (none|(\([^()]*\) ?)+)", text):  # no names of what was worked out
            yield text


def keep(case: Case, trial: Trial, finding: Finding, museum: Path = MUSEUM) -> Path:
    """Shrinks a case that fails, and writes its page."""
    small = shrunk(case, fails_like(trial, finding.says))
    name = re.sub(r"\W+", "_", f"{finding.trial} {finding.seed}").strip("_").lower()
    museum.mkdir(parents=True, exist_ok=True)
    file = museum / f"{name}.dl"
    file.write_text(page_of(small, finding), "utf-8")
    return file

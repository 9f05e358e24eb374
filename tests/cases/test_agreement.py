"""Engines that share no machinery find the same model of every case, and pruning a program loses nothing.

Every case file, and every variant in it. What is compared is the whole model, lowered relations and all,
not only the answers to the questions that a case happens to ask.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from decisis.casework.asking import Court, Run
from decisis.casework.matter import Matter, Variant
from decisis.engine import engine
from decisis.pipeline import Loader, logic_root
from decisis.rules import ir
from decisis.rules.relevance import reachable_relations

ROOT = Path(__file__).parents[2]
CASES = sorted([*(ROOT / "cases").rglob("*.case"), *(ROOT / "tests" / "litmus").glob("*.case")])
LOADER = Loader(logic_root())


@cache
def matter_of(case: Path) -> Matter:
    return LOADER.matter(str(case))


@cache
def court_of(case: Path, name: str) -> Court:
    return matter_of(case).court(engine(name))


def whole(case: Path, variant: Variant, name: str = "seminaive") -> Run:
    """A run of everything that the law says about a variant."""
    return court_of(case, name).run(variant.setting, variant.record)


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_the_default_engine_agrees_with_the_judge(case: Path) -> None:
    for variant in matter_of(case).variants.values():
        assert whole(case, variant).model == whole(case, variant, "naive").model, variant.name


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_what_is_pruned_cannot_matter(case: Path) -> None:
    """Asked for one relation, a run holds the same tuples of all that the relation can depend on."""
    matter = matter_of(case)
    for variant in matter.variants.values():
        everything = whole(case, variant)
        for relation in sorted({q.relation for q in matter.questions.values()}):
            pruned = court_of(case, "seminaive").run(variant.setting, variant.record, relation)
            said = reachable_relations(everything.lowered.program, relation) | {
                name(r)
                for r in (relation, ir.denied(relation))
                for name in (str, ir.possibly, ir.supported, ir.standing)
            }
            for name in sorted(said):
                assert pruned.model.tuples(name) == everything.model.tuples(name), (
                    variant.name,
                    relation,
                    name,
                )


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_pruning_takes_something_away(case: Path) -> None:
    """Or the test above would compare a program with itself."""
    matter = matter_of(case)
    variant = matter.variants[matter.name]
    size = len(whole(case, variant).lowered.program.clauses)
    pruned = {
        len(
            court_of(case, "seminaive")
            .run(variant.setting, variant.record, q.relation)
            .lowered.program.clauses
        )
        for q in matter.questions.values()
    }
    assert max(pruned) <= size
    if "cases" in case.relative_to(ROOT).parts:
        assert min(pruned) < size

"""Engines that share no machinery find the same model of every case, and pruning a program loses nothing.

Every variant of every litmus program, and every decided case; with DECISIS_THOROUGH=1 every variant of
every case, as whole programs. What is compared is the whole model, lowered relations and all,
not only the answers to the questions that a case happens to ask.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from decisis.casework.asking import Court
from decisis.casework.matter import Matter, Variant
from decisis.engine import engine
from decisis.pipeline import Loader, logic_root
from decisis.rules.relevance import reachable_relations

ROOT = Path(__file__).parents[2]
CASES = sorted([*(ROOT / "cases").rglob("*.case"), *(ROOT / "tests" / "litmus").glob("*.case")])
THOROUGH = "DECISIS_THOROUGH" in os.environ
LOADER = Loader(logic_root())


@cache
def matter_of(case: Path) -> Matter:
    return LOADER.matter(str(case))


@cache
def court_of(case: Path, name: str) -> Court:
    return matter_of(case).court(engine(name))


def variants_of(case: Path) -> list[Variant]:
    """Every variant of a litmus program; of a decided case the matter itself, or all if there is time."""
    found = matter_of(case).variants
    return list(found.values()) if THOROUGH or case.parent.name == "litmus" else [*found.values()][:1]


def relations_of(case: Path) -> list[str]:
    """The relations that are asked about; of a decided case the first few, or all if there is time."""
    found = list(dict.fromkeys(q.relation for q in matter_of(case).questions.values()))
    return found if THOROUGH or case.parent.name == "litmus" else found[:3]


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_the_default_engine_agrees_with_the_judge(case: Path) -> None:
    """Of whole programs; of a decided case, where the judge is slow, what its first question needs."""
    relation = "" if THOROUGH or case.parent.name == "litmus" else relations_of(case)[0]
    for variant in variants_of(case):
        default, judge = (
            court_of(case, name).run(variant.setting, variant.record, relation).model
            for name in ("seminaive", "naive")
        )
        assert default.relations
        assert default == judge, variant.name


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_what_is_pruned_cannot_matter(case: Path) -> None:
    """Asked for one relation, a run holds the same tuples of all that the relation can depend on."""
    for variant in variants_of(case):
        everything = court_of(case, "seminaive").run(variant.setting, variant.record)
        for relation in relations_of(case):
            pruned = court_of(case, "seminaive").run(variant.setting, variant.record, relation)
            for name in sorted(reachable_relations(everything.lowered.program, relation)):
                same = pruned.model.tuples(name) == everything.model.tuples(name)
                assert same, f"{variant.name}: {name}, for {relation}"
            if case.parent.name != "litmus":
                assert len(pruned.lowered.program.clauses) < len(everything.lowered.program.clauses)

"""Only what bears on a question is lowered for it, and that comes to the same program as all of the law.

Every question of every small page, and two questions of some shipped cases (of all, with DECISIS_THOROUGH=1).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.matter import Matter
from decisis.casework.programs import Programs
from decisis.dataclass import replace
from decisis.engine import engine
from decisis.pipeline import Loader, logic_root
from tests.shipped import CASES, matter_of
from tests.thorough import some

TESTS = Path(__file__).parents[1]
PAGES = sorted(page for folder in ("litmus", "museum") for page in (TESTS / folder).glob("*.case"))


def assert_same_programs(matter: Matter, asked: int) -> None:
    court = matter.court(engine())
    whole = replace(court, programs=Programs(lambda: matter.library, by_question=False))
    for question in some(tuple(matter.questions.values()), asked):
        found, other = (c.law(matter.setting, matter.record, question.relation) for c in (court, whole))
        assert found.digests == other.digests
        assert found.strata == other.strata
        speaking = {clause.origin.provision for clause in found.clauses}
        infos = [{n: p.program.provisions.get(n) for n in speaking} for p in (found, other)]
        assert infos[0] == infos[1]
        beats = [{b: why for b, why in p.program.beats.items() if speaking >= {*b}} for p in (found, other)]
        assert beats[0] == beats[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_of_a_page(page: Path) -> None:
    assert_same_programs(Loader(logic_root()).matter(str(page)), 100)


@pytest.mark.parametrize("case", some(CASES, 3), ids=lambda p: p.stem)
def test_of_a_case(case: Path) -> None:
    assert_same_programs(matter_of(case), 2)

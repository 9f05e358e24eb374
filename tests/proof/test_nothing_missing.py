"""Every fact and every provision that a ground rests on is a step of its proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from decisis.casework.answer import ask
from decisis.casework.grounds import Ground_, steps
from decisis.casework.inquiry import Inquiry, asked_of
from decisis.pipeline import load_matter, logic_root
from decisis.proof.wording import source_text

ROOT = Path(__file__).parents[2]
PAGES = (
    *sorted(ROOT.glob("tests/litmus/*.case")),
    *sorted(ROOT.glob("tests/museum/*.case")),
    ROOT / "tests/doctrine/cases/gates_of_modification.case",
    ROOT / "cases/ca10/c_d.case",
)


def grounds(page: Path) -> Iterator[Ground_]:
    matter = load_matter(str(page), logic_root())
    asked = asked_of(matter, Inquiry())
    for question in matter.questions.values():
        for row in ask(asked, question):
            if row.established is not None:
                yield from row.grounds


def missing(found: Ground_) -> set[str]:
    shown = [step for step in steps(found.proof) if step.kind in ("given", "derived")]
    parts = {p if isinstance(p, str) else source_text(p.relation, p.values) for p in found.support}
    return parts - {step.provision for step in shown} - {step.literal for step in shown}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_ground_rests_on_is_shown(page: Path) -> None:
    for found in grounds(page):
        assert missing(found) == set()

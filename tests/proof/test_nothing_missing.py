"""Every fact and every provision that a ground rests on is a step of its proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from decisis.casework.answer import ask
from decisis.casework.grounds import Ground_, steps
from decisis.casework.inquiry import Inquiry, asked_of
from decisis.proof.wording import source_text
from tests.shipped import LOADER, PAGES, page_of

ROOT = Path(__file__).parents[2]
SHIPPED = (
    ROOT / "tests/doctrine/cases/gates_of_modification.case",
    ROOT / "cases/ca10/c_d.case",
)


def grounds(page: Path) -> Iterator[tuple[str, Ground_]]:
    matter = page_of(page) if page in PAGES else LOADER.matter(str(page))
    asked = asked_of(matter, Inquiry())
    for name, question in matter.questions.items():
        for row in ask(asked, question):
            if row.established is not None:
                yield from ((name, found) for found in row.grounds)


def parts(found: Ground_) -> set[str]:
    return {p if isinstance(p, str) else source_text(p.relation, p.values) for p in found.support}


def missing(found: Ground_) -> set[str]:
    shown = [step for step in steps(found.proof) if step.kind in ("given", "derived")]
    return parts(found) - {step.provision for step in shown} - {step.literal for step in shown}


@pytest.mark.parametrize("page", [*PAGES, *SHIPPED], ids=lambda page: page.stem)
def test_what_a_ground_rests_on_is_shown(page: Path) -> None:
    for _, found in grounds(page):
        assert missing(found) == set()


def test_what_stands_before_a_for_every_keeps_nothing_out() -> None:
    """A case that is otherwise keeps its `for every` from being so, whatever else its provision asks."""
    (found,) = (
        g for name, g in grounds(ROOT / "tests/museum/definition_that_counts.case") if name == "other_clean"
    )
    assert parts(found) == {"visited(second, other)", "not passed(second)", "clean_shop"}

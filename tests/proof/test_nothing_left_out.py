"""Nothing that a ground rests on is left out of its proof: each provision is a step, or is what prevails.

That it failed somewhere else shows no use of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import decisis
from decisis.diagnostics import Rejected
from decisis.render.shared import below
from tests.thorough import some

TESTS = Path(__file__).parents[1]
PAGES = [*sorted((TESTS / "litmus").glob("*.case")), *sorted((TESTS / "museum").glob("*.case"))]


@pytest.mark.parametrize("page", some(PAGES, 70), ids=lambda page: page.stem)
def test_every_provision_of_a_ground_is_shown(page: Path) -> None:
    try:
        matter = decisis.load_doctrine().matter(page)
    except Rejected:
        return
    for name in matter.questions:
        for row in matter.ask(name).found.rows:
            for ground in row.grounds:
                shown = list(below((ground.proof,)))
                said = {step.provision for step in shown if step.kind != "absent"}
                prevailing = {step.source for step in shown if step.kind == "considered"}
                assert not ground.provisions - said - prevailing, name

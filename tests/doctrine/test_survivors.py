"""The library under mutation: what no case notices is explained in `survivors.txt`.

By default a third of the mutants of the courts; with DECISIS_THOROUGH=1 all of them, and those of the offense
level and the guideline range. Of the whole law: `decisis mutate --accepted tests/doctrine/survivors.txt`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from decisis.testing.accepted import read_accepted, spelled_out, unheard_of
from decisis.testing.mutation.campaign import REFUSED, SURVIVED, Campaign, Doctrine, Fate
from decisis.testing.mutation.mutant import KINDS
from decisis.testing.mutation.mutants import mutants, selected
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[2]
ACCEPTED = read_accepted(str(Path(__file__).parent / "survivors.txt"))
TWO_RULES = "mader: not `overrules kilmartin`"  # the Eighth Circuit would have two rules at once
LEVELS = ("level.law", "range.law")


@pytest.mark.skipif(not THOROUGH, reason="with DECISIS_THOROUGH=1")
def test_no_case_misses_a_mistake_in_the_level_or_the_range() -> None:
    fates = gone_through(
        lambda file: file.endswith(LEVELS) and "/sentencing/" in file, "ca3/levels.case", "ca9/level_17.case"
    )
    assert len(fates) > 100


def test_no_case_misses_a_mistake_in_what_courts_say_of_their_opinions() -> None:
    fates = gone_through(
        lambda file: "/logic/courts/" in file, "ca8/panels.case", "ca6/panels_elsewhere.case"
    )
    assert len(fates) > (80 if THOROUGH else 27)
    refused = {f.mutant.identity for f in fates if f.status == REFUSED}
    assert TWO_RULES in refused


def gone_through(files: Callable[[str], bool], *cases: str) -> tuple[Fate, ...]:
    """What became of the mutants of some files; what survives is what is explained."""
    doctrine = Doctrine(None, tuple(str(ROOT / "cases" / case) for case in cases))
    library = doctrine.loader().doctrine().library
    every = mutants(library)
    accepted = spelled_out(ACCEPTED, (m.identity for m in every))
    assert not unheard_of(accepted, (m.identity for m in every))
    chosen = selected(every, KINDS, files=files)
    if not THOROUGH:
        chosen = tuple(m for n, m in enumerate(chosen) if n % 3 == 0 or m.identity == TWO_RULES)
    fates = Campaign(doctrine, chosen, library).run()
    survivors = {f.mutant.identity for f in fates if f.status == SURVIVED}
    assert survivors == {m.identity for m in chosen} & accepted.keys()
    return fates

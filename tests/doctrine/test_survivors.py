"""The library under mutation: what no case notices is explained in `survivors.txt`.

By default on the offense level and the guideline range, which takes seconds; all of it is
`decisis mutate --accepted tests/doctrine/survivors.txt`.
"""

from __future__ import annotations

from pathlib import Path

from decisis.testing.accepted import read_accepted, unheard_of
from decisis.testing.mutation.campaign import SURVIVED, Campaign, Doctrine
from decisis.testing.mutation.mutants import KINDS, mutants, selected

ROOT = Path(__file__).parents[2]
ACCEPTED = read_accepted(str(Path(__file__).parent / "survivors.txt"))
TRIED = ("level.law", "range.law")


def test_no_case_misses_a_mistake_in_the_level_or_the_range() -> None:
    doctrine = Doctrine(None, (str(ROOT / "cases" / "ca3" / "levels.case"),))
    library = doctrine.loader().doctrine().library
    every = mutants(library)
    assert not unheard_of(ACCEPTED, (m.identity for m in every))
    chosen = selected(every, KINDS, files=lambda name: name.endswith(TRIED) and "/sentencing/" in name)
    fates = Campaign(doctrine, chosen, library).run()
    survivors = {f.mutant.identity for f in fates if f.status == SURVIVED}
    assert len(fates) > 100
    assert survivors == {m.identity for m in chosen} & ACCEPTED.keys()

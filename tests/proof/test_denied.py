"""What would have made an answer otherwise, and is denied, is shown to be denied.

An answer says what nobody showed. State the contrary, and it is no longer said: the contrary takes its place
in the proof, as a fact with its source, or as a conclusion with its authority.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import decisis
from decisis.casework.grounds import steps
from decisis.casework.record import Fact
from decisis.casework.row import Row
from decisis.dataclass import replace
from decisis.diagnostics import Rejected
from decisis.proof.presumptions import Presumption
from decisis.proof.wording import literal_of, opposite_of, source_text
from tests.thorough import some

TESTS = Path(__file__).parents[1]
PAGES = some([*sorted((TESTS / "litmus").glob("*.case")), *sorted((TESTS / "museum").glob("*.case"))], 24)
DENIED = TESTS / "museum" / "exception_that_is_denied.case"


def shown(row: Row) -> set[str]:
    """What the steps of every ground say, as it would be written."""
    return {step.literal for ground in row.grounds for step in steps(ground.proof)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_contrary_of_what_is_presumed_is_shown_where_it_is_stated(page: Path) -> None:
    try:
        matter = decisis.load_doctrine().matter(page)
    except Rejected:
        return
    for name in matter.questions:
        for row in matter.ask(name).found.rows:
            assert not list(untold(row))


def untold(row: Row) -> Iterator[str]:
    """Facts that take the place of a presumption, and are not in the proof."""
    for presumed in row.presumes:
        if row.verdict in ("proved", "refuted") and None not in presumed.values:
            fact = contrary(presumed)
            with_it = replace(row.asked, record=row.asked.record.add(fact))
            after = Row(with_it, row.question, row.side)
            still = {p.literal for p in after.presumes}
            said = source_text(fact.relation, fact.values)
            is_proved = after.verdict == row.verdict and after.grounds
            if is_proved and presumed.literal not in still and said not in shown(after):
                yield said


def test_the_opinion_that_denies_an_exception_is_shown_with_what_it_keeps_out() -> None:
    matter = decisis.load_doctrine().matter(DENIED)
    said = " ".join(str(matter.ask("ann_barred").why()).split())
    assert "what befell Ann is nothing extraordinary Smith, 1 County Rep. at 2 (2015)" in said
    said = " ".join(str(matter.ask("ann_fined").why()).split())
    assert "Smith, 1 County Rep. at 2 (2015) so that Rules, r. 3, at (3) fails at (2)" in said


def contrary(presumed: Presumption) -> Fact:
    values = tuple(v for v in presumed.values if v is not None)
    relation = literal_of(presumed.literal.partition("(")[0])[0]
    negated = presumed.literal.startswith("not ")
    return Fact(relation if negated else opposite_of(relation), values, "found")

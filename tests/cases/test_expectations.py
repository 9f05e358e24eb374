"""Every expectation of every shipped case, and the properties of its law: what `decisis test cases/` runs.

That certifies every answer, and holds the properties against every variant of a case. This, unless thorough,
certifies the answers of some cases and makes every proof of these; of the others it asks some of the
expectations, evenly spread; and it holds the properties against a few variants.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.answer import ask
from decisis.casework.expectations import expected_asking
from decisis.casework.matter import Matter, Written
from decisis.dataclass import replace
from decisis.engine import engine
from decisis.testing.report import Report, report_in, summary_text
from tests.shipped import CASES, matter_of
from tests.thorough import some

CERTIFIED = frozenset(some(CASES, 12))
MOST_EXPECTATIONS = 16  # of a case that is not certified
MOST_VARIANTS = 2  # of a case: its own matter, and one from the middle


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_every_expectation_is_met(case: Path) -> None:
    matter = matter_of(case)
    court = matter.court(engine())
    variants = some(tuple(matter.variants.values()), MOST_VARIANTS)
    if case in CERTIFIED:
        report = report_in(court, str(case), matter, variants)
    else:
        report = report_in(court.searching(), str(case), with_some_expectations(matter), variants)
    assert report.results, "a case that expects nothing"
    failed = report.failed
    assert not failed, summary_text(Report((report,)))
    if case in CERTIFIED:
        for variant, expectation in matter.expectations:
            rows = ask(*expected_asking(matter, variant, expectation, court))
            assert all(ground.proof.text for row in rows for ground in row.grounds)


def with_some_expectations(matter: Matter) -> Matter:
    written = Written(matter.library, tuple(some(matter.expectations, MOST_EXPECTATIONS)))
    return replace(matter, read_written=lambda: written)

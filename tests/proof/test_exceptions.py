"""Which answers warn of an exception that is stated from memory, and which have no need to."""

from __future__ import annotations

import pytest

from decisis.casework.inquiry import Inquiry, answer
from decisis.pipeline import load_matter, logic_root

MATTER = load_matter("tests/museum/kept_out_by_law_from_memory.case", logic_root())
SAID = "what would make it otherwise, and does not apply, is stated from memory, not checked: Rules, r. 3, at"


@pytest.mark.parametrize(
    "question, warned",
    [
        ("struck", (f"{SAID} (1)",)),
        ("answered", (f"{SAID} (2)",)),
        ("costs", (f"{SAID} (3)",)),
        ("noted", ()),  # it is presumed that nobody showed it
        ("fee", ()),  # it is no exception
        ("filed", ()),  # it would give way
    ],
)
def test_an_exception_from_memory_is_warned_of_where_it_fails(question: str, warned: tuple[str, ...]) -> None:
    (row,) = answer(MATTER, question, Inquiry()).rows
    assert row.verdict == "proved"
    assert row.warnings == warned

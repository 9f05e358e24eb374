"""Mistakes made in copies of the engine: each can still be made, and a few are caught here; the campaign
catches all."""

from __future__ import annotations

import os

import pytest

from tests.campaign.catching import caught
from tests.campaign.implants import IMPLANTS, KINDS, ROOT, Implant

QUICK = (
    "indexes do not learn what is new",
    "the loser beats the winner",
)
CHOSEN = [each for each in IMPLANTS if os.environ.get("DECISIS_THOROUGH") or each.name in QUICK]


def _text(implant: Implant) -> str:
    return (ROOT / "src" / implant.file).read_text("utf-8")


@pytest.mark.parametrize("implant", IMPLANTS, ids=lambda each: each.name)
def test_the_mistake_can_still_be_made(implant: Implant) -> None:
    changed = implant.applied(_text(implant))
    assert changed != _text(implant)
    compile(changed, implant.file, "exec")


def test_there_are_enough_and_of_every_kind() -> None:
    assert len(IMPLANTS) >= 60
    assert len({each.name for each in IMPLANTS}) == len(IMPLANTS)
    assert {each.kind for each in IMPLANTS} == {int(kind.split()[0]) for kind in KINDS}


@pytest.mark.parametrize("implant", CHOSEN, ids=lambda each: each.name)
def test_the_mistake_is_caught(implant: Implant) -> None:
    found = caught(implant)
    assert found.by not in ("", "it crashes")

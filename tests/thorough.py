"""How much is tested: what a few minutes allow or, with DECISIS_THOROUGH=1 (`make thorough`), everything."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

THOROUGH = "DECISIS_THOROUGH" in os.environ


def some(whole: Sequence[T], number: int) -> Sequence[T]:
    """All of them, or else as many as `number`, evenly spread and always the same."""
    if THOROUGH or len(whole) <= number:
        return whole
    return [whole[i * len(whole) // number] for i in range(number)]

"""Ways to evaluate that no program may notice: shorter functions, other limits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from decisis.engine import naive, seminaive, writing


@contextmanager
def short_functions() -> Iterator[None]:
    """Each function of the default engine has at most one loop, and calls the next one."""
    with patch.object(writing, "MOST_LOOPS", 1), patch.dict(seminaive._MADE, clear=True):
        yield


@contextmanager
def limits(tuples: int) -> Iterator[None]:
    """At most so many conclusions may follow."""
    with patch.object(naive, "MOST_TUPLES", tuples), patch.object(seminaive, "MOST_TUPLES", tuples):
        yield

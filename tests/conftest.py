"""Hypothesis profiles: `dev` looks somewhere new in each run, `ci` always in the same places.

To choose: `pytest --hypothesis-profile=ci`.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from decisis.engine.clingo import Clingo
from decisis.engine.pydatalog import PyDatalog

settings.register_profile("dev", deadline=None)  # a loaded machine is no failure
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("dev")

gc.disable()  # matters are large, and live long: see `memory_is_bounded`


class Memory:
    """The most that this process has ever held; and how much more is much: half its share of the machine."""

    GIGABYTE = 1 << 30 if sys.platform == "darwin" else 1 << 20  # in the unit of `ru_maxrss`
    looked_at = 0
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // (1 << 30) * GIGABYTE
    more = machine // (2 * (os.cpu_count() or 1))

    @staticmethod
    def most() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.fixture(autouse=True)
def memory_is_bounded() -> Iterator[None]:
    """Garbage is looked for whenever so much more is held than ever before, not for so many objects."""
    yield
    if Memory.most() > Memory.looked_at + Memory.more:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        Memory.looked_at = Memory.most()


@pytest.fixture(autouse=True, scope="module")
def what_earlier_tests_keep(request: pytest.FixtureRequest) -> Iterator[None]:
    """`decisis test` collects garbage before each case: not among what earlier modules keep.

    What a module cached goes with its last test.
    """
    gc.freeze()
    yield
    for each in vars(request.module).values():
        if hasattr(each, "cache_clear") and each.__module__ == request.module.__name__:
            each.cache_clear()
    gc.unfreeze()


def pytest_sessionfinish() -> None:
    """Garbage is looked for once more: pytest would do so five times, and then Python, among all objects."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def foreign_engines_have_time() -> Iterator[None]:
    """A loaded machine is no failure for them either: they may take longer than who asks would wait."""
    with pytest.MonkeyPatch.context() as patched:
        for foreign in (Clingo, PyDatalog):
            patched.setattr(foreign.__init__, "__defaults__", (300.0,))
        yield

"""Hypothesis profiles: `dev` looks somewhere new in each run, `ci` always in the same places.

To choose: `pytest --hypothesis-profile=ci`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

from decisis.engine.clingo import Clingo
from decisis.engine.pydatalog import PyDatalog

settings.register_profile("dev", deadline=None)  # a loaded machine is no failure
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("dev")

gc.set_threshold(1_000_000, 20, 20)  # as the commands do: matters are large, and live long


MANY = 6_000_000  # objects, which take a gigabyte


class Kept:
    """How many objects were kept when they were last looked through for garbage."""

    objects = 0


@pytest.fixture(autouse=True, scope="module")
def what_earlier_tests_keep(request: pytest.FixtureRequest) -> Iterator[None]:
    """`decisis test` collects garbage before each case: not among what earlier modules keep.

    That is looked through whenever it has grown by `MANY`. What a module cached goes with its last test.
    """
    gc.freeze()
    if gc.get_freeze_count() > Kept.objects + MANY:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        Kept.objects = gc.get_freeze_count()
    yield
    for each in vars(request.module).values():
        if hasattr(each, "cache_clear") and each.__module__ == request.module.__name__:
            each.cache_clear()
    gc.unfreeze()


@pytest.fixture(autouse=True, scope="session")
def foreign_engines_have_time() -> Iterator[None]:
    """A loaded machine is no failure for them either: they may take longer than who asks would wait."""
    with pytest.MonkeyPatch.context() as patched:
        for foreign in (Clingo, PyDatalog):
            patched.setattr(foreign.__init__, "__defaults__", (300.0,))
        yield

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

gc.set_threshold(200_000, 20, 20)  # as the commands do: matters are large, and live long


@pytest.fixture(autouse=True, scope="module")
def what_earlier_tests_keep() -> Iterator[None]:
    """`decisis test` collects garbage before each case: not among the matters that earlier modules keep."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True, scope="session")
def foreign_engines_have_time() -> Iterator[None]:
    """A loaded machine is no failure for them either: they may take longer than who asks would wait."""
    with pytest.MonkeyPatch.context() as patched:
        for foreign in (Clingo, PyDatalog):
            patched.setattr(foreign.__init__, "__defaults__", (300.0,))
        yield

"""Hypothesis profiles: `dev` looks somewhere new in each run, `ci` always in the same places.

To choose: `pytest --hypothesis-profile=ci`.
"""

from __future__ import annotations

import gc

from hypothesis import settings

settings.register_profile("dev", deadline=None)  # a loaded machine is no failure
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("dev")

gc.set_threshold(200_000, 20, 20)  # as the commands do: matters are large, and live long

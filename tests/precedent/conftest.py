"""A matter under a law of the tests' own: nothing here knows the law that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.matter import Matter
from decisis.pipeline import Loader

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def claim() -> Matter:
    return Loader(HERE / "logic").matter(str(HERE / "claim.case"))

"""From a stratified program and facts to the model: several engines behind one protocol.

To add an engine: write a class with `name` and `evaluate`, name it here, and the conformance suite
in `tests/engine` runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Protocol

from decisis.engine.model import Model
from decisis.rules.ir import Facts, StratifiedProgram

MOST_TUPLES = 1_000_000  # derived, over all relations
MOST_ROUNDS = 100_000  # in one stratum
DEFAULT = "seminaive"


class LimitReached(Exception):
    """The program derives more than an engine will hold, or will not come to an end."""


class Unsupported(Exception):
    """The program is in order, but the engine cannot be relied on to come back from it; another one can."""


class Unsound(Exception):
    """What an engine answered is not what the clauses say."""


class Engine(Protocol):
    """Computes the least model, stratum by stratum; never changes its arguments."""

    name: str

    def evaluate(self, program: StratifiedProgram, facts: Facts) -> Model:
        """The facts, the tables, and all that follows. Raises `LimitReached`."""
        ...


def _naive() -> Engine:
    from decisis.engine.naive import Naive

    return Naive()


def _seminaive() -> Engine:
    from decisis.engine.seminaive import Seminaive

    return Seminaive()


def _pydatalog() -> Engine:
    from decisis.engine.pydatalog import PyDatalog

    return PyDatalog()


ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType(
    {"seminaive": _seminaive, "naive": _naive, "pydatalog": _pydatalog}
)


def engine(name: str = DEFAULT) -> Engine:
    """The engine of that name, the same each time; `ValueError` names those there are."""
    if name not in ENGINES:
        raise ValueError(f"no engine is called {name!r}; there are {', '.join(ENGINES)}")
    return _made(name)


@cache
def _made(name: str) -> Engine:
    return ENGINES[name]()

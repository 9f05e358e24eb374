"""From a stratified program and facts to the model: several engines behind one protocol.

To add an engine: write a class with `name`, `refusals` and `evaluate`, and name it in `ENGINES`. The suites
of `tests/engine`, `tests/litmus` and `tests/cases` run it on all that it does not refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from decisis.engine.model import Model
from decisis.rules.ir import Clause, Facts, StratifiedProgram
from decisis.static import Protocol

MOST_TUPLES = 1_000_000  # derived, over all relations
MOST_ROUNDS = 100_000  # in one stratum
FEW = 3  # provisions that are named
DEFAULT = "seminaive"


class LimitReached(Exception):
    """The program derives more than an engine will hold, or will not come to an end."""


def endless(rounds: int, growing: Iterable[Clause]) -> LimitReached:
    """That clauses still give something new after so many rounds, and of which provisions they are."""
    names = sorted({clause.origin.provision for clause in growing} - {""})
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    listed = ", ".join(f"`{name}`" for name in names[:FEW])
    by = f", by what {listed}{more} {'concludes' if len(names) == 1 else 'conclude'}" if names else ""
    return LimitReached(f"conclusions still follow after {rounds:,} rounds{by}")


class Unsupported(Exception):
    """The program is in order, but not for this engine: another one can take it."""

    def __init__(self, name: str, reasons: tuple[str, ...]) -> None:
        super().__init__(f"{name} cannot take it: {reasons[0]}")
        self.name = name
        self.reasons = reasons


class Unsound(Exception):
    """What an engine answered is not what the clauses say."""


class Engine(Protocol):
    """Computes the least model, stratum by stratum; never changes its arguments."""

    name: str

    def refusals(self, program: StratifiedProgram) -> tuple[str, ...]:
        """Why the engine cannot be relied on for this program; nothing if it takes it."""

    def evaluate(self, program: StratifiedProgram, facts: Facts) -> Model:
        """The facts, the tables, and all that follows.

        Raises `LimitReached`, and `Unsupported` if there are refusals.
        """


def _naive() -> Engine:
    from decisis.engine.naive import Naive

    return Naive()


def _seminaive() -> Engine:
    from decisis.engine.seminaive import Seminaive

    return Seminaive()


def _pydatalog() -> Engine:
    from decisis.engine.pydatalog import PyDatalog

    return PyDatalog()


def _clingo() -> Engine:
    from decisis.engine.clingo import Clingo

    return Clingo()


ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType(
    {"seminaive": _seminaive, "naive": _naive, "pydatalog": _pydatalog, "clingo": _clingo}
)


def engine(name: str = DEFAULT) -> Engine:
    """The engine of that name, the same each time; `ValueError` names those there are."""
    if name not in ENGINES:
        raise ValueError(f"no engine is called {name!r}; there are {', '.join(ENGINES)}")
    return _made(name)


@cache
def _made(name: str) -> Engine:
    return ENGINES[name]()

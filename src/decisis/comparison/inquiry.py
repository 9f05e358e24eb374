"""A comparison as it is asked for: two names, and perhaps a court and a day."""

from __future__ import annotations

from dataclasses import dataclass

from decisis.casework.inquiry import day_named
from decisis.comparison.compare import Comparing, Pair, pairs_of, provisions_named
from decisis.comparison.searching import searcher
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean
from decisis.diagnostics import Diagnostic, Rejected
from decisis.pipeline import Loader

SECONDS = 5.0  # of solving, for each search through all matters


@dataclass(frozen=True)
class Asked:
    """``court`` and ``as_of``: "" for every court of appeals, and for the last day on which both speak."""

    first: str
    second: str
    court: str = ""
    as_of: str = ""
    seconds: float = SECONDS


def compared(asked: Asked, loader: Loader) -> tuple[tuple[Pair, ...], Library]:
    """All pairs that are asked about, under all the law of a folder. Raises Rejected."""
    library = loader.doctrine().library
    first, second = (provisions_named(name, library) for name in (asked.first, asked.second))
    pairs = pairs_of(first, second)
    if not pairs:
        help = "name two different provisions, or an authority with several"
        raise Rejected((Diagnostic("E0516", f"`{asked.first}` is compared with itself", help=help),))
    day = day_named(asked.as_of) if asked.as_of else None
    search = searcher(loader, library, (*first, *second), asked.seconds)
    comparing = Comparing(library, _courts(asked.court, library), day, search)
    return tuple(comparing.pair(*pair) for pair in pairs), library


def _courts(named: str, library: Library) -> tuple[str, ...]:
    if not named:
        return tuple(name for name, court in library.courts.items() if not court.trial)
    if named not in library.courts:
        help = did_you_mean(named, library.courts, "`--court` names a court of the law")
        raise Rejected((Diagnostic("E0502", f"no court is called `{named}`", help=help),))
    return (named,)

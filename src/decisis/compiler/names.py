"""Near misses: what was probably meant by a name that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def near_miss(name: str, known: Iterable[str]) -> str:
    """The known name most like an unknown one, or nothing if none is close."""
    matches = get_close_matches(name, sorted(set(known)), n=1, cutoff=0.7)
    return matches[0] if matches else ""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A help line for an unknown name."""
    close = near_miss(name, known)
    return f"did you mean `{close}`?" if close else otherwise

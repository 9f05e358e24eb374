"""Near misses: what was probably meant by a name that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def near_miss(name: str, known: Iterable[str]) -> str:
    """The known name most like an unknown one, or nothing if none is close."""
    matches = get_close_matches(name, sorted(set(known)), n=1, cutoff=0.7)
    return matches[0] if matches else ""


SHORTEST_PART = 4  # of a name that may stand for the whole


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A help line for an unknown name: the one most like it, or the one that it is a part of."""
    known = set(known)
    whole = [each for each in known if len(name) >= SHORTEST_PART and name in each.split("_")]
    close = near_miss(name, known) or (whole[0] if len(whole) == 1 else "")
    return f"did you mean `{close}`?" if close else otherwise

"""Near misses: what was probably meant by a name that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches


def near_miss(name: str, known: Iterable[str]) -> str:
    """The known name most like an unknown one, or nothing if none is close."""
    known = set(known)
    matches = get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return matches[0] if matches else _of_the_same_letters(name, known)


def _of_the_same_letters(name: str, known: Iterable[str]) -> str:
    """`Due` for `Deu`, which is too short to be much like it."""
    letters = sorted(name)
    return next((each for each in sorted(known) if len(name) > 2 and sorted(each) == letters), "")


SHORTEST_PART = 4  # of a name that may stand for the whole


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A help line for an unknown name."""
    close = probably_meant(name, known)
    return f"did you mean `{close}`?" if close else otherwise


def probably_meant(name: str, known: Iterable[str]) -> str:
    """The name of what has it for a title, the name most like it, or the one that it is (the first) part of.

    "" if there is none.
    """
    titled = _titled_so(name, known) if isinstance(known, Mapping) else ""
    return titled or _most_like(name, set(known))


def _titled_so(name: str, known: Mapping[str, object]) -> str:
    """`nysd` for `sdny`, whose title is "S.D.N.Y.", and `utd` for `dutah`."""
    said = _letters(name)
    return next((each for each, what in known.items() if said and _letters(_title(what)) == said), "")


def _title(what: object) -> str:
    """A title alone, or that of a declaration."""
    return what if isinstance(what, str) else getattr(getattr(what, "title", None), "text", "")


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _most_like(name: str, known: set[str]) -> str:
    whole = [each for each in known if len(name) >= SHORTEST_PART and name in each.split("_")]
    begun = [each for each in whole if each.startswith(f"{name}_")]
    only = next((found[0] for found in (whole, begun) if len(found) == 1), "")
    return near_miss(name, known) or only


def counted(number: int, what: str) -> str:
    """`1 argument`, `2 arguments`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"

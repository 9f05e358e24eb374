"""Makes a case in which something is wrong smaller: one thing after the other is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tests.meaning.measured import law as m

WHOLE = ("terms", "sorts", "sides", "things", "parts", "keys", "variables", "options")  # lose no part


def shrunk(case: m.Case, still: Callable[[m.Case], bool]) -> m.Case:
    """The smallest case reached by leaving out one thing at a time, and that ``still`` shows it."""
    while True:
        smaller = next((each for each in _smaller(case) if still(each)), None)
        if smaller is None:
            return case
        case = smaller


def _smaller(whole: Any) -> Iterator[Any]:
    """The whole with one part left out, or one part made smaller."""
    if not is_dataclass(whole) or isinstance(whole, type):
        return
    for each in fields(whole):
        value = getattr(whole, each.name)
        if isinstance(value, tuple) and each.name not in WHOLE:
            for i, part in enumerate(value):
                yield replace(whole, **{each.name: value[:i] + value[i + 1 :]})
                for smaller in _smaller(part):
                    yield replace(whole, **{each.name: (*value[:i], smaller, *value[i + 1 :])})
        elif each.name in ("law", "matter"):
            for smaller in _smaller(value):
                yield replace(whole, **{each.name: smaller})

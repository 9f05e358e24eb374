"""Makes a case that shows something smaller: one thing after the other is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tests.meaning import doctrine as d

PLAIN: dict[str, object] = {
    "force": d.ALWAYS,
    "decides": "",
    "construing": None,
    "rules": (),
    "only_year": False,
}


def shrunk(case: d.Case, still: Callable[[d.Case], bool]) -> d.Case:
    """The smallest case reached by leaving out one thing at a time, and that ``still`` shows it."""
    while True:
        smaller = next((each for each in _smaller(case) if still(each)), None)
        if smaller is None:
            return case
        case = smaller


def _smaller(case: d.Case) -> Iterator[d.Case]:
    for changed in _parts(case):
        assert isinstance(changed, d.Case)
        yield changed


def _parts(whole: Any) -> Iterator[Any]:
    """The whole with one part left out, or one part made plainer."""
    if not is_dataclass(whole):
        return
    for each in fields(whole):
        value = getattr(whole, each.name)
        if each.name in PLAIN and value != PLAIN[each.name]:
            yield replace(whole, **{each.name: PLAIN[each.name]})  # type: ignore[type-var]
        if isinstance(value, tuple) and not isinstance(whole, d.Part) and each.name != "sides":
            for i in range(len(value)):
                yield replace(whole, **{each.name: value[:i] + value[i + 1 :]})  # type: ignore[type-var]
            for i, part in enumerate(value):
                for smaller in _parts(part):
                    yield replace(whole, **{each.name: (*value[:i], smaller, *value[i + 1 :])})  # type: ignore[type-var]
        elif is_dataclass(value) and each.name in ("doctrine", "matter"):
            for smaller in _parts(value):
                yield replace(whole, **{each.name: smaller})  # type: ignore[type-var]

"""Questions: literals that may have variables."""

from __future__ import annotations

from collections.abc import Mapping

from decisis.casework.record import Side
from decisis.dataclass import dataclass
from decisis.values import Value

Pattern = tuple[Value | None, ...]  # the arguments of a question; None where it has a variable


@dataclass(frozen=True)
class Question:
    """A literal that may have variables. ``names`` are its variables by position."""

    name: str
    relation: str
    negated: bool
    pattern: Pattern
    names: Mapping[int, str]
    title: str = ""
    even_if: tuple[Side, ...] = ()

"""What has been asked so far, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

COUNTS = ("refused", "verdicts", "kinds")


@dataclass
class Tally:
    cases: int = 0
    left_open: int = 0  # cases in which something is open
    refused: Counter[str] = field(default_factory=Counter)  # cases, by what the static checks say
    asked: int = 0
    clashing: int = 0  # what rests on a clash, and is for another judge
    cautious: int = 0  # questions that stay open, although all the worlds agree
    verdicts: Counter[str] = field(default_factory=Counter)
    rules: int = 0  # that apply in the first world of a case
    kinds: Counter[str] = field(default_factory=Counter)  # of what such rules say, once for each rule
    findings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), **{name: dict(getattr(self, name)) for name in COUNTS}}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Tally:
        counts: dict[str, Any] = {name: Counter(kept[name]) for name in COUNTS}
        return cls(**{**kept, **counts})

"""What `verify` has settled, kept in a file as it is found, so that a run goes on where one was broken off.

The file is good for the same law and the same bounds. What was shown by a matter is looked for again, so that
the matter can be shown; what was not settled counts only for a search that may not take longer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

STATE = "decisis.verify.state/2"

Key = tuple[str, ...]


@dataclass
class Settled:
    """Of each thing that was gone through, what came of it and what limits that.

    ``path``: the file; nothing is kept without one. ``bounds``: all on which it depends.
    """

    path: Path | None = None
    bounds: Sequence[str] = ()
    _known: dict[Key, tuple[float | None, str, tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.path is None:
            return
        lines = self.path.read_text("utf-8").splitlines() if self.path.is_file() else []
        if not lines or lines[0] != self._heading:
            self.path.write_text(self._heading + "\n", "utf-8")
            return
        for line in lines[1:]:
            try:
                key, seconds, status, limits = json.loads(line)
            except ValueError:
                continue  # the last line of a run that was broken off
            self._known[tuple(key)] = seconds, status, tuple(limits)

    def get(self, key: Key, seconds: float) -> tuple[str, tuple[str, ...]] | None:
        """What came of it, and the limits; None if that is not known, or a longer search may settle it."""
        known = self._known.get(key)
        if known is None or (known[0] is not None and seconds > known[0]):
            return None
        return known[1:]

    def add(self, key: Key, status: str, limits: Sequence[str], seconds: float | None = None) -> None:
        """``seconds``: how long was looked, if it was not settled."""
        self._known[key] = seconds, status, tuple(limits)
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, seconds, status, limits], ensure_ascii=False) + "\n")

    @property
    def _heading(self) -> str:
        return json.dumps({"format": STATE, "bounds": [*self.bounds]})

"""What is known of mutants, kept in a file, so that a run goes on where it was broken off."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

STATE = "decisis.mutate.state/4"
Trial = tuple[str, str]  # a case, and a part of what is held against it


@dataclass
class State:
    """What is known of pairs of a mutant and a case, kept in a file if one is named.

    ``digest`` is that of the law, ``texts`` has those of the cases.
    """

    path: Path | None
    digest: str
    texts: Mapping[str, str]
    known: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def read(self) -> None:
        lines = self._lines()
        for line in lines[1:] if self._is_of_this_law(lines) else ():
            try:
                mutant, case, text, part, by = json.loads(line)
            except ValueError:
                continue  # the last line of a run that was broken off
            if self.texts.get(case) == text:
                self.known[mutant, case, part] = by

    def _lines(self) -> list[str]:
        if self.path is None or not self.path.is_file():
            return []
        return self.path.read_text("utf-8").splitlines()

    def _is_of_this_law(self, lines: list[str]) -> bool:
        return bool(lines) and lines[0] == self._heading

    def begin(self) -> None:
        """Make the file, unless it is one of this law."""
        if self.path is not None and not self._is_of_this_law(self._lines()):
            self.path.write_text(self._heading + "\n", "utf-8")

    def add(self, mutant: str, trial: Trial, by: str) -> None:
        self.known[mutant, *trial] = by
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                case, part = trial
                line = [mutant, case, self.texts[case], part, by]
                file.write(json.dumps(line, ensure_ascii=False) + "\n")

    @property
    def _heading(self) -> str:
        return json.dumps({"format": STATE, "sha256": self.digest})

"""Holds the meaning of the language to two independent judges: `python -m tests.meaning --minutes 15`.

Half of the time goes to law that is heard or not, half to law that measures (`measured/`). Stopped at any
time, it goes on where it was. What it finds is shrunk to a few provisions and printed; its figures go into
`docs/trust.md`. Exits with 1 if something is wrong, or too few questions show what they must.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from tests.meaning import gates, hunting
from tests.meaning.figures import FIGURES, figures, put_into
from tests.meaning.measured import gates as measured_gates
from tests.meaning.measured import hunting as measured_hunting
from tests.meaning.measured.tally import Tally as Measured

ROOT = Path(__file__).parents[2]
ENOUGH = 3000  # questions, to judge them by their gates
SHOWN = 10  # of what is found, at the end


@dataclass
class Done:
    """What was done so far, by each of the judges."""

    spoken: hunting.Tally = field(default_factory=hunting.Tally)
    measured: Measured = field(default_factory=Measured)
    spent: dict[str, float] = field(default_factory=lambda: {"spoken": 0.0, "measured": 0.0})  # seconds

    def as_json(self) -> dict[str, Any]:
        counts = {name: dict(getattr(self.spoken, name)) for name in ("shown", "held")}
        findings = [asdict(each) for each in self.spoken.findings]
        return {
            "spoken": {**vars(self.spoken), **counts, "findings": findings},
            "measured": self.measured.as_json(),
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Done:
        spoken = kept["spoken"]
        counts: dict[str, Any] = {name: Counter(spoken.pop(name)) for name in ("shown", "held")}
        findings = [hunting.Finding(**each) for each in spoken.pop("findings")]
        return cls(hunting.Tally(**spoken, **counts, findings=findings), Measured.of(kept["measured"]))

    def go_on(self) -> list[str]:
        """Asks one case more, of the kind on which less time was spent; what is found."""
        known, begun = set(self.findings), monotonic()
        kind = min(self.spent, key=lambda each: self.spent[each])
        if kind == "spoken":
            hunting.hunt(self.spoken.cases, self.spoken)
        else:
            measured_hunting.hunt(self.measured.cases, self.measured)
        self.spent[kind] += monotonic() - begun
        return [each for each in self.findings if each not in known]

    @property
    def findings(self) -> list[str]:
        return [*map(str, self.spoken.findings), *self.measured.findings]

    def smallest(self) -> Iterator[str]:
        """Cases that show what is wrong, as small as they get."""
        of_the_judge = (each for each in self.spoken.findings if each.trial == "the judge")
        yield from (hunting.smallest(each) for _, each in zip(range(SHOWN), of_the_judge, strict=False))
        yield from map(measured_hunting.smallest_of, self.measured.findings[:SHOWN])

    def missed(self) -> Iterator[str]:
        if self.spoken.looked_at >= ENOUGH:
            yield from gates.closed(self.spoken.shown, self.spoken.looked_at)
        if self.measured.asked >= ENOUGH:
            yield from measured_gates.closed(self.measured)


@cache
def version() -> str:
    """Of what is held to the judges, and of the judges."""
    files = sorted([*(ROOT / "src" / "decisis").rglob("*.py"), *Path(__file__).parent.rglob("*.py")])
    return sha256(b"".join(each.read_bytes() for each in files)).hexdigest()


def kept(file: Path) -> Done:
    """What was done before, unless it was another version's."""
    found = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return Done.of(found) if found.get("version") == version() else Done()


def keep(done: Done, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"version": version(), **done.as_json()}), "utf-8")


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.meaning", description=__doc__)
    options.add_argument("--minutes", type=float, default=15.0)
    options.add_argument("--state", type=Path, default=ROOT / "build" / "meaning.json")
    chosen = options.parse_args()
    done, start = kept(chosen.state), monotonic()
    try:
        while monotonic() - start < chosen.minutes * 60:
            sys.stderr.writelines(f"{finding}\n" for finding in done.go_on())
            keep(done, chosen.state)
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; start it again to go on\n")
    return report(done)


def report(done: Done) -> int:
    page = figures(done.spoken, done.measured)
    FIGURES.write_text(page, "utf-8")
    put_into(ROOT / "docs" / "trust.md", page)
    cases, asked = (getattr(done.spoken, each) + getattr(done.measured, each) for each in ("cases", "asked"))
    sys.stdout.write(f"{cases:,} cases, {asked:,} questions, {len(done.findings)} found\n")
    missed = list(done.missed())
    sys.stdout.writelines(f"{words}\n" for words in (*done.findings[:SHOWN], *done.smallest()))
    sys.stdout.writelines(f"too few: {words}\n" for words in missed)
    return 1 if done.findings or missed else 0


if __name__ == "__main__":
    raise SystemExit(main())

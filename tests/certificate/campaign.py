"""Forges certificates by the million: `python -m tests.certificate.campaign --count 1000000`.

Stopped at any time, it goes on where it was when it is started again with the same state. Exits with 1 if a
forgery was accepted: its seed is in the state.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from tests.certificate.false_answers import forged_answers, sources
from tests.certificate.forging import Records, forged, reason
from tests.certificate.small_answers import FALSE, Small

ANSWERS_EVERY = 6  # seeds, of which one is for answers of cases
TRIES = 60


@dataclass
class State:
    """How far it is, and what was found."""

    seed: int = 0
    forged: int = 0
    seconds: float = 0
    accepted: list[list[Any]] = field(default_factory=list)  # (seed, forger)
    by_forger: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, file: Path) -> State:
        return cls(**json.loads(file.read_text("utf-8"))) if file.exists() else cls()

    def kept(self, file: Path) -> None:
        rough = file.with_suffix(".part")
        rough.write_text(json.dumps(asdict(self), indent=1), "utf-8")
        os.replace(rough, file)


def made_of(seed: int) -> Iterator[tuple[str, Records]]:
    """What is forged from one seed, always the same."""
    random = Random(seed)
    if seed % ANSWERS_EVERY:
        yield from forged(random)
        return
    paths = sources()
    yield from forged_answers(random, paths[seed // ANSWERS_EVERY % len(paths)], TRIES)
    for made in FALSE:
        yield made.__name__, made(Small(random))


def run(state: State, file: Path, count: int) -> None:
    """Forges until there are so many; what has been done is kept every few seconds."""
    counts, start = Counter(state.by_forger), monotonic()
    kept = start
    while state.forged < count:
        for name, records in made_of(state.seed):
            state.forged += 1
            counts[name] += 1
            if not reason(records):
                state.accepted.append([state.seed, name])
        state.seed += 1
        now = monotonic()
        if now - kept > 5 or state.forged >= count:
            state.seconds, start = state.seconds + now - start, now
            state.by_forger = dict(counts.most_common())
            state.kept(file)
            kept = now
            _progress(state, count)


def _progress(state: State, count: int) -> None:
    done = min(state.forged / count, 1)
    bar = "#" * round(30 * done)
    rate = state.forged / (state.seconds or 1)
    left = (count - state.forged) / rate / 60
    sys.stderr.write(
        f"\r[{bar:30}] {state.forged:,} of {count:,} forged, {len(state.accepted)} accepted,"
        f" {rate:.0f} a second, {max(left, 0):.0f} min left "
    )
    sys.stderr.flush()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--state", type=Path, default=Path("build/forgeries.json"))
    chosen = options.parse_args()
    chosen.state.parent.mkdir(parents=True, exist_ok=True)
    state = State.of(chosen.state)
    try:
        run(state, chosen.state, chosen.count)
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; start it again to go on\n")
    width = max(map(len, state.by_forger), default=0)
    lines = [f"{name:{width}}  {number:>9,}" for name, number in state.by_forger.items()]
    total = f"{state.forged:,} forged, {len(state.accepted)} accepted, in {state.seconds:.0f} s"
    sys.stdout.write("\n".join([*lines, total, *map(str, state.accepted)]) + "\n")
    return 1 if state.accepted else 0


if __name__ == "__main__":
    raise SystemExit(main())

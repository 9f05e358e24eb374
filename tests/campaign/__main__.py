"""Generates programs by the hour, and holds the engines to every judge: `python -m tests.campaign --hours 2`.

Stopped at any time, it goes on where it was when it is started again. What it finds is shrunk and written to
`tests/museum`; its figures are written to `docs/trust.md`. Exits with 1 if something is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time

import click

from tests.campaign import gates
from tests.campaign.catching import caught
from tests.campaign.fingerprint import fingerprint, under_another_hash
from tests.campaign.hunting import Finding, Trial, is_grown, made, outcomes
from tests.campaign.implants import IMPLANTS, ROOT
from tests.campaign.page import page
from tests.campaign.shrinking import keep
from tests.campaign.small import CASES, whatever_is_wrong
from tests.campaign.state import State

SLICE = 64  # of the cases of two rules, every so-manieth at a time
RELATIONS = 4  # asked of each program
ENOUGH = 500  # grown programs, to judge them by their gates
MOST_KEPT = 20  # disagreements that are shrunk and written down


@dataclass
class Campaign:
    state: State
    museum: Path

    def steps(self) -> Iterator[str]:
        """One thing after the other, without end; after each, the state can be kept."""
        while True:
            yield self._programs(20)
            yield from self._an_implant()
            yield from self._programs_of_two_rules()

    def _an_implant(self) -> Iterator[str]:
        for implant in [each for each in IMPLANTS if each.name not in self.state.caught][:1]:
            self.state.caught[implant.name] = caught(implant)
            yield f"{len(self.state.caught)} of {len(IMPLANTS)} mistakes"

    def _programs_of_two_rules(self) -> Iterator[str]:
        if self.state.small < CASES:
            first = self.state.small * SLICE // CASES
            start = process_time()
            self.state.small_wrong += whatever_is_wrong(SLICE, first)
            self.state.small += len(range(first, CASES, SLICE))
            self.state.seconds += process_time() - start
            yield f"{self.state.small:,} programs of two rules"

    def _programs(self, count: int) -> str:
        start, first = process_time(), self.state.seed
        for _ in range(count):
            self._program(self.state.seed)
            self.state.seed += 1
        if first % 200 == 0:
            last = first + count
            if fingerprint(first, last) != under_another_hash(first, last, first + 1):
                self.state.findings.append(Finding("another hash seed", first))
            self.state.hashed += count
        self.state.seconds += process_time() - start
        return f"{self.state.seed:,} programs"

    def _program(self, seed: int) -> None:
        for trial, found in outcomes(seed, RELATIONS):
            self.state.held[trial.name] += found.applies
            if found.fails:
                self._found(trial, Finding(trial.name, seed, found.says))
        each = made(seed)
        self.state.parts += gates.used(each.program)
        self.state.paths = sorted(set(self.state.paths) | set(map(" ".join, gates.paths(each.program))))
        if is_grown(seed):
            self.state.grown += 1
            self.state.gates += gates.passed(each, seed)

    def _found(self, trial: Trial, finding: Finding) -> None:
        self.state.findings.append(finding)
        if len(self.state.findings) <= MOST_KEPT:
            file = keep(made(finding.seed), trial, finding, self.museum)
            sys.stderr.write(f"\n{finding.trial}, seed {finding.seed}: see {file}\n")


def run(campaign: Campaign, file: Path, hours: float) -> None:
    """Goes on for so long; what has been done is kept after every step."""
    start, length = monotonic(), round(hours * 3600)
    with click.progressbar(length=length, label="campaign", file=sys.stderr, show_pos=False) as bar:
        for done in campaign.steps():
            campaign.state.kept(file)
            bar.label = f"{done}, {len(campaign.state.findings)} found"
            bar.update(min(round(monotonic() - start), length) - bar.pos)
            if monotonic() - start >= length:
                break


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    options.add_argument("--hours", type=float, default=1.0)
    options.add_argument("--state", type=Path, default=ROOT / "build" / "campaign.json")
    options.add_argument("--page", type=Path, default=ROOT / "docs" / "trust.md")
    options.add_argument("--museum", type=Path, default=ROOT / "tests" / "museum")
    chosen = options.parse_args()
    state = State.of(chosen.state)
    try:
        run(Campaign(state, chosen.museum), chosen.state, chosen.hours)
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; start it again to go on\n")
    chosen.page.write_text(page(state), "utf-8")
    sys.stdout.write(f"{state.seed:,} programs, {len(state.findings)} found: {chosen.page}\n")
    for finding in state.findings:
        sys.stdout.write(f"{finding.trial}, seed {finding.seed} {finding.says}\n")
    closed = gates.closed(state.gates, state.grown) if state.grown >= ENOUGH else []
    for words in closed:
        sys.stdout.write(f"too few programs {words}\n")
    return 0 if state.is_clean and not closed else 1


if __name__ == "__main__":
    raise SystemExit(main())

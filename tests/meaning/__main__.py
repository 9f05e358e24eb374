"""Holds the meaning of the language to an independent judge: `python -m tests.meaning --minutes 15`.

Stopped at any time, it goes on where it was. What it finds is shrunk to a few provisions and printed; its
figures go into `docs/trust.md`. Exits with 1 if something is wrong, or too few questions show what they must.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from time import monotonic

from tests.meaning.figures import FIGURES, figures, put_into
from tests.meaning.gates import closed
from tests.meaning.hunting import Finding, Tally, hunt, smallest

ROOT = Path(__file__).parents[2]
ENOUGH = 3000  # questions, to judge them by their gates


def version() -> str:
    """Of what is held to the judge, and of the judge."""
    files = sorted([*(ROOT / "src" / "decisis").rglob("*.py"), *Path(__file__).parent.glob("*.py")])
    return sha256(b"".join(each.read_bytes() for each in files)).hexdigest()


def kept(file: Path) -> Tally:
    """What was done before, unless it was another version's."""
    if not file.exists():
        return Tally()
    found = json.loads(file.read_text("utf-8"))
    if found.pop("version") != version():
        return Tally()
    counts = {name: Counter(found.pop(name)) for name in ("shown", "held")}
    findings = [Finding(**each) for each in found.pop("findings")]
    return Tally(**found, **counts, findings=findings)


def keep(tally: Tally, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"version": version(), **as_json(tally)}), "utf-8")


def as_json(tally: Tally) -> dict[str, object]:
    counts = {name: dict(getattr(tally, name)) for name in ("shown", "held")}
    return {**vars(tally), **counts, "findings": [asdict(each) for each in tally.findings]}


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.meaning", description=__doc__)
    options.add_argument("--minutes", type=float, default=15.0)
    options.add_argument("--state", type=Path, default=ROOT / "build" / "meaning.json")
    chosen = options.parse_args()
    tally, start = kept(chosen.state), monotonic()
    try:
        while monotonic() - start < chosen.minutes * 60:
            known = len(tally.findings)
            hunt(tally.cases, tally)
            keep(tally, chosen.state)
            for finding in tally.findings[known:]:
                sys.stderr.write(f"{finding}\n")
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; start it again to go on\n")
    FIGURES.write_text(figures(tally), "utf-8")
    put_into(ROOT / "docs" / "trust.md", figures(tally))
    sys.stdout.write(f"{tally.cases:,} cases, {tally.asked:,} questions, {len(tally.findings)} found\n")
    for finding in tally.findings[:10]:
        sys.stdout.write(f"{finding}\n")
        if finding.trial == "the judge":
            sys.stdout.write(f"{smallest(finding)}\n")
    missed = closed(tally.shown, tally.looked_at) if tally.looked_at >= ENOUGH else []
    for words in missed:
        sys.stdout.write(f"too few questions: {words}\n")
    return 1 if tally.findings or missed else 0


if __name__ == "__main__":
    raise SystemExit(main())

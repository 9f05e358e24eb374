"""Makes a mistake in a copy of the engine, for the campaign to find: `python -m tests.campaign.catching`.

Each copy is hunted by a process of its own, which knows nothing of the mistake: it goes through seeds, as the
campaign does, until something is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.campaign.implants import IMPLANTS, ROOT, Implant

LIMIT = 400.0  # seconds for which a mistake is looked for: some need hundreds of programs


@dataclass(frozen=True)
class Caught:
    """By what a mistake was caught, after how many seconds of processor and programs; "" if it was not."""

    name: str
    by: str
    seconds: float
    programs: int


def caught(implant: Implant, limit: float = LIMIT) -> Caught:
    """What the campaign finds in a copy with that mistake."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "src"
        shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
        file = copy / implant.file
        file.write_text(implant.applied(file.read_text("utf-8")), "utf-8")
        arguments = [sys.executable, "-P", "-B", "-m", "tests.campaign.catching", "--hunt", str(limit)]
        environment = {**os.environ, "PYTHONPATH": f"{copy}{os.pathsep}{ROOT}", "PYTHONHASHSEED": "0"}
        done = subprocess.run(arguments, env=environment, capture_output=True, text=True, cwd=folder)
    if done.returncode < 0:
        raise KeyboardInterrupt(f"the hunt was stopped by signal {-done.returncode}: it says nothing")
    if done.returncode:  # it could not even begin
        return Caught(implant.name, "it crashes", 0, 0)
    return Caught(implant.name, **json.loads(done.stdout))


# --- in the process that looks for it --------------------------------------------------------------


def hunt(limit: float) -> dict[str, str | int | float]:
    """Goes through seeds until something is wrong, or the time of the processor is up."""
    by, programs = _hunted(limit)
    return {"by": by, "seconds": round(_spent(), 1), "programs": programs}


def _spent() -> float:
    """Seconds of the processor, of this process and those that it started."""
    return sum(os.times()[:4])


def _hunted(limit: float) -> tuple[str, int]:
    from tests.campaign.fingerprint import fingerprint, under_another_hash
    from tests.campaign.hunting import findings
    from tests.campaign.small import whatever_is_wrong

    seed = 0
    while _spent() < limit:
        for finding in findings(seed, relations=9):
            return finding.trial, seed + 1
        seed += 1
        if seed == 10 and whatever_is_wrong(stride=40):
            return "programs of two rules", seed
        if seed % 10 == 0 and fingerprint(seed - 10, seed) != under_another_hash(seed - 10, seed, seed):
            return "another hash seed", seed
    return "", seed


def catch_all(
    implants: Iterable[Implant], limit: float = LIMIT, tell: Callable[[Caught], None] = lambda _: None
) -> list[Caught]:
    found = []
    for implant in implants:
        found.append(caught(implant, limit))
        tell(found[-1])
    return found


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hunt", type=float, metavar="SECONDS", help=argparse.SUPPRESS)
    options.add_argument("--limit", type=float, default=LIMIT, help="seconds for each mistake")
    options.add_argument("--only", default="", help="part of the names of the mistakes")
    options.add_argument("--every", type=int, default=1, help="only each so-manieth")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    if chosen.hunt:
        sys.stdout.write(json.dumps(hunt(chosen.hunt)))
        return 0
    wanted = [each for each in islice(IMPLANTS, 0, None, chosen.every) if chosen.only in each.name]

    def tell(each: Caught) -> None:
        if not chosen.json:
            sys.stdout.write(f"{each.seconds:6.1f} s  {each.name}: {each.by or 'NOT CAUGHT'}\n")
            sys.stdout.flush()

    found = catch_all(wanted, chosen.limit, tell)
    if chosen.json:
        sys.stdout.write(json.dumps([asdict(each) for each in found], indent=1) + "\n")
    return 0 if all(each.by for each in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""`python -m bench.closure`: reachability and the same generation, beside other engines.

Every run is a process of its own; the best of the rounds counts, and the rounds go through all engines in
turn. Decisis keeps the clause and the level of every tuple meanwhile, and its seconds include making the
model. What takes an engine longer than the deadline it is asked again on a smaller graph of the same shape.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from bench.peers import PEERS, measured
from bench.report import emit, ms

WORKLOADS = {
    "chain-1000": "chain-200",
    "random-1000": "random-100",
    "grid-32": "grid-10",
    "cycle-700": "cycle-100",
    "tree-9": "tree-7",
}
DEADLINE = 60.0


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.closure", description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--deadline", type=float, default=DEADLINE, help="seconds, for one run")
    asked.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    options = asked.parse_args()
    peers = list(dict.fromkeys(["decisis", *options.peers]))
    found: dict[str, dict[str, Any]] = {}
    for workload, smaller in WORKLOADS.items():
        late = _rounds(workload, peers, options, found)
        if late:
            _rounds(smaller, ["decisis", *late], options, found)
    rows = [row for workload, results in found.items() for row in _rows(workload, results)]
    emit(
        "closure",
        {"workloads": found},
        ("workload", "tuples", "engine", "load ms", "evaluate ms", "decisis is faster by", "MB"),
        rows,
    )
    _check(found)


def _rounds(workload: str, peers: list[str], options: Any, found: dict[str, dict[str, Any]]) -> list[str]:
    """Measures; who was late."""
    results = found.setdefault(workload, {})
    for _ in range(options.rounds):
        for peer in peers:
            before = results.get(peer, {})
            if before.keys() & {"absent", "late", "broken"}:
                continue
            now = measured(peer, workload, options.deadline)
            if "evaluate" not in before or now.get("evaluate", 0) < before["evaluate"]:
                results[peer] = now
            sys.stderr.write(f"{workload} {peer} {now}\n")
    return [peer for peer in peers if "late" in results[peer]]


def _rows(workload: str, results: dict[str, Any]) -> list[list[object]]:
    ours = results["decisis"]
    rows: list[list[object]] = []
    for peer, result in results.items():
        if "evaluate" in result:
            ratio = f"{result['evaluate'] / ours['evaluate']:.2f} ×"
            timed = [ms(result["load"]), ms(result["evaluate"]), ratio, result["megabytes"]]
            rows.append([workload, result["tuples"], peer, *timed])
        else:
            said = (
                "absent"
                if "absent" in result
                else "broke down"
                if "broken" in result
                else f"not in {result['late']:g} s"
            )
            rows.append([workload, None, peer, None, said, None, None])
    return rows


def _check(found: dict[str, dict[str, Any]]) -> None:
    """All engines that answered found the same."""
    for workload, results in found.items():
        for key in ("tuples", "sum"):
            if len({result[key] for result in results.values() if key in result}) > 1:
                raise SystemExit(f"{workload}: the answers are not the same")


if __name__ == "__main__":
    main()

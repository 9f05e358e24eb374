"""What certificates cost a command: `python -m tests.certificate.measure ask cases/ca2/leiva_deras.case`.

Made and checked as they are in the command, by the time of the processor; and again when all is warm.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from time import process_time, process_time_ns
from typing import Any

from decisis import cli
from decisis.certificate.ledger import Certificate
from decisis_check import checker


def main() -> None:
    """Runs the command in this process; its own output is thrown away."""
    spent: dict[str, list[int]] = {"run": [], "answer": []}
    made: list[Certificate] = []
    for name, times in spent.items():
        setattr(Certificate, name, _timed(getattr(Certificate, name), times, made))
    start = process_time()
    try:
        with redirect_stdout(StringIO()):
            cli.main()
    except SystemExit as stop:
        total = process_time() - start
        cost = sum(map(sum, spent.values())) / 1e9
        counts = f"{len(spent['run'])} models and {len(spent['answer'])} answers"
        sys.stdout.write(
            f"exit {stop.code}: {total:.2f} s, of which {cost:.3f} s to certify {counts}:"
            f" {100 * cost / total:.0f} % of the command\n"
        )
    for certificate in dict.fromkeys(made):
        text = certificate.text()
        start = process_time()
        derivations = checker.check(text)["derivations"]
        sys.stdout.write(
            f"the file alone: {len(text):,} bytes, {derivations:,} derivations,"
            f" checked in {process_time() - start:.3f} s\n"
        )


def _timed(inner: Callable[..., Any], times: list[int], made: list[Certificate]) -> Callable[..., Any]:
    def timed(self: Certificate, *arguments: Any) -> Any:
        made.append(self)
        start = process_time_ns()
        try:
            return inner(self, *arguments)
        finally:
            times.append(process_time_ns() - start)

    return timed


if __name__ == "__main__":
    main()

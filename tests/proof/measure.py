"""What checking costs a command: `.venv/bin/python -m tests.proof.measure ask cases/ca2/leiva_deras.case`."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from io import StringIO
from time import process_time

from decisis import cli
from decisis.engine.model import Model
from decisis.proof.check import Checker
from decisis.rules.ir import Facts, Program


def main() -> None:
    """Runs the command in this process; its own output is thrown away."""
    times: list[float] = []
    reasons = Checker.reasons

    def timed(self: Checker, program: Program, facts: Facts, model: Model) -> tuple[str, ...]:
        start = process_time()
        found = reasons(self, program, facts, model)
        times.append(process_time() - start)
        return found

    Checker.reasons = timed  # type: ignore[method-assign]
    start = process_time()
    try:
        with redirect_stdout(StringIO()):
            cli.main()
    except SystemExit as stop:
        total, checks = process_time() - start, sum(times)
        rest = total - checks
        sys.stdout.write(
            f"exit {stop.code}: {total:.2f} s, of which {checks:.2f} s for {len(times)} checks:"
            f" {100 * checks / rest:.0f} % of all else\n"
        )


if __name__ == "__main__":
    main()

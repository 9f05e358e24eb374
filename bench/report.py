"""What the commands of `bench` share: timing, the machine, a table for people and JSON for programs."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from math import log
from pathlib import Path
from time import perf_counter
from typing import Any

PACKAGES = ("clingo", "duckdb", "pyDatalog", "egglog", "nemo-python")


def best(work: Callable[[], object], times: int = 5, clock: Callable[[], float] = perf_counter) -> float:
    """Seconds of the fastest of so many runs: what the machine did besides only ever adds to a run."""
    spent = []
    for _ in range(times):
        start = clock()
        work()
        spent.append(clock() - start)
    return min(spent)


def machine() -> dict[str, Any]:
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def emit(name: str, data: dict[str, Any], head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """The table on standard error; the same and more, as JSON, on standard output."""
    found = machine()
    sys.stderr.write(f"{name}: {found['cpu']}, {found['cores']} cores, Python {found['python']}\n")
    sys.stderr.write(table(head, rows))
    whole = {"format": "decisis.bench/1", "bench": name, "machine": found, **data}
    sys.stdout.write(json.dumps(whole, indent=1, sort_keys=True) + "\n")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; numbers are set to the right."""
    cells = [list(head), *([_cell(each) for each in row] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    right = [all(_is_number(row[place]) for row in rows) for place in range(len(head))]
    lines = [
        "| "
        + " | ".join(
            each.rjust(width) if side else each.ljust(width)
            for each, width, side in zip(row, widths, right, strict=True)
        )
        + " |"
        for row in cells
    ]
    rule = "".join("|" + "-" * (w + 1) + ("-:"[side]) for w, side in zip(widths, right, strict=True)) + "|"
    return "\n".join((lines[0], rule, *lines[1:])) + "\n"


def ms(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * 1000:,.2f}" if seconds < 0.1 else f"{seconds * 1000:,.0f}"


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The power of x with which y grows: the slope of the line through the logarithms, by least squares."""
    logs = [(log(x), log(y)) for x, y in points if x > 0 and y > 0]
    middle_x, middle_y = (sum(each) / len(logs) for each in zip(*logs, strict=True))
    spread = sum((x - middle_x) ** 2 for x, _ in logs)
    return sum((x - middle_x) * (y - middle_y) for x, y in logs) / spread


def _cell(value: object) -> str:
    if value is None:
        return ""
    return (
        f"{value:,.2f}"
        if isinstance(value, float)
        else f"{value:,}"
        if isinstance(value, int)
        else str(value)
    )


def _is_number(value: object) -> bool:
    return value is None or isinstance(value, (int, float)) or not set(str(value)) - set("0123456789.,× ")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())

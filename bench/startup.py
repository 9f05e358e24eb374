"""`python -m bench.startup`: how long commands take from the call to the answer, beside a bare Python.

Every run is a process of its own, as the installed command starts it, and all of them are run in turn, round
after round. `off` compiles everything anew; `first` begins with an empty cache; `law` finds the law kept, but
a case that was never seen; `kept` finds the matter kept. Bytecode is there from the start, as in an
installation. The ratio is that of the processor time of the best runs, which other work on the machine
disturbs least. The last columns are, of one more run, the time that the checker took, and its share.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter
from typing import Any

from bench.report import emit, ms
from decisis.pipeline import load_matter

CASES = Path(__file__).parents[1] / "cases"
SCRIPT = "from decisis.cli import start; start()"
CHECKED = """
import sys, time
from decisis_check.checker import Checker

spent, plain = 0.0, Checker.take

def take(self, record):
    global spent
    start = time.perf_counter()
    try:
        return plain(self, record)
    finally:
        spent += time.perf_counter() - start

Checker.take = take
from decisis.cli import main
try:
    main()
finally:
    sys.stderr.write(str(spent))
"""  # a command, and how many seconds of it went into checking what it shows


@dataclass
class Timed:
    """A command in one state of the cache, and its runs: seconds by the clock, seconds of processor time."""

    name: str
    state: str
    arguments: tuple[str, ...]
    prepare: Callable[[], object]
    runs: list[tuple[float, float]] = field(default_factory=list)

    checked: tuple[float, float] = (0, 0)  # seconds of the checker, and of its run

    @property
    def best(self) -> float:
        return min(wall for wall, _ in self.runs)

    @property
    def middle(self) -> float:
        return median(wall for wall, _ in self.runs)

    @property
    def processor(self) -> float:
        return min(cpu for _, cpu in self.runs)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.startup", description=__doc__)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--questions", type=int, default=3, help="of each case, spread over its questions")
    asked.add_argument("--cases", nargs="*", type=Path, default=sorted(CASES.rglob("*.case")))
    asked.add_argument("--no-check", action="store_true", help="leave out `decisis check`, which takes long")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        timed = list(_commands(Path(place), options))
        _warm(timed, place)
        for number in range(options.rounds):
            for each in timed:
                if number < 3 or each.state in ("", "kept"):
                    each.runs.append(_run(each, place))
        for each in timed:
            if each.name.startswith(("ask", "why")):
                each.checked = _checked(each, place)
    bare = timed[0]
    rows = [_row(each, bare) for each in timed]
    emit("startup", {"commands": [_data(each, bare) for each in timed]}, HEAD, rows)


HEAD = (
    "command",
    "cache",
    "best ms",
    "median ms",
    "processor ms",
    "times bare Python",
    "check ms",
    "of the run, %",
)


def _commands(place: Path, options: Any) -> Iterator[Timed]:
    kept, new = place / "kept", place / "new"
    yield Timed("python -c pass", "", ("-c", "pass"), _nothing)
    yield Timed("decisis --version", "", ("-c", SCRIPT, "--version"), _nothing)
    for state in () if options.no_check else ("off", "kept"):
        yield Timed("decisis check", state, ("-c", SCRIPT, "check"), _nothing)
    for case in options.cases:
        for number, question in enumerate(_spread(load_matter(str(case)).questions, options.questions)):
            said = ("-c", SCRIPT, "ask", str(case), question)
            name = f"ask {case.stem} {question}"
            if not number:
                yield Timed(name, "off", said, _nothing)
                yield Timed(name, "first", said, lambda: shutil.rmtree(new, ignore_errors=True))
                yield Timed(name, "law", said, lambda: _only_law(kept, place / "law"))
            yield Timed(name, "kept", said, _nothing)
            yield Timed(f"why {case.stem} {question}", "kept", ("-c", SCRIPT, "why", *said[3:]), _nothing)


def _spread(questions: Any, count: int) -> list[str]:
    names = list(questions)
    return list(dict.fromkeys(names[(2 * i + 1) * len(names) // (2 * count)] for i in range(count)))


def _nothing() -> None:
    """All is as it should be."""


def _only_law(kept: Path, copy: Path) -> None:
    """What is kept, without the matters and the programs."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(kept, copy, ignore=shutil.ignore_patterns("matter-*", "program-*"))


def _warm(timed: list[Timed], place: str) -> None:
    """Compiles the bytecode, and keeps what is kept."""
    for each in sorted(timed, key=lambda t: t.state != "kept"):
        _run(each, place)


def _run(each: Timed, place: str) -> tuple[float, float]:
    each.prepare()
    before, start = getrusage(RUSAGE_CHILDREN), perf_counter()
    subprocess.run(
        [sys.executable, *each.arguments], env=_environment(each.state, place), stdout=subprocess.DEVNULL
    ).check_returncode()
    wall, after = perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _checked(each: Timed, place: str) -> tuple[float, float]:
    each.prepare()
    arguments = ["-c", CHECKED, *each.arguments[2:]]
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], env=_environment(each.state, place), capture_output=True, text=True
    )
    return float(done.stderr.splitlines()[-1]), perf_counter() - start


def _environment(state: str, place: str) -> dict[str, str]:
    caches = {"off": "off", "first": f"{place}/new", "law": f"{place}/law"}
    own = {"DECISIS_CACHE": caches.get(state, f"{place}/kept"), "PYTHONPYCACHEPREFIX": f"{place}/bytecode"}
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | own


def _row(each: Timed, bare: Timed) -> tuple[object, ...]:
    times = f"{each.processor / bare.processor:.1f}"
    check, whole = each.checked
    share = f"{100 * check / whole:.0f}" if whole else ""
    spent = ms(check) if whole else ""
    return each.name, each.state, ms(each.best), ms(each.middle), ms(each.processor), times, spent, share


def _data(each: Timed, bare: Timed) -> dict[str, Any]:
    return {
        "command": each.name,
        "cache": each.state,
        "best": each.best,
        "median": each.middle,
        "processor": each.processor,
        "times_bare": each.processor / bare.processor,
        "check": each.checked[0],
        "checked_run": each.checked[1],
        "runs": len(each.runs),
    }


if __name__ == "__main__":
    main()

"""`python -m bench.growth`: how time and memory grow with facts, clauses, strata, conclusions and proofs.

Each size is about twice the one before. The exponent is the power with which seconds (or bytes) grow with
the size, fitted over the larger half of the sizes; 1 is linear. Memory is what the model and its derivations
hold at most while they are made. `--plot FILE` draws the curves as SVG.
"""

from __future__ import annotations

import argparse
import gc
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.graphs import chain
from bench.matter import matter
from bench.peers import clauses
from bench.plot import Curve, plotted
from bench.report import best, emit, exponent, ms
from decisis.engine.model import Derivations
from decisis.engine.seminaive import compile
from decisis.proof.derived import derived
from decisis.rules.ir import Atom, Clause, Facts, Negation, Program, Variable
from decisis.rules.stratify import stratify

X, Y = Variable("X"), Variable("Y")


@dataclass(frozen=True)
class Point:
    """A size, with what it took."""

    size: int
    seconds: float
    bytes: int


Series = Iterator[Point]


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    asked.add_argument("--plot", type=Path, help="where to draw the curves")
    options = asked.parse_args()
    found = {name: list(series()) for name, series in SERIES.items()}
    rows: list[list[object]] = []
    for name, points in found.items():
        first, last = points[0], points[-1]
        time, memory = _exponents(points)
        sizes = f"{first.size:,} to {last.size:,}"
        rows.append([name, sizes, ms(first.seconds), ms(last.seconds), time, last.bytes / 2**20, memory])
    if options.plot:
        curves = [
            Curve(name, [(point.size, point.seconds * 1000) for point in points], _exponents(points)[0])
            for name, points in found.items()
        ]
        options.plot.write_text(plotted(curves), "utf-8")
    data = {
        name: {"points": [vars(point) for point in points], "exponents": _exponents(points)}
        for name, points in found.items()
    }
    emit(
        "growth",
        {"series": data},
        ("with", "size", "ms, least", "ms, most", "exponent", "MB, most", "exponent of MB"),
        rows,
    )


def _exponents(points: list[Point]) -> tuple[float, float]:
    larger = points[len(points) // 2 - 1 :]
    return (
        exponent([(point.size, point.seconds) for point in larger]),
        exponent([(point.size, point.bytes) for point in larger]),
    )


# --- what grows ------------------------------------------------------------------------------------------


def facts() -> Series:
    """More parties in one matter, each with as many facts."""
    for size in (100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600):
        yield _evaluated(size, *matter(facts=size, parties=size // 20))


def clauses_of_law() -> Series:
    """More law over one matter."""
    for provisions in (30, 60, 120, 240, 480, 960, 1_920):
        yield _evaluated(4 * provisions, *matter(provisions=provisions))


def strata() -> Series:
    """A tower of exceptions, each to the one below."""
    for height in (50, 100, 200, 400, 800, 1_600, 3_200):
        tower = [Clause(Atom("p0", (X,)), (Atom("d", (X,)),))]
        for n in range(1, height):
            body = (Atom("d", (X,)), Negation(Atom(f"p{n - 1}", (X,))))
            tower.append(Clause(Atom(f"p{n}", (X,)), body))
        yield _evaluated(height, Program(tuple(tower)), {"d": frozenset((n,) for n in range(10))})


def conclusions() -> Series:
    """The paths of ever longer chains; the size is the number of paths."""
    for length in (44, 63, 89, 126, 178, 252, 356, 504, 713, 1_008):
        edges: Facts = {"e": frozenset(chain(length))}
        yield _evaluated(length * (length + 1) // 2, clauses(False), edges)


def proof() -> Series:
    """One proof, ever deeper; the size is the number of its steps. Memory is that of the proof alone."""
    link = Clause(Atom("owner", (Y,)), (Atom("owner", (X,)), Atom("sold", (X, Y))))
    program = stratify(Program((Clause(Atom("owner", (X,)), (Atom("first", (X,)),)), link)))
    for links in (25, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400):
        model = compile(program).evaluate({"first": frozenset({(0,)}), "sold": frozenset(chain(links))})
        assert model.derivations
        work = _proving(model.derivations, links)
        yield Point(2 * links + 2, best(work, 7), _most(work))


def _proving(derivations: Derivations, last: int) -> Callable[[], object]:
    return lambda: derived(derivations, "owner", (last,))


def _evaluated(size: int, program: Program, facts: Facts) -> Point:
    compiled = compile(stratify(program))
    compiled.evaluate(facts)
    return Point(size, best(lambda: compiled.anew(facts), 5), _most(lambda: compiled.anew(facts)))


def _most(work: Callable[[], object]) -> int:
    """Bytes that are held at most while the work is done."""
    gc.collect()
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


SERIES: dict[str, Callable[[], Series]] = {
    "facts of a matter": facts,
    "clauses of law": clauses_of_law,
    "strata": strata,
    "conclusions of a recursion": conclusions,
    "steps of a proof": proof,
}

if __name__ == "__main__":
    main()

"""Finds a planted fault the way its author would: by a check, a case, a search, or mutants of the law."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

from decisis.casework.expectations import check_expectations
from decisis.compiler.setting import Setting
from decisis.diagnostics import Rejected
from decisis.engine import engine
from decisis.pipeline import Loader, check_area, latest_day
from decisis.testing.domain import Bound
from decisis.testing.idle import DECIDES, NEVER_ALONE, Uses
from decisis.testing.mutation.mutants import mutants
from decisis.testing.mutation.trial import killed_by
from decisis.testing.mutation.watching import Case
from decisis.testing.opposed import COLLIDING, Oppositions, concluding, pairs
from decisis.testing.verification import BROKEN, Verification
from decisis.testing.workbench import Workbench
from tests.faults.planted import Fault

ROOT = Path(__file__).parents[2]


def copy_of_the_library(folder: Path) -> Path:
    for name in ("logic", "cases"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def found(fault: Fault, folder: Path) -> str:
    """What is said of a fault that was planted in a copy under a folder; empty if nothing finds it."""
    how, *what = fault.by.split()
    match how:
        case "check":
            return _checked(folder / fault.file, what[0])
        case "test":
            return _tested(folder, what[0])
        case "verify":
            return _verified(folder, *what)
        case "mutate":
            return _mutated(folder, *what)
    raise AssertionError(fault.by)


def _checked(file: Path, code: str) -> str:
    try:
        complaints = check_area(str(file))
    except Rejected as rejected:
        complaints = rejected.diagnostics
    return next((d.message for d in complaints if d.code == code), "")


def _tested(folder: Path, case: str) -> str:
    """The first expectation that fails, or why the case is refused."""
    try:
        matter = Loader(folder / "logic").matter(str(folder / case))
        results = check_expectations(matter, matter.court(engine()))
        return next((f"{r.name}: {r.failures[0]}" for r in results if not r.passed), "")
    except Rejected as rejected:
        return rejected.diagnostics[0].message


def _verified(folder: Path, area: str, court: str, *names: str) -> str:
    library = Loader(folder / "logic").doctrine((area,)).library
    bench, setting = Workbench(library, engine()), Setting(court, latest_day(library))
    if names[0] in library.properties:
        (verdict,) = Verification(bench, (setting,)).properties(names)
        return verdict.violation.words if verdict.status == BROKEN and verdict.violation else ""
    program = bench.program(setting)
    if len(names) == 2:
        search = Oppositions(bench, Bound(), 20.0)
        tried = (search.pair(setting, *p) for p in pairs(program) if {c.provision for c in p} == {*names})
        return next((f"{p.first} and {p.second} collide" for p in tried if p.status == COLLIDING), "")
    every = concluding(program)
    (each,) = [c for c in every if c.provision == names[0]]
    others = tuple(o for o in every if o.literal == each.literal and o != each)
    use = Uses(bench, Bound(), 20.0).use(setting, each, others)
    return f"{names[0]} {use.status}" if use.status not in (DECIDES, NEVER_ALONE) else ""


MOST_MUTANTS = 12


def _mutated(folder: Path, case: str, name: str) -> str:
    """A mutant of a provision that the case does not notice, and that the case as it ships does."""
    loader = Loader(folder / "logic")
    library = loader.doctrine(("sentencing",)).library
    weak, whole = (Case(loader.matter(str(root / case)), engine()) for root in (folder, ROOT))
    chosen = (m for m in mutants(library, ("threshold",), (name,)) if not m.complaints(library))
    for mutant in islice(chosen, MOST_MUTANTS):
        if not killed_by(mutant, weak) and killed_by(mutant, whole):
            return f"{mutant.identity}: no expectation notices"
    return ""

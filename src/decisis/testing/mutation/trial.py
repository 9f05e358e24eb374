"""One mutant before one case: the first expectation or property that fails under it."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.compiler.library import Library
from decisis.diagnostics import Rejected
from decisis.engine import LimitReached
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.testing.mutation.affected import Affected
from decisis.testing.mutation.mutant import Mutant
from decisis.testing.mutation.programs import COUNTED, changed_programs
from decisis.testing.mutation.touched import touched
from decisis.testing.mutation.watching import HELD, Case

REFUSED_LATER = "refused when it is run: "


def killed_by(mutant: Mutant, case: Case, part: str = "") -> str:
    """What in a case fails under a mutant, by its place and name; empty if nothing does.

    ``part``: only its expectations, or only the properties. A law that is refused only when it is lowered
    for the case is said to be so.
    """
    library = case.matter.library
    if not mutant.is_in(library):
        return ""
    try:
        return next((by for p in HELD if part in ("", p) and (by := _killed(mutant, case, p))), "")
    except Rejected as refusal:
        return REFUSED_LATER + refusal.diagnostics[0].message
    except LimitReached:
        return "a limit was reached"


def reached(mutant: Mutant, library: Library) -> frozenset[str] | None:
    """The provisions without which a mutant makes no difference; None if it may make one anywhere."""
    if mutant.table not in COUNTED:
        return touched(mutant, library)
    by = {mutant.name} if mutant.table == "countings" else library.countings.keys()
    return frozenset(name for name, p in library.provisions.items() if not by.isdisjoint(_counted_by(p)))


def _counted_by(provision: ast.Provision) -> Iterator[str]:
    """The rules by which a provision counts days."""
    counting = (getattr(node, "counting", None) for node in walk(provision))
    return (name.text for name in counting if isinstance(name, ast.Name))


def _killed(mutant: Mutant, case: Case, part: str) -> str:
    library = case.matter.library
    names = reached(mutant, library)
    if names is not None and names.isdisjoint(library.provisions):
        return ""
    every = case.part(part)
    changed = changed_programs(mutant, mutant.applied(library), case.programs, case.layouts)
    affected = Affected(mutant, changed, case.strata, case.whole(changed))
    matter, court = case.changed(changed, part, affected.spread)
    for seen in affected.in_order(every):
        if any(True for _ in seen.check.failures(matter, court)):
            return seen.check.name
    return ""

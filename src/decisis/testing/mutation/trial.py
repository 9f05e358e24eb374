"""One mutant before one case: the first expectation or property that fails under it."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.diagnostics import Rejected
from decisis.engine import LimitReached
from decisis.testing.mutation.affected import Affected
from decisis.testing.mutation.mutants import Mutant
from decisis.testing.mutation.programs import ChangedPrograms, changed_programs
from decisis.testing.mutation.watching import Case, Seen

REFUSED = "the changed law is refused"


def killed_by(mutant: Mutant, case: Case) -> str:
    """What in a case fails under a mutant, by its place and name; empty if nothing does."""
    library = case.matter.library
    if not mutant.is_in(library):
        return ""
    changed = changed_programs(mutant, mutant.applied(library), case.programs)
    affected = Affected(mutant, case.programs, changed)
    try:
        return _first(affected, case, changed)
    except Rejected:
        return REFUSED
    except LimitReached:
        return "a limit was reached"


def _first(affected: Affected, case: Case, changed: ChangedPrograms) -> str:
    matter, court = case.changed(changed, affected.differs)
    for seen in _in_order(affected, case):
        if any(True for _ in seen.check.failures(matter, court)):
            return seen.check.name
    return ""


def _in_order(affected: Affected, case: Case) -> Iterator[Seen]:
    """The checks that may come out otherwise, the likeliest first."""
    bearing = [seen for seen in case.seen if affected.bears(seen)]
    later: list[Seen] = []
    for seen in bearing:
        if affected.rests(seen) and affected.differs(seen.looks[0]):
            yield seen
        else:
            later.append(seen)
    yield from (seen for seen in later if affected.check(seen))

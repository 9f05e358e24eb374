"""What is wrong, without what only follows from it: one mistake is one complaint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.compiler.library import Library
from decisis.diagnostics import Diagnostic, errors
from decisis.source import Span

ARGUMENTS_AMISS = ("E0304", "E0305")  # nobody can tell which variables of the provision have a value
OF_VARIABLES = ("E0302", "E0323", "E0325", "E0326")
USED_ONCE = "W0301"  # of a provision in which something is wrong, that seldom says more
UNKNOWN_THING = "E0367"  # perhaps a variable in small letters, which gives that one no value
UNKNOWN_NAMES = (
    *("E0303", "E0307", "E0308", "E0312", "E0313", "E0314", "E0318", "E0343"),
    UNKNOWN_THING,
)
TWO_SORTS = "E0351"
OF_SORTS = ("E0355", "E0356", "E0358", "E0359", "E0360")


def causes(
    library: Library,
    unresolved: Iterable[Diagnostic],
    found: Iterable[Diagnostic],
    lost: frozenset[str] = frozenset(),
) -> tuple[Diagnostic, ...]:
    """Every complaint about some doctrine, but for those that others of the same provision explain.

    ``lost`` are names that would be declared, had the blocks that declare them no mistakes.
    """
    first, then = (tuple(c for c in each if not _is_of(c, lost)) for each in (unresolved, found))
    wrong = errors((*first, *then))
    explained = [_Explained(p.span, wrong) for p in library.provisions.values()]
    later = (c for c in then if not any(each.explains(c) for each in explained))
    return (*first, *later)


def _is_of(complaint: Diagnostic, lost: frozenset[str]) -> bool:
    span = complaint.span
    return complaint.code in UNKNOWN_NAMES and span is not None and span.text in lost


class _Explained:
    """What the mistakes of one provision explain of the complaints about it."""

    def __init__(self, provision: Span, wrong: Iterable[Diagnostic]) -> None:
        self.provision = provision
        here = [c for c in wrong if c.span is not None and _within(c.span, provision)]
        self.codes = {c.code for c in here}
        self.small = set(_small_variables(here))

    def explains(self, complaint: Diagnostic) -> bool:
        if not self.codes or complaint.span is None or not _within(complaint.span, self.provision):
            return False
        if complaint.code in OF_VARIABLES:
            return not self.codes.isdisjoint(ARGUMENTS_AMISS) or complaint.span.text in self.small
        if complaint.code in (TWO_SORTS, *OF_SORTS) and not self.codes.isdisjoint(ARGUMENTS_AMISS):
            return True
        if complaint.code in OF_SORTS:
            return TWO_SORTS in self.codes
        return complaint.code == USED_ONCE


def _small_variables(wrong: Iterable[Diagnostic]) -> Iterator[str]:
    for complaint in wrong:
        if complaint.code == UNKNOWN_THING and complaint.span is not None:
            yield "".join(part.capitalize() for part in complaint.span.text.split("_"))


def _within(part: Span, whole: Span) -> bool:
    return part.source.name == whole.source.name and whole.start <= part.start and part.end <= whole.end

"""`verify`: a doctrine held to its properties, and gone through for collisions and idle provisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from decisis.casework.record import Record
from decisis.casework.verdict import Asked
from decisis.compiler.setting import Setting
from decisis.syntax import ast
from decisis.testing.bounded import breaking, settings_of
from decisis.testing.domain import Bound
from decisis.testing.finder import SECONDS
from decisis.testing.idle import DECIDES, Use, Uses
from decisis.testing.opposed import DISJOINT, ORDERED, Opposed, Oppositions
from decisis.testing.properties import Violation, violations
from decisis.testing.searching import Searching
from decisis.testing.workbench import Workbench

HOLDS, BROKEN, UNSETTLED, NOT_FOUND = "holds within the bounds", "broken", "unsettled", "not broken by search"


@dataclass(frozen=True)
class Verdict:
    """What became of a property in one setting.

    ``limits`` say why a matter beyond the bounds may break it all the same; without any, the bounds are the
    whole truth but for the number of persons and things.
    """

    name: str
    setting: Setting
    status: str
    violation: Violation | None = None
    record: Record | None = None
    limits: tuple[str, ...] = ()


@dataclass
class Verification:
    """One doctrine in some settings, within bounds."""

    bench: Workbench
    settings: tuple[Setting, ...]
    bound: Bound = field(default_factory=Bound)
    seconds: float = SECONDS
    examples: int = 100

    def properties(self, names: Sequence[str] = ()) -> Iterator[Verdict]:
        """Every property, or those named, in every setting of which it speaks."""
        for name, stated in sorted(self.bench.library.properties.items()):
            if not names or name in names:
                for setting in settings_of(stated, self.settings):
                    yield self.proved(stated, setting)

    def proved(self, stated: ast.Property, setting: Setting) -> Verdict:
        """By going through every matter within the bounds; a property of two matters is only searched for."""
        name = stated.name.text
        wanted, extra = breaking(stated)
        if not wanted:
            return self.searched(stated, setting)
        broken = self._broken(stated, setting)
        outcome, within = self.bench.find(
            setting,
            wanted,
            self.bound,
            self.seconds,
            extra=extra,
            holds=lambda r: broken(r) is not None,
        )
        if outcome.record is not None:
            return Verdict(name, setting, BROKEN, broken(outcome.record), outcome.record)
        status = HOLDS if outcome.exhausted else UNSETTLED
        return Verdict(name, setting, status, limits=within.limits)

    def searched(self, stated: ast.Property, setting: Setting) -> Verdict:
        """By drawing matters."""
        found = Searching(self.bench, self.bound, self.examples).violation(stated, setting)
        if found is None:
            return Verdict(stated.name.text, setting, NOT_FOUND)
        record, violation = found
        return Verdict(stated.name.text, setting, BROKEN, violation, record)

    def _broken(self, stated: ast.Property, setting: Setting) -> Callable[[Record], Violation | None]:
        def broken(record: Record) -> Violation | None:
            return next(violations(stated, Asked(self.bench.court, setting, record)), None)

        return broken

    def oppositions(self) -> Iterator[tuple[Setting, Opposed]]:
        """Every pair of opposed provisions, in each setting in which it is something else than before."""
        known: set[Opposed] = set()
        for setting in self.settings:
            for found in Oppositions(self.bench, self.bound, self.seconds).of(setting):
                if found not in known:
                    known.add(found)
                    yield setting, found

    def idle(self) -> Iterator[Use]:
        """Every provision with the most that it can do in some setting, those that decide alone left out."""
        best: dict[str, Use] = {}
        for setting in self.settings:
            for use in Uses(self.bench, self.bound, self.seconds).of(setting, best):
                best[use.provision] = use
        yield from (use for _, use in sorted(best.items()) if use.status != DECIDES)


def counts(found: Sequence[tuple[Setting, Opposed]]) -> dict[str, int]:
    """How many pairs there are of each kind, those that need no word first."""
    kinds = (ORDERED, DISJOINT)
    every = [pair.status for _, pair in found]
    return {kind: every.count(kind) for kind in (*kinds, *sorted(set(every) - set(kinds)))}

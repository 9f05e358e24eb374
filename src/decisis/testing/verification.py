"""`verify`: a doctrine held to its properties, and gone through for collisions and idle provisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from decisis.casework.record import Record
from decisis.casework.verdict import Asked
from decisis.compiler.setting import Setting
from decisis.syntax import ast
from decisis.testing.bounded import breaking
from decisis.testing.days import settings_of
from decisis.testing.domain import Bound
from decisis.testing.finder import SECONDS
from decisis.testing.idle import DECIDES, NEVER_APPLIES, Use, Uses
from decisis.testing.opposed import DISJOINT, ORDERED, Concluding, Opposed, Oppositions
from decisis.testing.properties import Violation, violations
from decisis.testing.searching import SECONDS as FOR_A_BEGINNING
from decisis.testing.searching import Searching
from decisis.testing.settled import Key, Settled
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
    settled: Settled = field(default_factory=Settled)
    progress: Callable[[str], None] = lambda said: None

    def properties(self, names: Sequence[str] = ()) -> Iterator[Verdict]:
        """Every property, or those named, in every setting of which it speaks."""
        for name, stated in sorted(self.bench.library.properties.items()):
            if not names or name in names:
                for setting in settings_of(stated, self.settings, self.bench.library):
                    self.progress(f"property {name} in {setting.court}")
                    yield self._held(stated, setting)

    def _held(self, stated: ast.Property, setting: Setting) -> Verdict:
        key = ("property", stated.name.text, *_said(setting))
        known = self.settled.get(key, self.seconds)
        if known is not None:
            return Verdict(stated.name.text, setting, known[0], limits=known[1])
        found = self.proved(stated, setting)
        if found.record is None:
            self._settle(key, found.status, found.limits)
        return found

    def _settle(self, key: Key, status: str, limits: Sequence[str]) -> None:
        self.settled.add(key, status, limits, self.seconds if status == UNSETTLED else None)

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
        seconds = min(self.seconds, FOR_A_BEGINNING)
        found = Searching(self.bench, self.bound, self.examples, seconds).violation(stated, setting)
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
        looking = Oppositions(self.bench, self.bound, self.seconds)
        for setting in self.settings:
            listed = looking.listed(setting)
            for number, pair in enumerate(listed, 1):
                self.progress(f"{setting.court}: {number} of {len(listed)} opposed pairs")
                found = self._opposed(looking, setting, *pair)
                if found not in known:
                    known.add(found)
                    yield setting, found

    def _opposed(
        self, looking: Oppositions, setting: Setting, first: Concluding, second: Concluding
    ) -> Opposed:
        names = first.provision, second.provision
        key = ("opposed", *names, first.literal, second.literal, *_said(setting))
        known = self.settled.get(key, self.seconds)
        if known is not None:
            return Opposed(*names, first.literal, known[0], "; ".join(known[1]))
        found = looking.pair(setting, first, second)
        if found.status in (DISJOINT, UNSETTLED):
            self._settle(key, found.status, [found.why])
        return found

    def idle(self) -> Iterator[Use]:
        """Every provision with the most that it can do in some setting, those that decide alone left out."""
        best: dict[str, Use] = {}
        looking = Uses(self.bench, self.bound, self.seconds)
        for setting in self.settings:
            listed = looking.listed(setting, best)
            for number, (each, others) in enumerate(listed, 1):
                self.progress(f"{setting.court}: what {number} of {len(listed)} provisions can do")
                best[each.provision] = self._use(looking, setting, each, others)
        yield from (use for _, use in sorted(best.items()) if use.status != DECIDES)

    def _use(self, looking: Uses, setting: Setting, each: Concluding, others: tuple[Concluding, ...]) -> Use:
        key = ("idle", each.provision, each.literal, *_said(setting))
        known = self.settled.get(key, self.seconds)
        if known is not None:
            return Use(each.provision, each.literal, known[0], limits=known[1])
        found = looking.use(setting, each, others)
        if found.status in (DECIDES, NEVER_APPLIES, UNSETTLED):
            self._settle(key, found.status, found.limits)
        return found


def _said(setting: Setting) -> tuple[str, str]:
    return setting.court, setting.as_of.isoformat()


def counts(found: Sequence[tuple[Setting, Opposed]]) -> dict[str, int]:
    """How many pairs there are of each kind, those that need no word first."""
    kinds = (ORDERED, DISJOINT)
    every = [pair.status for _, pair in found]
    return {kind: every.count(kind) for kind in (*kinds, *sorted(set(every) - set(kinds)))}

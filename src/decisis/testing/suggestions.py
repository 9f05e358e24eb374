"""What cases leave untested, as cases: the smallest matter in which a provision fires, an element fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from decisis.casework.record import Record, Side
from decisis.compiler.setting import Setting
from decisis.rules import naming
from decisis.testing.case_text import Asks, case_text
from decisis.testing.coverage import Coverage, Seen
from decisis.testing.idle import applying
from decisis.testing.mutation.mutant import Mutant
from decisis.testing.mutation.mutants import mutants
from decisis.testing.mutation.telling import Telling, answer, asked_of
from decisis.testing.opposed import Concluding, concluding

FIRES, ALONE = "fires", "decides alone"
NONE = "no matter within the bounds"


@dataclass(frozen=True)
class Suggestion:
    """``what``: `fires`, `decides alone`, or an element that fails alone. ``why``: without a case."""

    provision: str
    what: str
    case: str = ""
    why: str = ""


@dataclass
class Suggestions:
    """Searches in some settings, the first in which there is something winning."""

    telling: Telling
    settings: Sequence[Setting]

    def of(self, coverage: Coverage) -> Iterator[Suggestion]:
        """For everything that the cases leave untested, in the order of the names of the provisions."""
        dropped = self._dropped([s.provision for s in coverage.seen.values()])
        for name in sorted(coverage.seen):
            yield from self._for(coverage.seen[name], dropped)

    def _for(self, seen: Seen, dropped: Mapping[tuple[str, str], Mutant]) -> Iterator[Suggestion]:
        if seen.provision not in self.telling.library.provisions:
            return  # it stands in a case, and is no law for others
        if not seen.fired:
            yield self._applying(seen.provision, FIRES)
        elif not seen.alone:
            yield self._applying(seen.provision, ALONE)
        for label in seen.unfailed:
            mutant = dropped.get((seen.provision, label))
            if mutant is None or mutant.complaints(self.telling.library):
                yield Suggestion(seen.provision, label, why="other elements need what it names")
            else:
                told = self.telling.apart(mutant, self.settings)
                yield Suggestion(seen.provision, label, told.case, told.why)

    def _dropped(self, names: Sequence[str]) -> Mapping[tuple[str, str], Mutant]:
        """The mutants without one element, by provision and number."""
        found = mutants(self.telling.library, ("element", "exception"), names)
        return {(m.name, m.words.removeprefix("unless ").split(" ")[0]): m for m in reversed(found)}

    def _applying(self, name: str, what: str) -> Suggestion:
        bench = self.telling.bench
        for setting in self.settings:
            every = concluding(bench.program(setting))
            for each in (c for c in every if c.provision == name):
                others = tuple(o for o in every if o.literal == each.literal and o != each)
                goal = applying(each, others if what == ALONE else (), prevailing=what == ALONE)
                outcome, _ = bench.find(setting, (goal,), self.telling.bound, self.telling.seconds)
                if outcome.record is not None:
                    return Suggestion(name, what, self._case(each, setting, outcome.record, what))
        return Suggestion(name, what, why=NONE)

    def _case(self, each: Concluding, setting: Setting, record: Record, what: str) -> str:
        bench = self.telling.bench
        rows = bench.run(setting, record).model.tuples(each.applies)
        row = min(rows, key=repr)
        side = Side(each.literal.removeprefix(naming.denied("")), row)
        asks = Asks("shown", asked_of(side), answer(bench, setting, record, side))
        title = f"{each.provision} {what}"
        return case_text(f"shows_{each.provision}", title, setting, self.telling.areas, record, asks)

"""What the cases show of the law: which provisions fire in them and decide alone, and where they fail.

A provision *fires* where its elements hold in a state that some case asks about. It *decides alone* where no
other provision that fires concludes the same. An element *fails alone* where everything else that the
provision asks for holds: a case would notice if that element were dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from decisis.casework.asking import Run
from decisis.casework.expectations import expected_asking
from decisis.casework.matter import Matter
from decisis.casework.record import Record
from decisis.casework.verdict import Asked
from decisis.compiler.setting import Setting
from decisis.engine import Engine
from decisis.proof.argument import Bindings
from decisis.rules import ir, naming
from decisis.rules.plan import unsafe_variables

APPLIES = naming.applies("")


@dataclass
class Seen:
    """What was seen of one provision. ``elements``: those it has; ``failed``: those that failed alone."""

    provision: str
    place: str
    elements: tuple[str, ...]
    fired: bool = False
    alone: bool = False
    failed: set[str] = field(default_factory=set)

    @property
    def unfailed(self) -> tuple[str, ...]:
        return tuple(label for label in self.elements if label not in self.failed)

    @property
    def complete(self) -> bool:
        return self.fired and self.alone and not self.unfailed


@dataclass
class Coverage:
    """What was seen of every provision of the law that some case uses."""

    seen: dict[str, Seen] = field(default_factory=dict)

    def add(self, matter: Matter, engine: Engine) -> None:
        """Everything that the matter, its variants and its expectations ask about."""
        for asked in states(matter, engine):
            self._look(asked.run)

    def _look(self, run: Run) -> None:
        program = run.lowered.program
        firing = _firing(run)
        for clause in program.clauses:
            name = clause.origin.provision
            if clause.origin.role != "applies" or not clause.head.relation.startswith(APPLIES):
                continue
            info = program.provisions.get(name)
            if info is None or not info.place or " in " in name:
                continue
            seen = self.seen.setdefault(name, Seen(name, info.place, ()))
            seen.elements = tuple(dict.fromkeys((*seen.elements, *_labels(clause))))
            seen.fired = seen.fired or name in firing
            seen.alone = seen.alone or firing.get(name, False)
            for label in seen.unfailed:
                if _fails_alone(clause, label, run):
                    seen.failed.add(label)


def states(matter: Matter, engine: Engine) -> Iterator[Asked]:
    """Each state of the record, court and day that a case asks about, once; first the matter itself.

    Those of one setting follow each other, and what was worked out for them is let go before the next.
    """
    court = matter.court(engine)
    found: dict[Setting, dict[Record, None]] = {}
    for variant in matter.variants.values():
        found.setdefault(variant.setting, {})[variant.record] = None
    for name, expectation in matter.expectations:
        asked, _ = expected_asking(matter, name, expectation, court)
        found.setdefault(asked.setting, {})[asked.record] = None
    for setting, records in found.items():
        for record in records:
            yield Asked(matter.court(engine), setting, record)
        matter.programs.let_go()


def _firing(run: Run) -> Mapping[str, bool]:
    """The provisions that fire, and whether each concludes something that no other one does."""
    concluded: dict[tuple[str, tuple[object, ...]], set[str]] = {}
    for clause in run.lowered.program.clauses:
        if clause.origin.role == "concludes":
            for row in run.model.tuples(naming.applies(clause.origin.provision)):
                concluded.setdefault((clause.head.relation, row), set()).add(clause.origin.provision)
    found: dict[str, bool] = {}
    for clause in run.lowered.program.clauses:
        name = clause.origin.provision
        if clause.origin.role == "applies" and run.model.tuples(naming.applies(name)):
            found.setdefault(name, False)
    for names in concluded.values():
        if len(names) == 1:
            found[next(iter(names))] = True
    return found


def _labels(clause: ir.Clause) -> Iterator[str]:
    """The elements that a clause asks for, by the numbers of the provision."""
    for info in clause.origin.elements:
        if info is not None and info.label and info.section in ("given", "unless"):
            yield info.label.split(")")[0] + ")"


def _fails_alone(clause: ir.Clause, label: str, run: Run) -> bool:
    """Whether all of a clause but one element holds under some binding under which that element does not."""
    kept: list[ir.Literal] = []
    dropped: list[ir.Literal] = []
    for literal, info in zip(clause.body, clause.origin.elements, strict=False):
        mine = info is not None and info.label.split(")")[0] + ")" == label
        (dropped if mine else kept).append(literal)
    without = replace(clause, body=tuple(kept))
    if not dropped or any(True for _ in unsafe_variables(without)):
        return False
    for binding in run.argument.solutions(without):
        if not any(True for _ in _all(dropped, run, binding)):
            return True
    return False


def _all(literals: list[ir.Literal], run: Run, binding: Bindings) -> Iterator[Bindings]:
    """Every way in which all of these hold under a binding."""
    if not literals:
        yield binding
        return
    for found in run.argument.ways(literals[0], binding):
        yield from _all(literals[1:], run, found)


def totals(seen: Iterable[Seen]) -> str:
    every = list(seen)
    elements = sum(len(s.elements) for s in every)
    failed = sum(len(s.failed) for s in every)
    fired, alone = sum(s.fired for s in every), sum(s.alone for s in every)
    return (
        f"{len(every)} provisions: {fired} fired, {alone} decided alone; "
        f"{elements} elements: {failed} failed as the only reason"
    )


def by_file(every: Iterable[Seen]) -> Iterator[tuple[str, list[Seen]]]:
    """What was seen of the provisions of each file, in the order of the text."""
    found: dict[str, list[Seen]] = {}
    for seen in every:
        found.setdefault(seen.place.rsplit(":", 2)[0], []).append(seen)
    for file in sorted(found):
        yield file, sorted(found[file], key=lambda s: tuple(map(int, s.place.rsplit(":", 2)[1:])))


def coverage_json(coverage: Coverage) -> dict[str, object]:
    """The value of `coverage` in `decisis.test/1`."""
    return {
        s.provision: {
            "place": s.place,
            "fired": s.fired,
            "alone": s.alone,
            "elements": list(s.elements),
            "failed_alone": sorted(s.failed),
        }
        for s in sorted(coverage.seen.values(), key=lambda s: s.provision)
    }

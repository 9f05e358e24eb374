"""Provisions that do nothing: that can never apply, never prevail, or never decide without another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from decisis.casework.record import Record
from decisis.compiler.setting import Setting
from decisis.rules import ir
from decisis.testing.domain import Bound
from decisis.testing.finder import SECONDS, goal
from decisis.testing.opposed import Concluding, concluding
from decisis.testing.workbench import Workbench

DECIDES, NEVER_APPLIES, NEVER_PREVAILS, NEVER_ALONE, UNSETTLED = (
    "decides alone",
    "never applies",
    "never prevails",
    "never decides alone",
    "unsettled",
)


@dataclass(frozen=True)
class Use:
    """What a provision can do in a setting, and the smallest matter in which it does.

    ``limits`` say why it might do more than was found.
    """

    provision: str
    literal: str
    status: str
    record: Record | None = None
    limits: tuple[str, ...] = ()


def applying(each: Concluding, others: tuple[Concluding, ...] = (), *, prevailing: bool) -> ir.Clause:
    """That a provision applies (if ``prevailing``, with its conclusion established) and the others do not."""
    terms = tuple(ir.Variable(f"X{i}") for i in range(each.arity))
    concluded = (ir.Atom(each.literal, terms),) if prevailing else ()
    absent = tuple(ir.Negation(ir.Atom(other.applies, terms)) for other in others)
    return goal(ir.Atom(each.applies, terms), *concluded, *absent)


@dataclass
class Uses:
    """What the provisions of a doctrine can do."""

    bench: Workbench
    bound: Bound = field(default_factory=Bound)
    seconds: float = SECONDS

    def of(self, setting: Setting, known: Mapping[str, Use] | None = None) -> Iterator[Use]:
        """Of each provision, the most that it can do; left out are those known to decide alone elsewhere."""
        for each, others in self.listed(setting, known):
            yield self.use(setting, each, others)

    def listed(
        self, setting: Setting, known: Mapping[str, Use] | None = None
    ) -> list[tuple[Concluding, tuple[Concluding, ...]]]:
        """Each provision of a setting, with the others that conclude the same."""
        every = concluding(self.bench.program(setting))
        decided = {name for name, use in (known or {}).items() if use.status == DECIDES}
        return [
            (each, tuple(o for o in every if o.literal == each.literal and o != each))
            for each in every
            if each.provision not in decided
        ]

    def use(self, setting: Setting, each: Concluding, others: tuple[Concluding, ...]) -> Use:
        """From the most that a provision can do to the least: the first of which there is a matter."""
        wanted = (
            (DECIDES, applying(each, others, prevailing=True)),
            (NEVER_ALONE, applying(each, prevailing=True)),
            (NEVER_PREVAILS, applying(each, prevailing=False)),
        )
        limits: tuple[str, ...] = ()
        for status, clause in wanted:
            outcome, within = self.bench.find(setting, (clause,), self.bound, self.seconds)
            limits = within.limits
            if outcome.record is not None:
                return Use(each.provision, each.literal, status, outcome.record, limits)
            if not outcome.exhausted:
                return Use(each.provision, each.literal, UNSETTLED, limits=limits)
        return Use(each.provision, each.literal, NEVER_APPLIES, limits=limits)

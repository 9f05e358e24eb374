"""The answers that are tried for a set of open literals: of some value, and with exact ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice, product

from decisis.casework.record import Side
from decisis.casework.settlement import thresholds
from decisis.casework.verdict import Asked
from decisis.compiler.library import Library
from decisis.proof.argument import Ground
from decisis.proof.wording import literal_of
from decisis.questions.replies import Told
from decisis.representatives import candidates
from decisis.rules import naming
from decisis.values import MONEY, Bounds, Duration, Money, Value, currency_of, kind

MOST_VALUES = 4  # of the values in one set of answers

DEFAULTS: dict[str, Value] = {
    "Int": 1,
    "Decimal": Decimal(1),
    **{sort: Money(Decimal(1), currency_of(sort)) for sort in sorted(MONEY)},
    "Duration": Duration(12, 0),
}


@dataclass(frozen=True)
class AnswersTried:
    """The answers of one matter to what it lacks, one for each class that its law tells apart."""

    asked: Asked
    library: Library

    def to(self, needed: Iterable[Ground]) -> Iterator[Told]:
        """The literals with exact values where they have unknown ones."""
        sides = tuple(Side(literal_asked(g), g.values) for g in needed)
        yield sides  # that it is so, of some value
        unknown = [v for s in sides for v in s.values if isinstance(v, Bounds)]
        choices = [self._values_for(v, sides) for v in unknown]
        for values in islice(_diagonal_first(choices), MOST_VALUES):
            exact = dict(zip(unknown, values, strict=True))
            yield tuple(replace(s, values=tuple(exact.get(v, v) for v in s.values)) for s in sides)  # type: ignore[arg-type]

    def _values_for(self, unknown: Value, sides: Told) -> tuple[Value, ...]:
        """Values of the right sort, one for each class that the law tells apart."""
        sort = next(self._sort(s, s.values.index(unknown)) for s in sides if unknown in s.values)
        near = [v for v in self._thresholds if kind(v) == sort]
        default = DEFAULTS.get(sort, self.asked.setting.as_of)
        return candidates(Bounds(None, None), near) or tuple(near[:MOST_VALUES]) or (default,)

    def _sort(self, side: Side, place: int) -> str:
        name, _ = literal_of(side.relation)
        return self.library.relations[name].parameters[place].sort.text

    @cached_property
    def _thresholds(self) -> tuple[Value, ...]:
        asked = self.asked
        return (*thresholds(asked.record, asked.run.lowered.program), *asked.named, asked.setting.as_of)


def literal_asked(atom: Ground) -> str:
    return atom.relation.removeprefix(naming.in_question(""))


def _diagonal_first(choices: list[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    """Every combination; those first in which all are equally far along."""
    longest = max(map(len, choices), default=1)
    seen = set()
    for i in range(longest):
        combination = tuple(c[min(i, len(c) - 1)] for c in choices)
        seen.add(combination)
        yield combination
    yield from (c for c in product(*choices) if c not in seen)

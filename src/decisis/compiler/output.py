"""What the lowering of elements makes beside the bodies: auxiliary clauses, and tables of listed values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from decisis.rules import ir
from decisis.syntax import ast
from decisis.values import Value

Described = tuple[ir.Literal, ir.ElementInfo | None]
Body = tuple[Described, ...]


@dataclass(frozen=True)
class Mode:
    """Whether elements are to be established, or only possible."""

    established: bool

    def name(self, relation: str) -> str:
        return relation if self.established else ir.possibly(relation)

    @property
    def other(self) -> Mode:
        return Mode(not self.established)

    @property
    def word(self) -> str:
        return "" if self.established else " possibly"


ESTABLISHED, POSSIBLE = Mode(True), Mode(False)


@dataclass
class Output:
    """The clauses, and tables of listed values, that lowering has made so far."""

    clauses: list[ir.Clause] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # of auxiliary relations
    totals: dict[tuple[str, ast.AggregateOf], str] = field(default_factory=dict)  # of their members
    lists: dict[str, frozenset[tuple[Value, ...]]] = field(default_factory=dict)

    def fresh(self, stem: str) -> str:
        """A name for an auxiliary relation that no other has."""
        name = next(n for n in _numbered(stem) if n not in self.names)
        self.names.add(name)
        return name

    def members(self, stem: str, total: ast.AggregateOf) -> str:
        """A name for the members of a total that, up to the slash, only the same total has."""
        if (stem, total) not in self.totals:
            self.totals[stem, total] = self.fresh(stem)
            return self.totals[stem, total]
        return self.fresh(f"{self.totals[stem, total]}{ir.AGAIN}")


def _numbered(stem: str) -> Iterator[str]:
    again = stem.endswith(ir.AGAIN)
    if not again:
        yield stem
    for number in count(2):
        yield f"{stem}{number}" if again else f"{stem} #{number}"

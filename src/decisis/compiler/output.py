"""What the lowering of elements makes beside the bodies: auxiliary clauses, and tables of listed values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from decisis.rules import ir, naming
from decisis.syntax import ast
from decisis.values import Value

Described = tuple[ir.Literal, ir.ElementInfo | None]
Body = tuple[Described, ...]


@dataclass(frozen=True)
class Mode:
    """Whether elements are to be established, or only possible."""

    established: bool

    def name(self, relation: str) -> str:
        return relation if self.established else naming.possibly(relation)

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
        return self.fresh(f"{self.totals[stem, total]}{naming.AGAIN}")


@dataclass(frozen=True)
class Auxiliaries:
    """Makes auxiliary relations for one provision (``owner``) in one mode."""

    owner: str
    mode: Mode
    output: Output

    def relation(self, what: str, label: str, variables: tuple[ir.Variable, ...], body: Body) -> ir.Atom:
        """A relation of the ways in which a body holds."""
        head = self.head(what, label, variables)
        self.clause(head, body)
        return head

    def head(self, what: str, label: str, variables: tuple[ir.Variable, ...]) -> ir.Atom:
        """The head of a relation that has no clauses yet."""
        return ir.Atom(self.output.fresh(self._stem(what, label)), variables)

    def members(self, label: str, total: ast.AggregateOf, variables: tuple[ir.Variable, ...]) -> ir.Atom:
        """The same for the members of a total."""
        return ir.Atom(self.output.members(self._stem("member", label), total), variables)

    def clause(self, head: ir.Atom, body: Body) -> None:
        infos = tuple(info for _, info in body)
        origin = ir.Origin("auxiliary", self.owner, infos, possible=not self.mode.established)
        self.output.clauses.append(ir.Clause(head, tuple(literal for literal, _ in body), origin))

    def _stem(self, what: str, label: str) -> str:
        return f"{what}{self.mode.word} {self.owner} {label}"


def binding_part(body: Body) -> Body:
    """The literals of a body that bind variables, as context for an auxiliary clause."""
    binding = ir.Atom | ir.Binding | ir.Aggregate
    return tuple((literal, None) for literal, _ in body if isinstance(literal, binding))


def _numbered(stem: str) -> Iterator[str]:
    again = stem.endswith(naming.AGAIN)
    if not again:
        yield stem
    for number in count(2):
        yield f"{stem}{number}" if again else f"{stem} #{number}"

"""Provisions that give a functional relation another value than is asked, and could not give that one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from decisis.dataclass import dataclass
from decisis.proof.absence import agreeing
from decisis.proof.argument import Argument
from decisis.proof.wording import Wording, literal_of
from decisis.rules import ir
from decisis.values import Value

FEW_VALUES = 3  # of those that a provision gives instead, that are named
ANOTHER_VALUE = "another value"

Pattern = tuple[Value | None, ...]  # None: a value that nobody named


@dataclass(frozen=True)
class Giving:
    """A provision that gives another value or, if it does not apply, could; ``said``: which, in words."""

    provision: str
    applies: str  # the relation of its applying
    origin: ir.Origin
    does: bool
    said: str

    @property
    def words(self) -> str:
        return f"{'gives' if self.does else 'could only give'} another value: {self.said}"


def providers(argument: Argument, relation: str) -> Iterator[tuple[str, str]]:
    """The provisions whose applying gives a literal, with the relation of their applying."""
    for clause in argument.clauses(relation):
        first = clause.body[0] if clause.body else None
        if clause.origin.role == "concludes" and clause.origin.provision and isinstance(first, ir.Atom):
            yield clause.origin.provision, first.relation


def giving_another(
    argument: Argument, wording: Wording, relation: str, values: Pattern, known: Collection[str] = ()
) -> Iterator[Giving]:
    """Those beside the provisions that are known to speak to the value that is asked."""
    base, negated = literal_of(relation)
    keys = argument.program.relations[base].keys
    if keys is None or negated:
        return
    for name, applies in providers(argument, relation):
        if name in known:
            continue
        clauses = [c for c in argument.clauses(applies) if _differs(c.head, values, keys)]
        rows = dict.fromkeys(_given(c.head, values, keys) for c in clauses)
        if rows:
            given = [row for row in rows if argument.rows(agreeing(applies, row), {})]
            said = _in_words(wording, relation, given or [*rows])
            yield Giving(name, applies, clauses[0].origin, bool(given), said)


def _in_words(wording: Wording, relation: str, rows: Sequence[Pattern]) -> str:
    said = [wording.atom(relation, row) for row in rows[:FEW_VALUES]]
    more = [f"{len(rows) - FEW_VALUES} more"] if len(rows) > FEW_VALUES else []
    return " or ".join([*said, *more])


def _differs(head: ir.Atom, values: Pattern, keys: tuple[int, ...]) -> bool:
    """Whether a clause gives another value for the same key."""
    differing = [
        i
        for i, (term, value) in enumerate(zip(head.terms, values, strict=True))
        if isinstance(term, ir.Constant) and value is not None and term.value != value
    ]
    return bool(differing) and not any(i in keys for i in differing)


def _given(head: ir.Atom, values: Pattern, keys: tuple[int, ...]) -> Pattern:
    """What a clause gives for the key that is asked."""
    return tuple(
        term.value if isinstance(term, ir.Constant) else value if i in keys else None
        for i, (term, value) in enumerate(zip(head.terms, values, strict=True))
    )

"""The instances of relations on which an answer can depend: all of them, and perhaps some more.

From what is asked downwards: what a variable stands for in the head of a clause, it stands for in the body.
Only symbols tell instances apart: of a number, a day or an amount it is not known which others equal it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from decisis.rules import ir, naming
from decisis.values import Value

Pattern = tuple[Value | None, ...]  # an instance; None: whatever it may be
MOST = 64  # patterns of one relation; beyond, any instance of it counts


def demanded(program: ir.Program, asked: Iterable[tuple[str, Pattern]]) -> Mapping[str, frozenset[Pattern]]:
    """Of each lowered relation that bears on lowered relations asked for, the instances that may."""
    found: dict[str, set[Pattern]] = {}
    pending = [(name, _symbols(pattern)) for name, pattern in asked]
    while pending:
        name, pattern = pending.pop()
        known = found.setdefault(name, set())
        if any(_is_as_wide(other, pattern) for other in known):
            continue
        if len(known) >= MOST:
            pattern = (None,) * len(pattern)
            known.clear()
        known.add(pattern)
        for clause in program.clauses_for.get(name, ()):
            pending += _below(clause, pattern)
    return {name: frozenset(patterns) for name, patterns in found.items()}


def reaches(row: Pattern, pattern: Pattern) -> bool:
    """Whether a row may be an instance of a pattern; what it has for anything may be."""
    return all(
        value == other
        or not isinstance(value, str)
        or not isinstance(other, str)
        or naming.ANYTHING in (value, other)
        for value, other in zip(row, pattern, strict=True)
    )


def _is_as_wide(one: Pattern, other: Pattern) -> bool:
    return all(value is None or value == same for value, same in zip(one, other, strict=True))


def _symbols(pattern: Pattern) -> Pattern:
    return tuple(value if isinstance(value, str) else None for value in pattern)


def _below(clause: ir.Clause, pattern: Pattern) -> Iterator[tuple[str, Pattern]]:
    """What a clause asks for, to give an instance; nothing, if it gives no such instance."""
    stands_for: dict[str, Value] = {}
    for term, value in zip(clause.head.terms, pattern, strict=True):
        if value is None:
            continue
        known = stands_for.setdefault(term.name, value) if isinstance(term, ir.Variable) else term.value
        if not reaches((known,), (value,)):
            return
    for atom in clause.atoms:
        asked = (stands_for.get(t.name) if isinstance(t, ir.Variable) else t.value for t in atom.terms)
        yield atom.relation, _symbols(tuple(asked))

"""Which facts bear on an answer: those on which some way to what is asked may rest, whatever else holds.

From what is asked, things are followed through the clauses, from each conclusion to what it asks for: the
order that is asked about, and nothing of another order. A variable that no conclusion names stands for
anything, and so does every amount and every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from decisis.casework.record import Record, Side, base_relation
from decisis.proof.wording import literal_of
from decisis.rules import ir
from decisis.rules.relevance import said_of
from decisis.values import QUANTITIES, Bounds, Value

Pattern = tuple[Value | None, ...]  # None: anything


@dataclass(frozen=True)
class Bearing:
    """``patterns``: for each declared relation, what the literals look like that bear on what is asked."""

    patterns: Mapping[str, frozenset[Pattern]]

    def has(self, side: Side) -> bool:
        return any(fits(p, side.values) for p in self.patterns.get(base_relation(side.relation), ()))


def bearing(programs: Iterable[ir.Program], relation: str, pattern: Pattern) -> Bearing:
    """What bears on the literals of a relation that look so, in any of these programs."""
    found: dict[str, set[Pattern]] = {}
    for program in programs:
        for lowered, patterns in _asked_for(program, relation, pattern).items():
            found.setdefault(literal_of(lowered)[0], set()).update(patterns)
    return Bearing({base: frozenset(patterns) for base, patterns in found.items()})


def things_are_known(record: Record, relations: Mapping[str, ir.RelationInfo]) -> bool:
    """Whether the record names every thing that it speaks of: one that it leaves unknown may be any."""
    said = [(f.relation, f.values) for f in record.facts]
    said += [(s.relation, s.values) for d in record.disputes for s in (d.side, d.other)]
    known = ((relations[base_relation(r)].sorts, v) for r, v in said if base_relation(r) in relations)
    return not any(
        isinstance(value, Bounds) and sort not in QUANTITIES
        for sorts, values in known
        for sort, value in zip(sorts, values, strict=True)
    )


def _asked_for(program: ir.Program, relation: str, pattern: Pattern) -> dict[str, set[Pattern]]:
    """For each lowered relation, the patterns of its tuples on which something asked may rest."""
    heads: dict[str, list[ir.Clause]] = {}
    for clause in program.clauses:
        heads.setdefault(clause.head.relation, []).append(clause)
    found: dict[str, set[Pattern]] = {}
    pending = [(name, _keyed(name, pattern, program)) for name in said_of(relation)]
    while pending:
        name, wanted = pending.pop()
        known = found.setdefault(name, set())
        if any(_covers(wider, wanted) for wider in known):
            continue
        known.add(wanted)
        for clause in heads.get(name, ()):
            binding = _named(clause.head, wanted)
            if binding is not None:
                for atom in _atoms(clause):
                    local = _local(clause, atom)
                    pending.append((atom.relation, _pattern(atom, binding, local, program)))
    return found


def _atoms(clause: ir.Clause) -> Iterator[ir.Atom]:
    for literal in clause.body:
        match literal:
            case ir.Atom():
                yield literal
            case ir.Negation(atom):
                yield atom
            case ir.Aggregate(over=over, possibly=possibly):
                yield from (over, possibly) if possibly is not None else (over,)
            case _:
                pass


def _local(clause: ir.Clause, atom: ir.Atom) -> frozenset[str]:
    """The variables that stand for the members of an aggregate, and for nothing outside of it."""
    return frozenset(
        literal.value.name
        for literal in clause.body
        if isinstance(literal, ir.Aggregate) and literal.value and atom in (literal.over, literal.possibly)
    )


def _named(head: ir.Atom, wanted: Pattern) -> dict[str, Value] | None:
    """What the variables of a conclusion stand for; None if it is none of those that are wanted."""
    found: dict[str, Value] = {}
    for term, value in zip(head.terms, wanted, strict=True):
        if value is None:
            continue
        if isinstance(term, ir.Constant):
            if isinstance(term.value, str) and term.value != value:
                return None
        elif found.setdefault(term.name, value) != value:
            return None
    return found


def _pattern(
    atom: ir.Atom, binding: Mapping[str, Value], local: frozenset[str], program: ir.Program
) -> Pattern:
    values = (
        t.value if isinstance(t, ir.Constant) else binding.get(t.name) if t.name not in local else None
        for t in atom.terms
    )
    return _keyed(atom.relation, tuple(values), program)


def _keyed(name: str, pattern: Pattern, program: ir.Program) -> Pattern:
    """With things alone and, where a relation has one value for its key, what the key names."""
    info = program.relations.get(literal_of(name)[0])
    keys = info.keys if info is not None and len(info.sorts) == len(pattern) else None
    return tuple(
        v if isinstance(v, str) and (keys is None or i in keys) else None for i, v in enumerate(pattern)
    )


def _covers(wider: Pattern, pattern: Pattern) -> bool:
    return all(w is None or w == p for w, p in zip(wider, pattern, strict=True))


def fits(pattern: Pattern, row: tuple[Value, ...]) -> bool:
    return all(p is None or p == v for p, v in zip(pattern, row, strict=True))

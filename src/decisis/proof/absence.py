"""What an absence is the absence of, and what there is instead, in words."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.dataclass import dataclass
from decisis.proof.argument import Argument, Ground
from decisis.proof.wording import Wording, literal_of, opposite_of
from decisis.rules import ir, naming
from decisis.values import Value, untagged

FOR_THE_COURT = "for the court"
NOT_SHOWN = "not shown"
FEW_FOUND = 2  # atoms that stand in the way of an absence, that are named


def looked_for(argument: Argument, atom: Ground) -> tuple[str, tuple[Value | None, ...]]:
    """What an absence is the absence of; local variables of a `no showing that` are None."""
    relation: str = atom.relation
    values: tuple[Value | None, ...] = atom.values
    while relation.startswith("shown"):
        clause = argument.clauses(relation)[0]
        inner = clause.body[0]
        assert isinstance(inner, ir.Atom)
        named = {
            t.name: v for t, v in zip(clause.head.terms, values, strict=True) if isinstance(t, ir.Variable)
        }
        named |= {near: named.get(known) for near, known in _nearly(clause) if near not in named}
        relation = inner.relation
        values = tuple(t.value if isinstance(t, ir.Constant) else named.get(t.name) for t in inner.terms)
    return relation, values


def _nearly(clause: ir.Clause) -> Iterator[tuple[str, str]]:
    """Variables for what an imprecise value may be equal to, each with that of the value."""
    for each in clause.body:
        match each:
            case ir.Comparison(ir.Variable(near), "=", ir.Variable(known), certain=False):
                yield near, known


@dataclass(frozen=True)
class Reason:
    """Why an element is not met. ``state``: not shown, not so, not decided, for the court …"""

    state: str
    said: str

    @property
    def words(self) -> str:
        begun = "which is for the court" if self.state == FOR_THE_COURT else self.state
        return f"{begun}: {self.said}"


def shown_reason(
    argument: Argument, wording: Wording, relation: str, values: tuple[Value | None, ...]
) -> Reason:
    """What is there of an absence that fails: what is shown, or else what may be."""
    plain = plain_relation(relation)
    if plain in argument.program.relations or plain.startswith("not "):
        for state, name in (("shown", plain), ("not decided", naming.possibly(plain))):
            found = found_words(argument, wording, name, values)
            if found:
                return Reason(state, found)
        return Reason("not decided", wording.atom(relation, values))
    return Reason("shown", wording.atom(relation, values))


def found_words(argument: Argument, wording: Wording, relation: str, values: tuple[Value | None, ...]) -> str:
    """The first atoms of a relation that agree with what is known of them, in words; "" if there is none."""
    found = argument.rows(agreeing(relation, values), {})
    rows = tuple({_as_it_reads(row): row for row in found}.values())
    said = [wording.atom(relation, row) for row in rows[:FEW_FOUND]]
    more = [f"{len(rows) - FEW_FOUND} more"] if len(rows) > FEW_FOUND else []
    return (" or " if relation.startswith("possibly ") else " and ").join([*said, *more])


def _as_it_reads(row: tuple[Value, ...]) -> tuple[Value, ...]:
    """Two unknown values with the same bounds read alike."""
    return tuple(map(untagged, row))


def instead_words(
    argument: Argument, wording: Wording, relation: str, values: tuple[Value | None, ...]
) -> str:
    """What is established in the place of an atom, in words; "" if nothing is."""
    places = instead_of(wording.relations.get(literal_of(relation)[0]), relation, values)
    return next(filter(None, (found_words(argument, wording, *each) for each in places)), "")


def instead_of(
    info: ir.RelationInfo | None, relation: str, values: tuple[Value | None, ...]
) -> Iterator[tuple[str, tuple[Value | None, ...]]]:
    """What may be established in the place of an atom: its opposite, and another value for its key."""
    base, negated = literal_of(relation)
    if info is not None and None not in values:
        yield opposite_of(relation), values
    if info is None or negated or info.keys is None or any(values[i] is None for i in info.keys):
        return
    yield base, tuple(v if i in info.keys else None for i, v in enumerate(values))


def established_instead(
    argument: Argument, wording: Wording, relation: str, values: tuple[Value | None, ...]
) -> Ground | None:
    """What is established in the place of an atom; None if nothing is."""
    for name, known in instead_of(wording.relations.get(literal_of(relation)[0]), relation, values):
        for row in argument.rows(agreeing(name, known), {}):
            return Ground(name, row)
    return None


def agreeing(relation: str, values: tuple[Value | None, ...]) -> ir.Atom:
    """The atoms of a relation with these values, whatever stands where they are None."""
    terms = (ir.Variable(f"X{i}") if v is None else ir.Constant(v) for i, v in enumerate(values))
    return ir.Atom(relation, tuple(terms))


def plain_relation(relation: str) -> str:
    """The declared relation, or its denial, of which a lowered one says more."""
    base, negated = literal_of(relation)
    return naming.denied(base) if negated else base

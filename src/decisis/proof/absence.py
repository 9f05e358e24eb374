"""What an absence is the absence of, and what there is instead, in words."""

from __future__ import annotations

from decisis.proof.argument import Argument, Ground
from decisis.proof.wording import Wording, literal_of
from decisis.rules import ir
from decisis.values import Value

FEW_FOUND = 2  # atoms that stand in the way of an absence, that are named


def looked_for(argument: Argument, atom: Ground) -> tuple[str, tuple[Value | None, ...]]:
    """What an absence is the absence of; local variables of a `no showing that` are None."""
    if not atom.relation.startswith("shown"):
        return atom.relation, atom.values
    clause = argument.clauses(atom.relation)[0]
    inner = clause.body[0]
    assert isinstance(inner, ir.Atom)
    names = {
        t.name: v for t, v in zip(clause.head.terms, atom.values, strict=True) if isinstance(t, ir.Variable)
    }
    return inner.relation, tuple(
        t.value if isinstance(t, ir.Constant) else names.get(t.name) for t in inner.terms
    )


def shown_words(argument: Argument, wording: Wording, relation: str, values: tuple[Value | None, ...]) -> str:
    """What is there of an absence that fails: what is shown, or else what may be."""
    plain = plain_relation(relation)
    if plain in argument.program.relations or plain.startswith("not "):
        for state, name in (("shown", plain), ("not decided", ir.possibly(plain))):
            found = found_words(argument, wording, name, values)
            if found:
                return f"{state}: {found}"
    return f"shown: {wording.atom(relation, values)}"


def found_words(argument: Argument, wording: Wording, relation: str, values: tuple[Value | None, ...]) -> str:
    """The first atoms of a relation that agree with what is known of them, in words; "" if there is none."""
    rows = argument.rows(agreeing(relation, values), {})
    said = [wording.atom(relation, row) for row in rows[:FEW_FOUND]]
    more = [f"{len(rows) - FEW_FOUND} more"] if len(rows) > FEW_FOUND else []
    return (" or " if relation.startswith("possibly ") else " and ").join([*said, *more])


def instead_words(
    argument: Argument, wording: Wording, relation: str, values: tuple[Value | None, ...]
) -> str:
    """What is established in the place of an atom: its opposite, or another value for its key; or ""."""
    base, negated = literal_of(relation)
    info = wording.relations.get(base)
    if info is None:
        return ""
    if None not in values:
        opposite = base if negated else ir.denied(base)
        found = found_words(argument, wording, opposite, values)
        if found:
            return found
    if negated or info.keys is None or any(values[i] is None for i in info.keys):
        return ""
    key = tuple(v if i in info.keys else None for i, v in enumerate(values))
    return found_words(argument, wording, base, key)


def agreeing(relation: str, values: tuple[Value | None, ...]) -> ir.Atom:
    """The atoms of a relation with these values, whatever stands where they are None."""
    terms = (ir.Variable(f"X{i}") if v is None else ir.Constant(v) for i, v in enumerate(values))
    return ir.Atom(relation, tuple(terms))


def plain_relation(relation: str) -> str:
    """The declared relation, or its denial, of which a lowered one says more."""
    base, negated = literal_of(relation)
    return ir.denied(base) if negated else base

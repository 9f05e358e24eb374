"""Facts of one record that cannot both be so, where nobody calls that a dispute or expects a conflict; and
facts that stand beside a dispute about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.casework.record import Dispute, Fact, base_relation
from decisis.compiler.library import Library
from decisis.diagnostics import Diagnostic
from decisis.proof.wording import source_text
from decisis.values import Truth, Value, compare


def clashes(facts: Iterable[Fact], library: Library) -> Iterator[Diagnostic]:
    """A complaint of each fact that an earlier one of the record rules out; allegations rule out nothing."""
    seen: dict[tuple[str, tuple[Value, ...]], list[Fact]] = {}
    for fact in facts:
        if not fact.usable or fact.prevails:
            continue
        about = base_relation(fact.relation), _key(fact, library)
        other = next((f for f in seen.get(about, ()) if _opposed(f, fact)), None)
        if other is not None:
            yield _clash(fact, other)
        seen.setdefault(about, []).append(fact)


def _key(fact: Fact, library: Library) -> tuple[Value, ...]:
    """What the fact is about: all of its values, or those that fix the others."""
    relation = library.relations[base_relation(fact.relation)]
    if relation.functional is None:
        return fact.values
    names = {name.text for name in relation.functional}
    pairs = zip(relation.parameters, fact.values, strict=True)
    return tuple(value for parameter, value in pairs if parameter.name.text in names)


def _opposed(one: Fact, other: Fact) -> bool:
    """p and not p of the same, or p of values that certainly differ."""
    same = [compare(a, "=", b) for a, b in zip(one.values, other.values, strict=True)]
    denied = [fact.relation.startswith("not ") for fact in (one, other)]
    if denied[0] != denied[1]:
        return all(truth is Truth.TRUE for truth in same)
    return not any(denied) and Truth.FALSE in same


def _clash(fact: Fact, other: Fact) -> Diagnostic:
    return Diagnostic(
        "W0415",
        f"the record also says `{source_text(other.relation, other.values)}`, and both cannot be so",
        fact.span,
        help="write what is open as a `dispute`, or other readings of one value after `also as`",
    )


def disputed_facts(facts: Iterable[Fact], disputes: Iterable[Dispute]) -> Iterator[Diagnostic]:
    """A complaint of each fact that the record states, and holds an unresolved dispute about."""
    sides = {(s.relation, s.values): d for d in disputes if d.resolved_as is None for s in (d.side, d.other)}
    for fact in facts:
        dispute = sides.get((fact.relation, fact.values))
        if dispute is not None and fact.usable and not fact.prevails:
            yield Diagnostic(
                "W0419",
                f"the record says so, and `{dispute.name}` leaves it open: otherwise, it is in conflict",
                fact.span,
                help="leave out the fact, or the dispute",
            )

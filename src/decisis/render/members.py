"""Members of a sum or a count that one provision gives in the same way, from the same facts.

What is computed of a member follows it; a total whose first step is computed has that of no member apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from decisis.proof.nodes import Node
from decisis.render.shared import below, count, what_is_shown

FEW = 3  # members that are all shown in full


def likewise(aggregate: Node) -> Mapping[int, int]:
    """By their ids, the members that differ from an earlier one only in what is computed or looked up, and in
    how many steps each follows. The record says nothing of them that it does not say of that one.
    """
    if aggregate.kind != "computed" or len(aggregate.premises) <= FEW:
        return {}
    alike: dict[tuple[object, ...], list[Node]] = {}
    for member in aggregate.premises:
        if member.kind == "derived" and member.premises:
            alike.setdefault(_way(member), []).append(member)
    others = {id(m) for each in alike.values() if len(each) > FEW for m in each[1:]}
    return {
        id(m): count(m.premises) + len(computed_of(aggregate, place))
        for place, m in enumerate(aggregate.premises)
        if id(m) in others
    }


def computed_of(aggregate: Node, place: int) -> tuple[Node, ...]:
    """What is computed of a member, and follows it."""
    if aggregate.premises[0].kind == "computed":
        return ()
    return tuple(takewhile(lambda step: step.kind == "computed", aggregate.premises[place + 1 :]))


def _way(member: Node) -> tuple[object, ...]:
    """The provision, by what its elements are met, and the provisions and facts of the record below."""
    steps = list(below((member,)))
    elements = tuple((p.label, p.kind, p.provision, p.citation) for p in member.premises)
    law = frozenset((s.kind, s.provision, s.citation) for s in steps)
    facts = frozenset(what_is_shown(s) for s in steps if s.kind == "given" and s.status)
    return member.provision, elements, law, facts

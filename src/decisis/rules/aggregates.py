"""What an aggregate comes to, given its members: the one place where the surely and the perhaps meet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from decisis.forms import canonical
from decisis.rules.arithmetic import aggregate
from decisis.rules.bounds import between
from decisis.rules.ir import Aggregate, Atom, Constant
from decisis.rules.naming import AGAIN, SURELY_APART
from decisis.rules.operations import may_be
from decisis.values import Value

_OTHER_END = {"greatest": "least", "least": "greatest", "earliest": "latest", "latest": "earliest"}
_LONGEST_TAG = 400


def total(
    literal: Aggregate, binding: Mapping[str, Value], surely: Sequence[Value], perhaps: Sequence[Value] = ()
) -> Value | None:
    """The value of the literal, or None if it has none.

    ``surely`` holds `literal.value` (anything, to count) for each tuple that matches `over`,
    ``perhaps`` for each that matches `possibly`, those among them. The greatest of what merely may be
    there is one of them, if there is any: with no sure member, the result lies between their least and
    greatest.
    """
    operator = literal.operator
    if literal.possibly is None:
        return aggregate(operator, surely, literal.zero)
    if operator == "sum":
        low, high = (aggregate("sum", _ending(way, surely, perhaps), literal.zero) for way in "<>")
    else:
        low, high = (aggregate(operator, each, literal.zero) for each in (surely, perhaps))
    if low is None and not surely and operator in _OTHER_END:
        low = aggregate(_OTHER_END[operator], perhaps)
    if low is None or high is None:
        return None
    return between(low, high, _tag(literal, binding))


def _ending(way: str, surely: Sequence[Value], perhaps: Sequence[Value]) -> list[Value]:
    """What is added up for the least (`<`) sum: what is surely there and, of the rest, what makes it less."""
    return [*(v for v in surely if not may_be(way, v)), *(v for v in perhaps if may_be(way, v))]


def _tag(literal: Aggregate, binding: Mapping[str, Value]) -> str:
    """A name of the unknown: one for the same total of the same group, in whatever clause it is worked out.

    The members of a total are those that are sure and those that may be there: which bounds that gives
    depends on the clause, what it is does not.
    """
    places = {
        term.name: place for place, term in enumerate(literal.over.terms) if not isinstance(term, Constant)
    }
    of = places.get(literal.value.name, -1) if literal.value else -1
    members = _group(literal.over, binding, places)
    tag = f"{literal.operator} {of} of {json.dumps(members, separators=(',', ':'))}"
    if len(tag) <= _LONGEST_TAG:
        return tag
    from hashlib import sha256

    return f"{literal.operator}#{sha256(tag.encode()).hexdigest()}"


def _group(atom: Atom, binding: Mapping[str, Value], places: Mapping[str, int]) -> list[object]:
    """The atom with the values of the group in it; a local variable is named by its place."""
    terms: list[object] = []
    for term in atom.terms:
        value = term.value if isinstance(term, Constant) else binding.get(term.name)
        terms.append([places.get(term.name)] if value is None else canonical(value))  # type: ignore[union-attr]
    return [atom.relation.removeprefix(SURELY_APART).partition(AGAIN)[0], *terms]

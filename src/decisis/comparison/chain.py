"""Where the conclusion of one provision meets an element of another: it gives it, or stands in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from decisis.comparison.meeting import OTHERS, Concluded, Mapped, Together, joined, renamed
from decisis.comparison.ways import Stated, Vocabulary, by_head, expanded, named_in, unified, way_of
from decisis.compiler.contribution import Given
from decisis.rules import ir, naming
from decisis.rules.plan import variables

GIVES, BARS = "gives", "bars"


@dataclass(frozen=True)
class Link:
    """A conclusion and the element of another provision that it meets.

    ``kind``: gives (with it the element is met) | bars (with it the element is not met). ``clause`` and
    ``literal`` are the lowered way of the other provision and the place of the element in it; ``inside``: the
    element only contains it, among the cases that it goes through or adds up. ``shared`` are the terms of the
    conclusion in the variables of that clause.
    """

    giver: Concluded
    taker: Concluded
    kind: str
    label: str
    clause: ir.Clause
    literal: int
    shared: tuple[ir.Term, ...]
    mapping: Mapped
    stated: tuple[Stated, ...]  # what both ask for, but for an element that is barred
    inside: bool


def links(giver: Concluded, taker: Concluded, given: Given, known: Vocabulary) -> Iterator[Link]:
    """Each element of a provision (lowered as ``given``) that a conclusion of another meets, once."""
    seen: set[tuple[str, str]] = set()
    auxiliary = by_head(given.clauses)
    for clause in (c for c in given.clauses if c.head.relation == taker.applies):
        for index, (literal, info) in enumerate(zip(clause.body, clause.origin.elements, strict=True)):
            label = info.label if info is not None else ""
            for atom, positive, inside in _read(literal, auxiliary, inside=False):
                kind = _kind(giver.literal, atom.relation, positive)
                if not kind or (label, kind) in seen:
                    continue
                met = _met(giver, clause, atom, auxiliary, known, "" if kind == GIVES else label)
                if met is not None:
                    seen.add((label, kind))
                    yield Link(giver, taker, kind, label, clause, index, atom.terms, *met, inside)


def _read(
    literal: ir.Literal, auxiliary: Mapping[str, tuple[ir.Clause, ...]], *, inside: bool
) -> Iterator[tuple[ir.Atom, bool, bool]]:
    """The atoms that a literal rests on, whether it wants them to hold, and whether it only contains them."""
    match literal:
        case ir.Atom(relation) if relation in auxiliary:
            rest = {n: c for n, c in auxiliary.items() if n != relation}
            for clause in auxiliary[relation]:
                for part in clause.body:
                    for atom, positive, _ in _read(part, rest, inside=True):
                        yield atom, positive, not relation.startswith("shown ")
        case ir.Atom():
            yield literal, True, inside
        case ir.Negation(atom):
            for inner, positive, within in _read(atom, auxiliary, inside=inside):
                yield inner, not positive, within
        case ir.Aggregate(over=over):
            yield from _read(over, auxiliary, inside=True)


def _kind(literal: str, relation: str, positive: bool) -> str:
    base = relation.removeprefix(naming.possibly(""))
    if base == literal:
        return GIVES if positive else BARS
    denied = naming.denied("")
    opposite = literal.removeprefix(denied) if literal.startswith(denied) else naming.denied(literal)
    if base == opposite:
        return BARS if positive else GIVES
    return ""


def _met(
    giver: Concluded,
    clause: ir.Clause,
    atom: ir.Atom,
    auxiliary: Mapping[str, tuple[ir.Clause, ...]],
    known: Vocabulary,
    barred: str,
) -> tuple[Mapped, tuple[Stated, ...]] | None:
    """What the variables of both stand for where they meet, and what both then ask for, if they can."""
    taking = renamed(way_of(clause, auxiliary))
    if barred:
        taking = replace(taking, stated=tuple(s for s in taking.stated if s.label != barred))
    own = {name: ir.Variable(f"{name}{OTHERS}") for literal in clause.body for name in variables(literal)}
    named = named_in(clause)
    terms = tuple(expanded(expanded(t, named), own) for t in atom.terms)
    for way in giver.ways:
        given = unified(way.head, terms)
        met = joined(way, taking, given, known) if given is not None else None
        if isinstance(met, Together):
            return met.mapping, met.stated
    return None

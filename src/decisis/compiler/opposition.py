"""Conclusions from applying provisions: opposition, defeat, and what remains possible.

For a literal L (`p`, or `not p`) with variables X:

    supported L(X)  :- applies r(X)                                  for each provision r for L
    blocked L(X)    :- supported L(X), possibly applies s(X'),       for each opponent s of L,
                       not beaten s by L(X)                          where X' opposes X; nothing beats
                                                                     a side of an unresolved dispute
    L(X)            :- applies r(X), not blocked L(X)
    possibly L(X)   :- possibly applies r(X), no opponent of L is established

A literal that nothing can oppose is concluded without more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from decisis.rules import ir, naming


@dataclass(frozen=True)
class Provider:
    """Something that can give a conclusion.

    ``key`` names it in the table of who beats whom, ``applies`` and ``possibly`` are the relations of
    the arguments for which it does. A record that leaves things possible has no ``applies``.
    """

    key: str
    provision: str
    applies: str
    possibly: str


@dataclass(frozen=True)
class Relation:
    """A relation with everything that can speak to it."""

    name: str
    arity: int
    keys: tuple[int, ...] | None  # of a functional relation
    asserting: tuple[Provider, ...]
    denying: tuple[Provider, ...]
    open_questions: tuple[Provider, ...]
    recorded: bool  # usable facts may assert it
    recorded_denied: bool
    prevailing: bool
    prevailing_denied: bool
    durations: frozenset[int] = frozenset()  # the positions of durations


@dataclass(frozen=True)
class Side:
    """One literal of a relation, seen from itself."""

    relation: Relation
    negated: bool

    @property
    def name(self) -> str:
        return naming.denied(self.relation.name) if self.negated else self.relation.name

    @cached_property
    def opposite(self) -> Side:
        return Side(self.relation, not self.negated)

    @cached_property
    def providers(self) -> tuple[Provider, ...]:
        given = self.relation.denying if self.negated else self.relation.asserting
        return (*given, *self._facts())

    def _facts(self) -> Iterator[Provider]:
        r = self.relation
        if r.recorded_denied if self.negated else r.recorded:
            yield _facts(naming.recorded(self.name))
        if r.prevailing_denied if self.negated else r.prevailing:
            yield _facts(naming.prevailing(self.name))

    @property
    def prevails(self) -> bool:
        return self.relation.prevailing_denied if self.negated else self.relation.prevailing

    @cached_property
    def values(self) -> tuple[int, ...]:
        """The positions in which two instances oppose each other: a functional relation's values."""
        if self.negated or self.relation.keys is None:
            return ()
        return tuple(i for i in range(self.relation.arity) if i not in self.relation.keys)

    @cached_property
    def variables(self) -> tuple[ir.Variable, ...]:
        return tuple(ir.Variable(f"X{i}") for i in range(self.relation.arity))

    @cached_property
    def rivals(self) -> tuple[ir.Variable, ...]:
        """The arguments of an instance with another value: the keys are the same."""
        return tuple(ir.Variable(f"Y{i}") if i in self.values else v for i, v in enumerate(self.variables))


def _facts(relation: str) -> Provider:
    return Provider(relation, "", relation, relation)


def opponents(side: Side) -> Iterator[tuple[Provider, bool]]:
    """What opposes a literal; with True, only where its value is another one."""
    own = {p.key for p in side.providers}
    for provider in side.opposite.providers:
        alone = not side.negated and own == {provider.key}
        if not provider.provision or not alone:  # a definition that applies cannot be denied by itself
            yield provider, False
    for question in side.relation.open_questions:
        yield question, False
        if side.values:  # another value would answer it
            yield question, True
    if side.values:
        for provider in side.providers:
            yield provider, True


def _disputed(side: Side) -> Iterator[tuple[Side, bool]]:
    """What an unresolved dispute may turn out to say against a literal; with True, of another value."""
    r = side.relation
    for other, other_value in ((side.opposite, False), (side, True)):
        recorded = r.recorded_denied if other.negated else r.recorded
        if recorded and (side.values or not other_value):
            yield other, other_value


def opposing_pairs(side: Side) -> Iterator[tuple[str, str]]:
    for opponent, _ in opponents(side):
        for provider in side.providers:
            if provider.key != opponent.key:
                yield provider.key, opponent.key
                yield opponent.key, provider.key


def conclusions(relation: Relation, beats: Mapping[tuple[str, str], str]) -> Iterator[ir.Clause]:
    """Every clause from what applies to what is established, possible and conflicted."""
    for negated in (False, True):
        side = Side(relation, negated)
        if side.providers or relation.open_questions or not negated:
            yield from _established(side, beats)
            yield from _possible(side)
    yield from _conflicted(Side(relation, False), beats)


def _clause(role: str, head: ir.Atom, *body: ir.Literal, provision: str = "") -> ir.Clause:
    possible = role in ("possible", "blocked")
    return ir.Clause(head, body, ir.Origin(role, provision, (None,) * len(body), possible=possible))


def _established(side: Side, beats: Mapping[tuple[str, str], str]) -> Iterator[ir.Clause]:
    x = side.variables
    contested = any(True for _ in (*opponents(side), *_disputed(side)))
    unblocked = (ir.Negation(ir.Atom(naming.blocked(side.name), x)),) if contested else ()
    for provider in side.providers:
        applying = ir.Atom(provider.applies, x)
        free = unblocked if provider.applies != naming.prevailing(side.name) else ()
        yield _clause("concludes", ir.Atom(side.name, x), applying, *free, provision=provider.provision)
        if contested:
            yield _clause(
                "supported", ir.Atom(naming.supported(side.name), x), applying, provision=provider.provision
            )
    if contested:
        yield from _blocked(side, beats)


def _blocked(side: Side, beats: Mapping[tuple[str, str], str]) -> Iterator[ir.Clause]:
    """What keeps a literal from being established; of a definition that applies, its own denial does not."""
    x = side.variables
    head = ir.Atom(naming.blocked(side.name), x)
    support = ir.Atom(naming.supported(side.name), x)
    beaten_heads: set[str] = set()
    for opponent, other_value in opponents(side):
        denial = not side.negated and not other_value
        beaters = [
            p for p in side.providers if (p.key, opponent.key) in beats or (denial and p.key == opponent.key)
        ]
        denied = "denial of " if any(p.key == opponent.key for p in beaters) else ""
        beaten = ir.Atom(f"beaten {denied}{opponent.key} by {side.name}", x)
        if beaten.relation not in beaten_heads:
            beaten_heads.add(beaten.relation)
            for beater in beaters:
                yield _clause("beaten", beaten, ir.Atom(beater.applies, x), provision=beater.provision)
        unbeaten = (ir.Negation(beaten),) if beaters else ()
        for body in _instances(side, opponent, other_value):
            key = opponent.key if opponent.provision else ""
            yield _clause("blocked", head, support, *body, *unbeaten, provision=key)
    for other, other_value in _disputed(side):
        for opposing, *more in _instances(side, _facts(naming.in_question(other.name)), other_value):
            assert isinstance(opposing, ir.Atom)  # of a dispute, not of what is wondered about
            disputed = ir.Atom(naming.disputed(other.name), opposing.terms)
            yield _clause("blocked", head, support, opposing, disputed, *more)


def _instances(side: Side, opponent: Provider, other_value: bool) -> Iterator[tuple[ir.Literal, ...]]:
    if not other_value:
        yield (ir.Atom(opponent.possibly, side.variables),)
        return
    for position in side.values:
        mine, theirs = side.variables[position], side.rivals[position]
        yield (ir.Atom(opponent.possibly, side.rivals), ir.Comparison(mine, "!=", theirs, certain=False))


def _possible(side: Side) -> Iterator[ir.Clause]:
    """What is not kept out: of durations, also by another that is established and that no calendar tells
    from it, for what is established stands for both.
    """
    x = side.variables
    head = ir.Atom(naming.possibly(side.name), x)
    unopposed: list[ir.Literal] = []
    if side.opposite.providers:
        unopposed.append(ir.Negation(ir.Atom(side.opposite.name, x)))
    sources = [(p.possibly, p.provision) for p in (*side.providers, *side.relation.open_questions)]
    sources.append((naming.in_question(side.name), ""))
    if side.values and side.providers:
        overtaken = ir.Atom(f"overtaken {side.name}", x)
        unopposed.append(ir.Negation(overtaken))
        for source, provision in sources:
            for position in side.values:
                differs = ir.Comparison(
                    x[position], "!=", side.rivals[position], certain=position not in side.relation.durations
                )
                established = ir.Atom(side.name, side.rivals)
                yield _clause(
                    "overtaken", overtaken, ir.Atom(source, x), established, differs, provision=provision
                )
    for source, provision in sources:
        yield _clause("possible", head, ir.Atom(source, x), *unopposed, provision=provision)


def _conflicted(side: Side, beats: Mapping[tuple[str, str], str]) -> Iterator[ir.Clause]:
    """A tie: both sides stand, and neither is established.

    A side stands if something for it applies that is beaten by nothing that possibly applies: where it may
    turn out to be beaten, it may be no tie. Nor may it be one where two values may be the same.
    """
    x = side.variables
    head = ir.Atom(naming.conflicted(side.relation.name), x)
    if not (side.providers and (side.opposite.providers or side.values)):
        return
    yield from _standing(side, beats)
    standing = ir.Atom(naming.standing(side.name), x)
    neither: list[ir.Literal] = [ir.Negation(ir.Atom(side.name, x))]
    if side.opposite.providers:
        yield from _standing(side.opposite, beats)
        neither.append(ir.Negation(ir.Atom(side.opposite.name, x)))
        yield _clause("conflicted", head, standing, ir.Atom(naming.standing(side.opposite.name), x), *neither)
    if side.values:
        keys = tuple(v for i, v in enumerate(x) if i not in side.values)
        settled = ir.Atom(f"settled {side.name}", keys)
        yield _clause("settled", settled, ir.Atom(side.name, x))
        for position in side.values:
            differs = ir.Comparison(x[position], "!=", side.rivals[position])
            rival = ir.Atom(naming.standing(side.name), side.rivals)
            yield _clause("conflicted", head, standing, rival, differs, *neither, ir.Negation(settled))


def _standing(side: Side, beats: Mapping[tuple[str, str], str]) -> Iterator[ir.Clause]:
    x = side.variables
    for provider in side.providers:
        outdone = ir.Atom(f"outdone {provider.key} for {side.name}", x)
        stronger = [(o, other) for o, other in opponents(side) if (o.key, provider.key) in beats]
        for opponent, other_value in stronger:
            for body in _instances(side, opponent, other_value):
                yield _clause(
                    "outdone", outdone, ir.Atom(provider.applies, x), *body, provision=opponent.provision
                )
        undefeated = (ir.Negation(outdone),) if stronger else ()
        head = ir.Atom(naming.standing(side.name), x)
        yield _clause(
            "standing", head, ir.Atom(provider.applies, x), *undefeated, provision=provider.provision
        )

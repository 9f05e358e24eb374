"""Relations of generated programs that provisions speak for and against, lowered as those of a doctrine are.

What they come to is said twice: by the clauses of `compiler.opposition`, and here, by the sentences of
`docs/semantics.md` on defeat, read off what applies in a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from decisis.compiler.opposition import Provider, Relation, Side, conclusions, opposing_pairs
from decisis.engine.model import Model
from decisis.rules import ir, naming
from decisis.values import Truth, Value, compare

Row = tuple[Value, ...]


@dataclass(frozen=True)
class Provision:
    name: str
    sign: str  # for | against | open: what it leaves open

    @property
    def provider(self) -> Provider:
        return Provider(self.name, self.name, naming.applies(self.name), naming.possibly_applies(self.name))

    def heads(self, more: bool) -> Iterator[tuple[str, ir.Origin]]:
        """The relations that say that it applies: if `more`, it possibly applies to something besides."""
        yield naming.applies(self.name), ir.Origin("applies", self.name)
        if more:
            yield naming.possibly_applies(self.name), ir.Origin("applies", self.name, possible=True)

    def passed_on(self, arity: int) -> ir.Clause:
        """What applies possibly applies."""
        terms = tuple(ir.Variable(f"X{place}") for place in range(arity))
        head, body = (
            ir.Atom(naming.possibly_applies(self.name), terms),
            ir.Atom(naming.applies(self.name), terms),
        )
        return ir.Clause(head, (body,), ir.Origin("applies", self.name, possible=True))


@dataclass(frozen=True)
class Opposed:
    """A relation, its provisions, which of them beats which, and what the record says of it."""

    name: str
    arity: int
    keys: tuple[int, ...] | None
    provisions: tuple[Provision, ...]
    beats: Mapping[tuple[str, str], str]
    recorded: tuple[str, ...] = ()  # relations of the facts about it
    passed: tuple[str, ...] = field(default=())

    @property
    def relation(self) -> Relation:
        by_sign = {
            sign: tuple(each.provider for each in self.provisions if each.sign == sign)
            for sign in ("for", "against", "open")
        }
        denied = naming.denied(self.name)
        return Relation(
            self.name,
            self.arity,
            self.keys,
            by_sign["for"],
            by_sign["against"],
            by_sign["open"],
            naming.recorded(self.name) in self.recorded,
            naming.recorded(denied) in self.recorded,
            naming.prevailing(self.name) in self.recorded,
            naming.prevailing(denied) in self.recorded,
        )

    @property
    def concluded(self) -> tuple[str, ...]:
        """What other provisions can rest on."""
        denied = naming.denied(self.name)
        return (
            self.name,
            denied,
            naming.possibly(self.name),
            naming.possibly(denied),
            naming.conflicted(self.name),
        )

    def clauses(self) -> list[ir.Clause]:
        return list(conclusions(self.relation, self.beats))


def drawn(random: Random, name: str, arity: int) -> Opposed:
    """Two to four provisions, at least one of them for it, ordered here and there."""
    signs = [
        "for",
        *(random.choice(("for", "against", "against", "open")) for _ in range(random.randint(1, 3))),
    ]
    provisions = tuple(Provision(f"{name}r{number}", sign) for number, sign in enumerate(signs))
    keys = tuple(range(arity - 1)) if arity > 1 and random.random() < 0.5 else None
    facts = (
        *(naming.recorded(each) for each in (name, naming.denied(name)) if random.random() < 0.2),
        *(
            naming.prevailing(each)
            for each in (name, naming.denied(name))
            if random.random() < (0.25 if keys else 0.08)
        ),
        *(naming.in_question(each) for each in (name, naming.denied(name)) if random.random() < 0.15),
    )
    opposed = Opposed(name, arity, keys, provisions, {}, facts)
    rank = {each.name: random.random() for each in provisions}
    pairs = sorted(
        pair
        for negated in (False, True)
        for pair in opposing_pairs(Side(opposed.relation, negated))
        if set(pair) <= rank.keys()
    )
    ordered = {pair: "it is so" for pair in pairs if rank[pair[0]] > rank[pair[1]]}
    beats = {pair: why for pair, why in ordered.items() if random.random() < 0.7}
    return Opposed(name, arity, keys, provisions, beats, facts)


# --- what it comes to, by the sentences of the semantics ---------------------------------------------------


def comes_to(opposed: Opposed, model: Model) -> dict[str, frozenset[Row]]:
    """What is established, possible and conflicted, given what applies and possibly applies in the model."""
    return _Weighing(opposed, model).all()


class _Weighing:
    def __init__(self, opposed: Opposed, model: Model) -> None:
        self.opposed = opposed
        self.rows: Callable[[str], frozenset[Row]] = model.tuples
        relation = opposed.relation
        denied = naming.denied(opposed.name)
        self.speakers = {
            opposed.name: [*relation.asserting, *self._record(opposed.name)],
            denied: [*relation.denying, *self._record(denied)],
        }
        self.open = list(relation.open_questions)
        self.opposite = {opposed.name: denied, denied: opposed.name}
        self.functional = () if opposed.keys is None else tuple(set(range(opposed.arity)) - set(opposed.keys))

    def _record(self, literal: str) -> Iterator[Provider]:
        for relation in (naming.recorded(literal), naming.prevailing(literal)):
            if relation in self.opposed.recorded:
                yield Provider(relation, "", relation, relation)

    def all(self) -> dict[str, frozenset[Row]]:
        established = {literal: self._established(literal) for literal in self.speakers}
        possible = {literal: self._possible(literal, established) for literal in self.speakers}
        name = self.opposed.name
        return {
            **established,
            **{naming.possibly(literal): rows for literal, rows in possible.items()},
            naming.conflicted(name): self._conflicted(name, established),
        }

    def _rivals(self, literal: str, row: Row, certainly: bool = False) -> Callable[[Row], bool]:
        """Whether another row gives another value of the functional relation."""
        wanted = (Truth.TRUE,) if certainly else (Truth.TRUE, Truth.UNKNOWN)

        def differs(other: Row) -> bool:
            return literal == self.opposed.name and any(
                compare(row[place], "!=", other[place]) in wanted
                and all(row[key] == other[key] for key in range(len(row)) if key not in self.functional)
                for place in self.functional
            )

        return differs

    def _opponents(self, literal: str, row: Row) -> Iterator[Provider]:
        """All that speaks against a literal for a row and possibly applies."""
        differs = self._rivals(literal, row)
        for each in (*self.speakers[self.opposite[literal]], *self.open):
            if row in self.rows(each.possibly):
                yield each
        for each in (*self.speakers[literal], *self.open):
            if any(map(differs, self.rows(each.possibly))):
                yield each

    def _established(self, literal: str) -> frozenset[Row]:
        """A provision applies, and each opponent that possibly does is beaten by one that applies."""
        found: set[Row] = set()
        for speaker in self.speakers[literal]:
            for row in self.rows(speaker.applies):
                beaters = [each.key for each in self.speakers[literal] if row in self.rows(each.applies)]
                if speaker.key == naming.prevailing(literal) or all(
                    any((beater, opponent.key) in self.opposed.beats for beater in beaters)
                    for opponent in self._opponents(literal, row)
                ):
                    found.add(row)
        return frozenset(found)

    def _possible(self, literal: str, established: Mapping[str, frozenset[Row]]) -> frozenset[Row]:
        """A provision possibly applies, and no opponent is established."""
        sources = [each.possibly for each in (*self.speakers[literal], *self.open)]
        rows = {row for source in (*sources, naming.in_question(literal)) for row in self.rows(source)}
        if literal != self.opposed.name and not (self.speakers[literal] or self.open):
            return frozenset()
        return frozenset(
            row
            for row in rows
            if row not in established[self.opposite[literal]]
            and not any(map(self._rivals(literal, row, certainly=True), established[literal]))
        )

    def _conflicted(self, name: str, established: Mapping[str, frozenset[Row]]) -> frozenset[Row]:
        """Both of two opposites stand, and neither is established."""
        standing = {literal: self._standing(literal) for literal in self.speakers}
        denied = self.opposite[name]
        found: set[Row] = set()
        for row in standing[name] - established[name] - established[denied]:
            settled = any(
                all(row[key] == other[key] for key in self.opposed.keys or ()) for other in established[name]
            )
            rivals = any(map(self._rivals(name, row, certainly=True), standing[name]))
            if row in standing[denied] or (self.functional and rivals and not settled):
                found.add(row)
        return frozenset(found)

    def _standing(self, literal: str) -> frozenset[Row]:
        """Something for it applies that nothing which possibly applies beats."""
        return frozenset(
            row
            for speaker in self.speakers[literal]
            for row in self.rows(speaker.applies)
            if not any(
                (opponent.key, speaker.key) in self.opposed.beats
                for opponent in self._opponents(literal, row)
            )
        )

"""What a person can be asked: the literals of a matter that the record, and nobody yet, can speak to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, product

from decisis.casework.asking import Court
from decisis.casework.record import Fact, Record, Side, base_relation
from decisis.casework.verdict import Asked
from decisis.compiler.library import Library
from decisis.compiler.setting import RecordSides
from decisis.diagnostics import Rejected
from decisis.proof.wording import literal_of
from decisis.rules import ir, naming
from decisis.rules.relevance import reachable_relations
from decisis.syntax import ast
from decisis.values import QUANTITIES, Bounds, Value

MOST_OF_ONE = 200  # literals of one relation that are gone through


@dataclass(frozen=True)
class Item:
    """One thing to be asked: whether a literal is so or, where an argument is None, of which it is so.

    ``choices`` has for every place the things that may stand in it; none for numbers, days and the like.
    """

    relation: str
    values: tuple[str | None, ...]
    choices: tuple[tuple[str, ...], ...] = field(repr=False, compare=False)

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.relation, tuple(v or "" for v in self.values)

    @property
    def slots(self) -> tuple[int, ...]:
        """The places that are asked for."""
        return tuple(i for i, v in enumerate(self.values) if v is None)

    def covers(self, relation: str, values: tuple[Value, ...]) -> bool:
        """Whether a literal (`p` or `not p`) is what this item asks about."""
        return base_relation(relation) == self.relation and all(
            mine is None or mine == other for mine, other in zip(self.values, values, strict=True)
        )

    @property
    def possible(self) -> Iterator[tuple[Value, ...]]:
        """Every literal that an answer may find; numbers, days and the like in it are unknown values."""
        places = [self._may_be(i) for i in range(len(self.values))]
        return islice(product(*places), MOST_OF_ONE)

    def _may_be(self, place: int) -> tuple[Value, ...]:
        value = self.values[place]
        if value is not None:
            return (value,)
        return self.choices[place] or (Bounds(None, None, tag=f"asked {self.key} {place}"),)


def askable(library: Library) -> frozenset[str]:
    """The relations that a person is asked about: those with words to ask, and those that no law gives."""
    given = {
        c.atom.relation.text
        for p in library.provisions.values()
        for c in (p.conclusion, *(q.literal for q in p.leaves_open))
        if isinstance(c, ast.Literal)
    }
    return frozenset(
        name
        for name, relation in library.relations.items()
        if name not in library.tables
        and name not in library.deadlines
        and " " not in name
        and relation.span.text
        and (relation.asks is not None or name not in given)
    )


def wide_court(asked: Asked, relations: Iterable[str], library: Library) -> Court:
    """A court whose programs may be told anything about these relations, where the law lets them be."""
    names = sorted(relations)
    denied = [naming.denied(n) for n in names if not library.relations[n].closed]
    given = {literal_of(c.head.relation)[0] for c in asked.run.lowered.program.clauses if c.origin.provision}
    base = [n for n in names if n not in given]
    for sides in ((*names, *denied), (*names, *(d for d in denied if base_relation(d) in base)), base):
        common = asked.court.common.joined(RecordSides(frozenset(sides)))
        court = Court(asked.court.programs, asked.court.engine, common, imprecise=asked.court.imprecise)
        try:
            court.law(asked.setting, asked.record, asked.relation)
        except Rejected:  # what is told would make a conclusion rest on its own absence
            continue
        return court
    return asked.court


def items(asked: Asked, relations: frozenset[str], library: Library) -> tuple[Item, ...]:
    """Everything that can be asked and on which the question may depend, in the order of the law."""
    return tuple(item for item in _every(asked, relations, library) if not spoken_to(asked.record, item))


def taken_as_all(asked: Asked, relations: frozenset[str], library: Library) -> tuple[Item, ...]:
    """What is not asked since the record names some of which it is so, and may not have named all."""
    return tuple(
        item
        for item in _every(asked, relations, library)
        if item.slots and _may_be_of_more(library.relations[item.relation]) and spoken_to(asked.record, item)
    )


def _may_be_of_more(relation: ast.Relation) -> bool:
    return relation.functional is None and not relation.closed


def _every(asked: Asked, relations: frozenset[str], library: Library) -> tuple[Item, ...]:
    program = asked.run.lowered.program
    reachable = {literal_of(name)[0] for name in reachable_relations(program, asked.relation)}
    known = _Things(asked.record, library)
    sides = {base_relation(s) for s in asked.court.common.recorded}
    return tuple(
        item
        for name in _in_order(program, reachable & relations & sides)
        for item in known.items(library.relations[name])
    )


def _in_order(program: ir.Program, names: set[str]) -> list[str]:
    """Relations as the clauses of the law name them; the others after these."""
    found: dict[str, None] = {}
    for clause in program.clauses:
        for literal in clause.body:
            atom = literal.atom if isinstance(literal, ir.Negation) else literal
            if isinstance(atom, ir.Atom):
                found.setdefault(literal_of(atom.relation)[0])
    return [*(n for n in found if n in names), *sorted(names - set(found))]


def spoken_to(record: Record, item: Item) -> bool:
    """Whether the record says something of an item: what it says is taken to be all there is.

    What is only alleged can still be asked.
    """
    said = [(f.relation, f.values) for f in record.facts if f.usable]
    said += [(s.relation, s.values) for d in record.disputes for s in (d.side, d.other)]
    return any(item.covers(relation, values) for relation, values in said)


def asked_places(relation: ast.Relation, library: Library) -> frozenset[int]:
    """Which arguments are asked for: what no key fixes, or the words that ask do not name; every value."""
    places = list(enumerate(relation.parameters))
    values = {i for i, p in places if p.sort.text in QUANTITIES}
    if relation.functional is not None:
        keys = {k.text for k in relation.functional}
        return frozenset(values | {i for i, p in places if p.name.text not in keys})
    if relation.asks is not None:
        return frozenset(values | {i for i, p in places if f"{{{p.name.text}}}" not in relation.asks.text})
    last, parameter = places[-1]
    listed = library.sorts[parameter.sort.text].choices if parameter.sort.text in library.sorts else None
    return frozenset(values | ({last} if listed else set()))


@dataclass(frozen=True)
class _Things:
    """The things that a matter names, by sort."""

    record: Record
    library: Library

    def items(self, relation: ast.Relation) -> Iterator[Item]:
        choices = tuple(self._of(p.sort.text) for p in relation.parameters)
        wanted = asked_places(relation, self.library)
        places = [(None,) if i in wanted else c for i, c in enumerate(choices)]
        for values in islice(product(*places), MOST_OF_ONE):
            yield Item(relation.name.text, values, choices)

    def _of(self, sort: str) -> tuple[str, ...]:
        if sort in QUANTITIES:
            return ()
        listed = self.library.sorts[sort].choices if sort in self.library.sorts else None
        if listed:
            return tuple(c.name.text for c in listed)
        declared = [
            name
            for name, thing in self.library.individuals.items()
            if (thing.sort.text if thing.sort else "Party") == sort
        ]
        issues = [d.name for d in self.record.disputes] if sort == "Issue" else []
        return tuple(dict.fromkeys((*declared, *issues, *self._recorded(sort))))

    def _recorded(self, sort: str) -> Iterator[str]:
        for fact in self.record.facts:
            parameters = self.library.relations[base_relation(fact.relation)].parameters
            for parameter, value in zip(parameters, fact.values, strict=True):
                if parameter.sort.text == sort and isinstance(value, str):
                    yield value


def wondering(record: Record, open_items: Iterable[Item], library: Library) -> Record:
    """The record with everything that could still be answered taken as possible."""
    sides = []
    for item in open_items:
        sides += [Side(item.relation, values) for values in item.possible]
        if not item.slots and not library.relations[item.relation].closed:
            sides += [Side(naming.denied(item.relation), values) for values in item.possible]
    return replace(record, wondered=tuple(sides))


def told(side: Side) -> Fact:
    """An answer as a fact of the record."""
    return Fact(side.relation, side.values, "found", source=INTERVIEW)


INTERVIEW = "the interview"

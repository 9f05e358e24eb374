"""The law of a setting: what a program holds whatever the facts may assert, and its conclusions for some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import Any

from decisis.compiler.bearing import Portion
from decisis.compiler.contribution import Given
from decisis.compiler.description import cautions_on, keys_of, ruled_by
from decisis.compiler.library import Library
from decisis.compiler.opposition import Provider, Relation, Side, conclusions, opposing_pairs
from decisis.compiler.precedence import Precedence
from decisis.compiler.rings import Pair
from decisis.compiler.setting import RecordSides
from decisis.rules import ir, naming
from decisis.syntax import ast

Asserted = tuple[str, bool, bool, bool, bool]  # a relation, and what facts may assert of it
Ordered = tuple[Relation, tuple[Pair, ...]]  # with who speaks to it, and who beats whom
Concluded = dict[Ordered, tuple[ir.Clause, ...]]


@dataclass(frozen=True)
class Speakers:
    """Which provisions speak to each relation of a library; of those that bear on a question, or of all."""

    library: Library
    portion: Portion | None
    providers: Mapping[str, list[Provider]]  # by the lowered literal that they conclude
    questions: Mapping[str, list[Provider]]  # by the relation that they leave open

    def relations(self) -> Iterator[str]:
        """Those that are concluded or recorded; also in scenarios."""
        for name in self.library.relations:
            bears = self.portion is None or name.partition(" in ")[0] in self.portion.relations
            if bears and name not in self.library.tables and name not in naming.OF_THE_SETTING:
                yield name

    def to(self, name: str) -> Iterator[str]:
        """The keys of what concludes a relation, or its opposite, or leaves it open."""
        found = (self.providers.get(name, ()), self.providers.get(naming.denied(name), ()))
        return (p.key for group in (*found, self.questions.get(name, ())) for p in group)

    def opposing(self) -> Iterator[Pair]:
        """Pairs of provisions that oppose each other; a fact is in none: the record does not matter."""
        for name in self.relations():
            relation = self.relation(name, RecordSides())
            for negated in (False, True):
                yield from opposing_pairs(Side(relation, negated))

    def relation(self, name: str, record: RecordSides) -> Relation:
        """A relation with all that speaks to it: provisions, and facts as a record has them."""
        declared = self.library.relations[name]
        recorded, recorded_denied, prevailing, prevailing_denied = _asserted(name, record)
        return Relation(
            name=name,
            arity=len(declared.parameters),
            keys=keys_of(declared),
            asserting=tuple(self.providers.get(name, ())),
            denying=tuple(self.providers.get(naming.denied(name), ())),
            open_questions=tuple(self.questions.get(name, ())),
            recorded=recorded,
            recorded_denied=recorded_denied,
            prevailing=prevailing,
            prevailing_denied=prevailing_denied,
            durations=frozenset(i for i, p in enumerate(declared.parameters) if p.sort.text == "Duration"),
        )


@dataclass(frozen=True)
class Law:
    """What a program holds whatever the facts may assert: all but its conclusions."""

    speakers: Speakers
    program: ir.Program
    order: Precedence
    spoken: frozenset[str]
    given: Mapping[str, Given]
    keyed: Mapping[str, ast.Provision]
    pairs: tuple[Pair, ...]  # that oppose each other
    passed_on: tuple[ir.Clause, ...]
    concluded: dict[Asserted, tuple[ir.Clause, ...]] = field(default_factory=dict)

    def conclusions(self, record: RecordSides, known: Concluded) -> Iterator[ir.Clause]:
        """``known``: those of relations in other settings, which are the same where nothing differs."""
        for name in self.speakers.relations():
            key = (name, *_asserted(name, record))
            if key not in self.concluded:
                relation = self.speakers.relation(name, record)
                speaking = tuple(dict.fromkeys(self.speakers.to(name)))
                beats = tuple(p for p in product(speaking, speaking) if p in self.program.beats)
                if (relation, beats) not in known:
                    known[relation, beats] = tuple(conclusions(relation, self.program.beats))
                self.concluded[key] = known[relation, beats]
            yield from self.concluded[key]


def said_of(order: Precedence, library: Library) -> dict[str, Any]:
    """Who beats whom, as a program has it."""
    return {
        "beats": MappingProxyType({pair: reason.words for pair, reason in order.beats.items()}),
        "court_rules": MappingProxyType(ruled_by(order, library)),
        "cautions": MappingProxyType(cautions_on(order)),
    }


def _asserted(name: str, record: RecordSides) -> tuple[bool, bool, bool, bool]:
    """Whether usable facts, or prevailing ones, may assert a relation and its opposite."""
    other = naming.denied(name)
    return (
        name in record.recorded,
        other in record.recorded,
        name in record.prevailing,
        other in record.prevailing,
    )

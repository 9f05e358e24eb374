"""The bodies of generated clauses: typed literals over variables that something binds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from decisis.rules import plan
from decisis.rules.ir import (
    Aggregate,
    Apply,
    Atom,
    Binding,
    Clause,
    Comparison,
    Constant,
    Expression,
    Literal,
    Negation,
    Term,
    Variable,
)
from decisis.rules.rounding import ROUNDINGS
from decisis.values import Duration, Money, Value
from tests.engine.domains import RULE, Domain

ORDERED = ("number", "day", "time", "money")
ZERO: dict[str, Value] = {"number": 0, "money": Money(Decimal(0)), "time": Duration(), "day": 0}
AGGREGATES = {
    **dict.fromkeys(("number", "money", "time"), ("sum", "sum", "count", "greatest", "least")),
    "day": ("count", "earliest", "latest", "earliest", "latest"),
    "symbol": ("count",),
}
WIDER = {"e": "g", "m": "n"}  # what holds all that they hold, and perhaps more
# How values of a type come about: a function, and the types of its operands.
FUNCTIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "number": (
        *((name, ("number", "number")) for name in ("+", "-", "*", "greater", "lesser")),
        *(("days between", ("day", "day")),) * 2,
        *((name, ("number", "number", "number")) for name in ROUNDINGS),
        *((name, ("time", "time", "number")) for name in ROUNDINGS[:1]),
    ),
    "day": (
        *(
            ("+", ("day", "time")),
            ("-", ("day", "time")),
            ("greater", ("day", "day")),
            ("lesser", ("day", "day")),
        ),
        *(("after", ("time", "day")), ("before", ("time", "day"))),
        *(("after", ("time", "day", RULE)), ("before", ("time", "day", RULE))) * 4,
    ),
    "time": (
        *((name, ("time", "time")) for name in ("+", "-", "greater", "lesser")),
        *((name, ("time", "number", "time")) for name in ROUNDINGS[:2]),
    ),
    "money": (
        *((name, ("money", "money")) for name in ("+", "-", "greater", "lesser")),
        ("*", ("money", "number")),
        *((name, ("money", "number", "money")) for name in ROUNDINGS[2:]),
    ),
    "symbol": (),
}


@dataclass(frozen=True)
class Relation:
    """Its columns have types; what a clause for it negates is of lower levels."""

    name: str
    columns: tuple[str, ...]
    level: int


@dataclass
class Body:
    """The literals of a clause so far, and the variables that they bind, with their types."""

    random: Random
    domain: Domain
    literals: list[Literal] = field(default_factory=list)
    bound: dict[str, str] = field(default_factory=dict)

    def add_fresh(self, relation: Relation) -> None:
        """An atom of different variables."""
        self.literals.append(Atom(relation.name, tuple(self._new(type) for type in relation.columns)))

    def add_atoms(self, relations: Sequence[Relation]) -> None:
        for each in relations:
            self.literals.append(Atom(each.name, tuple(map(self._joined, each.columns))))

    def covered(self, relations: list[Relation]) -> list[Relation]:
        """Those of which every column is of a type that is bound; all, if there are none."""
        types = set(self.bound.values())
        return [each for each in relations if each.columns and types.issuperset(each.columns)] or relations

    def add_negation(self, relation: Relation) -> None:
        self.literals.append(Negation(Atom(relation.name, tuple(map(self._known, relation.columns)))))

    def add_comparison(self) -> None:
        """Of a variable or of what is computed from some, if there are any."""
        if not self.bound:
            return
        ordered = [name for name, type in self.bound.items() if type in ORDERED]
        name = self.random.choice(ordered if ordered and self.random.random() < 0.6 else list(self.bound))
        type = self.bound[name]
        left: Expression = Variable(name)
        if self.random.random() < 0.3:
            left = self._expression(type) or left
        signs = ("=", "!=", "<", "<=", ">", ">=") if type in ORDERED else ("=", "!=")
        certain = self.random.random() < 0.5
        self.literals.append(Comparison(left, self.random.choice(signs), self._operand(type), certain))

    def add_computed(self, below: Sequence[Relation]) -> None:
        """A binding or an aggregate; its variable is bound from then on."""
        if self.random.random() < 0.5:
            self.add_aggregate(below)
            return
        ordered = [type for type in self.bound.values() if type in ORDERED]
        type = self.random.choice(ordered if ordered and self.random.random() < 0.75 else ORDERED)
        expression = self._expression(type)
        if expression is not None:
            self.literals.append(Binding(self._result(type), expression))

    def add_aggregate(self, below: Sequence[Relation]) -> None:
        possible = [each for each in below if each.name in WIDER]
        derived = [each for each in below if each.columns and each.level]
        over = self.random.choice(derived if derived and self.random.random() < 0.4 else possible)
        amounts = [place for place, type in enumerate(over.columns) if type in ORDERED]
        place = self.random.choice(amounts or range(len(over.columns)))
        type, of = over.columns[place], Variable("L")
        operator = self.random.choice(AGGREGATES[type])
        group = [self._group(place, number, each) for number, each in enumerate(over.columns)]
        terms = tuple(of if number == place else term for number, term in enumerate(group))
        wider = WIDER.get(over.name) if self.random.random() < 0.6 else None
        self.literals.append(
            Aggregate(
                self._result("number" if operator == "count" else type),
                operator,
                of,
                Atom(over.name, terms),
                Atom(wider, terms) if wider else None,
                ZERO.get(type, 0),
            )
        )

    def _group(self, place: int, number: int, type: str) -> Term:
        """What the tuples that are counted have in a column: what is bound, or anything."""
        chance = self.random.random()
        if chance < 0.1:
            return Variable("L")  # the same as what is counted
        return self._known(type) if chance < 0.6 else Variable(f"K{number}")

    def clause(self, head: Relation, literals: Sequence[Literal]) -> Clause:
        return Clause(Atom(head.name, tuple(map(self._concluded, head.columns))), tuple(literals))

    def _concluded(self, type: str) -> Term:
        """What was worked out, now and then, or anything that is bound."""
        worked_out = [
            name
            for literal in self.literals
            if isinstance(literal, Binding | Aggregate)
            for name in plan.binds(literal)
            if self.bound[name] == type
        ]
        if worked_out and self.random.random() < 0.6:
            return Variable(worked_out[0])
        return self._known(type)

    def _expression(self, type: str, depth: int = 1) -> Expression | None:
        if not FUNCTIONS[type]:
            return None
        name, types = self.random.choice(FUNCTIONS[type])
        operands: list[Expression] = []
        for each in types:
            inner = (
                self._expression(each, depth - 1)
                if depth and each in ORDERED and self.random.random() < 0.2
                else None
            )
            operands.append(Constant(RULE) if each == RULE else inner or self._operand(each))
        return Apply(name, tuple(operands))

    def _operand(self, type: str) -> Term:
        of_type = [name for name, each in self.bound.items() if each == type]
        if of_type and self.random.random() < 0.6:
            return Variable(self.random.choice(of_type))
        return Constant(self.domain.any(self.random, type, 0.1))

    def _result(self, type: str) -> Variable:
        known = [name for name, each in self.bound.items() if each == type]
        if known and self.random.random() < 0.3:
            return Variable(self.random.choice(known))
        return self._new(type)

    def _joined(self, type: str) -> Term:
        """A variable that is bound, a new one, or a constant."""
        known = [name for name, each in self.bound.items() if each == type]
        chance = self.random.random()
        if known and chance < 0.55:
            return Variable(self.random.choice(known))
        return self._new(type) if chance < 0.93 else Constant(self.domain.any(self.random, type, 0.1))

    def _known(self, type: str) -> Term:
        """A variable that is bound; a constant if there is none, and now and then."""
        known = [name for name, each in self.bound.items() if each == type]
        if known and self.random.random() < 0.93:
            return Variable(self.random.choice(known))
        return Constant(self.domain.any(self.random, type, 0.1))

    def _new(self, type: str) -> Variable:
        name = f"{type[0].upper()}{len(self.bound)}"
        self.bound[name] = type
        return Variable(name)

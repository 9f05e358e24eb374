"""Programs that are safe, typed and stratified by construction, with facts, for engines to agree on.

Relations have levels, and each of their columns a type. A clause for a relation joins relations of its level
and below, and negates or counts only those below. What computes values stands in clauses that do not recur:
so all end. Some relations have provisions for and against them (`opposed`), with priorities and exceptions.
A clause that adds nothing to the model is mostly thrown away, for a program of such tests nothing; so is one
whose negation or comparison keeps nothing out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

from decisis.calendar import Calendar
from decisis.engine.naive import Naive, World, consequences
from decisis.rules.ir import Aggregate, Atom, Clause, Comparison, Facts, Negation, Program, Variable
from decisis.rules.stratify import stratify
from decisis.values import Value
from tests.engine.bodies import Body, Relation
from tests.engine.domains import Domain, calendar, domain
from tests.engine.opposed import Opposed, Provision, drawn

AMOUNTS = ("number", "day", "day", "time", "money")  # types of what is counted and compared
WANTED = (*(Negation,) * 3, *(Comparison,) * 2, Aggregate, Atom)  # in a clause, by turns

Rows = frozenset[tuple[Value, ...]]


@dataclass(frozen=True)
class Case:
    """``opposed`` are the relations of which provisions say opposite things."""

    program: Program
    facts: Facts
    opposed: tuple[Opposed, ...] = ()


def case(random: Random, linear: bool = False, tries: int = 8) -> Case:
    """A program and facts. If `linear`, one relation recurs, and through one atom of different variables.

    Up to `tries` clauses are made for each that is kept, so that it derives something.
    """
    return _Growing(random, linear, tries).case()


def bites(clause: Clause, index: int, world: World) -> bool:
    """Whether a negation or comparison of a clause keeps some conclusion out."""
    without = replace(clause, body=clause.body[:index] + clause.body[index + 1 :])
    return set(consequences(clause, world)) != set(consequences(without, world))


@dataclass
class _Growing:
    """A program that grows clause by clause, level by level, and what follows from it so far."""

    random: Random
    linear: bool
    tries: int
    clauses: list[Clause] = field(default_factory=list)
    opposed: list[Opposed] = field(default_factory=list)

    def __post_init__(self) -> None:
        random = self.random
        self.domain: Domain = domain(random)
        self.calendar: Calendar = calendar(random.randrange(1000))
        key, amount = (
            random.choice(("symbol", "number")),
            random.choice(("number", "day", "day", "time", "money")),
        )
        columns = {"e": (key, key), "f": (key, key), "u": (key,), "v": (amount,), "m": (key, amount), "z": ()}
        beside = {"day": "time", "time": "day"}.get(amount, random.choice((key, amount)))
        more = {"g": (key, key), "n": (key, amount), "t": (key, amount, beside)}
        self.given = [Relation(name, each, 0) for name, each in {**columns, **more}.items()]
        self.types = (key, key, amount)
        self.facts: dict[str, Rows] = {each.name: self._rows(each) for each in self.given}
        self.facts["g"] |= self.facts["e"]  # these hold what those possibly are
        self.facts["n"] |= self.facts["m"]
        self.world = World({name: set(rows) for name, rows in self.facts.items()}, self.calendar)

    def case(self) -> Case:
        known, levels = list(self.given), self.random.randint(1, 4)
        for level in range(1, levels + 1):
            if not self.linear and self.random.random() < 0.3:
                known += self._contested(f"q{level}", level, known)
                continue
            count = 1 if self.linear else self.random.randint(1, 2)
            heads = [Relation(f"p{level}{n}", self._columns(), level) for n in range(count)]
            if not self.linear and self.random.random() < 0.75:
                heads[0] = replace(heads[0], columns=(self.types[0],) * 2)
            for head in heads:
                if self.random.random() < 0.15:
                    self.facts[head.name] = self._rows(head)
                    self.world.relations[head.name] = set(self.facts[head.name])
            self._level(heads, known)
            known += heads
        self.random.shuffle(self.clauses)
        tables = self._tables() if self.random.random() < 0.3 else {}
        return Case(Program(tuple(self.clauses), self.calendar, tables), self.facts, tuple(self.opposed))

    def _tables(self) -> dict[str, Rows]:
        """Some of what is given, taken out of the facts, as tables of the program."""
        found: dict[str, Rows] = {}
        for name in self.random.sample(sorted(self.facts), 3):
            rows = sorted(self.facts[name], key=repr)
            found[name] = frozenset(row for row in rows if self.random.random() < 0.6)
            self.facts[name] -= found[name]
        self.facts = {name: rows for name, rows in self.facts.items() if rows}
        return found

    def _level(self, heads: list[Relation], below: list[Relation]) -> None:
        first = len(self.clauses)
        for head in heads:
            edges = [each for each in below if each.columns == head.columns]
            if not self.linear and edges and head.columns == self.types[:2]:
                self._closure(head, edges)
            for _ in range(self.random.randint(1, 3)):
                wanted = self.random.choice(WANTED)
                self._grow(head, heads, below, first, wanted)

    def _closure(self, head: Relation, edges: list[Relation]) -> None:
        """A relation that follows another one: `p(X, Z) :- p(X, Y), e(Y, Z)`."""
        edge = self.random.choice(edges) if self.random.random() < 0.4 else edges[0]
        x, y, z = map(Variable, "XYZ")
        other = head.name if self.random.random() < 0.2 else edge.name
        step = [Atom(head.name, (x, y)), Atom(other, (y, z))]
        for body in ([Atom(edge.name, (x, z))], self.random.sample(step, 2)):
            self.clauses.append(Clause(Atom(head.name, (x, z)), tuple(body)))
        self._saturate(len(self.clauses) - 2)

    def _grow(
        self, head: Relation, heads: list[Relation], below: list[Relation], first: int, wanted: type
    ) -> None:
        """One more clause for a relation, with a literal of the kind that is wanted."""
        clause = None
        for _ in range(self.tries):
            clause = self._clause(head, [head] if self.linear else heads, below, wanted)
            if self.tries == 1 or self._is_worth(clause):
                break
        else:
            if self.clauses and self.random.random() > 0.15:
                return
        if clause is not None:
            self.clauses.append(clause)
            self._saturate(first)

    def _is_worth(self, clause: Clause) -> bool:
        """Whether something new follows, and every test of the clause keeps something out (or nearly so)."""
        known = self.world.rows(clause.head.relation)
        if not any(row not in known for row in consequences(clause, self.world)):
            return False
        tests = [i for i, each in enumerate(clause.body) if isinstance(each, Negation | Comparison)]
        return all(bites(clause, i, self.world) or self.random.random() < 0.1 for i in tests)

    def _saturate(self, first: int) -> None:
        """What follows from the clauses of a level, given all that follows below."""
        if self.tries > 1:
            program = Program(tuple(self.clauses[first:]), self.calendar)
            model = Naive().evaluate(stratify(program), _frozen(self.world))
            self.world.relations.update({name: set(rows) for name, rows in model.relations.items()})

    def _clause(self, head: Relation, same: list[Relation], below: list[Relation], wanted: type) -> Clause:
        recurs = self.random.random() < 0.35 and wanted is not Aggregate
        body = Body(self.random, self.domain)
        if recurs and self.linear:
            body.add_fresh(head)
        elif recurs:
            body.add_atoms([self.random.choice(same) for _ in range(self.random.randint(1, 2))])
        body.add_atoms([self._below(below) for _ in range(self.random.randint(0 if recurs else 1, 3))])
        if wanted is Aggregate:
            body.add_aggregate(below)
        elif not recurs and self.random.random() < 0.5:
            body.add_computed(below)
        for _ in range(self.random.choice((1, 1, 2)) if wanted is Negation else self.random.randint(0, 1)):
            body.add_negation(self._below(body.covered(below)))
        if not (recurs and self.linear) and (wanted is Comparison or self.random.random() < 0.3):
            body.add_comparison()
        return body.clause(head, self.random.sample(body.literals, len(body.literals)))

    def _below(self, below: list[Relation]) -> Relation:
        derived = [each for each in below if each.level]
        return self.random.choice(derived if derived and self.random.random() < 0.5 else below)

    def _contested(self, name: str, level: int, below: list[Relation]) -> list[Relation]:
        """A relation with provisions for and against it, and all that is lowered from them."""
        columns = self._columns() or (self.types[0],)
        contested = drawn(self.random, name, len(columns))
        first = len(self.clauses)
        for provision in contested.provisions:
            for clause in self._provision(provision, columns, below):
                self.clauses.append(clause)
        for relation in contested.recorded:
            self.facts[relation] = self._rows(Relation(relation, columns, 0), most=2)
            self.world.relations[relation] = set(self.facts[relation])
        self.clauses += contested.clauses()
        self._saturate(first)
        self.opposed.append(contested)
        return [Relation(each, columns, level) for each in contested.concluded]

    def _provision(
        self, provision: Provision, columns: tuple[str, ...], below: list[Relation]
    ) -> list[Clause]:
        """What it takes for a provision to apply, and what more it takes for it to apply possibly."""
        found: list[Clause] = []
        for relation, origin in provision.heads(self.random.random() < 0.4):
            head = Relation(relation, columns, 0)
            for _ in range(self.tries):
                clause = replace(self._clause_below(head, below), origin=origin)
                if self.tries == 1 or self._is_worth(clause):
                    break
            found.append(clause)
        return [*found, provision.passed_on(len(columns))]

    def _clause_below(self, head: Relation, below: list[Relation]) -> Clause:
        body = Body(self.random, self.domain)
        body.add_atoms([self._below(below) for _ in range(self.random.randint(1, 2))])
        for _ in range(self.random.choice((0, 0, 1))):
            body.add_negation(self._below(body.covered(below)))
        if self.random.random() < 0.3:
            body.add_comparison()
        return body.clause(head, body.literals)

    def _columns(self) -> tuple[str, ...]:
        return tuple(self.random.choice(self.types) for _ in range(self.random.randint(0, 3)))

    def _rows(self, relation: Relation, most: int = 7) -> Rows:
        random, imprecise = self.random, 0.15 if self.random.random() < 0.5 else 0.0
        if not relation.columns:
            return frozenset([()] if random.random() < 0.5 else [])
        rows = {
            tuple(self.domain.any(random, type, imprecise) for type in relation.columns)
            for _ in range(random.randint(1, most))
        }
        if relation.name == "e" and random.random() < 0.8:  # a path through all that there is
            values = self.domain.exact[relation.columns[0]]
            path = random.sample(values, len(values))
            rows = set(pairwise(path))
        return frozenset(rows)


def _frozen(world: World) -> Facts:
    return {name: frozenset(rows) for name, rows in world.relations.items()}

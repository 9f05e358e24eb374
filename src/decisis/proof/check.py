"""Whether a claimed model is the model: no answer is shown that rests on one which is not.

A program without a circle through an absence has one perfect model, and four things pin it down::

    given        every fact and table is in it; what no clause concludes is in it only if it is given
    closed       what a clause concludes, in an instance whose body holds in it, is in it
    founded      all else in it is concluded so, from premises founded before: nothing holds itself up
    stratified   there is no such circle, nor one through an aggregate

So a tuple too many is caught, and one too few. Nothing is searched for: each clause is tried once, over the
model as it is claimed to be. Nothing that makes models or explains them is used here; what is shared with
them is the clauses, and the arithmetic of values. Values are the same if Python says so, as in a `Model`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

from decisis.engine.model import NOTHING, Model
from decisis.proof.instances import Indexes, Row, World, ground, instances, read_whole
from decisis.rules import ir
from decisis.values import text

Rows = frozenset[Row]
Ground = tuple[str, Row]


class Refused(Exception):
    """A model is not what the clauses say, so that no answer may rest on it."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(reasons[0] + (f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""))
        self.reasons = reasons


def check_model(program: ir.Program, facts: ir.Facts, model: Model) -> tuple[str, ...]:
    """Why the model is not that of the program over these facts; nothing if it is."""
    return Checker().reasons(program, facts, model)


# --- the checks --------------------------------------------------------------------------------------


def given(claim: Claim) -> Iterator[str]:
    """Every fact and table is in the model; what no clause concludes is in it only if it is given."""
    for name in sorted(claim.given.keys() | claim.model.relations.keys()):
        stated, claimed = claim.given.get(name, NOTHING), claim.model.tuples(name)
        yield from sorted(f"{_said(name, row)} is given, and missing" for row in stated - claimed)
        if name not in claim.reading.concluded:
            yield from sorted(f"{_said(name, row)} is not given" for row in claimed - stated)


def closed(claim: Claim) -> Iterator[str]:
    """What one clause concludes from what is in the model is in it too."""
    missing = {(name, row) for name, found in claim.tried for row in found.heads - claim.model.tuples(name)}
    yield from sorted(f"{_said(*absent)} follows, and is missing" for absent in missing)


def founded(claim: Claim) -> Iterator[str]:
    """What is in the model follows from what is given, or from what follows from that, and so on."""
    names = claim.reading.concluded & claim.model.relations.keys()
    left = {name: set(claim.model.tuples(name) - claim.given.get(name, NOTHING)) for name in names}
    for name, found in claim.tried:
        left.get(name, set()).difference_update(found.heads if not found.circling else ())
    unfounded = {(name, row) for name, rows in left.items() for row in rows}
    waiting: dict[Ground, list[tuple[Ground, set[Ground]]]] = {}
    pending: list[Ground] = []
    for head, premises in (instance for _, found in claim.tried for instance in found.circling):
        lacking = unfounded.intersection(premises)
        pending += [] if lacking else [head]
        for premise in lacking:
            waiting.setdefault(premise, []).append((head, lacking))
    while pending:
        reached = pending.pop()
        unfounded.discard(reached)
        for head, lacking in waiting.pop(reached, ()):
            lacking.discard(reached)
            pending += [] if lacking else [head]
    yield from sorted(f"{_said(*left_over)} does not follow" for left_over in unfounded)


def stratified(claim: Claim) -> Iterator[str]:
    """No relation rests on its own absence, or on an aggregate over itself."""
    for head, name in claim.reading.circles:
        yield f"{head} rests on all that {name} is and is not, which rests on {head}"


CHECKS: tuple[Callable[[Claim], Iterator[str]], ...] = (given, closed, founded, stratified)


def _said(relation: str, row: Row) -> str:
    return f"{relation}({', '.join(map(text, row))})"


# --- models ------------------------------------------------------------------------------------------


class Checker:
    """Checks models, of one program or of several; tries a clause once for the same rows that it reads."""

    def __init__(self) -> None:
        self._readings: dict[int, Reading] = {}  # by the id of a program, which its reading keeps
        self._shared: Shared = {}
        self._indexes: Indexes = {}

    def reasons(self, program: ir.Program, facts: ir.Facts, model: Model) -> tuple[str, ...]:
        """Why the model is refused, check by check; also if its values make no sense to the clauses."""
        if id(program) not in self._readings:
            self._readings[id(program)] = Reading(program, self._shared)
        claim = Claim(self._readings[id(program)], facts, World(model, program.calendar, self._indexes))
        try:
            return tuple(reason for check in CHECKS for reason in check(claim))
        except (ArithmeticError, TypeError, ValueError) as failure:
            return (f"the clauses cannot be tried over it: {failure}",)


@dataclass(frozen=True)
class Claim:
    """A model of a program over facts."""

    reading: Reading
    facts: ir.Facts
    world: World

    @property
    def model(self) -> Model:
        return self.world.model

    @cached_property
    def given(self) -> Mapping[str, Rows]:
        found = dict(self.reading.program.tables)
        for name, rows in self.facts.items():
            found[name] = found[name] | rows if name in found else rows
        return found

    @cached_property
    def tried(self) -> list[tuple[str, Found]]:
        """What the clauses conclude from what is in the model."""
        present = self.model.relations.keys()
        return [(rule.head, rule.found(self.world)) for rule in self.reading.rules if rule.needed <= present]


# --- programs ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """What a clause concludes; and where its head may rest on itself, from which such premises."""

    heads: Rows
    circling: frozenset[tuple[Ground, tuple[Ground, ...]]]


Tries = dict[tuple[Rows, ...], Found]  # by the rows that a clause reads, relation by relation
Shared = dict[tuple[object, ...], Tries]  # by what the clause says


class Reading:
    """What a program says, whatever the facts: its rules, what they conclude, and circles that may not be."""

    def __init__(self, program: ir.Program, shared: Shared) -> None:
        below: dict[str, dict[str, bool]] = {}  # what a relation rests on, and whether on all of it
        for clause in program.clauses:
            rests = below.setdefault(clause.head.relation, {})
            for name, whole in _reads(clause):
                rests[name] = whole or rests.get(name, False)
        of = _components(below)
        self.program = program
        self.concluded = frozenset(below)
        self.circles = [
            (head, name)
            for head, rests in below.items()
            for name, whole in rests.items()
            if whole and of[name] == of[head]
        ]
        self.rules = [Rule(clause, of, program, shared) for clause in program.clauses]


class Rule:
    """A clause, as part of a program."""

    def __init__(self, clause: ir.Clause, of: Mapping[str, int], program: ir.Program, shared: Shared) -> None:
        atoms = [literal for literal in clause.body if isinstance(literal, ir.Atom)]
        self.head = clause.head.relation
        self.needed = frozenset(atom.relation for atom in atoms)  # without these it concludes nothing
        self._recurring = tuple(atom for atom in atoms if of[atom.relation] == of[self.head])
        self._clause, self._program, self._shared = clause, program, shared

    def found(self, world: World) -> Found:
        read = tuple(map(world.model.tuples, self._reads))
        if read not in self._tries:
            self._tries[read] = self._try(world)
        return self._tries[read]

    def _try(self, world: World) -> Found:
        found = frozenset(
            (ground(self._clause.head, named), tuple(ground(atom, named) for atom in self._recurring))
            for named in instances(self._clause, world)
        )
        return Found(frozenset(row for (_, row), _ in found), found if self._recurring else frozenset())

    @cached_property
    def _reads(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _ in _reads(self._clause)))

    @cached_property
    def _tries(self) -> Tries:
        said = (id(self._program.calendar), self._clause.head, self._clause.body, self._recurring)
        return self._shared.setdefault(said, {})


def _reads(clause: ir.Clause) -> Iterator[tuple[str, bool]]:
    """The relations that a clause rests on, and whether on all of their tuples."""
    for literal in clause.body:
        match literal:
            case ir.Atom(relation):
                yield relation, False
            case ir.Negation(atom):
                yield atom.relation, True
            case ir.Aggregate():
                yield from ((atom.relation, True) for atom in read_whole(literal))
            case ir.Comparison() | ir.Binding():
                pass
            case _:
                assert_never(literal)


def _components(below: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Numbers for relations: two have the same one if each rests on the other (Gabow's algorithm)."""
    number: dict[str, int] = {}  # in the order of the first visit
    component: dict[str, int] = {}
    path: list[str] = []  # visited, and in no component yet
    roots: list[str] = []  # those of the path that may be the first of a component
    for start in below:
        visits = [] if start in number else [(start, iter(below[start]))]
        while visits:
            name, rest = visits[-1]
            if name not in number:
                number[name] = len(number)
                path.append(name)
                roots.append(name)
            following = next(rest, None)
            if following is None:
                visits.pop()
                if roots[-1] == name:
                    roots.pop()
                    while name not in component:
                        component[path.pop()] = number[name]
            elif following not in number:
                visits.append((following, iter(below.get(following, ()))))
            elif following not in component:
                while number[roots[-1]] > number[following]:
                    roots.pop()
    return component

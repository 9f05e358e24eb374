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

from decisis.calendar import Calendar
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
    missing, added = set[Ground](), set[Ground]()
    for name in claim.given.keys() | claim.model.keys():
        stated, claimed = claim.given.get(name, NOTHING), claim.model.get(name, NOTHING)
        if stated is not claimed:
            missing |= {(name, row) for row in stated - claimed}
            added |= {(name, row) for row in claimed - stated if name not in claim.reading.concluded}
    yield from sorted(f"{_said(*each)} is given, and missing" for each in missing)
    yield from sorted(f"{_said(*each)} is not given" for each in added)


def closed(claim: Claim) -> Iterator[str]:
    """What one clause concludes from what is in the model is in it too."""
    missing = {
        (name, row) for name, found in claim.tried for row in found.heads - claim.model.get(name, NOTHING)
    }
    yield from sorted(f"{_said(*each)} follows, and is missing" for each in missing)


def founded(claim: Claim) -> Iterator[str]:
    """What is in the model follows from what is given, or from what follows from that, and so on."""
    left = {name: set(claim.model[name]) for name in claim.reading.concluded & claim.model.keys()}
    for name, rows in (*claim.given.items(), *((name, found.founded) for name, found in claim.tried)):
        if name in left:
            left[name] -= rows
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
    yield from sorted(f"{_said(*each)} does not follow" for each in unfounded)


def stratified(claim: Claim) -> Iterator[str]:
    """No relation rests on its own absence, or on an aggregate over itself."""
    for head, name in claim.reading.circles:
        yield f"{head} rests on what {name} does not hold, or on all that it holds, and {name} on {head}"


CHECKS: tuple[Callable[[Claim], Iterator[str]], ...] = (given, closed, founded, stratified)


def _said(relation: str, row: Row) -> str:
    return f"{relation}({', '.join(map(text, row))})"


# --- models ------------------------------------------------------------------------------------------


class Checker:
    """Checks models, and remembers: what a program says, and what a clause concludes from the same rows."""

    def __init__(self) -> None:
        self._readings: dict[int, Reading] = {}  # by the id of the program, which each keeps
        self._rules: dict[tuple[int, int], Rule] = {}  # by the ids of the clause and the calendar
        self._tries: dict[tuple[object, ...], Tries] = {}  # by what the clause says, and the calendar
        self._indexes: Indexes = {}

    def reasons(self, program: ir.Program, facts: ir.Facts, model: Model) -> tuple[str, ...]:
        """Why the model is refused, check by check; also if its values make no sense to the clauses."""
        claim = Claim(self._reading(program), facts, World(model, program.calendar, self._indexes))
        try:
            return tuple(reason for check in CHECKS for reason in check(claim))
        except (ArithmeticError, TypeError, ValueError) as failure:
            return (f"the clauses cannot be tried over it: {failure}",)

    def _reading(self, program: ir.Program) -> Reading:
        if id(program) not in self._readings:
            rules = [self._rule(clause, program.calendar) for clause in program.clauses]
            self._readings[id(program)] = Reading(program, rules)
        return self._readings[id(program)]

    def _rule(self, clause: ir.Clause, calendar: Calendar) -> Rule:
        key = (id(clause), id(calendar))
        if key not in self._rules:
            self._rules[key] = Rule(clause, calendar, self._tries)
        return self._rules[key]


@dataclass(frozen=True)
class Claim:
    """A model of a program over facts."""

    reading: Reading
    facts: ir.Facts
    world: World

    @property
    def model(self) -> Mapping[str, Rows]:
        return self.world.model.relations

    @cached_property
    def given(self) -> Mapping[str, Rows]:
        found = dict(self.reading.program.tables)
        for name, rows in self.facts.items():
            found[name] = found[name] | rows if name in found else rows
        return found

    @cached_property
    def tried(self) -> list[tuple[str, Found]]:
        """What each clause concludes from what is in the model, if anything."""
        present = self.model.keys()
        live = ((rule, circling) for rule, circling in self.reading.rules if rule.needed <= present)
        return [
            (rule.head, found) for rule, circling in live if (found := rule.found(circling, self.world)).heads
        ]


# --- programs ----------------------------------------------------------------------------------------


class Reading:
    """What a program says, whatever the facts: its rules, what they conclude, and circles that may not be."""

    def __init__(self, program: ir.Program, rules: list[Rule]) -> None:
        self.program = program
        below: dict[str, dict[str, bool]] = {}  # what a relation rests on, and whether on all of it
        for rule in rules:
            rests = below.setdefault(rule.head, {})
            for name, whole in rule.reads:
                rests[name] = whole or rests.get(name, False)
        of = _components(below)
        within = {head: [name for name in rests if of[name] == of[head]] for head, rests in below.items()}
        self.concluded = frozenset(below)
        self.circles = [(head, name) for head, names in within.items() for name in names if below[head][name]]
        self.rules = [(rule, rule.needed.intersection(within[rule.head])) for rule in rules]


@dataclass(frozen=True)
class Found:
    """What a clause concludes: founded if no premise may rest on its head, else by way of such premises."""

    heads: Rows
    founded: Rows
    circling: frozenset[tuple[Ground, tuple[Ground, ...]]]


Tries = dict[tuple[frozenset[str], tuple[Rows, ...]], Found]


class Rule:
    """A clause: what it reads (and whether it needs all of that), and without what it concludes nothing."""

    def __init__(self, clause: ir.Clause, calendar: Calendar, tries: dict[tuple[object, ...], Tries]) -> None:
        self.head = clause.head.relation
        self.reads = tuple(dict.fromkeys(_reads(clause)))
        self.needed = frozenset(name for name, whole in self.reads if not whole)
        self._clause, self._calendar, self._all_tries = clause, calendar, tries

    @cached_property
    def _tries(self) -> Tries:
        said = (self._clause.head, self._clause.body, id(self._calendar))
        return self._all_tries.setdefault(said, {})

    def found(self, circling: frozenset[str], world: World) -> Found:
        """What it concludes; ``circling`` are the relations of premises that may rest on its head."""
        held = world.model.relations
        read = (circling, tuple([held.get(name, NOTHING) for name, _ in self.reads]))
        if read not in self._tries:
            self._tries[read] = self._try(circling, world)
        return self._tries[read]

    def _try(self, circling: frozenset[str], world: World) -> Found:
        body = self._clause.body
        premises = [each for each in body if isinstance(each, ir.Atom) and each.relation in circling]
        found = frozenset(
            (ground(self._clause.head, named), tuple(ground(atom, named) for atom in premises))
            for named in instances(self._clause, world)
        )
        heads = frozenset(row for (_, row), _ in found)
        return Found(heads, NOTHING, found) if premises else Found(heads, heads, frozenset())


def _reads(clause: ir.Clause) -> Iterator[tuple[str, bool]]:
    """The relations that a clause rests on, and whether on all that they hold."""
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

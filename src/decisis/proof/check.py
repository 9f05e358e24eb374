"""Whether a claimed model is the model: no answer is shown that rests on one which is not.

A program without a circle through an absence has one perfect model, and four things pin it down::

    given        every fact and table is in it; what no clause concludes is in it only if it is given
    closed       what a clause concludes, in an instance whose body holds in it, is in it
    founded      all else in it is concluded so, from premises founded before: nothing holds itself up
    stratified   there is no such circle, nor one through an aggregate

So a tuple too many is caught, and one too few. Nothing is searched for: each clause is tried once, over the
model as it is claimed to be. No machinery that makes or explains models is used here; what it shares with
them is the clauses, and the arithmetic of values. Values are the same if Python says so, as in a `Model`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass
from functools import cached_property
from hashlib import sha256
from typing import assert_never

from decisis.engine.model import NOTHING, Model
from decisis.rules import ir
from decisis.rules.arithmetic import aggregate, between, compare_expressions, evaluate
from decisis.values import Truth, Value, compare, text, to_json

Row = tuple[Value, ...]
Ground = tuple[str, Row]
Named = Mapping[str, Value]  # the variables that have values
Indexes = dict[tuple[str, tuple[int, ...], int], dict[Row, list[Row]]]


class Refused(Exception):
    """A model is not what the clauses say, so that no answer may rest on it."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(reasons[0] + (f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""))
        self.reasons = reasons


def check_model(program: ir.Program, facts: ir.Facts, model: Model) -> tuple[str, ...]:
    """Why the model is not that of the program over these facts; nothing if it is."""
    return Checker(program).reasons(facts, model)


# --- the checks ------------------------------------------------------------------------------------


def given(claim: Claim) -> Iterator[str]:
    """Every fact and table is in the model; what no clause concludes is in it only if it is given."""
    for name in sorted(claim.given.keys() | claim.model.relations.keys()):
        stated, claimed = claim.given.get(name, NOTHING), claim.model.tuples(name)
        yield from sorted(f"{_said(name, row)} is given, and missing" for row in stated - claimed)
        if name not in claim.checker.concluded:
            yield from sorted(f"{_said(name, row)} is not given" for row in claimed - stated)


def closed(claim: Claim) -> Iterator[str]:
    """What one clause concludes from what is in the model is in it too."""
    missing = {head for head, _ in claim.instances if not claim.model.holds(*head)}
    yield from sorted(f"{_said(*head)} follows, and is missing" for head in missing)


def founded(claim: Claim) -> Iterator[str]:
    """All that is concluded follows from what is given, or from that, and so on."""
    concluded = claim.checker.concluded
    pending = [(name, row) for name in concluded & claim.given.keys() for row in claim.given[name]]
    waiting: dict[Ground, list[tuple[Ground, set[Ground]]]] = {}
    for head, premises in claim.instances:
        lacking = set(premises)
        pending += [] if lacking else [head]
        for premise in lacking:
            waiting.setdefault(premise, []).append((head, lacking))
    reached: set[Ground] = set()
    while pending:
        ground = pending.pop()
        for head, lacking in () if ground in reached else waiting.get(ground, ()):
            lacking.discard(ground)
            pending += [] if lacking else [head]
        reached.add(ground)
    claimed = ((name, row) for name in concluded for row in claim.model.tuples(name))
    yield from sorted(f"{_said(*ground)} does not follow" for ground in claimed if ground not in reached)


def stratified(claim: Claim) -> Iterator[str]:
    """No relation rests on its own absence, or on an aggregate over itself."""
    for head, name in claim.checker.circles:
        yield f"{head} rests on all that {name} is and is not, which rests on {head}"


CHECKS: tuple[Callable[[Claim], Iterator[str]], ...] = (given, closed, founded, stratified)


def _said(relation: str, row: Row) -> str:
    return f"{relation}({', '.join(map(text, row))})"


# --- what holds of a program, whatever the facts -----------------------------------------------------


@dataclass(frozen=True)
class Rule:
    clause: ir.Clause
    needed: frozenset[str]  # relations without which its body never holds
    recurring: tuple[ir.Atom, ...]  # premises that may rest on its head in turn

    @cached_property
    def plan(self) -> tuple[ir.Literal, ...]:
        return _plan(self.clause)


class Checker:
    """A program made ready, so that many models of it can be checked."""

    def __init__(self, program: ir.Program) -> None:
        self.program = program
        below: dict[str, dict[str, bool]] = {}  # what a relation reads, and whether it needs it whole
        for clause in program.clauses:
            reads = below.setdefault(clause.head.relation, {})
            for name, whole in _reads(clause):
                reads[name] = whole or reads.get(name, False)
        of = _components(below)
        self.concluded = frozenset(below)
        self.circles = [(head, n) for head in below for n, whole in below[head].items() if whole and of[n] == of[head]]
        self.rules = [_rule(clause, of) for clause in program.clauses]
        self.table_indexes: Indexes = {}

    def reasons(self, facts: ir.Facts, model: Model) -> tuple[str, ...]:
        """Why the model is refused, check by check; also if values in it make no sense to the clauses."""
        claim = Claim(self, facts, model)
        try:
            return tuple(reason for check in CHECKS for reason in check(claim))
        except (ArithmeticError, TypeError, ValueError) as failure:
            return (f"the clauses cannot be tried over it: {failure}",)


def _rule(clause: ir.Clause, component: Mapping[str, int]) -> Rule:
    atoms = [literal for literal in clause.body if isinstance(literal, ir.Atom)]
    own = component[clause.head.relation]
    recurring = tuple(atom for atom in atoms if component[atom.relation] == own)
    return Rule(clause, frozenset(atom.relation for atom in atoms), recurring)


def _reads(clause: ir.Clause) -> Iterator[tuple[str, bool]]:
    for literal in clause.body:
        match literal:
            case ir.Atom(relation):
                yield relation, False
            case ir.Negation(atom):
                yield atom.relation, True
            case ir.Aggregate():
                yield from ((atom.relation, True) for atom in _members(literal))
            case ir.Comparison() | ir.Binding():
                pass
            case _:
                assert_never(literal)


def _members(literal: ir.Aggregate) -> tuple[ir.Atom, ...]:
    return (literal.over, literal.possibly) if literal.possibly else (literal.over,)


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


def _plan(clause: ir.Clause) -> tuple[ir.Literal, ...]:
    """The body in an order in which each literal finds named what it needs: tests as soon as they do."""
    waiting, plan, known = list(clause.body), list[ir.Literal](), set[str]()

    def turn(literal: ir.Literal) -> tuple[bool, int]:
        ready = _needs(clause, literal) <= known
        return not ready, len(_names(literal) - known) if isinstance(literal, ir.Atom) else -1

    while waiting:
        following = min(waiting, key=turn)
        waiting.remove(following)
        if not _needs(clause, following) <= known:
            raise ValueError(f"a clause for {clause.head.relation!r} never names {sorted(_needs(clause, following))}")
        plan.append(following)
        known |= _names(following)
    return tuple(plan)


def _needs(clause: ir.Clause, literal: ir.Literal) -> set[str]:
    """The variables that must be named before the literal is tried. What an atom names, nothing else does."""
    match literal:
        case ir.Atom():
            return set()
        case ir.Negation() | ir.Comparison():
            return _names(literal)
        case ir.Binding(result, expression):
            needed = _names(expression)
        case ir.Aggregate(result=result):
            own = _names(_members(literal))
            elsewhere = _names(clause.head, result, *(other for other in clause.body if other != literal))
            needed = own & elsewhere | _names(literal.value) - own
        case _:
            assert_never(literal)
    return needed | _names(result) & _names(*(other for other in clause.body if isinstance(other, ir.Atom)))


def _names(*nodes: object) -> set[str]:
    """The variables of literals and expressions."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ir.Variable):
            found.add(node.name)
        elif isinstance(node, tuple):
            found |= _names(*node)
        elif is_dataclass(node) and not isinstance(node, ir.Constant):
            found |= _names(*vars(node).values())
    return found


# --- what a model claims -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Claim:
    """A model of a program over facts, and what the clauses conclude from what is in it."""

    checker: Checker
    facts: ir.Facts
    model: Model
    _indexes: Indexes = field(default_factory=dict)

    @cached_property
    def given(self) -> Mapping[str, frozenset[Row]]:
        found = dict(self.checker.program.tables)
        for name, rows in self.facts.items():
            found[name] = found[name] | rows if name in found else rows
        return found

    @cached_property
    def instances(self) -> frozenset[tuple[Ground, tuple[Ground, ...]]]:
        """For each instance of a clause whose body holds: its head, and the premises that may rest on it."""
        present = self.model.relations.keys()
        return frozenset(
            (_ground(rule.clause.head, named), tuple(_ground(atom, named) for atom in rule.recurring))
            for rule in self.checker.rules
            if rule.needed <= present
            for named in self._ways(rule.plan, 0, {})
        )

    def _ways(self, plan: tuple[ir.Literal, ...], at: int, named: Named) -> Iterator[Named]:
        if at == len(plan):
            yield named
            return
        for more in self._holds(plan[at], named):
            yield from self._ways(plan, at + 1, more)

    def _holds(self, literal: ir.Literal, named: Named) -> Iterable[Named]:
        """What is named, extended in every way in which the literal holds."""
        calendar = self.checker.program.calendar
        match literal:
            case ir.Atom():
                return self._matches(literal, named)
            case ir.Negation(atom):
                return () if self.model.holds(*_ground(atom, named)) else (named,)
            case ir.Comparison():
                return (named,) if compare_expressions(literal, named, calendar) else ()
            case ir.Binding(variable, expression):
                return _naming(variable, evaluate(expression, named, calendar), named)
            case ir.Aggregate():
                return _naming(literal.result, self._total(literal, named), named)
            case _:
                assert_never(literal)

    def _matches(self, atom: ir.Atom, named: Named) -> list[Named]:
        fixed: list[int] = []
        free: list[tuple[int, str]] = []
        for place, term in enumerate(atom.terms):
            if isinstance(term, ir.Variable) and term.name not in named:
                free.append((place, term.name))
            else:
                fixed.append(place)
        key = tuple(_value(atom.terms[place], named) for place in fixed)
        if not free:
            return [named] if self.model.holds(atom.relation, key) else []
        found: list[Named] = []
        for row in self._rows(atom, tuple(fixed), key):
            more = dict(named)
            if all(more.setdefault(name, row[place]) == row[place] for place, name in free):
                found.append(more)
        return found

    def _rows(self, atom: ir.Atom, places: tuple[int, ...], key: Row) -> Iterable[Row]:
        """The rows that an atom could match, which have these values at these places."""
        rows, arity = self.model.tuples(atom.relation), len(atom.terms)
        is_table = rows is self.checker.program.tables.get(atom.relation)
        indexes = self.checker.table_indexes if is_table else self._indexes
        index = indexes.get((atom.relation, places, arity))
        if index is None:
            index = indexes[atom.relation, places, arity] = {}
            for row in rows:
                if len(row) == arity:
                    index.setdefault(tuple(row[place] for place in places), []).append(row)
        return index.get(key, ())

    def _total(self, literal: ir.Aggregate, named: Named) -> Value | None:
        """What it comes to of the sure members; with `possibly`, between this and what all come to."""
        value = literal.value or ir.Constant(1)
        members = [[_value(value, way) for way in self._matches(atom, named)] for atom in _members(literal)]
        totals = [aggregate(literal.operator, each, literal.zero) for each in members]
        if totals[0] is None and not members[0]:  # if there is any at all, it is one of them
            totals[0] = aggregate(_OTHER_END[literal.operator], members[-1])
        low, high = totals[0], totals[-1]
        if len(totals) == 1 or low is None or high is None:
            return low if high is not None else None
        return between(low, high, _tag(literal, named))


_OTHER_END = {"greatest": "least", "least": "greatest", "earliest": "latest", "latest": "earliest"}


def _tag(literal: ir.Aggregate, named: Named) -> str:
    """The name of the unknown that lies between: one for the same aggregate of the same group."""
    places = {term.name: i for i, term in enumerate(literal.over.terms) if isinstance(term, ir.Variable)}
    of = places.get(literal.value.name, -1) if literal.value else -1
    atoms = [
        [atom.relation]
        + [
            [places.get(term.name)] if isinstance(term, ir.Variable) and term.name not in named else to_json(_value(term, named))
            for term in atom.terms
        ]
        for atom in _members(literal)
    ]
    tag = f"{literal.operator} {of} of {json.dumps(atoms, separators=(',', ':'))}"
    return tag if len(tag) <= 400 else f"{literal.operator}#{sha256(tag.encode()).hexdigest()}"


def _naming(variable: ir.Variable, value: Value | None, named: Named) -> Iterable[Named]:
    """Names a value, or tests that it equals the one named. Without a value nothing holds."""
    if value is None:
        return ()
    if variable.name not in named:
        return ({**named, variable.name: value},)
    return (named,) if compare(named[variable.name], "=", value) is Truth.TRUE else ()


def _value(term: ir.Term, named: Named) -> Value:
    return term.value if isinstance(term, ir.Constant) else named[term.name]


def _ground(atom: ir.Atom, named: Named) -> Ground:
    return atom.relation, tuple(_value(term, named) for term in atom.terms)

"""Whether a claimed model is the model: no answer is shown that rests on one which is not.

A program whose strata are sound has one perfect model, and these four together say that it is this::

    given        every fact and every table is in it, and what no clause concludes is nothing else
    closed       the head of every clause instance whose body holds in it is in it
    founded      every other tuple is the head of such an instance, and of one whose positive premises
                 are founded before it: nothing holds itself up
    stratified   no relation rests on its own absence, or on an aggregate over itself

So neither a wrong tuple nor a wrong absence passes. There is no search: every clause is tried once, over
the model as it is claimed to be. Nothing here is shared with what makes models; what two engines or
their plans have in common can not be wrong here too, except the values themselves and the clauses.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import assert_never

from decisis.engine.model import NOTHING, Model
from decisis.rules import ir
from decisis.rules.arithmetic import aggregate, between, compare_expressions, evaluate
from decisis.values import Truth, Value, compare, sort_key, text, to_json

Row = tuple[Value, ...]
Ground = tuple[str, Row]
Named = dict[str, Value]  # the variables that have values
Places = tuple[int, ...]
Index = dict[Row, list[Row]]


class Refused(Exception):
    """A model was refused, and with it every answer that rests on it."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
        super().__init__(f"{reasons[0]}{more}")
        self.reasons = reasons


def check_model(program: ir.Program, facts: ir.Facts, model: Model) -> tuple[str, ...]:
    """Why the model is not that of the program over these facts; nothing if it is."""
    return Checker(program).reasons(facts, model)


# --- what holds of a program whatever the facts are -------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """A clause, the relations that must have tuples for it to hold, and the atoms that rest on its head."""

    clause: ir.Clause
    needed: frozenset[str]
    recurring: tuple[ir.Atom, ...]

    @cached_property
    def plan(self) -> tuple[ir.Literal, ...]:
        return _plan(self.clause)


class Checker:
    """A program, made ready to check any number of models of it. It never changes what it is given."""

    def __init__(self, program: ir.Program) -> None:
        self.program = program
        uses = [(clause.head.relation, clause, tuple(_uses(clause))) for clause in program.clauses]
        below: dict[str, set[str]] = {}
        for head, _, used in uses:
            below.setdefault(head, set()).update([relation for relation, _ in used])
        self.concluded = frozenset(below)
        self.component = _components(below)
        self.rules = tuple(self._rule(clause) for clause in program.clauses)
        self.denying = tuple(
            dict.fromkeys(
                (head, relation)
                for head, _, used in uses
                for relation, whole in used
                if whole and self.component[relation] == self.component[head]
            )
        )
        self.table_indexes: dict[tuple[str, Places], Index] = {}

    def reasons(self, facts: ir.Facts, model: Model) -> tuple[str, ...]:
        """Why the model is refused, in the order of the checks."""
        claim = Claim(self, facts, model)
        return tuple(reason for check in CHECKS for reason in check(claim))

    def _rule(self, clause: ir.Clause) -> Rule:
        atoms = [literal for literal in clause.body if isinstance(literal, ir.Atom)]
        own = self.component[clause.head.relation]
        recurring = tuple(atom for atom in atoms if self.component[atom.relation] == own)
        return Rule(clause, frozenset(atom.relation for atom in atoms), recurring)


def _uses(clause: ir.Clause) -> Iterator[tuple[str, bool]]:
    """The relations that a clause reads, and whether it asks for all that they hold."""
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


def _components(below: Mapping[str, set[str]]) -> dict[str, int]:
    """A number for each relation: two have one number if each rests on the other (Gabow's algorithm)."""
    number: dict[str, int] = {}  # by first visit; of a finished relation, that of its component
    open_, roots, finished = list[str](), list[str](), set[str]()
    visits: list[tuple[str, Iterator[str]]] = []

    def enter(relation: str) -> None:
        number[relation] = len(number)
        open_.append(relation)
        roots.append(relation)
        visits.append((relation, iter(sorted(below.get(relation, ())))))

    for start in below:
        if start not in number:
            enter(start)
        while visits:
            relation, rest = visits[-1]
            following = next(rest, None)
            if following is None:
                visits.pop()
                if roots[-1] == relation:
                    roots.pop()
                    members = open_[open_.index(relation) :]
                    del open_[-len(members) :]
                    finished.update(members)
                    number.update(dict.fromkeys(members, number[relation]))
            elif following not in number:
                enter(following)
            elif following not in finished:
                while number[roots[-1]] > number[following]:
                    roots.pop()
    return number

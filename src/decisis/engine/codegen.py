"""From a clause to the text of a Python function that finds its consequences.

The text is built from integers and fixed templates. Relations, constants and expressions reach the
function as arguments, in the order in which its `Routine` names them; so clauses of one shape have
one text, and nothing that an author wrote is ever executed. ``path(X, Y) :- edge(X, Z), path(Z, Y)``
with the tuples of the last round for the first atom becomes::

    def part0(a, c, e, out, most, stop):
     a0, a1, = a
     add = out.add
     for (v0, v1,) in a0:
      if len(out) > most: stop()
      for (_, v2,) in a1(v1, ()):
       add((v0, v2,))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from decisis.rules import plan
from decisis.rules.ir import Aggregate, Atom, Binding, Clause, Comparison, Constant, Literal, Negation, Term
from decisis.values import Value

MOST_LOOPS = 15  # in one function: Python nests 20 blocks


@dataclass(frozen=True)
class Access:
    """How a function reaches a relation: the whole set, or a look-up by the values at some places."""

    relation: str
    places: tuple[int, ...] = ()
    delta: bool = False  # the tuples of the last round only


@dataclass(frozen=True)
class Call:
    """A literal that is evaluated outside: its arguments, and whether its variable is bound already."""

    literal: Comparison | Binding | Aggregate
    arguments: tuple[str, ...]
    tests: bool


@dataclass(frozen=True)
class Routine:
    """The function of a clause: its text, and what its arguments stand for."""

    order: tuple[int, ...]
    text: str
    accesses: tuple[Access, ...]
    constants: tuple[Value, ...]
    calls: tuple[Call, ...]


def routine(clause: Clause, delta: int | None = None) -> Routine:
    """The function that finds the consequences of a clause, its literals evaluated in a good order.

    With `delta`, the body's atom of that index ranges over the tuples of the last round. Raises
    `ValueError` if the clause is unsafe.
    """
    if delta is None:
        order = plan.order(clause)
    else:
        planned = plan.order(clause, plan.binds(clause.body[delta]))
        order = (delta, *(index for index in planned if index != delta))
    writer = _Writer(clause)
    for position, index in enumerate(order):
        later = [clause.body[other] for other in order[position + 1 :]]
        writer.literal(clause.body[index], index == delta, later)
    writer.head()
    return Routine(order, writer.text(), tuple(writer.accesses), tuple(writer.constants), tuple(writer.calls))


class _Writer:
    """Writes one function (or several, each called by the last, when loops would nest too deep)."""

    def __init__(self, clause: Clause) -> None:
        self._clause = clause
        self._known: dict[str, str] = {}  # from a variable of the clause to one of the text
        self._parts: list[list[str]] = [[]]
        self._parameters: list[tuple[str, ...]] = [()]
        self._depth = 1
        self.accesses: list[Access] = []
        self.constants: list[Value] = []
        self.calls: list[Call] = []

    def text(self) -> str:
        opening = [
            f" {_targets(letter, len(given))} = {letter}"
            for letter, given in (("a", self.accesses), ("c", self.constants), ("e", self.calls))
            if given
        ]
        lines: list[str] = []
        for number, (parameters, body) in enumerate(zip(self._parameters, self._parts, strict=True)):
            lines.append(f"def part{number}({', '.join(('a, c, e, out, most, stop', *parameters))}):")
            lines += [*opening, " add = out.add", *body]
        return "\n".join(lines) + "\n"

    def head(self) -> None:
        terms = self._clause.head.terms
        self._line(f"add({self._row(terms)})")
        if all(isinstance(term, Constant) for term in terms):
            self._line("return")

    def literal(self, literal: Literal, delta: bool, later: list[Literal]) -> None:
        match literal:
            case Atom():
                self._atom(literal, delta, later)
            case Negation():
                self._skip_if(f"{self._row(literal.atom.terms)} in {self._access(literal.atom)}")
            case Comparison():
                names = (*plan.expression_variables(literal.left), *plan.expression_variables(literal.right))
                self._skip_if(f"not {self._call(literal, names)}")
            case Binding():
                names = tuple(plan.expression_variables(literal.expression))
                self._name(literal, literal.variable.name, names, ())
            case Aggregate():
                self._aggregate(literal)
            case _:
                assert_never(literal)

    def _atom(self, atom: Atom, delta: bool, later: list[Literal]) -> None:
        bound = self._bound_places(atom)
        if len(bound) == len(atom.terms):
            self._skip_if(f"{self._row(atom.terms)} not in {self._access(atom, (), delta)}")
            return
        rows = self._rows(atom, () if delta else bound, delta)
        if not (delta and bound) and self._only_has_to_exist(atom, later):
            self._skip_if(f"not {rows}")
        else:
            self._loop(atom, rows, looked_up=not delta)

    def _loop(self, atom: Atom, rows: str, looked_up: bool) -> None:
        """A loop over the rows, and the tests that they still have to pass."""
        targets: list[str] = []
        tests: list[str] = []
        known_before = dict(self._known)
        for place, term in enumerate(atom.terms):
            if looked_up and (isinstance(term, Constant) or term.name in known_before):
                targets.append("_")
            elif isinstance(term, Constant) or term.name in self._known:
                targets.append(f"x{place}")
                tests.append(f"x{place} != {self._term(term)}")
            else:
                targets.append(self._new(term.name))
        self._open(f"for {_tuple(targets)} in {rows}:", known_before)
        for test in tests:
            self._skip_if(test)

    def _open(self, loop: str, known: dict[str, str]) -> None:
        if self._depth > MOST_LOOPS:
            part, parameters = len(self._parts), tuple(known.values())
            self._line(f"part{part}({', '.join(('a, c, e, out, most, stop', *parameters))})")
            self._parts.append([])
            self._parameters.append(parameters)
            self._depth = 1
        elif self._depth > 1:
            self._line("if len(out) > most: stop()")
        self._line(loop)
        self._depth += 1

    def _only_has_to_exist(self, atom: Atom, later: list[Literal]) -> bool:
        """Whether no other literal, nor another place of the atom, asks for what the atom would bind."""
        fresh = [name for name in plan.atom_variables(atom) if name not in self._known]
        asked = {*plan.atom_variables(self._clause.head)}
        for literal in later:
            asked.update(plan.variables(literal))
        return len(set(fresh)) == len(fresh) and asked.isdisjoint(fresh)

    def _aggregate(self, aggregate: Aggregate) -> None:
        atoms = (aggregate.over, aggregate.possibly)
        members = [self._rows(atom, self._bound_places(atom)) if atom else "()" for atom in atoms]
        names = tuple(name for name in plan.variables(aggregate) if name in self._known)
        arguments = tuple(dict.fromkeys(name for name in names if name != aggregate.result.name))
        self._name(aggregate, aggregate.result.name, arguments, tuple(members))

    def _name(
        self, literal: Binding | Aggregate, name: str, arguments: tuple[str, ...], before: tuple[str, ...]
    ) -> None:
        """Names the value of a call, or tests it if the variable has a value."""
        if name in self._known:
            self._skip_if(f"not {self._call(literal, arguments, (self._known[name], *before), tests=True)}")
        else:
            call = self._call(literal, arguments, before)
            variable = self._new(name)
            self._line(f"{variable} = {call}")
            self._skip_if(f"{variable} is None")

    def _call(
        self,
        literal: Comparison | Binding | Aggregate,
        names: tuple[str, ...],
        before: tuple[str, ...] = (),
        tests: bool = False,
    ) -> str:
        names = tuple(dict.fromkeys(names))
        self.calls.append(Call(literal, names, tests))
        return f"e{len(self.calls) - 1}({', '.join((*before, *(self._known[name] for name in names)))})"

    def _rows(self, atom: Atom, places: tuple[int, ...], delta: bool = False) -> str:
        access = self._access(atom, places, delta)
        if not places:
            return access
        values = [self._term(atom.terms[place]) for place in places]
        return f"{access}({values[0] if len(values) == 1 else _tuple(values)}, ())"

    def _access(self, atom: Atom, places: tuple[int, ...] = (), delta: bool = False) -> str:
        self.accesses.append(Access(atom.relation, places, delta))
        return f"a{len(self.accesses) - 1}"

    def _bound_places(self, atom: Atom) -> tuple[int, ...]:
        return tuple(place for place, term in enumerate(atom.terms) if self._is_bound(term))

    def _is_bound(self, term: Term) -> bool:
        return isinstance(term, Constant) or term.name in self._known

    def _row(self, terms: tuple[Term, ...]) -> str:
        return _tuple([self._term(term) for term in terms])

    def _term(self, term: Term) -> str:
        if not isinstance(term, Constant):
            return self._known[term.name]
        self.constants.append(term.value)
        return f"c{len(self.constants) - 1}"

    def _new(self, name: str) -> str:
        return self._known.setdefault(name, f"v{len(self._known)}")

    def _skip_if(self, test: str) -> None:
        self._line(f"if {test}: {'continue' if self._depth > 1 else 'return'}")

    def _line(self, line: str) -> None:
        self._parts[-1].append(" " * self._depth + line)


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)},)" if items else "()"


def _targets(letter: str, count: int) -> str:
    return _tuple([f"{letter}{number}" for number in range(count)])

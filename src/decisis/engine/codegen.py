"""From a clause to the text of Python functions: one finds its consequences, one derives a given one.

The text is built from integers and fixed templates. Relations, constants and expressions reach the
function as arguments, in the order in which its `Routine` names them; so clauses of one shape have
one text, and nothing that an author wrote is ever executed. ``path(X, Y) :- edge(X, Z), path(Z, Y)``
with the tuples of the last round for the first atom becomes::

    def make(r, c, e):
     (r0, r1,) = r
     def part0(s, out, stamp, most):
      a0 = s.delta[r0]
      a1 = s.index(r1, (0,))
      add = out.setdefault
      for (v0, v1,) in a0:
       if len(out) > most: s.stop()
       for (_, v2,) in a1(v1, ()):
        add((v0, v2,), stamp)
     return part0

and its replay, which finds out why a row that it gave holds, from what held before::

    def make(r, c, e):
     (r0, r1,) = r
     (c0, c1,) = c
     def start(s):
      a0 = s.ordered(r0, (0,))
      a1 = s.leveled(r1)
      def part0(row, level):
       (v0, v1,) = row
       for (_, v2,) in a0(v0, ()):
        x = a1.get((v2, v1,))
        if x is None or x[1] >= level: continue
        return ((v0, v1, v2,), ((c0, (v0, v2,),), (c1, (v2, v1,),),),)
      return part0
     return start

What the row alone settles is not asked again: it was so when the row was found.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto

from decisis.dataclass import dataclass
from decisis.rules import plan
from decisis.rules.ir import Aggregate, Atom, Binding, Clause, Comparison, Constant, Literal, Negation, Term
from decisis.static import assert_never
from decisis.values import Value

MOST_LOOPS = 15  # in one function: Python nests 20 blocks


class Reach(Enum):
    """What of a relation a function asks the state for."""

    ROWS = auto()  # a container of all rows
    DELTA = auto()  # those that the last round found
    INDEX = auto()  # a look-up of rows by the values at some places
    ORDERED = auto()  # the same, the rows in an order that depends on their values alone
    LEVELS = auto()  # a dict from each row to its clause and level


ASKING = {
    Reach.ROWS: "s.contents.get(r{0}, ())",
    Reach.DELTA: "s.delta[r{0}]",
    Reach.INDEX: "s.index(r{0}, {1})",
    Reach.ORDERED: "s.ordered(r{0}, {1})",
    Reach.LEVELS: "s.leveled(r{0})",
}


@dataclass(frozen=True)
class Access:
    """How a function reaches a relation."""

    relation: str
    reach: Reach
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class Call:
    """A literal that is evaluated outside: its arguments, and whether its variable is bound already."""

    literal: Comparison | Binding | Aggregate
    arguments: tuple[str, ...]
    tests: bool


@dataclass(frozen=True)
class Routine:
    """The function of a clause: its text, and what it is made with.

    ``order`` is that of the literals. ``names`` are the variables of the clause, in the order in which they
    are bound; a replay returns their values, and the body's atoms, each a relation and a row.
    """

    order: tuple[int, ...]
    text: str
    accesses: tuple[Access, ...]
    constants: tuple[Value, ...]
    calls: tuple[Call, ...]
    names: tuple[str, ...]


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
    return _Finding(clause, delta).written(order)


def replay(clause: Clause, recurring: Collection[str]) -> Routine:
    """The function that finds values for the variables under which a clause gives a row of some level.

    Atoms of the recurring relations must be of a lower level; those of all others are. What the clause
    computes is computed again, and then compared with the row. A literal that speaks only of what the row
    settles held when the row was found, and is not asked again.
    """
    joined = {name for each in clause.body if isinstance(each, Atom) for name in plan.atom_variables(each)}
    bound = joined.intersection(plan.atom_variables(clause.head))
    return _Replaying(clause, bound, recurring).written(plan.order(clause, frozenset(bound)))


class _Writer:
    """Writes one function (or several, each called by the last, when loops would nest too deep).

    They stand in the last of ``frames``, each of which defines the next; ``opening`` is its first line. What
    is asked of the state is asked in the first.
    """

    frames: tuple[str, ...] = ()
    opening = ""

    def __init__(self, clause: Clause) -> None:
        self._clause = clause
        self._known: dict[str, str] = {}  # from a variable of the clause to one of the text
        self._whole: dict[str, str] = {}  # from the text of a row to the variable that is that row
        self._parts: list[list[str]] = [[]]
        self._more_parameters: list[tuple[str, ...]] = [()]
        self._depth = 1
        self.accesses: list[Access] = []
        self.constants: list[Value] = []
        self.calls: list[Call] = []

    def written(self, order: tuple[int, ...]) -> Routine:
        for position, index in enumerate(order):
            later = [self._clause.body[other] for other in order[position + 1 :]]
            self._literal(index, later)
        self._head()
        given = tuple(self.accesses), tuple(self.constants), tuple(self.calls)
        return Routine(order, self._text(), *given, tuple(self._known))

    def _text(self) -> str:
        lines = ["def make(r, c, e):"]
        lines += [
            f" {_targets(letter, len(given))} = {letter}"
            for letter, given in (("r", self.accesses), ("c", self.constants), ("e", self.calls))
            if given
        ]
        asked = [
            f"a{n} = {ASKING[each.reach].format(n, each.places)}" for n, each in enumerate(self.accesses)
        ]
        for depth, frame in enumerate(self.frames, start=1):
            lines.append(" " * depth + f"def {frame}:")
            lines += [" " * (depth + 1) + line for line in asked]
            asked = []
        indent = " " * len(self.frames)
        if self.opening:
            lines.append(f"{indent} {self.opening}")
        for number in range(len(self._parts) - 1, 0, -1):
            lines.append(f"{indent} def part{number}({', '.join(self._more_parameters[number])}):")
            lines += [f"{indent} {line}" for line in self._parts[number]]
        lines += [indent + line for line in self._parts[0]]
        for depth in range(len(self.frames), 0, -1):
            lines.append(" " * depth + f"return {self.frames[depth - 1].partition('(')[0]}")
        return "\n".join(lines) + "\n"

    def _head(self) -> None:
        raise NotImplementedError

    def _atom(self, index: int, atom: Atom, later: list[Literal]) -> None:
        raise NotImplementedError

    def _literal(self, index: int, later: list[Literal]) -> None:
        literal = self._clause.body[index]
        match literal:
            case Atom():
                self._atom(index, literal, later)
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

    def _targets(self, atom: Atom, looked_up: bool) -> tuple[str, list[str]]:
        """What a row of the atom is unpacked to, and the tests that it still has to pass."""
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
        return _tuple(targets), tests

    def _nest(self) -> None:
        """Makes room for a loop: one more in this function, or the first of another."""
        if self._depth > MOST_LOOPS:
            part, more = len(self._parts), tuple(self._known.values())
            self._call_part(f"part{part}({', '.join(more)})")
            self._parts.append([])
            self._more_parameters.append(more)
            self._depth = 1

    def _call_part(self, call: str) -> None:
        raise NotImplementedError

    def _open(self, loop: str) -> None:
        self._line(loop)
        self._depth += 1

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

    def _rows(self, atom: Atom, places: tuple[int, ...], reach: Reach = Reach.INDEX) -> str:
        """All rows of the atom that have the values bound at these places."""
        if not places and reach is Reach.INDEX:
            return self._access(atom)
        access = self._access(atom, reach, places)
        values = [self._term(atom.terms[place]) for place in places]
        return f"{access}({values[0] if len(values) == 1 else _tuple(values)}, ())"

    def _access(self, atom: Atom, reach: Reach = Reach.ROWS, places: tuple[int, ...] = ()) -> str:
        self.accesses.append(Access(atom.relation, reach, places))
        return f"a{len(self.accesses) - 1}"

    def _bound_places(self, atom: Atom) -> tuple[int, ...]:
        return tuple(place for place, term in enumerate(atom.terms) if self._is_bound(term))

    def _is_bound(self, term: Term) -> bool:
        return isinstance(term, Constant) or term.name in self._known

    def _row(self, terms: tuple[Term, ...]) -> str:
        text = _tuple([self._term(term) for term in terms])
        return self._whole.get(text, text)

    def _term(self, term: Term) -> str:
        if not isinstance(term, Constant):
            return self._known[term.name]
        return self._constant(term.value)

    def _constant(self, value: Value) -> str:
        self.constants.append(value)
        return f"c{len(self.constants) - 1}"

    def _new(self, name: str) -> str:
        return self._known.setdefault(name, f"v{len(self._known)}")

    def _skip_if(self, test: str) -> None:
        self._line(f"if {test}: {'continue' if self._depth > 1 else 'return'}")

    def _line(self, line: str) -> None:
        self._parts[-1].append(" " * self._depth + line)


class _Finding(_Writer):
    """Goes through every way to make the body hold, and adds the heads."""

    frames = ("part0(s, out, stamp, most)",)
    opening = "add = out.setdefault"

    def __init__(self, clause: Clause, delta: int | None) -> None:
        super().__init__(clause)
        self._delta = delta

    def _head(self) -> None:
        terms = self._clause.head.terms
        self._line(f"add({self._row(terms)}, stamp)")
        if all(isinstance(term, Constant) for term in terms):
            self._line("return")

    def _atom(self, index: int, atom: Atom, later: list[Literal]) -> None:
        bound, delta = self._bound_places(atom), index == self._delta
        if len(bound) == len(atom.terms):
            rows = self._access(atom, Reach.DELTA if delta else Reach.ROWS)
            self._skip_if(f"{self._row(atom.terms)} not in {rows}")
            return
        rows = self._access(atom, Reach.DELTA) if delta else self._rows(atom, bound)
        if not (delta and bound) and self._only_has_to_exist(atom, later):
            self._skip_if(f"not {rows}")
            return
        self._nest()
        if self._depth > 1:
            self._line("if len(out) > most: s.stop()")
        targets, tests = self._targets(atom, looked_up=not delta)
        if targets == self._row(atom.terms) and self._asks_for_row(atom.terms, later):
            self._whole[targets] = f"w{index}"
            self._open(f"for w{index} in {rows}:")
            self._line(f"{targets} = w{index}")
        else:
            self._open(f"for {targets} in {rows}:")
        for test in tests:
            self._skip_if(test)

    def _asks_for_row(self, terms: tuple[Term, ...], later: list[Literal]) -> bool:
        """Whether the head, or a literal that is still to come, is about the same row of another relation."""
        atoms = [each.atom if isinstance(each, Negation) else each for each in later]
        return any(terms == each.terms for each in (self._clause.head, *atoms) if isinstance(each, Atom))

    def _only_has_to_exist(self, atom: Atom, later: list[Literal]) -> bool:
        """Whether no other literal, nor another place of the atom, asks for what the atom would bind."""
        fresh = [name for name in plan.atom_variables(atom) if name not in self._known]
        asked = {*plan.atom_variables(self._clause.head)}
        for literal in later:
            asked.update(plan.variables(literal))
        return len(set(fresh)) == len(fresh) and asked.isdisjoint(fresh)

    def _call_part(self, call: str) -> None:
        self._line(call)


class _Replaying(_Writer):
    """Stops at the first way to make the body hold of what held before the row."""

    frames = ("start(s)", "part0(row, level)")

    def __init__(self, clause: Clause, bound: Collection[str], recurring: Collection[str]) -> None:
        super().__init__(clause)
        self._recurring = recurring
        self._computed: dict[str, str] = {}  # what the row says of a variable that no atom binds
        targets = [self._target(place, term, bound) for place, term in enumerate(clause.head.terms)]
        if set(targets) - {"_"}:
            self.opening = f"{_tuple(targets)} = row"
        self._whole[_tuple(targets)] = "row"
        self._settled = set(bound)  # variables that have one value for the row, whatever else holds

    def _literal(self, index: int, later: list[Literal]) -> None:
        literal = self._clause.body[index]
        if isinstance(literal, Atom):
            settled = self._settled.issuperset(plan.atom_variables(literal))
        else:
            settled = self._settled.issuperset(plan.needs(literal, self._clause))
        if not settled:
            super()._literal(index, later)
        elif not plan.binds(literal) <= self._settled:
            super()._literal(index, later)
            self._settled |= plan.binds(literal)

    def _target(self, place: int, term: Term, bound: Collection[str]) -> str:
        if isinstance(term, Constant) or term.name in self._known or term.name in self._computed:
            return "_"
        if term.name in bound:
            return self._new(term.name)
        return self._computed.setdefault(term.name, f"h{place}")

    def _head(self) -> None:
        values = _tuple(list(self._known.values()))
        atoms = [each for each in self._clause.body if isinstance(each, Atom)]
        premises = [_tuple([self._constant(each.relation), self._row(each.terms)]) for each in atoms]
        self._line(f"return {_tuple([self._whole.get(values, values), _tuple(premises)])}")

    def _atom(self, index: int, atom: Atom, later: list[Literal]) -> None:
        bound, recurs = self._bound_places(atom), atom.relation in self._recurring
        if len(bound) == len(atom.terms):
            if recurs:
                self._line(f"x = {self._access(atom, Reach.LEVELS)}.get({self._row(atom.terms)})")
                self._skip_if("x is None or x[1] >= level")
            else:
                self._skip_if(f"{self._row(atom.terms)} not in {self._access(atom)}")
            return
        self._nest()
        rows = self._rows(atom, bound, Reach.ORDERED)
        targets, tests = self._targets(atom, looked_up=True)
        if recurs:
            self._open(f"for x in {rows}:")
            self._skip_if(f"{self._access(atom, Reach.LEVELS)}[x][1] >= level")
            self._line(f"{targets} = x")
        else:
            self._open(f"for {targets} in {rows}:")
        for test in tests:
            self._skip_if(test)

    def _name(
        self, literal: Binding | Aggregate, name: str, arguments: tuple[str, ...], before: tuple[str, ...]
    ) -> None:
        super()._name(literal, name, arguments, before)
        if name in self._computed:
            self._skip_if(f"{self._known[name]} != {self._computed.pop(name)}")

    def _call_part(self, call: str) -> None:
        self._line(f"x = {call}")
        self._line("if x is not None: return x")


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)},)" if items else "()"


def _targets(letter: str, count: int) -> str:
    return _tuple([f"{letter}{number}" for number in range(count)])

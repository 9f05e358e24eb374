"""How the text of a function is written, literal by literal; `codegen` says what the functions are for."""

from __future__ import annotations

from abc import ABC, abstractmethod
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


class Writer(ABC):
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

    @abstractmethod
    def _head(self) -> None: ...

    @abstractmethod
    def _atom(self, index: int, atom: Atom, later: list[Literal]) -> None: ...

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
        return row_text(targets), tests

    def _nest(self) -> None:
        """Makes room for a loop: one more in this function, or the first of another."""
        if self._depth > MOST_LOOPS:
            part, more = len(self._parts), tuple(self._known.values())
            self._call_part(f"part{part}({', '.join(more)})")
            self._parts.append([])
            self._more_parameters.append(more)
            self._depth = 1

    @abstractmethod
    def _call_part(self, call: str) -> None: ...

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
        return f"{access}({values[0] if len(values) == 1 else row_text(values)}, ())"

    def _access(self, atom: Atom, reach: Reach = Reach.ROWS, places: tuple[int, ...] = ()) -> str:
        self.accesses.append(Access(atom.relation, reach, places))
        return f"a{len(self.accesses) - 1}"

    def _bound_places(self, atom: Atom) -> tuple[int, ...]:
        return tuple(place for place, term in enumerate(atom.terms) if self._is_bound(term))

    def _is_bound(self, term: Term) -> bool:
        return isinstance(term, Constant) or term.name in self._known

    def _row(self, terms: tuple[Term, ...]) -> str:
        text = row_text([self._term(term) for term in terms])
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


def row_text(items: list[str]) -> str:
    return f"({', '.join(items)},)" if items else "()"


def _targets(letter: str, count: int) -> str:
    return row_text([f"{letter}{number}" for number in range(count)])

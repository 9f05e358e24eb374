"""At which values the law's comparisons come out otherwise, for every place that values can stand in.

Values flow from a fact through the clauses to the comparisons that they end in. A threshold is what a
value is compared with there; where the law computes with the value first (a sum, a day counted from
another), it is the value moved by as much as the comparison lacks. A guess in the second case is none of
a verdict: whoever uses a threshold runs the program with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from decisis.proof.amounts import apart, further
from decisis.proof.argument import Argument, Bindings
from decisis.proof.wording import literal_of
from decisis.questions.amounts import ends, ends_within
from decisis.questions.clock import Clock
from decisis.questions.solving import solutions
from decisis.rules import ir
from decisis.rules.arithmetic import evaluate
from decisis.rules.plan import expression_variables, order
from decisis.rules.rounding import ROUNDINGS
from decisis.values import QUANTITIES, Bounds, Value, nothing_of, sort_key

Place = tuple[str, int]  # a lowered relation, and the position of an argument
MOST_INSTANCES = 24  # of a clause, that are looked at for values to compare with
MOST_TRIED = 500  # ways that the rest of a clause names things, to find some for which an atom names none
MOST_THRESHOLDS = 48  # of one place


@dataclass
class Thresholds:
    """The thresholds of one program over one model."""

    argument: Argument
    wanted: Mapping[Place, Value] = field(default_factory=dict)  # what a conclusion is to have, and where
    today: date = date.max  # a day to begin with, where nothing is known of several that are compared
    clock: Clock = field(default_factory=Clock)  # once it is over, making this raises `OutOfTime`
    guessed: set[str] = field(default_factory=set)  # relations of which a value was taken to begin with
    _found: dict[Place, dict[Value, None]] = field(default_factory=dict)
    _pending: list[tuple[Place, Value]] = field(default_factory=list)
    _instances: dict[int, list[Bindings]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        clauses = [c for c in self.argument.program.clauses if not c.origin.possible]
        self._heads: dict[str, list[ir.Clause]] = {}
        for clause in clauses:
            self._heads.setdefault(clause.head.relation, []).append(clause)
        for clause in clauses:
            self.clock.demand_time()
            self._compared(clause)
        for place, value in self.wanted.items():
            self._passed_down(place, value)
        while self._pending:
            self.clock.demand_time()
            place, value = self._pending.pop()
            self._passed_down(place, value)

    def of(self, place: Place) -> tuple[Value, ...]:
        """In ascending order."""
        return tuple(sorted(self._found.get(place, ()), key=sort_key))

    # --- where comparisons are ------------------------------------------------------------------------

    def _compared(self, clause: ir.Clause) -> None:
        for literal in clause.body:
            if isinstance(literal, ir.Comparison):
                for here, there in ((literal.left, literal.right), (literal.right, literal.left)):
                    self._side(clause, here, there)

    def _side(self, clause: ir.Clause, here: ir.Expression, there: ir.Expression) -> None:
        """Thresholds for the variables of one side, from the values of the other."""
        if isinstance(there, ir.Constant):
            self._aimed(clause, here, there.value, {})
            return
        for binding in self._ways_to(clause, here, there):
            known: Bindings | None = binding
            if all(_value(side, binding, self.argument) is None for side in (here, there)):
                known = self._begun(clause, there, binding)
            value = None if known is None else _value(there, known, self.argument)
            if known is None or value is None:
                continue
            exact = not isinstance(_value(here, known, self.argument), Bounds)
            for end in ends_within(value) if isinstance(value, Bounds) and exact else (value,):
                self._aimed(clause, here, end, known)

    def _aimed(self, clause: ir.Clause, at: ir.Expression, value: Value, binding: Bindings) -> None:
        """The expression is to come to the value: what its variables would have to be."""
        if isinstance(value, str | Bounds) or isinstance(at, ir.Constant):
            return
        if isinstance(at, ir.Variable):
            self._variable(clause, at.name, value, binding)
            return
        for known in [binding] if binding else self._ways_to(clause, at):
            now = _value(at, known, self.argument)
            for name in dict.fromkeys(expression_variables(at)):
                if now is None:
                    self._unknown(clause, at, name, value, known)
                    continue
                for aim in self._corrected(at, name, value, known):
                    self._variable(clause, name, aim, known)

    def _ways_to(self, clause: ir.Clause, *sides: ir.Expression) -> list[Bindings]:
        """The ways that a clause names things; with nothing named, if none names anything that these
        expressions are made of."""
        ways = self._ways(clause)
        names = {name for side in sides for name in self._made_of(clause, side)}
        known = any(name in binding for binding in ways for name in names)
        return ways if known or {} in ways else [*ways, {}]

    def _made_of(self, clause: ir.Clause, at: ir.Expression) -> Iterator[str]:
        """The variables of an expression, and those that they are worked out from."""
        for name in expression_variables(at):
            yield name
            for literal in clause.body:
                if isinstance(literal, ir.Binding) and literal.variable.name == name:
                    yield from self._made_of(clause, literal.expression)

    def _corrected(self, at: ir.Expression, name: str, value: Value, known: Bindings) -> tuple[Value, ...]:
        """What a known variable would have to be, for the expression to come to the value: more or less by
        what is lacking, from either end of what is imprecise. Many values are rounded to one: the edges."""
        now = _value(at, known, self.argument)
        lacking = [gap for end in ends(now) for gap in (apart(end, value), apart(value, end))]
        tried = [further(was, gap) for was in ends(known[name]) for gap in lacking if gap is not None]
        aims = [aim for aim in tried if aim is not None]
        exact = [a for a in aims if _value(at, {**known, name: a}, self.argument) == value]
        if exact and not _rounds(at):
            return (exact[0],)
        solved = tuple(solutions(at, name, value, known, self.argument.program.calendar))
        return solved if _rounds(at) else (*solved, *aims)[:1]

    def _unknown(self, clause: ir.Clause, at: ir.Apply, name: str, value: Value, known: Bindings) -> None:
        """Nobody knows the variable: what would it have to be? Others like that begin with a value."""
        if name in known:
            return
        for other in dict.fromkeys(expression_variables(at)):
            if other != name and other not in known:
                begun = self._begun(clause, ir.Variable(other), known)
                if begun is None:
                    return
                known = begun
        for aim in solutions(at, name, value, known, self.argument.program.calendar):
            self._variable(clause, name, aim, known)

    def _begun(self, clause: ir.Clause, at: ir.Expression, known: Bindings) -> Bindings | None:
        """With a value to begin with for each variable that nobody knows: what is worked out from such, no
        amount, or today. None where nothing gives a variable a value, and in what is no provision's."""
        if not clause.origin.provision:
            return None
        for name in dict.fromkeys(expression_variables(at)):
            if name in known:
                continue
            worked_out = (b for b in clause.body if isinstance(b, ir.Binding) and b.variable.name == name)
            computed = next(worked_out, None)
            if computed is not None:
                begun = self._begun(clause, computed.expression, known)
                value = None if begun is None else _value(computed.expression, begun, self.argument)
                if begun is None or value is None:
                    return None
                known = {**begun, name: value}
                continue
            begin = self._beginning(clause, name)
            if begin is None:
                return None
            known = {**known, name: begin}
            self._variable(clause, name, begin, known)
        return known

    def _beginning(self, clause: ir.Clause, name: str) -> Value | None:
        """What a variable that an atom gives begins with."""
        for atom in clause.body:
            if not isinstance(atom, ir.Atom):
                continue
            base, _ = literal_of(atom.relation)
            info = self.argument.program.relations.get(base)
            for sort, term in zip(info.sorts if info else (), atom.terms, strict=False):
                if isinstance(term, ir.Variable) and term.name == name and sort in QUANTITIES:
                    self.guessed.add(base)
                    return self.today if sort == "Date" else nothing_of(sort)
        return None

    def _variable(self, clause: ir.Clause, name: str, value: Value, binding: Bindings) -> None:
        """A variable of a clause is to have a value: so are the places that bind it."""
        for literal in clause.body:
            match literal:
                case ir.Atom(relation, terms):
                    for i, term in enumerate(terms):
                        if isinstance(term, ir.Variable) and term.name == name:
                            self._add((relation, i), value)
                case ir.Binding(variable, expression) if variable.name == name:
                    self._aimed(clause, expression, value, binding)
                case ir.Aggregate(result, value=member, over=over) if result.name == name and member:
                    self._members(clause, literal, member.name, over, value, binding)
                case _:
                    pass

    def _members(
        self,
        clause: ir.Clause,
        literal: ir.Aggregate,
        member: str,
        over: ir.Atom,
        value: Value,
        binding: Bindings,
    ) -> None:
        """A total is to have a value: each member would have to change by what is lacking."""
        places = [i for i, t in enumerate(over.terms) if isinstance(t, ir.Variable) and t.name == member]
        for known in [binding] if literal.result.name in binding else self._ways(clause):
            total = known.get(literal.result.name)
            outer = {n: v for n, v in known.items() if n not in (member, literal.result.name)}
            for row in islice(self.argument.rows(over, outer), MOST_INSTANCES):
                for i in places:
                    for whole, part in zip(ends(total), ends(row[i]), strict=False):
                        gap = apart(whole, value)
                        aim = further(part, gap) if gap is not None else None
                        if aim is not None:
                            self._add((over.relation, i), aim)

    # --- through the clauses ----------------------------------------------------------------------------

    def _add(self, place: Place, value: Value) -> None:
        known = self._found.setdefault(place, {})
        if value not in known and len(known) < MOST_THRESHOLDS:
            known[value] = None
            self._pending.append((place, value))

    def _passed_down(self, place: Place, value: Value) -> None:
        relation, position = place
        for clause in self._heads.get(relation, ()):
            term = clause.head.terms[position]
            if isinstance(term, ir.Variable):
                self._variable(clause, term.name, value, {})

    def _ways(self, clause: ir.Clause) -> list[Bindings]:
        """What the atoms of a clause name, as far as they do; its tests are not asked."""
        if id(clause) not in self._instances:
            self._instances[id(clause)] = list(self._joined(clause))
        return self._instances[id(clause)]

    def _joined(self, clause: ir.Clause) -> Iterator[Bindings]:
        literals = [
            clause.body[i]
            for i in order(clause)
            if isinstance(clause.body[i], ir.Atom | ir.Binding | ir.Aggregate)
        ]
        yield from islice(self._extended(literals, 0, {}), MOST_INSTANCES)
        for at, literal in enumerate(literals):
            if isinstance(literal, ir.Atom) and at + 1 < len(literals):
                yield from islice(self._without(literals, at, literal), MOST_INSTANCES)

    def _without(self, literals: list[ir.Literal], at: int, lacking: ir.Atom) -> Iterator[Bindings]:
        """For what an atom names nothing: it may name something for others."""
        if any(True for _ in self._named(lacking, {})):
            others = self._extended([*literals[:at], *literals[at + 1 :]], 0, {})
            for binding in islice(others, MOST_TRIED):
                if not self.argument.rows(lacking, binding):
                    yield binding

    def _extended(self, literals: list[ir.Literal], at: int, binding: Bindings) -> Iterator[Bindings]:
        if at == len(literals):
            yield binding
            return
        found = False
        for more in self._named(literals[at], binding):
            found = True
            yield from self._extended(literals, at + 1, more)
        if not found:
            yield from self._extended(literals, at + 1, binding)

    def _named(self, literal: ir.Literal, binding: Bindings) -> Iterable[Bindings]:
        try:
            return list(islice(self.argument.ways(literal, binding), MOST_INSTANCES))
        except KeyError:  # a variable that nothing has named
            return ()


def _rounds(expression: ir.Expression) -> bool:
    """Whether it comes to one value for many."""
    if not isinstance(expression, ir.Apply):
        return False
    return expression.function in ROUNDINGS or any(map(_rounds, expression.operands))


def _value(expression: ir.Expression, binding: Mapping[str, Value], argument: Argument) -> Value | None:
    if any(name not in binding for name in expression_variables(expression)):
        return None
    return evaluate(expression, binding, argument.program.calendar)

"""What speaks for and against a ground atom, read off a model: rule instances and failed attempts.

Nothing here depends on how the model was made, so every engine's answers can be explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice

from decisis.dataclass import dataclass, field, hashed_once, replace
from decisis.engine.model import Model
from decisis.rules import ir, naming
from decisis.rules.aggregates import total
from decisis.rules.arithmetic import compare_expressions, evaluate
from decisis.rules.plan import order, variables
from decisis.static import TypeGuard
from decisis.values import Truth, Value, compare, sort_key

MOST_WAYS = 1000  # of the elements of one clause that are gone through for what they compute
Row = tuple[Value, ...]
Bindings = dict[str, Value]


@hashed_once
@dataclass(frozen=True)
class Ground:
    """An atom without variables."""

    relation: str
    values: Row

    @property
    def key(self) -> tuple[object, ...]:
        return (self.relation, tuple(sort_key(v) for v in self.values))


@hashed_once
@dataclass(frozen=True)
class Pattern:
    """Any atom of a relation with these values, whatever stands where they are None."""

    relation: str
    values: tuple[Value | None, ...]


Absent = Ground | Pattern  # what there is none of


@dataclass(frozen=True)
class Instance:
    """A clause whose whole body holds under a binding."""

    clause: ir.Clause
    binding: Mapping[str, Value] = field(hash=False)


Premises = tuple[tuple[Ground, bool], ...]


@dataclass(frozen=True)
class Failure:
    """A clause that could have given an atom, as far as its body holds, and the literals that do not.

    Atoms are tried before tests, so an attempt that lacks an atom is not blamed on a test.
    """

    clause: ir.Clause
    binding: Mapping[str, Value] = field(hash=False)
    failing: tuple[int, ...]  # indices in the body: one atom, or every test that fails

    @property
    def literal(self) -> int:
        return self.failing[0]


@dataclass(frozen=True)
class Argument:
    """A program and a model of it, ready to be asked why."""

    program: ir.Program
    model: Model
    _indexes: dict[tuple[str, tuple[int, ...]], dict[Row, list[Row]]] = field(
        default_factory=dict, repr=False
    )
    _in_order: set[tuple[str, tuple[int, ...], Row]] = field(default_factory=set, repr=False)
    _instances: dict[Ground, tuple[Instance, ...]] = field(default_factory=dict, repr=False)
    _failures: dict[Absent, tuple[Failure, ...]] = field(default_factory=dict, repr=False)
    _resisted: dict[str, tuple[ir.Clause, ...]] = field(default_factory=dict, repr=False)

    _patient_orders: dict[tuple[int, frozenset[str]], tuple[int, ...]] = field(
        default_factory=dict, repr=False
    )

    _orders: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False)

    premises: dict[int, tuple[Instance, Premises]] = field(
        default_factory=dict, repr=False
    )  # as asked so far

    @cached_property
    def _although(self) -> Mapping[str, list[ir.Clause]]:
        found: dict[str, list[ir.Clause]] = {}
        for clause in self.program.clauses:
            if clause.origin.role == "although":
                found.setdefault(clause.origin.provision, []).append(clause)
        return found

    def although(self, instance: Instance) -> Iterator[Instance]:
        """What an applying provision applies despite, as far as it is so."""
        for clause in self._although.get(instance.clause.origin.provision, ()):
            if all(isinstance(t, ir.Variable) and t.name in instance.binding for t in clause.head.terms):
                yield from self.instances(ground(clause.head, instance.binding))

    @cached_property
    def kept_out(self) -> frozenset[str]:
        """The relations whose absence may rest on what is there: on what stands in the way of an attempt to
        derive a tuple, or what that lacks. Any other absence is so for want of facts alone.
        """
        there = (name for name, rows in self.model.relations.items() if rows)
        pending = [head for name in there for head in self.program.kept_out_by.get(name, ())]
        found: set[str] = set()
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending += self.program.needed_by.get(name, ())
        return frozenset(found)

    def resisted(self, relation: str) -> tuple[ir.Clause, ...]:
        """The clauses for a relation whose failure may rest on what is there."""
        if relation not in self._resisted:
            self._resisted[relation] = tuple(filter(self._is_resisted, self.clauses(relation)))
        return self._resisted[relation]

    def _is_resisted(self, clause: ir.Clause) -> bool:
        return not self.kept_out.isdisjoint(clause.needed) or any(map(self.model.tuples, clause.absent))

    def holds(self, atom: Ground) -> bool:
        return self.model.holds(atom.relation, atom.values)

    def derived(self, relation: str) -> bool:
        """Whether clauses give the relation (rather than the record, or a table)."""
        return relation in self.program.clauses_for

    def clauses(self, relation: str) -> tuple[ir.Clause, ...]:
        return self.program.clauses_for.get(relation, ())

    def instances(self, atom: Ground) -> tuple[Instance, ...]:
        """Every way in which a clause gives the atom, in the order of the program."""
        if atom not in self._instances:
            self._instances[atom] = tuple(
                Instance(clause, binding)
                for clause in self.clauses(atom.relation)
                for start in (match(clause.head, atom.values),)
                if start is not None
                for binding in self._extend(clause, self._order(clause), 0, start)
            )
        return self._instances[atom]

    def failures(self, atom: Absent) -> tuple[Failure, ...]:
        """For an absent atom: each attempt to derive it, as far as it gets."""
        if atom not in self._failures:
            asked = asked_for(atom)
            attempts = (self.attempts_from(clause, asked, {}) for clause in self.clauses(atom.relation))
            self._failures[atom] = tuple(failure for found in attempts for failure in found)
        return self._failures[atom]

    def gone_through(self, absent: Pattern) -> tuple[Absent, ...]:
        """What attempts to derive any atom that agrees with the pattern go through, having found some of it.

        There is nothing else of it: something else might have succeeded. Attempts that are `resisted` alone.
        """
        found: dict[Absent, None] = {}
        for clause in self.resisted(absent.relation):
            start = _asked_of(clause, asked_for(absent), {})
            if start is not None:
                self._go_through(clause, self._patient(clause, start), start, found)
        return tuple(found)

    def _go_through(
        self, clause: ir.Clause, plan: tuple[int, ...], binding: Bindings, found: dict[Absent, None]
    ) -> None:
        literal = clause.body[plan[0]] if plan else None
        if not isinstance(literal, ir.Atom):
            return
        for more in self.ways(literal, binding):
            if self.derived(literal.relation) and len(more) > len(binding):
                found[pattern(literal, binding)] = None
            self._go_through(clause, plan[1:], more, found)

    def attempts_from(
        self, clause: ir.Clause, literal: ir.Atom, binding: Mapping[str, Value]
    ) -> tuple[Failure, ...]:
        """Failed attempts of one clause to give what a partly bound literal asks for."""
        start = _asked_of(clause, literal, binding)
        if start is None:
            return ()
        found: list[Failure] = []
        self._attempt(clause, self._patient(clause, start), 0, start, found)
        return tuple(found)

    def attempts_as_written(
        self, clause: ir.Clause, literal: ir.Atom, binding: Mapping[str, Value]
    ) -> tuple[Failure, ...]:
        """The same, with the atoms in the order in which they are written."""
        start = _asked_of(clause, literal, binding)
        if start is None:
            return ()
        tests = [i for i in self._patient(clause, start) if not isinstance(clause.body[i], ir.Atom)]
        atoms = [i for i, b in enumerate(clause.body) if isinstance(b, ir.Atom)]
        found: list[Failure] = []
        self._attempt(clause, (*atoms, *tests), 0, start, found)
        return tuple(found)

    def _order(self, clause: ir.Clause) -> tuple[int, ...]:
        """A safe order for the body of a clause whose head is known."""
        if id(clause) not in self._orders:
            bound = frozenset(t.name for t in clause.head.terms if isinstance(t, ir.Variable))
            self._orders[id(clause)] = order(clause, bound)
        return self._orders[id(clause)]

    # --- joining -----------------------------------------------------------------------------------

    def solutions(self, clause: ir.Clause) -> Iterator[Bindings]:
        """Every binding under which the whole body of a clause holds; it need not be of the program."""
        return self._extend(clause, order(clause), 0, {})

    def extensions(self, clause: ir.Clause, binding: Mapping[str, Value]) -> Iterator[Bindings]:
        """Every extension of a binding under which the whole body of a clause holds."""
        start = dict(binding)
        return self._extend(clause, order(clause, frozenset(start)), 0, start)

    def worked_out(self) -> Iterator[Value]:
        """The values that elements of provisions compute on the way, whatever is then asked of them.

        Of a clause with very many ways the first ones.
        """
        for clause in self.program.clauses:
            named = [b.variable.name for b in clause.body if _computes(b)]
            if not named or clause.origin.role != "applies" or not clause.origin.possible:
                continue
            body = tuple(b for b in clause.body if not isinstance(b, ir.Comparison | ir.Negation))
            if not any(isinstance(b, ir.Atom) and b.relation.startswith(naming.DAYS) for b in body):
                for binding in islice(self.solutions(ir.Clause(clause.head, body)), MOST_WAYS):
                    yield from (binding[name] for name in named)

    def _extend(
        self, clause: ir.Clause, plan: tuple[int, ...], step: int, binding: Bindings
    ) -> Iterator[Bindings]:
        if step == len(plan):
            yield binding
            return
        for more in self.ways(clause.body[plan[step]], binding):
            yield from self._extend(clause, plan, step + 1, more)

    def _attempt(
        self, clause: ir.Clause, plan: tuple[int, ...], step: int, binding: Bindings, found: list[Failure]
    ) -> None:
        if step == len(plan):
            return
        extended = False
        for more in self.ways(clause.body[plan[step]], binding):
            extended = True
            self._attempt(clause, plan, step + 1, more, found)
        if not extended:
            found.append(Failure(clause, binding, self._failing(clause, plan[step:], binding)))

    def _failing(self, clause: ir.Clause, rest: tuple[int, ...], binding: Bindings) -> tuple[int, ...]:
        """The literal that failed and, if it is a test, every later test that fails too."""
        first, *others = rest
        if isinstance(clause.body[first], ir.Atom):
            return (first,)
        return (first, *(i for i in others if self._fails(clause.body[i], binding)))

    def _fails(self, literal: ir.Literal, binding: Bindings) -> bool:
        bound = isinstance(literal, ir.Negation | ir.Comparison) and all(
            n in binding for n in variables(literal)
        )
        return bound and not any(True for _ in self.ways(literal, binding))

    def may_be(self, literal: ir.Comparison, binding: Mapping[str, Value]) -> bool:
        """Whether a comparison that does not certainly hold may do so."""
        return compare_expressions(replace(literal, certain=False), binding, self.program.calendar)

    def _patient(self, clause: ir.Clause, binding: Mapping[str, Value]) -> tuple[int, ...]:
        """An order for attempts: atoms before tests, each in a safe order.

        First the court and the day, which are known; last what rests on the atoms before it: that a
        `for every` has a case, what is for the court.
        """
        key = (id(clause), frozenset(binding))
        if key not in self._patient_orders:
            safe = order(clause, key[1])
            atoms = [i for i in safe if isinstance(clause.body[i], ir.Atom)]
            asked = any(_asks_for(b, naming.ASKED_IN) for b in clause.body)
            atoms.sort(key=lambda i: _turn(clause.body[i], asked))
            self._patient_orders[key] = (*atoms, *(i for i in safe if i not in atoms))
        return self._patient_orders[key]

    def ways(self, literal: ir.Literal, binding: Bindings) -> Iterator[Bindings]:
        """Every extension of the binding under which a literal holds."""
        match literal:
            case ir.Atom():
                for row in self.rows(literal, binding):
                    more = match_terms(literal.terms, row, binding)
                    if more is not None:
                        yield more
            case ir.Negation(atom):
                if not self.holds(ground(atom, binding)):
                    yield binding
            case ir.Comparison():
                if compare_expressions(literal, binding, self.program.calendar):
                    yield binding
            case ir.Binding(variable, expression):
                value = evaluate(expression, binding, self.program.calendar)
                yield from _named(variable.name, value, binding)
            case ir.Aggregate(result=result):
                yield from _named(result.name, self.total_of(literal, binding), binding)

    def total_of(self, literal: ir.Aggregate, binding: Mapping[str, Value]) -> Value | None:
        """What an aggregate comes to, whatever its result is asked to be; None if to nothing."""
        inner = {
            n: v for n, v in binding.items() if n != literal.result.name and n not in self._local(literal)
        }
        perhaps = self._members(literal, literal.possibly, inner) if literal.possibly else ()
        return total(literal, inner, self._members(literal, literal.over, inner), perhaps)

    def _local(self, literal: ir.Aggregate) -> tuple[str, ...]:
        return (literal.value.name,) if literal.value else ()

    def _members(self, literal: ir.Aggregate, over: ir.Atom, binding: Bindings) -> list[Value]:
        """The value of each tuple that is aggregated; anything, to count."""
        matches = (match_terms(over.terms, row, binding) for row in self.rows(over, binding))
        name = literal.value.name if literal.value else ""
        return [m.get(name, 0) for m in matches if m is not None]

    def rows(self, atom: ir.Atom, binding: Mapping[str, Value]) -> list[Row]:
        """The tuples of a relation that agree with what is bound, in a fixed order."""
        fixed = tuple(i for i, t in enumerate(atom.terms) if isinstance(t, ir.Constant) or t.name in binding)
        index = self._indexes.get((atom.relation, fixed))
        if index is None:
            index = self._indexes[atom.relation, fixed] = {}
            for row in self.model.tuples(atom.relation):
                index.setdefault(tuple([row[i] for i in fixed]), []).append(row)
        key = tuple([term_value(atom.terms[i], binding) for i in fixed])
        found = index.get(key, [])
        if len(found) > 1 and (atom.relation, fixed, key) not in self._in_order:
            self._in_order.add((atom.relation, fixed, key))
            found.sort(key=lambda row: [sort_key(value) for value in row])
        return found


def _computes(literal: ir.Literal) -> TypeGuard[ir.Binding]:
    return isinstance(literal, ir.Binding) and isinstance(literal.expression, ir.Apply)


def is_found_case(literal: ir.Literal) -> TypeGuard[ir.Atom]:
    """Whether it asks for a case of the `for every` that the next literal is about."""
    return isinstance(literal, ir.Atom) and literal.relation.startswith(naming.FOUND_CASE)


def is_granted(literal: ir.Literal) -> bool:
    """Whether it asks that the next literal, an element for the court, be granted."""
    return isinstance(literal, ir.Atom) and literal.relation == naming.GRANTED


def granted(clause: ir.Clause) -> frozenset[int]:
    """The places of what is asked of the elements that are granted: that nothing denies them, nor says
    another value, which is no element of its own."""
    found: set[int] = set()
    for place, literal in enumerate(clause.body[1:], 1):
        more = isinstance(literal, ir.Negation) and clause.origin.elements[place] is None
        if is_granted(clause.body[place - 1]) or (more and place - 1 in found):
            found.add(place)
    return frozenset(found)


def _asks_for(literal: ir.Literal, *relations: str) -> bool:
    return isinstance(literal, ir.Atom) and literal.relation in relations


def _turn(literal: ir.Literal, asked: bool) -> int:
    """The place of an atom among those of an attempt; ``asked``: one of them names the court that asks."""
    if is_found_case(literal) or is_granted(literal):
        return 3
    if _asks_for(literal, naming.ASKED_IN, naming.ASKED_ON):
        return 0
    return 1 if asked and _asks_for(literal, naming.ANSWERS_TO) else 2


def term_value(term: ir.Term, binding: Mapping[str, Value]) -> Value:
    return term.value if isinstance(term, ir.Constant) else binding[term.name]


def ground(atom: ir.Atom, binding: Mapping[str, Value]) -> Ground:
    return Ground(atom.relation, tuple(term_value(t, binding) for t in atom.terms))


def pattern(atom: ir.Atom, binding: Mapping[str, Value]) -> Absent:
    """An atom, or if it has variables that are not bound, any that it may be."""
    values = tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in atom.terms)
    named = tuple(v for v in values if v is not None)
    return Ground(atom.relation, named) if len(named) == len(values) else Pattern(atom.relation, values)


def asked_for(absent: Absent) -> ir.Atom:
    terms = (ir.Variable(f"?{i}") if v is None else ir.Constant(v) for i, v in enumerate(absent.values))
    return ir.Atom(absent.relation, tuple(terms))


def _asked_of(clause: ir.Clause, literal: ir.Atom, binding: Mapping[str, Value]) -> Bindings | None:
    """The binding of a clause under which it gives what a partly bound literal asks for."""
    start: Bindings = {}
    for term, asked in zip(clause.head.terms, literal.terms, strict=True):
        if isinstance(asked, ir.Variable) and asked.name not in binding:
            continue
        value = term_value(asked, binding)
        if isinstance(term, ir.Constant):
            if term.value != value:
                return None
        elif start.setdefault(term.name, value) != value:
            return None
    return start


def match(head: ir.Atom, values: Row) -> Bindings | None:
    """The binding that makes a head the given tuple."""
    return match_terms(head.terms, values, {})


def match_terms(terms: tuple[ir.Term, ...], row: Row, binding: Mapping[str, Value]) -> Bindings | None:
    if len(terms) != len(row):
        return None
    found = dict(binding)
    for term, value in zip(terms, row, strict=True):
        if isinstance(term, ir.Constant):
            if term.value != value:
                return None
        elif found.setdefault(term.name, value) != value:
            return None
    return found


def _named(name: str, value: Value | None, binding: Bindings) -> Iterator[Bindings]:
    if value is None:
        return
    if name not in binding:
        yield {**binding, name: value}
    elif compare(binding[name], "=", value) is Truth.TRUE:
        yield binding

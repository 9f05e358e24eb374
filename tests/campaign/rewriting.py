"""What metamorphic relations change a program with: its values, its names, one literal, one atom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from decisis.calendar import Calendar
from decisis.rules.ir import (
    Aggregate,
    Apply,
    Atom,
    Binding,
    Clause,
    Comparison,
    Constant,
    Expression,
    Facts,
    Literal,
    Negation,
    Program,
    Term,
    Variable,
)
from decisis.values import Bounds, Exact, Value
from tests.engine.domains import RULE
from tests.engine.generated import Case

Contents = Mapping[str, frozenset[tuple[Value, ...]]]
OfValue = Callable[[Value], Value]
OfAtom = Callable[[Atom], Atom]
OfName = Callable[[str], str]


# --- values ----------------------------------------------------------------------------------------


def valued(case: Case, change: OfValue, calendar: Calendar | None = None) -> Case:
    """The case with every value replaced; the names of counting rules stay."""
    clauses = tuple(_valued_clause(clause, change) for clause in case.program.clauses)
    tables = contents(case.program.tables, change)
    calendar = calendar or case.program.calendar
    program = replace(case.program, clauses=clauses, calendar=calendar, tables=tables)
    return Case(program, contents(case.facts, change), case.opposed)


def contents(relations: Contents, change: OfValue) -> Contents:
    return {name: frozenset(tuple(map(change, row)) for row in rows) for name, rows in relations.items()}


def exactly(change: Callable[[Exact], Exact]) -> OfValue:
    """A change of exact values, of bounds by their ends."""

    def changed(value: Value) -> Value:
        if not isinstance(value, Bounds):
            return change(value)
        low, high = (None if end is None else change(end) for end in (value.low, value.high))
        return replace(value, low=low, high=high)

    return changed


def untagged(value: Value) -> Value:
    """A value without the name of what is unknown, which says what it was worked out from."""
    return replace(value, tag="") if isinstance(value, Bounds) else value


def values(case: Case) -> Iterator[Value]:
    """Every value of the facts and of the clauses."""
    seen: list[Value] = []

    def noted(value: Value) -> Value:
        seen.append(value)
        return value

    valued(case, noted)
    return iter(seen)


def _valued_clause(clause: Clause, change: OfValue) -> Clause:
    def of_expression(expression: Expression) -> Expression:
        match expression:
            case Constant(value):
                return Constant(value if value == RULE else change(value))
            case Apply(function, operands):
                return Apply(function, tuple(map(of_expression, operands)))
            case Variable():
                return expression
            case _:
                assert_never(expression)

    def of_term(term: Term) -> Term:
        return Constant(change(term.value)) if isinstance(term, Constant) else term

    def of_atom(atom: Atom) -> Atom:
        return replace(atom, terms=tuple(map(of_term, atom.terms)))

    def of_literal(literal: Literal) -> Literal:
        match literal:
            case Comparison():
                return replace(literal, left=of_expression(literal.left), right=of_expression(literal.right))
            case Binding():
                return replace(literal, expression=of_expression(literal.expression))
            case Aggregate():
                return with_atoms(replace(literal, zero=change(literal.zero)), of_atom)
            case Atom() | Negation():
                return with_atoms(literal, of_atom)
            case _:
                assert_never(literal)

    return replace(clause, head=of_atom(clause.head), body=tuple(map(of_literal, clause.body)))


# --- atoms and names -------------------------------------------------------------------------------


def with_atoms(literal: Literal, change: OfAtom) -> Literal:
    """The literal with its atoms changed."""
    match literal:
        case Atom():
            return change(literal)
        case Negation():
            return replace(literal, atom=change(literal.atom))
        case Aggregate():
            wider = None if literal.possibly is None else change(literal.possibly)
            return replace(literal, over=change(literal.over), possibly=wider)
        case _:
            return literal


def with_clause_atoms(clause: Clause, change: OfAtom) -> Clause:
    body = tuple(with_atoms(literal, change) for literal in clause.body)
    return replace(clause, head=change(clause.head), body=body)


def renamed(case: Case, relation: OfName) -> Case:
    """The case with other names for its relations."""

    def of_atom(atom: Atom) -> Atom:
        return replace(atom, relation=relation(atom.relation))

    clauses = tuple(with_clause_atoms(clause, of_atom) for clause in case.program.clauses)
    facts, tables = (
        {relation(name): rows for name, rows in given.items()} for given in (case.facts, case.program.tables)
    )
    return Case(replace(case.program, clauses=clauses, tables=tables), facts)


def with_variables(clause: Clause, change: Callable[[Variable], Term]) -> Clause:
    """The clause with terms in the place of its variables; what is bound by a value stays a variable."""

    def of_term(term: Term) -> Term:
        return change(term) if isinstance(term, Variable) else term

    def of_atom(atom: Atom) -> Atom:
        return replace(atom, terms=tuple(map(of_term, atom.terms)))

    def of_expression(expression: Expression) -> Expression:
        if isinstance(expression, Apply):
            return replace(expression, operands=tuple(map(of_expression, expression.operands)))
        return of_term(expression)

    def named(variable: Variable) -> Variable:
        found = change(variable)
        assert isinstance(found, Variable)
        return found

    def of_literal(literal: Literal) -> Literal:
        match literal:
            case Atom() | Negation():
                return with_atoms(literal, of_atom)
            case Comparison():
                return replace(literal, left=of_expression(literal.left), right=of_expression(literal.right))
            case Binding():
                expression = of_expression(literal.expression)
                return replace(literal, variable=named(literal.variable), expression=expression)
            case Aggregate():
                value = None if literal.value is None else named(literal.value)
                found = replace(literal, result=named(literal.result), value=value)
                return with_atoms(found, of_atom)
            case _:
                assert_never(literal)

    return replace(clause, head=of_atom(clause.head), body=tuple(map(of_literal, clause.body)))


# --- clauses ---------------------------------------------------------------------------------------


def with_clauses(program: Program, *more: Clause, without: Clause | None = None) -> Program:
    """The program with clauses more, and one of them (that very one) fewer."""
    kept = (clause for clause in program.clauses if clause is not without)
    return replace(program, clauses=(*kept, *more))


def only_joins_and_tests(clause: Clause) -> bool:
    """Whether nothing in it is worked out: then it is monotone in each literal."""
    return not any(isinstance(literal, Binding | Aggregate) for literal in clause.body)


def given(case: Case) -> Contents:
    """Facts and tables."""
    names = case.facts.keys() | case.program.tables.keys()
    both = (case.facts, case.program.tables)
    return {name: frozenset().union(*(each.get(name, ()) for each in both)) for name in names}


def concluded(program: Program) -> frozenset[str]:
    return frozenset(clause.head.relation for clause in program.clauses)


def same(one: Contents, other: Contents) -> bool:
    """Whether two have the same tuples in every relation."""
    names = one.keys() | other.keys()
    return all(one.get(name, frozenset()) == other.get(name, frozenset()) for name in names)


def restricted(relations: Contents, to: Facts | frozenset[str]) -> Contents:
    return {name: rows for name, rows in relations.items() if name in to}

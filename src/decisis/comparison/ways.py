"""The ways in which a provision applies, in a form in which those of two provisions can be compared.

Names given to expressions are replaced by them, and auxiliary relations by what they say, so that equal
elements of two provisions become equal conditions, whatever their authors called the variables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from decisis.compiler.contribution import Given
from decisis.compiler.description import keys_of
from decisis.compiler.library import Library
from decisis.rules import ir
from decisis.values import Truth, compare

Terms = tuple[ir.Expression, ...]


@dataclass(frozen=True)
class Holds:
    """A tuple of a lowered relation, which is there or (``absent``) is not."""

    relation: str
    terms: Terms
    absent: bool = False


@dataclass(frozen=True)
class Compared:
    left: ir.Expression
    operator: str
    right: ir.Expression


Condition = Holds | Compared


@dataclass(frozen=True)
class Stated:
    """A condition, with the element that states it (``""``: none, it is part of another's machinery)."""

    condition: Condition
    provision: str
    label: str
    section: str


@dataclass(frozen=True)
class Way:
    """One way in which a provision applies: what it applies to, and all that must then be so."""

    provision: str
    head: Terms
    stated: tuple[Stated, ...]
    computed: frozenset[ir.Expression]  # expressions that must have a value

    @property
    def variables(self) -> tuple[str, ...]:
        every = (*self.head, *(t for s in self.stated for t in terms_of(s.condition)))
        return tuple(dict.fromkeys(name for term in every for name in names_in(term)))


@dataclass(frozen=True)
class Vocabulary:
    """What is known of relations: the positions that fix the others, and the values that lists name."""

    keys: Mapping[str, tuple[int, ...]]
    lists: Mapping[str, frozenset[str]]


def vocabulary(library: Library, *given: Given) -> Vocabulary:
    keys = {name: keys_of(r) for name, r in library.relations.items()}
    lists = {
        name: frozenset(str(row[0]) for row in rows)
        for g in given
        for name, rows in g.lists.items()
        if rows and all(isinstance(v, str) for row in rows for v in row)
    }
    return Vocabulary({name: k for name, k in keys.items() if k is not None}, lists)


def ways(given: Given, applies: str) -> tuple[Way, ...]:
    """Every way in which something of the relation ``applies`` is established."""
    auxiliary = by_head(given.clauses)
    return tuple(way_of(c, auxiliary) for c in given.clauses if c.head.relation == applies)


def by_head(clauses: Iterable[ir.Clause]) -> Mapping[str, tuple[ir.Clause, ...]]:
    found: dict[str, tuple[ir.Clause, ...]] = {}
    for clause in clauses:
        if clause.origin.role == "auxiliary":
            found[clause.head.relation] = (*found.get(clause.head.relation, ()), clause)
    return found


def way_of(clause: ir.Clause, auxiliary: Mapping[str, tuple[ir.Clause, ...]]) -> Way:
    named = named_in(clause)
    stated: list[Stated] = []
    for literal, info in zip(clause.body, clause.origin.elements, strict=True):
        for condition in _conditions(literal, named, auxiliary):
            label, section = (info.label, info.section) if info else ("", "")
            stated.append(Stated(condition, clause.origin.provision, label, section))
    computed = (expanded(b.expression, named) for b in clause.body if isinstance(b, ir.Binding))
    head = tuple(expanded(t, named) for t in clause.head.terms)
    return Way(clause.origin.provision, head, tuple(stated), frozenset(computed))


def named_in(clause: ir.Clause) -> dict[str, ir.Expression]:
    """What the variables that are names of expressions stand for."""
    found: dict[str, ir.Expression] = {}
    for literal in clause.body:
        if isinstance(literal, ir.Binding) and literal.variable.name not in found:
            found[literal.variable.name] = literal.expression
    return found


def _conditions(
    literal: ir.Literal,
    named: Mapping[str, ir.Expression],
    auxiliary: Mapping[str, tuple[ir.Clause, ...]],
) -> Iterator[Condition]:
    match literal:
        case ir.Atom():
            yield _holds(literal, named, auxiliary)
        case ir.Negation(atom):
            yield replace(_holds(atom, named, auxiliary), absent=True)
        case ir.Comparison(left, operator, right):
            yield Compared(expanded(left, named), operator, expanded(right, named))
        case ir.Binding(variable, expression):
            if named[variable.name] != expression:
                yield Compared(expanded(variable, named), "=", expanded(expression, named))
        case ir.Aggregate(result, operator, value, over):
            held = _holds(over, named, auxiliary)
            at = over.terms.index(value) if value in over.terms else -1
            local = {i for i, t in enumerate(over.terms) if t == value}
            outer = tuple(t for i, t in enumerate(held.terms) if i not in local)
            yield Holds(f"{operator} at {at} of {held.relation}", (*outer, expanded(result, named)))
        case _:
            assert_never(literal)


def _holds(
    atom: ir.Atom, named: Mapping[str, ir.Expression], auxiliary: Mapping[str, tuple[ir.Clause, ...]]
) -> Holds:
    said = _said(atom.relation, auxiliary) if atom.relation in auxiliary else atom.relation
    return Holds(said, tuple(expanded(t, named) for t in atom.terms))


def _said(relation: str, auxiliary: Mapping[str, tuple[ir.Clause, ...]]) -> str:
    """What an auxiliary relation says, whatever it and its variables are called."""
    return " or ".join(sorted(_clause_said(c, auxiliary) for c in auxiliary[relation]))


def _clause_said(clause: ir.Clause, auxiliary: Mapping[str, tuple[ir.Clause, ...]]) -> str:
    numbers: dict[str, str] = {}
    inner = {n: c for n, c in auxiliary.items() if n != clause.head.relation}
    named = named_in(clause)

    def term(expression: ir.Expression) -> str:
        match expression:
            case ir.Variable(name):
                return numbers.setdefault(name, f"V{len(numbers)}")
            case ir.Constant(value):
                return repr(value)
            case ir.Apply(function, operands):
                return f"{function}({', '.join(map(term, operands))})"
            case _:
                assert_never(expression)

    def condition(said: Condition) -> str:
        if isinstance(said, Compared):
            return f"{term(said.left)} {said.operator} {term(said.right)}"
        absent = "absent " if said.absent else ""
        return f"{absent}{said.relation}({', '.join(map(term, said.terms))})"

    head = ", ".join(term(expanded(t, named)) for t in clause.head.terms)
    body = [condition(c) for literal in clause.body for c in _conditions(literal, named, inner)]
    return f"[{head}: {'; '.join(body)}]"


# --- expressions -------------------------------------------------------------------------------------


def expanded(expression: ir.Expression, named: Mapping[str, ir.Expression]) -> ir.Expression:
    """With each name replaced by what it stands for."""
    match expression:
        case ir.Variable(name):
            if name not in named:
                return expression
            rest = {n: e for n, e in named.items() if n != name}
            return expanded(named[name], rest)
        case ir.Apply(function, operands):
            return ir.Apply(function, tuple(expanded(o, named) for o in operands))
        case ir.Constant():
            return expression
        case _:
            assert_never(expression)


def names_in(expression: ir.Expression) -> Iterator[str]:
    match expression:
        case ir.Variable(name):
            yield name
        case ir.Apply(_, operands):
            for operand in operands:
                yield from names_in(operand)
        case ir.Constant():
            pass
        case _:
            assert_never(expression)


def terms_of(condition: Condition) -> Terms:
    return condition.terms if isinstance(condition, Holds) else (condition.left, condition.right)


def substituted(condition: Condition, given: Mapping[str, ir.Expression]) -> Condition:
    if isinstance(condition, Compared):
        left, right = (expanded(side, given) for side in (condition.left, condition.right))
        return Compared(left, condition.operator, right)
    return replace(condition, terms=tuple(expanded(t, given) for t in condition.terms))


def matched(
    pattern: ir.Expression, expression: ir.Expression, known: Mapping[str, ir.Expression]
) -> Mapping[str, ir.Expression] | None:
    """What the variables of a pattern stand for, so that it is the expression."""
    match pattern:
        case ir.Variable(name):
            if name in known:
                return known if known[name] == expression else None
            return {**known, name: expression}
        case ir.Constant():
            return known if pattern == expression else None
        case ir.Apply(function, operands):
            if not isinstance(expression, ir.Apply) or expression.function != function:
                return None
            return matched_all(operands, expression.operands, known)
        case _:
            assert_never(pattern)


def matched_all(
    patterns: Terms, expressions: Terms, known: Mapping[str, ir.Expression]
) -> Mapping[str, ir.Expression] | None:
    found: Mapping[str, ir.Expression] | None = known
    if len(patterns) != len(expressions):
        return None
    for pattern, expression in zip(patterns, expressions, strict=True):
        if found is not None:
            found = matched(pattern, expression, found)
    return found


def unified(
    first: Terms, second: Terms, known: Mapping[str, ir.Expression] | None = None
) -> Mapping[str, ir.Expression] | None:
    """How variables are to be replaced so that the terms are equal; None if they never are.

    What cannot be told apart (an expression and a value) is left as it is: it may be equal.
    """
    given: dict[str, ir.Expression] = dict(known or {})
    for one, other in zip(first, second, strict=True):
        a, b = expanded(one, given), expanded(other, given)
        if a == b:
            continue
        if not isinstance(a, ir.Variable):
            a, b = b, a
        if isinstance(a, ir.Variable):
            if a.name not in names_in(b):
                given = {n: expanded(e, {a.name: b}) for n, e in given.items()} | {a.name: b}
        elif isinstance(a, ir.Constant) and isinstance(b, ir.Constant) and never_equal(a, b):
            return None
    return given


def never_equal(a: ir.Constant, b: ir.Constant) -> bool:
    try:
        return compare(a.value, "=", b.value) is Truth.FALSE
    except TypeError:
        return True


def merged(way: Way, known: Vocabulary) -> Way | None:
    """A way with equal values (of a functional relation for one key) named once. None if it never applies."""
    while True:
        given = _next_merge(way, known)
        if given is None:
            return None
        if not given:
            return way
        stated = tuple(replace(s, condition=substituted(s.condition, given)) for s in way.stated)
        way = replace(
            way,
            head=tuple(expanded(t, given) for t in way.head),
            stated=stated,
            computed=frozenset(expanded(e, given) for e in way.computed),
        )


def _next_merge(way: Way, known: Vocabulary) -> Mapping[str, ir.Expression] | None:
    first: dict[tuple[str, Terms], Terms] = {}
    for held in (s.condition for s in way.stated):
        if not isinstance(held, Holds) or held.absent or held.relation not in known.keys:
            continue
        keys = known.keys[held.relation]
        values = tuple(t for i, t in enumerate(held.terms) if i not in keys)
        seen = first.setdefault((held.relation, tuple(held.terms[i] for i in keys)), values)
        given = unified(values, seen)
        if given is None or given:
            return given
    return {}

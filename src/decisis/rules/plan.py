"""In which order the literals of a clause can be evaluated, and which variables nothing ever binds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from decisis.rules.ir import (
    Aggregate,
    Apply,
    Atom,
    Binding,
    Clause,
    Comparison,
    Constant,
    Expression,
    Literal,
    Negation,
    Variable,
)
from decisis.static import assert_never


def order(clause: Clause, bound: frozenset[str] = frozenset()) -> tuple[int, ...]:
    """Indices of the body in a safe order: tests as soon as they can be made, else the atom best bound.

    Among equals the written order is kept. Variables in `bound` have values from the start. Raises
    `ValueError` if a literal can never be evaluated; `unsafe_variables` says why.
    """
    if len(clause.body) == 1 and isinstance(clause.body[0], Atom):
        return (0,)
    known = set(bound)
    waiting = {index: needs(literal, clause) for index, literal in enumerate(clause.body)}
    chosen: list[int] = []
    while waiting:
        following = _next(clause, waiting, known)
        del waiting[following]
        chosen.append(following)
        known |= binds(clause.body[following])
    return tuple(chosen)


def unsafe_variables(clause: Clause) -> tuple[str, ...]:
    """Variables that no literal can bind, in the order in which the clause names them; none if it is safe."""
    known = {name for literal in clause.body if isinstance(literal, Atom) for name in atom_variables(literal)}
    growing = True
    while growing:
        ready = [literal for literal in clause.body if needs(literal, clause) <= known]
        growing = any(binds(literal) - known for literal in ready)
        known.update(name for literal in ready for name in binds(literal))
    needed = [*atom_variables(clause.head)]
    for literal in clause.body:
        needed += [name for name in variables(literal) if name in needs(literal, clause) | binds(literal)]
    return tuple(name for name in dict.fromkeys(needed) if name not in known)


def binds(literal: Literal) -> frozenset[str]:
    """Variables that have values after the literal."""
    match literal:
        case Atom():
            return frozenset(atom_variables(literal))
        case Binding():
            return frozenset((literal.variable.name,))
        case Aggregate():
            return frozenset((literal.result.name,))
        case Negation() | Comparison():
            return frozenset()
        case _:
            assert_never(literal)


def needs(literal: Literal, clause: Clause) -> frozenset[str]:
    """Variables that must have values before the literal of that clause can be evaluated.

    A binding whose variable an atom of the clause binds too waits for the atom: it is a test.
    """
    match literal:
        case Atom():
            return frozenset()
        case Negation():
            return frozenset(atom_variables(literal.atom))
        case Comparison():
            return frozenset((*expression_variables(literal.left), *expression_variables(literal.right)))
        case Binding():
            return frozenset(expression_variables(literal.expression)) | _tested(literal.variable, clause)
        case Aggregate():
            return _shared(literal, clause) | _tested(literal.result, clause)
        case _:
            assert_never(literal)


def variables(literal: Literal) -> Iterator[str]:
    """Names of the variables of a literal, as often as they occur and in that order."""
    match literal:
        case Atom():
            yield from atom_variables(literal)
        case Negation():
            yield from atom_variables(literal.atom)
        case Comparison():
            yield from expression_variables(literal.left)
            yield from expression_variables(literal.right)
        case Binding():
            yield literal.variable.name
            yield from expression_variables(literal.expression)
        case Aggregate():
            yield literal.result.name
            if literal.value is not None:
                yield literal.value.name
            yield from atom_variables(literal.over)
            if literal.possibly is not None:
                yield from atom_variables(literal.possibly)
        case _:
            assert_never(literal)


def is_bound(literal: Literal, known: Collection[str]) -> bool:
    """Whether every variable of a literal has a value."""
    return all(name in known for name in variables(literal))


def atom_variables(atom: Atom) -> Iterator[str]:
    return (term.name for term in atom.terms if isinstance(term, Variable))


def expression_variables(expression: Expression) -> Iterator[str]:
    match expression:
        case Variable():
            yield expression.name
        case Apply():
            for operand in expression.operands:
                yield from expression_variables(operand)
        case Constant():
            pass
        case _:
            assert_never(expression)


def _next(clause: Clause, waiting: Mapping[int, frozenset[str]], known: set[str]) -> int:
    atoms: list[tuple[bool, int, int]] = []
    for index, needed in waiting.items():
        literal = clause.body[index]
        if isinstance(literal, Atom):
            open_places = sum(name not in known for name in atom_variables(literal))
            atoms.append((open_places > 0, open_places - len(literal.terms), index))
        elif needed <= known:
            return index
    if not atoms:
        raise ValueError(f"nothing binds {', '.join(unsafe_variables(clause)) or 'what a literal needs'}")
    return min(atoms)[2]


def _tested(variable: Variable, clause: Clause) -> frozenset[str]:
    atoms = (literal for literal in clause.body if isinstance(literal, Atom))
    bound = any(variable.name in atom_variables(atom) for atom in atoms)
    return frozenset((variable.name,)) if bound else frozenset()


def _shared(aggregate: Aggregate, clause: Clause) -> frozenset[str]:
    """Its variables that something else speaks of too; the others are local to it."""
    members = {*atom_variables(aggregate.over)}
    if aggregate.possibly is not None:
        members.update(atom_variables(aggregate.possibly))
    elsewhere = {*atom_variables(clause.head), aggregate.result.name}
    for literal in clause.body:
        if literal != aggregate:
            elsewhere.update(variables(literal))
    if aggregate.value is not None and aggregate.value.name not in members:
        return frozenset((members & elsewhere) | {aggregate.value.name})
    return frozenset(members & elsewhere)

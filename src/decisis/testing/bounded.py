"""Properties of one matter, proved within bounds: a matter that breaks one, or none within the bounds."""

from __future__ import annotations

from itertools import combinations
from typing import assert_never

from decisis.rules import ir
from decisis.syntax import ast
from decisis.testing.finder import goal
from decisis.testing.patterns import Pattern, pattern

HOLDS = "some instance of"  # an auxiliary relation: that a literal holds, whatever its other variables are


def breaking(stated: ast.Property) -> tuple[tuple[ir.Clause, ...], tuple[ir.Clause, ...]]:
    """What a matter that breaks a property of one matter has, as alternatives; and clauses they rest on.

    Empty for a property of two matters, which is looked for by search alone.
    """
    provided = tuple(map(pattern, stated.provided))
    match stated.body:
        case ast.Never(literals):
            return (goal(*(p.atom for p in (*map(pattern, literals), *provided))),), ()
        case ast.Always(literal):
            lacking, extra = _lacking(pattern(literal), provided, 0)
            return (goal(*(p.atom for p in provided), lacking),), (extra,)
        case ast.ExactlyOne(literals):
            return _not_one(tuple(map(pattern, literals)), provided)
        case ast.Monotone() | ast.Moving() | ast.Adding() | ast.Changing() | ast.Renaming():
            return (), ()
        case _:
            assert_never(stated.body)


def _not_one(
    literals: tuple[Pattern, ...], provided: tuple[Pattern, ...]
) -> tuple[tuple[ir.Clause, ...], tuple[ir.Clause, ...]]:
    """That none of them holds, or some two."""
    given = tuple(p.atom for p in provided)
    lacking = [_lacking(p, provided, i) for i, p in enumerate(literals)]
    none = goal(*given, *(negation for negation, _ in lacking))
    two = (goal(*given, a.atom, b.atom) for a, b in combinations(literals, 2))
    return (none, *two), tuple(extra for _, extra in lacking)


def _lacking(literal: Pattern, provided: tuple[Pattern, ...], number: int) -> tuple[ir.Negation, ir.Clause]:
    """That no instance of a literal holds, for what the others fix; and the clause for that it does."""
    fixed = {t.name for p in provided for t in p.terms if isinstance(t, ir.Variable)}
    shared = tuple(dict.fromkeys(t for t in literal.terms if isinstance(t, ir.Variable) and t.name in fixed))
    head = ir.Atom(f"{HOLDS} {literal.relation} {number}", shared)
    return ir.Negation(head), ir.Clause(head, (literal.atom,))

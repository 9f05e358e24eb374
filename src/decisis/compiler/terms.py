"""Terms of the syntax as terms of clauses."""

from __future__ import annotations

from decisis.rules import ir
from decisis.syntax import ast


def ir_term(term: ast.Term) -> ir.Term:
    return ir.Variable(term.name) if isinstance(term, ast.Variable) else ir.Constant(term.value)

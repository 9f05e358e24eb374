"""Questions: literals that may have variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decisis.casework.record import Side
from decisis.syntax import ast
from decisis.values import Value

Pattern = tuple[Value | None, ...]  # the arguments of a question; None where it has a variable


@dataclass(frozen=True)
class Question:
    """A literal that may have variables. ``names`` are its variables by position."""

    name: str
    relation: str
    negated: bool
    pattern: Pattern
    names: Mapping[int, str]
    title: str = ""
    even_if: tuple[Side, ...] = ()


def question_of(name: str, literal: ast.Literal, title: str = "", even_if: tuple[Side, ...] = ()) -> Question:
    """A positional literal as a question; `_` and variables are what is asked for."""
    terms = [a.term for a in literal.atom.arguments]
    return Question(
        name=name,
        relation=literal.atom.relation.text,
        negated=literal.negated,
        pattern=tuple(t.value if isinstance(t, ast.Constant) else None for t in terms),
        names={i: t.name for i, t in enumerate(terms) if isinstance(t, ast.Variable) and t.name != "_"},
        title=title,
        even_if=even_if,
    )

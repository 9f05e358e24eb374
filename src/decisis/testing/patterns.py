"""Literals of properties, matched with facts of a record and with what a run has established."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decisis.casework.asking import Run
from decisis.compiler.elements import signed
from decisis.rules import ir
from decisis.syntax import ast
from decisis.values import Value

Bindings = Mapping[str, Value]


@dataclass(frozen=True)
class Pattern:
    """A literal: its relation as it is lowered (`p` or `not p`), and what stands in each of its places."""

    relation: str
    terms: tuple[ir.Term, ...]

    @property
    def atom(self) -> ir.Atom:
        return ir.Atom(self.relation, self.terms)

    def place_of(self, variable: str) -> int:
        """Where a variable stands; every variable that a property compares stands in its literal (E0319)."""
        return self.terms.index(ir.Variable(variable))

    def match(self, values: tuple[Value, ...]) -> dict[str, Value] | None:
        """The binding of its variables under which it is these values, if there is one."""
        found: dict[str, Value] = {}
        for term, value in zip(self.terms, values, strict=True):
            expected = term.value if isinstance(term, ir.Constant) else found.setdefault(term.name, value)
            if expected != value:
                return None
        return found

    def values(self, binding: Bindings) -> tuple[Value | None, ...]:
        """Its arguments under a binding; None where that has no value."""
        return tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in self.terms)


def pattern(literal: ast.Literal) -> Pattern:
    """A positional literal; each `_` is a variable of its own."""
    terms = tuple(
        ir.Constant(a.term.value)
        if isinstance(a.term, ast.Constant)
        else ir.Variable(a.term.name if a.term.name != "_" else f"_{a.term.span.start}")
        for a in literal.atom.arguments
    )
    return Pattern(signed(literal), terms)


def bindings(patterns: tuple[Pattern, ...], run: Run, known: Bindings | None = None) -> Iterator[Bindings]:
    """Every binding under which all of these are established."""
    if not patterns:
        yield dict(known or {})
        return
    for found in run.argument.ways(patterns[0].atom, dict(known or {})):
        yield from bindings(patterns[1:], run, found)


def said(pattern: Pattern, binding: Bindings, run: Run) -> str:
    """The literal in words; what has no value is called by its variable."""
    values = tuple(
        value if value is not None else _called(term)
        for value, term in zip(pattern.values(binding), pattern.terms, strict=True)
    )
    return run.wording.atom(pattern.relation, values)


def _called(term: ir.Term) -> str:
    """What stands for a value that there is not."""
    name = str(getattr(term, "name", ""))
    return "anything" if name.startswith("_") else name

"""Properties of a doctrine, checked against the model of a matter."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.casework.asking import Run
from decisis.compiler.elements import signed
from decisis.rules import ir
from decisis.syntax import ast


def broken_properties(properties: Iterator[ast.Property], run: Run) -> Iterator[str]:
    """The properties that a run breaks, each with the instance that does."""
    for stated in properties:
        for instance in _violations(stated, run):
            yield f"{stated.name.text}: {instance}"
            break


def _violations(stated: ast.Property, run: Run) -> Iterator[str]:
    """`never A and B`: an instance of both; `always A if B`: an instance of B without A."""
    first, second = _atom(stated.first), _atom(stated.second)
    argument = run.argument
    if stated.kind == "always":
        first, second = second, first
    for binding in argument.ways(first, {}):
        holds = any(True for _ in argument.ways(second, binding))
        if holds == (stated.kind == "never"):
            said = [_said(atom, binding, run) for atom in (first, second)]
            yield f"{said[0]}, and {'' if holds else 'it is not established that '}{said[1]}"


def _atom(literal: ast.Literal) -> ir.Atom:
    return ir.Atom(
        signed(literal),
        tuple(
            ir.Variable(f"{a.term.name}{i if a.term.name == '_' else ''}")
            if isinstance(a.term, ast.Variable)
            else ir.Constant(a.term.value)
            for i, a in enumerate(literal.atom.arguments)
        ),
    )


def _said(atom: ir.Atom, binding: dict, run: Run) -> str:  # type: ignore[type-arg]
    values = tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in atom.terms)
    return run.wording.atom(atom.relation, values)

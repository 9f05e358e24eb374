"""What is wrong with properties: things compared that stand nowhere, or have no order."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.compiler.reading import Doctrine
from decisis.compiler.sorts import arguments
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.values import QUANTITIES

Found = Iterator[Diagnostic]


def compared_in_vain(doctrine: Doctrine) -> Found:
    """A variable that is raised, changed or measured, and does not stand in its literal."""
    for stated in doctrine.library.properties.values():
        for variable, literal in _compared(stated.body):
            if variable.name not in _variables(literal):
                yield Diagnostic(
                    "E0371",
                    f"`{variable.name}` does not stand in `{literal.span.text}`",
                    variable.span,
                    context=stated.name.text,
                    help=f"write it where its value stands in `{literal.atom.relation.text}`",
                )


def without_order(doctrine: Doctrine) -> Found:
    """Something that is raised or lowered, and is no number, day or duration."""
    library = doctrine.library
    for stated in doctrine.library.properties.values():
        if isinstance(stated.body, ast.Monotone | ast.Moving):
            for variable, literal in _compared(stated.body):
                places = arguments(literal.atom, library)
                sorts = {p.sort for p in places if p.term == variable}
                for sort in sorted(sorts - QUANTITIES):
                    yield Diagnostic(
                        "E0372",
                        f"`{variable.name}` is a `{sort}`, and none of these is more than another",
                        variable.span,
                        context=stated.name.text,
                        help="raise a number, a day or a duration, or say `changing … never changes …`",
                    )


def of_nothing(doctrine: Doctrine) -> Found:
    """`always` and `exactly one of` with variables, and no `if` to say of what."""
    for stated in doctrine.library.properties.values():
        body = stated.body
        if isinstance(body, ast.Always | ast.ExactlyOne) and not stated.provided:
            literals = (body.literal,) if isinstance(body, ast.Always) else body.literals
            free = sorted({name for literal in literals for name in _variables(literal)})
            if free:
                yield Diagnostic(
                    "E0373",
                    f"nothing says for which `{free[0]}` this must hold",
                    literals[0].span,
                    context=stated.name.text,
                    help="add `if` and what it holds of",
                )


def _compared(body: ast.PropertyBody) -> Iterator[tuple[ast.Variable, ast.Literal]]:
    match body:
        case ast.Monotone():
            yield body.variable, body.fact
            yield body.measure, body.result
        case ast.Changing() | ast.Moving():
            yield body.variable, body.fact


def _variables(literal: ast.Literal) -> set[str]:
    return {n.name for n in walk(literal) if isinstance(n, ast.Variable) and n.name != "_"}

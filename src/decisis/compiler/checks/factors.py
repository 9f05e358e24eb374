"""Whom relations favour, and the factors of the cases in which holdings were made."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.compiler.checks.common import head_of
from decisis.compiler.names import near_miss
from decisis.compiler.reading import Doctrine
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

Found = Iterator[Diagnostic]


def factors(doctrine: Doctrine) -> Found:
    """A factor favours a side, and so does the conclusion for or against which it counts."""
    relations = doctrine.library.relations
    for reading in doctrine.readings:
        provision = reading.provision
        head = relations.get(head_of(provision))
        if provision.factors and (head is None or head.favours is None):
            yield Diagnostic(
                "E0393",
                f"`{provision.name.text}` has factors, and its conclusion favours nobody",
                provision.conclusion.span,
                context=reading.context,
                notes=("a factor counts for the conclusion or against it",),
                help="say of the relation that it concludes whom it `favours`",
            )
        for element in provision.factors:
            assert isinstance(element.formula, ast.Literal)
            relation = relations.get(element.formula.atom.relation.text)
            if relation is not None and relation.favours is None:
                yield Diagnostic(
                    "E0392",
                    f"`{relation.name.text}` favours nobody",
                    element.formula.span,
                    context=reading.context,
                    notes=("a factor is a reason for one side",),
                    help=f"say of `{relation.name.text}` whom it `favours`",
                )


def nearly_the_same_side(doctrine: Doctrine) -> Found:
    """A side that one relation favours, written nearly as one that others do."""
    named: dict[str, list[ast.Name]] = {}
    for relation in doctrine.library.relations.values():
        if relation.favours is not None:
            named.setdefault(relation.favours.text, []).append(relation.favours)
    for side, uses in named.items():
        more = [other for other, elsewhere in named.items() if len(elsewhere) > len(uses)]
        close = near_miss(side, more) if len(uses) == 1 else ""
        if close:
            yield Diagnostic(
                "W0308",
                f"only one relation favours `{side}`",
                uses[0].span,
                help=f"did you mean `{close}`?",
            )

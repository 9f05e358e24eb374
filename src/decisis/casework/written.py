"""From what a case file or a command line says to facts, disputes and questions."""

from __future__ import annotations

from collections.abc import Mapping

from decisis.casework.question import Question
from decisis.casework.record import Dispute, Fact, Side, opposite
from decisis.rules import naming
from decisis.syntax import ast
from decisis.values import Value


def literal_values(literal: ast.Literal) -> tuple[str, tuple[Value, ...]]:
    """The lowered relation and values of a ground, positional literal."""
    atom = literal.atom
    values = tuple(a.term.value for a in atom.arguments if isinstance(a.term, ast.Constant))
    return (naming.denied(atom.relation.text) if literal.negated else atom.relation.text), values


def fact_of(fact: ast.Fact, sources: Mapping[str, str]) -> Fact:
    relation, values = literal_values(fact.literal)
    source = fact.source.text if fact.source else ""
    return Fact(
        relation,
        values,
        fact.status.text,
        source=sources.get(source, source),
        pinpoint=fact.pinpoint.text if fact.pinpoint else "",
        quote=fact.quote.text if fact.quote else "",
        by=fact.by.text if fact.by else "",
        prevails=fact.despite is not None,
        others=tuple(r.value.value for r in fact.also_as),
        span=fact.span,
    )


def side_of(literal: ast.Literal) -> Side:
    return Side(*literal_values(literal))


def dispute_of(dispute: ast.Dispute, sources: Mapping[str, str]) -> Dispute:
    side = side_of(dispute.side)
    burden = dispute.burden
    bearer = burden.bearer if burden else None
    source = dispute.source.text if dispute.source else ""
    return Dispute(
        dispute.name.text,
        side,
        side_of(dispute.other) if dispute.other else opposite(side),
        bearer=str(bearer.value) if isinstance(bearer, ast.Constant) else "",
        standard=burden.standard.text if burden else "",
        resolved_as=side_of(dispute.resolved_as) if dispute.resolved_as else None,
        source=sources.get(source, source),
        pinpoint=dispute.pinpoint.text if dispute.pinpoint else "",
    )


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

"""Matters: their sources and parties, the record and what is disputed."""

from __future__ import annotations

from datetime import date
from typing import Any

from decisis.syntax import ast
from decisis.syntax.builders.values import read_date
from decisis.syntax.building import RULES, Builder, Node, builds


@builds
def source_document(b: Builder, node: Node) -> ast.SourceDocument:
    name, title = node.children
    return ast.SourceDocument(b.name(name), b.quoted(title), None, b.span(node))


@builds
def source_file(b: Builder, node: Node) -> ast.SourceDocument:
    name, file = node.children
    return ast.SourceDocument(b.name(name), None, b.quoted(file), b.span(node))


@builds
def matter(b: Builder, node: Node) -> ast.Matter:
    name, title, *rest = node.children
    found = b.clauses(rest)
    court, en_banc = found.get("sits", (None, False))
    return ast.Matter(
        b.name(name),
        b.quoted(title),
        b.span(node),
        court=court,
        en_banc=en_banc,
        as_of=found.get("as_of"),
        uses=found.get("uses", ()),
        decides=found.get("decides", ()),
    )


@builds
def as_of(b: Builder, node: Node) -> date:
    return read_date(node.children[0])


@builds
def before(b: Builder, node: Node) -> ast.Name:
    return b.name(node.children[0])


for _rule in ("by", "from_source", "strength"):
    RULES[_rule] = before


@builds
def sits(b: Builder, node: Node) -> tuple[ast.Name, bool]:
    """A court, and whether the whole of it."""
    court, en_banc = node.children
    return b.name(court), en_banc is not None


RULES["in_court"] = sits


@builds
def uses(b: Builder, node: Node) -> Any:
    return b.build(node.children[0])


for _rule in (
    "decides",
    "without",
    "because",
    "never_because",
    "arguendo_because",
    "considering",
    "citing",
    "warning",
    "resolved_as",
    "despite_literal",
):
    RULES[_rule] = uses


@builds
def party(b: Builder, node: Node) -> ast.Individual:
    name, label = node.children
    return ast.Individual(b.name(name), None, b.maybe_quoted(label), b.span(node))


@builds
def thing(b: Builder, node: Node) -> ast.Individual:
    name, sort, label = node.children
    return ast.Individual(b.name(name), b.name(sort), b.maybe_quoted(label), b.span(node))


# --- the record ----------------------------------------------------------------------------------


@builds
def record(b: Builder, node: Node) -> tuple[ast.Fact, ...]:
    """One fact for each entry."""
    status, by, source, *entries = node.children
    about = {"status": b.build(status), "by": b.maybe(by), "source": b.maybe(source)}
    return tuple(entry(b, child, about) for child in entries)


def entry(b: Builder, node: Node, about: dict[str, Any]) -> ast.Fact:
    literal, *rest = node.children
    found = b.clauses(rest)
    return ast.Fact(
        b.build(literal),
        span=b.span(node),
        pinpoint=found.get("pinpoint"),
        quote=found.get("quote"),
        also_as=found.get("also_as", ()),
        **about,
    )


@builds
def fact(b: Builder, node: Node) -> ast.Fact:
    literal, status, *rest = node.children
    found = b.clauses(rest)
    return ast.Fact(
        b.build(literal),
        b.build(status),
        b.span(node),
        by=found.get("by"),
        despite=found.get("despite_literal"),
        source=found.get("from_source"),
        pinpoint=found.get("pinpoint"),
        quote=found.get("quote"),
        also_as=found.get("also_as", ()),
    )


@builds
def status(b: Builder, node: Node) -> ast.Name:
    return b.name(node.children[0])


@builds
def also_as(b: Builder, node: Node) -> tuple[ast.Recital, ...]:
    return b.all(node.children)


@builds
def recital(b: Builder, node: Node) -> ast.Recital:
    value, pinpoint = node.children
    return ast.Recital(b.build(value), b.maybe_quoted(pinpoint))


@builds
def dispute(b: Builder, node: Node) -> ast.Dispute:
    name, side, other, *rest = node.children
    found = b.clauses(rest)
    outcomes = [clause for clause in rest if clause.data in ("unresolved", "resolved_as")]
    if len({clause.data for clause in outcomes}) == 2:
        b.complain(
            "E0220",
            f"dispute `{name}` is both `unresolved` and `resolved`",
            b.span(outcomes[1]),
            help="keep one of the two",
        )
    return ast.Dispute(
        b.name(name),
        b.build(side),
        b.maybe(other),
        b.span(node),
        burden=found.get("burden"),
        resolved_as=found.get("resolved_as"),
        source=found.get("from_source"),
        pinpoint=found.get("pinpoint"),
    )


@builds
def unresolved(b: Builder, node: Node) -> bool:
    return True


RULES["presuming_nothing"] = unresolved

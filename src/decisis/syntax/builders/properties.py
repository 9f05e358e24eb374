"""Properties: what must hold of every matter."""

from __future__ import annotations

from decisis.syntax import ast
from decisis.syntax.builders.values import read_date
from decisis.syntax.building import Builder, Node, builds


@builds
def property_(b: Builder, node: Node) -> ast.Property:
    name, title, *clauses, body, provided, because = node.children
    found = b.clauses(clauses)
    return ast.Property(
        b.name(name),
        b.build(body),
        b.span(node),
        title=b.maybe_quoted(title),
        under=found.get("under"),
        within=found.get("within_days"),
        everywhere="in_every_court" in found,
        provided=b.maybe(provided) or (),
        because=b.maybe(because),
    )


@builds
def within_days(b: Builder, node: Node) -> ast.InForce:
    start, end = node.children
    return ast.InForce(read_date(start), read_date(end))


@builds
def in_every_court(b: Builder, node: Node) -> bool:
    return True


@builds
def provided(b: Builder, node: Node) -> tuple[ast.Literal, ...]:
    return b.all(node.children)


@builds
def never(b: Builder, node: Node) -> ast.Never:
    return ast.Never(b.all(node.children))


@builds
def always(b: Builder, node: Node) -> ast.Always:
    return ast.Always(b.build(node.children[0]))


@builds
def exactly_one(b: Builder, node: Node) -> ast.ExactlyOne:
    return ast.ExactlyOne(b.all(node.children))


@builds
def monotone(b: Builder, node: Node) -> ast.Monotone:
    direction, variable, fact, effect, measure, result = node.children
    return ast.Monotone(
        b.build(direction),
        b.variable(variable),
        b.build(fact),
        b.build(effect),
        b.variable(measure),
        b.build(result),
    )


@builds
def moving(b: Builder, node: Node) -> ast.Moving:
    direction, variable, fact, effect, result = node.children
    return ast.Moving(
        b.build(direction), b.variable(variable), b.build(fact), b.build(effect), b.build(result)
    )


@builds
def adding(b: Builder, node: Node) -> ast.Adding:
    direction, fact, effect, result = node.children
    return ast.Adding(b.build(direction), b.build(fact), b.build(effect), b.build(result))


@builds
def changing(b: Builder, node: Node) -> ast.Changing:
    variable, fact, result = node.children
    return ast.Changing(b.variable(variable), b.build(fact), b.build(result))


@builds
def renaming(b: Builder, node: Node) -> ast.Renaming:
    return ast.Renaming()


@builds
def raising(b: Builder, node: Node) -> str:
    return str(node.children[0])


@builds
def lowers(b: Builder, node: Node) -> str:
    return str(node.children[0])


@builds
def adds(b: Builder, node: Node) -> str:
    return str(node.children[0])


@builds
def removes(b: Builder, node: Node) -> str:
    return str(node.children[0])

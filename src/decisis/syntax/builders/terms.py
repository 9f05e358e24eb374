"""Terms, atoms, literals and expressions."""

from __future__ import annotations

from decisis.source import Span
from decisis.syntax import ast
from decisis.syntax.building import RULES, Builder, Node, builds

LONGEST_SUM = 100


@builds
def variable(b: Builder, node: Node) -> ast.Variable:
    return b.variable(node.children[0])


@builds
def terms(b: Builder, node: Node) -> tuple[ast.Term, ...]:
    return b.all(node.children)


@builds
def variables(b: Builder, node: Node) -> tuple[ast.Variable, ...]:
    return tuple(b.variable(token) for token in node.children)


@builds
def names(b: Builder, node: Node) -> tuple[ast.Name, ...]:
    return tuple(b.name(token) for token in node.children)


@builds
def argument(b: Builder, node: Node) -> ast.Argument:
    role, term = node.children
    return ast.Argument(None if role is None else b.role(role), b.build(term))


@builds
def call(b: Builder, node: Node) -> ast.Atom:
    return ast.Atom(b.called(node.children[0]), b.all(node.children[1:]), b.span(node))


@builds
def in_scenario(b: Builder, node: Node) -> ast.Atom:
    use, atom = b.all(node.children)
    for argument in use.arguments:
        if argument.name is not None:
            b.complain(
                "E0217",
                "the arguments of a scenario have no names",
                argument.name.span,
                help=f"write the value alone, without `{argument.name.text}:`",
            )
    scenario = ast.ScenarioUse(use.relation, tuple(argument.term for argument in use.arguments))
    return ast.Atom(atom.relation, atom.arguments, b.span(node), scenario)


@builds
def literal(b: Builder, node: Node) -> ast.Literal:
    negation, atom = node.children
    return ast.Literal(b.build(atom), negation is not None, b.span(node))


# --- expressions ---------------------------------------------------------------------------------


@builds
def sum_(b: Builder, node: Node) -> ast.Expression:
    """Sums and products lean to the left; a long one is refused, as it would be a deep tree."""
    if len(node.children) > 2 * LONGEST_SUM:
        b.complain(
            "E0204",
            f"this sum has more than {LONGEST_SUM} terms",
            b.span(node),
            help="name parts of it in elements of their own, with `is`",
        )
        node.children[1:] = []
    operands, operators = b.all(node.children[::2]), node.children[1::2]
    total: ast.Expression = operands[0]
    for operator, operand in zip(operators, operands[1:], strict=True):
        total = ast.Binary(str(operator), total, operand, Span(b.source, total.span.start, operand.span.end))
    return total


RULES["product"] = sum_


@builds
def direction(b: Builder, node: Node) -> str:
    return str(node.children[0])


@builds
def counted_by(b: Builder, node: Node) -> ast.Name:
    return b.name(node.children[0])


@builds
def shift(b: Builder, node: Node) -> ast.Shift:
    period, way, start, counting = node.children
    return ast.Shift(b.build(period), b.build(way), b.build(start), b.maybe(counting), b.span(node))


@builds
def greater(b: Builder, node: Node) -> ast.Extreme:
    left, right = b.all(node.children)
    return ast.Extreme(str(node.data), left, right, b.span(node))


RULES["lesser"] = greater


@builds
def days_between(b: Builder, node: Node) -> ast.DaysBetween:
    start, end = b.all(node.children)
    return ast.DaysBetween(start, end, b.span(node))


@builds
def rounded(b: Builder, node: Node) -> ast.Rounded:
    amount, divisor, way, unit = node.children
    return ast.Rounded(b.build(amount), b.maybe(divisor), b.build(way), b.build(unit), b.span(node))


@builds
def rounding(b: Builder, node: Node) -> str:
    return " ".join(("rounded", *map(str, node.children))).removesuffix(" to")

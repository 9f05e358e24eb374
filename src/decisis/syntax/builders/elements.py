"""Elements of provisions: what each says, and what is noted beside it."""

from __future__ import annotations

from typing import Any

from decisis.syntax import ast
from decisis.syntax.building import RULES, Builder, Node, builds


@builds
def element(b: Builder, node: Node) -> ast.Element:
    label, formula, *notes = node.children
    return labelled(b, node, label, b.build(formula), notes)


RULES["part"] = RULES["factor"] = element


@builds
def barred(b: Builder, node: Node) -> ast.Element:
    """An element of `unless`: nobody has shown it."""
    label, literal, *notes = node.children
    built = b.build(literal)
    return labelled(b, node, label, ast.NoShowing(built, built.span), notes)


def labelled(b: Builder, node: Node, label: Any, formula: ast.Formula, notes: list[Any]) -> ast.Element:
    found = b.clauses(notes)
    return ast.Element(
        label=str(label),
        formula=formula,
        span=b.span(node),
        quote=found.get("quote"),
        pinpoint=found.get("pinpoint"),
        burden=found.get("burden"),
        for_the_court="for_the_court" in found,
    )


@builds
def parts(b: Builder, node: Node) -> tuple[ast.Element, ...]:
    return b.all(node.children)


@builds
def quote(b: Builder, node: Node) -> ast.Quoted:
    return b.quoted(node.children[0])


@builds
def pinpoint(b: Builder, node: Node) -> ast.Quoted:
    return b.quoted(node.children[0])


@builds
def burden(b: Builder, node: Node) -> ast.Burden:
    bearer, standard = node.children
    return ast.Burden(b.build(bearer), b.name(standard))


@builds
def for_the_court(b: Builder, node: Node) -> bool:
    return True


# --- formulas ------------------------------------------------------------------------------------


@builds
def either(b: Builder, node: Node) -> ast.Either:
    return ast.Either(b.all(node.children), b.span(node))


@builds
def for_every(b: Builder, node: Node) -> ast.ForEvery:
    variables, such_that, holds = b.all(node.children)
    return ast.ForEvery(variables, such_that, holds, b.span(node))


@builds
def no_showing(b: Builder, node: Node) -> ast.NoShowing:
    return ast.NoShowing(b.build(node.children[0]), b.span(node))


@builds
def state(b: Builder, node: Node) -> str:
    return str(node.children[0])


@builds
def record_state(b: Builder, node: Node) -> ast.RecordState:
    subject, word = b.all(node.children)
    return ast.RecordState(subject, word, b.span(node))


@builds
def compare(b: Builder, node: Node) -> str:
    return str(node.children[0])


@builds
def comparison(b: Builder, node: Node) -> ast.Comparison:
    left, operator, right = b.all(node.children)
    return ast.Comparison(left, operator, right, b.span(node))


@builds
def is_formula(b: Builder, node: Node) -> ast.Formula:
    """`X is …`: what follows decides what it is."""
    left, predicate = node.children
    subject, span = b.build(left), b.span(node)
    match predicate.data:
        case "membership":
            negation, options = predicate.children
            return ast.Membership(single(b, subject), b.build(options), negation is not None, span)
        case "state":
            return ast.RecordState(single(b, subject), b.build(predicate), span)
        case "within":
            period, way, start, counting = predicate.children
            return ast.Within(
                single(b, subject), b.build(period), b.build(way), b.build(start), b.maybe(counting), span
            )
        case "any_day":
            first, last = b.all(predicate.children)
            return ast.AnyDay(named(b, subject), first, last, span)
        case _:
            return ast.Assignment(named(b, subject), b.build(predicate), span)


def single(b: Builder, subject: ast.Expression) -> Any:
    """The subject of `is one of`, `is within`, `is disputed`: a variable or a value, never a sum."""
    if not isinstance(subject, ast.Variable | ast.Constant):
        b.complain(
            "E0218",
            f"`{subject.span.text}` is a sum, and only a variable or a value can stand here",
            subject.span,
            help=f"name it in an element of its own, as in `(1) Total is {subject.span.text}`",
        )
    return subject


def named(b: Builder, subject: ast.Expression) -> Any:
    """The variable that an element names."""
    if not isinstance(subject, ast.Variable):
        b.complain(
            "E0218",
            f"`is` gives a value to a variable, and `{subject.span.text}` is none",
            subject.span,
            help="to compare two values write `=`",
        )
    return subject


@builds
def aggregator(b: Builder, node: Node) -> str:
    return str(node.children[0])


@builds
def conditions(b: Builder, node: Node) -> tuple[ast.Formula, ...]:
    return b.all(node.children)


@builds
def aggregate(b: Builder, node: Node) -> ast.AggregateOf:
    subject, operator, value, keys, conditions = node.children
    return ast.AggregateOf(
        named(b, b.build(subject)),
        b.build(operator),
        b.variable(value),
        b.build(keys),
        b.build(conditions),
        b.span(node),
    )


@builds
def count(b: Builder, node: Node) -> ast.AggregateOf:
    subject, keys, conditions = b.all(node.children)
    return ast.AggregateOf(named(b, subject), "count", None, keys, conditions, b.span(node))

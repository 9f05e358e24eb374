"""Questions, expectations and variants."""

from __future__ import annotations

from typing import Any

from decisis.syntax import ast
from decisis.syntax.builders.matter import as_of, before, sits
from decisis.syntax.building import RULES, Builder, Node, builds


@builds
def question(b: Builder, node: Node) -> ast.Question:
    name, title, literal, *even_if = node.children
    return ast.Question(
        b.name(name), b.build(literal), b.span(node), title=b.maybe_quoted(title), even_if=b.all(even_if)
    )


@builds
def even_if(b: Builder, node: Node) -> Any:
    return b.build(node.children[0])


@builds
def expectation(b: Builder, node: Node) -> ast.Expectation:
    question, *rest = node.children
    found = b.clauses(child for child in rest if child.data != "even_if")
    court, en_banc = found.get("in_court", (None, False))
    return ast.Expectation(
        question=b.name(question),
        outcome=found.get("outcome") or found["answers"],
        span=b.span(node),
        without=found.get("without", ()),
        court=court,
        en_banc=en_banc,
        as_of=found.get("as_of"),
        before=found.get("before"),
        even_if=b.all(child for child in rest if child.data == "even_if"),
        because=found.get("because", ()),
        never_because=found.get("never_because", ()),
        arguendo_because=found.get("arguendo_because", ()),
        considering=found.get("considering", ()),
        citing=found.get("citing", ()),
        warnings=found.get("warning", ()),
        grounds=found.get("grounds"),
        independent_grounds=found.get("independent_grounds"),
        strength=found.get("strength"),
        turning_on=found.get("turning_on", found.get("turning_on_nothing")),
        presuming_nothing="presuming_nothing" in found,
    )


@builds
def outcome(b: Builder, node: Node) -> ast.Outcome:
    verdict, by_cases = node.children
    return ast.Outcome(b.build(verdict), by_cases is not None, ())


@builds
def answers(b: Builder, node: Node) -> ast.Outcome:
    *values, verdict = node.children
    return ast.Outcome(b.maybe(verdict), False, b.all(values))


@builds
def verdict(b: Builder, node: Node) -> str:
    return str(node.children[0])


@builds
def grounds(b: Builder, node: Node) -> int:
    return int(node.children[0])


RULES["independent_grounds"] = grounds


@builds
def turning_on(b: Builder, node: Node) -> tuple[ast.Name, ...]:
    return b.all(node.children)


@builds
def turning_on_nothing(b: Builder, node: Node) -> tuple[ast.Name, ...]:
    return ()


@builds
def path(b: Builder, node: Node) -> ast.Name:
    """A dispute, or `HOLDING.QUESTION` for a question that a holding leaves open."""
    first, second = node.children
    text = f"{first}.{second}" if second is not None else str(first)
    return ast.Name(text, b.span(node))


@builds
def texts(b: Builder, node: Node) -> tuple[ast.Quoted, ...]:
    return tuple(b.quoted(token) for token in node.children)


# --- variants ------------------------------------------------------------------------------------


@builds
def variant(b: Builder, node: Node) -> ast.Variant:
    name, title, of, *changes = node.children
    return ast.Variant(
        b.name(name),
        b.name(of),
        tuple(change(b, child) for child in changes),
        b.span(node),
        title=b.maybe_quoted(title),
    )


def change(b: Builder, node: Node) -> ast.Change:
    match node.data:
        case "in_court":
            return ast.MoveCourt(*sits(b, node))
        case "as_of":
            return ast.MoveDate(as_of(b, node))
        case "before":
            return ast.MoveBefore(before(b, node))
        case "even_if":
            return ast.EvenIf(even_if(b, node))
        case _:
            built: ast.Change = b.build(node)
            return built


@builds
def suppose(b: Builder, node: Node) -> ast.Suppose:
    literal, status, instead = node.children
    return ast.Suppose(b.build(literal), b.maybe(status), instead is not None)


@builds
def withdraw(b: Builder, node: Node) -> ast.Withdraw:
    return ast.Withdraw(b.build(node.children[0]))


@builds
def resolve(b: Builder, node: Node) -> ast.Resolve:
    dispute, literal = node.children
    return ast.Resolve(b.build(dispute), b.build(literal))


@builds
def set_aside(b: Builder, node: Node) -> ast.SetAside:
    return ast.SetAside(b.build(node.children[0]))

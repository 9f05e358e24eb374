"""Matters: the record, disputes, questions, expectations and variants."""

from __future__ import annotations

from datetime import date
from typing import Any

from decisis.syntax import ast
from decisis.syntax.build_terms import read_date
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
    return ast.Matter(
        b.name(name), b.quoted(title), b.span(node), court=found.get("before"), as_of=found.get("as_of"),
        uses=found.get("uses", ()), decides=found.get("decides", ()),
    )


@builds
def as_of(b: Builder, node: Node) -> date:
    return read_date(node.children[0])


@builds
def before(b: Builder, node: Node) -> ast.Name:
    return b.name(node.children[0])


for _rule in ("in_court", "by", "from_source", "strength"):
    RULES[_rule] = before


@builds
def uses(b: Builder, node: Node) -> Any:
    return b.build(node.children[0])


for _rule in (
    "decides", "without", "because", "never_because", "arguendo_because", "considering", "citing", "warning",
    "resolved_as", "despite_literal",
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
        b.build(literal), span=b.span(node), pinpoint=found.get("pinpoint"), quote=found.get("quote"),
        also_as=found.get("also_as", ()), **about,
    )


@builds
def fact(b: Builder, node: Node) -> ast.Fact:
    literal, status, *rest = node.children
    found = b.clauses(rest)
    return ast.Fact(
        b.build(literal), b.build(status), b.span(node), by=found.get("by"), despite=found.get("despite_literal"),
        source=found.get("from_source"), pinpoint=found.get("pinpoint"), quote=found.get("quote"),
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
    if "unresolved" in found and "resolved_as" in found:
        b.complain(
            "E0220", f"dispute `{name}` is both `unresolved` and `resolved`", b.span(node), help="keep one of the two"
        )
    return ast.Dispute(
        b.name(name), b.build(side), b.maybe(other), b.span(node), burden=found.get("burden"),
        resolved_as=found.get("resolved_as"), source=found.get("from_source"), pinpoint=found.get("pinpoint"),
    )


@builds
def unresolved(b: Builder, node: Node) -> bool:
    return True


RULES["presuming_nothing"] = unresolved

# --- questions and expectations ------------------------------------------------------------------


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
    return ast.Expectation(
        question=b.name(question), outcome=found.get("outcome") or found["answers"], span=b.span(node),
        without=found.get("without", ()), court=found.get("in_court"), as_of=found.get("as_of"),
        before=found.get("before"), even_if=b.all(child for child in rest if child.data == "even_if"),
        because=found.get("because", ()), never_because=found.get("never_because", ()),
        arguendo_because=found.get("arguendo_because", ()), considering=found.get("considering", ()),
        citing=found.get("citing", ()), warnings=found.get("warning", ()), grounds=found.get("grounds"),
        independent_grounds=found.get("independent_grounds"), strength=found.get("strength"),
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
        b.name(name), b.name(of), tuple(change(b, child) for child in changes), b.span(node),
        title=b.maybe_quoted(title),
    )


def change(b: Builder, node: Node) -> ast.Change:
    match node.data:
        case "in_court":
            return ast.MoveCourt(before(b, node))
        case "as_of":
            return ast.MoveDate(as_of(b, node))
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
    return ast.Resolve(b.name(dispute), b.build(literal))


@builds
def set_aside(b: Builder, node: Node) -> ast.SetAside:
    return ast.SetAside(b.build(node.children[0]))

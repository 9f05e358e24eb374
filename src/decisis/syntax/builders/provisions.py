"""Provisions: rules, definitions, holdings, dicta and dissents."""

from __future__ import annotations

from typing import Any

from decisis.syntax import ast
from decisis.syntax.builders.values import read_date
from decisis.syntax.building import RULES, Builder, Node, builds


@builds
def rule(b: Builder, node: Node) -> ast.Provision:
    """A `rule` or `definition`; a `holding`, `dictum` or `dissent` differs in saying what it is `of`."""
    kind, name, title, *rest = node.children
    found = b.clauses(child for child in rest if child is not None and child.data != "leaves_open")
    conclusion, otherwise_not = found["then"]
    provision_kind = str(kind.children[0])
    if otherwise_not is not None and provision_kind != "definition":
        b.complain(
            "E0213",
            f"a {provision_kind} cannot say `otherwise not`",
            b.span(otherwise_not),
            help="only a definition concludes the opposite when an element is refuted",
        )
    return ast.Provision(
        kind=provision_kind,
        name=b.name(name),
        conclusion=conclusion,
        span=b.span(node),
        title=b.maybe_quoted(title),
        under=found.get("under", found.get("ruling_of")),
        construing=found.get("construing"),
        in_force=found.get("in_force"),
        as_of=found.get("as_of_variable"),
        exception_to=found.get("exception_to", ()),
        subject_to=found.get("subject_to", ()),
        quote=found.get("quote"),
        provenance=found.get("provenance"),
        given=found.get("given", ()),
        despite=found.get("despite", ()),
        unless=found.get("unless", ()),
        otherwise_not=otherwise_not is not None and provision_kind == "definition",
        factors=found.get("factors", ()),
        leaves_open=b.all(child for child in rest if child is not None and child.data == "leaves_open"),
        rows=found.get("edition_rows"),
    )


RULES["holding"] = rule


@builds
def under(b: Builder, node: Node) -> ast.Place:
    authority, pinpoint, editions = node.children
    return ast.Place(b.name(authority), b.maybe_quoted(pinpoint), b.maybe(editions))


RULES["construing"] = under


@builds
def ruling_of(b: Builder, node: Node) -> ast.Place:
    authority, pinpoint = node.children
    return ast.Place(b.name(authority), b.maybe_quoted(pinpoint))


@builds
def edition_range(b: Builder, node: Node) -> ast.EditionRange:
    """One edition is a range of one."""
    ends = b.all(node.children)
    return ast.EditionRange(ends[0], ends[-1])


@builds
def exception_to(b: Builder, node: Node) -> tuple[ast.Name, ...]:
    names: tuple[ast.Name, ...] = b.build(node.children[0])
    return names


RULES["subject_to"] = exception_to


@builds
def as_of_variable(b: Builder, node: Node) -> ast.Variable:
    return b.variable(node.children[0])


@builds
def given(b: Builder, node: Node) -> tuple[ast.Element, ...]:
    return b.all(node.children)


RULES["despite"] = RULES["unless"] = RULES["factors"] = given


@builds
def then(b: Builder, node: Node) -> Any:
    conclusion, otherwise_not = node.children
    return b.build(conclusion), otherwise_not


@builds
def switch_off(b: Builder, node: Node) -> ast.SwitchOff:
    provision, terms = node.children
    return ast.SwitchOff(b.name(provision), b.build(terms), b.span(node))


@builds
def not_covered(b: Builder, node: Node) -> ast.NotCovered:
    return ast.NotCovered(b.build(node.children[0]), b.span(node))


@builds
def leaves_open(b: Builder, node: Node) -> ast.OpenQuestion:
    name, literal, *elements = node.children
    return ast.OpenQuestion(b.name(name), b.build(literal), b.all(elements), b.span(node))


@builds
def edition_rows(b: Builder, node: Node) -> ast.EditionRows:
    as_of, *rows = node.children
    return ast.EditionRows(b.variable(as_of), b.all(rows))


@builds
def edition_row(b: Builder, node: Node) -> ast.EditionRow:
    start, pinpoint, settings, quote = node.children
    return ast.EditionRow(
        read_date(start),
        b.maybe_quoted(pinpoint),
        b.maybe(settings) or (),
        b.maybe_quoted(quote),
        b.span(node),
    )


@builds
def settings(b: Builder, node: Node) -> tuple[ast.Setting, ...]:
    return b.all(node.children)


@builds
def setting(b: Builder, node: Node) -> ast.Setting:
    variable, value = node.children
    return ast.Setting(b.variable(variable), b.build(value))


RULES["answer"] = setting

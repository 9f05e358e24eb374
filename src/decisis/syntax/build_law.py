"""Declarations and provisions."""

from __future__ import annotations

from typing import Any

from decisis.syntax import ast
from decisis.syntax.build_terms import maybe_date, read_date
from decisis.syntax.building import RULES, Builder, Node, builds

# --- declarations --------------------------------------------------------------------------------


@builds
def area(b: Builder, node: Node) -> ast.Area:
    name, title, builds_on = node.children
    return ast.Area(b.name(name), b.maybe_quoted(title), b.maybe(builds_on) or (), b.span(node))


@builds
def sort(b: Builder, node: Node) -> ast.Sort:
    name, choices = node.children
    return ast.Sort(b.name(name), b.maybe(choices), b.span(node))


@builds
def choices(b: Builder, node: Node) -> tuple[ast.Choice, ...]:
    return b.all(node.children)


@builds
def choice(b: Builder, node: Node) -> ast.Choice:
    name, label = node.children
    return ast.Choice(b.name(name), b.maybe_quoted(label))


@builds
def relation(b: Builder, node: Node) -> ast.Relation:
    name, parameters, *rest = node.children
    found = b.clauses(rest)
    return ast.Relation(
        b.called(name), b.build(parameters), b.span(node), closed="closed" in found,
        functional=found.get("functional"), reads=found.get("reads"), denied=found.get("denied"),
        asks=found.get("asks"),
    )


@builds
def parameters(b: Builder, node: Node) -> tuple[ast.Parameter, ...]:
    return b.all(node.children)


@builds
def parameter(b: Builder, node: Node) -> ast.Parameter:
    name, sort = node.children
    return ast.Parameter(b.role(name), b.name(sort))


@builds
def closed(b: Builder, node: Node) -> bool:
    return True


@builds
def functional(b: Builder, node: Node) -> tuple[ast.Name, ...]:
    names: tuple[ast.Name, ...] = b.build(node.children[0])
    return names


@builds
def reads(b: Builder, node: Node) -> ast.Quoted:
    return b.quoted(node.children[0])


RULES["denied"] = RULES["asks"] = RULES["because_text"] = reads


@builds
def court(b: Builder, node: Node) -> ast.Court:
    name, title, under, trial = node.children
    return ast.Court(b.name(name), b.quoted(title), b.maybe_name(under), b.span(node), trial is not None)


@builds
def work(b: Builder, node: Node) -> ast.Authority:
    """A work or an authority: anything that can be cited."""
    name, citation, *rest = node.children
    found = b.clauses(rest)
    decided_by, decided_on = found.get("decided_by", (None, None))
    return ast.Authority(
        b.name(name), b.quoted(citation), b.span(node), kind=found.get("kind"), decided_by=decided_by,
        decided_on=decided_on, published=found.get("publication", True), editions=found.get("editions", ()),
        chosen_by=found.get("chosen_by"), in_force=found.get("in_force"), provenance=found.get("provenance"),
    )


RULES["authority"] = work


@builds
def kind(b: Builder, node: Node) -> ast.Name:
    return b.name(node.children[0])


@builds
def editions(b: Builder, node: Node) -> tuple[ast.Edition, ...]:
    return b.all(node.children)


@builds
def edition(b: Builder, node: Node) -> ast.Edition:
    name, start = node.children
    return ast.Edition(b.build(name), read_date(start))


@builds
def edition_name(b: Builder, node: Node) -> ast.Name:
    return b.name(node.children[0])


@builds
def chosen_by(b: Builder, node: Node) -> ast.Atom:
    atom: ast.Atom = b.build(node.children[0])
    return atom


@builds
def decided_by(b: Builder, node: Node) -> Any:
    court, day = node.children
    return b.name(court), maybe_date(day)


@builds
def publication(b: Builder, node: Node) -> bool:
    return bool(node.children[0] == "published")


@builds
def in_force(b: Builder, node: Node) -> ast.InForce:
    start, end = node.children
    return ast.InForce(read_date(start), maybe_date(end))


@builds
def provenance(b: Builder, node: Node) -> ast.Provenance:
    words = node.children
    if words[0] == "checked":
        return ast.Provenance("checked", b.quoted(words[2]).text)
    return ast.Provenance(" ".join(words))


@builds
def table(b: Builder, node: Node) -> ast.Table:
    name, parameters, file, *rest = node.children
    found = b.clauses(rest)
    return ast.Table(
        b.called(name), b.build(parameters), b.quoted(file), b.span(node), found.get("under"), found.get("provenance")
    )


@builds
def priority(b: Builder, node: Node) -> ast.Priority:
    stronger, weaker, because = node.children
    return ast.Priority(b.name(stronger), b.name(weaker), b.maybe(because), b.span(node))


@builds
def treatment(b: Builder, node: Node) -> ast.Treatment:
    later, verb, earlier, start = node.children
    return ast.Treatment(b.name(later), b.build(verb), b.name(earlier), maybe_date(start), b.span(node))


@builds
def verb(b: Builder, node: Node) -> str:
    return " ".join(node.children)


@builds
def property_(b: Builder, node: Node) -> ast.Property:
    name, title, body, because = node.children
    first, second = b.all(body.children)
    return ast.Property(
        b.name(name), str(body.data), first, second, b.span(node), b.maybe_quoted(title), b.maybe(because)
    )


# --- provisions ----------------------------------------------------------------------------------


@builds
def rule(b: Builder, node: Node) -> ast.Provision:
    """A `rule` or `definition`; a `holding`, `dictum` or `dissent` differs in saying what it is `of`."""
    kind, name, title, *rest = node.children
    found = b.clauses(child for child in rest if child is not None and child.data != "leaves_open")
    conclusion, otherwise_not = found["then"]
    provision_kind = str(kind.children[0])
    if otherwise_not is not None and provision_kind != "definition":
        b.complain(
            "E0213", f"a {provision_kind} cannot say `otherwise not`", b.span(otherwise_not),
            help="only a definition concludes the opposite when an element is refuted",
        )
    return ast.Provision(
        kind=provision_kind, name=b.name(name), conclusion=conclusion, span=b.span(node),
        title=b.maybe_quoted(title), under=found.get("under", found.get("ruling_of")),
        construing=found.get("construing"), in_force=found.get("in_force"), as_of=found.get("as_of_variable"),
        exception_to=found.get("exception_to", ()), subject_to=found.get("subject_to", ()),
        quote=found.get("quote"), provenance=found.get("provenance"), given=found.get("given", ()),
        despite=found.get("despite", ()), unless=found.get("unless", ()),
        otherwise_not=otherwise_not is not None and provision_kind == "definition",
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
    return functional(b, node)


RULES["subject_to"] = exception_to


@builds
def as_of_variable(b: Builder, node: Node) -> ast.Variable:
    return b.variable(node.children[0])


@builds
def given(b: Builder, node: Node) -> tuple[ast.Element, ...]:
    return b.all(node.children)


RULES["despite"] = RULES["unless"] = given


@builds
def then(b: Builder, node: Node) -> Any:
    conclusion, otherwise_not = node.children
    return b.build(conclusion), otherwise_not


@builds
def switch_off(b: Builder, node: Node) -> ast.SwitchOff:
    provision, terms = node.children
    return ast.SwitchOff(b.name(provision), b.build(terms), b.span(node))


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
        read_date(start), b.maybe_quoted(pinpoint), b.maybe(settings) or (), b.maybe_quoted(quote), b.span(node)
    )


@builds
def settings(b: Builder, node: Node) -> tuple[ast.Setting, ...]:
    return b.all(node.children)


@builds
def setting(b: Builder, node: Node) -> ast.Setting:
    variable, value = node.children
    return ast.Setting(b.variable(variable), b.build(value))


RULES["answer"] = setting

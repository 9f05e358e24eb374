"""Declarations: areas, sorts, relations, courts, authorities, tables, priorities, treatments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from decisis.syntax import ast
from decisis.syntax.builders.values import maybe_date, read_date
from decisis.syntax.building import RULES, Builder, Node, builds


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
        b.called(name),
        b.build(parameters),
        b.span(node),
        closed="closed" in found,
        functional=found.get("functional"),
        reads=found.get("reads"),
        denied=found.get("denied"),
        asks=found.get("asks"),
        favours=found.get("favours"),
    )


@builds
def favours(b: Builder, node: Node) -> ast.Name:
    return b.name(node.children[0])


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
    """The names of the key; of one value for all, none."""
    names: tuple[ast.Name, ...] = b.build(node.children[0]) if node.children[0] is not None else ()
    return names


@builds
def reads(b: Builder, node: Node) -> ast.Quoted:
    return b.quoted(node.children[0])


RULES["denied"] = RULES["asks"] = RULES["because_text"] = reads


@builds
def court(b: Builder, node: Node) -> ast.Court:
    name, title, under, trial, *rules = node.children
    return ast.Court(
        b.name(name), b.quoted(title), b.maybe_name(under), b.span(node), trial is not None, b.all(rules)
    )


@builds
def court_rule(b: Builder, node: Node) -> ast.CourtRule:
    said, *rest = node.children
    kind, says, adopted, decided = b.build(said)
    found = b.clauses(rest)
    return ast.CourtRule(
        kind,
        says,
        b.span(node),
        adopted,
        decided,
        under=found.get("under"),
        in_force=found.get("in_force"),
        quote=found.get("quote"),
        provenance=found.get("provenance"),
    )


@builds
def conflicting_panels(b: Builder, node: Node) -> Any:
    words = [str(word) for word in node.children[0].children]
    return "panels", next(w for w in words if w not in ("the", "controls")), None, None


@builds
def unpublished_opinions(b: Builder, node: Node) -> Any:
    decided, binding = node.children
    return "unpublished", " ".join(binding.children), None, b.maybe(decided)


@builds
def adopts(b: Builder, node: Node) -> Any:
    court, decided = node.children
    return "adopts", str(court), b.name(court), b.maybe(decided)


@builds
def panels_overrule(b: Builder, node: Node) -> Any:
    return "overruling", "panels may overrule panels", None, None


@builds
def decided_before(b: Builder, node: Node) -> ast.InForce:
    day = read_date(node.children[0])
    return ast.InForce(None, day - timedelta(days=1) if day > day.min else day)


@builds
def decided_from(b: Builder, node: Node) -> ast.InForce:
    start, end = node.children
    return ast.InForce(read_date(start), maybe_date(end))


@builds
def work(b: Builder, node: Node) -> ast.Authority:
    """A work or an authority: anything that can be cited."""
    name, citation, *rest = node.children
    found = b.clauses(rest)
    decided_by, decided_on, en_banc = found.get("decided_by", (None, None, False))
    return ast.Authority(
        b.name(name),
        b.quoted(citation),
        b.span(node),
        kind=found.get("kind"),
        decided_by=decided_by,
        decided_on=decided_on,
        en_banc=en_banc,
        published=found.get("publication", True),
        editions=found.get("editions", ()),
        chosen_by=found.get("chosen_by"),
        in_force=found.get("in_force"),
        provenance=found.get("provenance"),
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
    court, day, en_banc = node.children
    return b.name(court), maybe_date(day), en_banc is not None


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
        b.called(name),
        b.build(parameters),
        b.quoted(file),
        b.span(node),
        found.get("under"),
        found.get("provenance"),
        found.get("reads"),
        found.get("denied"),
    )


@builds
def priority(b: Builder, node: Node) -> ast.Priority:
    stronger, weaker, because = node.children
    return ast.Priority(b.name(stronger), b.name(weaker), b.maybe(because), b.span(node))


@builds
def treatment(b: Builder, node: Node) -> ast.Treatment:
    """`A superseded by B` is `B supersedes A`, from its other end."""
    later, verb, earlier, *rest = node.children
    said, found = b.build(verb), b.clauses(rest)
    if said == "superseded by":
        later, said, earlier = earlier, "supersedes", later
    return ast.Treatment(
        b.name(later),
        said,
        b.name(earlier),
        found.get("since"),
        b.span(node),
        found.get("pinpoint"),
        found.get("quote"),
        found.get("provenance"),
    )


@builds
def since(b: Builder, node: Node) -> date:
    return read_date(node.children[0])


@builds
def verb(b: Builder, node: Node) -> str:
    return " ".join(node.children)

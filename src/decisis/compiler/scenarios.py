"""Scenarios: the same provisions over again, with one relation replaced.

Every relation that depends on the replaced one gets a copy with the scenario's parameters in
front; every provision that gives one of these gets a copy that speaks of the copies. Nothing else
is touched, so nothing leaks out of a scenario.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from decisis.compiler.library import Library
from decisis.syntax import ast
from decisis.syntax.walk import rebuild, walk

Provisions = Mapping[str, ast.Provision]


@dataclass(frozen=True)
class Named:
    """What a provision names: atoms in a scenario, and the relations of the other atoms of its elements,
    and of all its other atoms."""

    provision: ast.Provision
    in_scenarios: tuple[ast.Atom, ...]
    mentioned: frozenset[str]
    anywhere: frozenset[str]


@dataclass(frozen=True)
class Known:
    """What was found out of provisions, and made of them, for other days and courts."""

    named: dict[int, Named] = field(default_factory=dict)
    copied: dict[tuple[int, int, frozenset[str]], tuple[ast.Scenario, ast.Provision, ast.Provision]] = field(
        default_factory=dict
    )  # by scenario, provision, and what the provision names that depends on what the scenario replaces

    apart: dict[int, tuple[ast.Scenario, ast.Scenario, ast.Provision]] = field(default_factory=dict)

    def of(self, provision: ast.Provision) -> Named:
        found = self.named.get(id(provision))
        if found is None:
            asked = provision.given, provision.despite, provision.unless
            questions = (q.elements for q in provision.leaves_open)
            found = self.named[id(provision)] = Named(
                provision,
                tuple(_in_scenarios(provision)),
                frozenset(_outside_scenarios((*asked, *questions))),
                frozenset(_outside_scenarios(provision)),
            )
        return found


def _in_scenarios(provision: ast.Provision) -> Iterator[ast.Atom]:
    return (n for n in walk(provision) if isinstance(n, ast.Atom) and n.scenario is not None)


def with_scenarios(provisions: Provisions, library: Library, known: Known) -> dict[str, ast.Provision]:
    """The provisions and, for each scenario that something uses, their copies in it."""
    result = dict(provisions)
    for name in _used(provisions, library, known):
        result.update(_copies(library.scenarios[name], provisions, known))
    return result


def scenario_relation(
    name: str, scenario: ast.Scenario, relation: ast.Relation, library: Library
) -> ast.Relation:
    """The copy of a relation in a scenario, with the scenario's parameters in front."""
    sorts = _parameter_sorts(scenario, library)
    front = tuple(
        ast.Parameter(ast.Name(v.name.lower(), v.span), ast.Name(s, v.span))
        for v, s in zip(scenario.parameters, sorts, strict=True)
    )
    title = scenario.name.text.replace("_", " ")
    named = " and ".join(f"{{{p.name.text}}}" for p in front)

    def inside(words: ast.Quoted | None) -> ast.Quoted | None:
        return replace(words, text=f"{title} by {named}, {words.text}") if words else None

    return replace(
        relation,
        name=replace(relation.name, text=name),
        parameters=(*front, *relation.parameters),
        functional=(*(p.name for p in front), *relation.functional)
        if relation.functional is not None
        else None,
        reads=inside(relation.reads),
        denied=inside(relation.denied),
    )


def _parameter_sorts(scenario: ast.Scenario, library: Library) -> tuple[str, ...]:
    relation = library.relations[scenario.replacement.relation.text]
    by_name = {
        a.term.name: p.sort.text
        for a, p in zip(scenario.replacement.arguments, relation.parameters, strict=True)
        if isinstance(a.term, ast.Variable)
    }
    return tuple(by_name.get(v.name, "") for v in scenario.parameters)


def _used(provisions: Provisions, library: Library, known: Known) -> Iterator[str]:
    atoms = (a for p in provisions.values() for a in known.of(p).in_scenarios)
    found = {a.scenario.name.text for a in atoms if a.scenario is not None}
    yield from sorted(found & set(library.scenarios))


def _concluded(provision: ast.Provision, provisions: Provisions) -> str:
    """The relation that a provision speaks of: if it takes another one out of application, that one's."""
    match provision.conclusion:
        case ast.SwitchOff(provision=target):
            switched = provisions.get(target.text)
            return "" if switched is None else _concluded(switched, provisions)
        case ast.Literal(atom=atom) | ast.NotCovered(atom=atom):
            return atom.relation.text


def _heads(provision: ast.Provision, provisions: Provisions) -> set[str]:
    """The relations that a provision decides, or leaves open."""
    asked = {q.literal.atom.relation.text for q in provision.leaves_open}
    return (asked | {_concluded(provision, provisions)}) - {""}


def _depending(on: str, provisions: Provisions, known: Known) -> set[str]:
    """The relation and all that depend on it through provisions, or stand in one with what does."""
    naming: dict[str, set[str]] = {}  # from a relation to those that provisions decide by it, or beside it
    for provision in provisions.values():
        heads = _heads(provision, provisions)
        if isinstance(provision.conclusion, ast.NotCovered) and not provision.leaves_open:
            continue  # it decides nothing
        for name in known.of(provision).mentioned | (heads if len(heads) > 1 else set()):
            naming.setdefault(name, set()).update(heads)
    found: set[str] = set()
    pending = [on]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += naming.get(name, ())
    return found


def _outside_scenarios(node: object) -> Iterator[str]:
    """The relations of the atoms in a node that are in no scenario."""
    return (n.relation.text for n in walk(node) if isinstance(n, ast.Atom) and n.scenario is None)


def _copies(
    written: ast.Scenario, provisions: Provisions, known: Known
) -> Iterator[tuple[str, ast.Provision]]:
    if id(written) not in known.apart:
        known.apart[id(written)] = written, *_apart(written)
    _, scenario, replacement = known.apart[id(written)]
    inside = frozenset(_depending(scenario.replaced.relation.text, provisions, known))
    use = ast.ScenarioUse(scenario.name, scenario.parameters)

    def move(node: object) -> object:
        if isinstance(node, ast.Atom) and node.relation.text in inside and node.scenario is None:
            return replace(node, scenario=use)
        return node

    suffix = f" in {scenario.name.text}"
    for name, provision in provisions.items():
        concluded = _concluded(provision, provisions)
        if concluded in inside and concluded != scenario.replaced.relation.text:
            key = id(written), id(provision), inside & known.of(provision).anywhere
            if key not in known.copied:
                moved: ast.Provision = rebuild(provision, move)
                named = _renamed(moved, suffix, scenario)
                known.copied[key] = written, provision, _with_domain(named, scenario)
            yield name + suffix, known.copied[key][2]
    yield scenario.name.text, replacement


def _renamed(moved: ast.Provision, suffix: str, scenario: ast.Scenario) -> ast.Provision:
    """A copy under its name in the scenario: what it takes out of application is a copy there, too."""
    name = replace(moved.name, text=moved.name.text + suffix)
    off = moved.conclusion
    if not isinstance(off, ast.SwitchOff):
        return replace(moved, name=name)
    target = replace(off.provision, text=off.provision.text + suffix)
    return replace(
        moved, name=name, conclusion=replace(off, provision=target, terms=(*scenario.parameters, *off.terms))
    )


def _apart(scenario: ast.Scenario) -> tuple[ast.Scenario, ast.Provision]:
    """The scenario with parameters that no provision can have a variable of the name of.

    And what it puts in the place of the relation that it replaces.
    """
    names = {v.name for v in scenario.parameters}

    def rename(node: object) -> object:
        if isinstance(node, ast.Variable) and node.name in names:
            return replace(node, name=f"{node.name} of {scenario.name.text}")
        return node

    renamed: ast.Scenario = rebuild(scenario, rename)
    return renamed, _replacement(renamed, ast.ScenarioUse(renamed.name, renamed.parameters))


def _with_domain(provision: ast.Provision, scenario: ast.Scenario) -> ast.Provision:
    """Bind the scenario's parameters, in case only absences in the provision or its questions speak of it."""
    span = scenario.span
    arguments = tuple(
        a if a.term in scenario.parameters else ast.Argument(None, ast.Variable(f"_any {i}", span))
        for i, a in enumerate(scenario.replacement.arguments)
    )
    atom = replace(scenario.replacement, arguments=arguments)
    domain = ast.Element("", ast.Literal(atom, False, span), span)
    questions = tuple(replace(q, elements=_beside(q.elements, domain)) for q in provision.leaves_open)
    return replace(provision, given=_beside(provision.given, domain), leaves_open=questions)


def _beside(elements: tuple[ast.Element, ...], domain: ast.Element) -> tuple[ast.Element, ...]:
    """The elements and the domain: before the first that goes through members or cases, which it is of."""
    going_through = (isinstance(e.formula, ast.AggregateOf | ast.ForEvery) for e in elements)
    place = next((i for i, found in enumerate(going_through) if found), len(elements))
    return (*elements[:place], domain, *elements[place:])


def _replacement(scenario: ast.Scenario, use: ast.ScenarioUse) -> ast.Provision:
    span = scenario.span
    return ast.Provision(
        "scenario",
        scenario.name,
        ast.Literal(replace(scenario.replaced, scenario=use), False, span),
        span,
        given=(ast.Element("(1)", ast.Literal(scenario.replacement, False, span), span),),
    )

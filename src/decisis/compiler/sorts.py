"""The sort of every variable of a provision, and of every expression over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decisis.compiler.checks.common import elements_of, formulas
from decisis.compiler.library import Library
from decisis.compiler.resolve import BUILT_IN_SORTS
from decisis.compiler.terms import expression_sort
from decisis.source import Span
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.values import MONEY, NUMBERS, alike, kind

AMOUNTS = ("Int", "Decimal", "Money", "Duration")
AGGREGATES_OVER = {  # `Money` for any one currency
    "sum": AMOUNTS,
    "greatest": AMOUNTS,
    "least": AMOUNTS,
    "earliest": ("Date",),
    "latest": ("Date",),
}


@dataclass(frozen=True)
class Use:
    """A variable in a place that asks for a sort; `place` is what the place is called in complaints."""

    variable: ast.Variable
    sort: str
    place: str

    @property
    def span(self) -> Span:
        return self.variable.span


Known = Mapping[str, Use]  # the use that decided the sort of each variable


@dataclass(frozen=True)
class Place:
    """A term, the sort that is asked for in its place, and what the place is called."""

    term: ast.Term
    sort: str  # "" if nobody knows
    name: str
    parameter: str = ""


def arguments(atom: ast.Atom, library: Library) -> Iterator[Place]:
    """The terms of an atom with the sorts of their places, those of its scenario first."""
    if atom.scenario is not None and atom.scenario.name.text in library.scenarios:
        scenario = library.scenarios[atom.scenario.name.text]
        for term, sort in zip(atom.scenario.terms, scenario_sorts(scenario, library), strict=False):
            yield Place(term, sort, f"`{scenario.name.text}`")
    relation = library.relations.get(atom.relation.text)
    for parameter, argument in zip(relation.parameters if relation else (), atom.arguments, strict=False):
        name = f"`{atom.relation.text}`"
        sort = parameter.sort.text if is_a_sort(parameter.sort.text, library) else ""
        yield Place(argument.term, sort, name, parameter.name.text)


def is_a_sort(name: str, library: Library) -> bool:
    return name in BUILT_IN_SORTS or name in MONEY or name in library.sorts


def scenario_sorts(scenario: ast.Scenario, library: Library) -> tuple[str, ...]:
    """The sorts of a scenario's parameters; "" for one that the replacing relation does not have."""
    relation = library.relations.get(scenario.replacement.relation.text)
    declared = relation.parameters if relation else ()
    by_name = {
        a.term.name: p.sort.text
        for p, a in zip(declared, scenario.replacement.arguments, strict=False)
        if isinstance(a.term, ast.Variable)
    }
    return tuple(by_name.get(v.name, "") for v in scenario.parameters)


def switched_arguments(switch: ast.SwitchOff, library: Library) -> Iterator[Place]:
    """The terms of `PROVISION does not apply to (…)`: the arguments of that provision's conclusion."""
    target = library.provisions.get(switch.provision.text)
    if target is not None and isinstance(target.conclusion, ast.Literal):
        asked = arguments(target.conclusion.atom, library)
        for term, argument in zip(switch.terms, asked, strict=False):
            yield Place(term, argument.sort, f"`{switch.provision.text}`")


# --- uses of variables -------------------------------------------------------------------------------


def uses(provision: ast.Provision, library: Library) -> tuple[Known, tuple[tuple[Use, Use], ...]]:
    """What each variable is, and every use (the second of a pair) that disagrees with the first."""
    known: dict[str, Use] = {}
    clashes: list[tuple[Use, Use]] = []
    body = (
        elements_of(provision),
        tuple(q.elements for q in provision.leaves_open),
        provision.factors,
    )
    for use in _in_relations(body, library):
        _learn(use, known, clashes)
    for use in _settings(provision):
        _learn(use, known, clashes)
    named = [f for f in formulas(body) if isinstance(f, _NAMING)]
    for _ in range(len(named)):  # a name may stand on names that are given later
        for formula in named:
            use_of = _named(formula, known)
            if use_of is not None and use_of.variable.name not in known:
                known[use_of.variable.name] = use_of
    for formula in named:
        use_of = _named(formula, known)
        if use_of is not None:
            _learn(use_of, known, clashes)
    for use in _concluded(provision, library):
        _learn(use, known, clashes, exactly=True)
    return known, tuple(clashes)


def sorts_of(provision: ast.Provision, library: Library) -> dict[str, str]:
    """The sort of each variable, also of those that an element names."""
    return {name: use.sort for name, use in uses(provision, library)[0].items()}


def clashing(node: Any, library: Library) -> list[tuple[Use, Use]]:
    """The uses of variables in a property or a scenario that disagree with earlier ones."""
    known: dict[str, Use] = {}
    clashes: list[tuple[Use, Use]] = []
    for use in _in_relations(node, library):
        _learn(use, known, clashes)
    return clashes


def _learn(use: Use, known: dict[str, Use], clashes: list[tuple[Use, Use]], *, exactly: bool = False) -> None:
    name = use.variable.name
    first = known.setdefault(name, use)
    if first.sort in NUMBERS and use.sort in NUMBERS:
        if exactly and (first.sort, use.sort) == ("Decimal", "Int"):
            clashes.append((first, use))
        elif not exactly and use.sort == "Int":
            known[name] = use
    elif not alike(first.sort, use.sort):
        clashes.append((first, use))


def _in_relations(node: Any, library: Library) -> Iterator[Use]:
    for inner in walk(node):
        if isinstance(inner, ast.Atom):
            yield from _of_variables(arguments(inner, library))
        elif isinstance(inner, ast.RecordState) and isinstance(inner.subject, ast.Variable):
            yield Use(inner.subject, "Issue", f"`is {inner.state}`")


def _of_variables(places: Iterator[Place]) -> Iterator[Use]:
    for argument in places:
        if isinstance(argument.term, ast.Variable) and argument.term.name != "_" and argument.sort:
            yield Use(argument.term, argument.sort, argument.name)


def _concluded(provision: ast.Provision, library: Library) -> Iterator[Use]:
    conclusion = provision.conclusion
    if isinstance(conclusion, ast.SwitchOff):
        yield from _of_variables(switched_arguments(conclusion, library))
    else:
        yield from _in_relations((conclusion,), library)
    yield from _in_relations(tuple(q.literal for q in provision.leaves_open), library)


def _settings(provision: ast.Provision) -> Iterator[Use]:
    for row in provision.rows.rows if provision.rows else ():
        for setting in row.settings:
            sort = kind(setting.value.value)
            if sort not in ("symbol", "unknown"):
                yield Use(setting.variable, sort, "its row of editions")


def _named(formula: ast.Formula, known: Known) -> Use | None:
    """The use that a formula makes of the variable that it names."""
    if isinstance(formula, ast.Assignment):
        sorts = {name: use.sort for name, use in known.items()}
        sort, variable = expression_sort(formula.expression, sorts), formula.variable
    elif isinstance(formula, ast.AnyDay):
        sort, variable = "Date", formula.variable
    elif isinstance(formula, ast.AggregateOf):
        sort, variable = aggregate_sort(formula, known), formula.variable
    elif isinstance(formula, ast.Membership) and isinstance(formula.term, ast.Variable):
        kinds = {kind(o.value) for o in formula.options if isinstance(o, ast.Constant)}
        sort, variable = (kinds.pop() if len(kinds) == 1 else ""), formula.term
    else:
        return None
    return Use(variable, sort, "what it is said to be") if sort not in ("", "symbol") else None


_NAMING = (ast.Assignment, ast.AggregateOf, ast.Membership, ast.AnyDay)


def aggregate_sort(formula: ast.AggregateOf, known: Known) -> str:
    if formula.value is None:
        return "Int"
    of = known.get(formula.value.name)
    return of.sort if of else ""

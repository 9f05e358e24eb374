"""Scenarios: what replaces a relation, and what depends on it."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.compiler.checks.common import atoms, elements_of, head_of, names, terms_of
from decisis.compiler.library import Library
from decisis.compiler.reading import Doctrine
from decisis.diagnostics import Diagnostic
from decisis.source import Span
from decisis.syntax import ast

Found = Iterator[Diagnostic]


def scenarios(doctrine: Doctrine) -> Found:
    """What replaces a relation in a scenario gives each of its arguments, and uses each parameter."""
    for scenario in doctrine.library.scenarios.values():
        given = names(scenario.replacement)
        for variable in scenario.parameters:
            if variable.name not in given:
                yield _scenario(
                    variable.span,
                    f"parameter `{variable.name}` does not stand in `{scenario.replacement.relation.text}`",
                    "every parameter of a scenario stands in the relation that replaces the other",
                )
        for term in terms_of(scenario.replaced):
            if isinstance(term, ast.Variable) and term.name not in given:
                what = "an argument that is left out" if term.name == "_" else f"`{term.name}`"
                yield _scenario(
                    term.span,
                    f"`{scenario.replacement.relation.text}` does not give {what}",
                    f"it replaces `{scenario.replaced.relation.text}`, and must give every argument of it",
                )
        if scenario.subject.name not in names(scenario.replaced):
            yield _scenario(
                scenario.subject.span,
                f"`{scenario.subject.name}` does not stand in `{scenario.replaced.relation.text}`",
                "a scenario is of the thing whose relation it replaces",
            )


def _scenario(span: Span, message: str, note: str) -> Diagnostic:
    return Diagnostic(
        "E0319",
        message,
        span,
        notes=(note,),
        help="write `scenario as_amended(A) of J  p(J, N) is q(A, J, N)`",
    )


def scenarios_that_change_nothing(doctrine: Doctrine) -> Found:
    """A scenario in front of a relation that does not depend on what it replaces."""
    scenarios_ = doctrine.library.scenarios
    rests: list[tuple[str, set[str]]] = []
    reaches: dict[str, set[str]] = {}
    for reading in doctrine.readings:
        for atom in reading.atoms:
            name = atom.scenario.name.text if atom.scenario else ""
            if name in scenarios_ and name not in reaches:
                rests = rests or _rests(doctrine.library)
                reaches[name] = _depending(scenarios_[name].replaced.relation.text, rests)
            if name in reaches and atom.relation.text not in reaches[name]:
                replaced = scenarios_[name].replaced.relation.text
                yield Diagnostic(
                    "E0321",
                    f"`{atom.relation.text}` is the same in scenario `{name}`",
                    atom.span,
                    context=reading.context,
                    notes=(f"no provision for it rests on `{replaced}`",),
                    help=f"leave out `{name}(…):`",
                )


def _rests(library: Library) -> list[tuple[str, set[str]]]:
    """Of each provision, the relation that it concludes and those on which that rests."""
    return [
        (head_of(p), {a.relation.text for a in atoms(elements_of(p)) if a.scenario is None})
        for p in library.provisions.values()
    ]


def _depending(on: str, rests: list[tuple[str, set[str]]]) -> set[str]:
    """The relations that depend on one through provisions, and itself."""
    found, growing = {on}, True
    while growing:
        heads = {head for head, below in rests if head and below & found}
        growing = not heads <= found
        found |= heads
    return found

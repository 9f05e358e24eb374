"""Whether the values that an expectation gives are values that its question can have."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.casework.question import Question
from decisis.compiler.checks.common import listed
from decisis.compiler.checks.values import individuals_of, misfit
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean
from decisis.compiler.sorts import Place
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast


def expected_values(
    expectation: ast.Expectation, question: Question, library: Library
) -> Iterator[Diagnostic]:
    """What is wrong with `is N = 12`: the question has no `N`, or its values are of another sort."""
    relation = library.relations.get(question.relation)
    if relation is None:
        return
    places = {name: relation.parameters[index] for index, name in question.names.items()}
    individuals = individuals_of(library)
    for given in expectation.outcome.values:
        parameter = places.get(given.variable.name)
        if parameter is None:
            yield _no_variable(given.variable, question, tuple(places))
            continue
        what = f"`{question.relation}`"
        yield from misfit(
            Place(given.value, parameter.sort.text, what, parameter.name.text), library, individuals
        )


def _no_variable(variable: ast.Variable, question: Question, names: tuple[str, ...]) -> Diagnostic:
    message = f"the question `{question.name}` has no variable `{variable.name}`"
    otherwise = f"give a value to {listed(names)}" if names else "write a verdict, such as `is proved`"
    help = did_you_mean(variable.name, names, otherwise)
    return Diagnostic("E0416", message, variable.span, help=help)

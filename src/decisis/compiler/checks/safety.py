"""Variables that nothing gives a value to, and elements that cannot say what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.compiler.checks.common import formulas, listed, names, variables
from decisis.compiler.checks.silence import denies
from decisis.compiler.reading import Doctrine
from decisis.compiler.safety import Part, parts
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

Found = Iterator[Diagnostic]


def unsafe_variables(doctrine: Doctrine) -> Found:
    """Everything that a provision asks for has a value, and so has everything that it concludes."""
    for reading in doctrine.readings:
        for part in parts(reading):
            missing = part.missing(part.elements, part.start)
            for variable, element in missing.values():
                yield part.unbound(variable, element)
            if part.although:
                beside = part.missing((*part.elements, *part.although), part.start | frozenset(missing))
                for variable, element in beside.values():
                    yield part.unbound(variable, element)
            given = part.start.union(missing, *(part.needs(e).gives for e in part.elements))
            yield from _concluded(part, given)


def _concluded(part: Part, known: frozenset[str]) -> Found:
    for variable in dict.fromkeys(variables(part.head)):
        if variable.name == "_":
            denied = denies(part.reading.provision)
            yield part.complain(
                "E0302",
                "the conclusion leaves an argument out",
                variable,
                "each value is denied by itself"
                if denied
                else "every argument of a conclusion needs a value",
                help="name it with a variable, and add an element that says which values are denied"
                if denied
                else "name it with a variable that an element gives",
            )
        elif variable.name not in known:
            alone = part.scope.used.get(variable.name, 0) == 1
            yield part.complain(
                "E0302",
                f"variable `{variable.name}` in the conclusion is not bound by any element",
                variable,
                "every variable of a conclusion must occur in a positive element",
                label="appears only in the conclusion" if alone else "no element gives it a value",
                help=part.close(variable) or _missing(part, variable.name),
            )


def _missing(part: Part, name: str) -> str:
    """What to add for a variable of the conclusion that has no value."""
    ranges = (f for f in formulas(part.elements) if isinstance(f, ast.AggregateOf | ast.ForEvery))
    if any(name in names(f) for f in ranges):
        return f"what stands after `such that` gives `{name}` no value: add an element before it that does"
    return part.said_of(name)


def governing_days(doctrine: Doctrine) -> Found:
    """The day after `as of` has a value."""
    for reading in doctrine.readings:
        rows = reading.provision.rows
        questions = reading.provision.leaves_open
        for part, question in zip(parts(reading), (None, *questions), strict=True):
            for variable in filter(None, (reading.provision.as_of, rows.as_of if rows else None)):
                if variable.name not in part.known:
                    where = f" where `{question.name.text}` is left open" if question else ""
                    yield part.complain(
                        "E0327",
                        f"nothing says which day `{variable.name}` is{where}",
                        question.name if question else variable,
                        "`as of` names the day that decides which text governs, and an element must give it",
                        help=part.close(variable) or f"add an element that gives `{variable.name}`",
                    )


def settings_in_every_row(doctrine: Doctrine) -> Found:
    """A row of editions leaves out what another one sets."""
    for reading in doctrine.readings:
        provision = reading.provision
        rows = provision.rows.rows if provision.rows else ()
        every = dict.fromkeys(s.variable.name for row in rows for s in row.settings)
        for row in rows:
            left_out = [name for name in every if name not in {s.variable.name for s in row.settings}]
            if left_out:
                yield Diagnostic(
                    "E0328",
                    f"the row from {row.start} says nothing of {listed(left_out)}",
                    row.span,
                    context=reading.context,
                    help="set in each row what one of them sets",
                )


def for_the_court(doctrine: Doctrine) -> Found:
    """Only a relation can be left to the court: nobody is free to find 14 days to be 7."""
    for reading in doctrine.readings:
        for element in (n for n in reading.nodes if isinstance(n, ast.Element) and n.for_the_court):
            formula = element.formula
            if not isinstance(formula, ast.Literal) or formula.atom.scenario is not None:
                yield Diagnostic(
                    "E0329",
                    f"element {element.label} cannot be for the court",
                    element.span,
                    context=reading.context,
                    notes=("what is for the court is whether a relation holds",),
                    help="give what the court is to find a relation of its own",
                )


def definitions_of_absences(doctrine: Doctrine) -> Found:
    """`otherwise not` says the opposite of what is defined, which is no absence itself."""
    for reading in doctrine.readings:
        conclusion = reading.provision.conclusion
        if reading.provision.otherwise_not and isinstance(conclusion, ast.Literal) and conclusion.negated:
            yield Diagnostic(
                "E0366",
                f"`{reading.provision.name.text}` would conclude the same whether its elements hold or not",
                conclusion.span,
                context=reading.context,
                help="leave out `otherwise not`, or say what is so when the elements hold",
            )

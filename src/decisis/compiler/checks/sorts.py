"""Things are compared, added and counted with things of their own sort."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.compiler.checks.common import atoms
from decisis.compiler.checks.values import individuals_of, misfit, misfits, sort_words
from decisis.compiler.reading import Doctrine, Reading
from decisis.compiler.sorts import (
    Known,
    Place,
    Use,
    arguments,
    clashing,
    switched_arguments,
)
from decisis.dataclass import replace
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.values import MONEY, QUANTITIES, money_sign

Found = Iterator[Diagnostic]


def mixed_sorts(doctrine: Doctrine) -> Found:
    """A variable that stands for two sorts of things."""
    for reading in doctrine.readings:
        yield from _told(reading)
    library = doctrine.library
    for block in (*library.properties.values(), *library.scenarios.values()):
        for first, second in clashing(block, library):
            yield _mixed(first, second, "")


def _told(reading: Reading) -> Found:
    """The first clash of each variable; of two that have each other's place in a relation, one."""
    told, exchanged = set[str](), set[str]()
    for first, second in reading.sorts[1]:
        name = second.variable.name
        if name in told | exchanged:
            continue
        told.add(name)
        swapped, other = _swapped(first, second, reading)
        exchanged |= {other} - {""}
        mixed = _mixed(first, second, reading.context, swapped or _exchanged(first, second, reading))
        amount = _amount(first, second, reading)
        yield replace(mixed, help=amount) if amount else mixed


def _swapped(first: Use, second: Use, reading: Reading) -> tuple[str, str]:
    """The relation in which the variable and another one have each other's place, and that other one."""
    atom = next((a for a in reading.atoms if any(x.term is second.variable for x in a.arguments)), None)
    for one, other in reading.sorts[1] if atom is not None else ():
        beside = any(x.term is other.variable for x in atom.arguments) if atom is not None else False
        if beside and (one.sort, other.sort) == (second.sort, first.sort):
            return (atom.relation.text if atom is not None else ""), other.variable.name
    return "", ""


def _amount(first: Use, second: Use, reading: Reading) -> str:
    """What to write where a variable is worked out as a number, and is an amount elsewhere."""
    sorts = {first.sort, second.sort}
    if len(sorts & MONEY) != 1 or not sorts & {"Int", "Decimal"}:
        return ""
    (sort,) = sorts & MONEY
    for formula in reading.formulas:
        if isinstance(formula, ast.Assignment) and formula.variable.name == second.variable.name:
            return f"write an amount in what works it out: `{_times(formula.expression, money_sign(sort))}`"
    return ""


def _times(expression: ast.Expression, sign: str) -> str:
    """A product of numbers with an amount in the place of its only constant, or in front; else any amount."""
    parts = list(walk(expression))
    numbers = [part.span.text for part in parts if isinstance(part, ast.Constant)]
    if any(
        not isinstance(part, ast.Binary | ast.Term) or getattr(part, "operator", "*") != "*" for part in parts
    ):
        return f"{sign}10"
    return f"{sign}{numbers[0]}" if len(numbers) == 1 else f"{sign}1 * {expression.span.text}"


def _exchanged(first: Use, second: Use, reading: Reading) -> str:
    """The relation in which the variable has perhaps the place of another argument."""
    for use, other in ((first, second), (second, first)):
        for atom in reading.atoms:
            places = list(arguments(atom, reading.library))
            here = any(p.term is use.variable for p in places)
            if here and any(p.sort == other.sort and p.term is not use.variable for p in places):
                return atom.relation.text
    return ""


def _mixed(first: Use, second: Use, context: str, exchanged: str = "") -> Diagnostic:
    name = second.variable.name
    mine, other = sort_words(second.sort), sort_words(first.sort)
    return Diagnostic(
        "E0351",
        f"variable `{name}` is {mine} here and {other} elsewhere",
        second.span,
        label=f"{second.place} makes it {mine}",
        context=context,
        notes=(f"{first.place} makes it {other} at {first.span.where}",),
        help=f"exchange the arguments of `{exchanged}`, or give the two things two names"
        if exchanged
        else "give the two things two names",
    )


def wrong_values(doctrine: Doctrine) -> Found:
    """Values in places that take something else."""
    library = doctrine.library
    individuals = individuals_of(library)
    for reading in doctrine.readings:
        for atom in reading.atoms:
            yield from misfits(atom, library, individuals, reading.context)
        for place in _other_places(reading):
            yield from misfit(place, library, individuals, reading.context)
    choosers = tuple(a.chosen_by for a in library.authorities.values() if a.chosen_by is not None)
    for atom in atoms((*library.properties.values(), *library.scenarios.values(), *choosers)):
        yield from misfits(atom, library, individuals)


def _other_places(reading: Reading) -> Iterator[Place]:
    """Where values stand, but for the arguments of atoms."""
    if isinstance(reading.provision.conclusion, ast.SwitchOff):
        yield from switched_arguments(reading.provision.conclusion, reading.library)
    for formula in reading.formulas:
        if isinstance(formula, ast.Membership) and isinstance(formula.term, ast.Variable):
            use = reading.known.get(formula.term.name)
            for option in formula.options:
                yield Place(option, use.sort if use else "", f"`{formula.term.name}`")
        elif isinstance(formula, ast.Comparison):
            yield from _compared(formula, reading.known)
        elif isinstance(formula, ast.Assignment) and isinstance(formula.expression, ast.Constant):
            use = reading.known.get(formula.variable.name)
            if use is not None and isinstance(formula.expression.value, str):
                yield Place(formula.expression, use.sort, f"`{formula.variable.name}`")


def _compared(formula: ast.Comparison, known: Known) -> Iterator[Place]:
    """A name beside a variable is a value of that variable's sort."""
    for mine, other in ((formula.left, formula.right), (formula.right, formula.left)):
        if isinstance(mine, ast.Constant) and isinstance(mine.value, str) and isinstance(other, ast.Variable):
            sort = known[other.name].sort if other.name in known else ""
            if sort not in QUANTITIES:
                yield Place(mine, sort, f"`{other.name}`")
